// Deciding and explaining: conversations or records in, results in the caller's handle.

#include "inputs.h"
#include "record/decision_json.h"
#include "record/explanation_json.h"
#include "records.h"

using rapport::Status;
using rapport::StatusCode;
using namespace rapport::capi;

namespace {

void Write(std::string_view id, rapport_decision* decision) {
  decision->json.Clear();
  rapport::record::WriteDecision(id, decision->decision, &decision->json);
}

void Write(std::string_view id, rapport_explanation* explanation) {
  explanation->json.Clear();
  rapport::record::WriteExplanation(id, explanation->explanation, &explanation->json);
}

}  // namespace

int32_t rapport_decision_new(rapport_decision** decision, rapport_error** error) {
  Clear(decision);
  return Guarded(error, [&] {
    if (decision == nullptr) return IsNull("decision");
    *decision = new rapport_decision();
    return Status();
  });
}

void rapport_decision_free(rapport_decision* decision) { delete decision; }

int32_t rapport_decide(const rapport_conversation* conversation, int64_t now,
                       rapport_decision* decision, rapport_error** error) {
  return Guarded(error, [&] {
    if (decision == nullptr) return IsNull("decision");
    decision->has_result = false;
    decision->id.clear();
    if (conversation == nullptr) return IsNull("conversation");
    Status status =
        rapport::Decide(conversation->conversation, InstantOf(now), &decision->decision);
    decision->has_result = status.ok();
    return status;
  });
}

int32_t rapport_decide_json(const rapport_ruleset* ruleset, const char* record,
                            size_t record_length, rapport_decision* decision, const char** json,
                            size_t* length, rapport_error** error) {
  Clear(json), Clear(length);
  return Guarded(error, [&] {
    const Text given{"record", record, record_length};
    if (decision == nullptr) return IsNull("decision");
    decision->has_result = false;
    decision->id.clear();
    if (ruleset == nullptr) return IsNull("ruleset");
    if (Status status = given.Check(); !status.ok()) return status;
    auto& decider = decision->records.worker();
    Status status = decider.Decide(ruleset->rules, given.view(), &decision->decision);
    if (!status.ok()) return status;
    decision->id = decider.id().value_or("");
    if (json != nullptr) {
      Write(decision->id, decision);
      SetText(decision->json.bytes(), json, length);
    }
    decision->has_result = true;
    return status;
  });
}

int32_t rapport_decide_lines(const rapport_ruleset* ruleset, const char* records,
                             size_t records_length, rapport_decision* decision,
                             const char** answers, size_t* length, size_t* refused,
                             rapport_error** error) {
  Clear(answers), Clear(length), Clear(refused);
  return Guarded(error, [&] {
    const Text given{"records", records, records_length};
    if (decision == nullptr) return IsNull("decision");
    decision->has_result = false;
    decision->id.clear();
    if (ruleset == nullptr) return IsNull("ruleset");
    if (answers == nullptr) return IsNull("answers");
    if (Status status = given.Check(); !status.ok()) return status;
    auto& decider = decision->records.worker();
    const std::string copy =
        IsPartOf(given.view(), decision->json) ? std::string(given.view()) : "";
    decision->json.Clear();
    const auto tally = decider.DecideLines(ruleset->rules, copy.empty() ? given.view() : copy,
                                           &decision->decision, &decision->json);
    decision->has_result = tally.last_decided;
    if (tally.last_decided) decision->id = decider.id().value_or("");
    Set(refused, tally.refused);
    SetText(decision->json.bytes(), answers, length);
    return Status();
  });
}

int32_t rapport_decision_set_unknown_facts(rapport_decision* decision, int32_t unknown_facts) {
  return SetUnknownFacts(decision, unknown_facts);
}

int32_t rapport_decision_json(rapport_decision* decision, const char* id, size_t id_length,
                              const char** json, size_t* length, rapport_error** error) {
  Clear(json), Clear(length);
  return Guarded(error, [&] {
    const Text given{"id", id, id_length};
    if (decision == nullptr) return IsNull("decision");
    if (json == nullptr) return IsNull("json");
    if (Status status = given.Check(); !status.ok()) return status;
    if (!decision->has_result) return Status(StatusCode::kInvalidState, "nothing was decided yet");
    // A copy, since it may be a piece of what the handle gave out before.
    const std::string written_id(id == nullptr ? std::string_view(decision->id) : given.view());
    Write(written_id, decision);
    SetText(decision->json.bytes(), json, length);
    return Status();
  });
}

int32_t rapport_explanation_new(rapport_explanation** explanation, rapport_error** error) {
  Clear(explanation);
  return Guarded(error, [&] {
    if (explanation == nullptr) return IsNull("explanation");
    *explanation = new rapport_explanation();
    return Status();
  });
}

void rapport_explanation_free(rapport_explanation* explanation) { delete explanation; }

int32_t rapport_explanation_set_unknown_facts(rapport_explanation* explanation,
                                              int32_t unknown_facts) {
  return SetUnknownFacts(explanation, unknown_facts);
}

int32_t rapport_explain(const rapport_conversation* conversation, int64_t now, const char* id,
                        size_t id_length, rapport_explanation* explanation, const char** json,
                        size_t* length, rapport_error** error) {
  Clear(json), Clear(length);
  return Guarded(error, [&] {
    const Text given{"id", id, id_length};
    if (conversation == nullptr) return IsNull("conversation");
    if (explanation == nullptr) return IsNull("explanation");
    if (json == nullptr) return IsNull("json");
    if (Status status = given.Check(); !status.ok()) return status;
    Status status =
        rapport::Explain(conversation->conversation, InstantOf(now), &explanation->explanation);
    if (!status.ok()) return status;
    explanation->id = given.view();  // it may be a piece of the text that is written over
    Write(explanation->id, explanation);
    SetText(explanation->json.bytes(), json, length);
    return status;
  });
}

int32_t rapport_explain_json(const rapport_ruleset* ruleset, const char* record,
                             size_t record_length, rapport_explanation* explanation,
                             const char** json, size_t* length, rapport_error** error) {
  Clear(json), Clear(length);
  return Guarded(error, [&] {
    const Text given{"record", record, record_length};
    if (ruleset == nullptr) return IsNull("ruleset");
    if (explanation == nullptr) return IsNull("explanation");
    if (json == nullptr) return IsNull("json");
    if (Status status = given.Check(); !status.ok()) return status;
    auto& decider = explanation->records.worker();
    Status status = decider.Explain(ruleset->rules, given.view(), &explanation->explanation);
    if (!status.ok()) return status;
    Write(decider.id().value_or(""), explanation);
    SetText(explanation->json.bytes(), json, length);
    return status;
  });
}
