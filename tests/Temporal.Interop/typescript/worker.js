'use strict';
// The official worker (task queue "ts") and client: TypeScript workflows and activities, alone and together with .NET ones (task queue "net").
// Usage: node worker.js HOST:PORT
const assert = require('node:assert/strict');
const { Client, Connection, WorkflowFailedError, WorkflowUpdateFailedError } = require('@temporalio/client');
const { NativeConnection, Runtime, DefaultLogger, Worker } = require('@temporalio/worker');
const { runCases, until } = require('./cases');
const { implementations, notes } = require('./activities');

const taskQueue = 'ts';

async function main() {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const address = process.argv[2];
  const native = await NativeConnection.connect({ address });
  const worker = await Worker.create({
    connection: native,
    taskQueue,
    workflowsPath: require.resolve('./workflows'),
    activities: implementations,
    maxCachedWorkflows: 20,
    stickyQueueScheduleToStartTimeout: '1s',
  });
  const running = worker.run();
  const connection = await Connection.connect({ address });
  const { workflow } = new Client({ connection });
  const start = (type, id, ...args) => workflow.start(type, { taskQueue, workflowId: id, args });
  const execute = (type, id, ...args) => workflow.execute(type, { taskQueue, workflowId: id, args });
  const net = (type, id, ...args) => workflow.execute(type, { taskQueue: 'net', workflowId: id, args });

  await runCases({
    'ts: workflow and activity': async (id) => assert.equal(await execute('greet', id, 'Ada'), 'Hello, Ada'),
    'ts: activities side by side': async (id) => assert.equal(await execute('sum', id, [...Array(40).keys()]), 20540),
    'ts: timers fire in order': async (id) => assert.deepEqual(await execute('timers', id), ['fast', 'slow']),
    'ts: activity is retried': async (id) => assert.equal(await execute('retried', id, id), 3),
    'ts: non-retryable failure ends it': async (id) => {
      const error = await execute('refused', id).catch((e) => e);
      assert.ok(error instanceof WorkflowFailedError);
      assert.equal(error.cause.cause.type, 'Refused');
      assert.deepEqual(error.cause.cause.details, ['why', 42]);
    },
    'ts: activity times out': async (id) => assert.equal(await execute('timedOut', id), 'ActivityFailure: TimeoutFailure START_TO_CLOSE'),
    'ts: lost heartbeat, resumed from its details': async (id) => assert.match(await execute('heartbeatTimedOut', id), /^resumed from 4[12]$/),
    'ts: workflow failure has details': async (id) => {
      const error = await execute('failing', id).catch((e) => e);
      assert.deepEqual([error.cause.type, error.cause.details], ['Refused', [{ code: 7 }]]);
    },
    'ts: children side by side': async (id) => assert.equal(await execute('parent', id, 10), 90),
    'ts: failed child is caught': async (id) => assert.equal(await execute('parentOfFailing', id), 'ChildWorkflowFailure: Negative'),
    'ts: child is signalled': async (id) => assert.deepEqual(await execute('parentOfSignalled', id), ['a', 'b']),
    'ts: child is cancelled': async (id) => assert.equal(await execute('parentThatCancels', id), 'cancelled'),
    'ts: continue-as-new': async (id) => assert.deepEqual(await execute('countdown', id, 3), [3, 2, 1, 0]),
    'ts: signals and query': async (id) => {
      const handle = await start('collect', id);
      await handle.signal('add', 'a');
      await handle.signal('add', 'b');
      assert.deepEqual(await handle.query('seen'), ['a', 'b']);
      await handle.signal('finish');
      assert.deepEqual(await handle.result(), ['a', 'b']);
    },
    'ts: update runs an activity': async (id) => {
      const handle = await start('collect', id);
      assert.equal(await handle.executeUpdate('grow', { args: ['x'] }), 1);
      assert.equal(await handle.executeUpdate('grow', { args: ['y'] }), 2);
      await handle.signal('finish');
      assert.deepEqual(await handle.result(), ['x', 'y']);
    },
    'ts: rejected update leaves no trace': async (id) => {
      const handle = await start('collect', id);
      await handle.query('seen');
      const before = (await handle.fetchHistory()).events.length;
      await assert.rejects(handle.executeUpdate('grow', { args: [''] }), WorkflowUpdateFailedError);
      assert.equal((await handle.fetchHistory()).events.length, before);
      await handle.terminate();
    },
    'ts: update handle is polled': async (id) => {
      const handle = await start('collect', id);
      const update = await handle.startUpdate('grow', { args: ['z'], waitForStage: 'ACCEPTED' });
      assert.equal(await update.result(), 1);
      await handle.terminate();
    },
    'ts: cancelled workflow cleans up': async (id) => {
      const handle = await start('cleaning', id);
      await until(async () => (await handle.describe()).historyLength > 4);
      await handle.cancel();
      await handle.result().catch((e) => assert.equal(e.cause.name, 'CancelledFailure'));
      assert.ok(notes.includes(id));
    },
    'ts: activity is cancelled': async (id) => {
      assert.equal(await execute('cancelledActivity', id), 'cancelled');
      assert.ok(notes.includes('beat cancelled'));
    },
    'ts: condition times out': async (id) => assert.equal(await execute('conditionWithTimeout', id), false),
    'ts: local activity': async (id) => assert.equal(await execute('localActivity', id, 9), 81),
    'ts: patch marker': async (id) => {
      const handle = await start('patchedFlow', id);
      assert.equal(await handle.result(), 'new');
      assert.ok((await handle.fetchHistory()).events.some((e) => e.markerRecordedEventAttributes));
    },
    'ts: memo is upserted': async (id) => {
      const handle = await workflow.start('remembers', { taskQueue, workflowId: id, memo: { kept: 1 } });
      assert.deepEqual(await handle.result(), { kept: 1, stage: 'late' });
      assert.deepEqual((await handle.describe()).memo, { kept: 1, stage: 'late' });
    },
    'ts: replay of its history agrees': async (id) => {
      const handle = await start('random', id);
      const result = await handle.result();
      assert.equal(result.length, 3);
      const history = await handle.fetchHistory();
      await Worker.runReplayHistory({ workflowsPath: require.resolve('./workflows') }, history, id);
    },
    'ts: cron runs again': async (id) => {
      const handle = await workflow.start('greet', { taskQueue, workflowId: id, args: ['cron'], cronSchedule: '@every 1s' });
      await until(async () => (await workflow.count(`WorkflowId = '${id}' AND ExecutionStatus = 'Completed'`)).count >= 1, 40000);
      await handle.terminate();
    },
    'ts calls net: activities': async (id) => assert.deepEqual(await execute('callsNet', id, 'abc'), ['ABC!', 5]),
    'ts calls net: failure keeps type and details': async (id) => assert.equal(await execute('callsNetRefusal', id), 'Refused: no ["why",42]'),
    'ts calls net: retried': async (id) => assert.equal(await execute('callsNetRetried', id, id), 3),
    'ts calls net: child workflow': async (id) => assert.equal(await execute('callsNetChild', id, 'Ada'), 'Hello, ADA'),
    'net calls ts: activities': async (id) => assert.equal(await net('CallsTypeScript', id, 12), 144),
    'net calls ts: failure keeps type': async (id) => assert.equal(await net('CallsTypeScriptRefusal', id), 'Refused'),
    'net calls ts: retried': async (id) => assert.equal(await net('CallsTypeScriptRetried', id, id), 3),
    'net calls ts: child workflow': async (id) => assert.equal(await net('CallsTypeScriptChild', id, 21), 42),
  });
  worker.shutdown();
  await running;
  await connection.close();
  await native.close();
}

main().catch((e) => {
  process.stderr.write(`${e.stack ?? e}\n`);
  process.exitCode = 1;
});
