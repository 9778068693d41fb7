'use strict';

// A guard between a language model and the customer: each draft is reviewed before it is sent.
// Usage: guard.js PACK, a pack with checks of replies, such as examples/guard.yaml of Rapport.

const { Conversation, RuleSet } = require('rapport');

// What a model wrote, and what it made of being told what is wrong.
const DRAFTS = [
  'Great news! I can give you 25% off if you order today.',
  'I can take 10% off today, Asha, or you get your money back.',
  'I can take 10% off today, Asha.',
];

const rules = RuleSet.fromFile(process.argv[2]);
const conversation = new Conversation(rules);
conversation.setFact('first_name', 'Asha');
conversation.addTurn('Found it 20 quid cheaper online. Is there a discount for me?');
for (const text of DRAFTS) {
  const { blocked, tip } = conversation.review(text, { draft: true });
  if (!blocked) {
    console.log(`sent: ${text}`);
    conversation.addTurn({ by: 'agent', text });
    break;
  }
  console.log(`blocked: ${text}\n  why: ${tip.why}`);
  if (tip.limit !== null) console.log(`  limit: ${tip.limit} is ${tip.limitValue}`);
  for (const span of tip.spans) console.log(`  the words: ${span.text}`);
  if (tip.suggestions.length > 0) console.log(`  better: ${tip.suggestions[0]}`);
}
conversation.close();
rules.close();
