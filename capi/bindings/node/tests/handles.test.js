'use strict';

// Life and death of native objects. Run with --expose-gc.

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { setImmediate } = require('node:timers/promises');
const { Conversation, RuleSet, RuleSetBuilder } = require('rapport');
const vectors = require('./vectors.js');

const MEBIBYTE = 2 ** 20;
const rules = vectors.frozen();

const CLOSED = { name: 'RapportError', status: 'invalid_state', message: /has been closed/ };

function growth(action) {
  const before = process.memoryUsage.rss();
  action();
  return (process.memoryUsage.rss() - before) / MEBIBYTE;
}

test('a closed rule set', () => {
  const own = vectors.frozen();
  own.close();
  own.close();
  for (const use of [
    () => own.name,
    () => own.hash,
    () => own.compiledBytes,
    () => own.facts,
    () => own.decideJson('{"turns":[]}'),
    () => own.decide({ turns: [] }),
    () => own.decideLines(''),
    () => [...own.decideAll([{ turns: [] }])],
    () => own.explain({ turns: [] }),
    () => own.share(),
    () => new Conversation(own),
  ]) {
    assert.throws(use, CLOSED, String(use));
  }
});

test('a closed conversation and builder', () => {
  const conversation = new Conversation(rules);
  conversation.close();
  conversation.close();
  for (const use of [
    () => conversation.addTurn('hi'),
    () => conversation.turnCount,
    () => conversation.setFact('tier', 'gold'),
    () => conversation.clearFact('tier'),
    () => conversation.acknowledge('supervisor'),
    () => conversation.reset(),
    () => conversation.decide(),
    () => conversation.explain(),
  ]) {
    assert.throws(use, CLOSED, String(use));
  }
  const builder = new RuleSetBuilder().addDefault();
  builder.close();
  for (const use of [() => builder.addDefault(), () => builder.build(), () => builder.report]) {
    assert.throws(use, CLOSED, String(use));
  }
});

test('closing in any order', () => {
  const [id, line, expected] = vectors.conversations().find(([name]) => name === 'caps');
  const { turns } = JSON.parse(line);
  const builder = new RuleSetBuilder().addFile(`${vectors.folder}/pack.yaml`);
  const own = builder.build();
  builder.close();
  const [first, second] = [new Conversation(own), new Conversation(own)];
  first.addTurn(turns[0]);
  second.addTurn(turns[0]);
  own.close();
  const decision = first.decide({ id });
  first.close();
  assert.equal(second.decide({ id }).json, expected);
  second.close();
  assert.equal(decision.json, expected);
  assert.equal(decision.ruleset, rules.name);
});

test('a decision stays as it was', () => {
  const conversation = new Conversation(rules).addTurn('Any deal?');
  const first = conversation.decide();
  conversation.addTurn('still waiting, hurry');
  assert.notEqual(conversation.decide().json, first.json);
  rules.decide({ turns: [] });
  assert.equal(first.persona, 'bargain_hunter');
});

test('Symbol.dispose', { skip: !Symbol.dispose && 'not in this version of Node.js' }, () => {
  const own = vectors.frozen();
  const conversation = new Conversation(own);
  const builder = new RuleSetBuilder();
  for (const handle of [own, conversation, builder]) handle[Symbol.dispose]();
  assert.throws(() => own.name, CLOSED);
  assert.throws(() => conversation.turnCount, CLOSED);
  assert.throws(() => builder.report, CLOSED);
});

// Deciding about this takes some four mebibytes, and so does a workspace that has.
const LARGE = { turns: Array(4).fill({ text: 'x '.repeat(30_000) }) };

function largeConversation() {
  const conversation = new Conversation(rules);
  for (const turn of LARGE.turns) conversation.addTurn(turn);
  return conversation;
}

test('many conversations, closed', () => {
  const mebibytes = growth(() => {
    for (let i = 0; i < 80; ++i) largeConversation().close();
  });
  assert.ok(mebibytes < 120, `${mebibytes} MiB`);
});

test('many rule sets, closed', () => {
  const mebibytes = growth(() => {
    for (let i = 0; i < 80; ++i) {
      const own = vectors.frozen();
      own.decide(LARGE);
      own.close();
    }
  });
  assert.ok(mebibytes < 120, `${mebibytes} MiB`);
});

test('many batches, explanations and errors', () => {
  const line = JSON.stringify(LARGE);
  const mebibytes = growth(() => {
    for (let i = 0; i < 40; ++i) {
      rules.decideLines(line);
      rules.explainJson(line);
    }
    for (let i = 0; i < 1000; ++i) {
      assert.throws(() => rules.decideJson('no JSON'));
      assert.throws(() => RuleSet.fromText('x.yaml', 'rapport: 2\n'));
    }
  });
  assert.ok(mebibytes < 160, `${mebibytes} MiB`);
});

/** Mebibytes that handles take which nobody closes, while the collector gets its chances. */
async function abandoned(count, make) {
  const before = process.memoryUsage.rss();
  for (let i = 0; i < count; ++i) {
    make();
    if (i % 5 !== 0) continue;
    global.gc();
    await setImmediate();
  }
  return (process.memoryUsage.rss() - before) / MEBIBYTE;
}

test('conversations that are garbage are freed', async () => {
  const mebibytes = await abandoned(80, largeConversation);
  assert.ok(mebibytes < 120, `${mebibytes} MiB`);
});

test('rule sets that are garbage are freed', async () => {
  const mebibytes = await abandoned(80, () => vectors.frozen().decide(LARGE));
  assert.ok(mebibytes < 120, `${mebibytes} MiB`);
});

test('a conversation keeps its rules when their object is garbage', async () => {
  const conversation = new Conversation(vectors.frozen());
  for (let i = 0; i < 5; ++i) {
    global.gc();
    await setImmediate();
  }
  assert.equal(conversation.addTurn('Any deal?').decide().persona, 'bargain_hunter');
});
