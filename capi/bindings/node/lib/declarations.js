'use strict';

// What the packs of a rule set declare, as lists of small objects.

const { get, getText, native } = require('./native.js');

/** The items of a list; `read` takes a function that reads a text of the item, and its index. */
function list(pointer, name, read) {
  const count = get(`ruleset_${name}_count`, pointer);
  return Array.from({ length: count }, (_, index) =>
    read((field) => getText(`ruleset_${name}_${field}`, pointer, index), index),
  );
}

function texts(pointer, name, index) {
  const suffix = name === 'scale_level' ? '_name' : '';
  const count = get(`ruleset_${name}_count`, pointer, index);
  return Array.from({ length: count }, (_, inner) =>
    getText(`ruleset_${name}${suffix}`, pointer, index, inner),
  );
}

const DECLARATIONS = {
  facts: (pointer) =>
    list(pointer, 'fact', (text, index) => ({
      id: text('id'),
      type: native().fact_type_name(get('ruleset_fact_type', pointer, index)),
      hasDefault: get('ruleset_fact_has_default', pointer, index) !== 0,
      values: texts(pointer, 'fact_value', index),
      help: text('help'),
    })),
  personas: (pointer) =>
    list(pointer, 'persona', (text) => ({
      id: text('id'),
      label: text('label'),
      displayName: text('display_name'),
      summary: text('summary'),
    })),
  scales: (pointer) =>
    list(pointer, 'scale', (text, index) => ({
      id: text('id'),
      levels: texts(pointer, 'scale_level', index),
      help: text('help'),
    })),
  cues: (pointer) => list(pointer, 'cue', (text) => ({ id: text('id'), help: text('help') })),
  policies: (pointer) =>
    list(pointer, 'policy', (text) => ({
      id: text('id'),
      when: text('when'),
      help: text('help'),
    })),
  checks: (pointer) =>
    list(pointer, 'check', (text, index) => ({
      id: text('id'),
      label: text('label'),
      weight: get('ruleset_check_weight', pointer, index) / 1000,
      fatal: get('ruleset_check_is_fatal', pointer, index) !== 0,
      help: text('help'),
    })),
};

module.exports = { DECLARATIONS };
