#ifndef RAPPORT_CLI_COACH_RUN_H_
#define RAPPORT_CLI_COACH_RUN_H_

#include <memory>
#include <string>
#include <vector>

#include "cli/exit_code.h"
#include "cli/options.h"
#include "insight/calibration.h"
#include "insight/coaching_report.h"
#include "rapport/rule_set.h"

namespace rapport::cli {

// The rules of packs, and their lessons; a compiled pack has none. Errors go to stderr.
ExitCode LoadCoachingRules(const std::vector<std::string>& paths,
                           std::shared_ptr<const RuleSet>* rules,
                           std::vector<insight::Lesson>* lessons);

// Reviews every reply in the records, in so many threads; the report is the same for any number.
ExitCode CoachRecords(const InputOptions& input, const std::shared_ptr<const RuleSet>& rules,
                      size_t threads, const insight::CoachingOptions& options,
                      insight::CoachingReport* report);

// Compares the labels of reviewers: `label.review` of several files, each a reviewer that is named
// as its file; or `label.reviewers`. The program's own review of a record's last turn is one more.
ExitCode CalibrateRecords(const InputOptions& input, const std::shared_ptr<const RuleSet>& rules,
                          insight::CalibrationReport* report);

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_COACH_RUN_H_
