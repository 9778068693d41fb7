'use strict';

// The types, by compiling programs that use them.

const assert = require('node:assert/strict');
const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { test } = require('node:test');

const compiler = process.env.RAPPORT_TYPESCRIPT;
const skip = !fs.existsSync(compiler ?? '') && 'there is no TypeScript here';

test('programs compile with tsc --strict', { skip }, () => {
  const folder = path.join(__dirname, 'types');
  const output = spawnSync(process.execPath, [compiler, '--project', folder], { encoding: 'utf8' });
  assert.equal(output.stdout + output.stderr, '');
  assert.equal(output.status, 0);
});

test('the types name what the package exports', () => {
  const installed = path.dirname(require.resolve('rapport/package.json'));
  const types = fs.readFileSync(path.join(installed, 'index.d.ts'), 'utf8');
  const rapport = require('rapport');
  const named = [...types.matchAll(/^export (?:class|function) (\w+)/gm)].map(([, name]) => name);
  assert.deepEqual(named.sort(), Object.keys(rapport).sort());
  for (const name of ['RuleSet', 'RuleSetBuilder', 'Conversation']) {
    const [body] = new RegExp(`export class ${name} [^]*?\n}`).exec(types);
    for (const member of Object.getOwnPropertyNames(rapport[name].prototype)) {
      assert.match(body, new RegExp(`\\b${member}\\b`), `${name}.${member}`);
    }
  }
});
