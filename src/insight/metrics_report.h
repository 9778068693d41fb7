#ifndef RAPPORT_INSIGHT_METRICS_REPORT_H_
#define RAPPORT_INSIGHT_METRICS_REPORT_H_

// What Metrics::Report() gives: figures with their intervals, goals and alerts, for all events, by
// period, and by every group that was asked for.

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "insight/customers.h"
#include "insight/intervals.h"
#include "insight/service_groups.h"
#include "insight/verdict.h"
#include "rapport/standard.h"
#include "rapport/time.h"
#include "record/service_event.h"

namespace rapport::insight {

// In the metric's unit: shares from 0 to 1, seconds, points.
struct Figure {
  Metric metric = Metric::kCsat;
  int64_t n = 0;                     // what it is of: responses, cases, customers
  std::optional<int64_t> count;      // of a share: how many of these
  std::optional<double> value;       // nothing when it is undefined: of nothing
  std::optional<Interval> interval;  // 95 %; nothing when there is too little
  std::optional<MetricGoal> goal;
  Verdict verdict = Verdict::kNoGoal;
};

struct RowCounts;  // insight/figures.h

// One group, or all.
struct MetricsRow {
  std::vector<std::string> values;       // of the group's fields, in order; "" where none was given
  bool is_other = false;                 // the groups that are not kept, together
  int64_t cases = 0;                     // with a contact
  int64_t customers = 0;                 // that are known; 0 in a group by period
  std::array<Figure, kMetrics> figures;  // by metric
  // What the figures are computed from, for who asks whether two rows differ; never null.
  std::shared_ptr<const RowCounts> counts;

  const Figure& figure(Metric metric) const { return figures[static_cast<size_t>(metric)]; }
};

struct MetricsTable {
  GroupBy by;
  std::vector<MetricsRow> rows;  // by values, other ones last
};

// A figure beyond what the standard's alert allows.
struct RaisedAlert {
  MetricAlert alert{};
  std::string group;  // "", or "team: north"
  Figure figure;
};

struct MetricsReport {
  std::string rule_set;
  ReportPeriod period = ReportPeriod::kWeek;
  int32_t satisfied_above = 3;
  std::optional<Time> first, last;  // event that counts; nothing without one
  int64_t events = 0;
  std::array<int64_t, record::kServiceEventKinds> events_by_kind = {};
  bool is_last_far = false;  // from the one before: perhaps a mistyped year
  int64_t out_of_range = 0;  // passed over
  int64_t late = 0;          // about a case that had been counted before
  int64_t early = 0;         // cases that were counted before they could not change any more
  int64_t open_cases = 0;    // that are kept, whether resolved or not
  int64_t customers = 0;     // that are known, of one in `sampled` of all
  int64_t sampled = 1;
  std::array<int64_t, kLifecycleStages> stages = {};  // customers with activity, by stage

  MetricsRow all;
  MetricsTable trend;                // by period
  std::vector<MetricsTable> tables;  // as the options ask
  std::vector<RaisedAlert> alerts;   // of all, then of each table's rows, by metric
};

// "The last event, 2062-03-02, lies far beyond the others: a mistyped year?"; empty when it does
// not.
std::string RemarkOnLast(const MetricsReport& report);

}  // namespace rapport::insight

#endif  // RAPPORT_INSIGHT_METRICS_REPORT_H_
