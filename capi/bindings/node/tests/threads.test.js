'use strict';

// One rule set in several threads.

const assert = require('node:assert/strict');
const path = require('node:path');
const { test } = require('node:test');
const { Worker } = require('node:worker_threads');
const { RuleSet } = require('rapport');
const vectors = require('./vectors.js');

/** What a worker answers. */
function run(workerData) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(path.join(__dirname, 'worker.js'), { workerData });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

test('workers share a rule set', async () => {
  const rules = vectors.frozen();
  const lines = vectors.read('conversations.jsonl');
  const expected = vectors.read('decisions.jsonl');
  const work = [1, 2, 3].map(() => run({ shared: rules.share(), lines, rounds: 20 }));
  for (let i = 0; i < 20; ++i) assert.equal(rules.decideLines(lines), expected);
  rules.close(); // the workers hold on to theirs
  for (const { name, answers, typed } of await Promise.all(work)) {
    assert.match(name, /^frozen@/);
    assert.deepEqual(answers, [expected]);
    assert.equal(typed, 'impatient');
  }
});

test('what is shared is taken once', () => {
  const rules = vectors.frozen();
  const shared = rules.share();
  rules.close();
  const taken = RuleSet.fromShared(shared);
  assert.match(taken.name, /^frozen@/);
  assert.throws(() => RuleSet.fromShared(shared), { status: 'invalid_argument', message: /once/ });
  taken.close();
});

test('only what share() gave is taken', () => {
  for (const other of [undefined, {}, new ArrayBuffer(16), new SharedArrayBuffer(16)]) {
    assert.throws(() => RuleSet.fromShared(other), TypeError);
  }
});
