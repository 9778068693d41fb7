//! What a decision says of needs, promises and protocols.

use crate::rapport_decision;
use std::os::raw::c_char;

extern "C" {
    pub fn rapport_reason_kind_name(kind: i32) -> *const c_char;
    pub fn rapport_undetermined_kind_name(kind: i32) -> *const c_char;
    pub fn rapport_decision_action_reason_kind(
        decision: *const rapport_decision,
        index: usize,
        reason_index: usize,
        kind: *mut i32,
    ) -> i32;
    pub fn rapport_decision_contact_kind(
        decision: *const rapport_decision,
        id: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_decision_contact_label(
        decision: *const rapport_decision,
        label: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_decision_contact_also_count(
        decision: *const rapport_decision,
        count: *mut usize,
    ) -> i32;
    pub fn rapport_decision_contact_also(
        decision: *const rapport_decision,
        index: usize,
        id: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_decision_need_count(decision: *const rapport_decision, count: *mut usize)
        -> i32;
    pub fn rapport_decision_need_id(
        decision: *const rapport_decision,
        index: usize,
        id: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_decision_need_label(
        decision: *const rapport_decision,
        index: usize,
        label: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_decision_need_span(
        decision: *const rapport_decision,
        index: usize,
        turn: *mut i32,
        begin: *mut u32,
        end: *mut u32,
    ) -> i32;
    pub fn rapport_decision_need_text(
        decision: *const rapport_decision,
        index: usize,
        text: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_decision_open_question_count(
        decision: *const rapport_decision,
        count: *mut usize,
    ) -> i32;
    pub fn rapport_decision_open_question_span(
        decision: *const rapport_decision,
        index: usize,
        turn: *mut i32,
        begin: *mut u32,
        end: *mut u32,
    ) -> i32;
    pub fn rapport_decision_open_question_text(
        decision: *const rapport_decision,
        index: usize,
        text: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_promise_state_name(state: i32) -> *const c_char;
    pub fn rapport_decision_promise_count(
        decision: *const rapport_decision,
        count: *mut usize,
    ) -> i32;
    pub fn rapport_decision_promise_id(
        decision: *const rapport_decision,
        index: usize,
        id: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_decision_promise_label(
        decision: *const rapport_decision,
        index: usize,
        label: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_decision_promise_span(
        decision: *const rapport_decision,
        index: usize,
        turn: *mut i32,
        begin: *mut u32,
        end: *mut u32,
    ) -> i32;
    pub fn rapport_decision_promise_text(
        decision: *const rapport_decision,
        index: usize,
        text: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_decision_promise_due(
        decision: *const rapport_decision,
        index: usize,
        due: *mut i64,
    ) -> i32;
    pub fn rapport_decision_promise_state(
        decision: *const rapport_decision,
        index: usize,
        state: *mut i32,
    ) -> i32;
    pub fn rapport_step_status_name(status: i32) -> *const c_char;
    pub fn rapport_decision_protocol_count(
        decision: *const rapport_decision,
        count: *mut usize,
    ) -> i32;
    pub fn rapport_decision_protocol_id(
        decision: *const rapport_decision,
        index: usize,
        id: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_decision_protocol_label(
        decision: *const rapport_decision,
        index: usize,
        label: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_decision_protocol_state(
        decision: *const rapport_decision,
        index: usize,
        state: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_decision_protocol_state_label(
        decision: *const rapport_decision,
        index: usize,
        label: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_decision_protocol_ended(
        decision: *const rapport_decision,
        index: usize,
        ended: *mut i32,
    ) -> i32;
    pub fn rapport_decision_protocol_started_turn(
        decision: *const rapport_decision,
        index: usize,
        turn: *mut i32,
    ) -> i32;
    pub fn rapport_decision_protocol_since_turn(
        decision: *const rapport_decision,
        index: usize,
        turn: *mut i32,
    ) -> i32;
    pub fn rapport_decision_protocol_next(
        decision: *const rapport_decision,
        index: usize,
        step: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_decision_protocol_step_count(
        decision: *const rapport_decision,
        index: usize,
        count: *mut usize,
    ) -> i32;
    pub fn rapport_decision_protocol_step_id(
        decision: *const rapport_decision,
        index: usize,
        step_index: usize,
        id: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_decision_protocol_step_label(
        decision: *const rapport_decision,
        index: usize,
        step_index: usize,
        label: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_decision_protocol_step_action(
        decision: *const rapport_decision,
        index: usize,
        step_index: usize,
        action: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_decision_protocol_step_status(
        decision: *const rapport_decision,
        index: usize,
        step_index: usize,
        status: *mut i32,
    ) -> i32;
    pub fn rapport_decision_protocol_step_span(
        decision: *const rapport_decision,
        index: usize,
        step_index: usize,
        turn: *mut i32,
        begin: *mut u32,
        end: *mut u32,
    ) -> i32;
    pub fn rapport_decision_protocol_fault_count(
        decision: *const rapport_decision,
        index: usize,
        count: *mut usize,
    ) -> i32;
    pub fn rapport_decision_protocol_fault_id(
        decision: *const rapport_decision,
        index: usize,
        fault_index: usize,
        id: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_decision_protocol_fault_label(
        decision: *const rapport_decision,
        index: usize,
        fault_index: usize,
        label: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_decision_protocol_fault_span(
        decision: *const rapport_decision,
        index: usize,
        fault_index: usize,
        turn: *mut i32,
        begin: *mut u32,
        end: *mut u32,
    ) -> i32;
}
