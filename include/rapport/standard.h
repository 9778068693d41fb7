#ifndef RAPPORT_STANDARD_H_
#define RAPPORT_STANDARD_H_

// What good service is here: a pack's `standard:` (docs/metrics.md). Reports measure against it.
//
//     const rapport::Standard& standard = rules->standard();
//     for (const rapport::MetricGoal& goal : standard.goals) ...
//
// A rule set without the section has the defaults below, and no goals.

#include <cstdint>
#include <string_view>
#include <vector>

#include "rapport/time.h"

namespace rapport {

// The figures that reports give; docs/metrics.md has the formula of each. Values are stable and
// append-only.
enum class Metric : int32_t {
  kCsat = 0,           // share of ratings of the service above the goal
  kCsatProduct = 1,    // the same of the product
  kCsatFirm = 2,       // the same of the firm
  kCsatCustomers = 3,  // share of all customers whose last rating of the service is above it
  kCsatCustomersProduct = 4,
  kCsatCustomersFirm = 5,
  kResponseRate = 6,  // ratings / surveys
  kNps = 7,           // points, -100 to 100
  kCes = 8,           // mean, 1 to 7
  kFcr = 9,           // first-contact resolution
  kHandleTime = 10,   // mean seconds
  kFirstResponseMedian = 11,
  kFirstResponseP90 = 12,
  kResolutionTimeMedian = 13,
  kResolutionTimeP90 = 14,
  kServiceLevel = 15,     // first responses in time
  kResolutionLevel = 16,  // resolutions in time
  kSpeedOfAnswerMedian = 17,
  kSpeedOfAnswerP90 = 18,
  kAbandonment = 19,
  kEscalationRate = 20,
  kReopenRate = 21,
  kTransferRate = 22,
  kRetention = 23,
  kChurn = 24,
  kDefection = 25,  // churn by cancellation
  kLapse = 26,      // churn to non-use
  kRepeatPurchase = 27,
  kCustomerValue = 28,  // mean amount of a customer who bought
};
constexpr int32_t kMetrics = 29;

// What the value of a metric is.
enum class MetricUnit : int32_t {
  kShare = 0,   // 0 to 1
  kPoints = 1,  // -100 to 100
  kScore = 2,   // of a rating
  kSeconds = 3,
  kAmount = 4,  // of money, in the host's currency
};

// "csat", "first_response_p90", ...; static storage.
const char* MetricName(Metric metric);
// "Customer satisfaction", ...: for people; static storage.
const char* MetricLabel(Metric metric);
MetricUnit UnitOf(Metric metric);

// Values are in ten-thousandths of the metric's unit: 8000 is 80 % of a share, 600000 a minute.
struct MetricGoal {
  Metric metric;
  bool at_least;  // else at most
  int64_t value;
};

struct MetricAlert {
  Metric metric;
  bool below;  // else above
  int64_t value;
  int64_t min_sample;  // at least 1: fewer raise no alert
};

// Within which time, at least 0. An empty channel stands for every other.
struct ChannelTarget {
  std::string_view channel;  // borrowed from the rule set
  Duration within;
};

struct CheckGoal {
  std::string_view check;  // id of a review check; borrowed from the rule set
  int64_t share;           // of passes, ten-thousandths
};

enum class ReportPeriod : int32_t { kDay = 0, kWeek = 1, kMonth = 2 };
const char* ReportPeriodName(ReportPeriod period);  // "day", "week", "month"

struct Standard {
  ReportPeriod period = ReportPeriod::kWeek;
  int32_t satisfied_above = 3;  // a rating of 1 to 5 satisfies above it: 1 to 4
  // In which a further contact or a reopening tells against a resolution.
  Duration fcr_window = std::chrono::hours(7 * 24);
  Duration reopen_window = std::chrono::hours(7 * 24);
  // A customer is new for so long, at risk and lapsed after so long without activity; rising.
  Duration new_for = std::chrono::hours(30 * 24);
  Duration at_risk_after = std::chrono::hours(60 * 24);
  Duration lapsed_after = std::chrono::hours(120 * 24);
  std::vector<ChannelTarget> first_response, resolution;  // by channel
  std::vector<MetricGoal> goals;                          // by metric, one each
  std::vector<MetricAlert> alerts;                        // by metric, one each
  std::vector<CheckGoal> checks;                          // by id
};

}  // namespace rapport

#endif  // RAPPORT_STANDARD_H_
