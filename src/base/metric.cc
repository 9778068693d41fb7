#include "base/metric.h"

#include <array>

namespace rapport {
namespace {

struct MetricInfo {
  const char* name;
  const char* label;
  MetricUnit unit;
};

constexpr std::array<MetricInfo, kMetrics> kInfos = {{
    {"csat", "Satisfied with the service", MetricUnit::kShare},
    {"csat_product", "Satisfied with the product", MetricUnit::kShare},
    {"csat_firm", "Satisfied with the firm", MetricUnit::kShare},
    {"csat_customers", "Satisfied, of all customers", MetricUnit::kShare},
    {"csat_customers_product", "Satisfied with the product, of all", MetricUnit::kShare},
    {"csat_customers_firm", "Satisfied with the firm, of all", MetricUnit::kShare},
    {"response_rate", "Surveys answered", MetricUnit::kShare},
    {"nps", "Net promoter score", MetricUnit::kPoints},
    {"ces", "Customer effort score", MetricUnit::kScore},
    {"fcr", "Resolved at first contact", MetricUnit::kShare},
    {"handle_time", "Handle time, mean", MetricUnit::kSeconds},
    {"first_response_median", "First response, median", MetricUnit::kSeconds},
    {"first_response_p90", "First response, 90th percentile", MetricUnit::kSeconds},
    {"resolution_time_median", "Time to resolution, median", MetricUnit::kSeconds},
    {"resolution_time_p90", "Time to resolution, 90th percentile", MetricUnit::kSeconds},
    {"service_level", "First responses in time", MetricUnit::kShare},
    {"resolution_level", "Resolutions in time", MetricUnit::kShare},
    {"speed_of_answer_median", "Speed of answer, median", MetricUnit::kSeconds},
    {"speed_of_answer_p90", "Speed of answer, 90th percentile", MetricUnit::kSeconds},
    {"abandonment", "Calls abandoned", MetricUnit::kShare},
    {"escalation_rate", "Cases escalated", MetricUnit::kShare},
    {"reopen_rate", "Cases reopened", MetricUnit::kShare},
    {"transfer_rate", "Cases transferred", MetricUnit::kShare},
    {"retention", "Customers retained", MetricUnit::kShare},
    {"churn", "Customers lost", MetricUnit::kShare},
    {"defection", "Lost by cancellation", MetricUnit::kShare},
    {"lapse", "Lost to non-use", MetricUnit::kShare},
    {"repeat_purchase", "Buyers who bought again", MetricUnit::kShare},
    {"customer_value", "Value of a buyer, mean", MetricUnit::kAmount},
}};

}  // namespace

const char* MetricName(Metric metric) { return kInfos[static_cast<size_t>(metric)].name; }
const char* MetricLabel(Metric metric) { return kInfos[static_cast<size_t>(metric)].label; }
MetricUnit UnitOf(Metric metric) { return kInfos[static_cast<size_t>(metric)].unit; }

std::optional<Metric> FindMetric(std::string_view name) {
  for (size_t m = 0; m < kInfos.size(); ++m) {
    if (name == kInfos[m].name) return static_cast<Metric>(m);
  }
  return std::nullopt;
}

const char* ReportPeriodName(ReportPeriod period) {
  constexpr std::array<const char*, 3> kNames = {"day", "week", "month"};
  return kNames[static_cast<size_t>(period)];
}

}  // namespace rapport
