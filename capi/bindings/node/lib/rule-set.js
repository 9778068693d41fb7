'use strict';

const { decideAll } = require('./batch.js');
const compile = require('./compile.js');
const { DECLARATIONS } = require('./declarations.js');
const { decisionOf, freeze } = require('./decision.js');
const { invalidArgument } = require('./errors.js');
const { Handle, makeDisposable } = require('./handle.js');
const { check, get, getText } = require('./native.js');
const { recordJson } = require('./record.js');
const { reviewOf } = require('./review.js');
const { Reviewer, reviewLines } = require('./reviewer.js');
const { bytes, fields } = require('./values.js');
const { Workspace, decideLines, explain } = require('./workspace.js');

const INTERNAL = Symbol('internal');
const SHARED_MARK = 0x7261_7070_6f72_7430n; // tells such a buffer from others

/** What a conversation needs of its rule set. */
let partsOf;

/** Compiled packs. Immutable. */
class RuleSet {
  #handle;
  #workspace;
  #reviewer = null; // made when it is first needed
  #lists = {};
  #factTypes;

  static default() {
    return RuleSet.#built(compile.addDefault);
  }

  static fromFile(path) {
    return RuleSet.#built(compile.addFile, path);
  }

  static fromText(name, text) {
    return RuleSet.#built(compile.addText, name, text);
  }

  static fromShared(shared) {
    const isShared = shared instanceof SharedArrayBuffer && shared.byteLength === 16;
    const words = isShared ? new BigInt64Array(shared) : [];
    if (words[0] !== SHARED_MARK) throw new TypeError('not what share() of a rule set gave');
    const pointer = Atomics.exchange(words, 1, 0n);
    if (pointer === 0n) throw invalidArgument('taken already: call share() once for each worker');
    return new RuleSet(INTERNAL, BigInt.asUintN(64, pointer));
  }

  static #built(add, ...values) {
    const builder = compile.newBuilder();
    try {
      add(builder, ...values);
      return new RuleSet(INTERNAL, compile.build(builder));
    } finally {
      builder.close();
    }
  }

  constructor(key, pointer) {
    if (key !== INTERNAL) {
      throw new TypeError('use RuleSet.default(), fromFile(), fromText() or a RuleSetBuilder');
    }
    this.#handle = new Handle('ruleset', 'rule set', pointer);
    this.#workspace = new Workspace().join();
    this.#factTypes = new Map(this.facts.map(({ id, type }) => [id, type]));
  }

  get name() {
    return getText('ruleset_name', this.#handle.pointer);
  }

  get hash() {
    return getText('ruleset_hash', this.#handle.pointer);
  }

  get language() {
    return getText('ruleset_language', this.#handle.pointer);
  }

  get compiledBytes() {
    return get('ruleset_compiled_bytes', this.#handle.pointer);
  }

  get facts() {
    return this.#declared('facts');
  }

  get personas() {
    return this.#declared('personas');
  }

  get scales() {
    return this.#declared('scales');
  }

  get cues() {
    return this.#declared('cues');
  }

  get policies() {
    return this.#declared('policies');
  }

  get checks() {
    return this.#declared('checks');
  }

  decideJson(record, options = {}) {
    const { pointer } = this.#handle;
    return this.#workspace.decideJson(pointer, bytes(record, 'record'), options);
  }

  decide(record, options = {}) {
    return decisionOf(this.decideJson(recordJson(record, this.#factTypes), options));
  }

  decideLines(records, options = {}) {
    return decideLines(this.#handle.pointer, bytes(records, 'records'), options);
  }

  decideAll(records, options = {}) {
    const toJson = (record, number) => recordJson(record, this.#factTypes, number);
    const { batchSize, ...others } = fields(options, ['unknownFacts', 'batchSize'], 'options');
    const decide = (lines) => this.decideLines(lines, others);
    return decideAll(records, batchSize ?? 1000, toJson, decide);
  }

  reviewJson(record, options = {}) {
    const { pointer } = this.#handle;
    const text = bytes(record, 'record');
    this.#reviewer ??= new Reviewer('rule set');
    return this.#reviewer.record(pointer, text, options);
  }

  review(record, options = {}) {
    return reviewOf(this.reviewJson(recordJson(record, this.#factTypes), options));
  }

  reviewLines(records, options = {}) {
    return reviewLines(this.#handle.pointer, bytes(records, 'records'), options);
  }

  explainJson(record, options = {}) {
    const { pointer } = this.#handle;
    return explain('explain_json', options, pointer, ...bytes(record, 'record'));
  }

  explain(record, options = {}) {
    return JSON.parse(this.explainJson(recordJson(record, this.#factTypes), options));
  }

  share() {
    const { pointer } = this.#handle;
    const shared = new SharedArrayBuffer(16);
    check('ruleset_retain', pointer);
    new BigInt64Array(shared).set([SHARED_MARK, BigInt.asIntN(64, pointer)]);
    return shared;
  }

  close() {
    if (this.#workspace === null) return;
    this.#workspace.leave();
    this.#workspace = null;
    this.#reviewer?.close();
    this.#handle.close();
  }

  static {
    partsOf = (rules) => ({
      pointer: rules.#handle.pointer,
      workspace: rules.#workspace,
      factTypes: rules.#factTypes,
    });
  }

  #declared(name) {
    const { pointer } = this.#handle; // first, so that a closed rule set always says so
    this.#lists[name] ??= freeze(DECLARATIONS[name](pointer));
    return this.#lists[name];
  }
}
makeDisposable(RuleSet);

/** A rule set that owns a native one. */
function ruleSetOf(pointer) {
  return new RuleSet(INTERNAL, pointer);
}

module.exports = { RuleSet, partsOf, ruleSetOf };
