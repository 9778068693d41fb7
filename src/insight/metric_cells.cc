#include "insight/metric_cells.h"

namespace rapport::insight {

size_t FeedbackCounterOf(const record::ServiceEvent& event) {
  const size_t question = QuestionOf(event.asks, event.about);
  if (event.kind == record::ServiceEventKind::kSurvey) return AskedCounter(question);
  const int32_t lowest = record::kScoreRanges[static_cast<size_t>(event.asks)].low;
  return ScoreCounter(question, static_cast<size_t>(event.score - lowest));
}

}  // namespace rapport::insight
