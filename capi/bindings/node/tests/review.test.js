'use strict';

// Reviews of replies: every vector by all roads, byte for byte, and what is read of them.

const assert = require('node:assert/strict');
const { spawnSync } = require('node:child_process');
const path = require('node:path');
const { test } = require('node:test');
const { Conversation, Review } = require('rapport');
const vectors = require('./vectors.js');

const rules = vectors.frozen();

test('there are vectors of replies', () => {
  assert.ok(vectors.replies().length >= 36);
});

/** A finding with the keys of JSON. */
function plain({ approvalFrom, limitValue, fatal, undetermined, suggestions, ...rest }) {
  const value = { ...rest, limit_value: limitValue, approval_from: approvalFrom };
  if (fatal) value.fatal = true;
  if (undetermined) value.undetermined = true;
  if (value.result === 'fail') value.suggestions = suggestions;
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== null));
}

const shared = new Conversation(rules);
for (const [id, line, ...answers] of vectors.replies()) {
  for (const [index, expected] of answers.entries()) {
    const draft = index === 1;
    const what = draft ? 'draft' : 'reply';

    test(`record ${what} ${id}`, () => {
      assert.equal(rules.reviewJson(line, { draft }), expected);
      assert.equal(rules.reviewJson(Buffer.from(line), { draft }), expected);
      assert.equal(rules.review(JSON.parse(line), { draft }).json, expected);
    });

    test(`typed calls ${what} ${id}`, () => {
      const { now, facts = {}, turns } = JSON.parse(line);
      const { text, at, format } = turns.pop();
      shared.reset().setFacts(facts);
      for (const turn of turns) shared.addTurn(turn);
      assert.equal(shared.review({ text, at, format }, { now, id, draft }).json, expected);
      assert.equal(shared.turnCount, turns.length);
      if (at === undefined && format === undefined) {
        assert.equal(shared.reviewJson(text, { now, id, draft }), expected);
      }
    });

    test(`every key ${what} ${id}`, () => {
      const review = rules.review(JSON.parse(line), { draft });
      const value = JSON.parse(expected);
      assert.deepEqual(review.findings.map(plain), value.findings ?? []);
      assert.deepEqual(draft ? review.tip && plain(review.tip) : review.tip?.check ?? null, value.tip);
      const { blocked, score, persona, ruleset } = review;
      assert.deepEqual(
        [review.id, blocked, score, persona, ruleset],
        [value.id, value.blocked, value.score ?? null, value.persona ?? null, value.ruleset],
      );
    });
  }
}

test('all replies in one batch', () => {
  const lines = vectors.read('replies.jsonl');
  assert.equal(rules.reviewLines(lines), vectors.read('reviews.jsonl'));
  assert.equal(rules.reviewLines(lines, { draft: true }), vectors.read('drafts.jsonl'));
  assert.equal(rules.reviewLines(''), '');
  const [refused] = rules.reviewLines('{"id":"a","turns":[]}').split('\n');
  assert.equal(JSON.parse(refused).error.status, 'invalid_argument');
});

function haggler() {
  return new Conversation(rules)
    .setFacts({ tier: 'silver', is_vip: false, contacts_7d: 1 })
    .addTurn('Still waiting! Any deal?');
}

test('while it is written', () => {
  const conversation = haggler();
  const reply = 'Sorry, I can take 25% off.';
  for (let end = 0; end <= reply.length; end += 1) {
    const text = reply.slice(0, end);
    const { blocked } = conversation.review(text, { draft: true });
    assert.equal(blocked, text.includes('25% off'));
  }
  const { tip, findings, score } = conversation.review(reply, { draft: true });
  assert.deepEqual([tip.reason, tip.limit, tip.limitValue], ['over_limit', 'discount_pct', 10]);
  assert.deepEqual(tip.spans, [{ cue: 'agent_percent', start: 18, end: 25, text: '25% off' }]);
  assert.equal(tip.suggestions[0], 'I can take 10% off, as you ask.');
  assert.deepEqual([findings, score], [[], null]);
  conversation.setFact('max_discount_pct', 30); // what is said meanwhile counts
  assert.equal(conversation.review(reply).blocked, false);
  assert.equal(conversation.reset().review('Sorry.').tip, null);
  conversation.close();
  assert.throws(() => conversation.review('Sorry.'), { status: 'invalid_state' });
});

