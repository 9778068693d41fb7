// The rules of rules/table.json in rule engines of Node.js, beside rules_benchmark.
//
//     node rules.mjs TABLE CASES [SECONDS]
//
// CASES is what `rules_benchmark --write_cases=` wrote: the facts of each case and the rules that apply.
// Every engine's answers are compared with these before anything is measured. Engines take turns in rounds
// of all cases, one after another; a JSON line for each round.

import { readFileSync } from 'node:fs';
import jsonRules from 'json-rules-engine';
import { ZenEngine } from '@gorules/zen-engine';

const [tablePath, casesPath, seconds = '5'] = process.argv.slice(2);
const table = JSON.parse(readFileSync(tablePath, 'utf8'));
const cases = readFileSync(casesPath, 'utf8').trim().split('\n').map((line) => JSON.parse(line));

// A decision table: a column for each fact, a row for each rule, every row that matches counts.
function newZen() {
  const cell = (test) => {
    if (test === undefined) return '';
    if (test.in) return test.in.map((text) => JSON.stringify(text)).join(', ');
    if ('is' in test) return String(test.is);
    if ('at_least' in test && 'below' in test) return `[${test.at_least}..${test.below})`;
    return 'at_least' in test ? `>= ${test.at_least}` : `< ${test.below}`;
  };
  const rules = table.rules.map(({ id, when }) => {
    const row = { _id: id, out: JSON.stringify(id) };
    for (const fact of table.facts) row[fact.id] = cell(when[fact.id]);
    return row;
  });
  const content = {
    nodes: [
      { id: 'in', name: 'in', type: 'inputNode', position: { x: 0, y: 0 } },
      { id: 'out', name: 'out', type: 'outputNode', position: { x: 0, y: 0 } },
      {
        id: 'table', name: 'table', type: 'decisionTableNode', position: { x: 0, y: 0 },
        content: {
          hitPolicy: 'collect',
          inputs: table.facts.map(({ id }) => ({ id, name: id, type: 'expression', field: id })),
          outputs: [{ id: 'out', name: 'rule', type: 'expression', field: 'rule' }],
          rules,
        },
      },
    ],
    edges: [
      { id: 'e1', type: 'edge', sourceId: 'in', targetId: 'table' },
      { id: 'e2', type: 'edge', sourceId: 'table', targetId: 'out' },
    ],
  };
  const decision = new ZenEngine().createDecision(Buffer.from(JSON.stringify(content)));
  return async (facts) => (await decision.evaluate(facts)).result.map(({ rule }) => rule);
}

function newJsonRules() {
  const engine = new jsonRules.Engine();
  for (const { id, when } of table.rules) {
    const all = [];
    for (const [fact, test] of Object.entries(when)) {
      const add = (operator, value) => all.push({ fact, operator, value });
      if (test.in) add('in', test.in);
      if ('is' in test) add('equal', test.is);
      if ('at_least' in test) add('greaterThanInclusive', test.at_least);
      if ('below' in test) add('lessThan', test.below);
    }
    engine.addRule({ conditions: { all }, event: { type: id } });
  }
  return async (facts) => (await engine.run(facts)).events.map(({ type }) => type);
}

const engines = { zen: newZen(), json_rules_engine: newJsonRules() };
for (const [name, evaluate] of Object.entries(engines)) {
  for (const { facts, fired } of cases) {
    const answer = (await evaluate(facts)).sort();
    if (answer.join() !== fired.join()) {
      console.error(`${name} answers [${answer}] to ${JSON.stringify(facts)}, not [${fired}]`);
      process.exit(1);
    }
  }
}

const end = performance.now() + Number(seconds) * 1000;
for (let round = 0; round < 3 || performance.now() < end; ++round) {
  for (const [name, evaluate] of Object.entries(engines)) {
    const before = process.cpuUsage();
    const begin = performance.now();
    for (const { facts } of cases) await evaluate(facts);
    const took = performance.now() - begin;
    const { user, system } = process.cpuUsage(before);
    console.log(JSON.stringify({
      name: `${name}/rules:${table.rules.length}/facts:${table.facts.length}`,
      real_ns: (took * 1e6) / cases.length,
      cpu_ns: ((user + system) * 1e3) / cases.length,
    }));
  }
}
