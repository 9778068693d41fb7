'use strict';

const { freeze } = require('./decision.js');

const INTERNAL = Symbol('internal');

/** Words of a finding that are there only when they say something. */
function finding(json) {
  const { check, label, result, weight, spans } = json;
  return {
    check,
    label,
    result,
    reason: json.reason ?? null,
    weight,
    fatal: json.fatal ?? false,
    undetermined: json.undetermined ?? false,
    why: json.why ?? null,
    limit: json.limit ?? null,
    limitValue: json.limit_value ?? null,
    policy: json.policy ?? null,
    approvalFrom: json.approval_from ?? null,
    spans,
    suggestions: json.suggestions ?? [],
  };
}

/** What is said of a reply: a value, which owes nothing to the rule set or conversation. */
class Review {
  constructor(key, json) {
    if (key !== INTERNAL) throw new TypeError('reviews come from reviewing');
    const { id, blocked, tip, score, findings, persona, ruleset } = JSON.parse(json);
    this.id = id;
    this.blocked = blocked;
    this.findings = (findings ?? []).map(finding); // none of a draft
    const isId = typeof tip === 'string';
    this.tip = isId ? this.findings.find(({ check }) => check === tip) : tip && finding(tip);
    this.score = score ?? null;
    this.persona = persona ?? null;
    this.ruleset = ruleset;
    // Not enumerable, so that it does not fill logs and comparisons a second time.
    Object.defineProperty(this, 'json', { value: json });
    freeze(this);
  }

  toJSON() {
    return JSON.parse(this.json);
  }
}

/** A review from its line of JSON. */
function reviewOf(json) {
  return new Review(INTERNAL, json);
}

module.exports = { Review, reviewOf };
