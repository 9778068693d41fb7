#ifndef RAPPORT_CLI_METRICS_PAGE_H_
#define RAPPORT_CLI_METRICS_PAGE_H_

#include "cli/html_writer.h"
#include "insight/metrics_report.h"

namespace rapport::cli {

// Writes the report as one HTML page that needs nothing else: no network, no script. The same
// report gives the same bytes.
void WriteMetricsPage(const insight::MetricsReport& report, HtmlWriter* html);

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_METRICS_PAGE_H_
