'use strict';

// The functions of capi/include/rapport/c.h and its parts that this package calls, and their parameters.
//
// Handles are pointers, which koffi gives as bigint. Outputs are arrays of one element. Text goes
// in as a buffer and a length, and comes out as a pointer and a length, so that it may hold NUL.

const koffi = require('koffi');
const { load } = require('./library.js');

// Structures have no names: koffi's names are global, and a program may hold two copies of this
// package.
const PACK_LIMITS = koffi.struct({
  struct_size: 'uint32_t',
  yaml_events: 'uint32_t',
  yaml_depth: 'uint32_t',
  files_per_pack: 'uint32_t',
  phrases: 'uint32_t',
  phrase_words: 'uint32_t',
  expression_depth: 'uint32_t',
  reserved: 'uint32_t',
  file_bytes: 'size_t',
  table_bytes: 'size_t',
  scalar_bytes: 'size_t',
  expression_bytes: 'size_t',
  compiled_bytes: 'size_t',
});

const CONVERSATION_LIMITS = koffi.struct({
  struct_size: 'uint32_t',
  turns: 'uint32_t',
  turn_bytes: 'size_t',
});

const TURN = koffi.struct({
  struct_size: 'uint32_t',
  by: 'int32_t',
  visibility: 'int32_t',
  format: 'int32_t',
  text: 'const void *',
  text_length: 'size_t',
  language: 'const void *',
  language_length: 'size_t',
  id: 'const void *',
  id_length: 'size_t',
  author: 'const void *',
  author_length: 'size_t',
  at: 'int64_t',
  end: 'int64_t',
});

// The kinds of parameters.
const IN = {
  handle: ['void *'],
  text: ['const void *', 'size_t'],
  index: ['size_t'],
  int: ['int32_t'],
  long: ['int64_t'],
  double: ['double'],
  texts: ['const void **', 'const size_t *', 'size_t'],
  pack_limits: [koffi.pointer(PACK_LIMITS)],
  conversation_limits: [koffi.pointer(CONVERSATION_LIMITS)],
  turn: [koffi.pointer(TURN)],
  '>handle': [koffi.out('void **')],
  '>text': [koffi.out('const void **'), koffi.out('size_t *')],
  '>size': [koffi.out('size_t *')],
  '>int': [koffi.out('int32_t *')],
  '>uint': [koffi.out('uint32_t *')],
};

