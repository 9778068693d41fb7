#ifndef RAPPORT_TESTS_INSIGHT_METRICS_TESTING_H_
#define RAPPORT_TESTS_INSIGHT_METRICS_TESTING_H_

// Random streams of service events, and their metrics computed in the plainest way: everything in
// memory, lists that are sorted, no bucket and no bound.

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "insight/metrics.h"
#include "insight/metrics_report.h"
#include "rapport/rule_set.h"
#include "record/service_event.h"

namespace rapport::insight {

// An event that owns its texts.
struct OwnedEvent {
  record::ServiceEvent event;  // its texts are those below
  std::string case_id, customer;
  std::array<std::string, record::kDimensions> dimensions;

  record::ServiceEvent View() const;
  int64_t at() const { return event.at.time_since_epoch().count(); }
};
using Stream = std::vector<OwnedEvent>;

// A rule set with that `standard:` (YAML, flow style).
std::shared_ptr<const RuleSet> RulesWith(const std::string& standard);

struct StreamShape {
  int events = 400;
  int cases = 60, customers = 25;
  int days = 120;
  int values = 3;  // of each dimension
};
Stream RandomStream(uint64_t seed, const StreamShape& shape = StreamShape());

Metrics MetricsOf(const std::shared_ptr<const RuleSet>& rules, const MetricsOptions& options,
                  const Stream& stream);
std::string JsonOf(const MetricsReport& report);

struct PlainFigure {
  std::optional<double> value;
  int64_t n = 0;
  std::optional<int64_t> count;
};
using PlainFigures = std::array<PlainFigure, kMetrics>;

// By the values of the group's fields; without `by`, one entry for all. Of events before `from`
// only contacts matter: their cases are no new ones.
std::map<std::vector<std::string>, PlainFigures> PlainMetrics(const Stream& stream,
                                                              const Standard& standard,
                                                              const std::optional<GroupBy>& by,
                                                              int64_t now,
                                                              int64_t from = INT64_MIN);

}  // namespace rapport::insight

#endif  // RAPPORT_TESTS_INSIGHT_METRICS_TESTING_H_
