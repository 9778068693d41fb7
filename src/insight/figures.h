#ifndef RAPPORT_INSIGHT_FIGURES_H_
#define RAPPORT_INSIGHT_FIGURES_H_

// From counts to figures. docs/metrics.md has every formula and its source.

#include "insight/customers.h"
#include "insight/metric_cells.h"
#include "insight/metrics_report.h"
#include "rapport/standard.h"

namespace rapport::insight {

// What is computed from the customers of a group. Means are of doubles, so that customers must be
// added in one order, that of their hashes.
struct CustomerFigures {
  int64_t customers = 0;
  std::array<int64_t, record::kRatingSubjects> rated = {}, satisfied = {};
  Retention retention;
  int64_t buyers = 0, repeaters = 0;
  double mean = 0, deviations = 0;  // of the amounts of buyers, after B. P. Welford (1962)
  std::array<int64_t, kLifecycleStages> stages = {};

  void Add(const CustomerState& state, const Standard& standard, int64_t now);
};

// What a row's figures are computed from.
struct RowCounts {
  Cell cell;
  CustomerFigures customers;
};

// All figures of a group. `by_period`: a period has no customers of its own, only retention.
std::array<Figure, kMetrics> FiguresOf(const Cell& cell, const CustomerFigures& customers,
                                       bool by_period, const Standard& standard);

// 95 % interval of the net promoter score in points, the adjusted one of B. Rocks, "Interval
// estimation for the Net Promoter Score", The American Statistician 70 (2016) 365-372: three
// responses are added, of which three quarters each are promoters and detractors. Of very few it is
// widened to hold the score itself. n > 0.
Interval NpsInterval(int64_t promoters, int64_t detractors, int64_t n);

// Whether an alert is raised by that figure.
bool IsRaised(const MetricAlert& alert, const Figure& figure);

}  // namespace rapport::insight

#endif  // RAPPORT_INSIGHT_FIGURES_H_
