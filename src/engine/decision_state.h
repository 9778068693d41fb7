#ifndef RAPPORT_ENGINE_DECISION_STATE_H_
#define RAPPORT_ENGINE_DECISION_STATE_H_

// What a Decision holds: the workspace of deciding, and the result in the form that the getters
// show. Nothing in it is cleared by the size of the pack: what a decision marks by action or limit
// it takes back at the next, and what every decision shows alike is set once, when the rules are
// taken up. Lines to say that are made here stand in one arena, as ranges until it has stopped
// growing; a NUL follows each, since the C interface promises one.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/evaluation.h"
#include "engine/history.h"
#include "engine/policies.h"
#include "rapport/decision.h"

namespace rapport::engine {

struct Range {
  size_t begin = 0;
  size_t size = 0;
};

// One recommendation of an action by one policy, persona, need or kind of contact.
struct Recommendation {
  ruleset::Index action = 0;
  ReasonKind kind = ReasonKind::kPolicy;
  ruleset::Index source = 0;
  int32_t next = -1;  // of the same action
};

struct EscalationRecord {
  ruleset::Index policy = 0;
  int32_t since_turn = 0;
};

// What a policy does, a bit each: a decision looks for no effects that a policy does not have.
enum PolicyEffect : uint8_t {
  kGuards = 1,  // forbids, requires approval, limits, suppresses
  kFlags = 2,
  kRecommends = 4,
  kEscalates = 8,
};

// What a decision notes of an action.
struct ActionMark {
  int32_t forbidden = -1;     // index into DecisionState::forbidden
  int32_t approval = -1;      // a policy
  int32_t first_reason = -1;  // index into `recommendations`
  int32_t last_reason = -1;
};

// A need that is voiced, and where; `turn` is -1 for nowhere.
struct NeedRecord {
  ruleset::Index need = 0;
  int32_t turn = -1;
  uint32_t begin = 0, end = 0;
};

// What hits of a cue are evidence for when they count for no persona that is shown.
enum CueUse : uint8_t { kNotKnown = 0, kNothing = 1, kPolicy = 2 };

// A piece of evidence before it is put in order.
struct EvidenceRecord {
  std::string_view id, persona;
  EvidenceKind kind = EvidenceKind::kCue;
  int32_t turn = -1;
  uint32_t begin = 0, end = 0;
  uint32_t text = 0;  // where it stands in DecisionState::quotes
  int32_t weight = 0;
};

// The same while it is put in order: what most differ in.
struct EvidenceOrder {
  uint32_t strength = 0;
  uint32_t record = 0;  // index into DecisionState::evidence_records
  uint64_t place = 0;   // its turn and its first byte
};

struct DecisionState {
  std::shared_ptr<const RuleSet> rules;  // what the views point into
  bool is_whole = false;                 // not left behind by a decision that ran out of memory

  // Workspace.
  Evaluation evaluation;
  std::vector<ActivePolicy> active;
  History history;
  std::vector<const ActivePolicy*> advising[4];  // those that recommend, by PolicyClass
  std::vector<Recommendation> recommendations;
  std::vector<EscalationRecord> escalating;
  std::vector<int64_t> limit_values;  // by limit; meaningful where limit_set
  std::vector<uint8_t> limit_set;
  std::vector<int32_t> limit_places;  // by limit: index into `limits`
  std::vector<ruleset::Index> limits_set;
  std::vector<uint8_t> policy_effects;  // by policy, bits of PolicyEffect
  std::vector<ActionMark> marks;        // by action
  std::vector<ruleset::Index> marked_actions;
  std::vector<CueUse> cue_uses;  // by cue; meaningful for those with hits
  std::vector<uint8_t> targets_shown;
  std::vector<EvidenceRecord> evidence_records;
  std::vector<EvidenceOrder> evidence_order, evidence_scratch;
  std::vector<ruleset::Index> kinds;     // of contact, that hold
  std::vector<ruleset::Index> voiced;    // needs whose cues are hit
  std::vector<ruleset::Index> promised;  // promises that were made
  std::vector<NeedRecord> need_records;  // as `needs`
  std::string said;  // the words of needs, questions and promises, a NUL after each
  std::vector<Range> said_ranges;
  std::vector<char> quotes;  // a NUL; the customer's words, a NUL after each
  std::string arena;
  // By action: what a decision shows of it but for its reasons; of `say` the lines without
  // placeholders, when no line has one.
  std::vector<ActionAdvice> advice;
  std::vector<uint8_t> has_plain_lines;
  std::vector<std::string_view> plain_lines;
  std::vector<Range> action_reason_ranges, action_say_ranges, escalation_reason_ranges,
      missing_ranges, overridden_reason_ranges;
  std::vector<std::pair<size_t, Range>> made_lines;  // entries of `say`, in the arena

  // Result.
  std::string_view persona, top, rule_set_name;
  Abstained abstained = Abstained::kNo;
  int32_t probability = 0, top_probability = 0;
  std::vector<std::string_view> also;
  std::vector<PersonaScore> personas;
  std::vector<ScaleLevel> scales;
  std::string_view contact_kind, contact_label;
  std::vector<std::string_view> contact_also;
  std::vector<VoicedNeed> needs;
  std::vector<OpenQuestion> open_questions;
  std::vector<PromiseMade> promises;
  std::vector<ActionAdvice> actions;
  std::vector<ActionReason> action_reasons;
  std::vector<std::string_view> say;
  std::vector<ForbiddenAction> forbidden;
  std::vector<LimitValue> limits;
  std::vector<FlagRaised> flags;
  std::vector<Escalation> escalations;
  std::vector<EscalationReason> escalation_reasons;
  std::vector<Evidence> evidence;  // grows only
  size_t evidence_count = 0;
  std::vector<Undetermined> undetermined;
  std::vector<Overridden> overridden;
  std::vector<EscalationReason> overridden_reasons;
  std::vector<std::string_view> missing;
  std::vector<ProtocolProgress> protocols;
  std::vector<ProtocolStep> protocol_steps;
  std::vector<ProtocolFault> protocol_faults;
  std::vector<Range> protocol_step_ranges, protocol_fault_ranges;

  // Empties the result and takes up the conversation's rule set.
  void Clear(const ConversationState& conversation);
  // The mark of an action, to be taken back at the next Clear().
  ActionMark& Mark(ruleset::Index action) {
    ActionMark& mark = marks[action];
    if (mark.forbidden < 0 && mark.approval < 0 && mark.first_reason < 0) {
      marked_actions.push_back(action);
    }
    return mark;
  }
  // Turns ranges of the arena into views; nothing may be added to it afterwards.
  void BindText();

 private:
  void TakeUp(const ConversationState& conversation);
  void SetOutAdvice(const ruleset::Tables& tables);
};

// A new item at the end, to be filled in field by field. One that is put together elsewhere and
// then copied waits until its fields are stored.
template <typename T>
T& Append(std::vector<T>* items) {
  items->emplace_back();
  return items->back();
}

template <typename T>
ListView<T> View(const std::vector<T>& items, Range range) {
  return {items.data() + range.begin, range.size};
}
template <typename T>
ListView<T> View(const std::vector<T>& items) {
  return {items.data(), items.size()};
}

}  // namespace rapport::engine

#endif  // RAPPORT_ENGINE_DECISION_STATE_H_
