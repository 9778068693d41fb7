#ifndef RAPPORT_CLI_FEEDBACK_TEXT_H_
#define RAPPORT_CLI_FEEDBACK_TEXT_H_

// Numbers and words that the views of feedback share, in text and in HTML.

#include <string>
#include <string_view>
#include <vector>

#include "insight/themes_report.h"
#include "rapport/rule_set.h"

namespace rapport::cli {

// "CSAT", "NPS", "CES".
std::string ScaleTitle(record::RatingScale scale);
// "CSAT" of the service, else "CSAT product".
std::string ScoreTitle(const insight::Driver& driver);
// "Price, Delivery": the themes of drivers that speak one way only, each once.
std::string OneSidedThemes(const std::vector<insight::Driver>& drivers);
// "2.8", of scores.
std::string Score(double mean);
// "-1.2 (-1.5 to -0.9)"; "-" where it is not defined.
std::string MeanText(const insight::Driver& driver);
// "+31 (+22 to +40)": points of per cent.
std::string DetractorsText(const insight::Driver& driver);
// "0.003", "< 0.0001".
std::string PText(double p);
std::string VerdictText(insight::DriverVerdict verdict);
// The label of a customer type, or the name itself.
std::string GroupName(const RuleSet& rules, record::Dimension by, std::string_view name);
// "positive 12, negative 3": what there is of the four.
std::string SentimentText(const insight::BySentiment& counts);
std::string_view SentimentName(size_t sentiment);
// "medium cost, owner: logistics, should move csat".
std::string MeasureText(const insight::MeasureAdvice& measure);
// Comments of a row that speak of a theme; and the theme's label.
int64_t CommentsOf(const insight::BySentiment& counts);
std::string ThemeLabel(const insight::FeedbackReport& report, const std::string& id);
// The themes that a group speaks of most, three at most: "Waiting 12, Price 4".
std::string TopThemes(const insight::FeedbackReport& report, const insight::GroupRow& row);
std::string ProposalTitle(insight::Proposal::From from);

}  // namespace rapport::cli

#endif  // RAPPORT_CLI_FEEDBACK_TEXT_H_
