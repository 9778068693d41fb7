//! Handles that free themselves, and statuses that become results.

use std::os::raw::c_char;
use std::ptr::{self, NonNull};

use rapport_sys as sys;

use crate::{Error, Result, Status};

/// What stands behind a handle, and how it is given back.
pub(crate) trait Opaque {
    const FREE: unsafe extern "C" fn(*mut Self);
}

macro_rules! opaque {
    ($($name:ident by $free:ident,)+) => {
        $(impl Opaque for sys::$name {
            const FREE: unsafe extern "C" fn(*mut Self) = sys::$free;
        })+
    };
}

opaque! {
    rapport_accumulator by rapport_accumulator_free,
    rapport_builder by rapport_builder_free,
    rapport_conversation by rapport_conversation_free,
    rapport_decision by rapport_decision_free,
    rapport_error by rapport_error_free,
    rapport_explanation by rapport_explanation_free,
    rapport_review by rapport_review_free,
    rapport_ruleset by rapport_ruleset_free,
}

/// The only owner of a handle, or of one reference to a rule set.
#[derive(Debug)]
pub(crate) struct Handle<T: Opaque>(NonNull<T>);

// SAFETY: no handle is tied to the thread that made it.
unsafe impl<T: Opaque> Send for Handle<T> {}

impl<T: Opaque> Handle<T> {
    /// Takes what `make` puts into its first argument.
    pub(crate) fn new(
        make: impl FnOnce(*mut *mut T, *mut *mut sys::rapport_error) -> i32,
    ) -> Result<Self> {
        let mut raw = ptr::null_mut();
        check(|error| make(&mut raw, error))?;
        // SAFETY: a function that succeeds has made a handle for its caller.
        Ok(unsafe { Self::from_raw(raw) })
    }

    /// # Safety
    ///
    /// `raw` is a live handle, or a reference to one, that nobody else gives back.
    pub(crate) unsafe fn from_raw(raw: *mut T) -> Self {
        Handle(NonNull::new(raw).expect("librapport made no handle"))
    }

    pub(crate) fn as_ptr(&self) -> *mut T {
        self.0.as_ptr()
    }
}

impl<T: Opaque> Drop for Handle<T> {
    fn drop(&mut self) {
        // SAFETY: the handle is ours alone, and this is the last use.
        unsafe { (T::FREE)(self.as_ptr()) }
    }
}

/// Calls a function whose last argument is an error.
pub(crate) fn check(call: impl FnOnce(*mut *mut sys::rapport_error) -> i32) -> Result<()> {
    let mut raw = ptr::null_mut();
    match call(&mut raw) {
        sys::RAPPORT_OK => Ok(()),
        status if raw.is_null() => Err(Error::new(Status::from_raw(status), "no message")),
        // SAFETY: a function that fails gives the error to its caller.
        _ => Err(Error::from_handle(&unsafe { Handle::from_raw(raw) })),
    }
}

/// Refuses a library with another interface, before anything of it is used.
pub(crate) fn check_abi() -> Result<()> {
    // SAFETY: takes nothing.
    check_abi_version(unsafe { sys::rapport_abi_version() })
}

fn check_abi_version(found: u32) -> Result<()> {
    if found == sys::RAPPORT_ABI_VERSION {
        return Ok(());
    }
    let message = format!(
        "this crate needs librapport with ABI version {}, but the one that is loaded has {}",
        sys::RAPPORT_ABI_VERSION,
        found
    );
    Err(Error::new(Status::InvalidState, message))
}

/// A text as the two arguments that C takes.
pub(crate) fn parts(text: &(impl AsRef<[u8]> + ?Sized)) -> (*const c_char, usize) {
    let bytes = text.as_ref();
    (bytes.as_ptr().cast(), bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_abi_is_refused() {
        assert!(check_abi_version(sys::RAPPORT_ABI_VERSION).is_ok());
        let error = check_abi_version(7).unwrap_err();
        assert_eq!(error.status(), Status::InvalidState);
        assert!(error.message().contains("ABI version 0") && error.message().ends_with("has 7"));
    }
}
