'use strict';

const { invalidState } = require('./errors.js');
const { native } = require('./native.js');

// Frees what nobody closed. It runs between tasks, so never during a call into the library.
const abandoned = new FinalizationRegistry(({ free, pointer }) => free(pointer));

/** A native object. It is freed when it is closed, else some time after it has become garbage. */
class Handle {
  #what;
  #pointer;
  #free;

  /** `kind` is the name of the type in C, `what` the one for people. */
  constructor(kind, what, pointer) {
    this.#what = what;
    this.#pointer = pointer;
    this.#free = native()[`${kind}_free`];
    abandoned.register(this, { free: this.#free, pointer }, this);
  }

  get pointer() {
    if (this.#pointer === null) throw invalidState(`this ${this.#what} has been closed`);
    return this.#pointer;
  }

  close() {
    if (this.#pointer === null) return;
    abandoned.unregister(this);
    this.#free(this.#pointer);
    this.#pointer = null;
  }
}

/** Lets `using` close the objects of a class, where the runtime has Symbol.dispose. */
function makeDisposable(type) {
  if (Symbol.dispose) {
    Object.defineProperty(type.prototype, Symbol.dispose, {
      value() {
        this.close();
      },
      configurable: true,
      writable: true,
    });
  }
}

module.exports = { Handle, makeDisposable };
