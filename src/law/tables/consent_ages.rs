//! From which age children consent to online services themselves.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::LawRow;
use crate::input::OneOrMany;
use crate::law::Law;
use crate::law::head::{Day, Text, raw_row};
use crate::law::reading::Reading;
use crate::law::row::{Row, has_row};

/// From which age children consent themselves, by country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentAgeRow {
    /// The head.
    pub row: Row,
    /// The age where a country under the regime has no entry.
    pub default_age: Option<u8>,
    /// The ages by country.
    pub ages: Vec<AgeEntry>,
}

/// The age in one country for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgeEntry {
    /// ISO 3166-1, two letters.
    pub country: String,
    /// In years.
    pub age: u8,
    /// First day, if it was not always so.
    pub from: Option<Date>,
    /// Last day, if it did not stay so.
    pub until: Option<Date>,
    /// The national law or an official list of the ages, as `https` addresses; none
    /// where it is what the row refers to.
    pub references: Vec<String>,
    /// The day on which somebody read it there; `None` while nobody has.
    pub read: Option<Date>,
}

/// The age of consent in a country on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConsentAge<'a> {
    /// In years.
    pub age: u8,
    /// The day on which somebody compared it with the text; `None` while nobody has.
    pub read: Option<Date>,
    /// The row that says so.
    pub row: &'a ConsentAgeRow,
}

has_row!(ConsentAgeRow);

raw_row! {
    /// Ages from which children consent themselves.
    RawConsentAge in ConsentAges {
        /// The age where a country under the regime has no entry.
        #[serde(default)]
        default_age: Option<u8>,
        /// The ages by country.
        ages: Vec<RawAge>,
    }
}

/// The age in one country for a time.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::law) struct RawAge {
    /// ISO 3166-1, two letters.
    country: Text,
    /// In years.
    age: u8,
    /// First day, if it was not always so.
    #[serde(default)]
    #[schemars(with = "Option<Day>")]
    from: Option<Text>,
    /// Last day, if it did not stay so.
    #[serde(default)]
    #[schemars(with = "Option<Day>")]
    until: Option<Text>,
    /// The national law or an official list of the ages; absent where it is what the
    /// row refers to.
    #[serde(default)]
    #[schemars(with = "OneOrMany<String>")]
    reference: OneOrMany<Text>,
    /// The day on which somebody compared it with the text; absent while nobody has.
    #[serde(default)]
    #[schemars(with = "Option<Day>")]
    read: Option<Text>,
}

impl LawRow for ConsentAgeRow {
    type Raw = RawConsentAge;

    fn read(raw: RawConsentAge, row: Row, reading: &mut Reading<'_>) -> Self {
        let referred = !row.references.is_empty();
        Self {
            row,
            default_age: raw.default_age,
            ages: raw
                .ages
                .into_iter()
                .map(|age| AgeEntry::read(age, referred, reading))
                .collect(),
        }
    }
}

impl AgeEntry {
    fn read(raw: RawAge, row_refers: bool, reading: &mut Reading<'_>) -> Self {
        let references = reading.references(&raw.reference);
        let refers = row_refers || !references.is_empty();
        Self {
            read: reading.read_on(raw.read.as_ref(), refers),
            references,
            from: reading.day(raw.from.as_ref()),
            until: reading.day(raw.until.as_ref()),
            country: reading.country(&raw.country),
            age: raw.age,
        }
    }

    fn holds(&self, country: &str, day: Date) -> bool {
        self.country == country
            && self.from.is_none_or(|from| from <= day)
            && self.until.is_none_or(|until| day <= until)
    }
}

/// Ages of consent.
impl Law {
    /// The days between which an age of consent holds, for those that did not always or will not
    /// ever, with the rows that they are in.
    pub fn dated_ages(&self) -> impl Iterator<Item = (&Row, Option<Date>, Option<Date>)> {
        self.tables.consent_ages.iter().flat_map(|row| {
            row.ages
                .iter()
                .map(move |age| (&row.row, age.from, age.until))
        })
    }

    /// From which age a child in a country consents to an online service itself; `None` where
    /// neither GDPR applies, and for parts of a member state of whose age nothing is known.
    pub fn child_consent_age(&self, country: &str, day: Date) -> Option<ConsentAge<'_>> {
        let country = self.country_code(country);
        let regime = self.regime_of_territory(country, day)?;
        let in_force = || {
            self.tables
                .consent_ages
                .iter()
                .filter(|row| self.applies(&row.row, regime, day))
        };
        let listed = |row: &'_ ConsentAgeRow, code: &str| {
            row.ages
                .iter()
                .find(|entry| entry.holds(code, day))
                .map(|entry| (entry.age, entry.read))
        };
        let given = |row, (age, read)| ConsentAge { age, read, row };
        let own = in_force().find(|row| row.row.national.as_deref() == Some(country));
        if let Some(row) = own {
            return listed(row, country).map(|found| given(row, found));
        }
        let row = in_force().find(|row| row.row.national.is_none())?;
        if let Some(found) = listed(row, country) {
            return Some(given(row, found));
        }
        match self.member_of_part(country, day) {
            Some(member) => listed(row, member).map(|found| given(row, found)),
            None => row.default_age.map(|age| given(row, (age, row.row.read))),
        }
    }
}
