'use strict';

const INTERNAL = Symbol('internal');

/** Freezes a value of JSON and everything in it. */
function freeze(value) {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(freeze);
  return Object.freeze(value);
}

function action(json) {
  const { id, label, by, kind, reasons, say, approval_from, availability_unknown } = json;
  return {
    id,
    label,
    by,
    kind,
    reasons,
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
  const kind = ['cue', 'condition', 'word'].find((key) => key in json) ?? 'unknown';
  return { kind, id: json[kind] ?? '', ...json, persona: json.persona ?? null };
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
