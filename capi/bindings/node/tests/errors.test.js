'use strict';

const assert = require('node:assert/strict');
const { test } = require('node:test');
const { Conversation, RapportError, RuleSet, RuleSetBuilder } = require('rapport');
const vectors = require('./vectors.js');

const rules = vectors.frozen();

const BROKEN = `rapport: 1
pack: {id: broken, version: 1.0.0, language: en}
cues:
  hello: [hello, (open]
personas:
  calm: {evidence: {helo: 1}}
`;

/** What a function throws. */
function thrown(action) {
  try {
    action();
  } catch (error) {
    return error;
  }
  return assert.fail('nothing was thrown');
}

function refused(action, status, message) {
  const error = thrown(action);
  assert.ok(error instanceof RapportError, String(error));
  assert.equal(error.status, status);
  assert.match(error.message, message);
  return error;
}

test('a broken pack, with every diagnostic and its place', () => {
  const error = refused(() => RuleSet.fromText('broken.yaml', BROKEN), 'invalid_pack', /./);
  assert.equal(error.name, 'RapportError');
  assert.equal(error.statusCode, 2);
  assert.ok(error.diagnostics.length >= 2, error.report);
  const [first] = error.diagnostics;
  assert.deepEqual([error.file, error.line, error.column], [first.file, first.line, first.column]);
  assert.equal(first.file, 'broken.yaml');
  assert.ok(error.message.startsWith(`broken.yaml:${first.line}:${first.column}: ${first.message}`));
  assert.equal(first.line, 4);
  assert.ok(first.column > 1 && first.width >= 1);
  assert.equal(first.severity, 'error');
  assert.match(first.code, /^[a-z-]+$/);
  assert.equal(first.snippet, '  hello: [hello, (open]');
  const typo = error.diagnostics.find(({ message }) => message.includes('helo'));
  assert.match(typo.hint, /hello/);
  for (const { message } of error.diagnostics) assert.ok(error.report.includes(message));
});

test('a builder keeps its diagnostics, and builds again', () => {
  const builder = new RuleSetBuilder().addText('broken.yaml', BROKEN);
  assert.deepEqual([builder.diagnostics, builder.report], [[], '']);
  const error = refused(() => builder.build(), 'invalid_pack', /./);
  assert.deepEqual(builder.diagnostics, error.diagnostics);
  assert.equal(builder.report, error.report);
  builder.close();

  const good = new RuleSetBuilder().addFile(`${vectors.folder}/pack.yaml`);
  assert.equal(good.build().name, rules.name);
  assert.equal(good.build().hash, rules.hash);
  good.close();

  const inMemory = new RuleSetBuilder().addText('a/pack.yaml', vectors.read('pack.yaml'));
  refused(() => inMemory.build(), 'invalid_pack', /words\.tsv/);
  inMemory.addText('a/words.tsv', vectors.read('words.tsv'));
  assert.equal(inMemory.build().hash, rules.hash);
  inMemory.close();
});

test('packs build on the one that is built in', () => {
  const text = 'rapport: 1\npack: {id: mine, version: 1.0.0, language: en, extends: [core-en]}\n';
  const built = new RuleSetBuilder().addDefault().addText('mine.yaml', Buffer.from(text)).build();
  assert.match(built.name, /^mine@1\.0\.0\+?/);
  assert.equal(built.personas.length, RuleSet.default().personas.length);
});

test('a missing file', () => {
  const error = refused(() => RuleSet.fromFile('no/such/pack.yaml'), 'io', /no\/such\/pack\.yaml/);
  assert.equal(error.statusCode, 6);
  assert.deepEqual([error.file, error.line, error.diagnostics], [null, null, []]);
});

test('limits of packs', () => {
  const builder = new RuleSetBuilder({ fileBytes: 10 }).addText('pack.yaml', BROKEN);
  refused(() => builder.build(), 'invalid_pack', /10|large|long|bytes/);
  assert.throws(() => new RuleSetBuilder({ file_bytes: 10 }), /no limit 'file_bytes'.*fileBytes/);
  assert.throws(() => new RuleSetBuilder({ fileBytes: -1 }), RangeError);
});

