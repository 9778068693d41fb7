'use strict';

// Native builders: packs in, a native rule set out.

const koffi = require('koffi');
const { PACK_LIMITS } = require('./functions.js');
const { Handle } = require('./handle.js');
const { call, check, failure, get, getText, make, native } = require('./native.js');
const { bytes, limitsOf } = require('./values.js');

const LIMITS = {
  yamlEvents: 'yaml_events',
  yamlDepth: 'yaml_depth',
  filesPerPack: 'files_per_pack',
  phrases: 'phrases',
  phraseWords: 'phrase_words',
  expressionDepth: 'expression_depth',
  fileBytes: 'file_bytes',
  tableBytes: 'table_bytes',
  scalarBytes: 'scalar_bytes',
  expressionBytes: 'expression_bytes',
  compiledBytes: 'compiled_bytes',
};

function newBuilder(limits = {}) {
  const struct = {
    struct_size: koffi.sizeof(PACK_LIMITS),
    reserved: 0,
    ...limitsOf(limits, LIMITS),
  };
  return new Handle('builder', 'builder', make('builder_new', struct));
}

function addDefault(builder) {
  call('builder_add_default', builder.pointer);
}

function addFile(builder, path) {
  call('builder_add_file', builder.pointer, ...bytes(path, 'path'));
}

function addText(builder, name, text) {
  call('builder_add_bytes', builder.pointer, ...bytes(name, 'name'), ...bytes(text, 'text'));
}

/** Errors and warnings of the last build. */
function diagnostics(builder) {
  const { pointer } = builder;
  const count = get('builder_diagnostic_count', pointer);
  const list = Array.from({ length: count }, (_, index) => {
    const [line, column, width] = [[0], [0], [0]];
    check('builder_diagnostic_place', pointer, index, line, column, width);
    const severity = get('builder_diagnostic_severity', pointer, index);
    return Object.freeze({
      severity: native().severity_name(severity),
      code: getText('builder_diagnostic_code', pointer, index),
      file: getText('builder_diagnostic_file', pointer, index),
      line: line[0],
      column: column[0],
      width: width[0],
      message: getText('builder_diagnostic_message', pointer, index),
      snippet: getText('builder_diagnostic_snippet', pointer, index),
      hint: getText('builder_diagnostic_hint', pointer, index),
    });
  });
  return Object.freeze(list);
}

function report(builder) {
  return getText('builder_report', builder.pointer);
}

/** The native rule set. The exception for a pack with errors has all of them. */
function build(builder) {
  const ruleset = [null];
  const error = [null];
  const status = native().builder_build(builder.pointer, ruleset, error);
  if (status !== 0) {
    const details = { diagnostics: diagnostics(builder), report: report(builder) };
    throw failure(status, error[0], details);
  }
  return ruleset[0];
}

module.exports = { addDefault, addFile, addText, build, diagnostics, newBuilder, report };
