// Explaining: the same evaluation as deciding, with every part written down, in the order of
// explanation_state.h.

#include <algorithm>

#include "base/strings.h"
#include "engine/conversation_state.h"
#include "engine/explanation_state.h"
#include "pack/signals.h"

namespace rapport {
namespace engine {
namespace {

using ruleset::Index;
using ruleset::Tables;

// Evaluates everything but policies. Returns the evaluation after the last turn, at its time, by
// which protocols go; it is that of the explanation when it is about that time.
Evaluation* EvaluateAll(const ConversationState& conversation, std::optional<Time> now,
                        ExplanationState* out) {
  const Tables& tables = *conversation.tables;
  Evaluation* const evaluation = &out->evaluation;
  History& history = out->history;
  Evaluate(tables, conversation.facts, conversation.sums, conversation.turns, now, evaluation);
  ShowVerdict(conversation.overrides, evaluation);
  const bool may_have_started = MayHaveStarted(conversation);
  const std::optional<Time> last_at = conversation.sums.last_at;
  const size_t turns = conversation.turns.size();
  if (turns == 0 || (may_have_started && (turns > 1 || now != last_at))) {
    ReadHistory(conversation, &history);
    if (turns == 0) history.evaluation.network.Restore();
    return &history.evaluation;
  }
  history.is_whole = false;
  ResetProtocols(tables, &history.protocols);
  if (now == last_at) {
    JudgeProtocols(conversation, static_cast<int32_t>(turns) - 1, evaluation, &history.protocols);
    return evaluation;
  }
  Evaluate(tables, conversation.facts, conversation.sums, conversation.turns, last_at,
           &history.evaluation);
  ShowVerdict(conversation.overrides, &history.evaluation);
  return &history.evaluation;
}

class Explainer {
 public:
  Explainer(const ConversationState& conversation, ExplanationState* out)
      : conversation_(conversation),
        tables_(*conversation.tables),
        evaluation_(out->evaluation),
        out_(*out) {}

  void Words() {
    const std::string_view text = out_.texts.Add(conversation_.text);
    for (size_t t = 0; t < conversation_.turns.size(); ++t) {
      const TurnRecord& turn = conversation_.turns[t];
      ExplainedTurn& e = Append(&out_.turns);
      e.by = turn.by;
      e.text = text.substr(turn.text_begin, turn.text_size);
      Hits(turn, static_cast<int32_t>(t), e.text);
    }
  }

  void Policies() {
    const auto first = static_cast<uint32_t>(tables_.conditions.size());
    const Overrides& overrides = conversation_.overrides;
    for (Index p = 0; p < tables_.policies.size(); ++p) {
      const ruleset::PolicyEntry& policy = tables_.policies[p];
      const Judgement& judgement = out_.judgements.of(first + p);
      ExplainedPolicy& e = out_.policies[p];
      e.outcome = judgement.outcome;
      e.why_not = judgement.why_not;
      const bool suppressed = overrides.any() && policy.escalate && overrides.Suppresses(policy);
      e.effects = Effects(out_.policy_effects[p], Resolve(policy, TruthOf(e.outcome)), suppressed);
      e.applied = !e.effects.empty();
    }
  }

  void Overridden() {
    const engine::Overrides& overrides = conversation_.overrides;
    if (!overrides.any()) return;
    if (overrides.persona()) {
      const int32_t found = evaluation_.verdict.persona;
      const Index index = found < 0 ? tables_.none() : static_cast<Index>(found);
      out_.overridden.push_back({OverrideKind::kPersona, "persona",
                                 tables_.personas[*overrides.persona()].id,
                                 tables_.personas[index].id});
    }
    for (Index s = 0; s < tables_.scales.size(); ++s) {
      const std::optional<int32_t> set = overrides.levels()[s];
      if (!set) continue;
      const std::vector<std::string_view>& names = tables_.scales[s].levels;
      const auto found = static_cast<size_t>(evaluation_.levels[s]);
      out_.overridden.push_back({OverrideKind::kScale, tables_.scales[s].id,
                                 names[static_cast<size_t>(*set)],
                                 evaluation_.language_supported ? names[found] : "unknown"});
    }
    for (const Index route : tables_.route_order) {
      const auto& rule = overrides.routes()[route].rule;
      if (!rule) continue;
      out_.overridden.push_back({OverrideKind::kEscalation, tables_.routes[route].id,
                                 EscalationOverrideName(*rule), Escalates(route)});
    }
  }

