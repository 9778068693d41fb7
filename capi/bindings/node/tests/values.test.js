'use strict';

// Texts, whole numbers, times and durations, as the library reads them back.

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { Conversation } = require('rapport');
const vectors = require('./vectors.js');

const rules = vectors.frozen();

/** A fact as an explanation shows it, set by a typed call and in a record; both must agree. */
function fact(name, value) {
  const conversation = new Conversation(rules).setFact(name, value);
  const shown = conversation.explain().facts[name];
  conversation.close();
  assert.equal(rules.explain({ facts: { [name]: value }, turns: [] }).facts[name], shown);
  return shown;
}

/** A turn's text as an explanation shows it, likewise. */
function turn(text) {
  const conversation = new Conversation(rules).addTurn({ text });
  const shown = conversation.explain().turns[0].text;
  conversation.close();
  assert.equal(rules.explain({ turns: [{ text }] }).turns[0].text, shown);
  return shown;
}

const TEXTS = {
  empty: '',
  NUL: 'a\0b',
  'only NUL': '\0',
  emoji: '🙄 👩‍👩‍👧 Ünal — “x”',
  quotes: '"\\\n\t\u2028 \\ud800',
  long: 'ü'.repeat(30_000),
};
for (const [name, text] of Object.entries(TEXTS)) {
  test(`text: ${name}`, () => assert.equal(turn(text), text));
}

test('half a surrogate pair becomes U+FFFD', () => {
  assert.equal(turn('a\ud83d b'), 'a\ufffd b');
  assert.equal(turn('\\\udc00'), '\\\ufffd');
  const answer = rules.decide({ id: 'x\ud800', turns: [] });
  assert.equal(answer.id, 'x\ufffd');
});

test('text with NUL in answers, names and diagnostics', () => {
  assert.equal(rules.decide({ id: 'a\0b', turns: [] }).id, 'a\0b');
  assert.equal(new Conversation(rules).decide({ id: '\0é\0' }).id, '\0é\0');
  const evidence = rules.decide({ turns: [{ text: 'Any\0 deal?' }] }).evidence[0];
  assert.equal(evidence.text, 'Any\0 deal');
  assert.throws(() => rules.constructor.fromText('a\0b.yaml', 'rapport: 2\n'), {
    name: 'RapportError',
    file: 'a\0b.yaml',
  });
});

test('ids', () => {
  const conversation = new Conversation(rules);
  for (const [id, expected] of [
    [7, '7'],
    [2n ** 70n, String(2n ** 70n)],
    ['x', 'x'],
    [null, ''],
  ]) {
    assert.equal(conversation.decide({ id }).id, expected);
    assert.equal(JSON.parse(conversation.explainJson({ id })).id, expected);
  }
  assert.equal(rules.decide({ id: 2n ** 70n, turns: [] }).id, String(2n ** 70n));
  assert.equal(rules.decide({ id: 7, turns: [] }).id, '7');
});

test('a buffer that is part of another', () => {
  const line = Buffer.from('xx{"id":"part","turns":[]}xx').subarray(2, -2);
  assert.equal(JSON.parse(rules.decideJson(line)).id, 'part');
  assert.equal(JSON.parse(rules.decideJson(new Uint8Array(line))).id, 'part');
});

test('whole numbers', () => {
  assert.equal(fact('contacts_7d', 3), '3');
  assert.equal(fact('contacts_7d', 1000n), '1000');
  assert.equal(fact('contacts_7d', -0), '0');
});

const BIG = `rapport: 1
pack: {id: big, version: 1.0.0, language: en}
facts: {n: {type: int}, d: {type: double}}
`;

test('whole numbers of 64 bits', () => {
  const big = rules.constructor.fromText('big.yaml', BIG);
  for (const n of [2n ** 63n - 1n, -(2n ** 63n), 2n ** 53n + 1n]) {
    assert.equal(new Conversation(big).setFact('n', n).explain().facts.n, String(n));
    assert.equal(big.explain({ facts: { n }, turns: [] }).facts.n, String(n));
  }
  const most = Number.MAX_SAFE_INTEGER;
  assert.equal(new Conversation(big).setFact('n', most).explain().facts.n, String(most));
  assert.equal(new Conversation(big).setFact('d', 5n).explain().facts.d, '5.0');
  assert.equal(big.explain({ facts: { d: 5n }, turns: [] }).facts.d, '5.0');
  const huge = new Conversation(big).setFact('d', 1e300).explain().facts.d;
  assert.equal(big.explain({ facts: { d: 1e300 }, turns: [] }).facts.d, huge);
});

