'use strict';

// The fields of decisions, explanations and declarations.

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { Conversation, Decision, RuleSet } = require('rapport');
const vectors = require('./vectors.js');

const rules = vectors.frozen();

/** That the fields hold what `json` says. */
function checkFields(decision) {
  const json = JSON.parse(decision.json);
  assert.deepEqual(JSON.parse(JSON.stringify(decision)), json);
  for (const key of ['id', 'persona', 'top', 'probability', 'ruleset']) {
    assert.equal(decision[key], json[key], key);
  }
  const same = ['personas', 'also', 'scales', 'contact', 'needs', 'approvals', 'limits', 'flags'];
  for (const key of same) {
    assert.deepEqual(decision[key], json[key], key);
  }
  assert.equal(decision.abstained, json.abstained ?? null);
  const unnamed = ({ kind, id, ...rest }) => {
    assert.equal(rest[kind], id);
    return rest;
  };
  assert.deepEqual(
    decision.actions.map(({ approvalFrom, availabilityUnknown, reasons, ...action }) => ({
      ...action,
      reasons: reasons.map(unnamed),
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
  assert.deepEqual(decision.evidence.map(unnamed).map(given('persona')), json.evidence);
  assert.deepEqual(decision.openQuestions, json.open_questions);
  assert.deepEqual(
    decision.promises.map(({ due, ...promise }) => ({
      ...promise,
      ...(due !== null && { due: due.toISOString().replace('.000Z', 'Z') }),
    })),
    json.promises,
  );
  assert.deepEqual(
    decision.protocols.map(({ stateLabel, ended, startedTurn, sinceTurn, steps, ...rest }) => ({
      ...given('next')(rest),
      state_label: stateLabel,
      ...(ended && { ended }),
      started_turn: startedTurn,
      since_turn: sinceTurn,
      steps: steps.map(given('action')),
    })),
    json.protocols ?? [],
  );
  assert.deepEqual(decision.undetermined.map(given('error')), json.undetermined);
}

for (const [id, line, expected] of vectors.conversations()) {
  test(`fields of ${id}`, () => {
    const decision = rules.decide(JSON.parse(line));
    assert.ok(decision instanceof Decision);
    assert.equal(decision.json, expected);
    checkFields(decision);
  });
}

test('what the case is about', () => {
  const conversation = new Conversation(RuleSet.default())
    .addTurn({
      text: 'You idiots! Useless people! Where is my refund? I want my money back.',
      at: new Date('2026-03-01T10:00Z'),
    })
    .addTurn({
      by: 'agent',
      text: 'I am so sorry about this. I will call you back within 2 hours. That is not my fault.',
      at: new Date('2026-03-01T10:05Z'),
    });
  const decision = conversation.decide();
  checkFields(decision);
  const { contact, needs, promises, protocols, actions } = decision;
  assert.equal(contact.kind, 'complaint');
  assert.equal(needs.find(({ id }) => id === 'refund').turn, 0);
  assert.deepEqual(
    promises.map(({ id, state, due }) => [id, state, due]),
    [['call', 'open', new Date('2026-03-01T12:05Z')]],
  );
  const [{ id, state, ended, next, faults }] = protocols;
  assert.deepEqual([id, state, ended, next], ['hostile_customer', 'abused', false, 'warn']);
  assert.deepEqual([faults.length, faults[0].id, faults[0].turn], [1, 'made_excuse', 1]);
  const kinds = new Set(actions.flatMap(({ reasons }) => reasons.map(({ kind }) => kind)));
  assert.deepEqual([...kinds].sort(), ['contact_kind', 'need', 'persona', 'policy']);
  conversation.close();
  const { protocols: none, openQuestions } = rules.decide({ turns: [{ text: 'Any deal?' }] });
  assert.deepEqual([none, openQuestions[0].text], [[], 'Any deal?']);
});

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
