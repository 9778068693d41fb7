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

test("the README's example compiles, in JavaScript and TypeScript", { skip }, () => {
  const installed = path.dirname(require.resolve('rapport/package.json'));
  const readme = fs.readFileSync(path.join(installed, 'README.md'), 'utf8');
  const [, script] = /^```js\n(const \{.*?\} = require\('rapport'\);[^]*?)^```$/m.exec(readme);
  const imports = script.replace(/const (\{.*?\}) = require\((.*?)\)/, 'import $1 from $2');
  const programs = { 'readme.cjs': script, 'readme.mts': imports };
  for (const [name, text] of Object.entries(programs)) {
    fs.writeFileSync(path.join(__dirname, 'types', name), text);
  }
  const options = '--strict --noEmit --allowJs --checkJs --target es2022 --module node16'.split(' ');
  for (const more of [[], ['--noUncheckedIndexedAccess']]) {
    const files = Object.keys(programs).map((name) => path.join(__dirname, 'types', name));
    const command = [compiler, ...options, ...more, ...files];
    const output = spawnSync(process.execPath, command, { encoding: 'utf8' });
    assert.equal(output.stdout + output.stderr, '');
  }
});

test('pack says how it is used', { skip: !process.env.RAPPORT_SOURCE_DIR }, () => {
  const pack = path.join(process.env.RAPPORT_SOURCE_DIR, 'capi/bindings/node/pack');
  for (const [values, message] of [
    [[], /Usage: pack LIBRARY FOLDER/],
    [['nowhere.so', '.'], /no library 'nowhere\.so'/],
    [[pack, 'no/such/folder'], /no folder 'no\/such\/folder'/],
  ]) {
    const output = spawnSync(pack, values, { encoding: 'utf8' });
    assert.equal(output.status, 2);
    assert.match(output.stderr, message);
  }
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
