'use strict';

// Values of JavaScript as the library takes them. Instants and durations become microseconds, as
// bigint.

const { invalidArgument } = require('./errors.js');

const MIN_INT64 = -(2n ** 63n);
const MAX_INT64 = 2n ** 63n - 1n;
const MAX_UINT32 = 2 ** 32 - 1;

const UNITS = {
  weeks: 604_800_000_000,
  days: 86_400_000_000,
  hours: 3_600_000_000,
  minutes: 60_000_000,
  seconds: 1_000_000,
  milliseconds: 1_000,
  microseconds: 1,
};
const UNIT_LETTERS = {
  w: 'weeks',
  d: 'days',
  h: 'hours',
  m: 'minutes',
  s: 'seconds',
  ms: 'milliseconds',
  us: 'microseconds',
};

/** A text as a buffer and its length: two arguments of a call. Half surrogates become U+FFFD. */
function bytes(value, what) {
  if (typeof value === 'string') {
    const buffer = Buffer.from(value);
    return [buffer, buffer.length];
  }
  if (value instanceof Uint8Array) return [value, value.length];
  throw new TypeError(`${what} must be a string, or a Uint8Array of UTF-8, not ${shown(value)}`);
}

function shown(value) {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object') return `an object (${value.constructor?.name ?? 'without class'})`;
  if (value === undefined) return 'undefined';
  // Texts may be long, and are the customer's.
  return typeof value === 'string' ? 'a string' : `a ${typeof value} (${String(value)})`;
}

/** A whole number as a bigint of 64 bits. */
function int64(value, what) {
  if (typeof value === 'number') {
    if (!Number.isInteger(value)) {
      throw new RangeError(`${what} must be a whole number, not ${value}`);
    }
    if (!Number.isSafeInteger(value)) {
      throw new RangeError(`${what} is not exact as a number, ${value}; use a bigint`);
    }
    return BigInt(value);
  }
  if (typeof value !== 'bigint') {
    throw new TypeError(`${what} must be a number or bigint, not ${shown(value)}`);
  }
  if (value < MIN_INT64 || value > MAX_INT64) {
    throw new RangeError(`${what} does not fit into 64 bits: ${value}`);
  }
  return value;
}

/** Microseconds since 1970 of a Date, a bigint that is that, or RFC 3339 text. */
function instant(value, what) {
  if (typeof value === 'bigint') return int64(value, what);
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw new RangeError(`${what} is an invalid Date`);
    return BigInt(value.getTime()) * 1000n;
  }
  if (typeof value === 'string') return parseInstant(value, what);
  throw new TypeError(
    `${what} must be a Date, a bigint of microseconds since 1970 or RFC 3339 text, ` +
      `not ${shown(value)}`,
  );
}

const RFC_3339 =
  /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])([01]\d|2[0-3]):([0-5]\d))$/i;

function parseInstant(text, what) {
  const match = RFC_3339.exec(text);
  if (match) {
    const [, day, time, decimals = '', sign, hours, minutes] = match;
    const date = new Date(`${day}T${time}Z`);
    // Date rolls 30 February over to March, and midnight is also 24:00 of the day before.
    if (!Number.isNaN(date.getTime()) && date.toISOString().startsWith(`${day}T${time}`)) {
      const offset = sign ? Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) : 0;
      const fraction = BigInt(decimals.slice(0, 6).padEnd(6, '0'));
      return BigInt(date.getTime() - offset * 60_000) * 1000n + fraction;
    }
  }
  throw invalidArgument(`${what}: not an RFC 3339 time: '${text}'`);
}

/** RFC 3339 of an instant. */
function formatInstant(microseconds) {
  const fraction = ((microseconds % 1_000_000n) + 1_000_000n) % 1_000_000n;
  const date = new Date(Number((microseconds - fraction) / 1000n));
  if (Number.isNaN(date.getTime())) {
    throw new RangeError(`an instant is outside the years 1 to 9999: ${microseconds}`);
  }
  return date.toISOString().replace('.000Z', `.${String(fraction).padStart(6, '0')}Z`);
}

/** Whether an object names units, such as {hours: 2}; a Temporal.Duration does too. */
function isDuration(value) {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.keys(UNITS).some((unit) => value[unit] !== undefined)
  );
}

