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
