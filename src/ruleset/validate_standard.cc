// The part of validate.cc that is about the standard.

#include <algorithm>

#include "ruleset/validate.h"

namespace rapport::ruleset {
namespace {

constexpr Duration kLongest = std::chrono::hours(24 * 3660);

bool IsSpan(Duration span, Duration least) { return span >= least && span <= kLongest; }
bool IsMetric(Metric metric) {
  const auto m = static_cast<int32_t>(metric);
  return m >= 0 && m < kMetrics;
}

template <typename T, typename Key>
bool IsRising(const std::vector<T>& items, const Key& key) {
  return std::adjacent_find(items.begin(), items.end(), [&](const T& a, const T& b) {
           return key(a) >= key(b);
         }) == items.end();
}

bool AreTargets(const std::vector<ChannelTarget>& targets) {
  return IsRising(targets, [](const ChannelTarget& t) { return t.channel; }) &&
         std::all_of(targets.begin(), targets.end(),
                     [](const ChannelTarget& t) { return IsSpan(t.within, Duration(0)); });
}

}  // namespace

bool IsStandardValid(const Standard& s) {
  const auto period = static_cast<int32_t>(s.period);
  return period >= 0 && period <= static_cast<int32_t>(ReportPeriod::kMonth) &&
         s.satisfied_above >= 1 && s.satisfied_above <= 4 && IsSpan(s.fcr_window, Duration(0)) &&
         IsSpan(s.reopen_window, Duration(0)) && IsSpan(s.new_for, Duration(1)) &&
         IsSpan(s.at_risk_after, Duration(1)) && IsSpan(s.lapsed_after, Duration(1)) &&
         s.at_risk_after < s.lapsed_after && AreTargets(s.first_response) &&
         AreTargets(s.resolution) &&
         std::all_of(s.goals.begin(), s.goals.end(),
                     [](const MetricGoal& g) { return IsMetric(g.metric); }) &&
         IsRising(s.goals, [](const MetricGoal& g) { return g.metric; }) &&
         std::all_of(
             s.alerts.begin(), s.alerts.end(),
             [](const MetricAlert& a) { return IsMetric(a.metric) && a.min_sample >= 1; }) &&
         IsRising(s.alerts, [](const MetricAlert& a) { return a.metric; }) &&
         IsRising(s.checks, [](const CheckGoal& c) { return c.check; });
}

}  // namespace rapport::ruleset
