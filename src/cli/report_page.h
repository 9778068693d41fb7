#ifndef RAPPORT_CLI_REPORT_PAGE_H_
#define RAPPORT_CLI_REPORT_PAGE_H_

#include "cli/coverage_view.h"
#include "cli/html_writer.h"
#include "learn/evaluation_report.h"

namespace rapport::cli {

// Writes the report as one HTML page that needs nothing else: no network, no script. The same
// report gives the same bytes, so it has no timing.
void WriteReportPage(const learn::Report& report, CoverageOrder order, HtmlWriter* html);

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_REPORT_PAGE_H_
