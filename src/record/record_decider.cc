#include "record/record_decider.h"

#include "base/strings.h"
#include "record/decision_json.h"
#include "record/error_json.h"

namespace rapport::record {

RecordDecider::RecordDecider(const ReadOptions& options)
    : reader_(options), max_bytes_(options.bytes) {}

void RecordDecider::SetOptions(const ReadOptions& options) {
  reader_ = RecordReader(options);
  max_bytes_ = options.bytes;
}

Status RecordDecider::Fill(const std::shared_ptr<const RuleSet>& rules, std::string_view record) {
  // One byte over the limit is enough for the reader to refuse it.
  record = record.substr(0, max_bytes_ + 1);
  bytes_.assign(record.begin(), record.end());
  bytes_.push_back('\0');
  Status status = reader_.Parse(bytes_.data(), record.size());
  if (!status.ok()) return status;
  if (!conversation_ || conversation_->rules() != rules) conversation_.emplace(rules);
  return reader_.Fill(&*conversation_);
}

Status RecordDecider::Decide(const std::shared_ptr<const RuleSet>& rules, std::string_view record,
                             Decision* decision) {
  Status status = Fill(rules, record);
  return status.ok() ? rapport::Decide(*conversation_, reader_.record().now, decision) : status;
}

Result<Explanation> RecordDecider::Explain(const std::shared_ptr<const RuleSet>& rules,
                                           std::string_view record) {
  Status status = Fill(rules, record);
  if (!status.ok()) return status;
  return rapport::Explain(*conversation_, reader_.record().now);
}

RecordDecider::Tally RecordDecider::DecideLines(const std::shared_ptr<const RuleSet>& rules,
                                                std::string_view lines, Decision* decision,
                                                JsonWriter* out) {
  Tally tally;
  for (int64_t number = 1; !lines.empty(); ++number) {
    const size_t end = lines.find('\n');
    std::string_view line = lines.substr(0, end);
    lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);

    const Status status = Decide(rules, line, decision);
    tally.last_decided = status.ok();
    if (status.ok()) {
      const std::string line_id = std::to_string(number);
      WriteDecision(id().value_or(line_id), *decision, out);
    } else {
      ++tally.refused;
      WriteError(id().value_or(""), id().has_value(), status, out);
    }
    out->EndLine();
  }
  return tally;
}

}  // namespace rapport::record
