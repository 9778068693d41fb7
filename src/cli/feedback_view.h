#ifndef RAPPORT_CLI_FEEDBACK_VIEW_H_
#define RAPPORT_CLI_FEEDBACK_VIEW_H_

#include <string>

#include "cli/terminal.h"
#include "insight/themes_report.h"
#include "rapport/rule_set.h"

namespace rapport::cli {

// The report for people.
void AppendFeedback(const Terminal& terminal, const RuleSet& rules,
                    const insight::FeedbackReport& report, std::string* out);

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_FEEDBACK_VIEW_H_
