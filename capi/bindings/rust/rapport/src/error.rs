//! Errors, and what is wrong with packs.

use std::fmt;

use rapport_sys as sys;

use crate::handle::Handle;
use crate::read;
use crate::{Severity, Status};

/// What every function of this crate returns that may fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a call failed: a status, one line for people, and for packs the place and all diagnostics.
///
/// ```
/// use rapport::{RuleSet, Status};
///
/// let pack = "rapport: 1
/// pack: {id: shop, version: 1.0.0, language: en}
/// polices: []
/// ";
/// let error = RuleSet::from_text("shop.yaml", pack).unwrap_err();
/// assert_eq!(error.status(), Status::InvalidPack);
/// assert_eq!((error.file(), error.line()), (Some("shop.yaml"), Some(3)));
/// for diagnostic in error.diagnostics() {
///     println!("{}", diagnostic);
/// }
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Error(Box<Content>); // one word, so that results stay small

#[derive(Clone, PartialEq, Eq)]
struct Content {
    status: Status,
    message: String,
    file: String,
    line: u32,
    column: u32,
    diagnostics: Diagnostics,
}

impl Error {
    pub(crate) fn new(status: Status, message: impl Into<String>) -> Self {
        Error(Box::new(Content {
            status,
            message: message.into(),
            file: String::new(),
            line: 0,
            column: 0,
            diagnostics: Diagnostics::default(),
        }))
    }

    pub(crate) fn from_handle(handle: &Handle<sys::rapport_error>) -> Self {
        let raw = handle.as_ptr();
        // SAFETY: the error is alive, and its texts are copied before it is freed. They may quote
        // a path that is not UTF-8.
        let text = |get: unsafe extern "C" fn(_, _) -> _| unsafe {
            let mut length = 0;
            let start = get(raw as *const _, &mut length as *mut usize);
            String::from_utf8_lossy(read::bytes(start, length)).into_owned()
        };
        // SAFETY: the error is alive.
        let (status, line, column) = unsafe {
            (
                sys::rapport_error_status(raw),
                sys::rapport_error_line(raw),
                sys::rapport_error_column(raw),
            )
        };
        Error(Box::new(Content {
            status: Status::from_raw(status),
            message: text(sys::rapport_error_message),
            file: text(sys::rapport_error_file),
            line,
            column,
            diagnostics: Diagnostics::default(),
        }))
    }

    pub(crate) fn with_diagnostics(mut self, diagnostics: Diagnostics) -> Self {
        self.0.diagnostics = diagnostics;
        self
    }

    /// What kind of failure it is.
    pub fn status(&self) -> Status {
        self.0.status
    }

    /// One line for people, without a full stop and without the place.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// File of the first error of a pack.
    pub fn file(&self) -> Option<&str> {
        Some(self.0.file.as_str()).filter(|file| !file.is_empty())
    }

    /// Line of the first error of a pack, from 1.
    pub fn line(&self) -> Option<u32> {
        Some(self.0.line).filter(|line| *line > 0)
    }

    /// Column of the first error of a pack in characters, from 1.
    pub fn column(&self) -> Option<u32> {
        Some(self.0.column).filter(|column| *column > 0)
    }

    /// Everything that is wrong with the packs, where these are the reason.
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.0.diagnostics
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_place(f, self.file(), self.line(), self.column())?;
        f.write_str(self.message())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("status", &self.status())
            .field("message", &self.message())
            .field("file", &self.file())
            .field("line", &self.line())
            .field("column", &self.column())
            .field("diagnostics", &self.diagnostics().list)
            .finish()
    }
}

impl std::error::Error for Error {}

/// Errors and warnings of packs, by file and position.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    pub(crate) list: Vec<Diagnostic>,
    pub(crate) report: String,
}

impl Diagnostics {
    /// All of them as the text that `rapport check` prints; empty when there are none.
    pub fn report(&self) -> &str {
        &self.report
    }
}

impl std::ops::Deref for Diagnostics {
    type Target = [Diagnostic];

    fn deref(&self) -> &[Diagnostic] {
        &self.list
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}

/// One error or warning of a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// Error or warning.
    pub severity: Severity,
    /// A stable word such as `"unknown-key"`.
    pub code: String,
    /// Name of the file; empty when it is about none.
    pub file: String,
    /// From 1; 0 when it is about a file as a whole.
    pub line: u32,
    /// In characters, from 1; 0 when it is about a file as a whole.
    pub column: u32,
    /// How many characters a caret marks there.
    pub width: u32,
    /// One line for people.
    pub message: String,
    /// The line of the file; may be empty.
    pub snippet: String,
    /// What to do; may be empty.
    pub hint: String,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = |n: u32| Some(n).filter(|n| *n > 0);
        let file = Some(self.file.as_str()).filter(|file| !file.is_empty());
        write_place(f, file, number(self.line), number(self.column))?;
        write!(f, "{}: {} [{}]", self.severity, self.message, self.code)
    }
}

/// Writes "file:line:column: ", as far as it is known.
fn write_place(
    f: &mut fmt::Formatter<'_>,
    file: Option<&str>,
    line: Option<u32>,
    column: Option<u32>,
) -> fmt::Result {
    let file = match file {
        Some(file) => file,
        None => return Ok(()),
    };
    f.write_str(file)?;
    for number in line.into_iter().chain(column) {
        write!(f, ":{}", number)?;
    }
    f.write_str(": ")
}