/** Microseconds of units such as {hours: 1}, of text such as "1h30m", or a bigint that is that. */
function duration(value, what) {
  if (typeof value === 'bigint') return int64(value, what);
  if (typeof value === 'string') return parseDuration(value, what);
  if (!isDuration(value)) {
    throw new TypeError(
      `${what} must be a duration such as {hours: 2} or "2h", or a bigint of microseconds, ` +
        `not ${shown(value)}`,
    );
  }
  // A plain object is checked for what is no unit; a Temporal.Duration has none of its own.
  for (const unit of [...Object.keys(value), 'years', 'months', 'nanoseconds']) {
    if (!(unit in UNITS) && value[unit]) {
      throw new RangeError(
        `${what}: a duration is in ${Object.keys(UNITS).join(', ')}, not ${unit}`,
      );
    }
  }
  let total = 0n;
  for (const [unit, microseconds] of Object.entries(UNITS)) {
    const count = value[unit] ?? 0;
    if (typeof count !== 'number' || !Number.isFinite(count)) {
      throw new TypeError(`${what}.${unit} must be a number, not ${shown(count)}`);
    }
    const whole = Math.trunc(count);
    total += BigInt(whole) * BigInt(microseconds);
    total += BigInt(Math.round((count - whole) * microseconds));
  }
  return int64(total, what);
}

function parseDuration(text, what) {
  const match = /^(-?)((?:\d+(?:\.\d+)?(?:ms|us|[wdhms]))+)$/.exec(text);
  if (!match) throw invalidArgument(`${what}: not a duration such as "2h" or "1h30m": '${text}'`);
  let total = 0n;
  for (const [, whole, decimals = '', unit] of match[2].matchAll(/(\d+)(?:\.(\d+))?([a-z]+)/g)) {
    const microseconds = BigInt(UNITS[UNIT_LETTERS[unit]]);
    total += BigInt(whole) * microseconds;
    total += (BigInt(decimals.slice(0, 6).padEnd(6, '0')) * microseconds) / 1_000_000n;
  }
  return int64(match[1] ? -total : total, what);
}

function listed(words) {
  return words.length === 1 ? words[0] : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** An object of which every key is one of `names`, so that no mistake goes by unseen. */
function fields(value, names, what) {
  // Dates, lists and texts have other tags.
  if (Object.prototype.toString.call(value) !== '[object Object]') {
    throw new TypeError(`${what} must be an object with ${listed(names)}, not ${shown(value)}`);
  }
  for (const key of Object.keys(value)) {
    if (names.includes(key)) continue;
    throw new TypeError(`${what}: there is no '${key}', only ${listed(names)}`);
  }
  return value;
}

/** Refuses what comes after the last argument that a method takes. */
function noMore(rest, message) {
  if (rest.length > 0) throw new TypeError(message);
}

/** Fields of a structure from options, which `names` maps to fields. 0 stands for the default. */
function limitsOf(options, names) {
  if (Object.prototype.toString.call(options) !== '[object Object]') {
    throw new TypeError(`limits must be an object, not ${shown(options)}`);
  }
  const values = Object.fromEntries(Object.values(names).map((field) => [field, 0]));
  for (const [name, value] of Object.entries(options)) {
    if (!Object.hasOwn(names, name)) {
      throw new TypeError(
        `there is no limit '${name}'; there are ${Object.keys(names).join(', ')}`,
      );
    }
    if (value === undefined) continue;
    if (!Number.isInteger(value) || value < 0 || value > MAX_UINT32) {
      throw new RangeError(`${name} must be a whole number from 0 to ${MAX_UINT32}`);
    }
    values[names[name]] = value;
  }
  return values;
}

/** The number of a word such as "agent"; `words` are in the order of the constants in C. */
function word(value, words, what) {
  const index = words.indexOf(value);
  if (index >= 0) return index;
  const choice = `${words.slice(0, -1).join(', ')} or ${words[words.length - 1]}`;
  throw invalidArgument(`${what}: must be ${choice}, not '${String(value)}'`);
}

module.exports = {
  bytes,
  duration,
  fields,
  formatInstant,
  instant,
  int64,
  isDuration,
  limitsOf,
  noMore,
  shown,
  word,
};
