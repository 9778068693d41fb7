#include "cli/feedback_page.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "base/strings.h"
#include "cli/coaching_text.h"
#include "cli/feedback_text.h"
#include "cli/html_page.h"
#include "cli/table.h"

namespace rapport::cli {
namespace {

constexpr int64_t kTrendWidth = 600, kTrendHeight = 120, kTrendMargin = 36;
constexpr int64_t kBarWidth = 200;
constexpr size_t kTrends = 6;  // themes with a plot by week
constexpr size_t kGroupsShown = 50;

class Page {
 public:
  Page(const RuleSet& rules, const insight::FeedbackReport& report, HtmlWriter* html)
      : rules_(rules), report_(report), html_(*html), parts_(html) {}

  void Write() {
    OpenPage("Feedback", &html_);
    html_.Markup("<p>").Text(Count(report_.ratings, "rating", "ratings")).Markup(", ");
    html_.Text(Count(report_.comments, "comment", "comments")).Markup(", ");
    html_.Text(Grouped(report_.themed)).Markup(" of them about a theme, read with ");
    html_.Text(report_.rule_set).Markup(".</p>\n");
    parts_.Write([this] { Sections(); });
    ClosePage(&html_);
  }

 private:
  void Sections() {
    parts_.Part("Scores", [&] { Scales(); });
    if (!report_.drivers.empty()) parts_.Part("What drives the scores", [&] { Drivers(); });
    if (!report_.themes.empty()) parts_.Part("Themes", [&] { Themes(); });
    if (!report_.groups.empty()) {
      parts_.Part(StrCat("By ", record::DimensionName(report_.by)), [&] { Groups(); });
    }
    if (report_.weeks.size() >= 2 && !report_.themes.empty()) {
      parts_.Part("Over time", [&] { Time(); });
    }
    if (!report_.proposals.empty()) parts_.Part("New themes?", [&] { Proposals(); });
    parts_.Part("How to read this", [&] { Notes(); });
  }

  void Scales() {
    html_.Markup("<div class=\"cards\">\n");
    for (const insight::ScaleSummary& s : report_.scales) {
      html_.Markup("<div class=\"card\">\n<h3>").Text(ScaleTitle(s.scale));
      html_.Markup("</h3>\n<p><span class=\"big\">").Text(Score(s.mean)).Markup("</span> mean");
      if (s.interval) {
        html_.Markup(" (").Text(Score(s.interval->low)).Markup(" to ");
        html_.Text(Score(s.interval->high)).Markup(")");
      }
      html_.Markup(" of ").Text(Count(s.n, "rating", "ratings")).Markup("; ");
      html_.Text(Percent(s.detractors.value)).Markup(" detractors (");
      html_.Text(PercentRange(s.detractors.interval)).Markup(")</p>\n</div>\n");
    }
    html_.Markup("</div>\n");
    if (report_.comments > 0) {
      html_.Markup("<p>Comments: ").Text(SentimentText(report_.sentiments)).Markup(".</p>\n");
    }
  }

  void Drivers() {
    html_.OpenTable("With the theme against without it").Markup("<tr>").ColumnHeading("Score");
    html_.ColumnHeading("Theme").ColumnHeading("With").ColumnHeading("Without");
    html_.ColumnHeading("Difference of means").ColumnHeading("Of detractors, points");
    html_.ColumnHeading("p, corrected").ColumnHeading("Verdict").Markup("</tr>\n");
    int64_t too_few = 0;
    for (const insight::Driver& d : report_.drivers) {
      if (d.verdict == insight::DriverVerdict::kTooFew) {
        ++too_few;
        continue;
      }
      html_.Markup("<tr>").Cell(ScoreTitle(d)).RowHeading(d.label);
      html_.NumberCell(Grouped(d.with)).NumberCell(Grouped(d.without));
      html_.NumberCell(MeanText(d)).NumberCell(DetractorsText(d));
      html_.NumberCell(d.verdict == insight::DriverVerdict::kOneSided
                           ? "-"
                           : PText(std::min(d.mean_p, d.detractors_corrected)));
      if (d.verdict == insight::DriverVerdict::kHurts) {
        html_.Markup("<td class=\"bad\">");
      } else if (d.verdict == insight::DriverVerdict::kHelps) {
        html_.Markup("<td class=\"good\">");
      } else {
        html_.Markup("<td>");
      }
      html_.Text(VerdictText(d.verdict)).Markup("</td></tr>\n");
    }
    html_.CloseTable();
    if (too_few > 0) {
      html_.Markup("<p class=\"id\">").Text(Count(too_few, "more theme has", "more themes have"));
      html_.Markup(" too few: less than ").Number(report_.min_sample);
      html_.Markup(" ratings with it, or without it.</p>\n");
    }
    html_.Markup("<div class=\"cards\">\n");
    for (const insight::Driver& d : report_.drivers) {
      if (d.verdict == insight::DriverVerdict::kHurts) Hurts(d);
    }
    html_.Markup("</div>\n");
  }