  void Values() {
    for (Index i = 0; i < tables_.facts.size(); ++i) {
      const expr::Value& value = conversation_.facts.value(i);
      if (value.is_unknown()) continue;
      out_.facts.push_back({tables_.facts[i].id, value.ToText(&out_.texts)});
    }
    const expr::Value* const values =
        evaluation_.slots().data() + static_cast<size_t>(tables_.slots.signals);
    for (const pack::SignalInfo& signal : pack::Signals()) {
      const expr::Value& value = values[static_cast<size_t>(signal.id)];
      out_.signals.push_back({signal.name, value.ToText(&out_.texts)});
    }
  }

 private:
  // Of one turn, by place; in one place as they were found.
  void Hits(const TurnRecord& turn, int32_t place, std::string_view text) {
    const HitRecord* const hits = conversation_.hits.data() + turn.first_hit;
    std::vector<uint32_t>& order = out_.order;
    order.clear();
    for (uint32_t h = 0; h < turn.hit_count; ++h) order.push_back(h);
    std::sort(order.begin(), order.end(), [hits](uint32_t a, uint32_t b) {
      return hits[a].begin != hits[b].begin ? hits[a].begin < hits[b].begin : a < b;
    });
    for (const uint32_t h : order) {
      const HitRecord& hit = hits[h];
      ExplainedHit& e = Append(&out_.hits);
      e.cue = tables_.cues[hit.cue].id;
      e.turn = place;
      e.begin = hit.begin;
      e.end = hit.end;
      e.text = text.substr(hit.begin, hit.end - hit.begin);
      if (hit.status == HitStatus::kNegated) e.ignored = "negated";
      if (hit.status == HitStatus::kQuoted) e.ignored = "quoted";
    }
  }

  static expr::Truth TruthOf(Outcome outcome) {
    return outcome == Outcome::kTrue    ? expr::Truth::kTrue
           : outcome == Outcome::kFalse ? expr::Truth::kFalse
                                        : expr::Truth::kOpen;
  }

  ListView<std::string_view> Effects(const PolicyEffects& effects, const PolicyOutcome& outcome,
                                     bool suppressed) const {
    const uint32_t guards = suppressed ? effects.suppressed_guards : effects.guards;
    uint32_t begin = guards, end = guards;
    if (outcome.advises) begin = suppressed ? effects.suppressed_begin : effects.begin;
    if (outcome.guards) end = suppressed ? effects.suppressed_end : effects.end;
    return View(out_.effects, {begin, end - begin});
  }

  // The reasons for which policies escalate to a route, in the order of the pack.
  std::string_view Escalates(Index route) {
    ListActivePolicies(evaluation_, &out_.active);
    TextArena& reasons = out_.texts;
    for (const ActivePolicy& a : out_.active) {
      const ruleset::PolicyEntry& policy = tables_.policies[a.policy];
      if (!a.outcome.advises || !policy.escalate || policy.escalate->route != route) continue;
      if (reasons.open_size() > 0) reasons.append(", ");
      reasons.append(tables_.reasons[policy.escalate->reason].id);
    }
    return reasons.open_size() == 0 ? "no escalation" : reasons.Finish();
  }

  const ConversationState& conversation_;
  const Tables& tables_;
  const Evaluation& evaluation_;
  ExplanationState& out_;
};

}  // namespace
}  // namespace engine

Status Explain(const Conversation& conversation, std::optional<Time> now,
               Explanation* explanation) {
  if (explanation == nullptr) return Status(StatusCode::kInvalidArgument, "explanation is null");
  if (Status status = engine::CheckNow(now); !status.ok()) return status;
  const engine::ConversationState& state = conversation.state();
  engine::ExplanationState* const out = explanation->state_.get();
  out->Clear(state);
  if (!now) now = state.sums.last_at;
  engine::Evaluation* const after = engine::EvaluateAll(state, now, out);
  engine::ShowProtocols(out->history.protocols, &out->evaluation);
  engine::EvaluatePolicies(&out->evaluation);
  out->judgements.Judge(&out->evaluation);
  engine::Explainer explainer(state, out);
  explainer.Words();
  engine::ExplainScores(state, out);
  engine::ExplainService(state, now, out);
  explainer.Policies();
  explainer.Overridden();
  engine::ExplainProtocols(state, after, out);
  explainer.Values();
  out->is_whole = true;
  return Status();
}

}  // namespace rapport
