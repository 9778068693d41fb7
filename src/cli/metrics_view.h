#ifndef RAPPORT_CLI_METRICS_VIEW_H_
#define RAPPORT_CLI_METRICS_VIEW_H_

#include <string>

#include "cli/terminal.h"
#include "insight/metrics_report.h"

namespace rapport::cli {

// All figures together with their intervals and goals; alerts; then tables by period and by group,
// with as many of the figures as the terminal is wide.
void AppendMetrics(const Terminal& terminal, const insight::MetricsReport& report,
                   std::string* out);

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_METRICS_VIEW_H_
