#include "cli/feedback_view.h"

#include <algorithm>

#include "base/strings.h"
#include "cli/coaching_text.h"
#include "cli/feedback_text.h"
#include "cli/layout.h"
#include "cli/table.h"

namespace rapport::cli {
namespace {

using Align = Table::Align;

constexpr size_t kWeeksShown = 8;
constexpr size_t kGroupsShown = 20;

class View {
 public:
  View(const Terminal& terminal, const RuleSet& rules, const insight::FeedbackReport& report,
       std::string* out)
      : terminal_(terminal), rules_(rules), report_(report), out_(*out) {}

  void Report() {
    Line(StyledText().Add("Feedback", Style::kBold).Add(StrCat("  ", report_.rule_set)));
    Line(StrCat(Count(report_.ratings, "rating", "ratings"), ", ",
                Count(report_.comments, "comment", "comments"), ", ", Grouped(report_.themed),
                " of them about a theme; 95% intervals"));
    if (report_.ratings == 0) {
      Line("No event is a rating.");
      return;
    }
    if (report_.comments > 0) Line(StrCat("Comments: ", SentimentText(report_.sentiments)));
    Scales();
    Themes();
    Drivers();
    Groups();
    Weeks();
    Drift();
    Proposals();
  }

 private:
  void Line(const StyledText& text) { StrAppend(&out_, text.Render(terminal_), "\n"); }
  void Wrapped(std::string_view lead, const StyledText& text) {
    AppendWrapped(terminal_, StyledText(lead), text, &out_);
  }
  void Heading(std::string_view text) {
    out_ += "\n";
    Line(StyledText().Add(text, Style::kBold));
  }
  void Note(std::string_view text) { Wrapped("  ", StyledText().Add(text, Style::kDim)); }

  void Scales() {
    Heading("Scores");
    Table table(
        {"", "n", "mean", "95%", "detractors", "95%"},
        {Align::kLeft, Align::kRight, Align::kRight, Align::kLeft, Align::kRight, Align::kLeft});
    for (const insight::ScaleSummary& s : report_.scales) {
      table.Row({ScaleTitle(s.scale), Grouped(s.n), Score(s.mean),
                 s.interval ? StrCat(Score(s.interval->low), " to ", Score(s.interval->high)) : "-",
                 Percent(s.detractors.value), PercentRange(s.detractors.interval)});
    }
    table.Append(terminal_, 2, &out_);
  }

  void Themes() {
    if (report_.themes.empty()) return;
    Heading("Themes of comments");
    Table table({"", "n", "share", "95%", "positive", "negative", "mixed", "neutral"},
                {Align::kLeft, Align::kRight, Align::kRight, Align::kLeft, Align::kRight,
                 Align::kRight, Align::kRight, Align::kRight});
    for (const insight::ThemeSummary& t : report_.themes) {
      table.Row({t.label, Grouped(t.comments.count), Percent(t.comments.value),
                 PercentRange(t.comments.interval), Grouped(t.sentiments[2]),
                 Grouped(t.sentiments[0]), Grouped(t.sentiments[3]), Grouped(t.sentiments[1])});
    }
    table.Append(terminal_, 2, &out_);
  }

  void Example(const insight::CommentExample& example, Style style) {
    const std::string_view text = example.text;
    StyledText quoted("“");
    quoted.Add(text.substr(0, example.begin));
    quoted.Add(text.substr(example.begin, example.end - example.begin), style);
    quoted.Add(text.substr(example.end)).Add("” ");
    Wrapped("      ", quoted.Add(StrCat(ScaleTitle(example.scale), " ", example.score,
                                        example.case_id.empty() ? "" : ", ", example.case_id),
                                 Style::kDim));
  }

  void Drivers() {
    if (report_.drivers.empty()) return;
    Heading("What drives the scores: with the theme against without it");
    // How many are without it stands in the JSON and on the page: it would not fit here.
    Table table({"", "theme", "", "p", "with", "mean", "detractors, points"},
                {Align::kLeft, Align::kLeft, Align::kLeft, Align::kRight, Align::kRight,
                 Align::kLeft, Align::kLeft});
    int64_t too_few = 0, shown = 0;
    for (const insight::Driver& d : report_.drivers) {
      if (d.verdict == insight::DriverVerdict::kTooFew) {
        ++too_few;
        continue;
      }
      if (d.verdict == insight::DriverVerdict::kOneSided) continue;
      ++shown;
      const Style style = d.verdict == insight::DriverVerdict::kHurts   ? Style::kRed
                          : d.verdict == insight::DriverVerdict::kHelps ? Style::kGreen
                                                                        : Style::kDim;
      table.Row({ScoreTitle(d), d.label, StyledText().Add(VerdictText(d.verdict), style),
                 PText(std::min(d.mean_p, d.detractors_corrected)), Grouped(d.with), MeanText(d),
                 DetractorsText(d)});
    }
    if (shown > 0) table.Append(terminal_, 2, &out_);
    if (const std::string themes = OneSidedThemes(report_.drivers); !themes.empty()) {
      Note(StrCat("Speaks one way only, so that scores would show who is pleased rather than what ",
                  "pleases; not tested: ", themes, "."));
    }
    if (too_few > 0) {
      Note(StrCat(Count(too_few, "more theme has", "more themes have"), " too few: less than ",
                  report_.min_sample, " ratings with it, or without it."));
    }
    for (const insight::Driver& d : report_.drivers) {
      if (d.verdict == insight::DriverVerdict::kHurts) Hurts(d);
    }
  }

