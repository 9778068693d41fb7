//! What many records say together.

use std::fmt;
use std::os::raw::c_char;
use std::ptr;

use rapport_sys as sys;

use crate::handle::{check, check_abi, parts, Handle};
use crate::{read, AsRecord, Result, RuleSet};

/// Counts records one at a time and forgets them; the report may be asked for at any time.
///
/// Parts that other threads, machines or days counted come together by [`merge`](Self::merge);
/// between them they travel as bytes, by [`save`](Self::save) and [`load`](Self::load). The report is
/// the same however the records were spread. For one thread at a time.
///
/// ```
/// use rapport::{Accumulator, RuleSet};
///
/// let rules = RuleSet::built_in()?;
/// let mut team = Accumulator::new(&rules, "coaching", r#"{"min_sample": 50}"#)?;
/// team.add(r#"{"turns": [{"text": "Hello?"}, {"by": "agent", "text": "Hello!"}]}"#)?;
/// assert!(team.report_json()?.contains("\"replies\":1"));
/// # Ok::<(), rapport::Error>(())
/// ```
pub struct Accumulator(Handle<sys::rapport_accumulator>);

type Write = unsafe extern "C" fn(
    *mut sys::rapport_accumulator,
    *mut *const c_char,
    *mut usize,
    *mut *mut sys::rapport_error,
) -> i32;

impl Accumulator {
    /// Of a kind, `"coaching"`, `"acceptance"`, `"feedback"` or `"metrics"`. The options are a JSON
    /// object, those of `include/rapport/accumulator.h`, or empty.
    pub fn new(rules: &RuleSet, kind: &str, options: &str) -> Result<Self> {
        check_abi()?;
        let (kind, kind_length) = parts(kind);
        let (options, options_length) = parts(options);
        // SAFETY: the rule set and the texts live through the call.
        let handle = Handle::new(|made, error| unsafe {
            let rules = rules.as_ptr();
            sys::rapport_accumulator_new(
                rules,
                kind,
                kind_length,
                options,
                options_length,
                made,
                error,
            )
        })?;
        Ok(Accumulator(handle))
    }

    /// What [`save`](Self::save) gave, counted with rules of the same hash. The bytes are not
    /// trusted.
    pub fn load(rules: &RuleSet, saved: impl AsRef<[u8]>) -> Result<Self> {
        check_abi()?;
        let (bytes, length) = parts(saved.as_ref());
        // SAFETY: the rule set and the bytes live through the call.
        let handle = Handle::new(|made, error| unsafe {
            sys::rapport_accumulator_load(rules.as_ptr(), bytes, length, made, error)
        })?;
        Ok(Accumulator(handle))
    }

    /// Its kind, such as `"coaching"`.
    pub fn kind(&self) -> &str {
        get_text!(self, rapport_accumulator_kind)
    }

    /// Counts one record. One that is refused changes nothing.
    pub fn add(&mut self, record: impl AsRecord) -> Result<()> {
        let record = record.as_json()?;
        let (line, length) = parts(record.as_ref());
        // SAFETY: the handle is ours and the record lives through the call.
        check(|error| unsafe {
            sys::rapport_accumulator_add_json(self.as_ptr(), line, length, error)
        })
    }

    /// Adds what another of the same kind, options and rules has counted.
    pub fn merge(&mut self, other: &Accumulator) -> Result<()> {
        // SAFETY: both handles are alive, and this thread has them to itself.
        check(|error| unsafe {
            sys::rapport_accumulator_merge(self.as_ptr(), other.as_ptr(), error)
        })
    }

    /// All that was counted. It holds names and quotations, whatever the options show.
    pub fn save(&mut self) -> Result<&[u8]> {
        let (bytes, length) = self.write(sys::rapport_accumulator_save)?;
        // SAFETY: borrowed from our handle until that is used again, which needs the mutable borrow
        // that the result holds.
        Ok(unsafe { std::slice::from_raw_parts(bytes.cast(), length) })
    }

    /// The report as one line of JSON: what the command of the kind prints with `--json`.
    pub fn report_json(&mut self) -> Result<&str> {
        let (text, length) = self.write(sys::rapport_accumulator_report_json)?;
        // SAFETY: likewise.
        Ok(unsafe { read::borrowed(text, length) })
    }

    fn write(&mut self, function: Write) -> Result<(*const c_char, usize)> {
        let (mut text, mut length) = (ptr::null(), 0);
        // SAFETY: the handle is ours, and the outputs are live variables.
        check(|error| unsafe { function(self.as_ptr(), &mut text, &mut length, error) })?;
        Ok((text, length))
    }

    pub(crate) fn as_ptr(&self) -> *mut sys::rapport_accumulator {
        self.0.as_ptr()
    }
}

impl fmt::Debug for Accumulator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Accumulator").field(&self.kind()).finish()
    }
}
