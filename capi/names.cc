// Versions, and the words for the values of constants.

#include "rapport/c.h"
#include "rapport/decision.h"
#include "rapport/diagnostic.h"
#include "rapport/review.h"
#include "rapport/status.h"
#include "rapport/types.h"
#include "rapport/version.h"

const char* rapport_version(void) { return rapport::Version(); }

uint32_t rapport_abi_version(void) { return RAPPORT_ABI_VERSION; }

const char* rapport_status_name(int32_t status) {
  return rapport::StatusCodeName(static_cast<rapport::StatusCode>(status));
}

const char* rapport_severity_name(int32_t severity) {
  return rapport::SeverityName(static_cast<rapport::Severity>(severity));
}

const char* rapport_fact_type_name(int32_t type) {
  return rapport::FactTypeName(static_cast<rapport::FactType>(type));
}

const char* rapport_abstained_name(int32_t abstained) {
  return rapport::AbstainedName(static_cast<rapport::Abstained>(abstained));
}

const char* rapport_evidence_kind_name(int32_t kind) {
  return rapport::EvidenceKindName(static_cast<rapport::EvidenceKind>(kind));
}

const char* rapport_performer_name(int32_t by) {
  return rapport::PerformerName(static_cast<rapport::Performer>(by));
}

const char* rapport_action_kind_name(int32_t kind) {
  return rapport::ActionKindName(static_cast<rapport::ActionKind>(kind));
}

const char* rapport_check_result_name(int32_t result) {
  return rapport::CheckResultName(static_cast<rapport::CheckResult>(result));
}

const char* rapport_fail_reason_name(int32_t reason) {
  return rapport::FailReasonName(static_cast<rapport::FailReason>(reason));
}

const char* rapport_override_kind_name(int32_t kind) {
  return rapport::OverrideKindName(static_cast<rapport::OverrideKind>(kind));
}

const char* rapport_escalation_override_name(int32_t rule) {
  return rapport::EscalationOverrideName(static_cast<rapport::EscalationOverride>(rule));
}

const char* rapport_reason_kind_name(int32_t kind) {
  return rapport::ReasonKindName(static_cast<rapport::ReasonKind>(kind));
}

const char* rapport_promise_state_name(int32_t state) {
  return rapport::PromiseStateName(static_cast<rapport::PromiseState>(state));
}

const char* rapport_step_status_name(int32_t status) {
  return rapport::StepStatusName(static_cast<rapport::StepStatus>(status));
}

const char* rapport_undetermined_kind_name(int32_t kind) {
  return rapport::UndeterminedKindName(static_cast<rapport::UndeterminedKind>(kind));
}
