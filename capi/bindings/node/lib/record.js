'use strict';

// A record, as an object of JavaScript, becomes the JSON that the library reads.

const { duration, formatInstant, instant, int64, isDuration, shown } = require('./values.js');

function textOfInstant(value, what) {
  return typeof value === 'string' ? value : formatInstant(instant(value, what));
}

/** JSON of a fact. Only its declared type tells what a bigint means. */
function factJson(name, value, type) {
  const what = `facts.${name}`;
  if (typeof value === 'bigint') {
    if (type === 'duration') return `"${duration(value, what)}us"`;
    if (type === 'timestamp') return `"${textOfInstant(value, what)}"`;
    return String(int64(value, what));
  }
  if (typeof value === 'number') {
    // JSON would turn what is not finite into null, which reads as not known.
    if (!Number.isFinite(value)) throw new RangeError(`${what} must be finite, not ${value}`);
    if (type === 'int' && Number.isInteger(value)) return String(int64(value, what));
  }
  if (value instanceof Date) return `"${textOfInstant(value, what)}"`;
  if (isDuration(value)) return `"${duration(value, what)}us"`;
  if (typeof value === 'function' || typeof value === 'symbol') {
    throw new TypeError(`${what} cannot be ${shown(value)}`);
  }
  return JSON.stringify(value);
}

function factsJson(facts, types) {
  const members = [];
  for (const [name, value] of Object.entries(facts)) {
    if (value === undefined) continue;
    members.push(`${JSON.stringify(name)}:${factJson(name, value, types.get(name))}`);
  }
  return `{${members.join(',')}}`;
}

/** Keys that are undefined are left out by JSON. */
function plainTurn(turn, index) {
  if (typeof turn !== 'object' || turn === null) return turn;
  const { by, text, at, end, visibility, format, language, id, author } = turn;
  const plain = { by, text, at, end, visibility, format, language, id, author };
  if (at !== undefined && at !== null) plain.at = textOfInstant(at, `turns[${index}].at`);
  if (end !== undefined && end !== null) plain.end = textOfInstant(end, `turns[${index}].end`);
  return plain;
}

/**
 * One line of JSON. `types` maps the names of declared facts to their types; `id` is for a record
 * that has none.
 */
function recordJson(record, types, id) {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) {
    throw new TypeError(`a record must be an object, not ${shown(record)}`);
  }
  const { channel, team, now, facts, turns, acknowledged, overrides, events, label } = record;
  const known = { channel, team, now, turns, acknowledged, overrides, events, label };
  const plain = { id: record.id ?? id, ...known };
  if (typeof plain.id === 'bigint') plain.id = String(plain.id);
  if (now !== undefined && now !== null) plain.now = textOfInstant(now, 'now');
  if (Array.isArray(turns)) plain.turns = turns.map(plainTurn);
  const isMap = typeof facts === 'object' && facts !== null && !Array.isArray(facts);
  if (!isMap) plain.facts = facts; // left out, or for the library to refuse
  let json = JSON.stringify(plain);
  if (isMap) {
    const separator = json === '{}' ? '' : ',';
    json = `${json.slice(0, -1)}${separator}"facts":${factsJson(facts, types)}}`;
  }
  // Half a surrogate pair is U+FFFD, as in text that is not JSON. \\ is skipped as a pair.
  if (json.includes('\\ud')) {
    json = json.replace(/\\\\|\\ud[89a-f][0-9a-f]{2}/g, (m) => (m === '\\\\' ? m : '\\ufffd'));
  }
  return json;
}

module.exports = { recordJson };
