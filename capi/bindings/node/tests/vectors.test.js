'use strict';

// Every vector by three roads, byte for byte, and by the objects of this package.

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { Conversation } = require('rapport');
const vectors = require('./vectors.js');

const rules = vectors.frozen();
const types = new Map(rules.facts.map(({ id, type }) => [id, type]));

test('there are vectors', () => {
  assert.ok(vectors.conversations().length >= 36);
  assert.ok(vectors.lines('refused.jsonl').length >= 13);
});

/** A fact of a record as the type that a program would have. */
function nativeFact(value, type) {
  if (type === 'timestamp') return new Date(value);
  if (type !== 'duration') return value;
  const [, count, unit] = /^(\d+)([hm])$/.exec(value);
  return { [{ h: 'hours', m: 'minutes' }[unit]]: Number(count) };
}

function nativeTurn({ at, ...turn }) {
  return at === undefined ? turn : { ...turn, at: new Date(at) };
}

function override(conversation, { persona, scales = {}, escalations = {} } = {}) {
  if (persona !== undefined) conversation.overridePersona(persona);
  for (const [scale, level] of Object.entries(scales)) conversation.overrideScale(scale, level);
  for (const [route, rule] of Object.entries(escalations)) {
    conversation.overrideEscalation(route, rule);
  }
}

for (const [id, line, expected] of vectors.conversations()) {
  test(`record ${id}`, () => {
    assert.equal(rules.decideJson(line), expected);
    assert.equal(rules.decideJson(Buffer.from(line)), expected);
  });

  test(`typed calls ${id}`, () => {
    const { now, facts = {}, turns, acknowledged = [], overrides } = JSON.parse(line);
    const conversation = new Conversation(rules);
    for (const [name, value] of Object.entries(facts)) {
      conversation.setFact(name, nativeFact(value, types.get(name)));
    }
    for (const turn of turns) conversation.addTurn(nativeTurn(turn));
    for (const route of acknowledged) conversation.acknowledge(route);
    override(conversation, overrides);
    assert.equal(conversation.turnCount, turns.length);
    const when = now === undefined ? undefined : new Date(now);
    assert.equal(conversation.decide({ now: when, id }).json, expected);

    // The same handle serves another case, with the texts that a record has.
    conversation.reset().setFacts(facts);
    for (const turn of turns) conversation.addTurn(turn);
    for (const route of acknowledged) conversation.acknowledge(route);
    override(conversation, overrides);
    assert.equal(conversation.decide({ now, id }).json, expected);
    conversation.close();
  });

  test(`object ${id}`, () => {
    const record = JSON.parse(line);
    for (const name of Object.keys(record.facts ?? {})) {
      record.facts[name] = nativeFact(record.facts[name], types.get(name));
    }
    record.turns = record.turns.map(nativeTurn);
    assert.equal(rules.decide(record).json, expected);
  });
}

test('all in one batch', () => {
  assert.equal(
    rules.decideLines(vectors.read('conversations.jsonl')),
    vectors.read('decisions.jsonl'),
  );
});

test('refused records in one batch', () => {
  assert.equal(rules.decideLines(vectors.read('refused.jsonl')), vectors.read('refusals.jsonl'));
});

test('a batch without its last line break, and an empty one', () => {
  const text = vectors.read('conversations.jsonl').slice(0, -1);
  assert.equal(rules.decideLines(text), vectors.read('decisions.jsonl'));
  assert.equal(rules.decideLines(''), '');
});

for (const size of [1, 5, 1000]) {
  test(`objects in batches of ${size}`, () => {
    const all = vectors.conversations();
    const records = all.map(([, line]) => JSON.parse(line));
    const answers = [...rules.decideAll(records, { batchSize: size })];
    assert.deepEqual(
      answers.map(({ id }) => id),
      all.map(([id]) => id),
    );
    assert.deepEqual(
      answers.map(({ decision }) => decision.json),
      all.map(([, , json]) => json),
    );
  });
}

test('a batch answers refused records with their error', () => {
  const records = [
    { turns: [] },
    { facts: { nothing: 1 }, turns: [] },
    { id: 'c' },
    { id: 'd', facts: { spend: Number.NaN }, turns: [] },
    null,
    { turns: [] },
  ];
  const answers = [...rules.decideAll(records, { batchSize: 3 })];
  assert.deepEqual(
    answers.map(({ id, decision, error }) => [id, decision?.persona, error?.name, error?.status]),
    [
      ['1', 'none', undefined, undefined],
      ['2', undefined, 'RapportError', 'not_found'],
      ['c', undefined, 'RapportError', 'invalid_argument'],
      ['d', undefined, 'RangeError', undefined],
      ['5', undefined, 'TypeError', undefined],
      ['6', 'none', undefined, undefined],
    ],
  );
  assert.equal(answers[2].error.message, 'turns: missing');
  assert.equal(answers[2].error.statusCode, 1);
});

test('batches are lazy', () => {
  let made = 0;
  function* records() {
    for (;;) {
      made += 1;
      yield { turns: [] };
    }
  }
  for (const { id } of rules.decideAll(records(), { batchSize: 4 })) {
    if (id === '6') break;
  }
  assert.equal(made, 8);
});
