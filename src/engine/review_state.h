#ifndef RAPPORT_ENGINE_REVIEW_STATE_H_
#define RAPPORT_ENGINE_REVIEW_STATE_H_

// What a Review holds: what the conversation gives, kept as long as that stays the same; the reply
// being read; the findings. A draft that changes with every key costs its own reading and the
// checks, not the conversation.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/conversation_state.h"
#include "engine/decision_state.h"
#include "engine/text_reading.h"
#include "expr/program.h"
#include "pack/scope.h"
#include "rapport/review.h"

namespace rapport::engine {

// Whether a condition of a check looks at the reply, whose slots begin there.
bool ReadsReply(const expr::Program& program, int32_t first_reply_slot);

struct ReviewState {
  Decision decision;

  // The conversation that `decision` is about, as it stood.
  std::shared_ptr<const RuleSet> rules;
  std::shared_ptr<const char> conversation;
  uint64_t resets = 0, facts = 0, overrides = 0;
  size_t turns = 0;
  uint64_t acknowledgements = 0;
  std::optional<Time> now;

  // From it: the slots of policies, with room for those of the reply behind them.
  pack::ReviewLayout layout;
  std::vector<expr::Value> slots;
  std::vector<Finding> findings;     // by check; of those that the reply does not change, whole
  std::vector<ruleset::Index> live;  // the checks that it may
  std::vector<std::string> names;    // the customer's first name, folded: as told, as heard
  size_t name_count = 0;             // of `names` in use
  expr::EvalScratch scratch;

  // The reply.
  TextReading reading;
  TurnRecord counts;
  ReplyContent content;
  std::vector<HitRecord> hits;        // by cue
  std::vector<int32_t> first_of_cue;  // index into `hits`; -1: none
  std::vector<ruleset::Index> cues_hit;

  // The result. Texts that are made here stand in `arena`, a NUL behind each; they are ranges until
  // it has stopped growing.
  std::vector<Range> span_ranges, suggestion_ranges;  // by `live`
  std::vector<ReviewSpan> spans;
  std::vector<std::string_view> suggestions;
  std::vector<std::pair<size_t, Range>> made_lines;  // entries of `suggestions`
  std::string arena;
  std::optional<int32_t> score;
  bool blocked = false;
  int32_t tip = -1;  // index into `findings`

  // Decides about the conversation unless that is done. `taken` is the state of `decision`.
  bool Knows(const ConversationState& state, std::optional<Time> time) const;
  void TakeUp(const ConversationState& state, const DecisionState& decided,
              std::optional<Time> time);

  // Reads the reply into `hits`, `counts` and its slots.
  void Read(const ConversationState& state, const Turn& reply, std::optional<Time> time);

 private:
  void SetOutFindings(const ruleset::Tables& tables);
  void FindNames(const ConversationState& state);
  void SetReplySlots(const ConversationState& state, std::optional<Time> time);
};

}  // namespace rapport::engine

#endif  // RAPPORT_ENGINE_REVIEW_STATE_H_
