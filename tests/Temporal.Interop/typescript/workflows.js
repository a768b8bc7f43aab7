'use strict';
// Workflows of the TypeScript worker. They are bundled and run in the SDK's sandbox.
const wf = require('@temporalio/workflow');

const local = wf.proxyActivities({ startToCloseTimeout: '20s', retry: { initialInterval: '20ms', backoffCoefficient: 1, maximumAttempts: 5 } });
const net = wf.proxyActivities({ taskQueue: 'net', startToCloseTimeout: '20s', retry: { initialInterval: '20ms', maximumAttempts: 3 } });

exports.greet = async function greet(name) {
  return `Hello, ${await local.echo(name)}`;
};

exports.sum = async function sum(numbers) {
  const squares = await Promise.all(numbers.map((n) => local.square(n)));
  return squares.reduce((a, b) => a + b, 0);
};

exports.timers = async function timers() {
  const order = [];
  await Promise.all([
    wf.sleep(120).then(() => order.push('slow')),
    wf.sleep(20).then(() => order.push('fast')),
  ]);
  return order;
};

exports.retried = async function retried(key) {
  return await local.failTwice(key);
};

exports.refused = async function refused() {
  return await local.refuse();
};

exports.timedOut = async function timedOut() {
  const hasty = wf.proxyActivities({ startToCloseTimeout: '200ms', retry: { maximumAttempts: 1 } });
  try {
    await hasty.hang();
    return 'ended';
  } catch (e) {
    return `${e.name}: ${e.cause.name} ${e.cause.timeoutType}`;
  }
};

exports.heartbeatTimedOut = async function heartbeatTimedOut() {
  const hasty = wf.proxyActivities({ startToCloseTimeout: '20s', heartbeatTimeout: '300ms', retry: { maximumAttempts: 20, initialInterval: '20ms' } });
  return await hasty.resume();
};

exports.failing = async function failing() {
  throw wf.ApplicationFailure.create({ message: 'not today', type: 'Refused', nonRetryable: true, details: [{ code: 7 }] });
};

exports.child = async function child(n) {
  await wf.sleep(5);
  if (n < 0) {
    throw wf.ApplicationFailure.nonRetryable('negative', 'Negative');
  }
  return n * 2;
};

exports.parent = async function parent(count) {
  const results = await Promise.all(
    Array.from({ length: count }, (_, i) => wf.executeChild('child', { args: [i], workflowId: `${wf.workflowInfo().workflowId}-child-${i}` })));
  return results.reduce((a, b) => a + b, 0);
};

exports.parentOfFailing = async function parentOfFailing() {
  try {
    await wf.executeChild('child', { args: [-1] });
    return 'ended';
  } catch (e) {
    return `${e.name}: ${e.cause.type}`;
  }
};

exports.parentOfSignalled = async function parentOfSignalled() {
  const handle = await wf.startChild('collect', { workflowId: `${wf.workflowInfo().workflowId}-child` });
  await handle.signal('add', 'a');
  await handle.signal('add', 'b');
  await handle.signal('finish');
  return await handle.result();
};

exports.parentThatCancels = async function parentThatCancels() {
  try {
    await wf.CancellationScope.cancellable(async () => {
      const running = wf.executeChild('cleaning', { workflowId: `${wf.workflowInfo().workflowId}-child` });
      await wf.sleep(50);
      wf.CancellationScope.current().cancel();
      await running;
    });
    return 'ended';
  } catch (e) {
    return wf.isCancellation(e) ? 'cancelled' : String(e);
  }
};

exports.countdown = async function countdown(n, path) {
  const trail = [...(path ?? []), n];
  if (n > 0) {
    await wf.continueAsNew(n - 1, trail);
  }
  return trail;
};

const add = wf.defineSignal('add');
const finish = wf.defineSignal('finish');
const seen = wf.defineQuery('seen');
const grow = wf.defineUpdate('grow');

exports.collect = async function collect() {
  const items = [];
  let done = false;
  wf.setHandler(add, (item) => void items.push(item));
  wf.setHandler(finish, () => {
    done = true;
  });
  wf.setHandler(seen, () => items);
  wf.setHandler(
    grow,
    async (item) => {
      await wf.sleep(10);
      items.push(await local.echo(item));
      return items.length;
    },
    {
      validator: (item) => {
        if (item === '') {
          throw new Error('empty item');
        }
      },
    });
  await wf.condition(() => done);
  return items;
};

exports.cleaning = async function cleaning() {
  try {
    await wf.sleep('1 hour');
    return 'slept';
  } catch (e) {
    if (wf.isCancellation(e)) {
      await wf.CancellationScope.nonCancellable(() => local.note(wf.workflowInfo().workflowId));
    }
    throw e;
  }
};

exports.cancelledActivity = async function cancelledActivity() {
  const patient = wf.proxyActivities({
    startToCloseTimeout: '20s',
    heartbeatTimeout: '5s',
    cancellationType: wf.ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  });
  try {
    await wf.CancellationScope.cancellable(async () => {
      const running = patient.beat();
      await wf.sleep(100);
      wf.CancellationScope.current().cancel();
      await running;
    });
    return 'ended';
  } catch (e) {
    return wf.isCancellation(e) ? 'cancelled' : String(e);
  }
};

exports.conditionWithTimeout = async function conditionWithTimeout() {
  return await wf.condition(() => false, 50);
};

exports.localActivity = async function localActivity(n) {
  const { square } = wf.proxyLocalActivities({ startToCloseTimeout: '5s' });
  return await square(n);
};

exports.patchedFlow = async function patchedFlow() {
  return wf.patched('second-version') ? 'new' : 'old';
};

exports.remembers = async function remembers() {
  wf.upsertMemo({ stage: 'late' });
  await wf.sleep(5);
  return wf.workflowInfo().memo;
};

exports.random = async function random() {
  return [wf.uuid4(), Math.random(), Date.now()];
};

exports.callsNet = async function callsNet(name) {
  return [await net.Shout(name), await net.Add(2, 3)];
};

exports.callsNetRefusal = async function callsNetRefusal() {
  try {
    await net.Refuse('no');
    return 'ended';
  } catch (e) {
    return `${e.cause.type}: ${e.cause.message} ${JSON.stringify(e.cause.details)}`;
  }
};

exports.callsNetRetried = async function callsNetRetried(key) {
  return await net.FailTwice(key);
};

exports.callsNetChild = async function callsNetChild(name) {
  return await wf.executeChild('Greeting', { taskQueue: 'net', args: [name] });
};
