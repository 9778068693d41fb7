#ifndef RAPPORT_EXPLANATION_H_
#define RAPPORT_EXPLANATION_H_

// Why and why not: the whole reasoning of one decision, for people. Built on request by a slower
// path; deciding pays nothing for it.

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "rapport/conversation.h"
#include "rapport/decision.h"

namespace rapport {

// A cue's match in a turn, counted or ignored.
struct ExplainedHit {
  std::string cue;
  int32_t turn = 0;
  uint32_t begin = 0;  // bytes of the turn's text
  uint32_t end = 0;
  std::string text;
  std::string ignored;  // "negated", "quoted", or empty when it counts
};

struct Contribution {
  std::string id;  // cue or condition; a word's or pair's entry in the word table
  EvidenceKind kind = EvidenceKind::kCue;
  int32_t count = 0;         // thousandths, decayed and, for cues, before saturation
  int32_t weight = 0;        // thousandths; of a word, as the table has it
  int32_t contribution = 0;  // thousandths
  bool is_unknown = false;   // a condition that could not be determined
};

struct ExplainedPersona {
  std::string id;
  std::string label;
  int32_t bias = 0;         // thousandths
  int32_t score = 0;        // thousandths
  int32_t probability = 0;  // ten-thousandths
  bool reported = false;
  std::vector<Contribution> contributions;  // strongest first; zero ones left out
  std::string why_not;  // what keeps it from being reported, and by how much; empty when reported
};

struct ExplainedScale {
  std::string id;
  bool known = true;
  int32_t level = 0;
  std::string name;
  int32_t bias = 0;
  int32_t score = 0;
  std::optional<int32_t> next_threshold;  // score that the next level needs
  std::vector<Contribution> contributions;
};

// One part of a condition, in the order of its text, parents first.
struct ExplainedPart {
  uint32_t begin = 0;  // bytes of the condition's text
  uint32_t end = 0;
  int32_t depth = 0;
  std::string text;
  std::string value;  // "true", "12", "unknown", "error: overflow"
  bool evaluated = true;
};

enum class Outcome : int32_t { kTrue = 0, kFalse = 1, kUnknown = 2, kError = 3 };
const char* OutcomeName(Outcome outcome);  // "true", "false", "unknown", "error"

struct ExplainedPolicy {
  std::string id;
  std::string help;
  std::string when;
  Outcome outcome = Outcome::kFalse;
  bool applied = false;              // any of its effects took place
  std::vector<std::string> effects;  // "recommend stay_calm", "escalate to legal: legal_threat"
  std::vector<ExplainedPart> parts;
  // When it did not fire: the part nearest to being true, its value, and by how much it fell short
  // ("contacts_7d >= 3: 2, short by 1"); for an unknown one, what is missing.
  std::string why_not;
};

// What a person decided in place of the rules.
struct ExplainedOverride {
  OverrideKind kind = OverrideKind::kPersona;
  std::string id;     // "persona"; the scale; the route
  std::string set;    // a persona; a level's name; "hold" or "suppress"
  std::string found;  // a persona; a level's name or "unknown"; reasons, or "no escalation"
};

// A state into which the last turn did not lead.
struct ExplainedTransition {
  std::string to;
  std::string when;     // what it asks for; empty when only words
  std::string why_not;  // "no asks_name in this turn", "hostility >= 2: it is 1, short by 1"
};

struct ExplainedProtocol {
  std::string id;
  std::string label;
  std::string state;  // after the last turn; empty when it has not started
  // Of a protocol that has started, the states that can be entered from there; of any other, its
  // initial state.
  std::vector<ExplainedTransition> transitions;
};

// A kind of contact or a need: what must hold for it, and whether it does.
struct ExplainedNeed {
  std::string id;
  std::string label;
  std::string when;               // empty for a need that cues alone tell
  std::vector<std::string> cues;  // of a need, those with hits that count
  Outcome outcome = Outcome::kFalse;
  std::vector<std::string> playbook;
  std::string why_not;  // as of policies
};

// A question of the customer.
struct ExplainedQuestion {
  int32_t turn = 0;
  uint32_t begin = 0;  // bytes of the turn's text
  uint32_t end = 0;
  std::string text;
  // "open", or how a reply took it up: "shared_word", "yes_no", "figure", "statements"; "forgotten"
  // when too many others came after it.
  std::string state;
  int32_t taken_up_by = -1;  // the turn; -1 for none
};

struct ExplainedPromise {
  std::string id;
  int32_t turn = 0;
  std::string text;
  std::string state;       // as PromiseStateName()
  bool says_when = false;  // its due time is from its own words
  std::optional<Time> due;
  int32_t kept_by = -1;  // the turn; -1 for none
};

struct ExplainedTurn {
  Speaker by = Speaker::kCustomer;
  std::string text;
};

struct Explanation {
  std::string rule_set;
  std::vector<ExplainedTurn> turns;
  std::vector<ExplainedHit> hits;          // by turn and place
  std::vector<ExplainedPersona> personas;  // best first, `none` among them
  std::vector<ExplainedScale> scales;
  std::vector<ExplainedNeed> contact_kinds;   // in the pack's order
  std::vector<ExplainedNeed> needs;           // by id
  std::vector<ExplainedQuestion> questions;   // as they were asked
  std::vector<ExplainedPromise> promises;     // by id; of each the last time
  std::vector<ExplainedPolicy> policies;      // in the pack's order
  std::vector<ExplainedOverride> overridden;  // persona, scales, escalations; mostly empty
  std::vector<ExplainedProtocol> protocols;   // in the pack's order
  std::vector<std::pair<std::string, std::string>> facts;    // name and value, known ones
  std::vector<std::pair<std::string, std::string>> signals;  // name and value, "unknown" among them
};

// Explains the decision that Decide() would make with the same arguments.
Result<Explanation> Explain(const Conversation& conversation, std::optional<Time> now);

}  // namespace rapport

#endif  // RAPPORT_EXPLANATION_H_
