'use strict';

// The fields of decisions, explanations and declarations.

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { Decision } = require('rapport');
const vectors = require('./vectors.js');

const rules = vectors.frozen();

for (const [id, line, expected] of vectors.conversations()) {
  test(`fields of ${id}`, () => {
    const decision = rules.decide(JSON.parse(line));
    const json = JSON.parse(expected);
    assert.ok(decision instanceof Decision);
    assert.equal(decision.json, expected);
    assert.deepEqual(JSON.parse(JSON.stringify(decision)), json);
    for (const key of ['id', 'persona', 'top', 'probability', 'ruleset']) {
      assert.equal(decision[key], json[key], key);
    }
    for (const key of ['personas', 'also', 'scales', 'approvals', 'limits', 'flags']) {
      assert.deepEqual(decision[key], json[key], key);
    }
    assert.equal(decision.abstained, json.abstained ?? null);
    assert.deepEqual(
      decision.actions.map(({ approvalFrom, availabilityUnknown, ...action }) => ({
        ...action,
        ...(approvalFrom !== null && { approval_from: approvalFrom }),
        ...(availabilityUnknown && { availability_unknown: true }),
      })),
      json.actions,
    );
    const marked = ({ undetermined, ...rest }) => ({
      ...rest,
      ...(undetermined && { undetermined }),
    });
    assert.deepEqual(decision.forbidden.map(marked), json.forbidden);
    assert.deepEqual(decision.limitReasons.map(marked), json.limit_reasons);
    assert.deepEqual(
      decision.escalations.map(({ due, sinceTurn, isNew, ...escalation }) => ({
        ...escalation,
        due: due === null ? null : due.toISOString().replace('.000Z', 'Z'),
        since_turn: sinceTurn,
        new: isNew,
      })),
      json.escalations,
    );
    const given =
      (key) =>
      ({ [key]: value, ...rest }) =>
        value === null ? rest : { ...rest, [key]: value };
    assert.deepEqual(
      decision.evidence.map(({ kind, id, ...piece }) => {
        assert.equal(piece[kind], id);
        return given('persona')(piece);
      }),
      json.evidence,
    );
    assert.deepEqual(decision.undetermined.map(given('error')), json.undetermined);
  });
}

test('kinds of evidence', () => {
  const { evidence } = rules.decide({ turns: [{ text: 'My budget is 300 quid. Any deal?' }] });
  assert.deepEqual(
    evidence.map(({ kind, id, text }) => [kind, id, text]),
    [
      ['cue', 'asks_discount', 'Any deal'],
      ['word', 'budget', 'budget'],
      ['word', '{number} quid', '300 quid'],
      ['condition', 'deal_without_doubt', undefined],
    ],
  );
});

test('a decision is frozen through and through', () => {
  const decision = rules.decide({ turns: [{ text: 'Any deal?' }] });
  for (const change of [
    () => (decision.persona = 'x'),
    () => (decision.json = 'x'),
    () => (decision.scales.hostility = 2),
    () => decision.actions.push({}),
    () => (decision.actions[0].say[0] = 'x'),
  ]) {
    assert.throws(change, TypeError);
  }
});

test('an explanation', () => {
  const line = '{"id":"x","turns":[{"text":"Any deal? I don\'t want a discount."}]}';
  const text = rules.explainJson(line);
  const explanation = rules.explain(JSON.parse(line));
  assert.deepEqual(explanation, JSON.parse(text));
  assert.equal(explanation.id, 'x');
  assert.equal(explanation.ruleset, rules.name);
  assert.equal(explanation.personas[0].id, 'bargain_hunter');
  assert.deepEqual(
    explanation.hits.map(({ cue, ignored }) => [cue, ignored]),
    [
      ['asks_discount', undefined],
      ['asks_discount', 'negated'],
    ],
  );
  const policy = explanation.policies.find(({ id }) => id === 'legal');
  assert.equal(policy.outcome, 'false');
});

test('what the packs declare', () => {
  assert.match(rules.name, /^frozen@1\.0\.0#[0-9a-f]{16}$/);
  assert.match(rules.hash, /^[0-9a-f]{64}$/);
  assert.equal(rules.language, 'en');
  assert.ok(rules.compiledBytes > 1000);
  const by = (list, id) => list.find((item) => item.id === id);
  assert.deepEqual(by(rules.facts, 'tier'), {
    id: 'tier',
    type: 'enum',
    hasDefault: false,
    values: ['bronze', 'silver', 'gold'],
    help: '',
  });
  assert.deepEqual(by(rules.facts, 'max_discount_pct').hasDefault, true);
  assert.equal(by(rules.facts, 'contacts_7d').help, 'contacts in the last 7 days');
  assert.deepEqual(
    ['is_vip', 'contacts_7d', 'spend', 'first_name', 'tenure', 'renewal_due', 'tags'].map(
      (id) => by(rules.facts, id).type,
    ),
    ['bool', 'int', 'double', 'string', 'duration', 'timestamp', 'strings'],
  );
  assert.deepEqual(by(rules.personas, 'skeptic'), {
    id: 'skeptic',
    label: 'Sceptic',
    displayName: 'Wants proof',
    summary: 'Does not believe it.',
  });
  assert.deepEqual(by(rules.scales, 'hostility').levels, ['calm', 'frustrated', 'angry']);
  assert.deepEqual(by(rules.cues, 'insult'), { id: 'insult', help: 'an insult' });
  assert.deepEqual(by(rules.policies, 'discount-cap-vip'), {
    id: 'discount-cap-vip',
    when: 'is_vip',
    help: '',
  });
  assert.ok(Object.isFrozen(rules.facts) && Object.isFrozen(rules.facts[0].values));
});