  void Hurts(const insight::Driver& d) {
    html_.Markup("<div class=\"card\">\n<h3 class=\"bad\">").Text(d.label).Markup(" hurts ");
    html_.Text(ScoreTitle(d)).Markup("</h3>\n<p>Mean ").Text(Score(d.mean_with));
    html_.Markup(" against ").Text(Score(d.mean_without)).Markup("; detractors ");
    html_.Text(Percent(d.detractors_with.value)).Markup(" against ");
    html_.Text(Percent(d.detractors_without.value)).Markup(".</p>\n");
    if (!d.measures.empty()) {
      html_.Markup("<p>What the pack would do:</p>\n<ul>\n");
      for (const insight::MeasureAdvice& m : d.measures) {
        html_.Markup("<li>").Text(m.label).Markup(" <span class=\"id\">").Text(MeasureText(m));
        html_.Markup("</span></li>\n");
      }
      html_.Markup("</ul>\n");
    }
    html_.Markup("</div>\n");
  }

  // Comments by sentiment as parts of a bar: the colour is told by the numbers beside it.
  void Bar(const insight::ThemeSummary& t, int64_t most) {
    html_.Markup("<svg class=\"bar\" viewBox=\"0 0 ").Number(kBarWidth);
    html_.Markup(" 16\" role=\"img\" aria-label=\"").Text(SentimentText(t.sentiments));
    html_.Markup("\">");
    int64_t before = 0;
    for (const size_t s : {2, 3, 1, 0}) {
      const int64_t from = before * kBarWidth / most;
      before += t.sentiments[s];
      html_.Markup("<rect class=\"s").Number(static_cast<int64_t>(s)).Markup("\" x=\"");
      html_.Number(from).Markup("\" y=\"2\" height=\"12\" width=\"");
      html_.Number(before * kBarWidth / most - from).Markup("\"/>");
    }
    html_.Markup("</svg>");
  }

  void Themes() {
    const int64_t most = std::max<int64_t>(1, report_.themes[0].comments.count);
    html_.OpenTable("Comments that speak of each theme").Markup("<tr>").ColumnHeading("Theme");
    html_.ColumnHeading("Comments").ColumnHeading("Share").ColumnHeading("95% interval");
    for (const size_t s : {2, 3, 1, 0}) html_.ColumnHeading(SentimentName(s));
    html_.ColumnHeading("Positive, mixed, neutral, negative").Markup("</tr>\n");
    for (const insight::ThemeSummary& t : report_.themes) {
      html_.Markup("<tr>").RowHeading(t.label).NumberCell(Grouped(t.comments.count));
      html_.NumberCell(Percent(t.comments.value)).NumberCell(PercentRange(t.comments.interval));
      for (const size_t s : {2, 3, 1, 0}) html_.NumberCell(Grouped(t.sentiments[s]));
      html_.Markup("<td>");
      Bar(t, most);
      html_.Markup("</td></tr>\n");
    }
    html_.CloseTable();
    html_.Markup("<h3>In the customers&#39; words</h3>\n");
    for (const insight::ThemeSummary& t : report_.themes) Examples(t);
  }

  void Examples(const insight::ThemeSummary& t) {
    html_.Markup("<article>\n<h3>").Text(t.label).Markup("</h3>\n");
    for (const size_t s : {0, 2, 3, 1}) {
      for (const insight::CommentExample& e : t.examples[s]) {
        const std::string_view text = e.text;
        html_.Markup("<blockquote><p><q>").Text(text.substr(0, e.begin)).Markup("<mark>");
        html_.Text(text.substr(e.begin, e.end - e.begin)).Markup("</mark>");
        html_.Text(text.substr(e.end)).Markup("</q> <span class=\"id\">").Text(SentimentName(s));
        html_.Markup(", ").Text(ScaleTitle(e.scale)).Markup(" ").Number(e.score);
        if (!e.case_id.empty()) html_.Markup(", ").Text(e.case_id);
        html_.Markup("</span></p></blockquote>\n");
      }
    }
    html_.Markup("</article>\n");
  }

