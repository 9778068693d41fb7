//! Finds the shared library: RAPPORT_LIB_DIR, else pkg-config.

use std::env;
use std::path::Path;
use std::process::{self, Command};

fn main() {
    for name in [
        "RAPPORT_LIB_DIR",
        "PKG_CONFIG",
        "PKG_CONFIG_PATH",
        "PKG_CONFIG_LIBDIR",
        "PKG_CONFIG_SYSROOT_DIR",
        "DOCS_RS",
    ] {
        println!("cargo:rerun-if-env-changed={}", name);
    }
    println!("cargo:rerun-if-changed=build.rs");
    if env::var_os("DOCS_RS").is_some() {
        return; // documentation needs no library
    }
    let folders = match env::var("RAPPORT_LIB_DIR") {
        Ok(folder) if !folder.is_empty() => {
            if !Path::new(&folder).is_dir() {
                fail(&format!("RAPPORT_LIB_DIR is no folder: {}", folder));
            }
            vec![folder]
        }
        _ => ask_pkg_config().unwrap_or_else(|message| fail(&message)),
    };
    for folder in &folders {
        println!("cargo:rustc-link-search=native={}", folder);
    }
    println!("cargo:rustc-link-lib=dylib=rapport");
    // For build scripts of dependents: DEP_RAPPORT_LIBDIR.
    if let Some(folder) = folders.first() {
        println!("cargo:libdir={}", folder);
    }
}

/// Folders to search, none when it is in one that the linker knows.
fn ask_pkg_config() -> Result<Vec<String>, String> {
    let program = env::var_os("PKG_CONFIG").unwrap_or_else(|| "pkg-config".into());
    let output = Command::new(&program)
        .args(["--libs-only-L", "rapport"])
        .output()
        .map_err(|e| format!("cannot run {}: {}", program.to_string_lossy(), e))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(format!("pkg-config does not find it: {}", said.trim()));
    }
    let answer = String::from_utf8(output.stdout)
        .map_err(|_| "pkg-config answered with bytes that are not UTF-8".to_string())?;
    Ok(split_words(&answer)
        .iter()
        .filter_map(|word| word.strip_prefix("-L"))
        .map(str::to_string)
        .collect())
}

/// Words as pkg-config writes them: a backslash keeps a space inside one.
fn split_words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut characters = text.trim().chars();
    while let Some(c) = characters.next() {
        match c {
            '\\' => words.last_mut().unwrap().extend(characters.next()),
            c if c.is_whitespace() => words.push(String::new()),
            c => words.last_mut().unwrap().push(c),
        }
    }
    words
}

fn fail(message: &str) -> ! {
    eprintln!("rapport-sys: the library of Rapport was not found: {}", message);
    eprintln!(
        "rapport-sys: set RAPPORT_LIB_DIR to the folder of librapport.so, or install rapport.pc"
    );
    process::exit(1);
}
