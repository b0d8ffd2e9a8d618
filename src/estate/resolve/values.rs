//! Dates, periods, countries and retention.

use jiff::civil::Date;

use super::super::raw::Text;
use crate::estate::model::{Period, Retention};
use crate::estate::resolve::lookup::Resolver;
use crate::input::{InputError, InputErrorKind};
use crate::taxonomy::{Area, Country, Place};

/// What is wrong with a date: the message, and what to write instead.
pub(in crate::estate) type DateFault = (String, Option<&'static str>);

/// Reads a day as `2019-03-01`, and nothing else: other spellings mean different days to different
/// people.
pub(in crate::estate) fn parse_date(written: &str) -> Result<Date, DateFault> {
    let form = || {
        (
            format!("`{written}` is not a date"),
            Some("write year, month and day: `2019-03-01`"),
        )
    };
    let bytes = written.as_bytes();
    let is_form = bytes.len() == 10
        && bytes.iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if !is_form {
        return Err(form());
    }
    let number = |range: std::ops::Range<usize>| {
        written.get(range).and_then(|part| part.parse::<i16>().ok())
    };
    let (Some(year), Some(month), Some(day)) = (number(0..4), number(5..7), number(8..10)) else {
        return Err(form());
    };
    let not_there = |why: String| Err((format!("`{written}` does not exist: {why}"), None));
    let Ok(first) = Date::new(year, month as i8, 1) else {
        return not_there(format!("there is no month {month}"));
    };
    Date::new(year, month as i8, day as i8).or_else(|_| match day {
        0 => not_there("days are counted from 1".to_owned()),
        _ => not_there(format!(
            "{} has {} days",
            first.strftime("%B %Y"),
            first.days_in_month()
        )),
    })
}

/// Days of a year (365.25) and of a month (30.4375) in sixteenths of a day, so that no fraction is
/// lost before the end.
const MONTH: u64 = 487;

/// Reads how long data are kept.
pub(super) fn parse_retention(written: &str) -> Option<Retention> {
    match written {
        "not-stored" => return Some(Retention::NotStored),
        "indefinite" => return Some(Retention::Indefinite),
        _ => {}
    }
    if written.starts_with('P') {
        let span: jiff::Span = written.parse().ok()?;
        let years = u64::try_from(span.get_years()).ok()?;
        let months = u64::try_from(span.get_months()).ok()?;
        let weeks = u64::try_from(span.get_weeks()).ok()?;
        let days = u64::try_from(span.get_days()).ok()?;
        let is_whole_days = jiff::Span::new()
            .try_years(span.get_years())
            .and_then(|it| it.try_months(span.get_months()))
            .and_then(|it| it.try_weeks(span.get_weeks()))
            .and_then(|it| it.try_days(span.get_days()))
            .is_ok_and(|it| it.fieldwise() == span.fieldwise());
        let total = ((years * 12 + months) * MONTH + 8) / 16 + weeks * 7 + days;
        let total = u32::try_from(total)
            .ok()
            .filter(|total| *total > 0 && is_whole_days)?;
        return Some(Retention::Period(written.to_owned(), total));
    }
    let is_criterion = written.starts_with(|c: char| c.is_ascii_lowercase())
        && written
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    is_criterion.then(|| Retention::Criterion(written.to_owned()))
}

impl Resolver<'_> {
    pub(super) fn date(&mut self, written: &Text) -> Option<Date> {
        match parse_date(&written.value) {
            Ok(date) => Some(date),
            Err((message, help)) => {
                self.fault(written, || {
                    let error = InputError::new(InputErrorKind::Date, written.span, message);
                    match help {
                        Some(help) => error.help(help),
                        None => error,
                    }
                });
                None
            }
        }
    }

    /// A period between two keys, of which the error speaks.
    pub(super) fn period(
        &mut self,
        (from_key, from): (&str, Option<&Text>),
        (until_key, until): (&str, Option<&Text>),
    ) -> Option<Period> {
        let first = self.maybe(from, Self::date);
        let last = self.maybe(until, Self::date);
        let period = Period {
            from: first?,
            until: last?,
        };
        if let (Some(first), Some(last)) = (period.from, period.until)
            && last < first
        {
            self.fail(|| {
                InputError::new(
                    InputErrorKind::Date,
                    until.and_then(|text| text.span),
                    format!("`{until_key}` ({last}) is before `{from_key}` ({first})"),
                )
                .related(from.and_then(|text| text.span), "it begins here")
            });
            return None;
        }
        Some(period)
    }

    /// The country in which somebody is established, or `unknown`.
    pub(super) fn seat(&mut self, written: &Text) -> Option<Option<Country>> {
        match written.value.as_str() {
            "unknown" => Some(None),
            _ => self.country(written).map(Some),
        }
    }

    /// A country, where an area is none.
    pub(super) fn country(&mut self, written: &Text) -> Option<Country> {
        if let Some(area) = Area::parse(&written.value) {
            self.bad_value(
                written,
                || format!("`{area}` is an area, and an establishment is in one country"),
                "write the code of that country, such as `IE`, or `unknown`",
            );
            return None;
        }
        match Country::parse(&written.value) {
            Ok(country) => Some(country),
            Err(error) => {
                self.bad_value(written, || error.to_string(), &error.help());
                None
            }
        }
    }

    pub(super) fn country_or_area(&mut self, written: &Text) -> Option<Place> {
        match Place::parse(&written.value) {
            Ok(place) => Some(place),
            Err(error) => {
                self.bad_value(written, || error.to_string(), &error.help());
                None
            }
        }
    }

    /// A country or an area, or `unknown`.
    pub(super) fn place(&mut self, written: &Text) -> Option<Option<Place>> {
        match written.value.as_str() {
            "unknown" => Some(None),
            _ => self.country_or_area(written).map(Some),
        }
    }

    pub(super) fn retention(&mut self, written: &Text) -> Option<Retention> {
        let found = parse_retention(&written.value);
        if found.is_none() {
            self.bad_value(
                written,
                || format!("`{written}` does not say how long data are kept"),
                "write a period such as `P6Y`, `P18M` or `P30D`, or `not-stored`, `indefinite`, or a criterion in small letters such as `contract-term`",
            );
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_days_that_exist_are_days() {
        assert_eq!(parse_date("2020-02-29"), Ok(jiff::civil::date(2020, 2, 29)));
        for (written, why) in [
            (
                "2021-02-30",
                "`2021-02-30` does not exist: February 2021 has 28 days",
            ),
            (
                "2021-13-01",
                "`2021-13-01` does not exist: there is no month 13",
            ),
            (
                "2021-00-01",
                "`2021-00-01` does not exist: there is no month 0",
            ),
            (
                "2021-01-00",
                "`2021-01-00` does not exist: days are counted from 1",
            ),
            ("2021-1-1", "`2021-1-1` is not a date"),
            ("2021-01-01T00:00", "`2021-01-01T00:00` is not a date"),
            ("20210101", "`20210101` is not a date"),
            ("２021-01-0", "`２021-01-0` is not a date"),
        ] {
            assert_eq!(parse_date(written).unwrap_err().0, why);
        }
    }

    #[test]
    fn retention_is_a_period_a_word_or_a_criterion() {
        let period = |written: &str, days| Some(Retention::Period(written.to_owned(), days));
        assert_eq!(parse_retention("P6Y"), period("P6Y", 2192));
        assert_eq!(parse_retention("P1M"), period("P1M", 30));
        assert_eq!(parse_retention("P1Y2M1W3D"), period("P1Y2M1W3D", 436));
        assert_eq!(parse_retention("not-stored"), Some(Retention::NotStored));
        assert_eq!(parse_retention("indefinite"), Some(Retention::Indefinite));
        assert_eq!(
            parse_retention("contract-term"),
            Some(Retention::Criterion("contract-term".into()))
        );
        for written in [
            "P",
            "P0D",
            "P6",
            "PT5H",
            "P1DT1H",
            "-P1D",
            "6y",
            "6 years",
            "Contract-term",
            "",
        ] {
            assert_eq!(parse_retention(written), None, "{written}");
        }
    }
}
