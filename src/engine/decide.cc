// Deciding, in the order of its steps: evaluate the conversation as it stands, evaluate the
// policies, combine their effects, and set out the result.

#include "engine/conversation_state.h"
#include "engine/decision_state.h"
#include "engine/effects.h"
#include "engine/escalations.h"
#include "engine/evidence.h"
#include "rapport/decision.h"

namespace rapport {
namespace engine {
namespace {

using ruleset::Index;
using ruleset::Tables;

void SetPersonas(const Tables& tables, DecisionState* out) {
  const Evaluation& e = out->evaluation;
  for (Index p = 0; p < tables.personas.size(); ++p) {
    out->personas.push_back(
        {tables.personas[p].id, ShownScore(e.persona_scores[p]), e.probabilities[p]});
  }
  const Verdict& verdict = e.verdict;
  const Index none = tables.none();
  const Index reported = verdict.persona < 0 ? none : static_cast<Index>(verdict.persona);
  const Index top = verdict.top < 0 ? none : static_cast<Index>(verdict.top);
  out->persona = tables.personas[reported].id;
  out->probability = e.probabilities[reported];
  out->top = tables.personas[top].id;
  out->top_probability = e.probabilities[top];
  out->abstained = verdict.abstained;
  for (Index p : verdict.also) out->also.push_back(tables.personas[p].id);
}

void SetScales(const Tables& tables, DecisionState* out) {
  const Evaluation& e = out->evaluation;
  for (Index s = 0; s < tables.scales.size(); ++s) {
    const ruleset::ScaleEntry& scale = tables.scales[s];
    ScaleLevel level{scale.id, e.language_supported, 0, {}, ShownScore(e.scales[s].score)};
    if (level.known) {
      level.level = e.scales[s].level;
      level.name = scale.levels[static_cast<size_t>(level.level)];
    }
    out->scales.push_back(level);
  }
}

void SetUndetermined(const Tables& tables, DecisionState* out) {
  const Evaluation& e = out->evaluation;
  for (const UndeterminedRecord& record : e.undetermined) {
    Undetermined entry;
    entry.id = record.is_policy ? std::string_view(tables.policies[record.index].id)
                                : std::string_view(tables.conditions[record.index].id);
    entry.is_policy = record.is_policy;
    entry.is_error = record.error != expr::ErrorCode::kNone;
    if (entry.is_error) entry.error = expr::ErrorText(record.error);
    out->missing_ranges.push_back({out->missing.size(), record.missing_count});
    for (size_t i = 0; i < record.missing_count; ++i) {
      const int32_t slot = e.missing_slots[record.first_missing + i];
      out->missing.push_back(slot < 0
                                 ? std::string_view()
                                 : std::string_view(tables.slot_names[static_cast<size_t>(slot)]));
    }
    out->undetermined.push_back(entry);
  }
  for (size_t i = 0; i < out->undetermined.size(); ++i) {
    out->undetermined[i].missing = View(out->missing, out->missing_ranges[i]);
  }
}

}  // namespace
}  // namespace engine

Status Decide(const Conversation& conversation, std::optional<Time> now, Decision* decision) {
  if (decision == nullptr) return Status(StatusCode::kInvalidArgument, "decision is null");
  if (Status status = engine::CheckNow(now); !status.ok()) return status;
  const engine::ConversationState& state = conversation.state();
  const ruleset::Tables& tables = *state.tables;
  engine::DecisionState* out = decision->state_.get();
  out->Clear(state);
  engine::Evaluate(tables, state.facts, state.sums, state.turns, now ? now : state.sums.last_at,
                   &out->evaluation);
  engine::EvaluatePolicies(tables, &out->evaluation, &out->outcomes);
  engine::SetPersonas(tables, out);
  engine::SetScales(tables, out);
  engine::CombineEffects(state, out);
  engine::FindEscalations(state, out);
  engine::CollectEvidence(state, out);
  engine::SetUndetermined(tables, out);
  out->BindText();
  out->SortEvidence();
  return Status();
}

}  // namespace rapport
