#include "cli/compare_view.h"

#include <algorithm>
#include <cmath>
#include <vector>

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

// "+2.1" (of points, and of shares, whose differences are points too), "-3m".
std::string Signed(Metric metric, double value) {
  const MetricUnit unit = UnitOf(metric);
  if (unit == MetricUnit::kPoints) return MetricText(unit, value);
  std::string text = MetricText(unit, std::fabs(value));
  if (unit == MetricUnit::kShare) text.pop_back();  // the sign of per cent
  return StrCat(value < 0 ? "-" : "+", text);
}

std::string SignedWithUnit(Metric metric, double value) {
  return StrCat(Signed(metric, value), UnitOf(metric) == MetricUnit::kShare ? " pt" : "");
}

std::string DifferenceText(Metric metric, const JudgedChange& change) {
  return change.difference ? SignedWithUnit(metric, *change.difference) : "-";
}

std::string BetweenText(Metric metric, const JudgedChange& change) {
  if (!change.interval) return "";
  return StrCat(Signed(metric, change.interval->low), " to ",
                Signed(metric, change.interval->high));
}

std::string ChanceText(const std::optional<double>& p) {
  if (!p) return "-";
  const auto rounded = static_cast<int64_t>(std::lround(*p * 1e3));
  return rounded == 0 ? "<0.001" : record::FormatDecimal(rounded, 3);
}

StyledText VerdictText(ChangeVerdict verdict) {
  switch (verdict) {
    case ChangeVerdict::kBetter:
      return StyledText().Add("better", Style::kGreen);
    case ChangeVerdict::kWorse:
      return StyledText().Add("worse", Style::kRed);
    case ChangeVerdict::kNoEvidence:
      return StyledText();  // there is no evidence of a change
    case ChangeVerdict::kTooFew:
      return StyledText().Add("too few", Style::kDim);
    case ChangeVerdict::kNotTested:
      break;
  }
  return StyledText().Add("untested", Style::kDim);
}

bool IsFinding(const JudgedChange& change) {
  return change.verdict == ChangeVerdict::kBetter || change.verdict == ChangeVerdict::kWorse;
}

// Rows that are all alike, of which a narrow terminal shows the most important columns.
struct Columns {
  std::vector<std::string> headings;
  std::vector<Align> alignment;
  size_t label = 0;           // this one is clipped when the others leave it too little
  std::vector<size_t> spare;  // these are left out before, in their order, as many as need be
  std::vector<std::vector<StyledText>> rows;

  void Append(const Terminal& terminal, size_t indent, std::string* out) const;
};

void Columns::Append(const Terminal& terminal, size_t indent, std::string* out) const {
  constexpr size_t kGap = 2, kLeastLabel = 28, kNarrowest = 8;
  std::vector<size_t> widths;
  for (const std::string& heading : headings) widths.push_back(StyledText(heading).width());
  for (const auto& row : rows) {
    for (size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].width());
  }
  std::vector<bool> shown(headings.size(), true);
  size_t others = indent;  // all but the label
  for (size_t i = 0; i < widths.size(); ++i) others += i == label ? 0 : widths[i] + kGap;
  const size_t least = std::min(kLeastLabel, widths[label]);
  for (const size_t column : spare) {
    if (others + least <= terminal.width) break;
    shown[column] = false;
    others -= widths[column] + kGap;
  }
  const size_t room = std::max(terminal.width > others ? terminal.width - others : 0, kNarrowest);
  const auto kept = [&shown](const auto& all) {
    auto left = all;
    left.clear();
    for (size_t i = 0; i < all.size(); ++i) {
      if (shown[i]) left.push_back(all[i]);
    }
    return left;
  };
  Table table(kept(headings), kept(alignment));
  for (std::vector<StyledText> row : rows) {
    if (row[label].width() > room) row[label] = Clipped(row[label].pieces()[0].text, room);
    table.Row(kept(row));
  }
  table.Append(terminal, indent, out);
}

class View {
 public:
  View(const Terminal& terminal, const CompareReport& report, std::string* out)
      : terminal_(terminal), report_(report), out_(*out) {}

