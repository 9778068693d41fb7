// Deciding, in the order of its steps: evaluate the conversation as it stands, evaluate the
// policies, find what the customer needs, combine the effects, and set out the result.

#include <algorithm>

#include "engine/conversation_state.h"
#include "engine/decision_state.h"
#include "engine/effects.h"
#include "engine/escalations.h"
#include "engine/evidence.h"
#include "engine/service.h"
#include "rapport/decision.h"

namespace rapport {
namespace engine {
namespace {

using ruleset::Index;
using ruleset::Tables;

void SetPersonas(const Tables& tables, DecisionState* out) {
  const Evaluation& e = out->evaluation;
  for (Index p = 0; p < tables.personas.size(); ++p) {
    out->personas[p].score = ShownScore(e.scores[p]);
    out->personas[p].probability = e.probabilities[p];
  }
  const Verdict& verdict = e.verdict;
  const Index none = tables.none();
  const Index reported = e.persona < 0 ? none : static_cast<Index>(e.persona);
  const Index top = verdict.top < 0 ? none : static_cast<Index>(verdict.top);
  out->persona = tables.personas[reported].id;
  out->probability = e.Probability(reported);
  out->top = tables.personas[top].id;
  out->top_probability = e.probabilities[top];
  out->abstained = e.abstained;
  for (Index p : e.also()) out->also.push_back(tables.personas[p].id);
}

void SetScales(const Tables& tables, DecisionState* out) {
  const Evaluation& e = out->evaluation;
  for (Index s = 0; s < tables.scales.size(); ++s) {
    ScaleLevel& scale = out->scales[s];
    scale.known = e.KnowsLevel(s);
    scale.score = ShownScore(e.scores[tables.personas.size() + s]);
    scale.level = scale.known ? e.Level(s) : 0;
    scale.name = {};
    if (scale.known) scale.name = tables.scales[s].levels[static_cast<size_t>(scale.level)];
  }
}

void AddUndetermined(const Tables& tables, uint32_t program, std::string_view id,
                     UndeterminedKind kind, DecisionState* out) {
  const expr::NetworkState::Reason reason = out->evaluation.network.WhyOpen(program);
  Undetermined entry;
  entry.id = id;
  entry.kind = kind;
  entry.is_error = reason.error != expr::ErrorCode::kNone;
  if (entry.is_error) entry.error = expr::ErrorText(reason.error);
  out->missing_ranges.push_back({out->missing.size(), reason.missing.size()});
  for (const int32_t slot : reason.missing) {
    out->missing.push_back(slot < 0
                               ? std::string_view()
                               : std::string_view(tables.slot_names[static_cast<size_t>(slot)]));
  }
  out->undetermined.push_back(entry);
}

void SetUndetermined(const Tables& tables, DecisionState* out) {
  const expr::NetworkState& network = out->evaluation.network;
  const auto conditions = static_cast<uint32_t>(tables.conditions.size());
  network.ForEachNotFalse(0, conditions, [&](uint32_t program, expr::Truth truth) {
    if (truth != expr::Truth::kOpen) return;
    const Index condition = tables.condition_order[program];
    AddUndetermined(tables, program, tables.conditions[condition].id, UndeterminedKind::kCondition,
                    out);
  });
  for (const ActivePolicy& active : out->active) {
    if (!active.undetermined) continue;
    AddUndetermined(tables, conditions + active.policy, tables.policies[active.policy].id,
                    UndeterminedKind::kPolicy, out);
  }
  const uint32_t first_kind = tables.first_kind_program();
  const uint32_t first_need = tables.first_need_program();
  const ruleset::ServiceTables& service = tables.service;
  const auto end = static_cast<uint32_t>(first_need + service.when_needs.size());
  network.ForEachNotFalse(first_kind, end, [&](uint32_t program, expr::Truth truth) {
    if (truth != expr::Truth::kOpen) return;
    if (program < first_need) {
      AddUndetermined(tables, program, service.contact_kinds[program - first_kind].id,
                      UndeterminedKind::kContactKind, out);
      return;
    }
    // One that no cue voices does not hang on its condition.
    const Index need = service.when_needs[program - first_need];
    if (service.needs[need].cues.empty() ||
        std::binary_search(out->voiced.begin(), out->voiced.end(), need)) {
      AddUndetermined(tables, program, service.needs[need].id, UndeterminedKind::kNeed, out);
    }
  });
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
  if (!now) now = state.sums.last_at;
  engine::Evaluate(tables, state.facts, state.sums, state.turns, now, &out->evaluation);
  engine::ShowVerdict(state.overrides, &out->evaluation);
  engine::FollowProtocols(state, now, out);
  engine::EvaluatePolicies(&out->evaluation);
  engine::ListActivePolicies(out->evaluation, &out->active);
  engine::SetPersonas(tables, out);
  engine::SetScales(tables, out);
  engine::FindService(state, now, out);
  engine::CombineEffects(state, out);
  engine::FindEscalations(state, out);
  engine::CollectEvidence(state, out);
  engine::SetUndetermined(tables, out);
  engine::ListOverridden(state.overrides, out);
  out->BindText();
  out->is_whole = true;
  return Status();
}

}  // namespace rapport
