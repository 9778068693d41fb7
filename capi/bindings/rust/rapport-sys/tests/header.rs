//! The declarations against the header: a C compiler reads both and must find them the same.
//!
//! Needs the sources of Rapport (RAPPORT_SOURCE_DIR, else the repository that this crate stands in)
//! and a C compiler (CC, else `cc`); without the sources the tests say so and pass.

use std::collections::BTreeSet;
use std::env;
use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use rapport_sys::*;

const DECLARATIONS: [&str; 11] = [
    include_str!("../src/accumulator.rs"),
    include_str!("../src/builder.rs"),
    include_str!("../src/constants.rs"),
    include_str!("../src/conversation.rs"),
    include_str!("../src/deciding.rs"),
    include_str!("../src/decision.rs"),
    include_str!("../src/error.rs"),
    include_str!("../src/overrides.rs"),
    include_str!("../src/review.rs"),
    include_str!("../src/ruleset.rs"),
    include_str!("../src/service.rs"),
];

fn source_folder() -> Option<PathBuf> {
    let folder = match env::var_os("RAPPORT_SOURCE_DIR") {
        Some(folder) => PathBuf::from(folder),
        None => PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../..")),
    };
    let found = folder.join("capi/include/rapport/c.h").is_file();
    if !found {
        eprintln!("skipped: the sources of Rapport are not here");
    }
    found.then_some(folder)
}

/// "name(argument: type, ...) -> type" of every function that is declared.
fn declared_functions() -> Vec<String> {
    let text: String = DECLARATIONS
        .iter()
        .flat_map(|file| file.lines())
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| [line.trim(), " "])
        .collect();
    text.split("pub fn ")
        .skip(1)
        .map(|rest| rest[..rest.find(';').expect("a semicolon")].to_string())
        .collect()
}

fn name_of(function: &str) -> &str {
    &function[..function.find('(').expect("a parenthesis")]
}

fn c_type(rust: &str) -> String {
    if let Some(pointee) = rust.strip_prefix("*const ") {
        return format!("{} const*", c_type(pointee));
    }
    if let Some(pointee) = rust.strip_prefix("*mut ") {
        return format!("{}*", c_type(pointee));
    }
    match rust {
        "i32" => "int32_t",
        "u32" => "uint32_t",
        "i64" => "int64_t",
        "usize" => "size_t",
        "f64" => "double",
        "c_char" => "char",
        named => named,
    }
    .to_string()
}

fn c_prototype(function: &str) -> String {
    let (head, result) = match function.split_once(" -> ") {
        Some((head, result)) => (head, c_type(result)),
        None => (function, "void".to_string()),
    };
    let list = head[name_of(head).len()..].trim_matches(|c| c == '(' || c == ')');
    let types: Vec<String> = list
        .split(',')
        .filter(|argument| !argument.trim().is_empty())
        .map(|argument| c_type(argument.split_once(": ").expect("a type").1.trim()))
        .collect();
    let types = if types.is_empty() { "void".to_string() } else { types.join(", ") };
    format!("{} {}({});\n", result, name_of(head), types)
}

/// "(name, value)" of every integer constant that is declared.
fn declared_constants() -> Vec<(&'static str, &'static str)> {
    DECLARATIONS
        .iter()
        .flat_map(|file| file.lines())
        .filter_map(|line| line.strip_prefix("pub const "))
        .filter_map(|line| line.split_once(": "))
        .filter(|(_, rest)| !rest.starts_with('&') && rest.ends_with(';'))
        .map(|(name, rest)| {
            (name, rest.split_once(" = ").expect("a value").1.trim_end_matches(';'))
        })
        .collect()
}

fn layouts() -> String {
    let mut asserts = String::new();
    macro_rules! layout {
        ($name:ident { $($field:ident),+ }) => {{
            let value = std::mem::MaybeUninit::<$name>::uninit();
            let base = value.as_ptr();
            writeln!(asserts, "_Static_assert(sizeof({0}) == {1}, \"{0}\");",
                stringify!($name), std::mem::size_of::<$name>()).unwrap();
            $(
                // SAFETY: the address of a field, which is not read.
                let field = unsafe { std::ptr::addr_of!((*base).$field) };
                writeln!(
                    asserts,
                    "_Static_assert(offsetof({0}, {1}) == {2} && sizeof((({0}*)0)->{1}) == {3}, \
                     \"{0}.{1}\");",
                    stringify!($name), stringify!($field), field as usize - base as usize,
                    size_of_pointee(field)).unwrap();
            )+
        }};
    }
    fn size_of_pointee<T>(_: *const T) -> usize {
        std::mem::size_of::<T>()
    }
    layout!(rapport_pack_limits {
        struct_size,
        yaml_events,
        yaml_depth,
        files_per_pack,
        phrases,
        phrase_words,
        expression_depth,
        reserved,
        file_bytes,
        table_bytes,
        scalar_bytes,
        expression_bytes,
        compiled_bytes
    });
    layout!(rapport_conversation_limits { struct_size, turns, turn_bytes });
    layout!(rapport_turn {
        struct_size,
        by,
        visibility,
        format,
        text,
        text_length,
        language,
        language_length,
        id,
        id_length,
        author,
        author_length,
        at,
        end
    });
    asserts
}

