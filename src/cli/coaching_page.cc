#include "cli/coaching_page.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "base/strings.h"
#include "cli/coaching_text.h"
#include "cli/html_page.h"
#include "record/json_writer.h"

namespace rapport::cli {
namespace {

constexpr int64_t kTrendWidth = 600, kTrendHeight = 140, kTrendMargin = 30;

class Page {
 public:
  Page(const RuleSet& rules, const insight::CoachingReport& report, HtmlWriter* html)
      : rules_(rules), report_(report), html_(*html), parts_(html) {}

  void Write() {
    OpenPage("Coaching", &html_);
    html_.Markup("<p>").Text(Count(report_.replies, "reply", "replies")).Markup(" in ");
    html_.Text(Count(report_.conversations, "conversation", "conversations"));
    html_.Markup(", reviewed with ").Text(report_.rule_set).Markup(".</p>\n");
    parts_.Write([this] { Sections(); });
    ClosePage(&html_);
  }

 private:
  void Sections() {
    if (report_.teams.size() > 1) {
      parts_.Part("All teams", [&] {
        CardOr(report_.overall, report_.withheld);
        const std::string left_out = report_.withheld ? "" : LeftOutText(report_);
        if (!left_out.empty()) html_.Markup("<p>").Text(left_out).Markup("</p>\n");
      });
    }
    for (const insight::TeamCard& team : report_.teams) {
      parts_.Part(TeamName(team.team), [&] { Team(team); });
      for (const insight::Scorecard& person : team.people) {
        parts_.Part(person.name, [&] {
          html_.Markup("<p>").Text(TeamName(team.team)).Markup("</p>\n");
          Card(person);
        });
      }
    }
    if (!report_.plan.empty()) parts_.Part("Training plan", [&] { Plan(); });
    parts_.Part("How to read this", [&] { Notes(); });
  }

  void CardOr(const insight::Scorecard& card, bool withheld) {
    if (withheld) {
      html_.Markup("<p>").Text(kWithheld).Markup("</p>\n");
    } else {
      Card(card);
    }
  }

  void Team(const insight::TeamCard& team) {
    if (team.agents > 0) {
      html_.Markup("<p>").Text(Count(team.agents, "agent", "agents")).Markup("</p>\n");
    }
    CardOr(team.card, team.withheld);
    const std::string left_out = LeftOutText(report_, team);
    if (!left_out.empty()) html_.Markup("<p>").Text(left_out).Markup("</p>\n");
  }

  void Card(const insight::Scorecard& card) {
    html_.Markup("<p><span class=\"big\">");
    html_.Text(card.score ? Points(card.score->value) : "-").Markup("</span> mean score");
    if (card.score && card.score->interval) {
      html_.Markup(" (").Text(Points(card.score->interval->low)).Markup(" to ");
      html_.Text(Points(card.score->interval->high)).Markup(")");
    }
    html_.Markup(" of ").Text(Count(card.replies, "reply", "replies"));
    if (card.blocked > 0) {
      html_.Markup("; <span class=\"bad\">").Number(card.blocked).Markup(" blocked</span>");
    }
    html_.Markup("</p>\n<div class=\"cards\">\n");
    Strengths(card);
    Habits(card);
    html_.Markup("</div>\n");
    Checks(card);
    Trend(card.trend);
    Parts("By customer type", "Type", card.by_persona,
          [this](const std::string& id) { return PersonaName(rules_, id); });
    Parts("By channel", "Channel", card.by_channel, ChannelName);
  }

  void Strengths(const insight::Scorecard& card) {
    if (card.strengths.empty()) return;
    html_.Markup("<div class=\"card\">\n<h3 class=\"good\">Strengths</h3>\n<ul>\n");
    for (const insight::Strength& strength : card.strengths) {
      html_.Markup("<li>").Text(strength.label).Markup(": passes ");
      html_.Number(strength.passed.count).Markup(" of ").Number(strength.passed.n);
      if (strength.above) {
        html_.Markup(", ")
            .Text(PointsBetween(*strength.above))
            .Markup(" points above the others (");
        html_.Text(PointsBetween(strength.above_interval)).Markup(")");
      } else {
        html_.Markup(", ").Text(PercentRange(strength.passed.interval));
      }
      html_.Markup("</li>\n");
    }
    html_.Markup("</ul>\n</div>\n");
  }

  void Habits(const insight::Scorecard& card) {
    for (const insight::Habit& habit : card.habits) {
      html_.Markup("<div class=\"card\">\n<h3 class=\"bad\">Would help most: ").Text(habit.label);
      html_.Markup("</h3>\n<p>").Text(habit.why).Markup(" It ").Text(FailsText(habit.failed));
      html_.Markup(".</p>\n");
      for (const insight::Example& example : habit.examples) Quote(example);
      html_.Markup("</div>\n");
    }
  }

