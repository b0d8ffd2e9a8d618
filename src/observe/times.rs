//! Times as the formats write them. A time that cannot be read is not stated.

use jiff::civil::Date;
use jiff::fmt::rfc2822;
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};

/// How a day is written.
const DAY: &str = "2026-05-01";

/// The time of a text: RFC 3339, a day alone (its beginning in UTC), or a date of HTTP.
pub(super) fn of_text(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    // Logs that were counted have days, and a million failures to read one as a time would be most of the work.
    let day = || text.parse::<Date>().ok();
    if let Some(day) = (text.len() == DAY.len()).then(day).flatten() {
        return Offset::UTC.to_timestamp(day.at(0, 0, 0, 0)).ok();
    }
    if let Ok(time) = text.parse() {
        return Some(time);
    }
    // Older servers write `Wed, 21-Oct-2026 07:28:00 GMT`.
    let spaced = text.replace('-', " ");
    let zoned = rfc2822::parse(text).or_else(|_| rfc2822::parse(&spaced));
    zoned.ok().map(|it| it.timestamp())
}

/// The time that is so many nanoseconds after the beginning of 1970; 0 is not stated.
pub(super) fn of_nanoseconds(count: u64) -> Option<Timestamp> {
    let since = SignedDuration::from_nanos(i64::try_from(count).ok().filter(|it| *it > 0)?);
    Timestamp::from_duration(since).ok()
}

/// The time of a number of seconds, milliseconds, microseconds or nanoseconds since 1970: which of them, its
/// size says.
pub(super) fn of_number(number: f64) -> Option<Timestamp> {
    if !number.is_finite() || number <= 0.0 {
        return None;
    }
    let per_second = match number {
        it if it < 1e11 => 1.0,
        it if it < 1e14 => 1e3,
        it if it < 1e17 => 1e6,
        _ => 1e9,
    };
    let milliseconds = number / per_second * 1e3;
    Timestamp::from_millisecond(milliseconds as i64).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_tools_write_them() {
        for text in [
            "2026-10-21T07:28:00Z",
            "2026-10-21T09:28:00.000+02:00",
            "Wed, 21 Oct 2026 07:28:00 GMT",
            "Wed, 21-Oct-2026 07:28:00 GMT",
        ] {
            let time = of_text(text).map(|it| it.to_string());
            assert_eq!(time.as_deref(), Some("2026-10-21T07:28:00Z"), "{text}");
        }
        let day = of_text("2026-10-21").unwrap();
        assert_eq!(day.to_string(), "2026-10-21T00:00:00Z");
        assert_eq!(of_text("soon"), None);
        for number in [
            1_792_567_680.0,
            1_792_567_680_000.0,
            1_792_567_680e6,
            1_792_567_680e9,
        ] {
            assert_eq!(of_number(number).unwrap().as_second(), 1_792_567_680);
        }
        assert_eq!(of_nanoseconds(0), None);
    }
}
