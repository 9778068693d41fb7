#include "cli/metrics_page.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "base/strings.h"
#include "cli/html_page.h"
#include "cli/metrics_text.h"
#include "cli/table.h"
#include "cli/trend_plot.h"

namespace rapport::cli {
namespace {

constexpr size_t kMostRows = 200;  // of a table; JSON has all

class Page {
 public:
  Page(const insight::MetricsReport& report, HtmlWriter* html)
      : report_(report), html_(*html), parts_(html) {}

  void Write() {
    OpenPage("Service metrics", &html_);
    html_.Markup("<p>").Text(SummaryText(report_)).Markup("; measured by the standard of ");
    html_.Text(report_.rule_set).Markup(".</p>\n");
    for (const std::string& remark : RemarksOf(report_)) {
      html_.Markup("<p class=\"bad\">").Text(remark).Markup("</p>\n");
    }
    parts_.Write([this] { Sections(); });
    ClosePage(&html_);
  }

 private:
  void Sections() {
    if (!report_.alerts.empty()) parts_.Part("Alerts", [&] { Alerts(); });
    parts_.Part("All together", [&] { All(); });
    if (report_.trend.rows.size() > 1) {
      parts_.Part(StrCat("By ", std::string_view(ReportPeriodName(report_.period))),
                  [&] { Trends(); });
    }
    for (const insight::MetricsTable& table : report_.tables) {
      parts_.Part(StrCat("By ", insight::GroupByName(table.by)), [&] { Groups(table); });
    }
    if (report_.customers > 0) parts_.Part("Customers by stage", [&] { Stages(); });
    parts_.Part("How to read this", [&] { Notes(); });
  }

  void Alerts() {
    html_.Markup("<ul>\n");
    for (const insight::RaisedAlert& raised : report_.alerts) {
      html_.Markup("<li class=\"bad\">").Text(AlertText(raised)).Markup("</li>\n");
    }
    html_.Markup("</ul>\n");
  }

  // "met" in green, "missed" in red: the word says it too.
  void Verdict(const insight::Figure& figure) {
    if (figure.verdict == insight::Verdict::kMet) html_.Markup(" <span class=\"good\">met</span>");
    if (figure.verdict == insight::Verdict::kMissed) {
      html_.Markup(" <span class=\"bad\">missed</span>");
    }
    if (figure.verdict == insight::Verdict::kUnsure)
      html_.Markup(" <span class=\"id\">unsure</span>");
  }

  void All() {
    html_.Markup("<div class=\"cards\">\n");
    for (const insight::Figure& figure : report_.all.figures) {
      if (!figure.goal || !figure.value) continue;
      html_.Markup("<div class=\"card small\">\n<h3>").Text(MetricLabel(figure.metric));
      html_.Markup("</h3>\n<p><span class=\"big\">").Text(ValueText(figure)).Markup("</span>");
      Verdict(figure);
      html_.Markup("</p>\n<p class=\"id\">goal ").Text(GoalText(*figure.goal));
      if (figure.interval) html_.Markup("; ").Text(IntervalText(figure));
      html_.Markup("; n = ").Text(Grouped(figure.n)).Markup("</p>\n</div>\n");
    }
    html_.Markup("</div>\n");
    html_.OpenTable("All figures").Markup("<tr>").ColumnHeading("Figure").ColumnHeading("Value");
    html_.ColumnHeading("95% interval").ColumnHeading("n").ColumnHeading("Goal").Markup("</tr>\n");
    for (const insight::Figure& figure : report_.all.figures) {
      html_.Markup("<tr>").RowHeading(MetricLabel(figure.metric)).NumberCell(ValueText(figure));
      html_.Cell(IntervalText(figure)).NumberCell(Grouped(figure.n)).Markup("<td>");
      if (figure.goal) html_.Text(GoalText(*figure.goal));
      Verdict(figure);
      html_.Markup("</td></tr>\n");
    }
    html_.CloseTable();
  }

  void Trends() {
    html_.Markup("<div class=\"plots\">\n");
    for (const Metric metric : DefinedMetrics(report_.trend.rows)) {
      WriteTrendPlot(report_.trend.rows, metric, &html_);
    }
    html_.Markup(
        "</div>\n<p class=\"id\">Lines are values, bands their 95% intervals, dashes goals. ");
    html_.Markup("A case counts in the period of its first contact; the last periods still lack ");
    html_.Markup("what is not known yet.</p>\n");
    Table("Figures by period", report_.trend);
  }

