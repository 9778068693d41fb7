#ifndef RAPPORT_PACK_MODEL_H_
#define RAPPORT_PACK_MODEL_H_

// A pack as its author wrote it, as data: no YAML, no matcher, no program. Every part remembers
// where it stands, so that a later phase can still point at it. docs/pack-reference.md explains
// each member.
//
// It holds the merged pack: a child's changes have been laid over its parents' before (draft.h).
// YAML's maps have no order, so each list of named items is sorted by id, evidence too; packs of
// one hash are the same lists. Exceptions: policies and kinds of contact stand as they are
// declared, and a list of phrases stands after those that its items name.

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/fixed_point.h"
#include "base/source.h"
#include "pack/text_phrases.h"
#include "pack/word_sets.h"
#include "rapport/standard.h"
#include "rapport/time.h"
#include "rapport/types.h"

namespace rapport::pack {

// A scalar with its place. For a quoted or folded scalar the span is the whole scalar as written.
struct Text {
  std::string value;
  SourceSpan span;
};

// What every named item has.
struct Item {
  std::string id;
  SourceSpan id_span;
  std::string help;
};

using FactValue =
    std::variant<bool, int64_t, double, std::string, Duration, Time, std::vector<std::string>>;

struct Fact : Item {
  FactType type = FactType::kString;
  bool names_customer = false;             // holds the first name
  std::vector<std::string> values;         // of an enum
  std::optional<FactValue> min, max;       // int64_t, double or Duration, as the type
  std::optional<FactValue> default_value;  // an enum's is a string
};

struct List : Item {
  std::vector<Text> items;
};

enum class CueSide : uint8_t { kCustomer, kAgent, kAny };

struct Cue : Item {
  std::vector<Text> phrases;
  CueSide side = CueSide::kCustomer;
  bool names_customer = false;  // the last word of a hit is the first name
  bool ignore_negated = true;
  bool ignore_quoted = true;
  std::vector<Text> examples;
  std::vector<Text> counter_examples;
};

struct Condition : Item {
  Text when;
};

struct Evidence {
  std::string id;  // of a cue or condition
  SourceSpan span;
  Milli weight = 0;
  bool pinned = false;
  std::optional<Milli> min, max;  // what fitting must stay within
};

struct ActionRef {
  std::string id;
  SourceSpan span;
};

struct Persona : Item {  // also `none`, which has bias and evidence only
  std::string label;
  std::string display_name;
  std::string summary;
  Milli bias = 0;
  std::vector<Evidence> evidence;
  std::vector<ActionRef> playbook;
};

struct Scoring {
  std::optional<Milli> decay, threshold, margin, also_margin, word_mix;
};

// What is written; the defaults are those of rapport/standard.h.
struct StandardSettings {
  std::optional<ReportPeriod> period;
  std::optional<int32_t> satisfied_above;
  std::optional<Duration> fcr_window, reopen_window;
  std::optional<Duration> new_for, at_risk_after, lapsed_after;
  std::vector<std::pair<std::string, Duration>> first_response, resolution;  // by channel
  std::vector<MetricGoal> goals;
  std::vector<MetricAlert> alerts;
  std::vector<std::pair<ActionRef, int64_t>> checks;  // and shares, ten-thousandths
};

// What single words and pairs speak for (phrase/terms.h).
struct TermWeight {
  uint32_t column = 0;
  Milli weight = 0;
};

struct TermRow {
  std::string term;
  SourceSpan span;
  std::vector<TermWeight> weights;  // by column; none of them 0 once tables are merged
};

// Word tables, joined: what a pack's TSV files say, laid over its parents'.
struct WordTable {
  std::vector<Text> columns;  // ids of personas, `none` among them, and of scales; by id
  std::vector<TermRow> rows;  // by term