test('a review is a frozen value', () => {
  const conversation = haggler();
  const review = conversation.review('No, 🙄 12% off.', { id: 7 });
  conversation.close();
  assert.ok(review instanceof Review);
  assert.deepEqual([review.id, review.score, review.persona], ['7', 0, 'impatient']);
  assert.equal(review.tip.spans[0].start, Buffer.byteLength('No, 🙄 '));
  assert.equal(JSON.stringify(review), review.json);
  assert.throws(() => (review.findings[0].label = 'x'), TypeError);
  assert.throws(() => new Review(), TypeError);
});

test('when it was sent', () => {
  const conversation = new Conversation(rules);
  conversation.addTurn({ text: 'Where is my order?', at: '2026-03-01T10:00:00Z' });
  const text = 'Your order comes today.';
  for (const [time, expected] of [
    ['2026-03-01T10:05:00Z', 'pass'],
    ['2026-03-01T11:30:00Z', 'fail'],
  ]) {
    for (const review of [
      conversation.review({ text, at: new Date(time) }),
      conversation.review(text, { now: time }),
    ]) {
      const found = review.findings.find(({ check }) => check === 'in_time');
      assert.equal(found.result, expected);
    }
  }
  conversation.close();
});

test('the checks of a rule set', () => {
  assert.equal(rules.checks.length, 8);
  assert.deepEqual(rules.checks[0], {
    id: 'apology',
    label: 'Apologises for the trouble',
    weight: 2.5,
    fatal: false,
    help: 'a long wait, or an angry customer',
  });
  const fatal = rules.checks.filter((check) => check.fatal).map(({ id }) => id);
  assert.deepEqual(fatal, ['discount', 'refund_cap']);
});

test('what cannot be reviewed', () => {
  const agent = { by: 'agent', text: 'Sorry.' };
  for (const [record, status] of [
    [{ turns: [] }, 'invalid_argument'],
    [{ turns: [{ text: 'Any deal?' }] }, 'invalid_argument'],
    [{ turns: [{ ...agent, visibility: 'internal' }] }, 'invalid_argument'],
    [{ turns: [agent], facts: { shoe: 3 } }, 'not_found'],
  ]) {
    assert.throws(() => rules.review(record), { name: 'RapportError', status });
  }
  rules.review({ turns: [agent], facts: { shoe: 3 } }, { unknownFacts: 'ignore' });
  assert.throws(() => rules.review({ turns: [agent], facts: { shoe: 3 } }), { status: 'not_found' });
  const conversation = new Conversation(rules);
  for (const use of [
    () => conversation.review(),
    () => conversation.review({ text: 'Hi', by: 'customer' }),
    () => conversation.review('Hi', { draft: 1 }),
    () => conversation.review('Hi', { detail: 1 }),
    () => conversation.review('Hi', {}, true),
    () => rules.review({ turns: [agent] }, { drafts: true }),
  ]) {
    assert.throws(use, TypeError, String(use));
  }
  assert.throws(() => conversation.review({ text: 'Hi', format: 'pdf' }), { name: 'RapportError' });
  const own = vectors.frozen();
  own.close();
  for (const use of [() => own.checks, () => own.review({ turns: [agent] }), () => own.reviewLines('')]) {
    assert.throws(use, { status: 'invalid_state' });
  }
});

test('the example of a guard', () => {
  const installed = path.dirname(require.resolve('rapport/package.json'));
  const pack = path.join(process.env.RAPPORT_SOURCE_DIR, 'examples', 'guard.yaml');
  const options = { encoding: 'utf8', env: { ...process.env, NODE_PATH: path.dirname(installed) } };
  const program = path.join(installed, 'examples', 'guard.js');
  const { stdout, stderr } = spawnSync(process.execPath, [program, pack], options);
  assert.match(stdout, /^blocked: .*\n[^]*limit: discount_pct is 10\n[^]*\nsent: I can take 10% off/, stderr);
});
