#ifndef RAPPORT_RULESET_TABLES_H_
#define RAPPORT_RULESET_TABLES_H_

// The compiled form of a pack: what the engine reads. Names have become indices, phrases automata,
// expressions programs. Built once, by ruleset/compile.cc from a pack or by ruleset/image.cc from
// the bytes of a compiled one, then never changed.

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "base/array.h"
#include "base/fixed_point.h"
#include "base/string_pool.h"
#include "base/text_array.h"
#include "expr/network.h"
#include "expr/program.h"
#include "expr/value.h"
#include "pack/model.h"
#include "pack/scope.h"
#include "phrase/phrase_set.h"
#include "phrase/scope.h"
#include "phrase/terms.h"
#include "rapport/rule_set.h"
#include "ruleset/feedback_tables.h"
#include "ruleset/service_tables.h"
#include "ruleset/term_weights.h"
#include "text/tokenizer.h"
#include "text/vocabulary.h"

namespace rapport::ruleset {

using Index = uint32_t;

struct FactEntry {
  std::string_view id;
  std::string_view help;
  FactType type = FactType::kString;
  std::vector<std::string_view> values;
  std::optional<pack::FactValue> min, max;
  std::optional<pack::FactValue> default_value;
};

struct CueEntry {
  std::string_view id;
  std::string_view help;
  bool ignore_negated = true;
  bool ignore_quoted = true;
  bool names_customer = false;  // the last word of a hit is the first name
};

struct ConditionEntry {
  std::string_view id;
  std::unique_ptr<expr::Program> when;
};

// Evidence is numbered cues first, then conditions.
struct Weight {
  Index evidence = 0;
  Milli weight = 0;
};

struct PersonaEntry {
  std::string_view id, label, display_name, summary;
  Milli bias = 0;
  Array<Weight> evidence;
  Array<Index> playbook;  // actions
};

struct ScaleEntry {
  std::string_view id, help;
  std::vector<std::string_view> levels;
  Array<Milli> thresholds;
  Milli bias = 0;
  Array<Weight> evidence;
};

// What evidence speaks for. Targets are the personas by their index, then the scales.
struct TargetWeight {
  Index target = 0;
  Milli weight = 0;
};

// The weights of personas and scales once more, by evidence: a decision reads the rows of what is
// there and no others.
struct EvidenceTable {
  Array<Index> begins;          // in `weights`, by evidence; and one more
  Array<TargetWeight> weights;  // none is 0
  Array<uint8_t> supports;      // by evidence: speaks for a persona other than `none`
  // When no cue is hit and the conditions are as in the network's baseline, by target.
  Array<int64_t> baseline_scores;
  int32_t baseline_supports = 0;
};

struct TermTable {
  std::unique_ptr<phrase::TermIndex> index;  // null: no word tables
  TextArray terms;
  TermWeights weights;  // a row of `targets` for each term
  Index targets = 0;    // personas and scales
  Milli mix = kOne;

  Milli weight(Index term, Index target) const { return weights[size_t{term} * targets + target]; }
};

// A part of a line to say: fixed text, or a fact's or limit's value with an optional fallback.
struct LinePiece {
  enum class Kind : uint8_t { kText, kFact, kLimit } kind = Kind::kText;
  Index index = 0;
  bool has_fallback = false;
  std::string_view text;  // the text, or the fallback
};
using Line = std::vector<LinePiece>;

// Whether it is nothing but text.
inline bool IsPlain(const Line& line) {
  return line.size() == 1 && line[0].kind == LinePiece::Kind::kText;
}

struct ActionEntry {
  std::string_view id, label;
  Performer by = Performer::kAgent;
  ActionKind kind = ActionKind::kService;
  std::unique_ptr<expr::Program> available_when;  // null: always
  std::vector<Line> say;
};

struct NamedEntry {  // a limit (text: unit), route, reason or flag (text: label)
  std::string_view id, text;
  int32_t level = 0;  // of a route
};

struct LimitEffect {
  Index limit = 0;
  std::unique_ptr<expr::Program> value;
};

struct EscalateEffect {
  Index route = 0;
  Index reason = 0;
  std::optional<Duration> within;
};

struct PolicyEntry {
  std::string_view id, help;
  pack::PolicyClass policy_class = pack::PolicyClass::kPolicy;
  std::unique_ptr<expr::Program> when;
  Array<Index> recommend, forbid, approval_actions, flags;
  uint32_t forbid_kinds = 0;  // bit per ActionKind
  Array<Index> forbids;       // `forbid`, then every action of these kinds
  bool suppress_playbooks = false;
  std::string_view approval_from;
  std::vector<LimitEffect> limits;
  std::optional<EscalateEffect> escalate;
  pack::OnUnknown on_unknown = pack::OnUnknown::kByEffect;
};

// A limit or an action, and the cues that speak of it in a reply.
struct CuesOf {
  Index of = 0;
  Array<Index> cues;
};

struct CheckEntry {
  std::string_view id, help, label, why;
  std::unique_ptr<expr::Program> applies_when;  // null: always
  std::unique_ptr<expr::Program> passes_when;   // null: nothing more
  Array<Index> expects, faults;                 // cues
  std::vector<CuesOf> limits, actions;
  Milli weight = kOne;
  bool is_fatal = false;
  std::vector<Line> suggest;
};

// Protocols: docs/protocols.md says what they mean, engine/protocols.cc carries it out. Indices of
// states and steps are those of their protocol; a condition that is null always holds.
struct ProtocolStateEntry {
  std::string_view id, label;
  Array<Index> from;  // states, rising
  Array<Index> on;    // cues; empty: any turn
  std::unique_ptr<expr::Program> enter_when;
  Array<Index> steps;
  bool ends = false;
};

struct ProtocolStepEntry {
  std::string_view id, label;
  Array<Index> done_by;  // cues; empty: to be kept to throughout
  std::unique_ptr<expr::Program> needed_when;
  int32_t action = -1;
};

struct ProtocolFaultEntry {
  std::string_view id, label;
  Array<Index> by;  // cues
  std::unique_ptr<expr::Program> when;
};

struct ProtocolEntry {
  std::string_view id, label;
  Array<Index> starts_on;  // cues
  std::unique_ptr<expr::Program> starts_when;
  std::vector<ProtocolStateEntry> states;  // the first is the initial one
  std::vector<ProtocolStepEntry> steps;
  std::vector<ProtocolFaultEntry> faults;
};

// Which of the pack's word lists of languages a word is in; its own comes first.
enum class WordLanguage : uint8_t { kUnlisted = 0, kOwn = 1, kOther = 2 };

// Whose turns phrases are looked for in: a set of its own for each, so that neither wakes the
// other's.
enum PhraseGroup : uint8_t { kCustomerPhrases = 0, kAgentPhrases = 1 };
constexpr size_t kPhraseGroups = 2;

struct Tables {
  // What the texts and arrays below may point into: a pool when the pack was compiled here, the
  // compiled form when it was read from there (null when that is a part of the program).
  StringPool pool;
  std::shared_ptr<const std::string> image;
  size_t image_bytes = 0;