  bool empty() const { return rows.empty(); }
};

struct Scale : Item {
  std::vector<std::string> levels;
  std::vector<Milli> thresholds;  // levels.size() - 1, rising
  Milli bias = 0;
  std::vector<Evidence> evidence;
};

struct Action : Item {
  std::string label;
  Performer by = Performer::kAgent;
  ActionKind kind = ActionKind::kService;
  std::optional<Text> available_when;
  std::vector<Text> say;
};

struct Limit : Item {
  std::string unit;
};

struct Route : Item {
  int32_t level = 1;
  std::string label;
};

struct Label : Item {  // a reason or a flag
  std::string text;
};

enum class PolicyClass : uint8_t { kSafety, kPolicy, kHostility, kGeneral };
enum class OnUnknown : uint8_t { kByEffect, kApply, kSkip };

struct LimitEffect {
  ActionRef limit;
  Text value;  // an int expression
};

struct EscalateEffect {
  ActionRef route;
  ActionRef reason;
  std::optional<Duration> within;
};

struct Policy : Item {  // ids may hold hyphens
  PolicyClass policy_class = PolicyClass::kPolicy;
  Text when;
  std::vector<ActionRef> recommend;
  std::vector<ActionRef> forbid;
  std::vector<ActionKind> forbid_kinds;
  bool suppress_playbooks = false;
  std::vector<ActionRef> approval_actions;
  std::string approval_from;  // a route
  SourceSpan approval_from_span;
  std::vector<LimitEffect> limits;
  std::vector<ActionRef> flags;
  std::optional<EscalateEffect> escalate;
  OnUnknown on_unknown = OnUnknown::kByEffect;
};

// Cues that speak of a limit or an action in a reply.
struct CuesOf {
  ActionRef of;  // a limit or an action
  std::vector<ActionRef> cues;
};

// What is looked for in an agent's reply.
struct Check : Item {
  std::string label;
  std::optional<Text> applies_when;
  std::vector<ActionRef> expects, faults;  // cues
  std::optional<Text> passes_when;
  std::vector<CuesOf> limits, actions;
  Milli weight = kOne;
  bool fatal = false;
  std::string why;
  std::vector<Text> suggest;
};

// What to do with one kind of conversation, followed through its turns (docs/protocols.md).
struct ProtocolState : Item {
  std::string label;
  std::vector<ActionRef> from;  // states; empty for every other that does not end
  std::vector<ActionRef> on;    // cues
  std::optional<Text> enter_when;
  std::vector<ActionRef> steps;  // in the order in which they are to be taken
  bool ends = false;
};

struct ProtocolStep : Item {
  std::string label;
  std::vector<ActionRef> done_by;  // cues of agents; empty for what is to be kept to throughout
  std::optional<Text> needed_when;
  std::optional<ActionRef> action;
};

struct ProtocolFault : Item {
  std::string label;
  std::vector<ActionRef> by;  // cues of agents
  std::optional<Text> when;
};

struct Protocol : Item {
  std::string label;
  std::vector<ActionRef> starts_on;  // cues of customers
  std::optional<Text> starts_when;
  std::vector<ProtocolState> states;  // as declared; the first is the initial one
  std::vector<ProtocolStep> steps;
  std::vector<ProtocolFault> faults;
};

// ---- what the customer needs, and what agents promise ----------------------------------------

struct ContactKind : Item {  // stand as they are declared, the first that holds is *the* kind
  std::string label;
  Text when;  // sees what policies see
  std::vector<ActionRef> playbook;
};

struct Need
    : Item {  // voiced when some cue is hit, if it names any, and `when` holds, if it has one
  std::string label;
  std::vector<ActionRef> cues;
  std::optional<Text> when;
  std::vector<ActionRef> playbook;
};

struct Promise : Item {
  std::string label;
  std::vector<ActionRef> cues;     // of agents
  std::vector<ActionRef> kept_by;  // none: any later reply keeps it
  std::optional<Duration> due;     // from the turn's time, unless the words say when
  bool from_text = false;
};

// What people learn, for plans of training: text for people, which decides nothing.
struct Lesson : Item {
  std::string label;
  std::vector<ActionRef> channels, personas, checks;  // empty: all
  std::string text;
};

// ---- what ratings say, and what to do about it ------------------------------------------------

// What a comment on a rating can be about.
struct Theme : Item {
  std::string label;
  std::vector<ActionRef> cues, praise_cues, complaint_cues;  // of customers
  std::vector<Text> phrases, praise, complaints;
  std::vector<Text> examples, counter_examples;
};

// What can be done about themes.
struct Measure : Item {
  std::string label;
  std::vector<ActionRef> themes;
  std::string owner;
  CostClass cost = CostClass::kMedium;
  Metric moves = Metric::kCsat;  // what should move
};

struct TextSettings {
  std::vector<std::pair<Text, std::vector<std::string>>> spellings;
  std::vector<Text> negators;
  std::vector<Text> negation_exceptions;
  std::optional<uint32_t> negation_reach;
  std::array<std::vector<Text>, kWordSetCount> word_sets;  // in the order of kWordSets
  std::vector<Text> own_words;
  std::vector<std::pair<std::string, std::vector<Text>>> other_words;  // by language
  std::array<std::vector<Text>, kTextPhraseCount> phrases;  // in the order of kTextPhrases
  std::vector<Text> filler_words, word_endings, working_words;
  std::vector<std::pair<Text, Milli>> number_values;       // by word
  std::vector<std::pair<Text, Duration>> duration_values;  // by word
  std::vector<Text> praise_phrases, complaint_phrases;     // of comments on ratings
};

// ---- tests that a pack carries --------------------------------------------------------------

// Of one protocol; what is not given is not checked.
struct TestProtocol {
  std::string id;
  std::optional<std::string> state;                // "none" before it has started
  std::optional<std::vector<std::string>> done;    // exactly these, in any order
  std::optional<std::string> next;                 // "none" for none
  std::optional<std::vector<std::string>> faults;  // exactly these, in the order of turns
};

struct TestExpectation {
  std::optional<std::string> persona;
  std::vector<std::string> not_persona, also;
  std::optional<std::string> abstained;
  std::vector<std::pair<std::string, std::string>> scales, min_scales,
      max_scales;  // level: number or name
  std::vector<std::string> recommends, recommends_not, forbids, approvals, flags, reasons,
      reasons_not, cues, cues_not, undetermined;
  std::vector<std::pair<std::string, int64_t>> limits;
  std::optional<bool> escalates;                            // true or false ...
  std::optional<std::vector<std::string>> escalates_to;     // ... or exactly these routes
  std::vector<std::pair<std::string, std::string>> review;  // check: pass, fail or na
  std::optional<bool> blocked;
  std::vector<TestProtocol> protocols;
  std::optional<std::string> contact;  // a kind of contact, or none
  std::vector<std::string> contact_also, needs, needs_not;
  std::optional<int64_t> open_questions;
  std::vector<std::pair<std::string, std::string>> promises;  // state: open, kept, overdue or none
};

struct TestTurn {
  std::string by = "customer";
  std::string text;
  std::optional<Time> at;
  bool is_public = true;
  std::optional<TestExpectation> expect;  // after this turn, at its time
};

struct Test {
  std::string name;
  SourceSpan span;
  std::vector<TestTurn> turns;
  std::optional<std::string> channel;
  std::optional<Time> now;
  std::vector<std::pair<std::string, FactValue>> facts;  // converted by the fact's declared type
  std::optional<std::string> reply;                      // of the agent, to review
  TestExpectation expect;
};

// ---- the whole ------------------------------------------------------------------------------

struct Header {
  std::string id;
  std::string version;
  std::string language;
  std::vector<Text> extends;
  std::vector<Text> files;
  std::string help;
  SourceSpan span;
};

struct Pack {
  Header header;
  TextSettings text;
  Scoring scoring;
  StandardSettings standard;
  std::vector<Fact> facts;
  std::vector<List> lists;
  std::vector<Cue> cues;
  std::vector<Condition> conditions;
  std::vector<Persona> personas;  // `none` among them
  std::vector<Scale> scales;
  WordTable words;
  std::vector<Action> actions;
  std::vector<Limit> limits;
  std::vector<Route> routes;
  std::vector<Label> reasons;
  std::vector<Label> flags;
  std::vector<Policy> policies;
  std::vector<Check> checks;
  std::vector<Protocol> protocols;
  std::vector<ContactKind> contact_kinds;
  std::vector<Need> needs;
  std::vector<Promise> promises;
  std::vector<Lesson> lessons;
  std::vector<Theme> themes;
  std::vector<Measure> measures;
  std::vector<Test> tests;  // of the packs that no other extends, never inherited
};

// The merged, validated pack. Owns the sources that its spans point into.
struct LoadedPack {
  Pack pack;
  // Hash of the canonical form of `pack` without tests, lessons and positions: 64 hexadecimal
  // digits.
  std::string hash;
  std::vector<std::shared_ptr<const Source>> sources;

  // "core-en@1.0.0#1f2e3d4c5b6a7988": the first 16 digits.
  std::string Name() const;
};

}  // namespace rapport::pack

#endif  // RAPPORT_PACK_MODEL_H_
