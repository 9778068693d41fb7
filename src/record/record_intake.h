#ifndef RAPPORT_RECORD_RECORD_INTAKE_H_
#define RAPPORT_RECORD_RECORD_INTAKE_H_

// From records' bytes to a conversation, in memory that is reused from call to call: what deciding
// about records and reviewing them share.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rapport/conversation.h"
#include "rapport/rule_set.h"
#include "record/error_json.h"
#include "record/json_writer.h"
#include "record/record_reader.h"

namespace rapport::record {

// Thread-compatible.
class RecordIntake {
 public:
  explicit RecordIntake(const ReadOptions& options) : reader_(options), max_bytes_(options.bytes) {}

  // From the next record on.
  void SetOptions(const ReadOptions& options);

  // Reads one record into conversation(). Errors as RecordReader's.
  Status Fill(const std::shared_ptr<const RuleSet>& rules, std::string_view record);
  // The same without its last turn, the reply; borrowed until the next record.
  Status FillBeforeReply(const std::shared_ptr<const RuleSet>& rules, std::string_view record,
                         const Turn** reply);

  // Of the last record that was filled in.
  const Conversation& conversation() const { return *conversation_; }
  std::optional<Time> now() const { return reader_.record().now; }
  // Of the last record, also of one that was refused; nothing when it has none. Borrowed until the
  // next one.
  std::optional<std::string_view> id() const { return reader_.id(); }

 private:
  Status Parse(const std::shared_ptr<const RuleSet>& rules, std::string_view record);

  RecordReader reader_;
  size_t max_bytes_;
  std::vector<char> bytes_;  // of the record; reading overwrites them
  std::optional<Conversation> conversation_;
};

// What came of the lines of one call.
struct LineTally {
  size_t refused = 0;
  bool last_decided = false;  // the last line was answered, not refused
};

// Appends a line to `out` for each line of `lines`: what `write(id)` appends when `answer(line)`,
// a Status, is OK, else the error with which the record is refused. An empty line is refused too,
// so that lines keep in step. A record without an id is given the number of its line, from 1.
template <typename Answer, typename Write>
LineTally AnswerLines(const RecordIntake& intake, std::string_view lines, const Answer& answer,
                      const Write& write, JsonWriter* out) {
  LineTally tally;
  for (int64_t number = 1; !lines.empty(); ++number) {
    const size_t end = lines.find('\n');
    std::string_view line = lines.substr(0, end);
    lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);

    const Status status = answer(line);
    tally.last_decided = status.ok();
    if (status.ok()) {
      const std::string line_id = std::to_string(number);
      write(intake.id().value_or(line_id));
    } else {
      ++tally.refused;
      WriteError(intake.id().value_or(""), intake.id().has_value(), status, out);
    }
    out->EndLine();
  }
  return tally;
}

}  // namespace rapport::record

#endif  // RAPPORT_RECORD_RECORD_INTAKE_H_
