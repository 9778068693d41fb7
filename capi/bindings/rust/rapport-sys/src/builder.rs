//! Packs, to be compiled, and what is wrong with them.

use crate::{rapport_builder, rapport_error, rapport_ruleset};
use std::os::raw::c_char;

#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct rapport_pack_limits {
    pub struct_size: u32,
    pub yaml_events: u32,
    pub yaml_depth: u32,
    pub files_per_pack: u32,
    pub phrases: u32,
    pub phrase_words: u32,
    pub expression_depth: u32,
    pub reserved: u32,
    pub file_bytes: usize,
    pub table_bytes: usize,
    pub scalar_bytes: usize,
    pub expression_bytes: usize,
    pub compiled_bytes: usize,
}

extern "C" {
    pub fn rapport_builder_new(
        limits: *const rapport_pack_limits,
        builder: *mut *mut rapport_builder,
        error: *mut *mut rapport_error,
    ) -> i32;
    pub fn rapport_builder_free(builder: *mut rapport_builder);
    pub fn rapport_builder_add_default(
        builder: *mut rapport_builder,
        error: *mut *mut rapport_error,
    ) -> i32;
    pub fn rapport_builder_add_file(
        builder: *mut rapport_builder,
        path: *const c_char,
        path_length: usize,
        error: *mut *mut rapport_error,
    ) -> i32;
    pub fn rapport_builder_add_bytes(
        builder: *mut rapport_builder,
        name: *const c_char,
        name_length: usize,
        bytes: *const c_char,
        bytes_length: usize,
        error: *mut *mut rapport_error,
    ) -> i32;
    pub fn rapport_builder_build(
        builder: *mut rapport_builder,
        ruleset: *mut *mut rapport_ruleset,
        error: *mut *mut rapport_error,
    ) -> i32;
    pub fn rapport_builder_diagnostic_count(
        builder: *const rapport_builder,
        count: *mut usize,
    ) -> i32;
    pub fn rapport_builder_diagnostic_severity(
        builder: *const rapport_builder,
        index: usize,
        severity: *mut i32,
    ) -> i32;
    pub fn rapport_builder_diagnostic_code(
        builder: *const rapport_builder,
        index: usize,
        code: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_builder_diagnostic_file(
        builder: *const rapport_builder,
        index: usize,
        file: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_builder_diagnostic_place(
        builder: *const rapport_builder,
        index: usize,
        line: *mut u32,
        column: *mut u32,
        width: *mut u32,
    ) -> i32;
    pub fn rapport_builder_diagnostic_message(
        builder: *const rapport_builder,
        index: usize,
        message: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_builder_diagnostic_snippet(
        builder: *const rapport_builder,
        index: usize,
        snippet: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_builder_diagnostic_hint(
        builder: *const rapport_builder,
        index: usize,
        hint: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
    pub fn rapport_builder_report(
        builder: *const rapport_builder,
        report: *mut *const c_char,
        length: *mut usize,
    ) -> i32;
}
