#ifndef RAPPORT_CLI_COACHING_TEXT_H_
#define RAPPORT_CLI_COACHING_TEXT_H_

// Numbers and words that the views of coaching share, in text and in HTML.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "insight/coaching_report.h"
#include "insight/intervals.h"
#include "rapport/rule_set.h"

namespace rapport::cli {

// "85%", of a share from 0 to 1.
std::string Percent(double share);
// "64 to 95%".
std::string PercentRange(const insight::Interval& interval);
// "+12", "-3": points of per cent between two shares; and "-20 to +14".
std::string PointsBetween(double difference);
std::string PointsBetween(const insight::Interval& interval);
// "81.2", of a score from 0 to 100; "81.2 (76.0 to 86.4)"; "-" when there is none.
std::string Points(double score);
std::string Points(const std::optional<insight::MeanScore>& score);
// "+0.4 points a week (-0.2 to +1.0)" with what may be said about it; why there is none.
std::string TrendText(const insight::Trend& trend);
// "goal 90%: missed"; empty without one.
std::string GoalText(const insight::CheckScore& check);
// "fails 8 of 20, 22 to 61%".
std::string FailsText(const insight::Share& failed);
// "1 reply", "1,200 replies".
std::string Count(int64_t number, std::string_view one, std::string_view many);

// For headings; the ids of "none" and of what was not told have words too.
std::string PersonaName(const RuleSet& rules, std::string_view id);
std::string ChannelName(std::string_view channel);
std::string TeamName(std::string_view team);

// The checks that apply to some reply: those whose fails cost most first, then those that apply
// most.
std::vector<const insight::CheckScore*> InOrder(const insight::Scorecard& card);
// "12 more checks applied to none of the replies."; empty when all did.
std::string NotAppliedText(const insight::Scorecard& card);
// "Takes it seriously (fails 2 of 9)"; "-" when nothing does.
std::string HardestText(const insight::Part& part);
// What is left out of a team's people, and why; empty when nothing is.
std::string LeftOutText(const insight::CoachingReport& report, const insight::TeamCard& team);
// What the card of all teams leaves out; empty when nothing is.
std::string LeftOutText(const insight::CoachingReport& report);
// Why a card is not there.
inline constexpr char kWithheld[] =
    "Not shown: all replies are one person's. --individuals shows people.";

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_COACHING_TEXT_H_
