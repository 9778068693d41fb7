#ifndef RAPPORT_ENGINE_EXPLANATION_STATE_H_
#define RAPPORT_ENGINE_EXPLANATION_STATE_H_

// What an Explanation holds: the workspace of explaining, and the result in the form that the
// getters show. What every explanation by the same rules shows alike is set once, when they are
// taken up. Lists of items are parts of one array; where it may still grow they are ranges, until
// all is there.

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "base/text_arena.h"
#include "engine/decision_state.h"
#include "engine/judgements.h"
#include "rapport/explanation.h"

namespace rapport::engine {

// A policy's in ExplanationState::effects: of its advice, then of its guards; the same once more
// as they are called when a person suppressed its escalation.
struct PolicyEffects {
  uint32_t begin = 0, guards = 0, end = 0;
  uint32_t suppressed_begin = 0, suppressed_guards = 0, suppressed_end = 0;
};

// How often a term of the word tables was said, decayed.
struct TermCount {
  uint32_t term = 0;
  int64_t count = 0;
  std::string_view text;
};

// What counted for a persona or scale, before it is put in order.
struct CountedSource {
  uint32_t target = 0;  // of the word tables
  uint32_t source = 0;  // in ExplanationState::sources
  Milli weight = 0;
  int32_t contribution = 0;
};

struct ExplanationState {
  std::shared_ptr<const RuleSet> rules;  // what the views point into
  bool is_whole = false;                 // not left behind by one that ran out of memory

  // Workspace.
  Evaluation evaluation;
  History history;
  Judgements judgements;        // by `evaluation`
  Judgements later_judgements;  // of conditions only, by that of `history`
  std::vector<ActivePolicy> active;
  std::vector<uint32_t> order;
  std::vector<TermCount> term_counts;
  std::vector<uint32_t> term_places;  // by term: an index into term_counts and 1 more, or 0
  std::vector<Contribution> sources;  // what counts for anything, but for weight and contribution
  std::vector<CountedSource> counted, counted_scratch;  // from the front; behind is what was
  std::vector<Range> contribution_ranges;  // of personas, then of scales; both in the pack's order
  std::vector<Range> need_cue_ranges, transition_ranges;

  // Made when the rules are taken up.
  TextArena rule_texts;
  std::vector<std::string_view> effects, playbooks;
  std::vector<PolicyEffects> policy_effects;
  std::vector<uint32_t> weight_begins;         // in `weights`, by evidence; and one more
  std::vector<ruleset::TargetWeight> weights;  // also those that are 0, unlike EvidenceTable's

  // Result.
  TextArena texts;
  std::string_view rule_set;
  std::vector<ExplainedTurn> turns;
  std::vector<ExplainedHit> hits;
  std::vector<Contribution> contributions;  // from the front, likewise
  std::vector<ExplainedPersona> personas;
  std::vector<ExplainedScale> scales;
  std::vector<ExplainedNeed> contact_kinds, needs;
  std::vector<std::string_view> need_cues;
  std::vector<ExplainedQuestion> questions;
  std::vector<ExplainedPromise> promises;
  std::vector<ExplainedPolicy> policies;
  std::vector<ExplainedOverride> overridden;
  std::vector<ExplainedProtocol> protocols;
  std::vector<ExplainedTransition> transitions;
  std::vector<ExplainedValue> facts, signals;

  // Empties the result and takes up the conversation's rule set.
  void Clear(const ConversationState& conversation);

 private:
  void TakeUp(const ConversationState& conversation);
  void SetOutWeights(const ruleset::Tables& tables);
  void SetOutNeeds(const ruleset::Tables& tables);
  void SetOutPolicies(const ruleset::Tables& tables);
  void AddEffects(const ruleset::PolicyEntry& policy, const ruleset::Tables& tables,
                  bool suppressed, uint32_t* begin, uint32_t* guards, uint32_t* end);
};

// The parts of an explanation, in this order. Each reads the evaluation, with its judgements.
void ExplainScores(const ConversationState& conversation, ExplanationState* out);
void ExplainService(const ConversationState& conversation, std::optional<Time> now,
                    ExplanationState* out);
// `after`: the evaluation after the last turn.
void ExplainProtocols(const ConversationState& conversation, Evaluation* after,
                      ExplanationState* out);

}  // namespace rapport::engine

#endif  // RAPPORT_ENGINE_EXPLANATION_STATE_H_
