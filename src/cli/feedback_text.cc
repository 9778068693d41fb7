#include "cli/feedback_text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <vector>

#include "base/strings.h"
#include "cli/coaching_text.h"
#include "record/json_writer.h"

namespace rapport::cli {
namespace {

// With one decimal and a sign.
std::string Tenths(double value) {
  const int64_t tenths = std::llround(value * 10);
  const int64_t magnitude = std::abs(tenths);
  return StrCat(tenths < 0 ? "-" : tenths > 0 ? "+" : "", magnitude / 10, ".", magnitude % 10);
}

}  // namespace

std::string ScaleTitle(record::RatingScale scale) {
  switch (scale) {
    case record::RatingScale::kCsat:
      return "CSAT";
    case record::RatingScale::kNps:
      return "NPS";
    case record::RatingScale::kCes:
      return "CES";
  }
  return "";
}

std::string ScoreTitle(const insight::Driver& driver) {
  std::string title = ScaleTitle(driver.scale);
  if (driver.about != record::RatingSubject::kService) {
    StrAppend(&title, " ", std::string_view(RatingSubjectName(driver.about)));
  }
  return title;
}

std::string OneSidedThemes(const std::vector<insight::Driver>& drivers) {
  std::vector<std::string_view> seen;
  std::string out;
  for (const insight::Driver& d : drivers) {
    if (d.verdict != insight::DriverVerdict::kOneSided) continue;
    if (std::find(seen.begin(), seen.end(), d.theme) != seen.end()) continue;
    seen.push_back(d.theme);
    StrAppend(&out, out.empty() ? "" : ", ", d.label);
  }
  return out;
}

std::string Score(double mean) {
  const int64_t hundredths = std::llround(mean * 100);  // of scores, which are not negative
  const int64_t rest = hundredths % 100;
  return StrCat(hundredths / 100, rest < 10 ? ".0" : ".", rest);
}

std::string MeanText(const insight::Driver& driver) {
  if (!driver.mean) return "-";
  return StrCat(Tenths(driver.mean->value), " (", Tenths(driver.mean->interval.low), " to ",
                Tenths(driver.mean->interval.high), ")");
}

std::string DetractorsText(const insight::Driver& driver) {
  return StrCat(PointsBetween(driver.detractors), " (", PointsBetween(driver.detractors_interval),
                ")");
}

std::string PText(double p) {
  if (p < 1e-4) return "<0.0001";
  return record::FormatDecimal(std::llround(p * 1e4), 4);
}

std::string VerdictText(insight::DriverVerdict verdict) {
  switch (verdict) {
    case insight::DriverVerdict::kTooFew:
      return "too few";
    case insight::DriverVerdict::kOneSided:
      return "speaks one way only";
    case insight::DriverVerdict::kNoEvidence:
      return "no evidence";
    case insight::DriverVerdict::kHurts:
      return "hurts";
    case insight::DriverVerdict::kHelps:
      return "helps";
  }
  return "";
}

std::string GroupName(const RuleSet& rules, record::Dimension by, std::string_view name) {
  return by == record::Dimension::kPersona ? PersonaName(rules, name) : std::string(name);
}

std::string_view SentimentName(size_t sentiment) {
  constexpr std::array<std::string_view, engine::kSentiments> kNames = {"negative", "neutral",
                                                                        "positive", "mixed"};
  return kNames[sentiment];
}

std::string SentimentText(const insight::BySentiment& counts) {
  std::string out;
  for (const size_t s : {2, 0, 3, 1}) {
    if (counts[s] == 0) continue;
    StrAppend(&out, out.empty() ? "" : ", ", SentimentName(s), " ", counts[s]);
  }
  return out;
}

std::string MeasureText(const insight::MeasureAdvice& measure) {
  return StrCat(measure.cost, " cost, owner: ", measure.owner, ", should move ", measure.moves);
}

int64_t CommentsOf(const insight::BySentiment& counts) {
  int64_t sum = 0;
  for (const int64_t count : counts) sum += count;
  return sum;
}

std::string ThemeLabel(const insight::FeedbackReport& report, const std::string& id) {
  const auto theme = std::find_if(report.themes.begin(), report.themes.end(),
                                  [&](const insight::ThemeSummary& t) { return t.id == id; });
  return theme == report.themes.end() ? id : theme->label;
}

std::string TopThemes(const insight::FeedbackReport& report, const insight::GroupRow& row) {
  constexpr size_t kShown = 3;
  std::vector<size_t> order;
  for (size_t t = 0; t < row.themes.size(); ++t) {
    if (CommentsOf(row.themes[t]) > 0) order.push_back(t);
  }
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return CommentsOf(row.themes[a]) > CommentsOf(row.themes[b]);
  });
  if (order.size() > kShown) order.resize(kShown);
  std::string out;
  for (const size_t t : order) {
    StrAppend(&out, out.empty() ? "" : ", ", ThemeLabel(report, report.theme_ids[t]), " ",
              CommentsOf(row.themes[t]));
  }
  return out.empty() ? "-" : out;
}

std::string ProposalTitle(insight::Proposal::From from) {
  return from == insight::Proposal::From::kNoTheme
             ? "Words of comments without a theme, more than of the others"
             : "Words of comments on low scores that no theme knows";
}

}  // namespace rapport::cli
