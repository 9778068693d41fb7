#ifndef RAPPORT_RULE_SET_H_
#define RAPPORT_RULE_SET_H_

// Rule sets: packs, compiled.
//
// A pack is YAML (docs/pack-reference.md): what facts the host may supply, what to look for in a
// customer's words, which customer types that speaks for, and what to do then. A RuleSetBuilder
// takes packs by name and bytes, checks everything, and compiles one immutable RuleSet that any
// number of threads may share:
//
//     rapport::RuleSetBuilder builder;
//     builder.AddDefault();
//     builder.AddFile("shop.yaml", bytes);
//     auto rules = builder.Build();
//     if (!rules.ok()) std::cerr << rapport::FormatDiagnostics(builder.diagnostics());
//
// Building is the only slow step (milliseconds); do it once, and again to reload. A conversation
// keeps the rule set it was made with alive, so that replacing one never disturbs work under way.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/diagnostic.h"
#include "rapport/limits.h"
#include "rapport/list_view.h"
#include "rapport/standard.h"
#include "rapport/status.h"
#include "rapport/types.h"

namespace rapport {

namespace ruleset {
struct Tables;
}

// What a rule set declares, for hosts that build forms or check their mapping. All strings are
// borrowed from the rule set.
struct FactInfo {
  std::string_view id;
  FactType type;
  bool has_default;
  ListView<std::string_view> values;  // of an enum
  std::string_view help;
};
struct PersonaInfo {
  std::string_view id;
  std::string_view label;
  std::string_view display_name;  // neutral: may be stored, or shown to the customer
  std::string_view summary;
};
struct ScaleInfo {
  std::string_view id;
  ListView<std::string_view> levels;  // level 0 first
  std::string_view help;
};
struct CueInfo {
  std::string_view id;
  std::string_view help;
};
struct PolicyInfo {
  std::string_view id;
  std::string_view when;
  std::string_view help;
};
struct LabelInfo {  // a kind of contact, a need, a promise or a theme
  std::string_view id;
  std::string_view label;
  std::string_view help;
};
struct CheckInfo {
  std::string_view id;
  std::string_view label;
  int32_t weight;  // thousandths
  bool is_fatal;   // a fail blocks the reply
  std::string_view help;
};

struct MeasureInfo {  // what can be done about themes
  std::string_view id;
  std::string_view label;
  ListView<std::string_view> themes;  // ids
  std::string_view owner;             // who sees to it, in the pack's words
  CostClass cost;
  Metric moves;  // what should move
  std::string_view help;
};

// An immutable, compiled set of rules. Thread-safe: const methods only, nothing cached.
class RuleSet {
 public:
  ~RuleSet();
  RuleSet(const RuleSet&) = delete;
  RuleSet& operator=(const RuleSet&) = delete;

  // "core-en@1.0.0#1f2e3d4c5b6a7988": id, version and the start of the hash of the merged packs.
  // Two rule sets of one name decide alike.
  std::string_view name() const;
  std::string_view hash() const;      // 64 hexadecimal digits
  std::string_view language() const;  // "en"

  ListView<FactInfo> facts() const;
  ListView<PersonaInfo> personas() const;  // without `none`
  ListView<ScaleInfo> scales() const;
  ListView<CueInfo> cues() const;
  ListView<PolicyInfo> policies() const;
  ListView<CheckInfo> checks() const;         // of agents' replies (rapport/review.h)
  ListView<LabelInfo> contact_kinds() const;  // in the order in which they are looked at
  ListView<LabelInfo> needs() const;
  ListView<LabelInfo> promises() const;
  const Standard& standard() const;    // what good service is here; as long as the rule set
  ListView<LabelInfo> themes() const;  // what comments on ratings can be about, by id
  ListView<MeasureInfo> measures() const;

  // Index into facts(), or -1.
  int32_t FindFact(std::string_view id) const;

  // Bytes of memory that the rule set takes.
  size_t compiled_bytes() const;

  // The compiled form, which AddFile() and AddPath() take in place of packs and which loads in well
  // under a millisecond (docs/compiled-packs.md). The same rule set always gives the same bytes.
  std::string Compiled() const;

  // For the library's own layers.
  explicit RuleSet(std::unique_ptr<const ruleset::Tables> tables);
  const ruleset::Tables& tables() const { return *tables_; }

 private:
  std::unique_ptr<const ruleset::Tables> tables_;
};

// Collects packs and compiles them. Not thread-safe.
class RuleSetBuilder {
 public:
  explicit RuleSetBuilder(const PackLimits& limits = PackLimits());
  ~RuleSetBuilder();
  RuleSetBuilder(RuleSetBuilder&&) noexcept;
  RuleSetBuilder& operator=(RuleSetBuilder&&) noexcept;

  // Adds one file: a manifest, a part that a manifest lists, or an overlay of weights. `name` is
  // what diagnostics show and what a manifest's `files:` resolve to. Nothing is checked before
  // Build(). Or all in one: a compiled pack, which stands alone; the rule set shares its bytes.
  void AddFile(std::string name, std::string bytes);

  // Reads a pack's file, and the files that it lists, or a compiled pack, from disk. kIo when one
  // cannot be read.
  Status AddPath(const std::string& path);

  // Adds the embedded default pack, core-en. (A pack that extends core-en finds it without this.)
  void AddDefault();

  // Merges the packs in the order in which they were added (a pack that another extends comes
  // before it), validates and compiles. kInvalidPack when there are errors. May be called again,
  // after adding more.
  Result<std::shared_ptr<const RuleSet>> Build();

  // Errors and warnings of the last Build(), in order of file and position.
  const std::vector<Diagnostic>& diagnostics() const;

 private:
  struct State;
  Result<std::shared_ptr<const RuleSet>> BuildCompiled(const std::string& name, bool alone);
  std::unique_ptr<State> state_;
};

}  // namespace rapport

#endif  // RAPPORT_RULE_SET_H_
