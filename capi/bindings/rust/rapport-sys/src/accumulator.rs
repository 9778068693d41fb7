//! What many lines say together.

use crate::{rapport_accumulator, rapport_error, rapport_ruleset};
use std::os::raw::c_char;

extern "C" {
    pub fn rapport_accumulator_new(
        ruleset: *const rapport_ruleset,
        kind: *const c_char,
        kind_length: usize,
        options: *const c_char,
        options_length: usize,
        accumulator: *mut *mut rapport_accumulator,
        error: *mut *mut rapport_error,
    ) -> i32;
    pub fn rapport_accumulator_load(
        ruleset: *const rapport_ruleset,
        bytes: *const c_char,
        bytes_length: usize,
        accumulator: *mut *mut rapport_accumulator,
        error: *mut *mut rapport_error,
    ) -> i32;
    pub fn rapport_accumulator_free(accumulator: *mut rapport_accumulator);
    pub fn rapport_accumulator_kind(
        accumulator: *const rapport_accumulator,
        kind: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_accumulator_add_json(
        accumulator: *mut rapport_accumulator,
        line: *const c_char,
        line_length: usize,
        error: *mut *mut rapport_error,
    ) -> i32;
    pub fn rapport_accumulator_merge(
        accumulator: *mut rapport_accumulator,
        other: *const rapport_accumulator,
        error: *mut *mut rapport_error,
    ) -> i32;
    pub fn rapport_accumulator_save(
        accumulator: *mut rapport_accumulator,
        bytes: *mut *const c_char,
        length: *mut usize,
        error: *mut *mut rapport_error,
    ) -> i32;
    pub fn rapport_accumulator_report_json(
        accumulator: *mut rapport_accumulator,
        json: *mut *const c_char,
        length: *mut usize,
        error: *mut *mut rapport_error,
    ) -> i32;
}
