'use strict';
// Activities of the TypeScript worker.
const { ApplicationFailure, Context, CancelledFailure, heartbeat, sleep, activityInfo } = require('@temporalio/activity');

const attempts = new Map();
const notes = [];

exports.notes = notes;

exports.implementations = {
  async echo(text) {
    return text;
  },
  async square(n) {
    return n * n;
  },
  async note(text) {
    notes.push(text);
  },
  async failTwice(key) {
    const attempt = (attempts.get(key) ?? 0) + 1;
    attempts.set(key, attempt);
    if (attempt < 3) {
      throw new Error(`attempt ${attempt}`);
    }
    return activityInfo().attempt;
  },
  async refuse() {
    throw ApplicationFailure.create({ message: 'refused', type: 'Refused', nonRetryable: true, details: ['why', 42] });
  },
  async hang() {
    await Context.current().cancelled.catch(() => undefined);
    await sleep(1);
  },
  async resume() {
    const last = activityInfo().heartbeatDetails;
    if (last !== undefined) {
      return `resumed from ${last}`;
    }
    heartbeat(41);
    await new Promise((resolve) => setTimeout(resolve, 150));
    heartbeat(42);
    await new Promise((resolve) => setTimeout(resolve, 2000));
    return 'never lost';
  },
  async beat() {
    try {
      for (;;) {
        heartbeat();
        await sleep(50);
      }
    } catch (e) {
      if (e instanceof CancelledFailure) {
        notes.push('beat cancelled');
      }
      throw e;
    }
  },
};
