#ifndef RAPPORT_CLI_RULES_SOURCE_H_
#define RAPPORT_CLI_RULES_SOURCE_H_

#include <memory>
#include <string>
#include <vector>

#include "cli/exit_code.h"
#include "pack/model.h"
#include "rapport/diagnostic.h"
#include "rapport/rule_set.h"
#include "rapport/status.h"

namespace rapport::cli {

struct LoadedRules {
  std::unique_ptr<const pack::LoadedPack> pack;  // null on errors
  std::shared_ptr<const RuleSet> rules;          // null on errors
  std::vector<Diagnostic> diagnostics;
};

// Loads and compiles the packs at `paths`, or the embedded default when there are none, and keeps
// the merged pack beside the rule set, which RuleSetBuilder does not. kIo when a file cannot be
// read; a pack's errors are diagnostics, not a status.
// With `ignore_learned`, learned weights and word tables are left out. A compiled pack, of which no
// merged pack can be had, is refused with kInvalidPack.
Status LoadRules(const std::vector<std::string>& paths, LoadedRules* out,
                 bool ignore_learned = false);

// Builds rules from packs or from a compiled one, for commands that need no more than those. The
// member `pack` stays null.
Status BuildRules(const std::vector<std::string>& paths, LoadedRules* out);
// The same, printing errors to stderr.
ExitCode RequireRules(const std::vector<std::string>& paths, std::shared_ptr<const RuleSet>* rules);

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_RULES_SOURCE_H_
