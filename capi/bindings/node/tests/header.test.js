'use strict';

// The declarations of functions.js against the header.

const assert = require('node:assert/strict');
const fs = require('node:fs');
const path = require('node:path');
const { test } = require('node:test');

const installed = path.dirname(require.resolve('rapport/package.json'));
const functions = require(path.join(installed, 'lib', 'functions.js'));
const koffi = require(require.resolve('koffi', { paths: [installed] }));

const folder = path.join(process.env.RAPPORT_SOURCE_DIR, 'capi/include/rapport');
const header = fs
  .readdirSync(folder) // c.h and its parts
  .map((name) => fs.readFileSync(path.join(folder, name), 'utf8'))
  .join('')
  .replace(/\/\*[^]*?\*\//g, '');

/** How a parameter of C is passed: its width and kind. */
function kindInC(parameter) {
  if (/\*\s*const\*/.test(parameter) || parameter.includes('**')) return 'pointer to pointer';
  const pointer = parameter.includes('*');
  const type = /\b(size_t|int32_t|uint32_t|int64_t|double)\b/.exec(parameter)?.[1];
  if (pointer) return type ? `pointer to ${type}` : 'pointer';
  return type;
}

function declared(name) {
  const pattern = new RegExp(`RAPPORT_API int32_t rapport_${name}\\(([^)]*)\\);`);
  const match = pattern.exec(header);
  assert.ok(match, `${name} is not in the header`);
  return match[1].split(',').map((parameter) => kindInC(parameter.trim()));
}

const KINDS = {
  handle: ['pointer'],
  text: ['pointer', 'size_t'],
  index: ['size_t'],
  int: ['int32_t'],
  long: ['int64_t'],
  double: ['double'],
  texts: ['pointer to pointer', 'pointer to size_t', 'size_t'],
  pack_limits: ['pointer'],
  conversation_limits: ['pointer'],
  turn: ['pointer'],
  '>handle': ['pointer to pointer'],
  '>text': ['pointer to pointer', 'pointer to size_t'],
  '>size': ['pointer to size_t'],
  '>int': ['pointer to int32_t'],
  '>uint': ['pointer to uint32_t'],
};

for (const [name, kinds] of Object.entries(functions.CALLS)) {
  test(`rapport_${name}`, () => {
    const parameters = kinds.split(' ').flatMap((kind) => KINDS[kind]);
    assert.deepEqual(parameters, declared(name));
  });
}

for (const [name, struct] of [
  ['rapport_pack_limits', functions.PACK_LIMITS],
  ['rapport_conversation_limits', functions.CONVERSATION_LIMITS],
  ['rapport_turn', functions.TURN],
]) {
  test(name, () => {
    const body = new RegExp(`typedef struct ${name} \\{([^}]*)\\}`).exec(header)[1];
    const fields = [...body.matchAll(/([\w ]+\*?)\s*\b(\w+);/g)].map(([, type, field]) => [
      field,
      type.includes('*') ? 'void *' : type.trim(),
    ]);
    const ours = Object.values(koffi.type(struct).members);
    assert.deepEqual(
      ours.map((member) => [member.name, member.type.size]),
      fields.map(([field, type]) => [field, koffi.sizeof(type)]),
    );
  });
}

test('the rules of escalations', () => {
  assert.match(header, /RAPPORT_ESCALATION_HOLD = 0,\s+RAPPORT_ESCALATION_SUPPRESS = 1/);
});

test('the details of reviews', () => {
  const { DETAILS } = require(path.join(installed, 'lib', 'reviewer.js'));
  const found = [...header.matchAll(/\bRAPPORT_REVIEW_(ALL|DRAFT) = (\d+)/g)];
  const values = found.map(([, name, value]) => [name.toLowerCase(), Number(value)]);
  assert.deepEqual(Object.fromEntries(values), DETAILS);
});
