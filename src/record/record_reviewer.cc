#include "record/record_reviewer.h"

namespace rapport::record {

Status RecordReviewer::Review(const std::shared_ptr<const RuleSet>& rules, std::string_view record,
                              rapport::Review* review) {
  const Turn* reply = nullptr;
  Status status = intake_.FillBeforeReply(rules, record, &reply);
  if (!status.ok()) return status;
  return ReviewReply(intake_.conversation(), *reply, intake_.now(), review);
}

LineTally RecordReviewer::ReviewLines(const std::shared_ptr<const RuleSet>& rules,
                                      std::string_view lines, ReviewDetail detail,
                                      rapport::Review* review, JsonWriter* out) {
  return AnswerLines(
      intake_, lines, [&](std::string_view line) { return Review(rules, line, review); },
      [&](std::string_view id) { WriteReview(id, *review, detail, out); }, out);
}

}  // namespace rapport::record
