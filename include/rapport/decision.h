#ifndef RAPPORT_DECISION_H_
#define RAPPORT_DECISION_H_

// Decisions: which customer type this is and why, and what to do.
//
//     rapport::Decision decision;
//     rapport::Status status = rapport::Decide(conversation, now, &decision);
//     std::cout << decision.persona() << "\n";
//     for (const rapport::ActionAdvice& a : decision.actions()) std::cout << a.label << "\n";
//
// Deciding is pure: it changes neither the conversation nor the rule set, and the same rule set,
// turns, facts, acknowledgements, overrides and `now` give the same decision, byte for byte, on
// every machine. It never fails for want of knowledge: what could not be determined is listed,
// guardrails then hold, and recommendations that depend on it wait.

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "rapport/conversation.h"
#include "rapport/list_view.h"
#include "rapport/rule_set.h"
#include "rapport/status.h"
#include "rapport/time.h"

namespace rapport {

namespace engine {
struct DecisionState;
}

// Why no persona is reported. Values are stable and append-only.
enum class Abstained : int32_t {
  kNo = 0,          // a persona is reported
  kThreshold = 1,   // the best is not probable enough
  kMargin = 2,      // the best does not beat `none` by enough
  kNoEvidence = 3,  // nothing speaks for any persona, or the customer has said nothing
  kLanguage = 4,    // the customer's words are in a language the pack does not serve
  kOverride = 5,    // a person said so: Conversation::OverridePersona("none")
};
const char* AbstainedName(Abstained reason);  // "threshold", ...; "" for kNo

struct PersonaScore {
  std::string_view id;  // "none" is the last entry
  int32_t score;        // thousandths
  int32_t probability;  // ten-thousandths, 0 to 10,000; the scores' softmax, each rounded
};

struct ScaleLevel {
  std::string_view id;
  bool known;             // false when the language is not supported
  int32_t level;          // 0 when not known
  std::string_view name;  // of the level; empty when not known
  int32_t score;          // thousandths
};

// A need or expectation that the customer has voiced.
struct VoicedNeed {
  std::string_view id;
  std::string_view label;
  int32_t turn;    // where it was voiced last; -1 when a condition alone tells it
  uint32_t begin;  // bytes of that turn's text
  uint32_t end;
  std::string_view text;  // the customer's words there; owned by the decision
};

// A question of the customer that no later public turn of an agent has taken up.
struct OpenQuestion {
  int32_t turn;
  uint32_t begin;  // bytes of that turn's text
  uint32_t end;
  std::string_view text;
};

// Values are stable and append-only.
enum class PromiseState : int32_t {
  kOpen = 0,     // not kept yet, and not known to be past its time
  kKept = 1,     // a later turn kept it
  kOverdue = 2,  // past its time, and not kept
};
const char* PromiseStateName(PromiseState state);  // "open", "kept", "overdue"

// What an agent has promised; of each promise of the pack the last time.
struct PromiseMade {
  std::string_view id;
  std::string_view label;
  int32_t turn;
  uint32_t begin;  // bytes of that turn's text
  uint32_t end;
  std::string_view text;    // the agent's words there
  std::optional<Time> due;  // absent without times, or when neither words nor pack say when
  PromiseState state;
};

// By what an action is recommended. Values are stable and append-only.
enum class ReasonKind : int32_t { kPolicy = 0, kPersona = 1, kNeed = 2, kContactKind = 3 };
const char* ReasonKindName(ReasonKind kind);  // "policy", "persona", "need", "contact_kind"

// Why an action is recommended.
struct ActionReason {
  ReasonKind kind;
  std::string_view id;  // of the policy, persona, need or kind of contact
};

struct ActionAdvice {
  std::string_view id;
  std::string_view label;
  Performer by;
  ActionKind kind;
  ListView<ActionReason> reasons;
  ListView<std::string_view> say;  // lines with every placeholder filled; may be empty
  std::string_view approval_from;  // whose approval it needs first; empty for none
  bool availability_known;         // false when `available_when` is unknown
};

struct ForbiddenAction {
  std::string_view id;
  std::string_view policy;
  bool undetermined;  // forbidden because the policy's condition is unknown
};

struct LimitValue {
  std::string_view id;
  std::string_view unit;
  int64_t value;
  std::string_view policy;  // the one that set the smallest value
  bool undetermined;        // holds because a condition or the value is unknown
};

struct FlagRaised {
  std::string_view id;
  std::string_view policy;
};

struct EscalationReason {
  std::string_view id;
  std::string_view policy;
};

struct Escalation {
  std::string_view to;  // route
  std::string_view label;
  int32_t level;
  ListView<EscalationReason> reasons;
  std::optional<Time> due;  // absolute; absent without times or without `within:`
  int32_t since_turn;       // the turn from which it has held without a break, from 0
  bool is_new;              // not acknowledged since
};

// What a person decided in place of the rules (Conversation::OverridePersona() and those after it),
// and what the rules found. Values are stable and append-only.
enum class OverrideKind : int32_t { kPersona = 0, kScale = 1, kEscalation = 2 };
const char* OverrideKindName(OverrideKind kind);              // "persona", "scale", "escalation"
const char* EscalationOverrideName(EscalationOverride rule);  // "hold", "suppress"

struct Overridden {
  OverrideKind kind;
  std::string_view id;  // the persona that was set; the scale; the route
  int32_t level = 0;    // of a scale: the level that was set
  EscalationOverride escalation = EscalationOverride::kHold;
  // The persona found, or "none"; the name of the level found, if that is known.
  std::string_view found = {};
  int32_t found_level = -1;  // of a scale; -1 when it is not known
  // Of an escalation: why policies escalate, also those that were suppressed.
  ListView<EscalationReason> found_reasons = {};
};

// What counted. Values are stable and append-only.
enum class EvidenceKind : int32_t {
  kCue = 0,        // a hit of a cue
  kCondition = 1,  // a condition that holds
  kWord = 2,       // a word, or a pair of words, of the pack's word tables
};
const char* EvidenceKindName(EvidenceKind kind);  // "cue", "condition", "word"

// One thing that counted. A cue's hit and a word have a span; a condition has none. Listed are the
// hits in the latest turns, those whose words still count for a hundredth of the last one's and at
// most 64 of the customer's; of a cue that has none there, its latest hit; and of the words of
// these turns, the eight that counted most for or against each persona.
struct Evidence {
  std::string_view id;  // of the cue or condition; a word's or pair's entry in the table
  EvidenceKind kind;
  int32_t turn;    // -1 for a condition
  uint32_t begin;  // bytes of that turn's text
  uint32_t end;
  std::string_view text;     // the customer's words there; owned by the decision
  std::string_view persona;  // for which it counted; empty when only a policy read it
  // Thousandths: of a cue or condition, the weight of one hit for that persona, 0 when only a
  // policy read it; of a word, what it added to that persona's lead over `none`.
  int32_t weight;
};

// Values are stable and append-only.
enum class UndeterminedKind : int32_t { kCondition = 0, kPolicy = 1, kNeed = 2, kContactKind = 3 };
const char* UndeterminedKindName(UndeterminedKind kind);  // "condition", "policy", ...

// A condition, policy, need or kind of contact that could not be determined.
struct Undetermined {
  std::string_view id;
  UndeterminedKind kind;
  bool is_error;                       // evaluation failed (overflow, division by zero ...)
  std::string_view error;              // what failed; empty unless is_error
  ListView<std::string_view> missing;  // facts and signals that are not known
};

// How a step of a protocol stands. Values are stable and append-only.
enum class StepStatus : int32_t {
  kOpen = 0,        // to be done after the next one
  kNext = 1,        // to be done now
  kDone = 2,        // an agent has done it since the protocol started
  kNotNeeded = 3,   // its `needed_when` is false
  kThroughout = 4,  // nothing that is ever done: to be kept to all the time
};
const char* StepStatusName(StepStatus status);  // "open", "next", "done", ...

struct ProtocolStep {
  std::string_view id;
  std::string_view label;
  std::string_view action;  // the id of the action that goes with it; empty for none
  StepStatus status;
  int32_t turn;    // in which it was first done; -1 if it was not
  uint32_t begin;  // bytes of that turn's text: the words that did it
  uint32_t end;
};

// Something an agent should not have said. Once a turn and fault.
struct ProtocolFault {
  std::string_view id;
  std::string_view label;
  int32_t turn;
  uint32_t begin;  // bytes of that turn's text
  uint32_t end;
};

// A protocol that has started, after the last turn: what was done, what is next, what went wrong.
struct ProtocolProgress {
  std::string_view id;
  std::string_view label;
  std::string_view state;
  std::string_view state_label;
  bool ended;                      // nothing is next in this state
  int32_t started_turn;            // from 0
  int32_t since_turn;              // in this state
  std::string_view next;           // the step to be done now; empty for none
  ListView<ProtocolStep> steps;    // of the state, in its order, then others that were done
  ListView<ProtocolFault> faults;  // by turn
};

// Workspace and result in one: reuse an object and, once it has grown, deciding allocates nothing.
// Everything returned is borrowed until the object is used again or destroyed; it may outlive the
// conversation. Thread-compatible: one thread at a time.
//
// It also remembers since which turn escalations have held and how far protocols have got: while
// there is one, the next decision about the same conversation with the same facts and overrides
// judges the new turns only, any other all of them.
class Decision {
 public:
  Decision();
  ~Decision();
  Decision(Decision&&) noexcept;
  Decision& operator=(Decision&&) noexcept;

