#ifndef RAPPORT_CLI_METRICS_TEXT_H_
#define RAPPORT_CLI_METRICS_TEXT_H_

// Numbers and words that the views of metrics share, in text and in HTML.

#include <string>
#include <vector>

#include "insight/metrics_report.h"

namespace rapport::cli {

// "81.3%", "+32.1", "5.42", "3h 20m", "1,234.50": by the metric's unit.
std::string MetricText(MetricUnit unit, double value);
std::string ValueText(const insight::Figure& figure);     // "-" when undefined
std::string IntervalText(const insight::Figure& figure);  // "76.0 to 85.8%"; "" when there is none
std::string ShortIntervalText(const insight::Figure& figure);  // "76 to 86": beside the value
std::string GoalText(const MetricGoal& goal);                  // "at least 80%"
std::string AlertText(const insight::RaisedAlert& raised);
// "team: north" or "north, phone"; what was not told has words too.
std::string GroupText(const insight::MetricsRow& row);
// "Team", "Channel and persona".
std::string FieldsText(const insight::GroupBy& by);
// "1,204 events from 2026-03-02 to 2026-04-26; 300 cases, 180 customers".
std::string SummaryText(const insight::MetricsReport& report);
// What the reader should know about how it was counted; empty when nothing.
std::vector<std::string> RemarksOf(const insight::MetricsReport& report);

// The metrics that some row has, those with a goal first.
std::vector<Metric> DefinedMetrics(const std::vector<insight::MetricsRow>& rows);

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_METRICS_TEXT_H_
