//! Versions, constants and their names.

use std::os::raw::c_char;

pub const RAPPORT_VERSION_MAJOR: i32 = 0;
pub const RAPPORT_VERSION_MINOR: i32 = 1;
pub const RAPPORT_VERSION_PATCH: i32 = 0;
pub const RAPPORT_VERSION_STRING: &str = "0.1.0";
/// What these declarations were written for; see [`rapport_abi_version`].
pub const RAPPORT_ABI_VERSION: u32 = 0;

// What a function returns.
pub const RAPPORT_OK: i32 = 0;
pub const RAPPORT_INVALID_ARGUMENT: i32 = 1;
pub const RAPPORT_INVALID_PACK: i32 = 2;
pub const RAPPORT_NOT_FOUND: i32 = 3;
pub const RAPPORT_LIMIT_EXCEEDED: i32 = 4;
pub const RAPPORT_INVALID_STATE: i32 = 5;
pub const RAPPORT_IO: i32 = 6;
pub const RAPPORT_INTERNAL: i32 = 7;
pub const RAPPORT_OUT_OF_MEMORY: i32 = 8;

// Severity of a diagnostic.
pub const RAPPORT_SEVERITY_ERROR: i32 = 0;
pub const RAPPORT_SEVERITY_WARNING: i32 = 1;

// Type of a fact.
pub const RAPPORT_FACT_BOOL: i32 = 0;
pub const RAPPORT_FACT_INT: i32 = 1;
pub const RAPPORT_FACT_DOUBLE: i32 = 2;
pub const RAPPORT_FACT_STRING: i32 = 3;
pub const RAPPORT_FACT_ENUM: i32 = 4;
pub const RAPPORT_FACT_DURATION: i32 = 5;
pub const RAPPORT_FACT_TIMESTAMP: i32 = 6;
pub const RAPPORT_FACT_STRINGS: i32 = 7;

// Who speaks.
pub const RAPPORT_SPEAKER_CUSTOMER: i32 = 0;
pub const RAPPORT_SPEAKER_AGENT: i32 = 1;
pub const RAPPORT_SPEAKER_BOT: i32 = 2;
pub const RAPPORT_SPEAKER_SYSTEM: i32 = 3;
pub const RAPPORT_SPEAKER_THIRD_PARTY: i32 = 4;

// Who sees a turn.
pub const RAPPORT_VISIBILITY_PUBLIC: i32 = 0;
pub const RAPPORT_VISIBILITY_INTERNAL: i32 = 1;

// How the text of a turn is written.
pub const RAPPORT_FORMAT_TEXT: i32 = 0;
pub const RAPPORT_FORMAT_HTML: i32 = 1;
pub const RAPPORT_FORMAT_EMAIL: i32 = 2;
pub const RAPPORT_FORMAT_TRANSCRIPT: i32 = 3;

// Why no persona is reported.
pub const RAPPORT_ABSTAINED_NO: i32 = 0;
pub const RAPPORT_ABSTAINED_THRESHOLD: i32 = 1;
pub const RAPPORT_ABSTAINED_MARGIN: i32 = 2;
pub const RAPPORT_ABSTAINED_NO_EVIDENCE: i32 = 3;
pub const RAPPORT_ABSTAINED_LANGUAGE: i32 = 4;
pub const RAPPORT_ABSTAINED_OVERRIDE: i32 = 5;

// What counted for a decision.
pub const RAPPORT_EVIDENCE_CUE: i32 = 0;
pub const RAPPORT_EVIDENCE_CONDITION: i32 = 1;
pub const RAPPORT_EVIDENCE_WORD: i32 = 2;

// Who does an action.
pub const RAPPORT_PERFORMER_AGENT: i32 = 0;
pub const RAPPORT_PERFORMER_SYSTEM: i32 = 1;
pub const RAPPORT_PERFORMER_SUPERVISOR: i32 = 2;

// Kind of an action.
pub const RAPPORT_ACTION_SAFETY: i32 = 0;
pub const RAPPORT_ACTION_DE_ESCALATION: i32 = 1;
pub const RAPPORT_ACTION_BOUNDARY: i32 = 2;
pub const RAPPORT_ACTION_APOLOGY: i32 = 3;
pub const RAPPORT_ACTION_SERVICE: i32 = 4;
pub const RAPPORT_ACTION_INFORMATION: i32 = 5;
pub const RAPPORT_ACTION_OFFER: i32 = 6;
pub const RAPPORT_ACTION_RELATIONSHIP: i32 = 7;
pub const RAPPORT_ACTION_CONVERSATION: i32 = 8;
pub const RAPPORT_ACTION_FOLLOW_UP: i32 = 9;
pub const RAPPORT_ACTION_HANDOVER: i32 = 10;

