// The getters of Decision: views of what decide.cc put together.

#include "rapport/decision.h"

#include "engine/decision_state.h"

namespace rapport {

using engine::View;

const char* EvidenceKindName(EvidenceKind kind) {
  switch (kind) {
    case EvidenceKind::kCue:
      return "cue";
    case EvidenceKind::kCondition:
      return "condition";
    case EvidenceKind::kWord:
      return "word";
  }
  return "unknown";
}

const char* OverrideKindName(OverrideKind kind) {
  switch (kind) {
    case OverrideKind::kPersona:
      return "persona";
    case OverrideKind::kScale:
      return "scale";
    case OverrideKind::kEscalation:
      return "escalation";
  }
  return "unknown";
}

const char* StepStatusName(StepStatus status) {
  switch (status) {
    case StepStatus::kOpen:
      return "open";
    case StepStatus::kNext:
      return "next";
    case StepStatus::kDone:
      return "done";
    case StepStatus::kNotNeeded:
      return "not_needed";
    case StepStatus::kThroughout:
      return "throughout";
  }
  return "unknown";
}

const char* PromiseStateName(PromiseState state) {
  switch (state) {
    case PromiseState::kOpen:
      return "open";
    case PromiseState::kKept:
      return "kept";
    case PromiseState::kOverdue:
      return "overdue";
  }
  return "unknown";
}

const char* ReasonKindName(ReasonKind kind) {
  switch (kind) {
    case ReasonKind::kPolicy:
      return "policy";
    case ReasonKind::kPersona:
      return "persona";
    case ReasonKind::kNeed:
      return "need";
    case ReasonKind::kContactKind:
      return "contact_kind";
  }
  return "unknown";
}

const char* EscalationOverrideName(EscalationOverride rule) {
  switch (rule) {
    case EscalationOverride::kHold:
      return "hold";
    case EscalationOverride::kSuppress:
      return "suppress";
  }
  return "unknown";
}

const char* UndeterminedKindName(UndeterminedKind kind) {
  switch (kind) {
    case UndeterminedKind::kCondition:
      return "condition";
    case UndeterminedKind::kPolicy:
      return "policy";
    case UndeterminedKind::kNeed:
      return "need";
    case UndeterminedKind::kContactKind:
      return "contact_kind";
  }
  return "unknown";
}

const char* AbstainedName(Abstained reason) {
  switch (reason) {
    case Abstained::kNo:
      return "";
    case Abstained::kThreshold:
      return "threshold";
    case Abstained::kMargin:
      return "margin";
    case Abstained::kNoEvidence:
      return "no_evidence";
    case Abstained::kLanguage:
      return "language";
    case Abstained::kOverride:
      return "override";
  }
  return "unknown";
}

Decision::Decision() : state_(std::make_unique<engine::DecisionState>()) {}
Decision::~Decision() = default;
Decision::Decision(Decision&&) noexcept = default;
Decision& Decision::operator=(Decision&&) noexcept = default;

std::string_view Decision::persona() const { return state_->persona; }
Abstained Decision::abstained() const { return state_->abstained; }
std::string_view Decision::top() const { return state_->top; }
int32_t Decision::probability() const { return state_->probability; }
int32_t Decision::top_probability() const { return state_->top_probability; }
ListView<std::string_view> Decision::also() const { return View(state_->also); }
ListView<PersonaScore> Decision::personas() const { return View(state_->personas); }
ListView<ScaleLevel> Decision::scales() const { return View(state_->scales); }
std::string_view Decision::contact_kind() const { return state_->contact_kind; }
std::string_view Decision::contact_label() const { return state_->contact_label; }
ListView<std::string_view> Decision::contact_also() const { return View(state_->contact_also); }
ListView<VoicedNeed> Decision::needs() const { return View(state_->needs); }
ListView<OpenQuestion> Decision::open_questions() const { return View(state_->open_questions); }
ListView<PromiseMade> Decision::promises() const { return View(state_->promises); }
ListView<ActionAdvice> Decision::actions() const { return View(state_->actions); }
ListView<ForbiddenAction> Decision::forbidden() const { return View(state_->forbidden); }
ListView<LimitValue> Decision::limits() const { return View(state_->limits); }
ListView<FlagRaised> Decision::flags() const { return View(state_->flags); }
ListView<Escalation> Decision::escalations() const { return View(state_->escalations); }
ListView<Evidence> Decision::evidence() const {
  return {state_->evidence.data(), state_->evidence_count};
}
ListView<Undetermined> Decision::undetermined() const { return View(state_->undetermined); }
ListView<Overridden> Decision::overridden() const { return View(state_->overridden); }
ListView<ProtocolProgress> Decision::protocols() const { return View(state_->protocols); }
std::string_view Decision::rule_set_name() const { return state_->rule_set_name; }

}  // namespace rapport