test('other facts', () => {
  assert.equal(fact('spend', 12.5), '12.5');
  assert.equal(fact('spend', 3), '3.0');
  assert.equal(fact('is_vip', true), 'true');
  assert.equal(fact('is_vip', false), 'false');
  assert.equal(fact('tier', 'gold'), '"gold"');
  assert.equal(fact('first_name', 'Ünal\0'), '"Ünal\\x00"');
  assert.equal(fact('tags', []), '[]');
  assert.equal(fact('tags', ['keen', '', 'é\0']).match(/"/g).length, 6);
});

test('null and undefined leave a fact as it is declared', () => {
  assert.equal(fact('contacts_7d', null), undefined);
  assert.equal(fact('contacts_7d', undefined), undefined);
  assert.equal(fact('max_discount_pct', null), '10');
  const conversation = new Conversation(rules).setFacts({ contacts_7d: 3, max_discount_pct: 20 });
  conversation.setFact('contacts_7d', null).clearFact('max_discount_pct');
  assert.equal(conversation.explain().facts.contacts_7d, undefined);
  assert.equal(conversation.explain().facts.max_discount_pct, '10');
});

const INSTANTS = [
  '2026-03-01T10:20:00Z',
  '2026-03-01T10:20:00.5+01:00',
  '2026-03-01t10:20:00.123456789z',
  '2024-02-29 23:59:59-11:30',
  '1969-12-31T23:59:59.999999Z',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999999Z',
];
for (const text of INSTANTS) {
  test(`instant ${text}`, () => {
    const shown = rules.explain({ facts: { renewal_due: text }, turns: [] }).facts.renewal_due;
    assert.equal(fact('renewal_due', text), shown);
    const tidy = text.replace(' ', 'T').toUpperCase();
    const whole = Date.parse(tidy.replace(/\.\d+/, ''));
    const decimals = /\.(\d+)/.exec(text)?.[1] ?? '';
    const micros = BigInt(whole) * 1000n + BigInt(decimals.slice(0, 6).padEnd(6, '0'));
    assert.equal(fact('renewal_due', micros), shown);
    if (decimals.length <= 3) assert.equal(fact('renewal_due', new Date(tidy)), shown);
  });
}

for (const text of [
  '2026-02-29T10:00:00Z',
  '2026-03-01T24:00:00Z',
  '2026-03-01T10:00:60Z',
  '2026-03-01T10:00:00',
  '2026-03-01T10:00:00+24:00',
  '2026-03-01',
  '',
]) {
  test(`no instant: '${text}'`, () => {
    const refusal = { name: 'RapportError', status: 'invalid_argument' };
    assert.throws(() => new Conversation(rules).setFact('renewal_due', text), refusal);
    assert.throws(() => rules.decide({ facts: { renewal_due: text }, turns: [] }), refusal);
  });
}

test('times of turns and decisions', () => {
  const at = Date.UTC(2026, 2, 1, 10);
  const turn = { text: 'My lawyer will write to you.' };
  for (const [first, now] of [
    [new Date(at), new Date(at + 60_000)],
    [BigInt(at) * 1000n, BigInt(at + 60_000) * 1000n],
    ['2026-03-01T11:00:00+01:00', '2026-03-01T10:01:00Z'],
  ]) {
    const conversation = new Conversation(rules).addTurn({ ...turn, at: first, end: first });
    const { escalations, json } = conversation.decide({ now, id: 'x' });
    assert.equal(escalations[0].due.getTime(), at + 3_600_000);
    const record = { id: 'x', now, turns: [{ ...turn, at: first, end: first }] };
    assert.equal(rules.decide(record).json, json);
  }
});

const DURATIONS = {
  '1h30m': { hours: 1, minutes: 30 },
  '90d': { days: 90 },
  '2w': { weeks: 2 },
  '-5m': { minutes: -5 },
  '1.5h': { hours: 1.5 },
  '250ms': { milliseconds: 250 },
  '3us': { microseconds: 3 },
  '0.1s': { seconds: 0.1 },
  '1m5s7ms': { minutes: 1, seconds: 5, milliseconds: 7 },
  '0s': { seconds: 0 },
};
for (const [text, units] of Object.entries(DURATIONS)) {
  test(`duration ${text}`, () => {
    const shown = rules.explain({ facts: { tenure: text }, turns: [] }).facts.tenure;
    assert.equal(fact('tenure', text), shown);
    assert.equal(fact('tenure', units), shown);
  });
}

test('a bigint duration is in microseconds', () => {
  assert.equal(fact('tenure', 5_400_000_000n), fact('tenure', '90m'));
  assert.equal(fact('tenure', -1n), fact('tenure', '-1us'));
});

test('no durations', () => {
  const set = (value) => () => new Conversation(rules).setFact('tenure', value);
  for (const text of ['', '-', '5', 'h', '5 h', '1h-2m', '1.h', '5M']) {
    assert.throws(set(text), { status: 'invalid_argument' }, text);
    assert.throws(() => rules.decide({ facts: { tenure: text }, turns: [] }), {
      status: 'invalid_argument',
    });
  }
  assert.throws(set({ hours: 1, months: 1 }), /RangeError.*not months/);
  assert.throws(set({ hours: 1, minute: 1 }), /RangeError.*not minute/);
  assert.throws(set({ hours: '1' }), TypeError);
  assert.throws(set({ hours: Number.NaN }), TypeError);
  assert.throws(set({ weeks: 1e9 }), RangeError);
  assert.throws(set('99999999999w'), RangeError);
});