test('facts', () => {
  const conversation = new Conversation(rules);
  const set = (name, value) => () => conversation.setFact(name, value);
  refused(set('contacts_7', 3), 'not_found', /contacts_7/);
  refused(set('contacts_7d', -1), 'invalid_argument', /minimum/);
  refused(set('contacts_7d', 'three'), 'invalid_argument', /contacts_7d/);
  refused(set('contacts_7d', 2.5), 'invalid_argument', /contacts_7d/);
  refused(set('tier', 'platinum'), 'invalid_argument', /platinum|tier/);
  refused(set('is_vip', 1), 'invalid_argument', /is_vip/);
  refused(set('spend', Number.NaN), 'invalid_argument', /spend/);
  refused(set('tenure', 5), 'invalid_argument', /tenure/);
  refused(set('tenure', 'a while'), 'invalid_argument', /not a duration.*a while/);
  refused(set('renewal_due', 'soon'), 'invalid_argument', /RFC 3339.*soon/);
  refused(() => conversation.clearFact('contacts_7'), 'not_found', /contacts_7/);
  assert.throws(set('renewal_due', new Date(Number.NaN)), RangeError);
  assert.throws(set('contacts_7d', 2n ** 63n), /RangeError.*64 bits/);
  assert.throws(set('contacts_7d', 2 ** 53), /RangeError.*bigint/);
  assert.throws(set('tags', ['a', 1]), /TypeError.*'tags'\[1\] must be a string/);
  assert.throws(set('tags', {}), TypeError);
  assert.throws(
    set('tags', () => 0),
    TypeError,
  );
  assert.throws(set(3, 3), TypeError);
});

test('facts of a record', () => {
  const decide = (facts) => () => rules.decide({ facts, turns: [] });
  refused(decide({ contacts_7: 3 }), 'not_found', /did you mean 'contacts_7d'/);
  refused(decide({ contacts_7d: 'three' }), 'invalid_argument', /^facts\.contacts_7d: must be/);
  refused(decide({ contacts_7d: 1001n }), 'invalid_argument', /maximum/);
  refused(decide({ contacts_7d: {} }), 'invalid_argument', /not an object/);
  refused(decide([1]), 'invalid_argument', /facts/);
  assert.throws(decide({ spend: Number.NaN }), RangeError);
  assert.throws(decide({ contacts_7d: 2 ** 53 }), RangeError);
  assert.throws(decide({ contacts_7d: 2n ** 63n }), RangeError);
  assert.throws(decide({ tier: () => 'gold' }), TypeError);
});

test('undeclared facts may be ignored', () => {
  const line = '{"id":"x","facts":{"nothing":1},"turns":[]}';
  const options = { unknownFacts: 'ignore' };
  const expected = rules.decideJson('{"id":"x","turns":[]}');
  refused(() => rules.decideJson(line), 'not_found', /nothing/);
  assert.equal(rules.decideJson(line, options), expected);
  assert.equal(rules.decide(JSON.parse(line), options).json, expected);
  assert.equal(rules.decideLines(line, options), `${expected}\n`);
  assert.equal([...rules.decideAll([JSON.parse(line)], options)][0].decision.json, expected);
  assert.equal(rules.explain(JSON.parse(line), options).id, 'x');
  refused(() => rules.decideJson(line), 'not_found', /nothing/);
  refused(() => rules.explainJson(line), 'not_found', /nothing/);
  refused(
    () => rules.decideJson(line, { unknownFacts: 'warn' }),
    'invalid_argument',
    /unknownFacts/,
  );
});

