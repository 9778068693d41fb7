#include "cli/compare_view.h"

#include <cmath>

#include "base/strings.h"
#include "base/time.h"
#include "cli/layout.h"
#include "cli/metrics_text.h"
#include "cli/table.h"
#include "record/json_writer.h"

namespace rapport::cli {
namespace {

using insight::ChangeVerdict;
using insight::ComparedFigure;
using insight::ComparedGroup;
using insight::CompareReport;
using insight::JudgedChange;
using Align = Table::Align;

std::string ValueOf(Metric metric, const std::optional<double>& value) {
  return value ? MetricText(UnitOf(metric), *value) : "-";
}

// "+2.1%", "-3m"; of points, which have a sign anyway, as they are.
std::string Signed(Metric metric, double value) {
  if (UnitOf(metric) == MetricUnit::kPoints) return MetricText(MetricUnit::kPoints, value);
  return StrCat(value < 0 ? "-" : "+", MetricText(UnitOf(metric), std::fabs(value)));
}

std::string DifferenceText(Metric metric, const JudgedChange& change) {
  return change.difference ? Signed(metric, *change.difference) : "-";
}

std::string BetweenText(Metric metric, const JudgedChange& change) {
  if (!change.interval) return "";
  return StrCat(Signed(metric, change.interval->low), " to ",
                Signed(metric, change.interval->high));
}

std::string ChanceText(const std::optional<double>& p) {
  if (!p) return "-";
  const auto rounded = static_cast<int64_t>(std::lround(*p * 1e4));
  return rounded == 0 ? "<0.0001" : record::FormatDecimal(rounded, 4);
}

StyledText VerdictText(ChangeVerdict verdict) {
  switch (verdict) {
    case ChangeVerdict::kBetter:
      return StyledText().Add("better", Style::kGreen);
    case ChangeVerdict::kWorse:
      return StyledText().Add("worse", Style::kRed);
    case ChangeVerdict::kNoEvidence:
      return StyledText().Add("no evidence");
    case ChangeVerdict::kTooFew:
      return StyledText().Add("too few", Style::kDim);
    case ChangeVerdict::kNotTested:
      break;
  }
  return StyledText().Add("not tested", Style::kDim);
}

bool IsFinding(const JudgedChange& change) {
  return change.verdict == ChangeVerdict::kBetter || change.verdict == ChangeVerdict::kWorse;
}

class View {
 public:
  View(const Terminal& terminal, const CompareReport& report, std::string* out)
      : terminal_(terminal), report_(report), out_(*out) {}

  void Append() {
    Line(StyledText().Add("Before and after", Style::kBold).Add(StrCat("  ", report_.rule_set)));
    Period("before", report_.before);
    Period("after", report_.after);
    AppendWrapped(
        terminal_, StyledText(),
        StyledText().Add(StrCat(report_.tests,
                                " tests, their p adjusted together (Holm): without any effect, at "
                                "most one report of twenty names one. Figures of less than ",
                                report_.min_sample, " are not tested."),
                         Style::kDim),
        &out_);
    Findings();
    for (const ComparedGroup& group : report_.groups) {
      if (group.values.empty() || report_.where) Figures(group);
    }
  }

 private:
  void Line(const StyledText& text) { StrAppend(&out_, text.Render(terminal_), "\n"); }
  void Heading(std::string_view text) {
    out_ += "\n";
    Line(StyledText().Add(text, Style::kBold));
  }

  void Period(std::string_view name, const insight::ComparedPeriod& period) {
    std::string when = "no events";
    if (period.first) {
      when = StrCat(FormatTime(*period.first), " to ", FormatTime(*period.last), ": ",
                    Grouped(period.events), " events, ", Grouped(period.cases), " cases, ",
                    Grouped(period.customers), " customers");
    }
    Line(StrCat("  ", name, std::string(7 - name.size(), ' '), when));
  }

  std::string NameOf(const ComparedGroup& group) const {
    if (group.is_rest) return "all others";
    if (group.is_other) return "(others that are not kept apart)";
    if (group.values.empty()) return "all together";
    std::string name;
    for (const std::string& value : group.values) {
      StrAppend(&name, name.empty() ? "" : ", ", value.empty() ? "(none)" : value);
    }
    return name;
  }

  void Findings() {
    Heading("What changed");
    Table table({"", "", "", "before", "after", "difference", "adj. p", "95% interval"},
                {Align::kLeft, Align::kLeft, Align::kLeft, Align::kRight, Align::kRight,
                 Align::kRight, Align::kRight, Align::kLeft});
    size_t rows = 0;
    const auto add = [&](const ComparedGroup& group, const ComparedFigure& figure,
                         const JudgedChange& change, bool is_beside) {
      if (!IsFinding(change)) return;
      ++rows;
      const Metric m = figure.metric;
      table.Row({VerdictText(change.verdict),
                 StrCat(NameOf(group), is_beside ? ", beyond all others" : ""), MetricLabel(m),
                 is_beside ? "" : ValueOf(m, figure.before),
                 is_beside ? "" : ValueOf(m, figure.after), DifferenceText(m, change),
                 ChanceText(change.adjusted), BetweenText(m, change)});
    };
    for (const ComparedGroup& group : report_.groups) {
      for (const ComparedFigure& figure : group.figures) {
        add(group, figure, figure.change, false);
        if (figure.against_others) add(group, figure, *figure.against_others, true);
      }
    }
    if (rows == 0) return Line("  Nothing, as far as these events can tell.");
    table.Append(terminal_, 2, &out_);
  }

  void Figures(const ComparedGroup& group) {
    if (group.is_rest) {
      Heading("All others");
    } else if (group.values.empty()) {
      Heading("All together");
    } else {
      Heading(StrCat(std::string_view(GroupFieldName(report_.where->field)), ": ", NameOf(group)));
    }
    Table table({"", "", "before", "n", "after", "n", "difference", "adj. p", "95% interval"},
                {Align::kLeft, Align::kLeft, Align::kRight, Align::kRight, Align::kRight,
                 Align::kRight, Align::kRight, Align::kRight, Align::kLeft});
    size_t rows = 0;
    for (const ComparedFigure& figure : group.figures) {
      if (!figure.before && !figure.after) continue;
      const Metric m = figure.metric;
      const JudgedChange& change = figure.change;
      table.Row({MetricLabel(m), VerdictText(change.verdict), ValueOf(m, figure.before),
                 Grouped(figure.before_n), ValueOf(m, figure.after), Grouped(figure.after_n),
                 DifferenceText(m, change), ChanceText(change.adjusted), BetweenText(m, change)});
      ++rows;
    }
    if (rows == 0) return Line("  No figure is of anything.");
    table.Append(terminal_, 2, &out_);
  }

  const Terminal& terminal_;
  const CompareReport& report_;
  std::string& out_;
};

}  // namespace

void AppendMetricsComparison(const Terminal& terminal, const CompareReport& report,
                             std::string* out) {
  View(terminal, report, out).Append();
}

}  // namespace rapport::cli
