//! Reviewing agents' replies.

use crate::{
    rapport_conversation, rapport_decision, rapport_error, rapport_review, rapport_ruleset,
    rapport_turn,
};
use std::os::raw::c_char;

extern "C" {
    pub fn rapport_review_new(
        review: *mut *mut rapport_review,
        error: *mut *mut rapport_error,
    ) -> i32;
    pub fn rapport_review_free(review: *mut rapport_review);
    pub fn rapport_review_reply(
        conversation: *const rapport_conversation,
        reply: *const rapport_turn,
        now: i64,
        review: *mut rapport_review,
        error: *mut *mut rapport_error,
    ) -> i32;
    pub fn rapport_review_json(
        ruleset: *const rapport_ruleset,
        record: *const c_char,
        record_length: usize,
        detail: i32,
        review: *mut rapport_review,
        json: *mut *const c_char,
        length: *mut usize,
        error: *mut *mut rapport_error,
    ) -> i32;
    pub fn rapport_review_lines(
        ruleset: *const rapport_ruleset,
        records: *const c_char,
        records_length: usize,
        detail: i32,
        review: *mut rapport_review,
        answers: *mut *const c_char,
        length: *mut usize,
        refused: *mut usize,
        error: *mut *mut rapport_error,
    ) -> i32;
    pub fn rapport_review_set_unknown_facts(review: *mut rapport_review, unknown_facts: i32)
        -> i32;
    pub fn rapport_review_to_json(
        review: *mut rapport_review,
        detail: i32,
        id: *const c_char,
        id_length: usize,
        json: *mut *const c_char,
        length: *mut usize,
        error: *mut *mut rapport_error,
    ) -> i32;
    pub fn rapport_review_blocked(review: *const rapport_review, blocked: *mut i32) -> i32;
    pub fn rapport_review_tip(review: *const rapport_review, index: *mut usize) -> i32;
    pub fn rapport_review_score(review: *const rapport_review, hundredths: *mut i32) -> i32;
    pub fn rapport_review_ruleset_name(
        review: *const rapport_review,
        name: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_review_decision(
        review: *const rapport_review,
        decision: *mut *const rapport_decision,
    ) -> i32;
    pub fn rapport_review_finding_count(review: *const rapport_review, count: *mut usize) -> i32;
    pub fn rapport_review_finding_check(
        review: *const rapport_review,
        index: usize,
        check: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_review_finding_label(
        review: *const rapport_review,
        index: usize,
        label: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_review_finding_result(
        review: *const rapport_review,
        index: usize,
        result: *mut i32,
    ) -> i32;
    pub fn rapport_review_finding_reason(
        review: *const rapport_review,
        index: usize,
        reason: *mut i32,
    ) -> i32;
    pub fn rapport_review_finding_weight(
        review: *const rapport_review,
        index: usize,
        thousandths: *mut i32,
    ) -> i32;
    pub fn rapport_review_finding_is_fatal(
        review: *const rapport_review,
        index: usize,
        is_fatal: *mut i32,
    ) -> i32;
    pub fn rapport_review_finding_is_undetermined(
        review: *const rapport_review,
        index: usize,
        is_undetermined: *mut i32,
    ) -> i32;
    pub fn rapport_review_finding_why(
        review: *const rapport_review,
        index: usize,
        why: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_review_finding_limit(
        review: *const rapport_review,
        index: usize,
        limit: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_review_finding_limit_value(
        review: *const rapport_review,
        index: usize,
        value: *mut i64,
    ) -> i32;
    pub fn rapport_review_finding_policy(
        review: *const rapport_review,
        index: usize,
        policy: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_review_finding_approval_from(
        review: *const rapport_review,
        index: usize,
        from: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_review_finding_span_count(
        review: *const rapport_review,
        index: usize,
        count: *mut usize,
    ) -> i32;
    pub fn rapport_review_finding_span(
        review: *const rapport_review,
        index: usize,
        span_index: usize,
        begin: *mut u32,
        end: *mut u32,
    ) -> i32;
    pub fn rapport_review_finding_span_text(
        review: *const rapport_review,
        index: usize,
        span_index: usize,
        text: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_review_finding_span_cue(
        review: *const rapport_review,
        index: usize,
        span_index: usize,
        cue: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_review_finding_suggestion_count(
        review: *const rapport_review,
        index: usize,
        count: *mut usize,
    ) -> i32;
    pub fn rapport_review_finding_suggestion(
        review: *const rapport_review,
        index: usize,
        suggestion_index: usize,
        line: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
}
