'use strict';

const { parentPort, workerData } = require('node:worker_threads');
const { Conversation, RuleSet } = require('rapport');

const { shared, lines, rounds } = workerData;
const rules = RuleSet.fromShared(shared);
const answers = new Set();
let typed;
for (let i = 0; i < rounds; ++i) {
  answers.add(rules.decideLines(lines));
  const conversation = new Conversation(rules).addTurn('still waiting, hurry');
  typed = conversation.decide().persona;
  conversation.close();
}
const { name } = rules;
rules.close();
parentPort.postMessage({ name, answers: [...answers], typed });
