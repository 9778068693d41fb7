#ifndef RAPPORT_RECORD_RECORD_DECIDER_H_
#define RAPPORT_RECORD_RECORD_DECIDER_H_

// From a record's bytes to a decision or an explanation, in memory that is reused from call to
// call: what the C interface offers to hosts that speak JSON.
//
//     RecordDecider decider;
//     Status status = decider.Decide(rules, record, &decision);
//     if (status.ok()) WriteDecision(decider.id(), decision, &json);

#include <memory>
#include <optional>
#include <string_view>

#include "rapport/decision.h"
#include "rapport/explanation.h"
#include "rapport/rule_set.h"
#include "record/json_writer.h"
#include "record/record_intake.h"
#include "record/record_reader.h"

namespace rapport::record {

// Thread-compatible.
class RecordDecider {
 public:
  explicit RecordDecider(const ReadOptions& options = ReadOptions()) : intake_(options) {}

  // From the next record on.
  void SetOptions(const ReadOptions& options) { intake_.SetOptions(options); }

  // Reads one record and decides about it. Errors as RecordReader's.
  Status Decide(const std::shared_ptr<const RuleSet>& rules, std::string_view record,
                Decision* decision);
  // The same, and explains it.
  Status Explain(const std::shared_ptr<const RuleSet>& rules, std::string_view record,
                 Explanation* explanation);
  // Of the last record, also of one that was refused; nothing when it has none. Borrowed until the
  // next one is read.
  std::optional<std::string_view> id() const { return intake_.id(); }

  // Reads records, one a line, and appends a line to `out` for each: the decision, or the error
  // with which the record is refused (AnswerLines()). `decision` then holds the last line's, if
  // that was decided.
  LineTally DecideLines(const std::shared_ptr<const RuleSet>& rules, std::string_view lines,
                        Decision* decision, JsonWriter* out);

 private:
  RecordIntake intake_;
};

}  // namespace rapport::record

#endif  // RAPPORT_RECORD_RECORD_DECIDER_H_
