// The table of `standard:`. docs/metrics.md explains what it means.

#include <string>

#include "base/metric.h"
#include "base/strings.h"
#include "pack/format.h"
#include "pack/shape_builder.h"
#include "rapport/standard.h"

namespace rapport::pack {
namespace {

using namespace build;  // NOLINT: the tables are written in its words

const Shape& Span() {
  static const Shape& shape = Keep(Make(ShapeKind::kDuration, "a duration"));
  return shape;
}

const Shape& MetricValue() { return Text("a value of the metric"); }

// What the keys of goals and alerts may be.
const NameForm& MetricForm() {
  static const std::string pattern = [] {
    std::string list;
    for (int32_t m = 0; m < kMetrics; ++m) {
      StrAppend(&list, m == 0 ? "" : "|", std::string_view(MetricName(static_cast<Metric>(m))));
    }
    return StrCat("^(", list, ")$");
  }();
  static const NameForm form = {"a metric", "docs/metrics.md lists the metrics", pattern,
                                [](std::string_view name) { return FindMetric(name).has_value(); }};
  return form;
}

const Shape& ByMetric(std::string_view what, const Shape& element) {
  return Keep(MapOf(what, &MetricForm(), element));
}

const Shape& Goals() {
  static const Shape& shape = []() -> const Shape& {
    Shape goal = Object("a goal", "metric_goal",
                        {{"at_least", &MetricValue(), "The least that is good: 80%, 30, 4.5."},
                         {"at_most", &MetricValue(), "The most that is good: 5%, 4h, 2."}});
    goal.exactly_one = {"at_least", "at_most"};
    return ByMetric("a map of goals", Keep(std::move(goal)));
  }();
  return shape;
}

const Shape& Alerts() {
  static const Shape& shape = []() -> const Shape& {
    Shape alert = Object("an alert", "metric_alert",
                         {{"below", &MetricValue(), "It is raised by less."},
                          {"above", &MetricValue(), "It is raised by more."},
                          {"min_sample", &Number(ShapeKind::kInt, "a number", 1, 1'000'000'000),
                           "Of how many the figure must be; default 30."}});
    alert.exactly_one = {"below", "above"};
    return ByMetric("a map of alerts", Keep(std::move(alert)));
  }();
  return shape;
}

}  // namespace

const Shape& StandardShape() {
  static const Shape& shape = []() -> const Shape& {
    const Shape& times = Keep(MapOf("a map from channels to durations", nullptr, Span()));
    return Keep(
        Object("`standard`", "standard",
               {{"period", &Enum("a period", {"day", "week", "month"}), "Of trends; default week."},
                {"satisfied_above", &Number(ShapeKind::kInt, "a rating", 1, 4),
                 "A rating of 1 to 5 satisfies above it; default 3."},
                {"windows",
                 &Keep(Object("`windows`", "",
                              {{"fcr", &Span(), "In which a further contact tells; default 7d."},
                               {"reopen", &Span(), "In which a reopening tells; default 7d."}})),
                 "How long after a resolution it may prove to be none."},
                {"lifecycle",
                 &Keep(Object(
                     "`lifecycle`", "",
                     {{"new", &Span(), "How long a customer is new; default 30d."},
                      {"at_risk", &Span(), "At risk after so long without activity; default 60d."},
                      {"lapsed", &Span(), "Lapsed after so long; default 120d."}})),
                 "When customers are in which stage."},
                {"first_response", &times,
                 "In what time the first response is due; `default`: elsewhere."},
                {"resolution", &times, "In what time a resolution is due; `default`: elsewhere."},
                {"goals", &Goals(), "What the figures should come to."},
                {"alerts", &Alerts(), "Which figures call for attention."},
                {"checks", &Keep(MapOf("a map from checks to shares", nullptr, Text("a share"))),
                 "What share of replies should pass a check."}}));
  }();
  return shape;
}

}  // namespace rapport::pack
