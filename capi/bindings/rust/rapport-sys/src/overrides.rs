//! Overrides, and what a decision says of them.

use crate::{rapport_conversation, rapport_decision, rapport_error};
use std::os::raw::c_char;

extern "C" {
    pub fn rapport_conversation_override_persona(
        conversation: *mut rapport_conversation,
        id: *const c_char,
        id_length: usize,
        error: *mut *mut rapport_error,
    ) -> i32;
    pub fn rapport_conversation_release_persona(conversation: *mut rapport_conversation) -> i32;
    pub fn rapport_conversation_override_scale(
        conversation: *mut rapport_conversation,
        scale: *const c_char,
        scale_length: usize,
        level: i32,
        error: *mut *mut rapport_error,
    ) -> i32;
    pub fn rapport_conversation_release_scale(
        conversation: *mut rapport_conversation,
        scale: *const c_char,
        scale_length: usize,
        error: *mut *mut rapport_error,
    ) -> i32;
    pub fn rapport_conversation_override_escalation(
        conversation: *mut rapport_conversation,
        route: *const c_char,
        route_length: usize,
        rule: i32,
        error: *mut *mut rapport_error,
    ) -> i32;
    pub fn rapport_conversation_release_escalation(
        conversation: *mut rapport_conversation,
        route: *const c_char,
        route_length: usize,
        error: *mut *mut rapport_error,
    ) -> i32;
    pub fn rapport_conversation_release_overrides(conversation: *mut rapport_conversation) -> i32;
    pub fn rapport_decision_overridden_count(
        decision: *const rapport_decision,
        count: *mut usize,
    ) -> i32;
    pub fn rapport_decision_overridden_kind(
        decision: *const rapport_decision,
        index: usize,
        kind: *mut i32,
    ) -> i32;
    pub fn rapport_decision_overridden_id(
        decision: *const rapport_decision,
        index: usize,
        id: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_decision_overridden_level(
        decision: *const rapport_decision,
        index: usize,
        level: *mut i32,
    ) -> i32;
    pub fn rapport_decision_overridden_rule(
        decision: *const rapport_decision,
        index: usize,
        rule: *mut i32,
    ) -> i32;
    pub fn rapport_decision_overridden_found(
        decision: *const rapport_decision,
        index: usize,
        found: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_decision_overridden_found_level(
        decision: *const rapport_decision,
        index: usize,
        level: *mut i32,
    ) -> i32;
    pub fn rapport_decision_overridden_reason_count(
        decision: *const rapport_decision,
        index: usize,
        count: *mut usize,
    ) -> i32;
    pub fn rapport_decision_overridden_reason(
        decision: *const rapport_decision,
        index: usize,
        reason_index: usize,
        reason: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_decision_overridden_policy(
        decision: *const rapport_decision,
        index: usize,
        reason_index: usize,
        policy: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
}
