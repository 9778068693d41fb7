'use strict';

// A chat as it goes on: after each message of the customer's, what to do and why.

const { Conversation, RuleSet } = require('rapport');

const CHAT = [
  ['10:00', 'customer', 'Hello, my order was promised for yesterday. Where is it?'],
  ['10:02', 'agent', 'I am sorry about that. I will find out.'],
  ['10:35', 'customer', "I'm still waiting. This is the third time I contact you about this!"],
  ['10:50', 'customer', 'This is ridiculous. Get me a manager now or I will dispute the charge.'],
];

const rules = RuleSet.default(); // once per process
const conversation = new Conversation(rules);
conversation.setFacts({ contacts_same_issue_7d: 3, tenure: { days: 400 } });

for (const [time, by, text] of CHAT) {
  conversation.addTurn({ by, text, at: new Date(`2026-03-02T${time}:00Z`) });
  console.log(`\n${time} ${by}: ${text}`);
  if (by === 'customer') show(conversation.decide());
}
conversation.close();
rules.close();

function show(decision) {
  const { persona, probability, scales, evidence, escalations, actions } = decision;
  const levels = rules.scales.map(({ id, levels }) => `${id} ${levels[scales[id]] ?? 'unknown'}`);
  console.log(`  customer type: ${persona} (${Math.round(probability * 100)} %)`);
  console.log(`  ${levels.join(', ')}`);
  for (const { kind, id, text } of evidence.filter((piece) => piece.text).slice(0, 3)) {
    console.log(`    because of the ${kind} ${id}: “${text}”`);
  }
  for (const { to, label, due, reasons } of escalations.filter(({ isNew }) => isNew)) {
    console.log(`  escalate to ${label} by ${due?.toISOString()}: ${reasons.join(', ')}`);
    conversation.acknowledge(to); // it is new again only with a further reason
  }
  for (const { label, say } of actions.slice(0, 3)) {
    console.log(`  do: ${label}`);
    if (say.length > 0) console.log(`    say: ${say[0]}`);
  }
}
