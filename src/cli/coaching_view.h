#ifndef RAPPORT_CLI_COACHING_VIEW_H_
#define RAPPORT_CLI_COACHING_VIEW_H_

#include <string>

#include "cli/terminal.h"
#include "insight/calibration.h"
#include "insight/coaching_report.h"
#include "rapport/rule_set.h"

namespace rapport::cli {

// Scorecards of all, of teams and, where the report has them, of people; then the plan.
void AppendCoaching(const Terminal& terminal, const RuleSet& rules,
                    const insight::CoachingReport& report, std::string* out);

// How reviewers agree, by pair and check.
void AppendCalibration(const Terminal& terminal, const insight::CalibrationReport& report,
                       std::string* out);

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_COACHING_VIEW_H_
