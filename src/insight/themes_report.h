#ifndef RAPPORT_INSIGHT_THEMES_REPORT_H_
#define RAPPORT_INSIGHT_THEMES_REPORT_H_

// What comments on ratings say in all (insight/themes.h): themes with their sentiment, what drives
// the scores and what the pack would do about it, how themes and customer types change, and words
// that no theme knows yet. docs/customer-feedback.md explains every figure.
//
// All tests of drivers are one family, all tests of drift another; within each the values of p are
// corrected after Holm, so that with no difference anywhere one report in twenty shows any.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "insight/significance.h"
#include "insight/themes.h"

namespace rapport::insight {

struct FeedbackOptions {
  record::Dimension by = record::Dimension::kPersona;
  // Ratings on either side that a test needs, and comments that proposed words must be in.
  int64_t min_sample = 20;
};

struct CountedShare {
  int64_t count = 0;
  int64_t n = 0;
  double value = 0;   // 0 to 1; 0 of nothing
  Interval interval;  // Wilson's
};

struct ScaleSummary {
  record::RatingScale scale = record::RatingScale::kCsat;
  int64_t n = 0;          // ratings
  int64_t commented = 0;  // of them, with a comment
  double mean = 0;
  std::optional<Interval> interval;  // of the mean, by Student's t
  CountedShare detractors;
};

struct ThemeSummary {
  std::string id, label;
  CountedShare comments;  // that speak of it, of all
  BySentiment sentiments = {};
  ExamplesBySentiment examples;  // the latest first, three at most
};

// kOneSided: whoever speaks of the theme speaks well of it, or badly, nearly all of them. Scores
// with the theme are then those of the pleased or the displeased, whatever the theme moves: nothing
// is tested. So it is when less than 5 % of the comments that judge the theme, or less than five,
// speak the other way (mixed ones speak both), unless less than 5 % of its comments judge it.
enum class DriverVerdict { kTooFew, kOneSided, kNoEvidence, kHurts, kHelps };
// "too_few", "one_sided", "no_evidence", "hurts", "helps"
const char* DriverVerdictName(DriverVerdict verdict);

struct MeasureAdvice {
  std::string id, label, owner, cost, moves, help;
};

// The scores of those who speak of a theme against those who comment and do not, among ratings of
// one subject.
struct Driver {
  record::RatingScale scale = record::RatingScale::kCsat;
  record::RatingSubject about = record::RatingSubject::kService;
  std::string theme, label;
  DriverVerdict verdict = DriverVerdict::kTooFew;
  int64_t with = 0, without = 0;  // ratings
  double mean_with = 0, mean_without = 0;
  std::optional<MeanDifference> mean;  // with minus without; nothing where it is not defined
  double mean_p = 1;                   // corrected
  CountedShare detractors_with, detractors_without;
  double detractors = 0;         // share with minus share without
  Interval detractors_interval;  // Newcombe's
  double detractors_p = 1;       // of the score test or Fisher's
  double detractors_corrected = 1;
  // By how much the theme moves the share of detractors among all comments, at least: the share
  // that speaks of it times the end of the difference's interval that is nearer to 0.
  double impact = 0;
  std::vector<MeasureAdvice> measures;  // of one that hurts
};

struct GroupRow {
  std::string name;
  int64_t ratings = 0, comments = 0;
  std::array<std::optional<ScaleSummary>, record::kRatingScales> scales;
  std::vector<BySentiment> themes;  // by index
};

struct WeekRow {
  std::string week;  // its Monday
  int64_t comments = 0;
  std::vector<BySentiment> themes;  // by index
};

// The share of a theme among comments, or of a customer type among ratings that name one, in the
// latest week against all weeks before it.
struct Drift {
  bool is_persona = false;
  std::string id, label;
  CountedShare latest, earlier;
  double difference = 0;
  Interval interval;  // Newcombe's
  double p = 1, corrected = 1;
  bool has_changed = false;  // corrected < 0.05
};

// Words that no theme knows, which are in many comments of one kind and few of the others.
struct Proposal {
  enum class From { kNoTheme, kLowScores } from = From::kNoTheme;
  std::string words;
  int64_t in = 0, of = 0;                   // sampled comments of the kind
  int64_t elsewhere = 0, elsewhere_of = 0;  // the others
  double log_odds = 0, z = 0;               // insight/odds.h
  std::string example;
};

struct FeedbackReport {
  std::string rule_set;
  int64_t min_sample = 0;
  int64_t ratings = 0, comments = 0, themed = 0;
  BySentiment sentiments = {};
  std::vector<ScaleSummary> scales;  // that have ratings
  std::vector<ThemeSummary> themes;  // most comments first; those of none are left out
  std::vector<Driver> drivers;       // hurts by impact, helps by impact, the rest by p
  record::Dimension by = record::Dimension::kPersona;
  std::vector<std::string> theme_ids;  // by index, for rows
  std::vector<GroupRow> groups;        // most ratings first
  int64_t ratings_under_no_name = 0;   // that name none, or one beyond kMostNames
  std::vector<WeekRow> weeks;          // oldest first
  std::string latest_week;             // of `drift`; empty without one
  std::vector<Drift> drift;            // by p
  int64_t sampled = 0;                 // comments that proposals come from
  std::vector<Proposal> proposals;     // of each kind the strongest first
};

}  // namespace rapport::insight

#endif  // RAPPORT_INSIGHT_THEMES_REPORT_H_
