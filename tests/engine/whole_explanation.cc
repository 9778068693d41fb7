#include "whole_explanation.h"

#include <gtest/gtest.h>

#include "engine/conversation_state.h"
#include "engine/explanation_state.h"

namespace rapport::engine {
namespace {

void ExpectSameParts(ListView<ExplainedPart> parts, ListView<ExplainedPart> wanted) {
  ASSERT_EQ(parts.size(), wanted.size());
  for (size_t i = 0; i < parts.size(); ++i) {
    EXPECT_EQ(parts[i].text, wanted[i].text);
    EXPECT_EQ(parts[i].depth, wanted[i].depth);
    EXPECT_EQ(parts[i].value, wanted[i].value) << parts[i].text;
    EXPECT_EQ(parts[i].evaluated, wanted[i].evaluated) << parts[i].text;
  }
}

void ExpectSame(const ExplainedNeed& need, const Judgement& wanted) {
  EXPECT_EQ(need.outcome, wanted.outcome) << need.when;
  EXPECT_EQ(need.why_not, wanted.why_not) << need.when;
}

// `read`: with the history of the conversation read.
void ExpectSameProtocols(const ConversationState& conversation, const Explanation& explanation,
                         ExplanationState* read) {
  ExplanationState& whole = *read;
  ExplainProtocols(conversation, &whole.history.evaluation, &whole);
  ASSERT_EQ(explanation.protocols().size(), whole.protocols.size());
  for (size_t p = 0; p < whole.protocols.size(); ++p) {
    const ExplainedProtocol& protocol = explanation.protocols()[p];
    EXPECT_EQ(protocol.state, whole.protocols[p].state);
    ASSERT_EQ(protocol.transitions.size(), whole.protocols[p].transitions.size());
    for (size_t t = 0; t < protocol.transitions.size(); ++t) {
      EXPECT_EQ(protocol.transitions[t].why_not, whole.protocols[p].transitions[t].why_not);
    }
  }
}

}  // namespace

void ExpectWhole(const Conversation& conversation, std::optional<Time> now,
                 const Explanation& explanation) {
  const ConversationState& state = conversation.state();
  const ruleset::Tables& tables = *state.tables;
  ExplanationState read;
  read.Clear(state);
  ReadHistory(state, &read.history);
  ExpectSameProtocols(state, explanation, &read);
  Evaluation evaluation;
  Evaluate(tables, state.facts, state.sums, state.turns, now ? now : state.sums.last_at,
           &evaluation);
  ShowVerdict(state.overrides, &evaluation);
  ShowProtocols(read.history.protocols, &evaluation);
  EvaluatePolicies(&evaluation);
  Judgements whole;
  const ruleset::ServiceTables& service = tables.service;
  const uint32_t first_need = tables.first_need_program();
  whole.TakeUp(first_need + static_cast<uint32_t>(service.when_needs.size()), &evaluation);
  const auto first_policy = static_cast<uint32_t>(tables.conditions.size());
  for (uint32_t p = 0; p < tables.policies.size(); ++p) {
    const ExplainedPolicy& policy = explanation.policies()[p];
    EXPECT_EQ(policy.outcome, whole.of(first_policy + p).outcome) << policy.when;
    EXPECT_EQ(policy.why_not, whole.of(first_policy + p).why_not) << policy.when;
    ExpectSameParts(policy.parts, whole.parts(p));
  }
  for (uint32_t k = 0; k < service.contact_kinds.size(); ++k) {
    ExpectSame(explanation.contact_kinds()[k], whole.of(tables.first_kind_program() + k));
  }
  for (uint32_t n = 0; n < service.when_needs.size(); ++n) {
    const uint32_t need = service.when_needs[n];
    const ExplainedNeed& explained = explanation.needs()[need];
    if (!service.needs[need].cues.empty() && explained.cues.empty()) continue;
    ExpectSame(explained, whole.of(first_need + n));
  }
}

}  // namespace rapport::engine
