#ifndef RAPPORT_CLI_TREND_PLOT_H_
#define RAPPORT_CLI_TREND_PLOT_H_

#include <vector>

#include "cli/html_writer.h"
#include "insight/metrics_report.h"

namespace rapport::cli {

// One metric by period as an inline SVG: its values as a line, their intervals as a band, its goal
// as a dashed line. Periods without a value leave a gap. Nothing for fewer than two values.
void WriteTrendPlot(const std::vector<insight::MetricsRow>& periods, Metric metric,
                    HtmlWriter* html);

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_TREND_PLOT_H_
