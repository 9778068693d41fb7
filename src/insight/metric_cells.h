#ifndef RAPPORT_INSIGHT_METRIC_CELLS_H_
#define RAPPORT_INSIGHT_METRIC_CELLS_H_

// What metrics over cases and ratings are computed from: counts and histograms, one cell for each
// group. All of it is whole numbers that are only added, so cells merge in any order.

#include <array>
#include <cstddef>
#include <cstdint>

#include "base/archive.h"
#include "insight/histogram.h"
#include "record/service_event.h"

namespace rapport::insight {

// a + b of numbers that are not negative; the greatest one instead of more, in any order.
inline int64_t Plus(int64_t a, int64_t b) {
  int64_t sum;
  return __builtin_add_overflow(a, b, &sum) ? INT64_MAX : sum;
}

enum Counter : size_t {
  kCases,  // with a contact
  kResolved,
  kEscalated,
  kTransferred,
  kFirstContact,       // resolved at the first contact, of
  kFirstContactKnown,  // those resolved whose window is over
  kReopened,           // within the window, of
  kReopenKnown,        // those resolved whose window is over
  kResponseMet,        // in time
  kResponseMissed,     // too late, or not at all when the time was over
  kResolutionMet,      // the same of resolutions
  kResolutionMissed,
  kAnswered,  // events
  kAbandoned,
  kHandled,  // events; their seconds, and these squared
  kHandledSeconds,
  kHandledSquares,
  kFirstFeedback,
};

// Surveys and ratings: for each of the scales (csat once for each subject) how many were asked, and
// how many gave each score.
constexpr size_t kQuestions = record::kRatingSubjects + record::kRatingScales - 1;
constexpr size_t kScoresOf[kQuestions] = {5, 5, 5, 11, 7};
constexpr size_t kFeedbackCounters = kQuestions + 5 + 5 + 5 + 11 + 7;
constexpr size_t kCounters = kFirstFeedback + kFeedbackCounters;

// csat of the service, of the product, of the firm, nps, ces.
constexpr size_t QuestionOf(record::RatingScale scale, record::RatingSubject subject) {
  return scale == record::RatingScale::kCsat
             ? static_cast<size_t>(subject)
             : record::kRatingSubjects + static_cast<size_t>(scale) - 1;
}
// Among the feedback counters.
constexpr size_t AskedCounter(size_t question) { return question; }
constexpr size_t ScoreCounter(size_t question, size_t score_above_lowest) {
  size_t at = kQuestions;
  for (size_t q = 0; q < question; ++q) at += kScoresOf[q];
  return at + score_above_lowest;
}
size_t FeedbackCounterOf(const record::ServiceEvent& event);  // a survey or a rating

struct Cell {
  std::array<int64_t, kCounters> counts = {};
  Histogram response, resolution, answer;  // seconds from the first contact on

  void Add(size_t counter, int64_t by) { counts[counter] = Plus(counts[counter], by); }
  int64_t operator[](size_t counter) const { return counts[counter]; }
  int64_t Asked(size_t question) const { return counts[kFirstFeedback + AskedCounter(question)]; }
  int64_t Scored(size_t question, size_t score_above_lowest) const {
    return counts[kFirstFeedback + ScoreCounter(question, score_above_lowest)];
  }
  void Merge(const Cell& other) {
    for (size_t i = 0; i < kCounters; ++i) Add(i, other.counts[i]);
    response.Merge(other.response);
    resolution.Merge(other.resolution);
    answer.Merge(other.answer);
  }
  size_t allocated_bytes() const {
    return response.allocated_bytes() + resolution.allocated_bytes() + answer.allocated_bytes();
  }
};

template <typename A>
void Visit(A& a, Cell& t) {
  for (int64_t& count : t.counts) {
    a.Number(count);
    if (count < 0) a.Fail("a count is negative");
  }
  a.Item(t.response);
  a.Item(t.resolution);
  a.Item(t.answer);
}

}  // namespace rapport::insight

#endif  // RAPPORT_INSIGHT_METRIC_CELLS_H_
