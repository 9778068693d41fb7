//! Deciding and explaining.

use crate::{
    rapport_conversation, rapport_decision, rapport_error, rapport_explanation, rapport_ruleset,
};
use std::os::raw::c_char;

extern "C" {
    pub fn rapport_decision_new(
        decision: *mut *mut rapport_decision,
        error: *mut *mut rapport_error,
    ) -> i32;
    pub fn rapport_decision_free(decision: *mut rapport_decision);
    pub fn rapport_decide(
        conversation: *const rapport_conversation,
        now: i64,
        decision: *mut rapport_decision,
        error: *mut *mut rapport_error,
    ) -> i32;
    pub fn rapport_decide_json(
        ruleset: *const rapport_ruleset,
        record: *const c_char,
        record_length: usize,
        decision: *mut rapport_decision,
        json: *mut *const c_char,
        length: *mut usize,
        error: *mut *mut rapport_error,
    ) -> i32;
    pub fn rapport_decide_lines(
        ruleset: *const rapport_ruleset,
        records: *const c_char,
        records_length: usize,
        decision: *mut rapport_decision,
        answers: *mut *const c_char,
        length: *mut usize,
        refused: *mut usize,
        error: *mut *mut rapport_error,
    ) -> i32;
    pub fn rapport_decision_set_unknown_facts(
        decision: *mut rapport_decision,
        unknown_facts: i32,
    ) -> i32;
    pub fn rapport_decision_json(
        decision: *mut rapport_decision,
        id: *const c_char,
        id_length: usize,
        json: *mut *const c_char,
        length: *mut usize,
        error: *mut *mut rapport_error,
    ) -> i32;

    pub fn rapport_explanation_new(
        explanation: *mut *mut rapport_explanation,
        error: *mut *mut rapport_error,
    ) -> i32;
    pub fn rapport_explanation_free(explanation: *mut rapport_explanation);
    pub fn rapport_explanation_set_unknown_facts(
        explanation: *mut rapport_explanation,
        unknown_facts: i32,
    ) -> i32;
    pub fn rapport_explain(
        conversation: *const rapport_conversation,
        now: i64,
        id: *const c_char,
        id_length: usize,
        explanation: *mut rapport_explanation,
        json: *mut *const c_char,
        length: *mut usize,
        error: *mut *mut rapport_error,
    ) -> i32;
    pub fn rapport_explain_json(
        ruleset: *const rapport_ruleset,
        record: *const c_char,
        record_length: usize,
        explanation: *mut rapport_explanation,
        json: *mut *const c_char,
        length: *mut usize,
        error: *mut *mut rapport_error,
    ) -> i32;
}
