'use strict';

const { bytes, duration, instant, int64, isDuration, shown } = require('./values.js');

/**
 * The function that sets a fact, without its prefix, and the arguments for the value. The declared
 * type decides where a value may be read in two ways; what does not fit it, the library refuses.
 */
function factSetter(name, value, type) {
  const what = `fact '${name}'`;
  if (value === undefined || value === null) return ['clear_fact'];
  if (typeof value === 'boolean') return ['set_bool', value ? 1 : 0];
  if (typeof value === 'number') {
    if (type === 'double' || !Number.isInteger(value)) return ['set_double', value];
    return ['set_int', int64(value, what)];
  }
  if (value instanceof Date) return ['set_timestamp', instant(value, what)];
  if (Array.isArray(value)) {
    const texts = value.map((item, index) => bytes(item, `${what}[${index}]`));
    const [buffers, lengths] = [0, 1].map((part) => texts.map((text) => text[part]));
    return ['set_strings', buffers, lengths, texts.length];
  }
  if (isDuration(value)) return ['set_duration', duration(value, what)];
  if (typeof value !== 'string' && typeof value !== 'bigint') {
    throw new TypeError(`${what} cannot be ${shown(value)}`);
  }
  if (type === 'duration') return ['set_duration', duration(value, what)];
  if (type === 'timestamp') return ['set_timestamp', instant(value, what)];
  if (typeof value === 'bigint') return ['set_int', int64(value, what)];
  return ['set_string', ...bytes(value, what)];
}

module.exports = { factSetter };
