'use strict';

// Where the library is looked for, and what is said when it is not right. Each in a process of its
// own, with a copy of the package that carries no library.

const assert = require('node:assert/strict');
const { execFileSync, spawnSync } = require('node:child_process');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { after, test } = require('node:test');

const installed = path.dirname(require.resolve('rapport/package.json'));
const libraries = process.env.RAPPORT_LIB_DIR;
const library = path.join(libraries, 'librapport.so.0');
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'rapport-'));
after(() => fs.rmSync(scratch, { recursive: true }));

const bare = path.join(scratch, 'node_modules', 'rapport');
fs.cpSync(installed, bare, { recursive: true, filter: (file) => !file.endsWith('native') });
fs.symlinkSync(path.join(installed, '..', 'koffi'), path.join(scratch, 'node_modules', 'koffi'));

/** The output of a program that uses the package, or its message. */
function run(environment, package_ = bare) {
  const program = `
    try {
      console.log(require(${JSON.stringify(package_)}).RuleSet.default().language);
    } catch (error) {
      console.log(error.message);
    }`;
  const { RAPPORT_LIBRARY, LD_LIBRARY_PATH, ...env } = process.env;
  const options = { encoding: 'utf8', env: { ...env, ...environment } };
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', program], options);
  return stdout + stderr;
}

test('the one that the package carries', () => {
  assert.equal(run({}, installed), 'en\n');
  assert.equal(run({ RAPPORT_LIBRARY: '' }, installed), 'en\n');
});

test('the one that RAPPORT_LIBRARY names', () => {
  assert.equal(run({ RAPPORT_LIBRARY: library }), 'en\n');
  const missing = run({ RAPPORT_LIBRARY: 'no/such/library.so' }, installed);
  assert.match(missing, /could not be loaded.*RAPPORT_LIBRARY[^]*\/no\/such\/library\.so/);
});

test("the system's", () => {
  assert.equal(run({ LD_LIBRARY_PATH: libraries }), 'en\n');
});

test('none', { skip: run({}) === 'en\n' && 'the system has one' }, () => {
  assert.match(run({}), /could not be loaded[^]*librapport\.so\.0/);
});

/** A library of one C source. */
function compile(name, source) {
  const [input, output] = [path.join(scratch, `${name}.c`), path.join(scratch, `${name}.so`)];
  fs.writeFileSync(input, source);
  execFileSync(process.env.CC ?? 'cc', ['-shared', '-fPIC', '-o', output, input]);
  return output;
}

test('another ABI version', () => {
  const other = compile(
    'other',
    'const char *rapport_version(void) { return "9.8.7"; }\n' +
      'unsigned rapport_abi_version(void) { return 12; }\n',
  );
  const message = run({ RAPPORT_LIBRARY: other });
  assert.match(message, /Rapport 9\.8\.7 with ABI version 12.*needs ABI version 0/);
});

test('not this library at all', () => {
  const stranger = compile('stranger', 'int something_else(void) { return 0; }\n');
  assert.match(run({ RAPPORT_LIBRARY: stranger }), /stranger\.so is not a Rapport library/);
});

test('two copies of the package in one program', () => {
  const program = `
    const [a, b] = [${JSON.stringify(bare)}, ${JSON.stringify(installed)}].map(require);
    console.log(a.RuleSet !== b.RuleSet, a.RuleSet.default().name === b.RuleSet.default().name);`;
  const env = { ...process.env, RAPPORT_LIBRARY: library };
  const output = execFileSync(process.execPath, ['-e', program], { encoding: 'utf8', env });
  assert.equal(output, 'true true\n');
});