  void Quote(const insight::Example& example) {
    const std::string_view reply = example.reply;
    html_.Markup("<blockquote>\n<p>").Text(reply.substr(0, example.begin));
    if (example.begin < example.end) {
      html_.Markup("<mark>").Text(reply.substr(example.begin, example.end - example.begin));
      html_.Markup("</mark>");
    }
    html_.Text(reply.substr(example.end));
    html_.Markup(" <span class=\"id\">").Text(example.record).Markup("</span></p>\n");
    if (!example.say.empty()) {
      html_.Markup("<p>Better: <q>").Text(example.say).Markup("</q></p>\n");
    }
    html_.Markup("</blockquote>\n");
  }

  // From 0 to 100%, with the interval as a band and the share as a point.
  void Range(const insight::Share& share) {
    const auto place = [](double value) { return 4 + std::llround(value * 152); };
    html_.Markup("<svg class=\"range\" viewBox=\"0 0 160 16\" role=\"img\" aria-label=\"");
    html_.Text(PercentRange(share.interval)).Markup("\"><line class=\"axis\" x1=\"4\" x2=\"156\"");
    html_.Markup(" y1=\"8\" y2=\"8\"/><line class=\"span\" x1=\"");
    html_.Number(place(share.interval.low)).Markup("\" x2=\"");
    html_.Number(place(share.interval.high)).Markup("\" y1=\"8\" y2=\"8\"/><circle cx=\"");
    html_.Number(place(share.value)).Markup("\" cy=\"8\" r=\"4\"/></svg>");
  }

  void Checks(const insight::Scorecard& card) {
    const bool compared = !card.differences.empty();
    html_.OpenTable("Checks").Markup("<tr>").ColumnHeading("Check");
    html_.ColumnHeading("Weight").ColumnHeading("Applies").ColumnHeading("Passes");
    html_.ColumnHeading("95% interval, 0 to 100%");
    if (compared) html_.ColumnHeading("Against the others, points");
    html_.Markup("</tr>\n");
    for (const insight::CheckScore* at : InOrder(card)) {
      const insight::CheckScore& check = *at;
      html_.Markup("<tr>").RowHeading(check.label);
      html_.NumberCell(check.is_fatal ? StrCat(Weight(check.weight), ", fatal")
                                      : Weight(check.weight));
      html_.NumberCell(check.passed->n).NumberCell(Percent(check.passed->value));
      html_.Markup("<td class=\"interval\">");
      Range(*check.passed);
      html_.Markup(" ").Text(PercentRange(check.passed->interval));
      if (check.goal) html_.Markup("<div class=\"id\">").Text(GoalText(check)).Markup("</div>");
      html_.Markup("</td>");
      if (compared) Against(card, check);
      html_.Markup("</tr>\n");
    }
    html_.CloseTable();
    html_.Markup("<p class=\"id\">").Text(NotAppliedText(card)).Markup("</p>\n");
  }

  static std::string Weight(int32_t thousandths) { return record::FormatDecimal(thousandths, 3); }

  void Against(const insight::Scorecard& card, const insight::CheckScore& check) {
    for (const insight::Difference& d : card.differences) {
      if (d.check != check.check) continue;
      if (d.interval.low > 0) {
        html_.Markup("<td class=\"n good\">");
      } else if (d.interval.high < 0) {
        html_.Markup("<td class=\"n bad\">");
      } else {
        html_.Markup("<td class=\"n\">");
      }
      html_.Text(StrCat(PointsBetween(d.value), " (", PointsBetween(d.interval), ")"));
      html_.Markup("</td>");
      return;
    }
    html_.NumberCell("-");
  }

