#include "cli/coaching_view.h"

#include <algorithm>
#include <vector>

#include "base/strings.h"
#include "cli/coaching_text.h"
#include "cli/evaluation_text.h"
#include "cli/layout.h"
#include "cli/table.h"

namespace rapport::cli {
namespace {

using Align = Table::Align;

class View {
 public:
  View(const Terminal& terminal, const RuleSet& rules, std::string* out)
      : terminal_(terminal), rules_(rules), out_(*out) {}

  void Report(const insight::CoachingReport& report) {
    Line(StyledText().Add("Coaching", Style::kBold).Add(StrCat("  ", report.rule_set)));
    Line(StrCat(Count(report.replies, "reply", "replies"), " in ",
                Count(report.conversations, "conversation", "conversations"),
                "; shares and means with 95% intervals"));
    if (report.replies == 0) {
      Line("No reply to a customer was found: public turns by an agent, after the customer's.");
      return;
    }
    // Of one team, its card is that of all.
    if (report.teams.size() > 1) {
      Heading("All teams");
      if (report.withheld) {
        Wrapped("  ", kWithheld);
      } else {
        Card(report.overall);
        const std::string left_out = LeftOutText(report);
        if (!left_out.empty()) Wrapped("  ", StyledText().Add(left_out, Style::kDim));
      }
    }
    for (const insight::TeamCard& team : report.teams) Team(report, team);
    if (!report.plan.empty()) Plan(report.plan);
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
  void Part(std::string_view text) { Line(StyledText("  ").Add(text, Style::kBold)); }

  void Team(const insight::CoachingReport& report, const insight::TeamCard& team) {
    Heading(StrCat(TeamName(team.team), team.agents == 0
                                            ? std::string()
                                            : StrCat(", ", Count(team.agents, "agent", "agents"))));
    if (team.withheld) {
      Wrapped("  ", kWithheld);
    } else {
      Card(team.card);
    }
    for (const insight::Scorecard& person : team.people) {
      Heading(StrCat(person.name, TeamOf(team)));
      Card(person);
    }
    const std::string left_out = LeftOutText(report, team);
    if (!left_out.empty()) {
      out_ += "\n";
      Wrapped("  ", StyledText().Add(left_out, Style::kDim));
    }
  }

  static std::string TeamOf(const insight::TeamCard& team) {
    return team.team.empty() ? std::string() : StrCat(", team ", team.team);
  }

  void Card(const insight::Scorecard& card) {
    StyledText summary(StrCat("  ", Count(card.replies, "reply", "replies"), ", mean score "));
    summary.Add(Points(card.score), Style::kBold);
    if (card.blocked > 0) summary.Add(StrCat(", ", card.blocked, " blocked"), Style::kRed);
    Line(summary);
    Checks(card);
    if (!card.strengths.empty()) {
      Part("Strengths");
      for (const insight::Strength& strength : card.strengths) Strength(strength);
    }
    if (!card.habits.empty()) {
      Part(card.habits.size() > 1 ? "The two habits that would help most"
                                  : "The habit that would help most");
      for (const insight::Habit& habit : card.habits) Habit(habit);
    }
    Wrapped("  ", StyledText().Add("Trend ", Style::kBold).Add(TrendText(card.trend)));
    Parts("By type", "type", card.by_persona,
          [this](const std::string& id) { return PersonaName(rules_, id); });
    Parts("By channel", "channel", card.by_channel, ChannelName);
  }

  void Checks(const insight::Scorecard& card) {
    std::vector<std::string> headings = {"check", "n", "passed", "95%"};
    std::vector<Align> alignment = {Align::kLeft, Align::kRight, Align::kRight, Align::kLeft};
    const auto has_goal = [](const insight::CheckScore& check) { return check.goal.has_value(); };
    const bool has_goals = std::any_of(card.checks.begin(), card.checks.end(), has_goal);
    if (has_goals) {
      headings.push_back("standard");
      alignment.push_back(Align::kLeft);
    }
    if (!card.differences.empty()) {
      headings.push_back("against the others");
      alignment.push_back(Align::kLeft);
    }
    Table table(headings, alignment);
    int64_t never_fails = 0;
    for (const insight::CheckScore* check : InOrder(card)) {
      std::vector<StyledText> row = {check->label, StrCat(check->passed->n),
                                     Percent(check->passed->value),
                                     PercentRange(check->passed->interval)};
      if (has_goals) row.push_back(GoalText(*check));
      bool differs = false;
      for (const insight::Difference& difference : card.differences) {
        if (difference.check != check->check) continue;
        differs = difference.interval.low > 0;
        row.push_back(DifferenceText(difference));
      }
      if (check->passed->count == check->passed->n && !differs) {
        ++never_fails;
      } else {
        table.Row(row);
      }
    }
    if (!table.empty()) table.Append(terminal_, 2, &out_);
    std::string rest = NotAppliedText(card);
    if (never_fails > 0) {
      rest = StrCat(
          Count(never_fails, "check applies and never fails.", "checks apply and never fail."),
          rest.empty() ? "" : " ", rest);
    }
    if (!rest.empty()) Line(StyledText("  ").Add(rest, Style::kDim));
  }

  static StyledText DifferenceText(const insight::Difference& d) {
    const Style style = d.interval.low > 0    ? Style::kGreen
                        : d.interval.high < 0 ? Style::kRed
                                              : Style::kPlain;
    return StyledText().Add(StrCat(PointsBetween(d.value), " (", PointsBetween(d.interval), ")"),
                            style);
  }

  void Strength(const insight::Strength& strength) {
    StyledText text;
    text.Add(strength.label, Style::kGreen);
    text.Add(StrCat(": passes ", strength.passed.count, " of ", strength.passed.n));
    if (strength.above) {
      text.Add(StrCat(", ", PointsBetween(*strength.above), " points above the others (",
                      PointsBetween(strength.above_interval), ")"));
    } else {
      text.Add(StrCat(", ", PercentRange(strength.passed.interval)));
    }
    Wrapped("    ", text);
  }

  void Habit(const insight::Habit& habit) {
    Wrapped("    ", StyledText()
                        .Add(habit.label, Style::kYellow)
                        .Add(StrCat(": ", FailsText(habit.failed), ". ", habit.why)));
    for (const insight::Example& example : habit.examples) {
      const std::string_view reply = example.reply;
      StyledText quoted("“");
      quoted.Add(reply.substr(0, example.begin));
      quoted.Add(reply.substr(example.begin, example.end - example.begin), Style::kRed);
      quoted.Add(reply.substr(example.end)).Add("” ");
      Wrapped("      ", quoted.Add(example.record, Style::kDim));
      if (example.say.empty()) continue;
      Wrapped("        ", StyledText("say: “").Add(example.say, Style::kCyan).Add("”"));
    }
  }

  template <typename Name>
  void Parts(std::string_view title, std::string_view heading,
             const std::vector<insight::Part>& parts, const Name& name) {
    if (parts.size() < 2) return;
    Part(title);
    Table table({std::string(heading), "replies", "mean score", "hardest"},
                {Align::kLeft, Align::kRight, Align::kLeft, Align::kLeft});
    for (const insight::Part& part : parts) {
      table.Row({name(part.name), StrCat(part.replies), Points(part.score), HardestText(part)});
    }
    table.Append(terminal_, 4, &out_);
  }

  void Plan(const std::vector<insight::PlanEntry>& plan) {
    Heading("Training plan, by kind of interaction and customer");
    for (const insight::PlanEntry& entry : plan) {
      Wrapped("  ", StyledText()
                        .Add(StrCat(PersonaName(rules_, entry.persona), " (",
                                    ChannelName(entry.channel), ")"),
                             Style::kBold)
                        .Add(StrCat("  ", Count(entry.replies, "reply", "replies"))));
      for (const insight::Habit& habit : entry.habits) {
        Wrapped("    ", StyledText()
                            .Add(habit.label, Style::kYellow)
                            .Add(StrCat(": ", FailsText(habit.failed), ". ", habit.why)));
      }
      for (const insight::PlanLesson& lesson : entry.lessons) {
        Wrapped("    ", StyledText().Add(lesson.label, Style::kCyan).Add(": ").Add(lesson.text));
      }
      Wrapped("    ",
              StyledText().Add(StrCat("Practise: rapport practice --persona ", entry.persona),
                               Style::kDim));
    }
  }

  const Terminal& terminal_;
  const RuleSet& rules_;
  std::string& out_;
};

std::string KappaText(const insight::Agreement& agreement) {
  if (!agreement.kappa) return "-";
  if (!agreement.interval) return Fraction(agreement.kappa);
  return StrCat(Fraction(agreement.kappa), " (", Fraction(agreement.interval->low), " to ",
                Fraction(agreement.interval->high), ")");
}

}  // namespace

void AppendCoaching(const Terminal& terminal, const RuleSet& rules,
                    const insight::CoachingReport& report, std::string* out) {
  View(terminal, rules, out).Report(report);
}

void AppendCalibration(const Terminal& terminal, const insight::CalibrationReport& report,
                       std::string* out) {
  StrAppend(out, terminal.Paint(Style::kBold, "Calibration"), "  ",
            Count(report.replies, "reply", "replies"), " that two or more have judged\n");
  if (report.pairs.empty()) {
    StrAppend(out,
              "Nobody to compare: name files with `label.review`, or one with "
              "`label.reviewers`.\n");
  }
  for (const insight::PairAgreement& pair : report.pairs) {
    StyledText heading;
    heading.Add(StrCat(pair.first, " and ", pair.second), Style::kBold);
    StrAppend(out, "\n", heading.Render(terminal), "\n");
    Table table({"check", "n", "agreement", "kappa", "they differ on"},
                {Align::kLeft, Align::kRight, Align::kRight, Align::kLeft, Align::kLeft});
    const auto row = [&](std::string_view name, const insight::Agreement& agreement,
                         const std::vector<std::string>& differ) {
      std::string ids;
      for (const std::string& id : differ) StrAppend(&ids, ids.empty() ? "" : ", ", id);
      table.Row(
          {name, StrCat(agreement.n), Fraction(agreement.agreement), KappaText(agreement), ids});
    };
    for (const auto& [check, agreement] : pair.checks) {
      const auto differ = pair.differ.find(check);
      row(check, agreement,
          differ == pair.differ.end() ? std::vector<std::string>() : differ->second);
    }
    row("all", pair.all, {});
    table.Append(terminal, 2, out);
  }
}

}  // namespace rapport::cli