// What is done about a record's facts that no pack declares.
pub const RAPPORT_UNKNOWN_FACTS_ERROR: i32 = 0;
pub const RAPPORT_UNKNOWN_FACTS_IGNORE: i32 = 1;

// What a person decided about the escalations of a route.
pub const RAPPORT_ESCALATION_HOLD: i32 = 0;
pub const RAPPORT_ESCALATION_SUPPRESS: i32 = 1;

// What was overridden.
pub const RAPPORT_OVERRIDE_PERSONA: i32 = 0;
pub const RAPPORT_OVERRIDE_SCALE: i32 = 1;
pub const RAPPORT_OVERRIDE_ESCALATION: i32 = 2;

// What a check says of a reply.
pub const RAPPORT_CHECK_PASS: i32 = 0;
pub const RAPPORT_CHECK_FAIL: i32 = 1;
pub const RAPPORT_CHECK_NOT_APPLICABLE: i32 = 2;

// Why a check failed.
pub const RAPPORT_FAIL_NONE: i32 = 0;
pub const RAPPORT_FAIL_MISSING: i32 = 1;
pub const RAPPORT_FAIL_FAULT: i32 = 2;
pub const RAPPORT_FAIL_CONDITION: i32 = 3;
pub const RAPPORT_FAIL_OVER_LIMIT: i32 = 4;
pub const RAPPORT_FAIL_FORBIDDEN: i32 = 5;
pub const RAPPORT_FAIL_APPROVAL: i32 = 6;

// How much of a review is written as JSON.
pub const RAPPORT_REVIEW_ALL: i32 = 0;
pub const RAPPORT_REVIEW_DRAFT: i32 = 1;

// By what an action is recommended.
pub const RAPPORT_REASON_POLICY: i32 = 0;
pub const RAPPORT_REASON_PERSONA: i32 = 1;
pub const RAPPORT_REASON_NEED: i32 = 2;
pub const RAPPORT_REASON_CONTACT_KIND: i32 = 3;

// What could not be determined.
pub const RAPPORT_UNDETERMINED_CONDITION: i32 = 0;
pub const RAPPORT_UNDETERMINED_POLICY: i32 = 1;
pub const RAPPORT_UNDETERMINED_NEED: i32 = 2;
pub const RAPPORT_UNDETERMINED_CONTACT_KIND: i32 = 3;

// Whether a promise was kept.
pub const RAPPORT_PROMISE_OPEN: i32 = 0;
pub const RAPPORT_PROMISE_KEPT: i32 = 1;
pub const RAPPORT_PROMISE_OVERDUE: i32 = 2;

// How far a step of a protocol is.
pub const RAPPORT_STEP_OPEN: i32 = 0;
pub const RAPPORT_STEP_NEXT: i32 = 1;
pub const RAPPORT_STEP_DONE: i32 = 2;
pub const RAPPORT_STEP_NOT_NEEDED: i32 = 3;
pub const RAPPORT_STEP_THROUGHOUT: i32 = 4;

pub const RAPPORT_TIME_UNKNOWN: i64 = 0;

extern "C" {
    pub fn rapport_version() -> *const c_char;
    pub fn rapport_abi_version() -> u32;

    pub fn rapport_status_name(status: i32) -> *const c_char;
    pub fn rapport_severity_name(severity: i32) -> *const c_char;
    pub fn rapport_fact_type_name(type_: i32) -> *const c_char;
    pub fn rapport_abstained_name(abstained: i32) -> *const c_char;
    pub fn rapport_evidence_kind_name(kind: i32) -> *const c_char;
    pub fn rapport_performer_name(by: i32) -> *const c_char;
    pub fn rapport_action_kind_name(kind: i32) -> *const c_char;
    pub fn rapport_override_kind_name(kind: i32) -> *const c_char;
    pub fn rapport_escalation_override_name(rule: i32) -> *const c_char;
    pub fn rapport_check_result_name(result: i32) -> *const c_char;
    pub fn rapport_fail_reason_name(reason: i32) -> *const c_char;
}