  void Trend(const insight::Trend& trend) {
    html_.Markup("<h3>Trend</h3>\n<p>Mean score by week: ").Text(TrendText(trend));
    html_.Markup(".</p>\n");
    if (trend.weeks.size() < 3) return;
    const auto steps = static_cast<int64_t>(trend.weeks.size()) - 1;
    const auto x = [steps](size_t i) {
      return kTrendMargin + static_cast<int64_t>(i) * (kTrendWidth - 2 * kTrendMargin) / steps;
    };
    const auto y = [](double score) {
      return 10 + std::llround((100 - score) / 100 * (kTrendHeight - 40));
    };
    html_.Markup("<figure>\n<svg class=\"trend\" viewBox=\"0 0 ").Number(kTrendWidth).Markup(" ");
    html_.Number(kTrendHeight).Markup("\" role=\"img\" aria-label=\"Mean score by week\">\n");
    for (const int64_t score : {0, 50, 100}) {
      html_.Markup("<line class=\"grid\" x1=\"").Number(kTrendMargin).Markup("\" x2=\"");
      html_.Number(kTrendWidth - kTrendMargin).Markup("\" y1=\"");
      html_.Number(y(static_cast<double>(score))).Markup("\" y2=\"");
      html_.Number(y(static_cast<double>(score))).Markup("\"/><text class=\"y\" x=\"");
      html_.Number(kTrendMargin - 5).Markup("\" y=\"").Number(y(static_cast<double>(score)) + 4);
      html_.Markup("\">").Number(score).Markup("</text>\n");
    }
    for (size_t i = 0; i < trend.weeks.size(); ++i) {
      const auto& interval = trend.weeks[i].score.interval;
      if (!interval) continue;
      html_.Markup("<line class=\"stem\" x1=\"").Number(x(i)).Markup("\" x2=\"").Number(x(i));
      html_.Markup("\" y1=\"").Number(y(std::max(0.0, interval->low))).Markup("\" y2=\"");
      html_.Number(y(std::min(100.0, interval->high))).Markup("\"/>\n");
    }
    html_.Markup("<polyline points=\"");
    for (size_t i = 0; i < trend.weeks.size(); ++i) {
      html_.Number(x(i)).Markup(",").Number(y(trend.weeks[i].score.value)).Markup(" ");
    }
    html_.Markup("\"/>\n");
    for (size_t i = 0; i < trend.weeks.size(); ++i) {
      html_.Markup("<circle cx=\"").Number(x(i)).Markup("\" cy=\"");
      html_.Number(y(trend.weeks[i].score.value)).Markup("\" r=\"4\"><title>");
      html_.Text(trend.weeks[i].week).Markup(": ").Text(Points(trend.weeks[i].score));
      html_.Markup(", ").Text(Count(trend.weeks[i].score.n, "reply", "replies"));
      html_.Markup("</title></circle>\n");
    }
    html_.Markup("<text x=\"").Number(kTrendMargin).Markup("\" y=\"");
    html_.Number(kTrendHeight - 8).Markup("\">").Text(trend.weeks.front().week);
    html_.Markup("</text><text class=\"y\" x=\"").Number(kTrendWidth - kTrendMargin);
    html_.Markup("\" y=\"").Number(kTrendHeight - 8).Markup("\">").Text(trend.weeks.back().week);
    html_.Markup(
        "</text>\n</svg>\n<figcaption>Points are means, lines their 95% intervals; weeks ");
    html_.Markup("begin on Monday, UTC.</figcaption>\n</figure>\n");
  }

  template <typename Name>
  void Parts(std::string_view caption, std::string_view heading,
             const std::vector<insight::Part>& parts, const Name& name) {
    if (parts.size() < 2) return;
    html_.OpenTable(caption).Markup("<tr>").ColumnHeading(heading).ColumnHeading("Replies");
    html_.ColumnHeading("Mean score").ColumnHeading("Hardest").Markup("</tr>\n");
    for (const insight::Part& part : parts) {
      html_.Markup("<tr>").RowHeading(name(part.name)).NumberCell(part.replies);
      html_.NumberCell(Points(part.score));
      html_.Cell(HardestText(part));
      html_.Markup("</tr>\n");
    }
    html_.CloseTable();
  }

  void Plan() {
    html_.Markup("<p>By kind of interaction and customer, where training pays most first.</p>\n");
    for (const insight::PlanEntry& entry : report_.plan) {
      html_.Markup("<article>\n<h3>").Text(PersonaName(rules_, entry.persona)).Markup(" (");
      html_.Text(ChannelName(entry.channel)).Markup(")</h3>\n<p class=\"id\">");
      html_.Text(Count(entry.replies, "reply", "replies")).Markup("</p>\n<ul>\n");
      for (const insight::Habit& habit : entry.habits) {
        html_.Markup("<li>").Text(habit.label).Markup(": ").Text(FailsText(habit.failed));
        html_.Markup(". ").Text(habit.why).Markup("</li>\n");
      }
      html_.Markup("</ul>\n");
      for (const insight::PlanLesson& lesson : entry.lessons) {
        html_.Markup("<p><strong>").Text(lesson.label).Markup(".</strong> ").Text(lesson.text);
        html_.Markup("</p>\n");
      }
      html_.Markup("<p>Practise: <code>rapport practice --persona ").Text(entry.persona);
      html_.Markup("</code></p>\n</article>\n");
    }
  }

  void Notes() {
    html_.Markup(
        "<ul>\n<li>A check counts only where it applies: nobody apologises for a question ");
    html_.Markup(
        "about opening hours.</li>\n<li>Intervals are 95% intervals: shares after Wilson ");
    html_.Markup(
        "(1927), differences after Newcombe (1998), means and trends by Student&#39;s t. ");
    html_.Markup("Of twenty comparisons, one lies outside by chance.</li>\n");
    html_.Markup(
        "<li>What would help most: the weight of a check, times the lower end of its share ");
    html_.Markup("of fails, times how often it applies.</li>\n<li>");
    if (report_.individuals) {
      html_.Markup("People are shown alone from ")
          .Text(Count(report_.min_sample, "reply", "replies"));
      html_.Markup(" on, and compared with the others of their team. Customers and hours differ: ");
      html_.Markup("talk before you judge.");
    } else {
      html_.Markup("Teams are shown, people are not. Examples are the replies as they were sent.");
    }
    html_.Markup("</li>\n</ul>\n");
  }

  const RuleSet& rules_;
  const insight::CoachingReport& report_;
  HtmlWriter& html_;
  PageParts parts_;
};

}  // namespace

void WriteCoachingPage(const RuleSet& rules, const insight::CoachingReport& report,
                       HtmlWriter* html) {
  Page(rules, report, html).Write();
}

}  // namespace rapport::cli