  void Hurts(const insight::Driver& d) {
    Wrapped("    ", StyledText()
                        .Add(d.label, Style::kRed)
                        .Add(StrCat(" hurts ", ScoreTitle(d), ": mean ", Score(d.mean_with),
                                    " against ", Score(d.mean_without), ", detractors ",
                                    Percent(d.detractors_with.value), " against ",
                                    Percent(d.detractors_without.value), ".")));
    for (const insight::ThemeSummary& t : report_.themes) {
      if (t.id != d.theme) continue;
      for (const insight::CommentExample& e : t.examples[0]) Example(e, Style::kRed);
    }
    for (const insight::MeasureAdvice& m : d.measures) {
      Wrapped("      ", StyledText("do: ")
                            .Add(m.label, Style::kCyan)
                            .Add(StrCat(" (", MeasureText(m), ")"), Style::kDim));
    }
  }

  void Groups() {
    if (report_.groups.empty()) return;
    Heading(StrCat("By ", record::DimensionName(report_.by)));
    Table table({"", "ratings", "comments", "CSAT", "NPS", "CES", "most about"},
                {Align::kLeft, Align::kRight, Align::kRight, Align::kRight, Align::kRight,
                 Align::kRight, Align::kLeft});
    for (size_t i = 0; i < std::min(kGroupsShown, report_.groups.size()); ++i) {
      const insight::GroupRow& row = report_.groups[i];
      std::vector<StyledText> cells = {GroupName(rules_, report_.by, row.name),
                                       Grouped(row.ratings), Grouped(row.comments)};
      for (const auto& scale : row.scales) cells.emplace_back(scale ? Score(scale->mean) : "-");
      cells.emplace_back(TopThemes(report_, row));
      table.Row(std::move(cells));
    }
    table.Append(terminal_, 2, &out_);
    if (report_.groups.size() > kGroupsShown) {
      Note(StrCat(report_.groups.size() - kGroupsShown, " more are in --json."));
    }
    if (report_.ratings_under_no_name > 0) {
      Note(StrCat(Count(report_.ratings_under_no_name, "rating names", "ratings name"), " no ",
                  record::DimensionName(report_.by), ", or one beyond the first thousand."));
    }
  }

  void Weeks() {
    if (report_.weeks.size() < 2 || report_.themes.empty()) return;
    Heading("Share of comments by week (Mondays, UTC)");
    const size_t first =
        report_.weeks.size() > kWeeksShown ? report_.weeks.size() - kWeeksShown : 0;
    std::vector<std::string> headings = {""};
    std::vector<Align> alignment = {Align::kLeft};
    for (size_t w = first; w < report_.weeks.size(); ++w) {
      headings.push_back(report_.weeks[w].week.substr(5));
      alignment.push_back(Align::kRight);
    }
    Table table(headings, alignment);
    std::vector<StyledText> comments = {"comments"};
    for (size_t w = first; w < report_.weeks.size(); ++w) {
      comments.emplace_back(Grouped(report_.weeks[w].comments));
    }
    table.Row(std::move(comments));
    for (const insight::ThemeSummary& t : report_.themes) {
      const auto at = std::find(report_.theme_ids.begin(), report_.theme_ids.end(), t.id);
      const auto index = static_cast<size_t>(at - report_.theme_ids.begin());
      std::vector<StyledText> row = {t.label};
      for (size_t w = first; w < report_.weeks.size(); ++w) {
        const insight::WeekRow& week = report_.weeks[w];
        row.emplace_back(week.comments == 0
                             ? "-"
                             : Percent(static_cast<double>(CommentsOf(week.themes[index])) /
                                       static_cast<double>(week.comments)));
      }
      table.Row(std::move(row));
    }
    table.Append(terminal_, 2, &out_);
  }

  void Drift() {
    if (report_.drift.empty()) return;
    const auto changed = std::count_if(report_.drift.begin(), report_.drift.end(),
                                       [](const insight::Drift& d) { return d.has_changed; });
    Heading(StrCat("Changes in the week of ", report_.latest_week, " against those before"));
    if (changed == 0) {
      Note(StrCat("None beyond chance, of ", report_.drift.size(), " tested."));
      return;
    }
    Table table({"", "then", "now", "points", "p"},
                {Align::kLeft, Align::kRight, Align::kRight, Align::kLeft, Align::kRight});
    for (const insight::Drift& d : report_.drift) {
      if (!d.has_changed) continue;
      table.Row({d.is_persona ? StrCat(d.label, " (type)") : d.label, Percent(d.earlier.value),
                 Percent(d.latest.value),
                 StrCat(PointsBetween(d.difference), " (", PointsBetween(d.interval), ")"),
                 PText(d.corrected)});
    }
    table.Append(terminal_, 2, &out_);
  }

  void Proposals() {
    const insight::Proposal* last = nullptr;
    for (const insight::Proposal& p : report_.proposals) {
      if (last == nullptr || last->from != p.from) Heading(ProposalTitle(p.from));
      last = &p;
      Wrapped("  ", StyledText()
                        .Add(p.words, Style::kYellow)
                        .Add(StrCat("  ", p.in, " of ", p.of, " against ", p.elsewhere, " of ",
                                    p.elsewhere_of, "  "))
                        .Add(StrCat("“", p.example, "”"), Style::kDim));
    }
  }

  const Terminal& terminal_;
  const RuleSet& rules_;
  const insight::FeedbackReport& report_;
  std::string& out_;
};

}  // namespace

void AppendFeedback(const Terminal& terminal, const RuleSet& rules,
                    const insight::FeedbackReport& report, std::string* out) {
  View(terminal, rules, report, out).Report();
}

}  // namespace rapport::cli
