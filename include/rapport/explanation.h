#ifndef RAPPORT_EXPLANATION_H_
#define RAPPORT_EXPLANATION_H_

// Why and why not: the whole reasoning of one decision, for people. Built on request; deciding pays
// nothing for it.
//
//     rapport::Explanation explanation;
//     rapport::Status status = rapport::Explain(conversation, now, &explanation);
//     for (const rapport::ExplainedPolicy& p : explanation.policies()) {
//       std::cout << p.id << ": " << p.why_not << "\n";
//     }
//
// Keep one and use it again: what is in a case as it was in the last one, as most is when a chat
// goes on, is then not found out anew, and no memory is allocated once its buffers have grown. By
// the default pack's rules it holds about 0.9 MB, ten times what a Decision does: keep one for each
// thread that explains, or for each chat that is looked at, not one for each conversation there is.

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

#include "rapport/conversation.h"
#include "rapport/decision.h"
#include "rapport/list_view.h"
#include "rapport/status.h"
#include "rapport/time.h"

namespace rapport {

namespace engine {
struct ExplanationState;
}

// A cue's match in a turn, counted or ignored.
struct ExplainedHit {
  std::string_view cue;
  int32_t turn = 0;
  uint32_t begin = 0;  // bytes of the turn's text
  uint32_t end = 0;
  std::string_view text;
  std::string_view ignored;  // "negated", "quoted", or empty when it counts
};

struct Contribution {
  std::string_view id;  // cue or condition; a word's or pair's entry in the word table
  EvidenceKind kind = EvidenceKind::kCue;
  int32_t count = 0;         // thousandths, decayed and, for cues, before saturation
  int32_t weight = 0;        // thousandths; of a word, as the table has it
  int32_t contribution = 0;  // thousandths
  bool is_unknown = false;   // a condition that could not be determined
};

struct ExplainedPersona {
  std::string_view id;
  std::string_view label;
  int32_t bias = 0;         // thousandths
  int32_t score = 0;        // thousandths
  int32_t probability = 0;  // ten-thousandths
  bool reported = false;
  ListView<Contribution> contributions;  // strongest first; zero ones left out
  // What keeps it from being reported, and by how much; empty when reported.
  std::string_view why_not;
};

struct ExplainedScale {
  std::string_view id;
  bool known = true;
  int32_t level = 0;
  std::string_view name;
  int32_t bias = 0;
  int32_t score = 0;
  std::optional<int32_t> next_threshold;  // score that the next level needs
  ListView<Contribution> contributions;
};

// One part of a condition, in the order of its text, parents first.
struct ExplainedPart {
  uint32_t begin = 0;  // bytes of the condition's text
  uint32_t end = 0;
  int32_t depth = 0;
  std::string_view text;
  std::string_view value;  // "true", "12", "unknown", "error: overflow"
  bool evaluated = true;
};

enum class Outcome : int32_t { kTrue = 0, kFalse = 1, kUnknown = 2, kError = 3 };
const char* OutcomeName(Outcome outcome);  // "true", "false", "unknown", "error"

struct ExplainedPolicy {
  std::string_view id;
  std::string_view help;
  std::string_view when;
  Outcome outcome = Outcome::kFalse;
  bool applied = false;                // any of its effects took place
  ListView<std::string_view> effects;  // "recommend stay_calm", "escalate to legal: legal_threat"
  ListView<ExplainedPart> parts;
  // When it did not fire: the part nearest to being true, its value, and by how much it fell short
  // ("contacts_7d >= 3: 2, short by 1"); for an unknown one, what is missing.
  std::string_view why_not;
};

// What a person decided in place of the rules.
struct ExplainedOverride {
  OverrideKind kind = OverrideKind::kPersona;
  std::string_view id;     // "persona"; the scale; the route
  std::string_view set;    // a persona; a level's name; "hold" or "suppress"
  std::string_view found;  // a persona; a level's name or "unknown"; reasons, or "no escalation"
};

// A state into which the last turn did not lead.
struct ExplainedTransition {
  std::string_view to;
  std::string_view when;     // what it asks for; empty when only words
  std::string_view why_not;  // "no asks_name in this turn", "hostility >= 2: it is 1, short by 1"
};

struct ExplainedProtocol {
  std::string_view id;
  std::string_view label;
  std::string_view state;  // after the last turn; empty when it has not started
  // Of a protocol that has started, the states that can be entered from there; of any other, its
  // initial state.
  ListView<ExplainedTransition> transitions;
};

// A kind of contact or a need: what must hold for it, and whether it does.
struct ExplainedNeed {
  std::string_view id;
  std::string_view label;
  std::string_view when;            // empty for a need that cues alone tell
  ListView<std::string_view> cues;  // of a need, those with hits that count
  Outcome outcome = Outcome::kFalse;
  ListView<std::string_view> playbook;
  std::string_view why_not;  // as of policies
};

// A question of the customer.
struct ExplainedQuestion {
  int32_t turn = 0;
  uint32_t begin = 0;  // bytes of the turn's text
  uint32_t end = 0;
  std::string_view text;
  // "open", or how a reply took it up: "shared_word", "yes_no", "figure", "statements"; "forgotten"
  // when too many others came after it.
  std::string_view state;
  int32_t taken_up_by = -1;  // the turn; -1 for none
};

struct ExplainedPromise {
  std::string_view id;
  int32_t turn = 0;
  std::string_view text;
  std::string_view state;  // as PromiseStateName()
  bool says_when = false;  // its due time is from its own words
  std::optional<Time> due;
  int32_t kept_by = -1;  // the turn; -1 for none
};

struct ExplainedTurn {
  Speaker by = Speaker::kCustomer;
  std::string_view text;
};

// A fact or signal.
struct ExplainedValue {
  std::string_view name;
  std::string_view value;  // as of ExplainedPart
};

// Texts and lists are borrowed from it, and good until it is explained into again or goes away; it
// keeps the rule set alive and needs the conversation no more. Thread-compatible: one thread at a
// time, any number when nobody explains into it.
class Explanation {
 public:
  Explanation();
  ~Explanation();
  Explanation(Explanation&&) noexcept;
  Explanation& operator=(Explanation&&) noexcept;

  std::string_view rule_set() const;  // RuleSet::name() of the rules that decided
  ListView<ExplainedTurn> turns() const;
  ListView<ExplainedHit> hits() const;          // by turn and place
  ListView<ExplainedPersona> personas() const;  // best first, `none` among them
  ListView<ExplainedScale> scales() const;      // in the pack's order, as what follows
  ListView<ExplainedNeed> contact_kinds() const;
  ListView<ExplainedNeed> needs() const;
  ListView<ExplainedQuestion> questions() const;   // as they were asked
  ListView<ExplainedPromise> promises() const;     // by id; of each the last time
  ListView<ExplainedPolicy> policies() const;      // in the pack's order
  ListView<ExplainedOverride> overridden() const;  // persona, scales, escalations; mostly empty
  ListView<ExplainedProtocol> protocols() const;   // in the pack's order
  ListView<ExplainedValue> facts() const;          // known ones
  ListView<ExplainedValue> signals() const;        // unknown ones among them

 private:
  friend Status Explain(const Conversation&, std::optional<Time>, Explanation*);
  std::unique_ptr<engine::ExplanationState> state_;
};

// Explains the decision that Decide() would make with the same arguments. kInvalidArgument, and the
// explanation is what it was, when `explanation` is null or `now` is not one that Rapport takes.
Status Explain(const Conversation& conversation, std::optional<Time> now, Explanation* explanation);

}  // namespace rapport

#endif  // RAPPORT_EXPLANATION_H_
