#ifndef RAPPORT_RECORD_RECORD_REVIEWER_H_
#define RAPPORT_RECORD_RECORD_REVIEWER_H_

// From a record's bytes to a review of its last turn, an agent's, in memory that is reused from
// call to call: RecordDecider's counterpart for replies.
//
//     RecordReviewer reviewer;
//     Status status = reviewer.Review(rules, record, &review);
//     if (status.ok()) WriteReview(reviewer.id(), review, ReviewDetail::kAll, &json);

#include <memory>
#include <optional>
#include <string_view>

#include "rapport/review.h"
#include "rapport/rule_set.h"
#include "record/json_writer.h"
#include "record/record_intake.h"
#include "record/record_reader.h"
#include "record/review_json.h"

namespace rapport::record {

// Thread-compatible.
class RecordReviewer {
 public:
  explicit RecordReviewer(const ReadOptions& options = ReadOptions()) : intake_(options) {}

  // From the next record on.
  void SetOptions(const ReadOptions& options) { intake_.SetOptions(options); }

  // Reads one record and reviews its last turn, as the record's `now` says, else the reply's time.
  // Errors as RecordReader::FillBeforeReply()'s.
  Status Review(const std::shared_ptr<const RuleSet>& rules, std::string_view record,
                rapport::Review* review);
  // Of the last record, also of one that was refused; nothing when it has none. Borrowed until the
  // next one is read.
  std::optional<std::string_view> id() const { return intake_.id(); }

  // Reads records, one a line, and appends a line to `out` for each: the review, or the error with
  // which the record is refused (AnswerLines()). `review` then holds the last line's, if that was
  // reviewed.
  LineTally ReviewLines(const std::shared_ptr<const RuleSet>& rules, std::string_view lines,
                        ReviewDetail detail, rapport::Review* review, JsonWriter* out);

 private:
  RecordIntake intake_;
};

}  // namespace rapport::record

#endif  // RAPPORT_RECORD_RECORD_REVIEWER_H_
