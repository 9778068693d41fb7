#ifndef RAPPORT_INSIGHT_THEMES_H_
#define RAPPORT_INSIGHT_THEMES_H_

// What customers say in their comments on ratings: themes, sentiments, examples, and the scores of
// those who speak of a theme. Ratings are added one at a time and forgotten; what is kept are whole
// numbers, a few examples and a sample of comments. The order in which ratings are added, and how
// they are spread over several objects that are merged, changes nothing.
//
//     Feedback feedback(rules);
//     feedback.Add(event);                                  // any service event; ratings count
//     feedback.Merge(another_machines);
//     FeedbackReport report = feedback.Report(options);     // themes_report.h
//
// Memory is bounded: by kMostNames for each dimension, kMostWeeks, kSampled and, for ratings that
// lack a name which their case may give them, kMostRatedCases.

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "engine/comments.h"
#include "insight/coaching.h"
#include "insight/intervals.h"
#include "insight/rating_cases.h"
#include "rapport/rule_set.h"
#include "rapport/status.h"
#include "record/service_event.h"

namespace rapport::insight {

struct FeedbackOptions;
struct FeedbackReport;

// Names told apart in each dimension, the first in the order of their bytes; the rest count
// together.
constexpr size_t kMostNames = 1'000;
constexpr size_t kMostWeekPersonas = 64;  // the same of personas in a week
// Comments kept to propose new themes from: those with the smallest hashes, which is a uniform
// sample of different ratings without a memory of the others (E. Cohen and H. Kaplan, "Summarizing
// data using bottom-k sketches", PODC 2007). A share among all is met within 0.8 points of per
// cent, standard error, by that of 4,096.
constexpr size_t kSampled = 4'096;
constexpr size_t kSampledBytes = 500;  // of each comment
// A total above it is refused when parts are merged or read, so that sums never overflow.
constexpr int64_t kMostRatings = 1'000'000'000'000'000;

// Scores at or below it are those of detractors: CSAT 2 of 5, NPS 6 of 10, CES 3 of 7.
constexpr std::array<int32_t, record::kRatingScales> kDetractorScores = {2, 6, 3};
// Scores at or above it are good ones: CSAT 4, NPS 9, CES 5.
constexpr std::array<int32_t, record::kRatingScales> kGoodScores = {4, 9, 5};

struct Scores {
  Moments moments;
  int64_t detractors = 0;

  void Add(int32_t score, bool is_detractor);
  void Add(const Scores& other);
};
using ScoresByScale = std::array<Scores, record::kRatingScales>;
// Of the service, the product and the firm apart: they have other scores and other themes.
using ScoresBySubject = std::array<ScoresByScale, record::kRatingSubjects>;
using BySentiment = std::array<int64_t, engine::kSentiments>;

struct ThemeCounts {
  BySentiment sentiments = {};  // of the comments that speak of it
  ScoresBySubject scores = {};  // of their ratings

  int64_t comments() const;
};

// Counts over some ratings.
struct RatingCounts {
  int64_t ratings = 0;
  int64_t comments = 0;  // ratings that have one
  int64_t themed = 0;    // comments that speak of some theme
  // Of the comments as a whole; where the words say nothing, that of the score.
  BySentiment sentiments = {};
  ScoresByScale scores = {};        // of all ratings
  ScoresBySubject commented = {};   // of those with a comment
  std::vector<ThemeCounts> themes;  // by index; empty until a comment speaks of one

  void Add(const RatingCounts& other);
};

struct WeekCounts {
  int64_t comments = 0;
  std::vector<BySentiment> themes;          // by index, or empty
  std::map<std::string, int64_t> personas;  // ratings
};

// A comment in the customer's own words. The latest are shown.
struct CommentExample {
  std::string text;             // or the part around the words, with "…" where it was cut
  uint32_t begin = 0, end = 0;  // of `text`: the words that show the theme
  std::string case_id;          // may be empty
  Time at{};
  record::RatingScale scale = record::RatingScale::kCsat;
  int32_t score = 0;
};

struct SampledKey {
  uint64_t hash;
  std::string comment;

  friend bool operator<(const SampledKey& a, const SampledKey& b) {
    return std::tie(a.hash, a.comment) < std::tie(b.hash, b.comment);
  }
};
struct SampledValue {
  int64_t count = 0;  // ratings that are alike in everything
  bool is_detractor = false;
};

using ExamplesBySentiment = std::array<std::vector<CommentExample>, engine::kSentiments>;

// Not thread-safe: one for each thread, merged at the end.
class Feedback {
 public:
  explicit Feedback(std::shared_ptr<const RuleSet> rules);

  // Ratings count. A dimension that a rating does not name is that of its case (rating_cases.h),
  // which any event may tell.
  void Add(const record::ServiceEvent& event);

  // kInvalidArgument when the rule sets differ (themes are numbers of one), kLimitExceeded beyond
  // kMostRatings; then nothing has changed.
  Status Merge(const Feedback& other);

  FeedbackReport Report(const FeedbackOptions& options) const;

  // All of it as bytes, and back. Load() takes bytes of anybody's making: what was not saved for
  // this rule set, is cut, changed or could not have come about is kInvalidArgument, and nothing
  // has changed then.
  std::string Save() const;
  Status Load(std::string_view bytes);

 private:
  friend class FeedbackReporter;
  friend class FeedbackArchive;

  void AddTo(const ReadRating& rating, RatingCounts* counts) const;
  void AddToWeek(const ReadRating& rating, std::string_view persona);
  void Sample(const record::ServiceEvent& rating, bool is_detractor);
  // With what cases give to ratings that lack a name.
  std::map<std::string, RatingCounts> Joined(record::Dimension dimension) const;
  std::map<int64_t, WeekCounts> JoinedWeeks() const;
  void KeepExamples(const record::ServiceEvent& rating, const engine::CommentReading& said);

  std::shared_ptr<const RuleSet> rules_;
  engine::CommentReader reader_;
  RatingCounts all_;
  std::array<std::map<std::string, RatingCounts>, record::kDimensions> by_;
  std::map<int64_t, WeekCounts> weeks_;        // by WeekOf(); the latest kMostWeeks
  std::vector<ExamplesBySentiment> examples_;  // by theme
  std::map<SampledKey, SampledValue> sample_;
  RatingCases cases_;
};

}  // namespace rapport::insight

#endif  // RAPPORT_INSIGHT_THEMES_H_