  void Append() {
    AppendWrapped(
        terminal_, StyledText(),
        StyledText().Add("Before and after", Style::kBold).Add(StrCat("  ", report_.rule_set)),
        &out_);
    Period("before", report_.before);
    Period("after", report_.after);
    Lengths();
    AppendWrapped(
        terminal_, StyledText(),
        StyledText().Add(StrCat(report_.tests,
                                " tests, their p adjusted together (Holm): without any effect, at "
                                "most one report of twenty names one. Figures of less than ",
                                report_.min_sample,
                                " are not tested. No word: no evidence of a change. Shares differ "
                                "by points of per cent (pt)."),
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
    const std::string lead = StrCat("  ", name, std::string(7 - name.size(), ' '));
    AppendWrapped(terminal_, StyledText(lead), StyledText(when), &out_);
  }

  // What is left out since the periods are not of one length.
  void Lengths() {
    if (!report_.lengths_differ) return;
    std::string names;
    for (int32_t m = 0; m < kMetrics; ++m) {
      const auto metric = static_cast<Metric>(m);
      const ComparedFigure& all = report_.groups[0].figures[static_cast<size_t>(m)];
      if (!insight::GrowsWithLength(metric) || (!all.before && !all.after)) continue;
      StrAppend(&names, names.empty() ? " What grows with it is not tested: " : "; ",
                MetricLabel(metric));
    }
    AppendWrapped(
        terminal_, StyledText(),
        StyledText().Add(StrCat("The periods differ in length: ", Days(report_.before), " before, ",
                                Days(report_.after), " after.", names, names.empty() ? "" : "."),
                         Style::kYellow),
        &out_);
  }

  static std::string Days(const insight::ComparedPeriod& period) {
    const auto tenths = static_cast<int64_t>(std::llround(period.days * 10));
    return StrCat(Grouped(tenths / 10), tenths % 10 == 0 ? "" : StrCat(".", tenths % 10),
                  tenths == 10 ? " day" : " days");
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

  // Where something changed, by group; p stands in the tables below and in the JSON.
  void Findings() {
    Heading("What changed");
    bool any = false;
    for (const ComparedGroup& group : report_.groups) {
      any |= Findings(group, false);
      any |= Findings(group, true);
    }
    if (!any) Line("  Nothing, as far as these events can tell.");
  }

  // Of the group itself, or of what it changed beyond the others.
  bool Findings(const ComparedGroup& group, bool beyond) {
    Columns table;
    table.headings = {"", "", "before", "after", "difference", "95% interval"};
    table.alignment = {Align::kLeft,  Align::kLeft,  Align::kRight,
                       Align::kRight, Align::kRight, Align::kLeft};
    table.label = 1;
    table.spare = {2, 3, 5};
    for (const ComparedFigure& figure : group.figures) {
      if (beyond && !figure.against_others) continue;
      const JudgedChange& change = beyond ? *figure.against_others : figure.change;
      if (!IsFinding(change)) continue;
      const Metric m = figure.metric;
      table.rows.push_back({VerdictText(change.verdict), MetricLabel(m),
                            beyond ? "" : ValueOf(m, figure.before),
                            beyond ? "" : ValueOf(m, figure.after), DifferenceText(m, change),
                            BetweenText(m, change)});
    }
    if (table.rows.empty()) return false;
    Line(StyledText().Add("  ").Add(StrCat(NameOf(group), beyond ? ", beyond all others" : ""),
                                    Style::kBold));
    table.Append(terminal_, 4, &out_);
    return true;
  }

  void Figures(const ComparedGroup& group) {
    if (group.is_rest) {
      Heading("All others");
    } else if (group.values.empty()) {
      Heading("All together");
    } else {
      Heading(StrCat(std::string_view(GroupFieldName(report_.where->field)), ": ", NameOf(group)));
    }
    Columns table;
    table.headings = {"", "", "before", "n", "after", "n", "change", "adj. p"};
    table.alignment = {Align::kLeft,  Align::kLeft,  Align::kRight, Align::kRight,
                       Align::kRight, Align::kRight, Align::kRight, Align::kRight};
    table.spare = {3, 5, 2, 4, 7, 6};
    for (const ComparedFigure& figure : group.figures) {
      if (!figure.before && !figure.after) continue;
      const Metric m = figure.metric;
      const JudgedChange& change = figure.change;
      table.rows.push_back({MetricLabel(m), VerdictText(change.verdict), ValueOf(m, figure.before),
                            Grouped(figure.before_n), ValueOf(m, figure.after),
                            Grouped(figure.after_n), DifferenceText(m, change),
                            ChanceText(change.adjusted)});
    }
    if (table.rows.empty()) return Line("  No figure is of anything.");
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
