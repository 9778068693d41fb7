//! Compiling packs.

use std::mem;
use std::path::{Path, PathBuf};

use rapport_sys as sys;

use crate::handle::{check, check_abi, parts, Handle};
use crate::{Diagnostic, Diagnostics, Error, Result, RuleSet, Severity, Status};

/// Collects packs and compiles them to one [`RuleSet`].
///
/// Packs are merged in the order in which they are added. Compiling takes milliseconds: do it once,
/// and again to reload.
///
/// ```
/// use rapport::RuleSet;
///
/// let shop = "
/// rapport: 1
/// pack: {id: shop-en, version: 1.0.0, language: en, extends: [core-en]}
/// facts:
///   tier: {type: enum, values: [bronze, silver, gold]}
/// ";
/// let rules = RuleSet::builder().text("shop.yaml", shop).build()?;
/// assert!(rules.facts().any(|fact| fact.id() == "tier"));
/// # Ok::<(), rapport::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct RuleSetBuilder {
    sources: Vec<Source>,
    limits: PackLimits,
}

#[derive(Clone, Debug)]
enum Source {
    BuiltIn,
    File(PathBuf),
    Bytes { name: String, bytes: Vec<u8> },
}

impl RuleSetBuilder {
    /// Has no packs yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds core-en, the pack that is built in. A pack that extends it finds it without this.
    pub fn built_in(mut self) -> Self {
        self.sources.push(Source::BuiltIn);
        self
    }

    /// Adds a pack's only file, or its manifest and the files that it lists; or an overlay of
    /// weights and the table that it names.
    pub fn file(mut self, path: impl Into<PathBuf>) -> Self {
        self.sources.push(Source::File(path.into()));
        self
    }

    /// Adds a file from memory: a pack, a manifest, a part that a manifest lists, or an overlay of
    /// weights. `name` is what diagnostics show and what a manifest's `files:` resolve to. A file
    /// whose name ends in `.tsv` is a word table, any other is YAML.
    pub fn text(mut self, name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        self.sources.push(Source::Bytes { name: name.into(), bytes: bytes.into() });
        self
    }

    /// Bounds on what the packs may ask for.
    pub fn limits(mut self, limits: PackLimits) -> Self {
        self.limits = limits;
        self
    }

    /// Compiles the packs. With [`Status::InvalidPack`], all that is wrong with them is in
    /// [`Error::diagnostics`].
    pub fn build(&self) -> Result<RuleSet> {
        self.build_with_warnings().map(|(rules, _)| rules)
    }

    /// The same, with the warnings of a build that succeeds.
    pub fn build_with_warnings(&self) -> Result<(RuleSet, Diagnostics)> {
        check_abi()?;
        let limits = self.limits.raw();
        // SAFETY: the limits live through the call, and the outputs are live variables.
        let builder = Handle::new(|builder, error| unsafe {
            sys::rapport_builder_new(&limits, builder, error)
        })?;
        for source in &self.sources {
            source.add_to(&builder)?;
        }
        // SAFETY: the builder is alive, and the outputs are live variables.
        let built = Handle::new(|rules, error| unsafe {
            sys::rapport_builder_build(builder.as_ptr(), rules, error)
        });
        let diagnostics = diagnostics(&builder);
        match built {
            Ok(handle) => Ok((RuleSet::from_handle(handle), diagnostics)),
            Err(error) => Err(error.with_diagnostics(diagnostics)),
        }
    }
}

impl Source {
    fn add_to(&self, builder: &Handle<sys::rapport_builder>) -> Result<()> {
        let raw = builder.as_ptr();
        match self {
            // SAFETY: the builder is alive, and the output is a live variable.
            Source::BuiltIn => {
                check(|error| unsafe { sys::rapport_builder_add_default(raw, error) })
            }
            Source::File(path) => {
                let (path, path_length) = parts(path_bytes(path)?);
                // SAFETY: the same; the path is copied.
                check(|error| unsafe {
                    sys::rapport_builder_add_file(raw, path, path_length, error)
                })
            }
            Source::Bytes { name, bytes } => {
                let ((name, name_length), (bytes, bytes_length)) = (parts(name), parts(bytes));
                // SAFETY: the same; the texts are copied.
                check(|error| unsafe {
                    sys::rapport_builder_add_bytes(
                        raw,
                        name,
                        name_length,
                        bytes,
                        bytes_length,
                        error,
                    )
                })
            }
        }
    }
}