  std::string_view name, hash, language;

  text::Vocabulary vocabulary;
  std::unique_ptr<text::Tokenizer> tokenizer;
  Array<WordLanguage> word_languages;  // by word; what is beyond its end is in neither
  uint32_t own_word_count = 0;
  // By PhraseGroup. Tags are cue indices, behind them those of `negation`, then a
  // pack::TextPhrase each.
  std::array<std::unique_ptr<phrase::PhraseSet>, kPhraseGroups> phrases;
  phrase::NegationScopes negation{0, 0};

  std::vector<FactEntry> facts;
  std::vector<CueEntry> cues;
  std::vector<ConditionEntry> conditions;
  Array<Index> condition_order;  // each after those it reads
  // Programs are numbered: the conditions in this order, the policies, the kinds of contact, then
  // those of needs that have one.
  expr::Network network;
  Index condition_nodes = 0;  // of the network, before those that only policies need
  EvidenceTable evidence;
  std::vector<PersonaEntry> personas;  // `none` is the last
  std::vector<ScaleEntry> scales;
  TermTable terms;
  std::vector<ActionEntry> actions;
  std::vector<NamedEntry> limits, routes, reasons, flags;
  Array<Index> route_order;  // highest level first, then as declared
  std::vector<PolicyEntry> policies;
  std::vector<CheckEntry> checks;
  Array<Index> name_facts;  // string facts that hold the customer's first name
  ServiceTables service;
  Standard standard;
  FeedbackTables feedback;
  Array<Index> escalating;         // policies with an escalation
  Array<Index> cue_policy_begins;  // in `cue_policies`, by cue; and one more
  Numbers cue_policies;            // that read the cue, also through conditions and scales
  std::vector<ProtocolEntry> protocols;
  Array<uint8_t> starts_protocol;  // by cue: some protocol starts on it; empty without protocols
  pack::SlotLayout slots;
  TextArray slot_names;

  Milli decay = kOne;
  Milli threshold = 0;
  Milli margin = 0;
  Milli also_margin = 0;

  absl::flat_hash_map<std::string, Index> fact_index, route_index;

  // What RuleSet shows; views into the above.
  std::vector<FactInfo> fact_infos;
  std::vector<PersonaInfo> persona_infos;
  std::vector<ScaleInfo> scale_infos;
  std::vector<CueInfo> cue_infos;
  std::vector<PolicyInfo> policy_infos;
  std::vector<CheckInfo> check_infos;
  std::vector<LabelInfo> contact_kind_infos, need_infos, promise_infos, theme_infos;
  std::vector<MeasureInfo> measure_infos;
  size_t compiled_bytes = 0;

  WordLanguage LanguageOf(uint32_t word) const {
    return word < word_languages.size() ? word_languages[word] : WordLanguage::kUnlisted;
  }
  // The tag of the first pack::TextPhrase.
  uint32_t first_text_tag() const {
    return static_cast<uint32_t>(cues.size()) + phrase::NegationScopes::kException + 1;
  }
  uint32_t first_kind_program() const {
    return static_cast<uint32_t>(conditions.size() + policies.size());
  }
  uint32_t first_need_program() const {
    return first_kind_program() + static_cast<uint32_t>(service.contact_kinds.size());
  }
  Index none() const { return static_cast<Index>(personas.size() - 1); }
};

}  // namespace rapport::ruleset

#endif  // RAPPORT_RULESET_TABLES_H_