test('turns', () => {
  const conversation = new Conversation(rules, { turns: 2 });
  const add = (turn) => () => conversation.addTurn(turn);
  refused(add({ text: 'hi', by: 'parrot' }), 'invalid_argument', /third_party, not 'parrot'/);
  refused(add({ text: 'hi', visibility: 'secret' }), 'invalid_argument', /visibility/);
  refused(add({ text: 'hi', format: 'pdf' }), 'invalid_argument', /format/);
  refused(add({ text: 'hi', at: 'yesterday' }), 'invalid_argument', /yesterday/);
  assert.throws(add({ text: 5 }), /TypeError.*text must be a string.*5/);
  assert.throws(add({}), TypeError);
  assert.throws(add(null), TypeError);
  assert.throws(add({ text: 'hi', at: 5 }), TypeError);
  assert.throws(add({ text: 'hi', at: 2n ** 63n }), RangeError);
  assert.equal(conversation.turnCount, 0);
  conversation.addTurn('one').addTurn({ text: 'two' });
  refused(add('three'), 'limit_exceeded', /at most 2 turns/);
  assert.equal(conversation.turnCount, 2);
  assert.throws(() => new Conversation(rules, { turn: 2 }), TypeError);
});

test('nothing that is passed goes by unseen', () => {
  const conversation = new Conversation(rules);
  const wrong = (action, message) => assert.throws(action, { name: 'TypeError', message });
  wrong(() => conversation.addTurn('hi', 'agent'), /one argument, such as .*by: 'agent'/);
  wrong(() => conversation.addTurn({ text: 'hi' }, 'agent'), /one argument/);
  wrong(() => conversation.addTurn({ text: 'hi', speaker: 'agent' }), /no 'speaker'.* by, /);
  wrong(() => conversation.addTurn(new Date()), /a turn must be .*\(Date\)/);
  assert.equal(conversation.turnCount, 0);
  for (const method of ['decide', 'explain', 'explainJson']) {
    wrong(() => conversation[method](new Date()), /with now and id, not an object \(Date\)/);
    wrong(() => conversation[method]({ nwo: new Date() }), /no 'nwo', only now and id/);
    wrong(() => conversation[method]({}, 'x'), /one object has all options/);
    wrong(() => conversation[method](null), /not null/);
  }
  const record = { turns: [] };
  for (const options of ['ignore', { unknownfacts: 'ignore' }, { now: new Date() }]) {
    wrong(() => rules.decide(record, options), /unknownFacts/);
    wrong(() => rules.decideJson('{"turns":[]}', options), /unknownFacts/);
    wrong(() => rules.decideLines('', options), /unknownFacts/);
    wrong(() => rules.explain(record, options), /unknownFacts/);
    wrong(() => [...rules.decideAll([record], options)], /unknownFacts and batchSize/);
  }
  wrong(() => new Conversation(rules, 5), /limits must be an object/);
  wrong(() => conversation.setFacts(new Map()), /facts must be an object, not .*Map/);
});

test('routes, records and options', () => {
  const conversation = new Conversation(rules);
  refused(() => conversation.acknowledge('nobody'), 'not_found', /nobody/);
  refused(() => rules.decideJson(''), 'invalid_argument', /JSON/);
  refused(() => rules.decide({}), 'invalid_argument', /turns: missing/);
  refused(() => rules.decide({ turns: [null] }), 'invalid_argument', /turns\[0\]/);
  refused(() => rules.decide({ turns: [], now: 'later' }), 'invalid_argument', /now/);
  refused(() => rules.decide({ turns: [], acknowledged: ['x'] }), 'not_found', /acknowledged/);
  refused(() => rules.explain({}), 'invalid_argument', /turns: missing/);
  assert.throws(() => rules.decide(null), TypeError);
  assert.throws(() => rules.decide([]), TypeError);
  assert.throws(() => rules.decideJson(undefined), TypeError);
  assert.throws(() => rules.decideLines(5), TypeError);
  assert.throws(() => [...rules.decideAll([], { batchSize: 0 })], RangeError);
  assert.throws(() => conversation.decide({ now: new Date(Number.NaN) }), RangeError);
  assert.throws(() => conversation.decide({ id: {} }), TypeError);
});

test('objects are not made by hand', () => {
  assert.throws(() => new RuleSet(), TypeError);
  assert.throws(() => new Conversation(), TypeError);
  assert.throws(() => new Conversation({}), TypeError);
  assert.throws(() => Reflect.construct(require('rapport').Decision, []), TypeError);
});
