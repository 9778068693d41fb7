#include "record/explanation_json.h"

#include "base/time.h"
#include "record/names.h"

namespace rapport::record {
namespace {

void Field(JsonWriter* out, std::string_view key, std::string_view value) {
  out->Key(key);
  out->String(value);
}

void Number(JsonWriter* out, std::string_view key, int64_t value) {
  out->Key(key);
  out->Int(value);
}

void Thousandths(JsonWriter* out, std::string_view key, int64_t value) {
  out->Key(key);
  out->Milli(value);
}

template <typename Items, typename Write>
void List(JsonWriter* out, std::string_view key, const Items& items, const Write& write) {
  out->Key(key);
  out->StartArray();
  for (const auto& item : items) {
    out->StartObject();
    write(item);
    out->EndObject();
  }
  out->EndArray();
}

void Texts(JsonWriter* out, std::string_view key, const std::vector<std::string>& texts) {
  out->Key(key);
  out->StartArray();
  for (const std::string& text : texts) out->String(text);
  out->EndArray();
}

void Contributions(JsonWriter* out, const std::vector<Contribution>& contributions) {
  List(out, "contributions", contributions, [&](const Contribution& c) {
    Field(out, EvidenceKindName(c.kind), c.id);
    Thousandths(out, "count", c.count);
    Thousandths(out, "weight", c.weight);
    Thousandths(out, "contribution", c.contribution);
    if (c.is_unknown) {
      out->Key("unknown");
      out->Bool(true);
    }
  });
}

void Pairs(JsonWriter* out, std::string_view key,
           const std::vector<std::pair<std::string, std::string>>& pairs) {
  out->Key(key);
  out->StartObject();
  for (const auto& [name, value] : pairs) Field(out, name, value);
  out->EndObject();
}

}  // namespace

void WriteExplanation(std::string_view id, const Explanation& explanation, JsonWriter* out) {
  out->StartObject();
  Field(out, "id", id);
  Field(out, "ruleset", explanation.rule_set);
  List(out, "turns", explanation.turns, [&](const ExplainedTurn& turn) {
    Field(out, "by", SpeakerName(turn.by));
    Field(out, "text", turn.text);
  });
  List(out, "hits", explanation.hits, [&](const ExplainedHit& hit) {
    Field(out, "cue", hit.cue);
    Number(out, "turn", hit.turn);
    Number(out, "start", hit.begin);
    Number(out, "end", hit.end);
    Field(out, "text", hit.text);
    if (!hit.ignored.empty()) Field(out, "ignored", hit.ignored);
  });
  List(out, "personas", explanation.personas, [&](const ExplainedPersona& persona) {
    Field(out, "id", persona.id);
    Field(out, "label", persona.label);
    Thousandths(out, "bias", persona.bias);
    Thousandths(out, "score", persona.score);
    out->Key("probability");
    out->TenThousandths(persona.probability);
    out->Key("reported");
    out->Bool(persona.reported);
    Contributions(out, persona.contributions);
    if (!persona.why_not.empty()) Field(out, "why_not", persona.why_not);
  });
  List(out, "scales", explanation.scales, [&](const ExplainedScale& scale) {
    Field(out, "id", scale.id);
    out->Key("level");
    if (scale.known) {
      out->Int(scale.level);
    } else {
      out->Null();
    }
    Field(out, "name", scale.name);
    Thousandths(out, "bias", scale.bias);
    Thousandths(out, "score", scale.score);
    if (scale.next_threshold) Thousandths(out, "next_threshold", *scale.next_threshold);
    Contributions(out, scale.contributions);
  });
  const auto need = [&](const ExplainedNeed& e) {
    Field(out, "id", e.id);
    Field(out, "label", e.label);
    if (!e.when.empty()) Field(out, "when", e.when);
    Texts(out, "cues", e.cues);
    Field(out, "outcome", OutcomeName(e.outcome));
    Texts(out, "playbook", e.playbook);
    if (!e.why_not.empty()) Field(out, "why_not", e.why_not);
  };
  List(out, "contact_kinds", explanation.contact_kinds, need);
  List(out, "needs", explanation.needs, need);
  List(out, "questions", explanation.questions, [&](const ExplainedQuestion& question) {
    Number(out, "turn", question.turn);
    Number(out, "start", question.begin);
    Number(out, "end", question.end);
    Field(out, "text", question.text);
    Field(out, "state", question.state);
    if (question.taken_up_by >= 0) Number(out, "taken_up_by", question.taken_up_by);
  });
  List(out, "promises", explanation.promises, [&](const ExplainedPromise& promise) {
    Field(out, "id", promise.id);
    Number(out, "turn", promise.turn);
    Field(out, "text", promise.text);
    Field(out, "state", promise.state);
    out->Key("says_when");
    out->Bool(promise.says_when);
    if (promise.due) Field(out, "due", FormatTime(*promise.due));
    if (promise.kept_by >= 0) Number(out, "kept_by", promise.kept_by);
  });
  List(out, "policies", explanation.policies, [&](const ExplainedPolicy& policy) {
    Field(out, "id", policy.id);
    Field(out, "help", policy.help);
    Field(out, "when", policy.when);
    Field(out, "outcome", OutcomeName(policy.outcome));
    out->Key("applied");
    out->Bool(policy.applied);
    Texts(out, "effects", policy.effects);
    List(out, "parts", policy.parts, [&](const ExplainedPart& part) {
      Number(out, "start", part.begin);
      Number(out, "end", part.end);
      Number(out, "depth", part.depth);
      Field(out, "text", part.text);
      Field(out, "value", part.value);
      out->Key("evaluated");
      out->Bool(part.evaluated);
    });
    if (!policy.why_not.empty()) Field(out, "why_not", policy.why_not);
  });
  if (!explanation.overridden.empty()) {
    List(out, "overridden", explanation.overridden, [&](const ExplainedOverride& item) {
      Field(out, OverrideKindName(item.kind), item.id);
      Field(out, "set", item.set);
      Field(out, "found", item.found);
    });
  }
  List(out, "protocols", explanation.protocols, [&](const ExplainedProtocol& protocol) {
    Field(out, "id", protocol.id);
    Field(out, "label", protocol.label);
    Field(out, "state", protocol.state);
    List(out, "transitions", protocol.transitions, [&](const ExplainedTransition& transition) {
      Field(out, "to", transition.to);
      Field(out, "when", transition.when);
      Field(out, "why_not", transition.why_not);
    });
  });
  Pairs(out, "facts", explanation.facts);
  Pairs(out, "signals", explanation.signals);
  out->EndObject();
}

}  // namespace rapport::record
