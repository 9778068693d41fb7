//! Times and durations of the standard library as microseconds, and as RFC 3339.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rapport_sys as sys;

use crate::{Error, Result, Status};

fn too_far(what: &str) -> Error {
    Error::new(Status::InvalidArgument, format!("the {} does not fit into 64 bits", what))
}

/// Microseconds since the epoch, rounded down.
pub(crate) fn instant(time: SystemTime) -> Result<i64> {
    let microseconds = match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_micros()).ok(),
        Err(before) => {
            let nanoseconds = before.duration().as_nanos();
            i64::try_from((nanoseconds + 999) / 1000).ok().map(|before| -before)
        }
    };
    microseconds.ok_or_else(|| too_far("time"))
}

/// None stands for an unknown time, and so does the epoch itself.
pub(crate) fn optional_instant(time: Option<SystemTime>) -> Result<i64> {
    time.map_or(Ok(sys::RAPPORT_TIME_UNKNOWN), instant)
}

pub(crate) fn microseconds(duration: Duration) -> Result<i64> {
    i64::try_from(duration.as_micros()).map_err(|_| too_far("duration"))
}

const UNITS: [(&str, i64); 7] = [
    ("w", 604_800_000_000),
    ("d", 86_400_000_000),
    ("h", 3_600_000_000),
    ("m", 60_000_000),
    ("s", 1_000_000),
    ("ms", 1000),
    ("us", 1),
];

/// Microseconds of text as records have it: "90d", "1h30m", "-1.5h".
pub(crate) fn parse_duration(text: &str, fact: &str) -> Result<i64> {
    let fail =
        |what: String| Error::new(Status::InvalidArgument, format!("fact '{}' {}", fact, what));
    let malformed =
        || fail(format!(r#"must be a duration such as "2h", "1h30m" or "90d", not {:?}"#, text));
    let too_long = || fail("does not fit into 64 bits".to_string());

    let magnitude = text.strip_prefix('-').unwrap_or(text);
    let mut rest = magnitude;
    let mut total = 0_i64;
    loop {
        let whole = take(&mut rest, |c| c.is_ascii_digit());
        let fraction = match rest.strip_prefix('.') {
            Some(after) => {
                rest = after;
                take(&mut rest, |c| c.is_ascii_digit())
            }
            None => "0",
        };
        let name = take(&mut rest, |c| !c.is_ascii_digit());
        let unit = UNITS.iter().find(|unit| unit.0 == name).ok_or_else(malformed)?.1;
        if whole.is_empty() || fraction.is_empty() {
            return Err(malformed());
        }
        let millionths = fraction.bytes().chain(std::iter::repeat(b'0')).take(6);
        let millionths = millionths.fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'));
        total = (whole.parse::<i64>().ok())
            .and_then(|whole| whole.checked_mul(unit))
            .and_then(|part| part.checked_add(unit * millionths / 1_000_000))
            .and_then(|part| part.checked_add(total))
            .ok_or_else(too_long)?;
        if rest.is_empty() {
            return Ok(if magnitude.len() < text.len() { -total } else { total });
        }
    }
}

/// Cuts off the longest start of which every character is `wanted`.
fn take<'a>(text: &mut &'a str, wanted: impl Fn(char) -> bool) -> &'a str {
    let (start, rest) = text.split_at(text.find(|c| !wanted(c)).unwrap_or(text.len()));
    *text = rest;
    start
}

/// None for an unknown time, and for one that this system cannot represent.
pub(crate) fn system_time(instant: i64) -> Option<SystemTime> {
    let distance = Duration::from_micros(instant.unsigned_abs());
    match instant {
        sys::RAPPORT_TIME_UNKNOWN => None,
        i64::MIN..=-1 => UNIX_EPOCH.checked_sub(distance),
        _ => UNIX_EPOCH.checked_add(distance),
    }
}

