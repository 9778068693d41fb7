//! Values of facts.

use std::time::{Duration, SystemTime};

/// The value of a fact, in the type that the pack declares for it.
///
/// An [`Int`](FactValue::Int) is taken where a double is declared, and a text where an enum or a
/// duration is.
/// There is no conversion from `u64`, `usize` and `i128`, which may not fit: use `i64::try_from`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum FactValue<'a> {
    /// For `bool`.
    Bool(bool),
    /// For `int` and `double`.
    Int(i64),
    /// For `double`. Neither infinite nor NaN.
    Double(f64),
    /// For `string` and `enum`, and for `duration` as text: `"90d"`, `"1h30m"`.
    String(&'a str),
    /// For `duration`.
    Duration(Duration),
    /// For `timestamp`.
    Timestamp(SystemTime),
    /// For `strings`.
    Strings(Vec<&'a str>),
}

macro_rules! from {
    ($($variant:ident: $($type:ty),+;)+) => {
        $($(impl<'a> From<$type> for FactValue<'a> {
            fn from(value: $type) -> Self {
                FactValue::$variant(value.into())
            }
        })+)+
    };
}

from! {
    Bool: bool;
    Int: i8, i16, i32, i64, u8, u16, u32;
    Double: f32, f64;
    String: &'a str;
    Duration: Duration;
    Timestamp: SystemTime;
    Strings: Vec<&'a str>;
}

impl<'a> From<&'a String> for FactValue<'a> {
    fn from(value: &'a String) -> Self {
        FactValue::String(value)
    }
}

impl<'a, Text: AsRef<str>> From<&'a [Text]> for FactValue<'a> {
    fn from(values: &'a [Text]) -> Self {
        FactValue::Strings(values.iter().map(AsRef::as_ref).collect())
    }
}

impl<'a, Text: AsRef<str>> From<&'a Vec<Text>> for FactValue<'a> {
    fn from(values: &'a Vec<Text>) -> Self {
        values.as_slice().into()
    }
}

impl<'a, Text: AsRef<str>, const COUNT: usize> From<&'a [Text; COUNT]> for FactValue<'a> {
    fn from(values: &'a [Text; COUNT]) -> Self {
        values.as_slice().into()
    }
}

impl<'a, const COUNT: usize> From<[&'a str; COUNT]> for FactValue<'a> {
    fn from(values: [&'a str; COUNT]) -> Self {
        FactValue::Strings(values.to_vec())
    }
}
