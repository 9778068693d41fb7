#include "cli/metrics_text.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "base/strings.h"
#include "base/time.h"
#include "cli/coaching_text.h"
#include "cli/table.h"

namespace rapport::cli {
namespace {

// With so many decimals, and the thousands apart.
std::string Decimals(double value, int places) {
  const int64_t scale = places == 0 ? 1 : places == 1 ? 10 : 100;
  const double bounded = std::clamp(value, -9e15, 9e15);
  const int64_t rounded = std::llround(bounded * static_cast<double>(scale));
  const int64_t magnitude = std::abs(rounded);
  std::string out = StrCat(rounded < 0 ? "-" : "", Grouped(magnitude / scale));
  if (places > 0) {
    StrAppend(&out, ".",
              ZeroPadded(static_cast<uint64_t>(magnitude % scale), static_cast<size_t>(places)));
  }
  return out;
}

// The two largest units that matter.
std::string Seconds(double value) {
  if (value < 60)
    return StrCat(Decimals(value, value < 10 && value != std::floor(value) ? 1 : 0), "s");
  const int64_t seconds = std::llround(std::min(value, 9e15));
  const auto two = [](int64_t large, std::string_view a, int64_t small, std::string_view b) {
    return small == 0 ? StrCat(Grouped(large), a) : StrCat(Grouped(large), a, " ", small, b);
  };
  if (seconds < 3600) return two(seconds / 60, "m", seconds % 60, "s");
  const int64_t minutes = (seconds + 30) / 60;
  if (minutes < 1440) return two(minutes / 60, "h", minutes % 60, "m");
  const int64_t hours = (seconds + 1800) / 3600;
  return two(hours / 24, "d", hours % 24, "h");
}

}  // namespace

std::string MetricText(MetricUnit unit, double value) {
  switch (unit) {
    case MetricUnit::kShare:
      return StrCat(Decimals(value * 100, 1), "%");
    case MetricUnit::kPoints:
      return StrCat(value >= 0.05 ? "+" : "", Decimals(value, 1));
    case MetricUnit::kScore:
    case MetricUnit::kAmount:
      return Decimals(value, 2);
    case MetricUnit::kSeconds:
      break;
  }
  return Seconds(std::max(0.0, value));
}

std::string ValueText(const insight::Figure& figure) {
  return figure.value ? MetricText(UnitOf(figure.metric), *figure.value) : "-";
}

std::string IntervalText(const insight::Figure& figure) {
  if (!figure.interval) return "";
  const MetricUnit unit = UnitOf(figure.metric);
  std::string low = MetricText(unit, figure.interval->low);
  if (unit == MetricUnit::kShare) low.pop_back();  // one % is enough
  return StrCat(low, " to ", MetricText(unit, figure.interval->high));
}

std::string ShortIntervalText(const insight::Figure& figure) {
  if (!figure.interval) return "";
  const double low = figure.interval->low, high = figure.interval->high;
  switch (UnitOf(figure.metric)) {
    case MetricUnit::kShare:
      return StrCat(Decimals(low * 100, 0), " to ", Decimals(high * 100, 0));
    case MetricUnit::kPoints:
      return StrCat(Decimals(low, 0), " to ", Decimals(high, 0));
    default:
      return IntervalText(figure);
  }
}

std::string GoalText(const MetricGoal& goal) {
  return StrCat(goal.at_least ? "at least " : "at most ",
                MetricText(UnitOf(goal.metric), static_cast<double>(goal.value) / 1e4));
}

std::string AlertText(const insight::RaisedAlert& raised) {
  const Metric metric = raised.alert.metric;
  return StrCat(raised.group, raised.group.empty() ? "" : ": ",
                std::string_view(MetricLabel(metric)), " ", ValueText(raised.figure), ", ",
                raised.alert.below ? "below " : "above ",
                MetricText(UnitOf(metric), static_cast<double>(raised.alert.value) / 1e4),
                " (n = ", Grouped(raised.figure.n), ")");
}

std::string GroupText(const insight::MetricsRow& row) {
  std::string out;
  for (const std::string& value : row.values) {
    StrAppend(&out, out.empty() ? "" : ", ", value.empty() ? "(not told)" : value);
  }
  return out;
}

std::string FieldsText(const insight::GroupBy& by) {
  std::string out = insight::GroupFieldName(by.first);
  out[0] = static_cast<char>(out[0] - 'a' + 'A');
  if (by.second) StrAppend(&out, " and ", std::string_view(insight::GroupFieldName(*by.second)));
  return out;
}

std::string SummaryText(const insight::MetricsReport& report) {
  if (!report.first) return "No event";
  std::string out = Count(report.events, "event", "events");
  StrAppend(&out, " from ", FormatTime(*report.first).substr(0, 10), " to ",
            FormatTime(*report.last).substr(0, 10), "; ", Count(report.all.cases, "case", "cases"),
            ", ", Count(report.customers, "customer", "customers"));
  return out;
}

std::vector<std::string> RemarksOf(const insight::MetricsReport& report) {
  std::vector<std::string> out;
  if (report.is_last_far) out.push_back(insight::RemarkOnLast(report));
  if (report.out_of_range > 0) {
    out.push_back(StrCat(Count(report.out_of_range, "event", "events"),
                         " before --from or not before --to passed over."));
  }
  if (report.early > 0) {
    out.push_back(
        StrCat("More cases were open at once than are kept: ", Count(report.early, "was", "were"),
               " counted before they could not change any more."));
  }
  if (report.late > 0) {
    out.push_back(StrCat(Count(report.late, "event", "events"),
                         " came so late that the case had been counted."));
  }
  if (report.sampled > 1) {
    out.push_back(StrCat("Figures of customers are of a sample, one in ", Grouped(report.sampled),
                         " of them."));
  }
  return out;
}

std::vector<Metric> DefinedMetrics(const std::vector<insight::MetricsRow>& rows) {
  std::vector<Metric> with_goal, others;
  for (int32_t m = 0; m < kMetrics; ++m) {
    const auto metric = static_cast<Metric>(m);
    const auto defined = [metric](const insight::MetricsRow& row) {
      return row.figure(metric).value.has_value();
    };
    if (std::none_of(rows.begin(), rows.end(), defined)) continue;
    (rows[0].figure(metric).goal ? with_goal : others).push_back(metric);
  }
  with_goal.insert(with_goal.end(), others.begin(), others.end());
  return with_goal;
}

}  // namespace rapport::cli