/// A path as C takes it: in UTF-8, and on Unix as it is.
fn path_bytes(path: &Path) -> Result<&[u8]> {
    #[cfg(unix)]
    let bytes = Some(std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str()));
    #[cfg(not(unix))]
    let bytes = path.to_str().map(str::as_bytes);
    bytes.ok_or_else(|| {
        let message = format!("the path {} is not Unicode", path.display());
        Error::new(Status::InvalidArgument, message)
    })
}

fn diagnostics(builder: &Handle<sys::rapport_builder>) -> Diagnostics {
    let count: usize = get_number!(builder, rapport_builder_diagnostic_count);
    Diagnostics {
        list: (0..count).map(|index| diagnostic(builder, index)).collect(),
        report: get_text!(builder, rapport_builder_report).to_string(),
    }
}

fn diagnostic(builder: &Handle<sys::rapport_builder>, index: usize) -> Diagnostic {
    let (mut column, mut width) = (0, 0);
    let line = crate::read::number(|line| {
        // SAFETY: the builder is alive, and the outputs are live variables.
        unsafe {
            sys::rapport_builder_diagnostic_place(
                builder.as_ptr(),
                index,
                line,
                &mut column,
                &mut width,
            )
        }
    });
    let severity = get_number!(builder, rapport_builder_diagnostic_severity, index);
    Diagnostic {
        severity: Severity::from_raw(severity),
        code: get_text!(builder, rapport_builder_diagnostic_code, index).to_string(),
        file: get_text!(builder, rapport_builder_diagnostic_file, index).to_string(),
        line,
        column,
        width,
        message: get_text!(builder, rapport_builder_diagnostic_message, index).to_string(),
        snippet: get_text!(builder, rapport_builder_diagnostic_snippet, index).to_string(),
        hint: get_text!(builder, rapport_builder_diagnostic_hint, index).to_string(),
    }
}

/// Bounds on what packs may ask for. What is not set, or set to 0, has its default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[must_use]
pub struct PackLimits(sys::rapport_pack_limits);

macro_rules! pack_limits {
    ($($(#[$doc:meta])* $field:ident: $type:ty,)+) => {
        impl PackLimits {
            /// The defaults.
            pub fn new() -> Self {
                Self::default()
            }

            $($(#[$doc])* pub fn $field(mut self, most: $type) -> Self {
                self.0.$field = most;
                self
            })+
        }
    };
}

pack_limits! {
    /// Events of one YAML file: 20,000.
    yaml_events: u32,
    /// Nesting of lists and maps: 32.
    yaml_depth: u32,
    /// Files of one pack: 64.
    files_per_pack: u32,
    /// Phrases of all cues: 10,000.
    phrases: u32,
    /// Words and steps that one phrase expands to: 4,096.
    phrase_words: u32,
    /// Nesting of one condition: 64.
    expression_depth: u32,
    /// Bytes of one YAML file: 256 KiB.
    file_bytes: usize,
    /// Bytes of one word table: 8 MiB.
    table_bytes: usize,
    /// Bytes of one YAML scalar: 16 KiB.
    scalar_bytes: usize,
    /// Bytes of one condition: 4 KiB.
    expression_bytes: usize,
    /// Bytes of the compiled rule set: 64 MiB.
    compiled_bytes: usize,
}

impl PackLimits {
    fn raw(&self) -> sys::rapport_pack_limits {
        let struct_size = mem::size_of::<sys::rapport_pack_limits>() as u32;
        sys::rapport_pack_limits { struct_size, ..self.0 }
    }
}
