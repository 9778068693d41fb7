'use strict';

// Overrides: what a person decides in place of the rules.

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { Conversation } = require('rapport');
const vectors = require('./vectors.js');

const rules = vectors.frozen();

function angry() {
  return new Conversation(rules).addTurn('You idiots! Useless people!');
}

test('overrides of each kind', () => {
  const conversation = angry()
    .overridePersona('skeptic')
    .overrideScale('hostility', 1)
    .overrideEscalation('supervisor', 'suppress');
  const { persona, probability, scales, escalations, overridden } = conversation.decide();
  assert.deepEqual([persona, probability, scales.hostility, escalations], ['skeptic', 1, 1, []]);
  const nothing = { level: null, override: null, found: null, reasons: [], policies: [] };
  assert.deepEqual(overridden, [
    { ...nothing, kind: 'persona', id: 'skeptic', found: 'none' },
    { ...nothing, kind: 'scale', id: 'hostility', level: 1, found: 2 },
    {
      ...nothing,
      kind: 'escalation',
      id: 'supervisor',
      override: 'suppress',
      reasons: ['abuse'],
      policies: ['abuse'],
    },
  ]);
  conversation.close();
});

test('releasing overrides', () => {
  const conversation = angry();
  const plain = conversation.decide();
  assert.deepEqual(plain.overridden, []);
  conversation
    .overridePersona('skeptic')
    .overrideScale('hostility', 0)
    .overrideEscalation('legal', 'hold')
    .releasePersona()
    .releaseScale('hostility')
    .releaseEscalation('legal');
  assert.equal(conversation.decide().json, plain.json);
  assert.equal(conversation.overridePersona('none').decide().abstained, 'override');
  assert.equal(conversation.releaseOverrides().decide().json, plain.json);
  conversation.close();
});

test('what cannot be overridden', () => {
  const conversation = angry();
  for (const [use, status] of [
    [() => conversation.overridePersona('sceptic'), 'not_found'],
    [() => conversation.overrideScale('anger', 1), 'not_found'],
    [() => conversation.overrideScale('hostility', 3), 'invalid_argument'],
    [() => conversation.overrideEscalation('boss', 'hold'), 'not_found'],
    [() => conversation.overrideEscalation('legal', 'stop'), 'invalid_argument'],
    [() => conversation.releaseScale('anger'), 'not_found'],
    [() => conversation.releaseEscalation('boss'), 'not_found'],
  ]) {
    assert.throws(use, { name: 'RapportError', status }, String(use));
  }
  assert.throws(() => conversation.overrideScale('hostility', 0.5), RangeError);
  assert.throws(() => conversation.overridePersona(3), TypeError);
  conversation.close();
  for (const use of [() => conversation.releasePersona(), () => conversation.releaseOverrides()]) {
    assert.throws(use, { status: 'invalid_state' });
  }
});
