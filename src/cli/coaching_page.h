#ifndef RAPPORT_CLI_COACHING_PAGE_H_
#define RAPPORT_CLI_COACHING_PAGE_H_

#include "cli/html_writer.h"
#include "insight/coaching_report.h"
#include "rapport/rule_set.h"

namespace rapport::cli {

// The whole report as one page, to be read, printed and handed on.
void WriteCoachingPage(const RuleSet& rules, const insight::CoachingReport& report,
                       HtmlWriter* html);

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_COACHING_PAGE_H_
