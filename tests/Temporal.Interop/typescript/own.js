'use strict';
// The official client on what the program itself keeps in 'assay serve': its schedules and the runs of its jobs. Usage: node own.js ADDRESS
const assert = require('node:assert/strict');
const { Client, Connection } = require('@temporalio/client');
const { defineSearchAttributeKey, SearchAttributeType } = require('@temporalio/common');
const { runCases } = require('./cases');

const id = 'daily-2019-06-01';
const asOf = defineSearchAttributeKey('AssayAsOf', SearchAttributeType.DATETIME);

async function main() {
  const connection = await Connection.connect({ address: process.argv[2] });
  const { schedule, workflow } = new Client({ connection });
  const schedules = async () => {
    const found = {};
    for await (const one of schedule.list()) {
      found[one.scheduleId] = one;
    }
    return found;
  };
  const ids = async (query) => {
    const found = [];
    for await (const one of workflow.list({ query })) {
      found.push(one.workflowId);
    }
    return found;
  };

  await runCases({
    async 'own schedules are listed with their mark'() {
      const found = await schedules();
      assert.deepEqual(Object.keys(found).sort(), ['assay-daily', 'assay-selection']);
      assert.deepEqual(found['assay-daily'].memo, { assay: 'assay' });
      assert.equal(found['assay-daily'].action.workflowType, 'DailyLiveRun');
      assert.equal(found['assay-selection'].state.paused, true);
      assert.equal(found['assay-selection'].state.note, 'temporal.yaml: until the new feed is in');
    },
    async 'own daily schedule runs after the close in the time zone of its exchange'() {
      const daily = await schedule.getHandle('assay-daily').describe();
      assert.equal(daily.spec.timezone, 'America/New_York');
      assert.equal(daily.policies.catchupWindow, 6 * 60 * 60 * 1000);
      assert.equal(daily.policies.overlap, 'SKIP');
      const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'America/New_York', hour: '2-digit', minute: '2-digit', weekday: 'short' });
      assert.ok(daily.info.nextActionTimes.length > 0);
      for (const next of daily.info.nextActionTimes) {
        assert.match(clock.format(next), /^(Mon|Tue|Wed|Thu|Fri),? 17:30$/);
      }
    },
    async 'own daily schedule leaves out the holidays by name'() {
      const daily = await schedule.getHandle('assay-daily').describe();
      const christmas = daily.spec.skip.find((day) => day.comment === 'Christmas Day');
      assert.equal(christmas.month[0].start, 'DECEMBER');
    },
    async 'own schedule starts a readable run'() {
      const { action } = await schedule.getHandle('assay-daily').describe();
      assert.equal(action.workflowType, 'DailyLiveRun');
      assert.equal(action.workflowId, 'daily');
      assert.equal(action.taskQueue, 'assay');
      assert.deepEqual(action.memo, { command: 'schedule assay-daily', market: 'synthetic', profile: 'full' });
      assert.deepEqual(action.searchAttributes.AssayStage, ['daily']);
      assert.deepEqual(action.searchAttributes.AssayDryRun, [false]);
      assert.equal(action.args[0].Job.Exchange, 'XNYS');
    },
    async 'own run carries its instant as a datetime'() {
      const run = await workflow.getHandle(id).describe();
      assert.equal(run.status.name, 'COMPLETED');
      assert.equal(run.memo.outcome, 'no_session: 2019-06-01 is a Saturday.');
      const [instant] = run.searchAttributes.AssayAsOf;
      assert.ok(instant instanceof Date);
      assert.ok(run.startTime - instant >= 0 && run.startTime - instant < 10 * 60 * 1000, `${instant.toISOString()} of a run of ${run.startTime.toISOString()}`);
      assert.deepEqual(run.typedSearchAttributes.get(asOf), instant);
    },
    async 'own runs are found by their instant'() {
      const [instant] = (await workflow.getHandle(id).describe()).searchAttributes.AssayAsOf;
      // This SDK's dates end at the millisecond, the instant itself does not.
      const [from, to] = [instant.toISOString(), new Date(instant.getTime() + 1).toISOString()];
      assert.deepEqual(await ids(`AssayAsOf >= '${from}' AND AssayAsOf < '${to}' AND AssayStage = 'daily'`), [id]);
      assert.deepEqual(await ids(`AssayAsOf >= '${to}'`), []);
      assert.equal((await workflow.count(`AssayAsOf < '${to}'`)).count, 1);
    },
  });
  await connection.close();
}

main().catch((e) => {
  process.stderr.write(`${e.stack ?? e}\n`);
  process.exitCode = 1;
});
