'use strict';

const { Handle } = require('./handle.js');
const { answer, call, check, decode, make } = require('./native.js');
const { fields, word } = require('./values.js');

const UNKNOWN_FACTS = ['error', 'ignore'];
const DETAILS = { all: 0, draft: 1 };

function detailOf(draft) {
  if (typeof (draft ?? false) !== 'boolean') throw new TypeError('draft must be true or false');
  return draft ? DETAILS.draft : DETAILS.all;
}

/** A native review, used again and again; `what` is the one whose it is. */
class Reviewer {
  #handle;

  constructor(what) {
    this.#handle = new Handle('review', what, make('review_new'));
  }

  /** Reviews a reply: a structure of a turn. `id` is a buffer and its length. */
  reply(conversation, turn, now, draft, id) {
    const detail = detailOf(draft);
    call('review_reply', conversation, turn, now, this.#handle.pointer);
    return answer('review_to_json', this.#handle.pointer, detail, ...id);
  }

  /** Reviews a record: `text` is a buffer and its length. */
  record(ruleset, text, options) {
    return answer('review_json', ruleset, ...text, this.#read(options), this.#handle.pointer);
  }

  lines(ruleset, text, options) {
    const pointer = [null];
    const length = [0];
    const detail = this.#read(options);
    call('review_lines', ruleset, ...text, detail, this.#handle.pointer, pointer, length, null);
    return decode(pointer[0], length[0]);
  }

  close() {
    this.#handle.close();
  }

  /** The detail that options ask for; what they say of unknown facts is set. */
  #read(options) {
    fields(options, ['unknownFacts', 'draft'], 'options');
    const unknownFacts = word(options.unknownFacts ?? 'error', UNKNOWN_FACTS, 'unknownFacts');
    check('review_set_unknown_facts', this.#handle.pointer, unknownFacts);
    return detailOf(options.draft);
  }
}

/** Reviews many records with a handle of their own, since their answers may be large. */
function reviewLines(ruleset, text, options) {
  const reviewer = new Reviewer('batch');
  try {
    return reviewer.lines(ruleset, text, options);
  } finally {
    reviewer.close();
  }
}

module.exports = { DETAILS, Reviewer, reviewLines };