  void Groups(const insight::MetricsTable& table) {
    if (table.rows.empty()) {
      html_.Markup("<p>No event counts here.</p>\n");
      return;
    }
    Table(StrCat("Figures by ", insight::GroupByName(table.by)), table);
  }

  void Table(std::string_view caption, const insight::MetricsTable& table) {
    const std::vector<Metric> metrics = DefinedMetrics(table.rows);
    html_.OpenTable(caption).Markup("<tr>").ColumnHeading(FieldsText(table.by));
    html_.ColumnHeading("Cases");
    for (const Metric metric : metrics) html_.ColumnHeading(MetricLabel(metric));
    html_.Markup("</tr>\n");
    size_t shown = 0;
    for (const insight::MetricsRow& row : table.rows) {
      if (++shown > kMostRows) break;
      html_.Markup("<tr>").RowHeading(GroupText(row)).NumberCell(Grouped(row.cases));
      for (const Metric metric : metrics) FigureCell(row.figure(metric));
      html_.Markup("</tr>\n");
    }
    html_.CloseTable();
    if (table.rows.size() <= kMostRows) return;
    html_.Markup("<p>The first ").Number(static_cast<int64_t>(kMostRows)).Markup(" of ");
    html_.Text(Grouped(static_cast<int64_t>(table.rows.size()))).Markup(" rows.</p>\n");
  }

  void FigureCell(const insight::Figure& figure) {
    if (!figure.value) {
      html_.Markup("<td class=\"n zero\">-</td>");
      return;
    }
    html_.Markup("<td class=\"n\">").Text(ValueText(figure));
    Verdict(figure);
    html_.Markup("<div class=\"id\">");
    if (figure.interval) html_.Text(IntervalText(figure)).Markup(", ");
    html_.Markup("n = ").Text(Grouped(figure.n)).Markup("</div></td>");
  }

  void Stages() {
    const int64_t most =
        std::max<int64_t>(1, *std::max_element(report_.stages.begin(), report_.stages.end()));
    html_.OpenTable("Customers by stage").Markup("<tr>").ColumnHeading("Stage");
    html_.ColumnHeading("Customers").ColumnHeading("").Markup("</tr>\n");
    for (size_t i = 0; i < insight::kLifecycleStages; ++i) {
      const int64_t width =
          std::llround(160.0 * static_cast<double>(report_.stages[i]) / static_cast<double>(most));
      html_.Markup("<tr>").RowHeading(LifecycleStageLabel(static_cast<insight::LifecycleStage>(i)));
      html_.NumberCell(Grouped(report_.stages[i]));
      html_.Markup("<td><svg class=\"range\" viewBox=\"0 0 160 16\" aria-hidden=\"true\"><rect ");
      html_.Markup("class=\"bar\" height=\"12\" y=\"2\" width=\"").Number(width);
      html_.Markup("\"/></svg></td></tr>\n");
    }
    html_.CloseTable();
  }

  void Notes() {
    html_.Markup("<ul>\n<li>n is what a figure is of: ratings, cases, customers. A figure of ");
    html_.Markup("nothing is undefined and shown as a dash.</li>\n<li>Intervals are 95% ");
    html_.Markup("intervals: shares after Wilson (1927), means by Student&#39;s t, the net ");
    html_.Markup("promoter score after Rocks (2016), percentiles by order statistics (Conover ");
    html_.Markup("1999). Of twenty, one misses the truth by chance.</li>\n<li>A goal is met or ");
    html_.Markup("missed when the whole interval lies on one side of it, else unsure.</li>\n");
    html_.Markup("<li>A rating satisfies above ").Number(report_.satisfied_above);
    html_.Markup(" of 5.</li>\n<li>A case belongs to the first agent, team and channel that its ");
    html_.Markup("events name.</li>\n<li>What a resolution was worth is known when its window ");
    html_.Markup("is over: cases resolved later are not in those figures yet.</li>\n");
    if (report_.sampled > 1) {
      html_.Markup("<li>Customers are a sample, one in ").Text(Grouped(report_.sampled));
      html_.Markup("; numbers of customers are of the sample.</li>\n");
    }
    html_.Markup("</ul>\n");
  }

  const insight::MetricsReport& report_;
  HtmlWriter& html_;
  PageParts parts_;
};

}  // namespace

void WriteMetricsPage(const insight::MetricsReport& report, HtmlWriter* html) {
  Page(report, html).Write();
}

}  // namespace rapport::cli
