#include "cli/trend_plot.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "base/strings.h"
#include "cli/metrics_text.h"
#include "cli/table.h"

namespace rapport::cli {
namespace {

// The picture, in its own units.
constexpr int64_t kWidth = 420, kHeight = 170;
constexpr int64_t kLeft = 58, kRight = 14, kTop = 12, kBottom = 30;

// Steps of 1, 2 or 5 times a power of ten; of seconds, what clocks show.
double NiceStep(double range, MetricUnit unit) {
  constexpr double kWanted = 4;
  const double step = range / kWanted;
  if (unit == MetricUnit::kSeconds && step > 1) {
    constexpr double kClock[] = {2,    5,    10,   15,    30,    60,    120,   300,    600,   900,
                                 1800, 3600, 7200, 14400, 21600, 43200, 86400, 172800, 432000};
    for (const double nice : kClock) {
      if (nice >= step) return nice;
    }
  }
  const double power = std::pow(10.0, std::floor(std::log10(step)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= step) return factor * power;
  }
  return 10 * power;
}

class Plot {
 public:
  Plot(const std::vector<insight::MetricsRow>& periods, Metric metric, HtmlWriter* html)
      : metric_(metric), html_(*html) {
    for (const insight::MetricsRow& row : periods) {
      if (!row.is_other) rows_.push_back(&row);
    }
  }

  void Write() {
    const auto has_value = [this](const insight::MetricsRow* row) {
      return row->figure(metric_).value.has_value();
    };
    if (std::count_if(rows_.begin(), rows_.end(), has_value) < 2) return;
    Scale();
    const std::string label = MetricLabel(metric_);
    html_.Markup("<figure class=\"plot\">\n<figcaption>").Text(label).Markup("</figcaption>\n");
    html_.Markup("<svg class=\"trend\" viewBox=\"0 0 ").Number(kWidth).Markup(" ").Number(kHeight);
    html_.Markup("\" role=\"img\" aria-label=\"").Text(label).Markup(" by period\">\n");
    Grid();
    Runs();
    Goal();
    Points();
    html_.Markup("</svg>\n</figure>\n");
  }

 private:
  const insight::Figure& FigureAt(size_t i) const { return rows_[i]->figure(metric_); }

  // Everything is to be seen; shares are shown from 0 or to 1 when they come near.
  void Scale() {
    double low = HUGE_VAL, high = -HUGE_VAL;
    const auto include = [&](double value) {
      low = std::min(low, value);
      high = std::max(high, value);
    };
    for (const insight::MetricsRow* row : rows_) {
      const insight::Figure& figure = row->figure(metric_);
      if (!figure.value) continue;
      include(*figure.value);
      if (figure.interval && figure.n >= kFewest) {
        include(figure.interval->low);
        include(figure.interval->high);
      }
      if (figure.goal) include(static_cast<double>(figure.goal->value) / 1e4);
    }
    const MetricUnit unit = UnitOf(metric_);
    if (unit == MetricUnit::kSeconds || unit == MetricUnit::kAmount) low = std::min(low, 0.0);
    step_ = NiceStep(std::max(high - low, unit == MetricUnit::kShare ? 0.02 : 1e-3), unit);
    low_ = std::floor(low / step_) * step_;
    high_ = std::max(std::ceil(high / step_) * step_, low_ + step_);
  }

  int64_t X(size_t i) const {
    const auto steps = static_cast<int64_t>(rows_.size()) - 1;
    return kLeft +
           static_cast<int64_t>(i) * (kWidth - kLeft - kRight) / std::max<int64_t>(1, steps);
  }
  int64_t Y(double value) const {
    const double share = std::clamp((value - low_) / (high_ - low_), 0.0, 1.0);
    return kHeight - kBottom - std::llround(share * static_cast<double>(kHeight - kTop - kBottom));
  }

  void Across(double value) {
    html_.Markup(" x1=\"").Number(kLeft).Markup("\" x2=\"").Number(kWidth - kRight);
    html_.Markup("\" y1=\"").Number(Y(value)).Markup("\" y2=\"").Number(Y(value)).Markup("\"/>\n");
  }

