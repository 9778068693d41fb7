//! Rule sets and what they declare.

use crate::{rapport_error, rapport_ruleset};
use std::os::raw::c_char;

extern "C" {
    pub fn rapport_ruleset_new_default(
        ruleset: *mut *mut rapport_ruleset,
        error: *mut *mut rapport_error,
    ) -> i32;
    pub fn rapport_ruleset_new_from_file(
        path: *const c_char,
        path_length: usize,
        ruleset: *mut *mut rapport_ruleset,
        error: *mut *mut rapport_error,
    ) -> i32;
    pub fn rapport_ruleset_new_from_bytes(
        name: *const c_char,
        name_length: usize,
        bytes: *const c_char,
        bytes_length: usize,
        ruleset: *mut *mut rapport_ruleset,
        error: *mut *mut rapport_error,
    ) -> i32;
    pub fn rapport_ruleset_retain(ruleset: *mut rapport_ruleset) -> i32;
    pub fn rapport_ruleset_free(ruleset: *mut rapport_ruleset);
    pub fn rapport_ruleset_name(
        ruleset: *const rapport_ruleset,
        name: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_ruleset_hash(
        ruleset: *const rapport_ruleset,
        hash: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_ruleset_language(
        ruleset: *const rapport_ruleset,
        language: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_ruleset_compiled_bytes(
        ruleset: *const rapport_ruleset,
        bytes: *mut usize,
    ) -> i32;

    pub fn rapport_ruleset_fact_count(ruleset: *const rapport_ruleset, count: *mut usize) -> i32;
    pub fn rapport_ruleset_fact_id(
        ruleset: *const rapport_ruleset,
        index: usize,
        id: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_ruleset_fact_type(
        ruleset: *const rapport_ruleset,
        index: usize,
        type_: *mut i32,
    ) -> i32;
    pub fn rapport_ruleset_fact_has_default(
        ruleset: *const rapport_ruleset,
        index: usize,
        has_default: *mut i32,
    ) -> i32;
    pub fn rapport_ruleset_fact_value_count(
        ruleset: *const rapport_ruleset,
        index: usize,
        count: *mut usize,
    ) -> i32;
    pub fn rapport_ruleset_fact_value(
        ruleset: *const rapport_ruleset,
        index: usize,
        value_index: usize,
        value: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_ruleset_fact_help(
        ruleset: *const rapport_ruleset,
        index: usize,
        help: *mut *const c_char,
        length: *mut usize,
    ) -> i32;

    pub fn rapport_ruleset_persona_count(ruleset: *const rapport_ruleset, count: *mut usize)
        -> i32;
    pub fn rapport_ruleset_persona_id(
        ruleset: *const rapport_ruleset,
        index: usize,
        id: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_ruleset_persona_label(
        ruleset: *const rapport_ruleset,
        index: usize,
        label: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_ruleset_persona_display_name(
        ruleset: *const rapport_ruleset,
        index: usize,
        name: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_ruleset_persona_summary(
        ruleset: *const rapport_ruleset,
        index: usize,
        summary: *mut *const c_char,
        length: *mut usize,
    ) -> i32;

    pub fn rapport_ruleset_scale_count(ruleset: *const rapport_ruleset, count: *mut usize) -> i32;
    pub fn rapport_ruleset_scale_id(
        ruleset: *const rapport_ruleset,
        index: usize,
        id: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_ruleset_scale_level_count(
        ruleset: *const rapport_ruleset,
        index: usize,
        count: *mut usize,
    ) -> i32;
    pub fn rapport_ruleset_scale_level_name(
        ruleset: *const rapport_ruleset,
        index: usize,
        level: usize,
        name: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_ruleset_scale_help(
        ruleset: *const rapport_ruleset,
        index: usize,
        help: *mut *const c_char,
        length: *mut usize,
    ) -> i32;

    pub fn rapport_ruleset_cue_count(ruleset: *const rapport_ruleset, count: *mut usize) -> i32;
    pub fn rapport_ruleset_cue_id(
        ruleset: *const rapport_ruleset,
        index: usize,
        id: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_ruleset_cue_help(
        ruleset: *const rapport_ruleset,
        index: usize,
        help: *mut *const c_char,
        length: *mut usize,
    ) -> i32;

    pub fn rapport_ruleset_policy_count(ruleset: *const rapport_ruleset, count: *mut usize) -> i32;
    pub fn rapport_ruleset_policy_id(
        ruleset: *const rapport_ruleset,
        index: usize,
        id: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_ruleset_policy_when(
        ruleset: *const rapport_ruleset,
        index: usize,
        when: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_ruleset_policy_help(
        ruleset: *const rapport_ruleset,
        index: usize,
        help: *mut *const c_char,
        length: *mut usize,
    ) -> i32;

    pub fn rapport_ruleset_check_count(ruleset: *const rapport_ruleset, count: *mut usize) -> i32;
    pub fn rapport_ruleset_check_id(
        ruleset: *const rapport_ruleset,
        index: usize,
        id: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_ruleset_check_label(
        ruleset: *const rapport_ruleset,
        index: usize,
        label: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_ruleset_check_weight(
        ruleset: *const rapport_ruleset,
        index: usize,
        thousandths: *mut i32,
    ) -> i32;
    pub fn rapport_ruleset_check_is_fatal(
        ruleset: *const rapport_ruleset,
        index: usize,
        is_fatal: *mut i32,
    ) -> i32;
    pub fn rapport_ruleset_check_help(
        ruleset: *const rapport_ruleset,
        index: usize,
        help: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
}
