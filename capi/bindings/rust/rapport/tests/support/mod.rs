//! What the tests share: the vectors of the repository, and reading them.
#![allow(dead_code)] // each test uses a part

pub mod json;
pub mod typed;

use std::env;
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rapport::RuleSet;

/// A file of the repository, which RAPPORT_SOURCE_DIR names where the tests stand elsewhere.
pub fn source_path(name: &str) -> PathBuf {
    let folder = match env::var_os("RAPPORT_SOURCE_DIR") {
        Some(folder) => PathBuf::from(folder),
        None => PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../..")),
    };
    folder.join(name)
}

pub fn vectors(name: &str) -> String {
    let path = source_path("tests/vectors").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {}", path.display(), error))
}

/// The rules of the vectors.
pub fn frozen() -> RuleSet {
    RuleSet::from_file(source_path("tests/vectors/pack.yaml")).unwrap()
}

/// "2026-03-01T10:20:00Z", as the vectors write times.
pub fn time(text: &str) -> SystemTime {
    let number = |from: usize, to: usize| text[from..to].parse::<u64>().unwrap();
    assert!(text.len() == 20 && text.ends_with('Z'), "{}", text);
    let (year, month, day) = (number(0, 4), number(5, 7), number(8, 10));
    let leap = |year: u64| (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let mut days: u64 = (1970..year).map(|year| 365 + u64::from(leap(year))).sum();
    let lengths = [31, 28 + u64::from(leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    days += lengths[..month as usize - 1].iter().sum::<u64>() + day - 1;
    let seconds = (number(11, 13) * 60 + number(14, 16)) * 60 + number(17, 19);
    UNIX_EPOCH + Duration::from_secs(days * 86_400 + seconds)
}

/// "90m" or "17520h", as the vectors write durations.
pub fn duration(text: &str) -> Duration {
    let (number, unit) = text.split_at(text.len() - 1);
    let seconds = match unit {
        "m" => 60,
        "h" => 3600,
        other => panic!("a duration in {}", other),
    };
    Duration::from_secs(number.parse::<u64>().unwrap() * seconds)
}
