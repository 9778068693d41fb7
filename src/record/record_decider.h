#ifndef RAPPORT_RECORD_RECORD_DECIDER_H_
#define RAPPORT_RECORD_RECORD_DECIDER_H_

// From a record's bytes to a decision or an explanation, in memory that is reused from call to
// call: what the C interface offers to hosts that speak JSON.
//
//     RecordDecider decider;
//     Status status = decider.Decide(rules, record, &decision);
//     if (status.ok()) WriteDecision(decider.id(), decision, &json);

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/decision.h"
#include "rapport/explanation.h"
#include "rapport/rule_set.h"
#include "record/json_writer.h"
#include "record/record_reader.h"

namespace rapport::record {

// Thread-compatible.
class RecordDecider {
 public:
  explicit RecordDecider(const ReadOptions& options = ReadOptions());

  // From the next record on.
  void SetOptions(const ReadOptions& options);

  // Reads one record and decides about it. Errors as RecordReader's.
  Status Decide(const std::shared_ptr<const RuleSet>& rules, std::string_view record,
                Decision* decision);
  // The same, and explains it.
  Result<Explanation> Explain(const std::shared_ptr<const RuleSet>& rules, std::string_view record);
  // Of the last record, also of one that was refused; nothing when it has none. Borrowed until the
  // next one is read.
  std::optional<std::string_view> id() const { return reader_.id(); }

  // What came of the lines of one call.
  struct Tally {
    size_t refused = 0;
    bool last_decided = false;  // `decision` holds the last line's
  };
  // Reads records, one a line, and appends a line to `out` for each: the decision, or the error
  // with which the record is refused. An empty line is refused too, so that lines keep in step. A
  // record without an id is given the number of its line, from 1.
  Tally DecideLines(const std::shared_ptr<const RuleSet>& rules, std::string_view lines,
                    Decision* decision, JsonWriter* out);

 private:
  Status Fill(const std::shared_ptr<const RuleSet>& rules, std::string_view record);

  RecordReader reader_;
  size_t max_bytes_;
  std::vector<char> bytes_;  // of the record; reading overwrites them
  std::optional<Conversation> conversation_;
};

}  // namespace rapport::record

#endif  // RAPPORT_RECORD_RECORD_DECIDER_H_
