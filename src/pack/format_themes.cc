// The tables of `themes:` and `measures:`. docs/pack-reference.md explains the same keys to people.

#include <utility>

#include "pack/format.h"
#include "pack/shape_builder.h"
#include "rapport/standard.h"

namespace rapport::pack {

using namespace build;  // NOLINT: the tables are written in its words

const Shape& ThemeShape() {
  static const Shape& shape =
      Keep(Item("a theme", "theme",
                {{"label", &Label(), "For people.", kRequired},
                 {"cues", &Refs(), "Cues of customers that speak of it."},
                 {"praise_cues", &Refs(), "Cues of customers that speak well of it."},
                 {"complaint_cues", &Refs(), "Cues of customers that speak badly of it."},
                 {"phrases", &Phrases(), "Phrases that speak of it."},
                 {"praise", &Phrases(), "Phrases that speak well of it."},
                 {"complaints", &Phrases(), "Phrases that speak badly of it."},
                 {"examples", &Texts(), "Comments that speak of it."},
                 {"counter_examples", &Texts(), "Comments that do not."}}));
  return shape;
}

namespace {

const Shape& MetricShape() {
  static const Shape& shape = []() -> const Shape& {
    Shape metric = Make(ShapeKind::kEnum, "a metric");
    for (int32_t m = 0; m < kMetrics; ++m) {
      metric.values.emplace_back(MetricName(static_cast<Metric>(m)));
    }
    return Keep(std::move(metric));
  }();
  return shape;
}

}  // namespace

const Shape& MeasureShape() {
  static const Shape& shape = Keep(Item(
      "a measure", "measure",
      {{"label", &Label(), "What to do, for people.", kRequired},
       {"for", &ListOf("a list of names", Ref(), false), "Themes that it is for.", kRequired},
       {"owner", &Label(), "Who sees to it.", kRequired},
       {"cost", &Enum("a cost", {"low", "medium", "high"}), "What it costs, roughly.", kRequired},
       {"moves", &MetricShape(), "The metric that should move.", kRequired}}));
  return shape;
}

}  // namespace rapport::pack