#[test]
fn c_compiler_finds_the_same() {
    let folder = match source_folder() {
        Some(folder) => folder,
        None => return,
    };
    let mut source = "#include \"rapport/c.h\"\n".to_string();
    source.extend(declared_functions().iter().map(|function| c_prototype(function)));
    for (name, value) in declared_constants() {
        writeln!(source, "_Static_assert({0} == {1}, \"{0}\");", name, value).unwrap();
    }
    source += &layouts();
    let compiler = env::var_os("CC").unwrap_or_else(|| "cc".into());
    let mut child = Command::new(compiler)
        .args(["-std=c11", "-Werror", "-fsyntax-only", "-x", "c", "-I"])
        .arg(folder.join("capi/include"))
        .arg("-")
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("a C compiler");
    child.stdin.take().unwrap().write_all(source.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn every_function_is_declared() {
    let folder = match source_folder() {
        Some(folder) => folder,
        None => return,
    };
    let symbols = fs::read_to_string(folder.join("capi/symbols.txt")).unwrap();
    let exported: BTreeSet<&str> =
        symbols.lines().filter(|line| line.starts_with("rapport_")).collect();
    let functions = declared_functions();
    let declared: BTreeSet<&str> = functions.iter().map(|function| name_of(function)).collect();
    assert_eq!(declared.len(), functions.len());
    assert_eq!(declared, exported);
}

#[test]
fn every_constant_is_declared() {
    let folder = match source_folder() {
        Some(folder) => folder,
        None => return,
    };
    // c.h and the parts that it includes.
    let header: String = fs::read_dir(folder.join("capi/include/rapport"))
        .unwrap()
        .map(|entry| fs::read_to_string(entry.unwrap().path()).unwrap())
        .collect();
    let named: BTreeSet<&str> = header
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '='))
        .collect::<Vec<_>>()
        .windows(3)
        .filter(|words| words[0].starts_with("RAPPORT_") && words[1] == "=")
        .map(|words| words[0])
        .collect();
    assert!(named.len() > 50, "{:?}", named);
    let declared: BTreeSet<&str> = declared_constants().iter().map(|(name, _)| *name).collect();
    let missing: Vec<_> = named.difference(&declared).collect();
    assert!(missing.is_empty(), "{:?}", missing);
}

#[test]
#[cfg(target_pointer_width = "64")]
fn structures_have_the_published_sizes() {
    use std::mem::{align_of, size_of};
    assert_eq!(size_of::<rapport_pack_limits>(), 72);
    assert_eq!(size_of::<rapport_conversation_limits>(), 16);
    assert_eq!(size_of::<rapport_turn>(), 96);
    assert_eq!(align_of::<rapport_turn>(), 8);
    assert_eq!(RAPPORT_TURN_INIT.struct_size, 96);
}

#[test]
fn the_library_answers() {
    // SAFETY: neither function takes anything; the text is static.
    unsafe {
        assert_eq!(rapport_abi_version(), RAPPORT_ABI_VERSION);
        let version = std::ffi::CStr::from_ptr(rapport_version());
        assert_eq!(version.to_str(), Ok(RAPPORT_VERSION_STRING));
    }
}

#[test]
fn structures_of_another_size_are_refused() {
    let limits = rapport_pack_limits { struct_size: 3, ..Default::default() };
    let mut builder = std::ptr::null_mut();
    let mut error = std::ptr::null_mut();
    // SAFETY: the pointers are to live variables; the error is freed once, NULL is allowed.
    unsafe {
        assert_eq!(
            rapport_builder_new(&limits, &mut builder, &mut error),
            RAPPORT_INVALID_ARGUMENT
        );
        assert_eq!(rapport_error_status(error), RAPPORT_INVALID_ARGUMENT);
        rapport_error_free(error);
        rapport_builder_free(builder);
        rapport_ruleset_free(std::ptr::null_mut());
    }
}
