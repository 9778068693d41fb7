#include "record/record_decider.h"

#include "record/decision_json.h"

namespace rapport::record {

Status RecordDecider::Decide(const std::shared_ptr<const RuleSet>& rules, std::string_view record,
                             Decision* decision) {
  Status status = intake_.Fill(rules, record);
  return status.ok() ? rapport::Decide(intake_.conversation(), intake_.now(), decision) : status;
}

Status RecordDecider::Explain(const std::shared_ptr<const RuleSet>& rules, std::string_view record,
                              Explanation* explanation) {
  Status status = intake_.Fill(rules, record);
  return status.ok() ? rapport::Explain(intake_.conversation(), intake_.now(), explanation)
                     : status;
}

LineTally RecordDecider::DecideLines(const std::shared_ptr<const RuleSet>& rules,
                                     std::string_view lines, Decision* decision, JsonWriter* out) {
  return AnswerLines(
      intake_, lines, [&](std::string_view line) { return Decide(rules, line, decision); },
      [&](std::string_view id) { WriteDecision(id, *decision, out); }, out);
}

}  // namespace rapport::record
