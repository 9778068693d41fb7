'use strict';

const koffi = require('koffi');
const { Handle, makeDisposable } = require('./handle.js');
const { answer, call, getText, make } = require('./native.js');
const { recordJson } = require('./record.js');
const { RuleSet, partsOf } = require('./rule-set.js');
const { bytes, shown } = require('./values.js');

const LOAD = Symbol('load');

/** What many lines say together: they are added one at a time and forgotten. */
class Accumulator {
  #handle;
  #factTypes;

  constructor(rules, kind, options = {}) {
    if (!(rules instanceof RuleSet)) throw new TypeError('rules must be a RuleSet');
    const { pointer, factTypes } = partsOf(rules);
    this.#factTypes = factTypes;
    const made =
      kind === LOAD
        ? make('accumulator_load', pointer, ...bytes(options, 'saved'))
        : make(
            'accumulator_new',
            pointer,
            ...bytes(kind, 'kind'),
            ...bytes(JSON.stringify(options), 'options'),
          );
    this.#handle = new Handle('accumulator', 'accumulator', made);
  }

  static load(rules, saved) {
    return new Accumulator(rules, LOAD, saved);
  }

  get kind() {
    return getText('accumulator_kind', this.#handle.pointer);
  }

  add(record) {
    const isText = typeof record === 'string' || record instanceof Uint8Array;
    const line = isText ? record : recordJson(record, this.#factTypes);
    call('accumulator_add_json', this.#handle.pointer, ...bytes(line, 'record'));
    return this;
  }

  merge(other) {
    if (!(other instanceof Accumulator)) {
      throw new TypeError(`an Accumulator is merged with another, not with ${shown(other)}`);
    }
    call('accumulator_merge', this.#handle.pointer, other.#handle.pointer);
    return this;
  }

  save() {
    const pointer = [null];
    const length = [0];
    call('accumulator_save', this.#handle.pointer, pointer, length);
    return Buffer.from(koffi.decode(pointer[0], 'uint8_t', Number(length[0])));
  }

  reportJson() {
    return answer('accumulator_report_json', this.#handle.pointer);
  }

  report() {
    return JSON.parse(this.reportJson());
  }

  close() {
    this.#handle.close();
  }
}
makeDisposable(Accumulator);

module.exports = { Accumulator };
