#include "cli/coaching_text.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "base/strings.h"
#include "cli/table.h"

namespace rapport::cli {
namespace {

std::string Signed(int64_t value) { return StrCat(value > 0 ? "+" : "", value); }

// With one decimal.
std::string Tenths(double value, bool with_sign) {
  const int64_t tenths = std::llround(value * 10);
  const int64_t magnitude = std::abs(tenths);
  return StrCat(tenths < 0                  ? "-"
                : (with_sign && tenths > 0) ? "+"
                                            : "",
                magnitude / 10, ".", magnitude % 10);
}

int64_t Hundredths(double share) { return std::llround(share * 100); }

}  // namespace

std::string Percent(double share) { return StrCat(Hundredths(share), "%"); }

std::string PercentRange(const insight::Interval& interval) {
  return StrCat(Hundredths(interval.low), " to ", Hundredths(interval.high), "%");
}

std::string PointsBetween(double difference) { return Signed(Hundredths(difference)); }

std::string PointsBetween(const insight::Interval& interval) {
  return StrCat(PointsBetween(interval.low), " to ", PointsBetween(interval.high));
}

std::string Points(double score) { return Tenths(score, false); }

std::string Points(const std::optional<insight::MeanScore>& score) {
  if (!score) return "-";
  if (!score->interval) return Points(score->value);
  return StrCat(Points(score->value), " (", Points(score->interval->low), " to ",
                Points(score->interval->high), ")");
}

std::string TrendText(const insight::Trend& trend) {
  if (trend.weeks.empty()) return "not known: no reply has a time";
  if (!trend.slope) {
    return StrCat("not known: ", Count(static_cast<int64_t>(trend.weeks.size()), "week", "weeks"),
                  " of three that it takes");
  }
  const insight::Slope& slope = *trend.slope;
  const char* const verdict = slope.interval.low > 0    ? "it rises"
                              : slope.interval.high < 0 ? "it falls"
                                                        : "could be chance";
  return StrCat(Tenths(slope.per_step, true), " points a week (", Tenths(slope.interval.low, true),
                " to ", Tenths(slope.interval.high, true), "): ", verdict);
}

std::string GoalText(const insight::CheckScore& check) {
  if (!check.goal) return "";
  return StrCat("goal ", Percent(static_cast<double>(*check.goal) / 1e4), ": ",
                std::string_view(VerdictName(check.verdict)));
}

std::string FailsText(const insight::Share& failed) {
  return StrCat("fails ", failed.count, " of ", failed.n, ", ", PercentRange(failed.interval));
}

std::string Count(int64_t number, std::string_view one, std::string_view many) {
  return StrCat(Grouped(number), " ", number == 1 ? one : many);
}

std::string PersonaName(const RuleSet& rules, std::string_view id) {
  if (id == "none") return "No type";
  for (const PersonaInfo& persona : rules.personas()) {
    if (persona.id == id) return std::string(persona.label);
  }
  return std::string(id);
}

std::string ChannelName(std::string_view channel) {
  return channel.empty() ? "channel not told" : std::string(channel);
}

std::string TeamName(std::string_view team) {
  return team.empty() ? "Without a team" : StrCat("Team ", team);
}

std::vector<const insight::CheckScore*> InOrder(const insight::Scorecard& card) {
  std::vector<const insight::CheckScore*> order;
  for (const insight::CheckScore& check : card.checks) {
    if (check.passed) order.push_back(&check);
  }
  // As habits are ordered: the lower end of the share of fails is what the interval leaves above.
  const auto cost = [](const insight::CheckScore& check) {
    if (check.passed->count == check.passed->n) return 0.0;
    return check.weight * (1 - check.passed->interval.high) * static_cast<double>(check.passed->n);
  };
  std::stable_sort(order.begin(), order.end(), [&](const auto* a, const auto* b) {
    const double left = cost(*a), right = cost(*b);
    return left != right ? left > right : a->passed->n > b->passed->n;
  });
  return order;
}

std::string HardestText(const insight::Part& part) {
  if (!part.hardest) return "-";
  return StrCat(part.hardest->label, " (fails ", part.hardest->failed.count, " of ",
                part.hardest->failed.n, ")");
}

std::string NotAppliedText(const insight::Scorecard& card) {
  const auto applies = [](const insight::CheckScore& check) { return check.passed.has_value(); };
  const auto count = std::count_if(card.checks.begin(), card.checks.end(), applies);
  const int64_t rest = static_cast<int64_t>(card.checks.size()) - count;
  if (rest == 0) return "";
  return StrCat(Count(rest, "more check", "more checks"), " applied to none of the replies.");
}

std::string LeftOutText(const insight::CoachingReport& report) {
  if (report.left_out == 0) return "";
  return StrCat("Without ", Count(report.left_out, "reply", "replies"),
                " of teams that are not shown, which could be told from the rest.");
}

std::string LeftOutText(const insight::CoachingReport& report, const insight::TeamCard& team) {
  if (!report.individuals || team.too_few == 0) return "";
  return StrCat(Count(team.too_few, "agent has", "agents have"), " fewer than ", report.min_sample,
                " replies and ", team.too_few == 1 ? "is" : "are",
                " not shown alone: so few would say more about chance than about a person.");
}

}  // namespace rapport::cli
