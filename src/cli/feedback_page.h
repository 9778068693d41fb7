#ifndef RAPPORT_CLI_FEEDBACK_PAGE_H_
#define RAPPORT_CLI_FEEDBACK_PAGE_H_

#include "cli/html_writer.h"
#include "insight/themes_report.h"
#include "rapport/rule_set.h"

namespace rapport::cli {

// The report as one page that loads nothing.
void WriteFeedbackPage(const RuleSet& rules, const insight::FeedbackReport& report,
                       HtmlWriter* html);

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_FEEDBACK_PAGE_H_
