'use strict';
// One JSON line a case: {"case": name, "ok": bool, "detail": text, "ms": number}.
const assert = require('node:assert/strict');

async function withLimit(promise, ms) {
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no end within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    clearTimeout(timer);
  }
}

/** Runs all cases side by side, each on workflow ids of its own. */
async function runCases(cases, limitMs = 30_000) {
  await Promise.all(
    Object.entries(cases).map(async ([name, run]) => {
      const begin = Date.now();
      let line = { case: name, ok: true, detail: '' };
      try {
        await withLimit(run(name), limitMs);
      } catch (e) {
        const cause = e.cause ? ` <- ${e.cause.stack ?? e.cause}` : '';
        line = { case: name, ok: false, detail: `${e.stack ?? e}${cause}` };
      }
      process.stdout.write(`${JSON.stringify({ ...line, ms: Date.now() - begin })}\n`);
    }));
}

/** Repeats a look until it is true; for what a service shows a moment later. */
async function until(look, ms = 10_000) {
  const end = Date.now() + ms;
  for (;;) {
    if (await look()) {
      return;
    }
    assert.ok(Date.now() < end, `not so within ${ms} ms: ${look}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

module.exports = { runCases, until };
