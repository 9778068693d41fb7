#include "insight/feedback_labels.h"

#include <algorithm>
#include <variant>

namespace rapport::insight {
namespace {

using record::Event;
using record::EventKind;

bool HasType(const RuleSet& rules, std::string_view id) {
  const ListView<PersonaInfo> personas = rules.personas();
  return id == "none" || std::any_of(personas.begin(), personas.end(),
                                     [id](const PersonaInfo& persona) { return persona.id == id; });
}

template <typename T>
using Label = std::variant<T, NoLabel>;

// What people named as the right type. Of one person's words the last count.
Label<std::string_view> CorrectedType(const std::vector<Event>& events) {
  const Event* named = nullptr;
  bool wrong = false;
  for (size_t i = 0; i < events.size(); ++i) {
    const Event& event = events[i];
    if (!event.action.empty()) continue;
    const bool is_revised = std::any_of(
        events.begin() + static_cast<std::ptrdiff_t>(i) + 1, events.end(),
        [&event](const Event& later) { return later.action.empty() && later.by == event.by; });
    if (is_revised || event.kind != EventKind::kWrong) continue;
    wrong = true;
    if (event.correct.empty()) continue;
    if (named != nullptr && named->correct != event.correct) return NoLabel::kDisagreement;
    named = &event;
  }
  if (named != nullptr) return named->correct;
  return wrong ? NoLabel::kNoCorrection : NoLabel::kNothingSaid;
}

Label<std::string_view> Type(const RuleSet& rules, const record::Record& record) {
  Label<std::string_view> type = NoLabel::kNothingSaid;
  if (record.overrides && !record.overrides->persona.empty()) {
    type = record.overrides->persona;
  } else {
    type = CorrectedType(record.events);
  }
  if (type == Label<std::string_view>(NoLabel::kNothingSaid)) return type;
  if (record.label && !record.label->persona.empty()) return NoLabel::kLabelled;
  const auto* const id = std::get_if<std::string_view>(&type);
  if (id != nullptr && !HasType(rules, *id)) return NoLabel::kUnknownType;
  return type;
}

Label<bool> Escalates(const record::Record& record, const Decision& decision) {
  if (!record.overrides || record.overrides->escalations.empty()) return NoLabel::kNothingSaid;
  if (record.label && record.label->escalate) return NoLabel::kLabelled;
  for (const auto& [route, rule] : record.overrides->escalations) {
    if (rule == EscalationOverride::kHold) return true;
  }
  if (!decision.escalations().empty()) return NoLabel::kEscalationLeft;
  return false;
}

}  // namespace

const char* NoLabelText(NoLabel reason) {
  switch (reason) {
    case NoLabel::kNothingSaid:
      return "without a correction or an override";
    case NoLabel::kLabelled:
      return "labelled already";
    case NoLabel::kNoCorrection:
      return "said to be wrong, but not what is right";
    case NoLabel::kDisagreement:
      return "named differently by different people";
    case NoLabel::kUnknownType:
      return "of a type that the pack does not have";
    case NoLabel::kEscalationLeft:
      return "with one escalation suppressed while another stands";
  }
  return "";
}

FeedbackLabel FeedbackLabeller::Find(const RuleSet& rules, const record::Record& record,
                                     const Decision& decision) {
  FeedbackLabel label;
  const Label<std::string_view> type = Type(rules, record);
  const Label<bool> escalates = Escalates(record, decision);
  if (const auto* id = std::get_if<std::string_view>(&type)) label.persona = *id;
  if (const bool* escalate = std::get_if<bool>(&escalates)) label.escalate = *escalate;
  records_ += label.any() ? 1 : 0;
  personas_ += label.persona.empty() ? 0 : 1;
  escalations_ += label.escalate ? 1 : 0;
  // A record about which nothing is said is left out once, anything else for each thing said.
  const NoLabel* const reasons[] = {std::get_if<NoLabel>(&type), std::get_if<NoLabel>(&escalates)};
  bool any = label.any();
  for (const NoLabel* reason : reasons) {
    if (reason == nullptr || *reason == NoLabel::kNothingSaid) continue;
    LeaveOut(*reason);
    any = true;
  }
  if (!any) LeaveOut(NoLabel::kNothingSaid);
  return label;
}

void FeedbackLabeller::Merge(const FeedbackLabeller& other) {
  records_ += other.records_;
  personas_ += other.personas_;
  escalations_ += other.escalations_;
  for (size_t i = 0; i < kNoLabels; ++i) left_out_[i] += other.left_out_[i];
}

}  // namespace rapport::insight
