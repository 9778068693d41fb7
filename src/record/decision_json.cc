#include "record/decision_json.h"

namespace rapport::record {
namespace {

void Field(JsonWriter* out, std::string_view key, std::string_view value) {
  out->Key(key);
  out->String(value);
}

void Strings(JsonWriter* out, std::string_view key, ListView<std::string_view> values) {
  out->Key(key);
  out->StartArray();
  for (std::string_view value : values) out->String(value);
  out->EndArray();
}

// Written only when it holds, since it rarely does.
void Mark(JsonWriter* out, std::string_view key, bool holds) {
  if (!holds) return;
  out->Key(key);
  out->Bool(true);
}

void WriteActions(const Decision& decision, JsonWriter* out) {
  out->Key("actions");
  out->StartArray();
  for (const ActionAdvice& action : decision.actions()) {
    out->StartObject();
    Field(out, "id", action.id);
    Field(out, "label", action.label);
    Field(out, "by", PerformerName(action.by));
    Field(out, "kind", ActionKindName(action.kind));
    out->Key("reasons");
    out->StartArray();
    for (const ActionReason& reason : action.reasons) {
      out->StartObject();
      Field(out, reason.is_policy ? "policy" : "persona", reason.id);
      out->EndObject();
    }
    out->EndArray();
    Strings(out, "say", action.say);
    if (!action.approval_from.empty()) Field(out, "approval_from", action.approval_from);
    Mark(out, "availability_unknown", !action.availability_known);
    out->EndObject();
  }
  out->EndArray();
}

void WriteForbidden(const Decision& decision, JsonWriter* out) {
  out->Key("forbidden");
  out->StartArray();
  for (const ForbiddenAction& action : decision.forbidden()) {
    out->StartObject();
    Field(out, "id", action.id);
    Field(out, "policy", action.policy);
    Mark(out, "undetermined", action.undetermined);
    out->EndObject();
  }
  out->EndArray();
}

void WriteApprovals(const Decision& decision, JsonWriter* out) {
  out->Key("approvals");
  out->StartArray();
  for (const ActionAdvice& action : decision.actions()) {
    if (action.approval_from.empty()) continue;
    out->StartObject();
    Field(out, "action", action.id);
    Field(out, "from", action.approval_from);
    out->EndObject();
  }
  out->EndArray();
}

// The values alone, for hosts that only look one up; then where each comes from.
void WriteLimits(const Decision& decision, JsonWriter* out) {
  out->Key("limits");
  out->StartObject();
  for (const LimitValue& limit : decision.limits()) {
    out->Key(limit.id);
    out->Int(limit.value);
  }
  out->EndObject();
  out->Key("limit_reasons");
  out->StartArray();
  for (const LimitValue& limit : decision.limits()) {
    out->StartObject();
    Field(out, "limit", limit.id);
    Field(out, "unit", limit.unit);
    Field(out, "policy", limit.policy);
    Mark(out, "undetermined", limit.undetermined);
    out->EndObject();
  }
  out->EndArray();
}

void WriteFlags(const Decision& decision, JsonWriter* out) {
  out->Key("flags");
  out->StartArray();
  for (const FlagRaised& flag : decision.flags()) {
    out->StartObject();
    Field(out, "id", flag.id);
    Field(out, "policy", flag.policy);
    out->EndObject();
  }
  out->EndArray();
}

void WriteEscalations(const Decision& decision, JsonWriter* out) {
  out->Key("escalations");
  out->StartArray();
  for (const Escalation& escalation : decision.escalations()) {
    out->StartObject();
    Field(out, "to", escalation.to);
    Field(out, "label", escalation.label);
    out->Key("level");
    out->Int(escalation.level);
    out->Key("reasons");
    out->StartArray();
    for (const EscalationReason& reason : escalation.reasons) out->String(reason.id);
    out->EndArray();
    out->Key("policies");
    out->StartArray();
    for (const EscalationReason& reason : escalation.reasons) out->String(reason.policy);
    out->EndArray();
    out->Key("due");
    if (escalation.due) {
      out->Instant(*escalation.due);
    } else {
      out->Null();
    }
    out->Key("since_turn");
    out->Int(escalation.since_turn);
    out->Key("new");
    out->Bool(escalation.is_new);
    out->EndObject();
  }
  out->EndArray();
}

void WriteEvidence(const Decision& decision, JsonWriter* out) {
  out->Key("evidence");
  out->StartArray();
  for (const Evidence& evidence : decision.evidence()) {
    out->StartObject();
    Field(out, EvidenceKindName(evidence.kind), evidence.id);
    if (evidence.turn >= 0) {
      out->Key("turn");
      out->Int(evidence.turn);
      out->Key("start");
      out->Int(evidence.begin);
      out->Key("end");
      out->Int(evidence.end);
      Field(out, "text", evidence.text);
    }
    if (!evidence.persona.empty()) Field(out, "persona", evidence.persona);
    out->Key("weight");
    out->Milli(evidence.weight);
    out->EndObject();
  }
  out->EndArray();
}

void WriteUndetermined(const Decision& decision, JsonWriter* out) {
  out->Key("undetermined");
  out->StartArray();
  for (const Undetermined& item : decision.undetermined()) {
    out->StartObject();
    Field(out, item.is_policy ? "policy" : "condition", item.id);
    if (item.is_error) Field(out, "error", item.error);
    Strings(out, "missing", item.missing);
    out->EndObject();
  }
  out->EndArray();
}

}  // namespace

void WriteDecision(std::string_view id, const Decision& decision, JsonWriter* out) {
  out->StartObject();
  Field(out, "id", id);
  Field(out, "persona", decision.persona());
  if (decision.abstained() != Abstained::kNo) {
    Field(out, "abstained", AbstainedName(decision.abstained()));
  }
  Field(out, "top", decision.top());
  out->Key("probability");
  out->TenThousandths(decision.probability());
  out->Key("personas");
  out->StartObject();
  for (const PersonaScore& persona : decision.personas()) {
    out->Key(persona.id);
    out->TenThousandths(persona.probability);
  }
  out->EndObject();
  Strings(out, "also", decision.also());
  out->Key("scales");
  out->StartObject();
  for (const ScaleLevel& scale : decision.scales()) {
    out->Key(scale.id);
    if (scale.known) {
      out->Int(scale.level);
    } else {
      out->Null();
    }
  }
  out->EndObject();
  WriteActions(decision, out);
  WriteForbidden(decision, out);
  WriteApprovals(decision, out);
  WriteLimits(decision, out);
  WriteFlags(decision, out);
  WriteEscalations(decision, out);
  WriteEvidence(decision, out);
  WriteUndetermined(decision, out);
  Field(out, "ruleset", decision.rule_set_name());
  out->EndObject();
}

}  // namespace rapport::record
