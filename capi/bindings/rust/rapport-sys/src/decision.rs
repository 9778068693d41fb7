//! Reading a decision.

use crate::rapport_decision;
use std::os::raw::c_char;

extern "C" {
    pub fn rapport_decision_persona(
        decision: *const rapport_decision,
        persona: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_decision_abstained(
        decision: *const rapport_decision,
        abstained: *mut i32,
    ) -> i32;
    pub fn rapport_decision_probability(
        decision: *const rapport_decision,
        probability: *mut i32,
    ) -> i32;
    pub fn rapport_decision_top(
        decision: *const rapport_decision,
        persona: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_decision_top_probability(
        decision: *const rapport_decision,
        probability: *mut i32,
    ) -> i32;
    pub fn rapport_decision_ruleset_name(
        decision: *const rapport_decision,
        name: *mut *const c_char,
        length: *mut usize,
    ) -> i32;

    pub fn rapport_decision_also_count(decision: *const rapport_decision, count: *mut usize)
        -> i32;
    pub fn rapport_decision_also(
        decision: *const rapport_decision,
        index: usize,
        persona: *mut *const c_char,
        length: *mut usize,
    ) -> i32;

    pub fn rapport_decision_score_count(
        decision: *const rapport_decision,
        count: *mut usize,
    ) -> i32;
    pub fn rapport_decision_score_persona(
        decision: *const rapport_decision,
        index: usize,
        persona: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_decision_score_value(
        decision: *const rapport_decision,
        index: usize,
        thousandths: *mut i32,
    ) -> i32;
    pub fn rapport_decision_score_probability(
        decision: *const rapport_decision,
        index: usize,
        probability: *mut i32,
    ) -> i32;

    pub fn rapport_decision_scale_count(
        decision: *const rapport_decision,
        count: *mut usize,
    ) -> i32;
    pub fn rapport_decision_scale_id(
        decision: *const rapport_decision,
        index: usize,
        id: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_decision_scale_level(
        decision: *const rapport_decision,
        index: usize,
        level: *mut i32,
    ) -> i32;
    pub fn rapport_decision_scale_level_name(
        decision: *const rapport_decision,
        index: usize,
        name: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_decision_scale_score(
        decision: *const rapport_decision,
        index: usize,
        thousandths: *mut i32,
    ) -> i32;

    pub fn rapport_decision_action_count(
        decision: *const rapport_decision,
        count: *mut usize,
    ) -> i32;
    pub fn rapport_decision_action_id(
        decision: *const rapport_decision,
        index: usize,
        id: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_decision_action_label(
        decision: *const rapport_decision,
        index: usize,
        label: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_decision_action_by(
        decision: *const rapport_decision,
        index: usize,
        by: *mut i32,
    ) -> i32;
    pub fn rapport_decision_action_kind(
        decision: *const rapport_decision,
        index: usize,
        kind: *mut i32,
    ) -> i32;
    pub fn rapport_decision_action_approval_from(
        decision: *const rapport_decision,
        index: usize,
        from: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_decision_action_availability_known(
        decision: *const rapport_decision,
        index: usize,
        known: *mut i32,
    ) -> i32;
    pub fn rapport_decision_action_reason_count(
        decision: *const rapport_decision,
        index: usize,
        count: *mut usize,
    ) -> i32;
    pub fn rapport_decision_action_reason(
        decision: *const rapport_decision,
        index: usize,
        reason_index: usize,
        id: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_decision_action_say_count(
        decision: *const rapport_decision,
        index: usize,
        count: *mut usize,
    ) -> i32;
    pub fn rapport_decision_action_say(
        decision: *const rapport_decision,
        index: usize,
        line_index: usize,
        line: *mut *const c_char,
        length: *mut usize,
    ) -> i32;

    pub fn rapport_decision_forbidden_count(
        decision: *const rapport_decision,
        count: *mut usize,
    ) -> i32;
    pub fn rapport_decision_forbidden_action(
        decision: *const rapport_decision,
        index: usize,
        action: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_decision_forbidden_policy(
        decision: *const rapport_decision,
        index: usize,
        policy: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_decision_forbidden_undetermined(
        decision: *const rapport_decision,
        index: usize,
        undetermined: *mut i32,
    ) -> i32;

    pub fn rapport_decision_limit_count(
        decision: *const rapport_decision,
        count: *mut usize,
    ) -> i32;
    pub fn rapport_decision_limit_id(
        decision: *const rapport_decision,
        index: usize,
        id: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_decision_limit_value(
        decision: *const rapport_decision,
        index: usize,
        value: *mut i64,
    ) -> i32;
    pub fn rapport_decision_limit_unit(
        decision: *const rapport_decision,
        index: usize,
        unit: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_decision_limit_policy(
        decision: *const rapport_decision,
        index: usize,
        policy: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_decision_limit_undetermined(
        decision: *const rapport_decision,
        index: usize,
        undetermined: *mut i32,
    ) -> i32;

    pub fn rapport_decision_flag_count(decision: *const rapport_decision, count: *mut usize)
        -> i32;
    pub fn rapport_decision_flag_id(
        decision: *const rapport_decision,
        index: usize,
        id: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_decision_flag_policy(
        decision: *const rapport_decision,
        index: usize,
        policy: *mut *const c_char,
        length: *mut usize,
    ) -> i32;

    pub fn rapport_decision_escalation_count(
        decision: *const rapport_decision,
        count: *mut usize,
    ) -> i32;
    pub fn rapport_decision_escalation_to(
        decision: *const rapport_decision,
        index: usize,
        route: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_decision_escalation_label(
        decision: *const rapport_decision,
        index: usize,
        label: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_decision_escalation_level(
        decision: *const rapport_decision,
        index: usize,
        level: *mut i32,
    ) -> i32;
    pub fn rapport_decision_escalation_due(
        decision: *const rapport_decision,
        index: usize,
        due: *mut i64,
    ) -> i32;
    pub fn rapport_decision_escalation_since_turn(
        decision: *const rapport_decision,
        index: usize,
        turn: *mut i32,
    ) -> i32;
    pub fn rapport_decision_escalation_is_new(
        decision: *const rapport_decision,
        index: usize,
        is_new: *mut i32,
    ) -> i32;
    pub fn rapport_decision_escalation_reason_count(
        decision: *const rapport_decision,
        index: usize,
        count: *mut usize,
    ) -> i32;
    pub fn rapport_decision_escalation_reason(
        decision: *const rapport_decision,
        index: usize,
        reason_index: usize,
        reason: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_decision_escalation_policy(
        decision: *const rapport_decision,
        index: usize,
        reason_index: usize,
        policy: *mut *const c_char,
        length: *mut usize,
    ) -> i32;

    pub fn rapport_decision_evidence_count(
        decision: *const rapport_decision,
        count: *mut usize,
    ) -> i32;
    pub fn rapport_decision_evidence_id(
        decision: *const rapport_decision,
        index: usize,
        id: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_decision_evidence_kind(
        decision: *const rapport_decision,
        index: usize,
        kind: *mut i32,
    ) -> i32;
    pub fn rapport_decision_evidence_span(
        decision: *const rapport_decision,
        index: usize,
        turn: *mut i32,
        begin: *mut u32,
        end: *mut u32,
    ) -> i32;
    pub fn rapport_decision_evidence_text(
        decision: *const rapport_decision,
        index: usize,
        text: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_decision_evidence_persona(
        decision: *const rapport_decision,
        index: usize,
        persona: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_decision_evidence_weight(
        decision: *const rapport_decision,
        index: usize,
        thousandths: *mut i32,
    ) -> i32;

    pub fn rapport_decision_undetermined_count(
        decision: *const rapport_decision,
        count: *mut usize,
    ) -> i32;
    pub fn rapport_decision_undetermined_id(
        decision: *const rapport_decision,
        index: usize,
        id: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_decision_undetermined_kind(
        decision: *const rapport_decision,
        index: usize,
        kind: *mut i32,
    ) -> i32;
    pub fn rapport_decision_undetermined_error(
        decision: *const rapport_decision,
        index: usize,
        failure: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_decision_undetermined_missing_count(
        decision: *const rapport_decision,
        index: usize,
        count: *mut usize,
    ) -> i32;
    pub fn rapport_decision_undetermined_missing(
        decision: *const rapport_decision,
        index: usize,
        missing_index: usize,
        name: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
}
