//! Why a call failed.

use crate::rapport_error;
use std::os::raw::c_char;

extern "C" {
    pub fn rapport_error_free(error: *mut rapport_error);
    pub fn rapport_error_status(error: *const rapport_error) -> i32;
    pub fn rapport_error_message(error: *const rapport_error, length: *mut usize) -> *const c_char;
    pub fn rapport_error_file(error: *const rapport_error, length: *mut usize) -> *const c_char;
    pub fn rapport_error_line(error: *const rapport_error) -> u32;
    pub fn rapport_error_column(error: *const rapport_error) -> u32;
}
