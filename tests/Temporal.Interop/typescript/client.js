'use strict';
// The official client on .NET workflows (task queue "net", served by the test). Usage: node client.js HOST:PORT
const assert = require('node:assert/strict');
const {
  Client,
  Connection,
  ScheduleNotFoundError,
  WithStartWorkflowOperation,
  WorkflowExecutionAlreadyStartedError,
  WorkflowFailedError,
  WorkflowUpdateFailedError,
  isGrpcServiceError,
} = require('@temporalio/client');
const { ApplicationFailure, CancelledFailure, TerminatedFailure, TimeoutFailure, WorkflowNotFoundError } = require('@temporalio/common');
const { runCases, until } = require('./cases');

const taskQueue = 'net';

async function failureOf(promise) {
  const error = await promise.then(() => assert.fail('it ended well'), (e) => e);
  assert.ok(error instanceof WorkflowFailedError, String(error.stack));
  return error.cause;
}

async function main() {
  const connection = await Connection.connect({ address: process.argv[2] });
  const client = new Client({ connection });
  const { workflow } = client;
  const nightly = (id) => ({
    scheduleId: id,
    spec: { calendars: [{ hour: 22, minute: 30, dayOfWeek: { start: 'MONDAY', end: 'FRIDAY' } }], timezone: 'America/New_York' },
    action: { type: 'startWorkflow', workflowType: 'Greeting', taskQueue, workflowId: `${id}-run`, args: ['day'] },
    policies: { overlap: 'SKIP', catchupWindow: '10 minutes' },
    state: { paused: true },
    memo: { asOf: 'close' },
  });
  const collect = (id, extra) => workflow.start('Collect', { taskQueue, workflowId: id, ...extra });

  await runCases({
    async 'system info tells capabilities'() {
      const info = await connection.workflowService.getSystemInfo({});
      assert.ok(info.serverVersion);
      assert.equal(info.capabilities.sdkMetadata, true);
    },
    async 'health check serves'() {
      const answer = await connection.healthService.check({ service: 'temporal.api.workflowservice.v1.WorkflowService' });
      assert.equal(answer.status, 1);
    },
    async 'namespace is described'() {
      const answer = await connection.workflowService.describeNamespace({ namespace: 'default' });
      assert.equal(answer.namespaceInfo.name, 'default');
    },
    async 'unknown namespace is not found'() {
      const error = await connection.workflowService.describeNamespace({ namespace: 'else' }).catch((e) => e);
      assert.ok(isGrpcServiceError(error));
      assert.equal(error.code, 5);
    },
    async 'unserved call is unimplemented'() {
      const error = await connection.workflowService.listBatchOperations({ namespace: 'default' }).catch((e) => e);
      assert.equal(error.code, 12);
    },
    async 'start and result'(id) {
      assert.equal(await workflow.execute('Greeting', { taskQueue, workflowId: id, args: ['Ada'] }), 'Hello, ADA');
    },
    async 'unicode and objects travel'(id) {
      const value = { text: 'Größe ✓ 😀', nested: { list: [1, 2.5, null, true] } };
      assert.deepEqual(await workflow.execute('Mirror', { taskQueue, workflowId: id, args: [value] }), value);
    },
    async 'large payload travels compressed or not'(id) {
      const value = { text: 'x'.repeat(400_000) };
      assert.deepEqual(await workflow.execute('Mirror', { taskQueue, workflowId: id, args: [value] }), value);
    },
    async 'signal and query'(id) {
      const handle = await collect(id);
      await handle.signal('Add', 'a');
      await handle.signal('Add', 'b');
      assert.deepEqual(await handle.query('Items'), ['a', 'b']);
      await handle.signal('Finish');
      assert.deepEqual(await handle.result(), ['a', 'b']);
    },
    async 'query of a closed workflow'(id) {
      const handle = await collect(id);
      await handle.signal('Add', 'a');
      await handle.signal('Finish');
      await handle.result();
      assert.deepEqual(await handle.query('Items'), ['a']);
    },
    async 'unknown query is refused'(id) {
      const handle = await collect(id);
      const error = await handle.query('Nothing').catch((e) => e);
      assert.match(String(error.message) + String(error.cause?.details), /Nothing/);
      await handle.terminate();
    },
    async 'signal with start'(id) {
      const options = { taskQueue, workflowId: id, signal: 'Add' };
      const handle = await workflow.signalWithStart('Collect', { ...options, signalArgs: ['a'] });
      await workflow.signalWithStart('Collect', { ...options, signalArgs: ['b'] });
      await handle.signal('Finish');
      assert.deepEqual(await handle.result(), ['a', 'b']);
    },
    async 'update gives its result'(id) {
      const handle = await collect(id);
      assert.equal(await handle.executeUpdate('Grow', { args: ['a'] }), 1);
      assert.equal(await handle.executeUpdate('Grow', { args: ['b'] }), 2);
      assert.deepEqual(await handle.query('Items'), ['A', 'B']);
      await handle.terminate();
    },
    async 'update is started and awaited'(id) {
      const handle = await collect(id);
      const update = await handle.startUpdate('Grow', { args: ['a'], waitForStage: 'ACCEPTED', updateId: `${id}-1` });
      assert.equal(update.updateId, `${id}-1`);
      assert.equal(await update.result(), 1);
      assert.equal(await handle.getUpdateHandle(`${id}-1`).result(), 1);
      await handle.terminate();
    },
    async 'same update id is done once'(id) {
      const handle = await collect(id);
      assert.equal(await handle.executeUpdate('Grow', { args: ['a'], updateId: 'once' }), 1);
      assert.equal(await handle.executeUpdate('Grow', { args: ['a'], updateId: 'once' }), 1);
      assert.deepEqual(await handle.query('Items'), ['A']);
      await handle.terminate();
    },
    async 'validator rejects an update'(id) {
      const handle = await collect(id);
      await handle.query('Items');
      const before = (await handle.fetchHistory()).events.length;
      const error = await handle.executeUpdate('Grow', { args: [''] }).catch((e) => e);
      assert.ok(error instanceof WorkflowUpdateFailedError, String(error.stack));
      assert.equal(error.cause.type, 'Empty');
      assert.equal((await handle.fetchHistory()).events.length, before);
      await handle.terminate();
    },
    async 'failed update keeps its failure'(id) {
      const handle = await collect(id);
      const error = await handle.executeUpdate('Refuse').catch((e) => e);
      assert.equal(error.cause.type, 'Refused');
      assert.deepEqual(error.cause.details, ['why']);
      assert.deepEqual(await handle.query('Items'), []);
      await handle.terminate();
    },
    async 'update with start'(id) {
      const start = new WithStartWorkflowOperation('Collect', { taskQueue, workflowId: id, workflowIdConflictPolicy: 'USE_EXISTING' });
      assert.equal(await workflow.executeUpdateWithStart('Grow', { args: ['a'], startWorkflowOperation: start }), 1);
      const handle = await start.workflowHandle();
      assert.deepEqual(await handle.query('Items'), ['A']);
      await handle.terminate();
    },
    async 'patch and memo of a workflow are seen'(id) {
      const handle = await workflow.start('Patched', { taskQueue, workflowId: id });
      assert.equal(await handle.result(), 'new');
      assert.deepEqual((await handle.describe()).memo, { way: 'new' });
      const { events } = await handle.fetchHistory();
      assert.ok(events.some((e) => e.markerRecordedEventAttributes?.markerName === 'core_patch'));
    },
    async 'same id is refused while it runs'(id) {
      const handle = await collect(id);
      await assert.rejects(collect(id), WorkflowExecutionAlreadyStartedError);
      await handle.terminate();
    },
    async 'same id is taken over where asked'(id) {
      const first = await collect(id);
      const second = await collect(id, { workflowIdConflictPolicy: 'USE_EXISTING' });
      assert.equal(second.firstExecutionRunId, first.firstExecutionRunId);
      const third = await collect(id, { workflowIdConflictPolicy: 'TERMINATE_EXISTING' });
      assert.notEqual(third.firstExecutionRunId, first.firstExecutionRunId);
      await third.terminate();
    },
    async 'used id is refused where asked'(id) {
      await workflow.execute('Greeting', { taskQueue, workflowId: id, args: ['x'] });
      await assert.rejects(
        workflow.start('Greeting', { taskQueue, workflowId: id, args: ['x'], workflowIdReusePolicy: 'REJECT_DUPLICATE' }), WorkflowExecutionAlreadyStartedError);
    },
    async 'failure has type, message and details'(id) {
      const cause = await failureOf(workflow.execute('Failing', { taskQueue, workflowId: id }));
      assert.ok(cause instanceof ApplicationFailure);
      assert.equal(cause.type, 'Refused');
      assert.equal(cause.message, 'not today');
      assert.equal(cause.nonRetryable, true);
      assert.deepEqual(cause.details, ['why', 42]);
    },
    async 'failed activity keeps its causes'(id) {
      const cause = await failureOf(workflow.execute('FailingActivity', { taskQueue, workflowId: id }));
      assert.equal(cause.activityType, 'Refuse');
      assert.equal(cause.cause.type, 'Refused');
    },
    async 'activity is retried'(id) {
      assert.equal(await workflow.execute('Retried', { taskQueue, workflowId: id, args: [id] }), 3);
    },
    async 'cancel reaches the workflow'(id) {
      const handle = await collect(id);
      await handle.query('Items');
      await handle.cancel();
      assert.ok((await failureOf(handle.result())) instanceof CancelledFailure);
      assert.equal((await handle.describe()).status.name, 'CANCELLED');
    },
    async 'terminate ends at once'(id) {
      const handle = await collect(id);
      await handle.terminate('enough');
      const cause = await failureOf(handle.result());
      assert.ok(cause instanceof TerminatedFailure);
      assert.match(cause.message, /enough/);
    },
    async 'run timeout closes'(id) {
      const handle = await collect(id, { workflowRunTimeout: 300 });
      assert.ok((await failureOf(handle.result())) instanceof TimeoutFailure);
      assert.equal((await handle.describe()).status.name, 'TIMED_OUT');
    },
    async 'start delay waits'(id) {
      const begin = Date.now();
      await workflow.execute('Greeting', { taskQueue, workflowId: id, args: ['x'], startDelay: 400 });
      assert.ok(Date.now() - begin >= 390);
    },
    async 'describe shows type, queue, status and memo'(id) {
      const handle = await collect(id, { memo: { asOf: '2018-02-07' } });
      const described = await handle.describe();
      assert.equal(described.type, 'Collect');
      assert.equal(described.taskQueue, taskQueue);
      assert.equal(described.status.name, 'RUNNING');
      assert.deepEqual(described.memo, { asOf: '2018-02-07' });
      assert.ok(described.startTime instanceof Date && described.historyLength >= 1);
      await handle.terminate();
    },
    async 'describe shows the summary'(id) {
      const handle = await collect(id, { staticSummary: 'what it is for' });
      assert.equal(await (await handle.describe()).staticSummary(), 'what it is for');
      await handle.terminate();
    },
    async 'history is told in order'(id) {
      const handle = await workflow.start('Greeting', { taskQueue, workflowId: id, args: ['x'] });
      await handle.result();
      const { events } = await handle.fetchHistory();
      assert.deepEqual(events.map((e) => Number(e.eventId)), events.map((_, i) => i + 1));
      const names = events.map((e) => Object.keys(e).find((k) => k.endsWith('EventAttributes') && e[k]));
      assert.equal(names[0], 'workflowExecutionStartedEventAttributes');
      assert.ok(names.includes('activityTaskCompletedEventAttributes'));
      assert.equal(names.at(-1), 'workflowExecutionCompletedEventAttributes');
    },
    async 'result waits across continue-as-new'(id) {
      assert.equal(await workflow.execute('Countdown', { taskQueue, workflowId: id, args: [3, 0] }), 4);
    },
    async 'list finds by type and status'(id) {
      const handle = await collect(id);
      const query = `WorkflowType = 'Collect' AND ExecutionStatus = 'Running' AND WorkflowId = '${id}'`;
      const found = [];
      for await (const info of workflow.list({ query })) {
        found.push(info.workflowId);
      }
      assert.deepEqual(found, [id]);
      await handle.terminate();
    },
    async 'count counts'(id) {
      const handle = await collect(id);
      assert.equal((await workflow.count(`WorkflowId = '${id}'`)).count, 1);
      await handle.terminate();
    },
    async 'schedule is described, listed and deleted'(id) {
      const handle = await client.schedule.create(nightly(id));
      const described = await handle.describe();
      assert.equal(described.action.workflowType, 'Greeting');
      assert.equal(described.state.paused, true);
      assert.deepEqual(described.memo, { asOf: 'close' });
      await until(async () => {
        for await (const summary of client.schedule.list()) {
          if (summary.scheduleId === id) {
            return true;
          }
        }
        return false;
      });
      await handle.delete();
      await assert.rejects(handle.describe(), ScheduleNotFoundError);
    },
    async 'schedule is paused, resumed and updated'(id) {
      const handle = await client.schedule.create(nightly(id));
      await handle.unpause('go on');
      assert.equal((await handle.describe()).state.paused, false);
      await handle.pause('hold');
      await handle.update((previous) => ({ ...previous, policies: { ...previous.policies, overlap: 'BUFFER_ALL' } }));
      const described = await handle.describe();
      assert.equal(described.state.note, 'hold');
      assert.equal(described.policies.overlap, 'BUFFER_ALL');
      await handle.delete();
    },
    async 'schedule is triggered'(id) {
      const handle = await client.schedule.create(nightly(id));
      await handle.trigger();
      await until(async () => (await handle.describe()).info.recentActions.length === 1);
      const started = (await handle.describe()).info.recentActions[0].action.workflow;
      assert.equal(await workflow.getHandle(started.workflowId).result(), 'Hello, DAY');
      await handle.delete();
    },
    async 'schedule fires on its interval'(id) {
      const handle = await client.schedule.create({ ...nightly(id), spec: { intervals: [{ every: '1s' }] }, state: { paused: false } });
      await until(async () => (await handle.describe()).info.numActionsTaken >= 2);
      await handle.delete();
    },
    async 'unknown workflow is not found'() {
      const handle = workflow.getHandle('nobody');
      await assert.rejects(handle.describe(), WorkflowNotFoundError);
      await assert.rejects(handle.signal('Add', 'x'), WorkflowNotFoundError);
    },
    async 'call past its deadline ends'(id) {
      const handle = await workflow.start('Collect', { taskQueue: 'nobody-polls', workflowId: id });
      const begin = Date.now();
      const error = await client.withDeadline(Date.now() + 300, () => handle.query('Items')).catch((e) => e);
      assert.ok(Date.now() - begin < 5000);
      assert.equal((error.cause ?? error).code, 4);
      await handle.terminate();
    },
    async 'call is aborted by its caller'(id) {
      const handle = await collect(id);
      const abort = new AbortController();
      setTimeout(() => abort.abort(), 100);
      const error = await client.withAbortSignal(abort.signal, () => handle.result()).catch((e) => e);
      assert.equal((error.cause ?? error).code, 1);
      await handle.terminate();
    },
    async 'thirty workflows side by side'(id) {
      const results = await Promise.all(
        Array.from({ length: 30 }, (_, i) => workflow.execute('Greeting', { taskQueue, workflowId: `${id}-${i}`, args: [`n${i}`] })));
      assert.deepEqual(results, results.map((_, i) => `Hello, N${i}`));
    },
  });
  await connection.close();
}

main().catch((e) => {
  process.stderr.write(`${e.stack ?? e}\n`);
  process.exitCode = 1;
});
