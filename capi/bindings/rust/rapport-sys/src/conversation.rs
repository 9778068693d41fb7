//! The turns, facts and acknowledgements of one case.

use crate::{
    rapport_conversation, rapport_error, rapport_ruleset, RAPPORT_FORMAT_TEXT,
    RAPPORT_SPEAKER_CUSTOMER, RAPPORT_TIME_UNKNOWN, RAPPORT_VISIBILITY_PUBLIC,
};
use std::mem;
use std::os::raw::c_char;
use std::ptr;

#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct rapport_conversation_limits {
    pub struct_size: u32,
    pub turns: u32,
    pub turn_bytes: usize,
}

/// A structure of zeros with its size set is an empty message of the customer's; see
/// [`RAPPORT_TURN_INIT`].
#[repr(C)]
#[derive(Clone, Copy, Debug)]
pub struct rapport_turn {
    pub struct_size: u32,
    pub by: i32,
    pub visibility: i32,
    pub format: i32,
    pub text: *const c_char,
    pub text_length: usize,
    pub language: *const c_char,
    pub language_length: usize,
    pub id: *const c_char,
    pub id_length: usize,
    pub author: *const c_char,
    pub author_length: usize,
    pub at: i64,
    pub end: i64,
}

pub const RAPPORT_TURN_INIT: rapport_turn = rapport_turn {
    struct_size: mem::size_of::<rapport_turn>() as u32,
    by: RAPPORT_SPEAKER_CUSTOMER,
    visibility: RAPPORT_VISIBILITY_PUBLIC,
    format: RAPPORT_FORMAT_TEXT,
    text: ptr::null(),
    text_length: 0,
    language: ptr::null(),
    language_length: 0,
    id: ptr::null(),
    id_length: 0,
    author: ptr::null(),
    author_length: 0,
    at: RAPPORT_TIME_UNKNOWN,
    end: RAPPORT_TIME_UNKNOWN,
};

extern "C" {
    pub fn rapport_conversation_new(
        ruleset: *const rapport_ruleset,
        limits: *const rapport_conversation_limits,
        conversation: *mut *mut rapport_conversation,
        error: *mut *mut rapport_error,
    ) -> i32;
    pub fn rapport_conversation_free(conversation: *mut rapport_conversation);
    pub fn rapport_conversation_reset(conversation: *mut rapport_conversation) -> i32;
    pub fn rapport_conversation_add_turn(
        conversation: *mut rapport_conversation,
        turn: *const rapport_turn,
        error: *mut *mut rapport_error,
    ) -> i32;
    pub fn rapport_conversation_add_text(
        conversation: *mut rapport_conversation,
        by: i32,
        text: *const c_char,
        text_length: usize,
        error: *mut *mut rapport_error,
    ) -> i32;
    pub fn rapport_conversation_turn_count(
        conversation: *const rapport_conversation,
        count: *mut usize,
    ) -> i32;
    pub fn rapport_conversation_set_bool(
        conversation: *mut rapport_conversation,
        fact: *const c_char,
        fact_length: usize,
        value: i32,
        error: *mut *mut rapport_error,
    ) -> i32;
    pub fn rapport_conversation_set_int(
        conversation: *mut rapport_conversation,
        fact: *const c_char,
        fact_length: usize,
        value: i64,
        error: *mut *mut rapport_error,
    ) -> i32;
    pub fn rapport_conversation_set_double(
        conversation: *mut rapport_conversation,
        fact: *const c_char,
        fact_length: usize,
        value: f64,
        error: *mut *mut rapport_error,
    ) -> i32;
    pub fn rapport_conversation_set_string(
        conversation: *mut rapport_conversation,
        fact: *const c_char,
        fact_length: usize,
        value: *const c_char,
        value_length: usize,
        error: *mut *mut rapport_error,
    ) -> i32;
    pub fn rapport_conversation_set_duration(
        conversation: *mut rapport_conversation,
        fact: *const c_char,
        fact_length: usize,
        microseconds: i64,
        error: *mut *mut rapport_error,
    ) -> i32;
    pub fn rapport_conversation_set_timestamp(
        conversation: *mut rapport_conversation,
        fact: *const c_char,
        fact_length: usize,
        instant: i64,
        error: *mut *mut rapport_error,
    ) -> i32;
    pub fn rapport_conversation_set_strings(
        conversation: *mut rapport_conversation,
        fact: *const c_char,
        fact_length: usize,
        values: *const *const c_char,
        value_lengths: *const usize,
        count: usize,
        error: *mut *mut rapport_error,
    ) -> i32;
    pub fn rapport_conversation_clear_fact(
        conversation: *mut rapport_conversation,
        fact: *const c_char,
        fact_length: usize,
        error: *mut *mut rapport_error,
    ) -> i32;
    pub fn rapport_conversation_acknowledge(
        conversation: *mut rapport_conversation,
        route: *const c_char,
        route_length: usize,
        error: *mut *mut rapport_error,
    ) -> i32;
}
