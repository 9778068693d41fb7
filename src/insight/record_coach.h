#ifndef RAPPORT_INSIGHT_RECORD_COACH_H_
#define RAPPORT_INSIGHT_RECORD_COACH_H_

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "insight/coaching.h"
#include "rapport/conversation.h"
#include "rapport/review.h"
#include "record/record_reader.h"

namespace rapport::insight {

// Reviews every reply in records, each with the conversation before it, into a Coaching, which must
// outlive this. Memory is reused from record to record. Not thread-safe.
class RecordCoach {
 public:
  RecordCoach(std::shared_ptr<const RuleSet> rules, Coaching* coaching);

  // The record that `reader` has parsed. It goes by `id`; `now` counts where a reply has no time.
  // On failure nothing of it is counted.
  Status Add(record::RecordReader* reader, std::string_view id, std::optional<Time> now);

 private:
  Status CheckRoom(const record::Record& record);

  Conversation conversation_;
  Review review_;
  std::vector<std::string_view> agents_;  // of the record
  Coaching* const coaching_;
};

}  // namespace rapport::insight

#endif  // RAPPORT_INSIGHT_RECORD_COACH_H_
