//! Getters: outputs that become values.
//!
//! Every index that reaches a getter is below its count and every decision holds a result, so that
//! none of them fails unless the library has a defect.

use std::ffi::CStr;
use std::os::raw::c_char;
use std::ptr;

use rapport_sys as sys;

fn expect_ok(status: i32) {
    assert!(status == sys::RAPPORT_OK, "librapport: a getter failed with status {}", status);
}

pub(crate) fn number<N: Default>(get: impl FnOnce(*mut N) -> i32) -> N {
    let mut value = N::default();
    expect_ok(get(&mut value));
    value
}

/// # Safety
///
/// The text that `get` gives is borrowed from `_owner` and does not change while that is borrowed.
pub(crate) unsafe fn text<Owner>(
    _owner: &Owner,
    get: impl FnOnce(*mut *const c_char, *mut usize) -> i32,
) -> &str {
    let (mut start, mut length) = (ptr::null(), 0);
    expect_ok(get(&mut start, &mut length));
    // SAFETY: as the caller promises.
    unsafe { borrowed(start, length) }
}

/// # Safety
///
/// `start` leads to `length` bytes that live and do not change for `'a`.
pub(crate) unsafe fn borrowed<'a>(start: *const c_char, length: usize) -> &'a str {
    // SAFETY: as the caller promises.
    let bytes = unsafe { bytes(start, length) };
    // Texts of packs and of records that are `str` are UTF-8, and JSON always is. Should one ever
    // not be, its beginning is better than undefined behaviour.
    std::str::from_utf8(bytes).unwrap_or_else(|error| {
        debug_assert!(false, "librapport: a text is not UTF-8: {:?}", bytes);
        std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default()
    })
}

/// # Safety
///
/// `start` leads to `length` bytes that live and do not change for `'a`.
pub(crate) unsafe fn bytes<'a>(start: *const c_char, length: usize) -> &'a [u8] {
    assert!(!start.is_null(), "librapport: a text is missing");
    // SAFETY: as the caller promises.
    unsafe { std::slice::from_raw_parts(start.cast(), length) }
}

/// # Safety
///
/// `start` leads to a static string that ends with NUL.
pub(crate) unsafe fn static_text(start: *const c_char) -> &'static str {
    // SAFETY: as the caller promises.
    unsafe { CStr::from_ptr(start) }.to_str().unwrap_or_default()
}

/// The text of `rapport_<owner>_<what>(owner, index..., text, length)`, borrowed from the owner.
macro_rules! get_text {
    ($owner:expr, $function:ident $(, $index:expr)*) => {{
        let owner = $owner;
        // SAFETY: the handle lives while `owner` is borrowed, and so does the text, since only
        // calls that need a mutable borrow change it.
        unsafe {
            crate::read::text(owner, |text, length| {
                rapport_sys::$function(owner.as_ptr(), $($index,)* text, length)
            })
        }
    }};
}

/// The number of `rapport_<owner>_<what>(owner, index..., number)`.
macro_rules! get_number {
    ($owner:expr, $function:ident $(, $index:expr)*) => {
        crate::read::number(|number| {
            // SAFETY: the handle is alive, and `number` leads to a variable.
            unsafe { rapport_sys::$function($owner.as_ptr(), $($index,)* number) }
        })
    };
}

/// Whether `rapport_<owner>_<what>(owner, index..., number)` is true.
macro_rules! get_bool {
    ($($argument:tt)+) => { get_number!($($argument)+) != 0 };
}

/// The turn and the bytes of `rapport_<owner>_<what>_span(owner, index..., turn, begin, end)`.
macro_rules! get_span {
    ($owner:expr, $function:ident $(, $index:expr)*) => {{
        let (mut begin, mut end) = (0, 0);
        let turn: i32 = crate::read::number(|turn| {
            // SAFETY: the handle is alive, and the outputs are live variables.
            unsafe {
                rapport_sys::$function(
                    $owner.as_ptr(), $($index,)* turn, &mut begin, &mut end
                )
            }
        });
        (turn, begin..end)
    }};
}

/// The items of a list, as views or texts made from their indices.
macro_rules! get_list {
    ($count:expr, $item:expr) => {{
        let count: usize = $count;
        (0..count).map($item)
    }};
}

/// A view: an owner and an index. `shows` names the getters that Debug prints, and `lists` those
/// that return iterators.
macro_rules! view {
    (
        $(#[$doc:meta])*
        $name:ident of $owner:ident shows $($field:ident),+ $(; lists $($list:ident),+)?
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy)]
        pub struct $name<'a> {
            owner: &'a $owner,
            index: usize,
        }

        impl<'a> $name<'a> {
            pub(crate) fn new(owner: &'a $owner, index: usize) -> Self {
                Self { owner, index }
            }
        }

        impl std::fmt::Debug for $name<'_> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name))
                    $(.field(stringify!($field), &self.$field()))+
                    $($(.field(stringify!($list), &self.$list().collect::<Vec<_>>()))+)?
                    .finish()
            }
        }
    };
}
