#include "record/record_intake.h"

namespace rapport::record {

void RecordIntake::SetOptions(const ReadOptions& options) {
  reader_ = RecordReader(options);
  max_bytes_ = options.bytes;
}

Status RecordIntake::Parse(const std::shared_ptr<const RuleSet>& rules, std::string_view record) {
  // One byte over the limit is enough for the reader to refuse it.
  record = record.substr(0, max_bytes_ + 1);
  bytes_.assign(record.begin(), record.end());
  bytes_.push_back('\0');
  Status status = reader_.Parse(bytes_.data(), record.size());
  if (!status.ok()) return status;
  if (!conversation_ || conversation_->rules() != rules) conversation_.emplace(rules);
  return status;
}

Status RecordIntake::Fill(const std::shared_ptr<const RuleSet>& rules, std::string_view record) {
  Status status = Parse(rules, record);
  return status.ok() ? reader_.Fill(&*conversation_) : status;
}

Status RecordIntake::FillBeforeReply(const std::shared_ptr<const RuleSet>& rules,
                                     std::string_view record, const Turn** reply) {
  Status status = Parse(rules, record);
  return status.ok() ? reader_.FillBeforeReply(&*conversation_, reply) : status;
}

}  // namespace rapport::record
