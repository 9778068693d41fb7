'use strict';

const compile = require('./compile.js');
const { makeDisposable } = require('./handle.js');
const { ruleSetOf } = require('./rule-set.js');

/** Collects packs, and compiles them together. */
class RuleSetBuilder {
  #handle;

  constructor(limits) {
    this.#handle = compile.newBuilder(limits);
  }

  addDefault() {
    compile.addDefault(this.#handle);
    return this;
  }

  addFile(path) {
    compile.addFile(this.#handle, path);
    return this;
  }

  addText(name, text) {
    compile.addText(this.#handle, name, text);
    return this;
  }

  build() {
    return ruleSetOf(compile.build(this.#handle));
  }

  get diagnostics() {
    return compile.diagnostics(this.#handle);
  }

  get report() {
    return compile.report(this.#handle);
  }

  close() {
    this.#handle.close();
  }
}
makeDisposable(RuleSetBuilder);

module.exports = { RuleSetBuilder };
