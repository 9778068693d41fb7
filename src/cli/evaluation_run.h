#ifndef RAPPORT_CLI_EVALUATION_RUN_H_
#define RAPPORT_CLI_EVALUATION_RUN_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/coverage_view.h"
#include "cli/exit_code.h"
#include "cli/options.h"
#include "cli/output.h"
#include "learn/evaluation_report.h"

namespace rapport::cli {

// A key of records by whose values figures can be told apart.
enum class GroupKey { kNothing, kChannel, kSource };

struct EvaluateOptions {
  PackOptions packs;
  std::vector<std::string> compare;  // packs of the second rule set; empty: none
  InputOptions input;
  ViewOptions view;
  int64_t min_support = 8;
  int64_t resamples = 2000;
  std::optional<size_t> mistakes;  // how many to keep
  bool coverage = false;
  CoverageOrder coverage_order = CoverageOrder::kGroup;
  bool reliability = false;
  GroupKey by = GroupKey::kNothing;
  std::string html;  // path; empty: none
};

// Decides about all records and collects what the options ask for. Records that cannot be used are
// reported as ForEachRecord() says; `out` is only looked at, to stop when nobody reads it. `second`
// is null when nothing is compared: otherwise a record must be usable with both.
ExitCode EvaluateRecords(const EvaluateOptions& options,
                         const std::shared_ptr<const RuleSet>& rules,
                         const std::shared_ptr<const RuleSet>& second, Output* out,
                         learn::Report* report);

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_EVALUATION_RUN_H_