/// "2026-03-01T10:20:00Z", with six decimals where they are needed.
pub(crate) fn rfc3339(time: SystemTime) -> Result<String> {
    let instant = instant(time)?;
    let seconds = instant.div_euclid(1_000_000);
    let fraction = instant.rem_euclid(1_000_000);
    let (days, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (year, month, day) = civil(days);
    if !(1..=9999).contains(&year) {
        let message = format!("a record has no place for a time of the year {}", year);
        return Err(Error::new(Status::InvalidArgument, message));
    }
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    let date = format!("{:04}-{:02}-{:02}", year, month, day);
    let clock = format!("{:02}:{:02}:{:02}", hour, minute, second);
    Ok(match fraction {
        0 => format!("{}T{}Z", date, clock),
        _ => format!("{}T{}.{:06}Z", date, clock, fraction),
    })
}

/// The date of a day, counted from 1970-01-01. Years begin in March here, so that the day that some
/// of them have more is the last; and 400 of them always have the same number of days.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468; // from 0000-03-01
    let era = days.div_euclid(146_097);
    let day = days.rem_euclid(146_097);
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153; // 0 is March
    let day = day - (153 * month + 2) / 5 + 1;
    let year = era * 400 + year;
    match month {
        0..=9 => (year, month + 3, day),
        _ => (year + 1, month - 9, day),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64, microseconds: i64) -> SystemTime {
        system_time(seconds * 1_000_000 + microseconds).unwrap_or(UNIX_EPOCH)
    }

    #[test]
    fn instants() {
        for value in [1, -1, 1_500_000, -1_500_000, 1_772_359_200_000_000, -62_135_596_800_000_000]
        {
            assert_eq!(instant(system_time(value).unwrap()), Ok(value));
        }
        assert_eq!(system_time(0), None);
        assert_eq!(instant(UNIX_EPOCH), Ok(0));
        assert_eq!(optional_instant(None), Ok(0));
        assert_eq!(instant(UNIX_EPOCH + Duration::from_nanos(1999)), Ok(1));
        assert_eq!(instant(UNIX_EPOCH - Duration::from_nanos(1001)), Ok(-2));
        let far = UNIX_EPOCH + Duration::from_secs(i64::MAX as u64 / 1000);
        assert_eq!(instant(far).unwrap_err().status(), Status::InvalidArgument);
        assert!(microseconds(Duration::MAX).is_err());
    }

    #[test]
    fn durations() {
        for (text, expected) in [
            ("90d", 7_776_000_000_000),
            ("2h", 7_200_000_000),
            ("1h30m", 5_400_000_000),
            ("-1.5h", -5_400_000_000),
            ("2w", 1_209_600_000_000),
            ("1.0000019s", 1_000_001),
            ("3ms7us", 3007),
            ("0s", 0),
            ("9223372036854775807us", i64::MAX),
        ] {
            assert_eq!(parse_duration(text, "wait"), Ok(expected), "{}", text);
        }
        for text in [
            "",
            "90",
            "d",
            "-",
            "2 h",
            "1h-30m",
            "+1h",
            "1.h",
            ".5h",
            "1H",
            "1ns",
            "\u{663}d",
            "2h\n",
            "9999999999999999999h",
            "99999999999999999999999s",
            "106751992d",
            "9223372036854775807us1us",
        ] {
            let error = parse_duration(text, "wait").unwrap_err();
            assert_eq!(error.status(), Status::InvalidArgument);
            assert!(error.message().starts_with("fact 'wait' "), "{}", error);
        }
    }

    #[test]
    fn written() {
        for (time, expected) in [
            (at(0, 0), "1970-01-01T00:00:00Z"),
            (at(951_782_399, 0), "2000-02-28T23:59:59Z"),
            (at(951_782_400, 0), "2000-02-29T00:00:00Z"),
            (at(951_868_800, 500_000), "2000-03-01T00:00:00.500000Z"),
            (at(1_772_360_400, 0), "2026-03-01T10:20:00Z"),
            (at(4_107_542_399, 1), "2100-02-28T23:59:59.000001Z"),
            (at(4_107_542_400, 0), "2100-03-01T00:00:00Z"),
            (at(-1, 0), "1969-12-31T23:59:59Z"),
            (at(-62_135_596_800, 0), "0001-01-01T00:00:00Z"),
            (at(253_402_300_799, 0), "9999-12-31T23:59:59Z"),
        ] {
            assert_eq!(rfc3339(time).unwrap(), expected);
        }
        assert!(rfc3339(at(253_402_300_800, 0)).is_err());
        assert!(rfc3339(at(-62_135_596_801, 0)).is_err());
    }
}
