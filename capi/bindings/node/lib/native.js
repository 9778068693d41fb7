'use strict';

// How the functions are called: outputs become results, and failures become exceptions.

const koffi = require('koffi');
const { RapportError } = require('./errors.js');
const { native } = require('./functions.js');

/** The version of the library that is loaded. */
function version() {
  return native().library_version;
}

function decode(pointer, length) {
  return koffi.decode.string(pointer, Number(length));
}

/** A message behind its place in a pack, unless it begins with that. */
function placed(message, file, line, column) {
  if (file === '') return message;
  const place = line > 0 ? `${file}:${line}:${column}: ` : `${file}: `;
  return message.startsWith(place) ? message : place + message;
}

/** The exception for a failed call; frees `error`, which may be null. */
function failure(status, error, details) {
  const { error_message, error_file, error_line, error_column, error_free, status_name } = native();
  const name = status_name(status);
  if (error === null) return new RapportError(name, status, name.replaceAll('_', ' '), details);
  const length = [0];
  const message = decode(error_message(error, length), length[0]);
  const file = decode(error_file(error, length), length[0]);
  const line = error_line(error);
  const column = error_column(error);
  error_free(error);
  return new RapportError(name, status, placed(message, file, line, column), { file, line, column, ...details });
}

/** The exception for a record that a batch refused. */
function refusal({ status, message }) {
  const { status_name } = native();
  let code = 1;
  while (![status, 'unknown'].includes(status_name(code))) code += 1;
  return new RapportError(status, code, message);
}

/** Calls a function that takes an error as its last argument, and throws that. */
function call(name, ...values) {
  const error = [null];
  const status = native()[name](...values, error);
  if (status !== 0) throw failure(status, error[0]);
}

/** Calls a function that only returns a status. */
function check(name, ...values) {
  const status = native()[name](...values);
  if (status !== 0) throw failure(status, null);
}

/** Calls a getter of one value. */
function get(name, ...values) {
  const value = [0];
  check(name, ...values, value);
  return value[0];
}

/** Calls a getter of a text. */
function getText(name, ...values) {
  const pointer = [null];
  const length = [0];
  check(name, ...values, pointer, length);
  return decode(pointer[0], length[0]);
}

/** Calls a function that makes a handle. */
function make(name, ...values) {
  const handle = [null];
  call(name, ...values, handle);
  return handle[0];
}

/** Calls a function that answers with a text. */
function answer(name, ...values) {
  const pointer = [null];
  const length = [0];
  call(name, ...values, pointer, length);
  return decode(pointer[0], length[0]);
}

module.exports = {
  answer,
  call,
  check,
  decode,
  failure,
  get,
  getText,
  make,
  native,
  refusal,
  version,
};
