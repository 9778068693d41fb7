'use strict';

const { Handle } = require('./handle.js');
const { answer, call, check, decode, make } = require('./native.js');
const { fields, word } = require('./values.js');

const UNKNOWN_FACTS = ['error', 'ignore'];

function unknownFacts(options) {
  fields(options, ['unknownFacts'], 'options');
  return word(options.unknownFacts ?? 'error', UNKNOWN_FACTS, 'unknownFacts');
}

/**
 * The native decision that a rule set shares with its conversations, so that thousands of them take
 * no thousand workspaces. The last user to leave frees it.
 */
class Workspace {
  #handle = new Handle('decision', 'rule set', make('decision_new'));
  #users = 0;
  #unknownFacts = 0;

  join() {
    this.#users += 1;
    return this;
  }

  leave() {
    this.#users -= 1;
    if (this.#users === 0) this.#handle.close();
  }

  /** Decides about a record: `text` is a buffer and its length. */
  decideJson(ruleset, text, options) {
    const wanted = unknownFacts(options);
    if (wanted !== this.#unknownFacts) {
      check('decision_set_unknown_facts', this.#handle.pointer, wanted);
      this.#unknownFacts = wanted;
    }
    return answer('decide_json', ruleset, ...text, this.#handle.pointer);
  }

  /** Decides about a conversation: `id` is a buffer and its length. */
  decide(conversation, now, id) {
    call('decide', conversation, now, this.#handle.pointer);
    return answer('decision_json', this.#handle.pointer, ...id);
  }
}

/** Decides about many records with a workspace of their own, since their answers may be large. */
function decideLines(ruleset, text, options) {
  const handle = new Handle('decision', 'batch', make('decision_new'));
  try {
    check('decision_set_unknown_facts', handle.pointer, unknownFacts(options));
    const pointer = [null];
    const length = [0];
    call('decide_lines', ruleset, ...text, handle.pointer, pointer, length, null);
    return decode(pointer[0], length[0]);
  } finally {
    handle.close();
  }
}

/** Explains with a handle of its own: it is rare, and keeps every intermediate value. */
function explain(name, options, ...values) {
  const handle = new Handle('explanation', 'explanation', make('explanation_new'));
  try {
    check('explanation_set_unknown_facts', handle.pointer, unknownFacts(options));
    return answer(name, ...values, handle.pointer);
  } finally {
    handle.close();
  }
}

module.exports = { Workspace, decideLines, explain };
