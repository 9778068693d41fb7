'use strict';

// The pack that is built in, and the example, which uses it.

const assert = require('node:assert/strict');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { test } = require('node:test');
const { Conversation, RuleSet, version } = require('rapport');

const rules = RuleSet.default();

test('the version', () => {
  assert.match(version(), /^\d+\.\d+\.\d+$/);
  assert.equal(version(), require('rapport/package.json').version);
});

test('an impatient customer', () => {
  assert.match(rules.name, /^core-en@/);
  const conversation = new Conversation(rules)
    .setFacts({ contacts_same_issue_7d: 2 })
    .addTurn({
      text: 'My parcel was meant to be here on Monday.',
      at: new Date('2026-03-02T09:00Z'),
    })
    .addTurn({ by: 'agent', text: 'Let me look.', at: new Date('2026-03-02T09:01Z') });
  const before = conversation.decide();
  conversation.addTurn({
    text: 'Still waiting... can this go any faster? I need it today, hurry up please.',
    at: new Date('2026-03-02T09:30Z'),
  });
  const { persona, scales, evidence, actions } = conversation.decide();
  assert.equal(persona, 'impatient');
  assert.ok(scales.urgency > before.scales.urgency);
  assert.ok(evidence.some(({ text }) => /waiting/i.test(text ?? '')));
  assert.ok(actions.length > 0 && actions[0].say.every((line) => !line.includes('{')));
});

test('a bargain hunter', () => {
  const text = 'I saw this a good bit cheaper at another shop. Could you match their price?';
  assert.equal(rules.decide({ turns: [{ text }] }).persona, 'bargain_hunter');
});

test('another language is not served', () => {
  const text = 'Ich warte seit einer Woche auf meine Bestellung und das ist nicht in Ordnung.';
  const { persona, abstained, scales } = rules.decide({ turns: [{ text }] });
  assert.deepEqual([persona, abstained], ['none', 'language']);
  assert.ok(Object.values(scales).every((level) => level === null));
});

test('the example', () => {
  const example = require.resolve('rapport/package.json').replace('package.json', 'examples');
  const output = execFileSync(process.execPath, [path.join(example, 'live-chat.js')], {
    encoding: 'utf8',
  });
  assert.match(output, /customer/);
  assert.match(output, /say:/);
  assert.match(output, /because of/);
  assert.match(output, /escalate/);
});

test('the example of README.md', () => {
  const installed = path.dirname(require.resolve('rapport/package.json'));
  const readme = fs.readFileSync(path.join(installed, 'README.md'), 'utf8');
  const [, program] = /^```js\n([^]*?)^```$/m.exec(readme);
  const options = { encoding: 'utf8', cwd: __dirname };
  const output = execFileSync(process.execPath, ['-e', program], options);
  assert.match(output, /^tell /m);
  const [, promised] = /console\.log\(persona.*\/\/ (\w+)/.exec(program);
  assert.ok(output.startsWith(`${promised} `), output);
});

test('the module of ECMAScript', async () => {
  const module = await import('rapport');
  assert.equal(module.RuleSet, RuleSet);
  assert.deepEqual(Object.keys(module.default).sort(), Object.keys(require('rapport')).sort());
  for (const name of Object.keys(module.default)) assert.equal(module[name], module.default[name]);
});