  void Grid() {
    const int64_t lines = std::llround((high_ - low_) / step_);
    for (int64_t i = 0; i <= lines; ++i) {
      const double value = low_ + static_cast<double>(i) * step_;
      html_.Markup("<line class=\"grid\"");
      Across(value);
      html_.Markup("<text class=\"y\" x=\"")
          .Number(kLeft - 6)
          .Markup("\" y=\"")
          .Number(Y(value) + 4);
      html_.Markup("\">").Text(MetricText(UnitOf(metric_), value)).Markup("</text>\n");
    }
    html_.Markup("<text x=\"").Number(kLeft).Markup("\" y=\"").Number(kHeight - 10).Markup("\">");
    html_.Text(rows_.front()->values[0]).Markup("</text><text class=\"y\" x=\"");
    html_.Number(kWidth - kRight).Markup("\" y=\"").Number(kHeight - 10).Markup("\">");
    html_.Text(rows_.back()->values[0]).Markup("</text>\n");
  }

  void Corner(size_t i, double value) {
    html_.Number(X(i)).Markup(",").Number(Y(value)).Markup(" ");
  }

  // Periods with values that stand one after another.
  void Runs() {
    for (size_t begin = 0; begin < rows_.size();) {
      size_t end = begin;
      while (end < rows_.size() && FigureAt(end).value) ++end;
      Band(begin, end);
      if (end > begin + 1) {
        html_.Markup("<polyline points=\"");
        for (size_t i = begin; i < end; ++i) Corner(i, *FigureAt(i).value);
        html_.Markup("\"/>\n");
      }
      begin = std::max(end, begin + 1);
    }
  }

  void Band(size_t begin, size_t end) {
    for (size_t from = begin; from < end;) {
      size_t to = from;
      while (to < end && FigureAt(to).interval) ++to;
      if (to > from + 1) {
        html_.Markup("<polygon class=\"band\" points=\"");
        for (size_t i = from; i < to; ++i) Corner(i, FigureAt(i).interval->low);
        for (size_t i = to; i-- > from;) Corner(i, FigureAt(i).interval->high);
        html_.Markup("\"/>\n");
      }
      from = std::max(to, from + 1);
    }
  }

  void Goal() {
    const auto& goal = FigureAt(0).goal;
    if (!goal) return;
    const double value = static_cast<double>(goal->value) / 1e4;
    html_.Markup("<line class=\"diagonal\"");
    Across(value);
    html_.Markup("<text class=\"goal y\" x=\"").Number(kWidth - kRight).Markup("\" y=\"");
    html_.Number(std::max(Y(value) - 4, kTop))
        .Markup("\">")
        .Text(GoalText(*goal))
        .Markup("</text>\n");
  }

  void Points() {
    for (size_t i = 0; i < rows_.size(); ++i) {
      const insight::Figure& figure = FigureAt(i);
      if (!figure.value) continue;
      html_.Markup("<circle cx=\"").Number(X(i)).Markup("\" cy=\"").Number(Y(*figure.value));
      html_.Markup("\" r=\"3\"><title>").Text(rows_[i]->values[0]).Markup(": ");
      html_.Text(ValueText(figure));
      if (figure.interval) html_.Markup(" (").Text(IntervalText(figure)).Markup(")");
      html_.Markup(", n = ").Text(Grouped(figure.n)).Markup("</title></circle>\n");
    }
  }

  // An interval of fewer would be all that the picture shows.
  static constexpr int64_t kFewest = 5;

  const Metric metric_;
  HtmlWriter& html_;
  std::vector<const insight::MetricsRow*> rows_;
  double low_ = 0, high_ = 1, step_ = 1;
};

}  // namespace

void WriteTrendPlot(const std::vector<insight::MetricsRow>& periods, Metric metric,
                    HtmlWriter* html) {
  Plot(periods, metric, html).Write();
}

}  // namespace rapport::cli