// Functions that return a status, by their parameters; all but getters end with an error.
const CALLS = {
  builder_new: 'pack_limits >handle >handle',
  builder_add_default: 'handle >handle',
  builder_add_file: 'handle text >handle',
  builder_add_bytes: 'handle text text >handle',
  builder_build: 'handle >handle >handle',
  builder_diagnostic_count: 'handle >size',
  builder_diagnostic_severity: 'handle index >int',
  builder_diagnostic_code: 'handle index >text',
  builder_diagnostic_file: 'handle index >text',
  builder_diagnostic_place: 'handle index >uint >uint >uint',
  builder_diagnostic_message: 'handle index >text',
  builder_diagnostic_snippet: 'handle index >text',
  builder_diagnostic_hint: 'handle index >text',
  builder_report: 'handle >text',
  ruleset_retain: 'handle',
  ruleset_name: 'handle >text',
  ruleset_hash: 'handle >text',
  ruleset_language: 'handle >text',
  ruleset_compiled_bytes: 'handle >size',
  ruleset_fact_count: 'handle >size',
  ruleset_fact_id: 'handle index >text',
  ruleset_fact_type: 'handle index >int',
  ruleset_fact_has_default: 'handle index >int',
  ruleset_fact_value_count: 'handle index >size',
  ruleset_fact_value: 'handle index index >text',
  ruleset_fact_help: 'handle index >text',
  ruleset_persona_count: 'handle >size',
  ruleset_persona_id: 'handle index >text',
  ruleset_persona_label: 'handle index >text',
  ruleset_persona_display_name: 'handle index >text',
  ruleset_persona_summary: 'handle index >text',
  ruleset_scale_count: 'handle >size',
  ruleset_scale_id: 'handle index >text',
  ruleset_scale_level_count: 'handle index >size',
  ruleset_scale_level_name: 'handle index index >text',
  ruleset_scale_help: 'handle index >text',
  ruleset_cue_count: 'handle >size',
  ruleset_cue_id: 'handle index >text',
  ruleset_cue_help: 'handle index >text',
  ruleset_policy_count: 'handle >size',
  ruleset_policy_id: 'handle index >text',
  ruleset_policy_when: 'handle index >text',
  ruleset_policy_help: 'handle index >text',
  ruleset_check_count: 'handle >size',
  ruleset_check_id: 'handle index >text',
  ruleset_check_label: 'handle index >text',
  ruleset_check_weight: 'handle index >int',
  ruleset_check_is_fatal: 'handle index >int',
  ruleset_check_help: 'handle index >text',
  conversation_new: 'handle conversation_limits >handle >handle',
  conversation_reset: 'handle',
  conversation_add_turn: 'handle turn >handle',
  conversation_turn_count: 'handle >size',
  conversation_set_bool: 'handle text int >handle',
  conversation_set_int: 'handle text long >handle',
  conversation_set_double: 'handle text double >handle',
  conversation_set_string: 'handle text text >handle',
  conversation_set_duration: 'handle text long >handle',
  conversation_set_timestamp: 'handle text long >handle',
  conversation_set_strings: 'handle text texts >handle',
  conversation_clear_fact: 'handle text >handle',
  conversation_acknowledge: 'handle text >handle',
  conversation_override_persona: 'handle text >handle',
  conversation_release_persona: 'handle',
  conversation_override_scale: 'handle text int >handle',
  conversation_release_scale: 'handle text >handle',
  conversation_override_escalation: 'handle text int >handle',
  conversation_release_escalation: 'handle text >handle',
  conversation_release_overrides: 'handle',
  decision_new: '>handle >handle',
  decide: 'handle long handle >handle',
  decide_json: 'handle text handle >text >handle',
  decide_lines: 'handle text handle >text >size >handle',
  decision_set_unknown_facts: 'handle int',
  decision_json: 'handle text >text >handle',
  explanation_new: '>handle >handle',
  explanation_set_unknown_facts: 'handle int',
  explain: 'handle long text handle >text >handle',
  explain_json: 'handle text handle >text >handle',
  review_new: '>handle >handle',
  review_reply: 'handle turn long handle >handle',
  review_json: 'handle text int handle >text >handle',
  review_lines: 'handle text int handle >text >size >handle',
  review_set_unknown_facts: 'handle int',
  review_to_json: 'handle int text >text >handle',
  accumulator_new: 'handle text text >handle >handle',
  accumulator_load: 'handle text >handle >handle',
  accumulator_kind: 'handle >text',
  accumulator_add_json: 'handle text >handle',
  accumulator_merge: 'handle handle >handle',
  accumulator_save: 'handle >text >handle',
  accumulator_report_json: 'handle >text >handle',
};

const FREES = [
  'error',
  'builder',
  'ruleset',
  'conversation',
  'decision',
  'explanation',
  'review',
  'accumulator',
];

/** The functions of a loaded library, without their prefix. */
function declare({ library, version }) {
  const functions = { library_version: version };
  for (const [name, kinds] of Object.entries(CALLS)) {
    const parameters = kinds.split(' ').flatMap((kind) => IN[kind]);
    functions[name] = library.func(`rapport_${name}`, 'int32_t', parameters);
  }
  for (const name of FREES) {
    functions[`${name}_free`] = library.func(`rapport_${name}_free`, 'void', IN.handle);
  }
  functions.status_name = library.func('rapport_status_name', 'const char *', IN.int);
  functions.severity_name = library.func('rapport_severity_name', 'const char *', IN.int);
  functions.fact_type_name = library.func('rapport_fact_type_name', 'const char *', IN.int);
  for (const name of ['error_message', 'error_file']) {
    const parameters = ['void *', koffi.out('size_t *')];
    functions[name] = library.func(`rapport_${name}`, 'const void *', parameters);
  }
  for (const name of ['error_line', 'error_column']) {
    functions[name] = library.func(`rapport_${name}`, 'uint32_t', IN.handle);
  }
  return functions;
}

let functions = null;

/** The functions. The library is loaded when it is first needed. */
function native() {
  functions ??= declare(load());
  return functions;
}

module.exports = { CALLS, CONVERSATION_LIMITS, FREES, IN, PACK_LIMITS, TURN, native };