  void Groups() {
    html_.OpenTable("Ratings and themes").Markup("<tr>");
    html_.ColumnHeading(record::DimensionName(report_.by)).ColumnHeading("Ratings");
    html_.ColumnHeading("Comments").ColumnHeading("CSAT").ColumnHeading("NPS");
    html_.ColumnHeading("CES").ColumnHeading("Most about").Markup("</tr>\n");
    for (size_t i = 0; i < std::min(kGroupsShown, report_.groups.size()); ++i) {
      const insight::GroupRow& row = report_.groups[i];
      html_.Markup("<tr>").RowHeading(GroupName(rules_, report_.by, row.name));
      html_.NumberCell(Grouped(row.ratings)).NumberCell(Grouped(row.comments));
      for (const auto& scale : row.scales) html_.NumberCell(scale ? Score(scale->mean) : "-");
      html_.Cell(TopThemes(report_, row)).Markup("</tr>\n");
    }
    html_.CloseTable();
    html_.Markup("<p class=\"id\">");
    if (report_.groups.size() > kGroupsShown) {
      html_.Number(static_cast<int64_t>(report_.groups.size() - kGroupsShown));
      html_.Markup(" more are not shown. ");
    }
    if (report_.ratings_under_no_name > 0) {
      html_.Text(Count(report_.ratings_under_no_name, "rating names", "ratings name"));
      html_.Markup(" none.");
    }
    html_.Markup("</p>\n");
  }

  void Time() {
    for (size_t i = 0; i < std::min(kTrends, report_.themes.size()); ++i) {
      Trend(report_.themes[i]);
    }
    if (report_.drift.empty()) return;
    html_.OpenTable(StrCat("The week of ", report_.latest_week, " against those before"));
    html_.Markup("<tr>").ColumnHeading("").ColumnHeading("Then").ColumnHeading("Now");
    html_.ColumnHeading("Points").ColumnHeading("p, corrected").ColumnHeading("").Markup("</tr>\n");
    for (const insight::Drift& d : report_.drift) {
      html_.Markup("<tr>").RowHeading(d.is_persona ? StrCat(d.label, " (type)") : d.label);
      html_.NumberCell(Percent(d.earlier.value)).NumberCell(Percent(d.latest.value));
      html_.NumberCell(StrCat(PointsBetween(d.difference), " (", PointsBetween(d.interval), ")"));
      html_.NumberCell(PText(d.corrected));
      html_.Cell(d.has_changed ? "changed" : "no evidence").Markup("</tr>\n");
    }
    html_.CloseTable();
  }

