#include "cli/metrics_view.h"

#include <algorithm>
#include <vector>

#include "base/strings.h"
#include "cli/layout.h"
#include "cli/metrics_text.h"
#include "cli/table.h"

namespace rapport::cli {
namespace {

using Align = Table::Align;

constexpr size_t kMostPeriods = 12;  // the latest
constexpr size_t kFigureWidth = 20;  // what one takes in a table, about
constexpr size_t kGroupWidth = 26;

Style StyleOf(insight::Verdict verdict) {
  switch (verdict) {
    case insight::Verdict::kMet:
      return Style::kGreen;
    case insight::Verdict::kMissed:
      return Style::kRed;
    case insight::Verdict::kUnsure:
      return Style::kYellow;
    case insight::Verdict::kNoGoal:
      break;
  }
  return Style::kPlain;
}

class View {
 public:
  View(const Terminal& terminal, std::string* out) : terminal_(terminal), out_(*out) {}

  void Report(const insight::MetricsReport& report) {
    Line(StyledText().Add("Metrics", Style::kBold).Add(StrCat("  ", report.rule_set)));
    Line(StrCat(SummaryText(report), report.first ? "; with 95% intervals" : "."));
    for (const std::string& remark : RemarksOf(report)) {
      AppendWrapped(terminal_, StyledText(), StyledText().Add(remark, Style::kDim), &out_);
    }
    if (report.events == 0) return;
    All(report.all);
    Stages(report);
    if (!report.alerts.empty()) {
      Heading("Alerts");
      for (const insight::RaisedAlert& raised : report.alerts) {
        AppendWrapped(terminal_, StyledText("  "), StyledText().Add(AlertText(raised), Style::kRed),
                      &out_);
      }
    }
    if (report.trend.rows.size() > 1) {
      Rows(StrCat("By ", std::string_view(ReportPeriodName(report.period))), "begins",
           Latest(report.trend.rows));
    }
    for (const insight::MetricsTable& table : report.tables) {
      Rows(StrCat("By ", insight::GroupByName(table.by)), FieldsText(table.by), table.rows);
    }
  }

 private:
  void Line(const StyledText& text) { StrAppend(&out_, text.Render(terminal_), "\n"); }
  void Heading(std::string_view text) {
    out_ += "\n";
    Line(StyledText().Add(text, Style::kBold));
  }

  void All(const insight::MetricsRow& all) {
    std::string unmeasured;
    out_ += "\n";
    Table table({"", "value", "95% interval", "n", "goal"},
                {Align::kLeft, Align::kRight, Align::kLeft, Align::kRight, Align::kLeft});
    for (const insight::Figure& figure : all.figures) {
      if (!figure.value) {
        if (figure.goal)
          StrAppend(&unmeasured, unmeasured.empty() ? "" : ", ",
                    std::string_view(MetricName(figure.metric)));
        continue;
      }
      StyledText goal;
      if (figure.goal) {
        goal.Add(GoalText(*figure.goal));
        if (figure.verdict != insight::Verdict::kNoGoal) {
          goal.Add(": ").Add(VerdictName(figure.verdict), StyleOf(figure.verdict));
        }
      }
      table.Row({MetricLabel(figure.metric), StyledText().Add(ValueText(figure), Style::kBold),
                 IntervalText(figure), Grouped(figure.n), goal});
    }
    table.Append(terminal_, 2, &out_);
    if (unmeasured.empty()) return;
    AppendWrapped(
        terminal_, StyledText("  "),
        StyledText().Add(StrCat("No event measures the goals of ", unmeasured, "."), Style::kDim),
        &out_);
  }

  void Stages(const insight::MetricsReport& report) {
    StyledText text;
    for (size_t i = 0; i < insight::kLifecycleStages; ++i) {
      const auto stage = static_cast<insight::LifecycleStage>(i);
      if (report.stages[i] == 0) continue;
      text.Add(StrCat(text.empty() ? "" : ", ", std::string_view(LifecycleStageLabel(stage)), " ",
                      Grouped(report.stages[i])));
    }
    if (text.empty()) return;
    out_ += "\n";
    AppendWrapped(terminal_, StyledText("Customers by stage: "), text, &out_);
  }

  static std::vector<insight::MetricsRow> Latest(const std::vector<insight::MetricsRow>& rows) {
    const size_t other = !rows.empty() && rows.back().is_other ? 1 : 0;
    const size_t shown = std::min(kMostPeriods, rows.size() - other);
    const auto end = rows.end() - static_cast<std::ptrdiff_t>(other);
    return {end - static_cast<std::ptrdiff_t>(shown), end};
  }

  void Rows(const std::string& heading, std::string_view name,
            const std::vector<insight::MetricsRow>& rows) {
    Heading(heading);
    if (rows.empty()) return Line("  No event counts here.");
    std::vector<Metric> metrics = DefinedMetrics(rows);
    const size_t room =
        terminal_.width > kGroupWidth ? (terminal_.width - kGroupWidth) / kFigureWidth : 0;
    const size_t shown = std::min(metrics.size(), std::max<size_t>(2, room));
    std::vector<std::string> headings = {std::string(name), "cases"};
    std::vector<Align> align = {Align::kLeft, Align::kRight};
    for (size_t i = 0; i < shown; ++i) {
      headings.push_back(MetricName(metrics[i]));
      align.push_back(Align::kLeft);
    }
    Table table(headings, align);
    for (const insight::MetricsRow& row : rows) {
      std::vector<StyledText> cells = {GroupText(row), Grouped(row.cases)};
      for (size_t i = 0; i < shown; ++i) cells.push_back(Cell(row.figure(metrics[i])));
      table.Row(std::move(cells));
    }
    table.Append(terminal_, 2, &out_);
    if (shown == metrics.size()) return;
    std::string rest;
    for (size_t i = shown; i < metrics.size(); ++i) {
      StrAppend(&rest, rest.empty() ? "" : ", ", std::string_view(MetricName(metrics[i])));
    }
    AppendWrapped(terminal_, StyledText("  "),
                  StyledText().Add(StrCat("With --json or --html also ", rest, "."), Style::kDim),
                  &out_);
  }

  static StyledText Cell(const insight::Figure& figure) {
    StyledText cell;
    cell.Add(ValueText(figure), StyleOf(figure.verdict));
    if (figure.interval) cell.Add(StrCat(" (", ShortIntervalText(figure), ")"), Style::kDim);
    return cell;
  }

  const Terminal& terminal_;
  std::string& out_;
};

}  // namespace

void AppendMetrics(const Terminal& terminal, const insight::MetricsReport& report,
                   std::string* out) {
  View(terminal, out).Report(report);
}

}  // namespace rapport::cli
