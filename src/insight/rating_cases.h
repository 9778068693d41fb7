#ifndef RAPPORT_INSIGHT_RATING_CASES_H_
#define RAPPORT_INSIGHT_RATING_CASES_H_

// What a rating does not say of itself, its case may: the team, agent, channel, customer type,
// campaign and product of the first event of the case that names one. Events come in any order, so
// ratings that lack a name wait here until the report.

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/comments.h"
#include "rapport/time.h"
#include "record/service_event.h"

namespace rapport::insight {

// Cases that are remembered: those with the smallest hashes of their ids, which is a uniform sample
// when there are more. Ratings of the others are under no name where they do not name one.
constexpr size_t kMostRatedCases = 250'000;
// Ratings that wait in one case, the earliest.
constexpr size_t kMostCaseRatings = 8;

// A rating as it was read, without its words.
struct ReadRating {
  int64_t at = 0;  // microseconds since 1970
  record::RatingScale asks = record::RatingScale::kCsat;
  record::RatingSubject about = record::RatingSubject::kService;
  int32_t score = 0;
  bool has_comment = false;
  engine::Sentiment sentiment = engine::Sentiment::kNeutral;   // of the words
  std::vector<std::pair<uint32_t, engine::Sentiment>> themes;  // rising
  uint8_t missing = 0;  // a bit for each dimension that it does not name

  friend bool operator<(const ReadRating& a, const ReadRating& b) {
    return std::tie(a.at, a.asks, a.about, a.score, a.has_comment, a.sentiment, a.themes,
                    a.missing) < std::tie(b.at, b.asks, b.about, b.score, b.has_comment,
                                          b.sentiment, b.themes, b.missing);
  }
};

struct FirstName {
  int64_t at = 0;
  std::string name;  // empty: nobody has named one

  // The earlier counts, and of two at one time the smaller.
  void Take(int64_t other_at, std::string_view other);
};

struct RatedCase {
  std::array<FirstName, record::kDimensions> names;
  std::vector<ReadRating> ratings;  // rising, also equal ones
};

class RatingCases {
 public:
  // What the event says about its case.
  void Note(const record::ServiceEvent& event);
  // A rating of the case that lacks some name.
  void Add(std::string_view case_id, const ReadRating& rating);
  void Merge(const RatingCases& other);

  const std::map<uint64_t, RatedCase>& cases() const { return cases_; }  // by hash of the id
  std::map<uint64_t, RatedCase>* mutable_cases() { return &cases_; }  // for reading what was saved

 private:
  RatedCase* Find(std::string_view case_id);  // null: not remembered

  std::map<uint64_t, RatedCase> cases_;
};

}  // namespace rapport::insight

#endif  // RAPPORT_INSIGHT_RATING_CASES_H_