  // The share of comments that speak of a theme, by week.
  void Trend(const insight::ThemeSummary& t) {
    const auto at = std::find(report_.theme_ids.begin(), report_.theme_ids.end(), t.id);
    const auto index = static_cast<size_t>(at - report_.theme_ids.begin());
    const auto& weeks = report_.weeks;
    const auto steps = static_cast<int64_t>(weeks.size()) - 1;
    const auto count = [&](size_t w) { return CommentsOf(weeks[w].themes[index]); };
    double most = 0.05;
    for (size_t w = 0; w < weeks.size(); ++w) {
      if (weeks[w].comments > 0) most = std::max(most, Share(count(w), weeks[w].comments));
    }
    most = std::min(1.0, std::ceil(most * 20) / 20);
    const auto x = [steps](size_t w) {
      return kTrendMargin + static_cast<int64_t>(w) * (kTrendWidth - 2 * kTrendMargin) / steps;
    };
    const auto y = [most](double share) {
      return 10 + std::llround((1 - std::min(share, most) / most) * (kTrendHeight - 40));
    };
    html_.Markup("<figure>\n<svg class=\"trend\" viewBox=\"0 0 ").Number(kTrendWidth).Markup(" ");
    html_.Number(kTrendHeight).Markup("\" role=\"img\" aria-label=\"").Text(t.label);
    html_.Markup(" by week\">\n");
    for (const double share : {0.0, most}) {
      html_.Markup("<line class=\"grid\" x1=\"").Number(kTrendMargin).Markup("\" x2=\"");
      html_.Number(kTrendWidth - kTrendMargin).Markup("\" y1=\"").Number(y(share));
      html_.Markup("\" y2=\"").Number(y(share)).Markup("\"/><text class=\"y\" x=\"");
      html_.Number(kTrendMargin - 5).Markup("\" y=\"").Number(y(share) + 4).Markup("\">");
      html_.Text(Percent(share)).Markup("</text>\n");
    }
    for (size_t w = 0; w < weeks.size(); ++w) {
      if (weeks[w].comments == 0) continue;
      const insight::Interval interval = insight::WilsonInterval(count(w), weeks[w].comments);
      html_.Markup("<line class=\"stem\" x1=\"").Number(x(w)).Markup("\" x2=\"").Number(x(w));
      html_.Markup("\" y1=\"").Number(y(interval.low)).Markup("\" y2=\"");
      html_.Number(y(interval.high)).Markup("\"/>\n");
    }
    html_.Markup("<polyline points=\"");
    for (size_t w = 0; w < weeks.size(); ++w) {
      if (weeks[w].comments == 0) continue;
      html_.Number(x(w)).Markup(",").Number(y(Share(count(w), weeks[w].comments))).Markup(" ");
    }
    html_.Markup("\"/>\n");
    for (size_t w = 0; w < weeks.size(); ++w) {
      if (weeks[w].comments == 0) continue;
      html_.Markup("<circle cx=\"").Number(x(w)).Markup("\" cy=\"");
      html_.Number(y(Share(count(w), weeks[w].comments))).Markup("\" r=\"4\"><title>");
      html_.Text(StrCat(weeks[w].week, ": ", count(w), " of ", weeks[w].comments));
      html_.Markup("</title></circle>\n");
    }
    html_.Markup("<text x=\"").Number(kTrendMargin).Markup("\" y=\"").Number(kTrendHeight - 8);
    html_.Markup("\">").Text(weeks.front().week).Markup("</text><text class=\"y\" x=\"");
    html_.Number(kTrendWidth - kTrendMargin).Markup("\" y=\"").Number(kTrendHeight - 8);
    html_.Markup("\">").Text(weeks.back().week).Markup("</text>\n</svg>\n<figcaption>");
    html_.Text(t.label);
    html_.Markup(": share of comments by week, with 95% intervals.</figcaption>\n</figure>\n");
  }

  static double Share(int64_t count, int64_t n) {
    return static_cast<double>(count) / static_cast<double>(n);
  }

  void Proposals() {
    const insight::Proposal* last = nullptr;
    for (const insight::Proposal& p : report_.proposals) {
      if (last == nullptr || last->from != p.from) {
        if (last != nullptr) html_.CloseTable();
        html_.OpenTable(ProposalTitle(p.from)).Markup("<tr>").ColumnHeading("Words");
        html_.ColumnHeading("In").ColumnHeading("Of").ColumnHeading("Of the others");
        html_.ColumnHeading("Of").ColumnHeading("For instance").Markup("</tr>\n");
      }
      last = &p;
      html_.Markup("<tr>").RowHeading(p.words).NumberCell(Grouped(p.in)).NumberCell(Grouped(p.of));
      html_.NumberCell(Grouped(p.elsewhere)).NumberCell(Grouped(p.elsewhere_of));
      html_.Cell(p.example).Markup("</tr>\n");
    }
    html_.CloseTable();
  }

  void Notes() {
    html_.Markup(
        "<ul>\n<li>A driver compares the scores of comments that speak of a theme with those of ");
    html_.Markup(
        "comments that do not. Who speaks of it may differ in more than that: it says where to ");
    html_.Markup(
        "look, and `rapport compare` says whether a measure worked.</li>\n<li>Detractors: CSAT ");
    html_.Markup("up to 2, NPS up to 6, CES up to 3. Intervals are 95% intervals: shares after ");
    html_.Markup(
        "Wilson (1927), their differences after Newcombe (1998), means after Welch (1947). ");
    html_.Markup(
        "Values of p are corrected after Holm (1979): without any difference, one report in ");
    html_.Markup("twenty shows one.</li>\n<li>New themes are proposals from a sample of ");
    html_.Number(report_.sampled);
    html_.Markup(" comments, by log-odds with a prior (Monroe and others 2008), not tests.</li>\n");
    html_.Markup("<li>Comments are quoted as they were written; names within them stay.</li>\n");
    html_.Markup("</ul>\n");
  }

  const RuleSet& rules_;
  const insight::FeedbackReport& report_;
  HtmlWriter& html_;
  PageParts parts_;
};

}  // namespace

void WriteFeedbackPage(const RuleSet& rules, const insight::FeedbackReport& report,
                       HtmlWriter* html) {
  Page(rules, report, html).Write();
}

}  // namespace rapport::cli
