#ifndef RAPPORT_INSIGHT_COMPARE_H_
#define RAPPORT_INSIGHT_COMPARE_H_

// Before and after: which figures changed by more than chance would have them. docs/improvements.md
// has the test of each metric, its source, and what it cannot know.
//
// Whoever looks at a hundred figures finds five that "changed": all tests of a report are one
// family, and their p values are adjusted (Holm), so that a report without any effect names one in
// at most one of twenty.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "insight/metrics_report.h"
#include "insight/two_samples.h"

namespace rapport::insight {

// What is said of a figure. `better` and `worse` only when the adjusted p is below 0.05.
enum class ChangeVerdict : uint8_t { kBetter, kWorse, kNoEvidence, kTooFew, kNotTested };
const char* ChangeVerdictName(ChangeVerdict verdict);  // "better", ..., "no_evidence", "too_few"

// Why a figure is not tested.
enum class ChangeRemark : uint8_t {
  kNone,
  kLengthsDiffer,  // it grows with the length of a period, and the periods differ
  kNoSpread,       // a mean of values that are all the same, before and after
  kNoTest,         // there is none for it
};
const char* ChangeRemarkName(ChangeRemark remark);  // "", "lengths_differ", "no_spread", "no_test"

struct JudgedChange {
  std::optional<double> difference;  // in the metric's unit; nothing when a side is undefined
  std::optional<Interval> interval;  // 95 %, not adjusted
  std::optional<double> p, adjusted;
  ChangeVerdict verdict = ChangeVerdict::kNotTested;
  ChangeRemark remark = ChangeRemark::kNone;  // kNone unless it is kNotTested
};

struct ComparedFigure {
  Metric metric = Metric::kCsat;
  std::optional<double> before, after;
  int64_t before_n = 0, after_n = 0;
  JudgedChange change;
  // How much more than in all other groups together; only with a selection, and of what has a
  // test for it: shares and means.
  std::optional<JudgedChange> against_others;
};

struct ComparedGroup {
  std::vector<std::string> values;               // of the fields; empty: all together
  bool is_other = false;                         // groups that are not kept apart
  bool is_rest = false;                          // all but the selection
  std::array<ComparedFigure, kMetrics> figures;  // by metric
};

struct ComparedPeriod {
  std::optional<Time> first, last;  // event
  int64_t events = 0, cases = 0, customers = 0;
  double days = 0;  // from its beginning to its end; 0 of nothing
};

// One value of a field: "team=north".
struct Selection {
  GroupField field;
  std::string value;
};
Result<Selection> ParseSelection(std::string_view text);

struct CompareOptions {
  // Where the periods begin, meet and end. What is not given is the day of the first event, UTC, or
  // the end of the day of the last one, of each period.
  std::optional<Time> from, at, to;
  int64_t min_sample = 30;         // that both sides need, else a figure is not tested
  std::optional<GroupBy> by;       // compares each of these groups too
  std::optional<Selection> where;  // compares this one, the rest, and the one with the rest
};

struct CompareReport {
  std::string rule_set;
  ComparedPeriod before, after;
  bool lengths_differ = false;  // by more than 1 %
  int64_t min_sample = 0;
  int64_t tests = 0;  // in the family
  std::optional<GroupBy> by;
  std::optional<Selection> where;
  std::vector<ComparedGroup> groups;  // all together first; then by values, or the selection
};

// Both reports have a table by `by`, or by the field of `where`. kNotFound when neither has a group
// of the selection's value.
Result<CompareReport> Compare(const MetricsReport& before, const MetricsReport& after,
                              const CompareOptions& options);

// Whether the figure grows with the length of a period, whatever the service is like: what a
// customer ever did. Only periods of one length can be compared by it.
bool GrowsWithLength(Metric metric);

// Whether more is better.
bool MoreIsBetter(Metric metric);

}  // namespace rapport::insight

#endif  // RAPPORT_INSIGHT_COMPARE_H_