  std::string_view persona() const;  // id, or "none"; in force, as all that follows from it
  Abstained abstained() const;
  std::string_view top() const;     // the best persona, reported or not
  int32_t probability() const;      // of what is reported, ten-thousandths; 10,000 when overridden
  int32_t top_probability() const;  // of top()
  ListView<std::string_view> also() const;
  ListView<PersonaScore> personas() const;          // in the pack's order, `none` last
  ListView<ScaleLevel> scales() const;              // in the pack's order
  std::string_view contact_kind() const;            // what the customer writes for: id, or "none"
  std::string_view contact_label() const;           // empty for none
  ListView<std::string_view> contact_also() const;  // further kinds that hold, in the pack's order
  ListView<VoicedNeed> needs() const;               // newest first; then those without a place
  ListView<OpenQuestion> open_questions() const;    // oldest first; of the 32 newest questions
  ListView<PromiseMade> promises() const;           // as they were made
  // Safety, policy, hostility, persona, need, kind of contact, general; hosts show three.
  ListView<ActionAdvice> actions() const;
  ListView<ForbiddenAction> forbidden() const;
  ListView<LimitValue> limits() const;
  ListView<FlagRaised> flags() const;
  ListView<Escalation> escalations() const;  // highest level first
  ListView<Evidence> evidence() const;       // strongest first
  ListView<Undetermined> undetermined() const;
  ListView<Overridden> overridden() const;       // persona, scales, escalations; mostly empty
  ListView<ProtocolProgress> protocols() const;  // that have started, in the pack's order
  std::string_view rule_set_name() const;        // RuleSet::name() of the rules that decided

 private:
  friend Status Decide(const Conversation&, std::optional<Time>, Decision*);
  friend Status ReviewReply(const Conversation&, const Turn&, std::optional<Time>, class Review*);
  std::unique_ptr<engine::DecisionState> state_;
};

// Decides about the conversation as it stands. `now` defaults to the last turn's time; when there
// is none either, time is unknown. kInvalidArgument when `decision` is null.
Status Decide(const Conversation& conversation, std::optional<Time> now, Decision* decision);

}  // namespace rapport

#endif  // RAPPORT_DECISION_H_
