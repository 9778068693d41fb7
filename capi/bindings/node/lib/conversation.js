'use strict';

const koffi = require('koffi');
const { decisionOf } = require('./decision.js');
const { factSetter } = require('./fact.js');
const { CONVERSATION_LIMITS, TURN } = require('./functions.js');
const { Handle, makeDisposable } = require('./handle.js');
const { call, check, get, make } = require('./native.js');
const { reviewOf } = require('./review.js');
const { Reviewer } = require('./reviewer.js');
const { RuleSet, partsOf } = require('./rule-set.js');
const { bytes, fields, instant, limitsOf, noMore, shown, word } = require('./values.js');
const { explain } = require('./workspace.js');

const LIMITS = { turns: 'turns', turnBytes: 'turn_bytes' };
const SPEAKERS = ['customer', 'agent', 'bot', 'system', 'third_party'];
const VISIBILITIES = ['public', 'internal'];
const FORMATS = ['text', 'html', 'email', 'transcript'];
const TURN_KEYS = [
  'text',
  'by',
  'at',
  'end',
  'visibility',
  'format',
  'language',
  'id',
  'author',
];
const ESCALATION_RULES = ['hold', 'suppress'];
const OPTIONS = ['now', 'id'];
const REPLY_KEYS = ['text', 'at', 'format'];
const UNKNOWN_TIME = 0n;

/** An instant that may be absent. */
function maybeInstant(value, what) {
  return value === undefined || value === null ? UNKNOWN_TIME : instant(value, what);
}

/** A turn as the structure of C. */
function turnOf(turn) {
  const [text, textLength] = bytes(turn.text, 'text');
  const [language, languageLength] = bytes(turn.language ?? '', 'language');
  const [id, idLength] = bytes(turn.id ?? '', 'id');
  const [author, authorLength] = bytes(turn.author ?? '', 'author');
  return {
    struct_size: koffi.sizeof(TURN),
    by: word(turn.by ?? 'customer', SPEAKERS, 'by'),
    visibility: word(turn.visibility ?? 'public', VISIBILITIES, 'visibility'),
    format: word(turn.format ?? 'text', FORMATS, 'format'),
    text,
    text_length: textLength,
    language,
    language_length: languageLength,
    id,
    id_length: idLength,
    author,
    author_length: authorLength,
    at: maybeInstant(turn.at, 'at'),
    end: maybeInstant(turn.end, 'end'),
  };
}

/** Arguments for when a decision is made and whose it is. */
function nowAndId(options, rest) {
  noMore(rest, 'one object has all options: {now, id}');
  const { now, id } = fields(options, OPTIONS, 'options');
  const text = typeof id === 'number' || typeof id === 'bigint' ? String(id) : (id ?? '');
  return [maybeInstant(now, 'now'), bytes(text, 'id')];
}

/** The turns, facts and acknowledgements of one case. */
class Conversation {
  #handle;
  #workspace;
  #factTypes;
  #reviewer = null; // one, since it knows the conversation; made when it is first needed

  constructor(rules, limits = {}) {
    if (!(rules instanceof RuleSet)) throw new TypeError('a conversation needs a RuleSet');
    const { pointer, workspace, factTypes } = partsOf(rules);
    const struct = {
      struct_size: koffi.sizeof(CONVERSATION_LIMITS),
      ...limitsOf(limits, LIMITS),
    };
    const made = make('conversation_new', pointer, struct);
    this.#handle = new Handle('conversation', 'conversation', made);
    this.#workspace = workspace.join();
    this.#factTypes = factTypes;
  }

  addTurn(turn, ...rest) {
    noMore(rest, "a turn is one argument, such as {text: 'Hello', by: 'agent'}");
    if (typeof turn === 'string') return this.addTurn({ text: turn });
    if (typeof turn !== 'object' || turn === null) {
      throw new TypeError(`a turn must be an object or its text, not ${shown(turn)}`);
    }
    fields(turn, TURN_KEYS, 'a turn');
    call('conversation_add_turn', this.#handle.pointer, turnOf(turn));
    return this;
  }

  get turnCount() {
    return get('conversation_turn_count', this.#handle.pointer);
  }

  setFact(name, value) {
    const { pointer } = this.#handle;
    const fact = bytes(name, 'the name of a fact');
    const [setter, ...native] = factSetter(name, value, this.#factTypes.get(name));
    call(`conversation_${setter}`, pointer, ...fact, ...native);
    return this;
  }

  setFacts(facts) {
    if (Object.prototype.toString.call(facts) !== '[object Object]') {
      throw new TypeError(`facts must be an object, not ${shown(facts)}`);
    }
    for (const [name, value] of Object.entries(facts)) this.setFact(name, value);
    return this;
  }

  clearFact(name) {
    call('conversation_clear_fact', this.#handle.pointer, ...bytes(name, 'the name of a fact'));
    return this;
  }

  acknowledge(route) {
    call('conversation_acknowledge', this.#handle.pointer, ...bytes(route, 'route'));
    return this;
  }

  overridePersona(persona) {
    return this.#override('override_persona', persona, 'persona');
  }

  releasePersona() {
    check('conversation_release_persona', this.#handle.pointer);
    return this;
  }

  overrideScale(scale, level) {
    if (!Number.isInteger(level) || Math.abs(level) >= 2 ** 31) {
      throw new RangeError(`level must be a whole number from 0, not ${shown(level)}`);
    }
    return this.#override('override_scale', scale, 'scale', level);
  }

  releaseScale(scale) {
    return this.#override('release_scale', scale, 'scale');
  }

  overrideEscalation(route, rule) {
    const number = word(rule, ESCALATION_RULES, 'rule');
    return this.#override('override_escalation', route, 'route', number);
  }

  releaseEscalation(route) {
    return this.#override('release_escalation', route, 'route');
  }

  releaseOverrides() {
    check('conversation_release_overrides', this.#handle.pointer);
    return this;
  }

  #override(name, id, what, ...values) {
    call(`conversation_${name}`, this.#handle.pointer, ...bytes(id, what), ...values);
    return this;
  }

  reset() {
    check('conversation_reset', this.#handle.pointer);
    return this;
  }

  decide(options = {}, ...rest) {
    const { pointer } = this.#handle;
    return decisionOf(this.#workspace.decide(pointer, ...nowAndId(options, rest)));
  }

  reviewJson(reply, options = {}, ...rest) {
    const { pointer } = this.#handle;
    const given = typeof reply === 'string' ? { text: reply } : reply;
    const turn = turnOf({ ...fields(given, REPLY_KEYS, 'a reply'), by: 'agent' });
    const { draft, ...others } = fields(options, [...OPTIONS, 'draft'], 'options');
    const [now, id] = nowAndId(others, rest);
    this.#reviewer ??= new Reviewer('conversation');
    return this.#reviewer.reply(pointer, turn, now, draft, id);
  }

  review(reply, options = {}, ...rest) {
    return reviewOf(this.reviewJson(reply, options, ...rest));
  }

  explainJson(options = {}, ...rest) {
    const { pointer } = this.#handle;
    const [now, id] = nowAndId(options, rest);
    return explain('explain', {}, pointer, now, ...id);
  }

  explain(options = {}, ...rest) {
    return JSON.parse(this.explainJson(options, ...rest));
  }

  close() {
    if (this.#workspace === null) return;
    this.#workspace.leave();
    this.#workspace = null;
    this.#reviewer?.close();
    this.#handle.close();
  }
}
makeDisposable(Conversation);

module.exports = { Conversation };
