'use strict';

// Accumulators: the committed reports in one part and in several, and what is refused.

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { Accumulator, RuleSet } = require('rapport');
const vectors = require('./vectors.js');

const rules = vectors.frozen();
const KINDS = {
  coaching: { individuals: true, min_sample: 2 },
  acceptance: { min_sample: 1, sort: 'name' },
};

for (const [kind, options] of Object.entries(KINDS)) {
  const [expected] = vectors.lines(`${kind}.json`);

  test(`${kind} in one part`, () => {
    const whole = new Accumulator(rules, kind, options);
    assert.equal(whole.kind, kind);
    for (const [i, line] of vectors.lines('handled.jsonl').entries()) {
      whole.add([line, Buffer.from(line), JSON.parse(line)][i % 3]);
    }
    assert.equal(whole.reportJson(), expected);
    assert.deepEqual(whole.report(), JSON.parse(expected));
    whole.close();
    assert.throws(() => whole.report(), { status: 'invalid_state' });
  });

  test(`${kind} in parts that travel`, () => {
    const parts = [new Accumulator(rules, kind, options), new Accumulator(rules, kind, options)];
    for (const [i, line] of vectors.lines('handled.jsonl').entries()) parts[i % 2].add(line);
    const loaded = Accumulator.load(rules, parts[0].save());
    assert.equal(loaded.merge(parts[1]).reportJson(), expected);
  });
}

test('what is refused', () => {
  assert.throws(() => new Accumulator(rules, 'coach'), { status: 'not_found' });
  assert.throws(() => new Accumulator(rules, 'coaching', { min_sampel: 1 }), /did you mean/);
  assert.throws(() => new Accumulator({}, 'coaching'), TypeError);
  const some = new Accumulator(rules, 'coaching');
  const before = some.reportJson();
  assert.throws(() => some.add('{"turns":1}'), /turns/);
  assert.throws(() => some.merge(some), { status: 'invalid_argument' });
  assert.throws(() => some.merge(new Accumulator(rules, 'acceptance')), {
    status: 'invalid_argument',
  });
  assert.throws(() => some.merge({}), TypeError);
  assert.equal(some.reportJson(), before);
  const saved = some.save();
  assert.throws(() => Accumulator.load(rules, saved.subarray(0, -1)), /damaged/);
  assert.throws(() => Accumulator.load(RuleSet.default(), saved), { status: 'invalid_state' });
});
