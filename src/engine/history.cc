#include "engine/history.h"

#include "engine/policies.h"

namespace rapport::engine {
namespace {

using ruleset::Index;
using ruleset::Tables;

void Begin(const ConversationState& conversation, History* history) {
  const Tables& tables = *conversation.tables;
  history->conversation = conversation.identity;
  history->resets = conversation.resets;
  history->facts = conversation.facts.version();
  history->overrides = conversation.overrides.version();
  history->sums.Reset(tables);
  history->since.assign(tables.escalating.size(), -1);
  ResetProtocols(tables, &history->protocols);
  if (history->evaluation.tables != &tables) history->evaluation.Bind(tables);
}

void NoteEscalations(int32_t turn, History* history) {
  const Tables& tables = *history->evaluation.tables;
  const auto conditions = static_cast<uint32_t>(tables.conditions.size());
  for (size_t i = 0; i < tables.escalating.size(); ++i) {
    const Index policy = tables.escalating[i];
    const expr::Truth truth = history->evaluation.network.truth(conditions + policy);
    if (!Resolve(tables.policies[policy], truth).advises) {
      history->since[i] = -1;
    } else if (history->since[i] < 0) {
      history->since[i] = turn;
    }
  }
}

}  // namespace

void ReadHistory(const ConversationState& conversation, History* history) {
  if (!history->is_whole || history->conversation != conversation.identity ||
      history->resets != conversation.resets || history->facts != conversation.facts.version() ||
      history->overrides != conversation.overrides.version()) {
    Begin(conversation, history);
  }
  history->is_whole = false;
  const Tables& tables = *conversation.tables;
  const auto turns = static_cast<int32_t>(conversation.turns.size());
  for (int32_t t = history->sums.turns; t < turns; ++t) {
    const TurnRecord& turn = conversation.turns[static_cast<size_t>(t)];
    Accumulate(tables, turn, conversation.hits.data() + turn.first_hit,
               conversation.terms.data() + turn.first_term, &history->sums);
    Evaluate(tables, conversation.facts, history->sums, conversation.turns, history->sums.last_at,
             &history->evaluation);
    ShowVerdict(conversation.overrides, &history->evaluation);
    JudgeProtocols(conversation, t, &history->evaluation, &history->protocols);
    ShowProtocols(history->protocols, &history->evaluation);
    EvaluatePolicies(&history->evaluation);
    NoteEscalations(t, history);
  }
  history->is_whole = true;
}

}  // namespace rapport::engine
