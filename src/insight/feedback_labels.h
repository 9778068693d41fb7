#ifndef RAPPORT_INSIGHT_FEEDBACK_LABELS_H_
#define RAPPORT_INSIGHT_FEEDBACK_LABELS_H_

// Labels out of what people corrected, for `rapport fit`. Only what a person said becomes a label,
// and never in the place of one that is there:
//
// - the persona: what a supervisor set; else what a person named as the right one when the type
//   found was wrong. Not what they accepted: a rule set that learns its own answers as truths only
//   grows surer of its errors.
// - whether to escalate: yes where a person holds an escalation; no where they suppressed one and
//   none is left.

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "rapport/decision.h"
#include "rapport/rule_set.h"
#include "record/record_reader.h"

namespace rapport::insight {

// Why what people said about a record gave no label.
enum class NoLabel {
  kNothingSaid,     // no correction and no override
  kLabelled,        // the record has one
  kNoCorrection,    // the type is said to be wrong, but not which is right
  kDisagreement,    // people named different ones
  kUnknownType,     // the pack does not have the one that they named
  kEscalationLeft,  // one was suppressed while another stands
};
constexpr size_t kNoLabels = 6;
const char* NoLabelText(NoLabel reason);  // "already labelled", ...

struct FeedbackLabel {
  std::string_view persona;  // empty: none; the record's or the decision's
  std::optional<bool> escalate;

  bool any() const { return !persona.empty() || escalate; }
};

// Finds labels and counts what becomes of them.
class FeedbackLabeller {
 public:
  // `decision` is about the record as it stands, with its overrides, by `rules`.
  FeedbackLabel Find(const RuleSet& rules, const record::Record& record, const Decision& decision);
  void Merge(const FeedbackLabeller& other);

  int64_t records() const { return records_; }  // that were labelled
  int64_t personas() const { return personas_; }
  int64_t escalations() const { return escalations_; }
  int64_t left_out(NoLabel reason) const { return left_out_[static_cast<size_t>(reason)]; }

 private:
  void LeaveOut(NoLabel reason) { ++left_out_[static_cast<size_t>(reason)]; }

  int64_t records_ = 0, personas_ = 0, escalations_ = 0;
  std::array<int64_t, kNoLabels> left_out_ = {};
};

}  // namespace rapport::insight

#endif  // RAPPORT_INSIGHT_FEEDBACK_LABELS_H_
