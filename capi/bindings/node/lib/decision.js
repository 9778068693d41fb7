'use strict';

const INTERNAL = Symbol('internal');

/** Freezes a value of JSON and everything in it. */
function freeze(value) {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(freeze);
  return Object.freeze(value);
}

/** The item with the one of `kinds` that it has, and the name that it has there. */
function named(json, kinds) {
  const kind = kinds.find((key) => key in json) ?? 'unknown';
  return { kind, id: json[kind] ?? '', ...json };
}

function promise({ due, ...json }) {
  return { ...json, due: due === undefined ? null : new Date(due) };
}

function protocolStep(json) {
  return { ...json, action: json.action ?? null };
}

function protocol(json) {
  const { id, label, state, state_label, ended, started_turn, since_turn, next, steps, faults } =
    json;
  return {
    id,
    label,
    state,
    stateLabel: state_label,
    ended: ended ?? false,
    startedTurn: started_turn,
    sinceTurn: since_turn,
    next: next ?? null,
    steps: steps.map(protocolStep),
    faults,
  };
}

function reason(json) {
  return named(json, ['policy', 'persona', 'need', 'contact_kind']);
}

function action(json) {
  const { id, label, by, kind, reasons, say, approval_from, availability_unknown } = json;
  return {
    id,
    label,
    by,
    kind,
    reasons: reasons.map(reason),
    say,
    approvalFrom: approval_from ?? null,
    availabilityUnknown: availability_unknown ?? false,
  };
}

function withUndetermined(json) {
  return { ...json, undetermined: json.undetermined ?? false };
}

function escalation({ to, label, level, reasons, policies, due, since_turn, new: isNew }) {
  const time = due === null ? null : new Date(due);
  return { to, label, level, reasons, policies, due: time, sinceTurn: since_turn, isNew };
}

function evidence(json) {
  return { ...named(json, ['cue', 'condition', 'word']), persona: json.persona ?? null };
}

function undetermined(json) {
  return { ...json, error: json.error ?? null };
}

function overridden(json) {
  const kind = ['persona', 'scale', 'escalation'].find((key) => key in json) ?? 'unknown';
  const { found, level, override, policies } = json;
  const isEscalation = kind === 'escalation';
  return {
    kind,
    id: json[kind] ?? '',
    level: level ?? null,
    override: override ?? null,
    found: isEscalation ? null : found,
    reasons: isEscalation ? found : [],
    policies: policies ?? [],
  };
}

/** What was decided: a value, which owes nothing to the rule set or conversation it came from. */
class Decision {
  constructor(key, json, fields) {
    if (key !== INTERNAL) throw new TypeError('decisions come from deciding');
    this.id = fields.id;
    this.persona = fields.persona;
    this.abstained = fields.abstained ?? null;
    this.top = fields.top;
    this.probability = fields.probability;
    this.personas = fields.personas;
    this.also = fields.also;
    this.scales = fields.scales;
    this.contact = fields.contact;
    this.needs = fields.needs;
    this.openQuestions = fields.open_questions;
    this.promises = fields.promises.map(promise);
    this.actions = fields.actions.map(action);
    this.forbidden = fields.forbidden.map(withUndetermined);
    this.approvals = fields.approvals;
    this.limits = fields.limits;
    this.limitReasons = fields.limit_reasons.map(withUndetermined);
    this.flags = fields.flags;
    this.escalations = fields.escalations.map(escalation);
    this.evidence = fields.evidence.map(evidence);
    this.undetermined = fields.undetermined.map(undetermined);
    this.overridden = (fields.overridden ?? []).map(overridden);
    this.protocols = (fields.protocols ?? []).map(protocol);
    this.ruleset = fields.ruleset;
    // Not enumerable, so that it does not fill logs and comparisons a second time.
    Object.defineProperty(this, 'json', { value: json });
    freeze(this);
  }

  toJSON() {
    return JSON.parse(this.json);
  }
}

/** A decision from its line of JSON, which may have been parsed already. */
function decisionOf(json, fields = JSON.parse(json)) {
  return new Decision(INTERNAL, json, fields);
}

module.exports = { Decision, decisionOf, freeze };
