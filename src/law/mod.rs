//! The law by date: tables of adequacy, safeguards, legal bases, territory, what a notice must
//! state, the record of processing, and rules, each row with its regime, its first and last day and
//! its citation. Every answer is a function of the law and a day.
//!
//! The built-in tables are `policies/law/*.yaml`, written to be read; an estate may add rows, or
//! replace built-in ones, with files of the same format. Imports `input` only.

mod assume;
mod cite;
mod head;
mod integrity;
mod list;
mod load;
mod places;
mod read;
mod reading;
mod row;
mod shared;
mod tables;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

pub use row::{Regime, Row, Table};
pub use tables::{
    Activity, AdequacyCondition, AdequacyRow, AgeEntry, AliasRow, BasisCondition, BasisRow, Body,
    BoundBody, ConditionRow, ConsentAge, ConsentAgeRow, DataClass, DocumentFree, Duty, DutyRow,
    Finds, InstrumentCondition, InstrumentDates, InstrumentRow, InstrumentState, MeasureRow,
    Mechanism, MechanismState, Named, NoticeItem, NoticeItemRow, NoticeKey, NoticeRole, Precision,
    RecipientKind, RecognisedInterest, RecordHolder, RecordRow, RecordWhere, RuleRow, RulingRow,
    SafeguardClass, SpecialCategory, TerritoryRole, TerritoryRow, When, Works, law_file_schema,
    sectors,
};

use crate::input::{FileId, InputError, SourceMap};
use crate::taxonomy::Country;
use load::Loader;
use tables::Tables;

/// The built-in files: the path that findings show, and the text.
pub const BUILTIN: &[(&str, &str)] = &[
    (
        "policies/law/adequacy.yaml",
        include_str!("../../policies/law/adequacy.yaml"),
    ),
    (
        "policies/law/safeguards.yaml",
        include_str!("../../policies/law/safeguards.yaml"),
    ),
    (
        "policies/law/effectiveness.yaml",
        include_str!("../../policies/law/effectiveness.yaml"),
    ),
    (
        "policies/law/bases.yaml",
        include_str!("../../policies/law/bases.yaml"),
    ),
    (
        "policies/law/territory.yaml",
        include_str!("../../policies/law/territory.yaml"),
    ),
    (
        "policies/law/notice-items.yaml",
        include_str!("../../policies/law/notice-items.yaml"),
    ),
    (
        "policies/law/records.yaml",
        include_str!("../../policies/law/records.yaml"),
    ),
    (
        "policies/law/rules.yaml",
        include_str!("../../policies/law/rules.yaml"),
    ),
];

/// The trees of the same files, which were read when the program was built.
const PREPARED: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/law.rs"));

/// The dated tables.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Law {
    tables: Tables,
    /// The place of the row with an id.
    ids: BTreeMap<String, (Table, usize)>,
    /// Every key that can be cited, and the rows that it cites.
    keys: BTreeMap<String, Vec<(Table, usize)>>,
}

impl Law {
    /// The built-in law. Its texts are added to `sources`, so that rows can be pointed at.
    ///
    /// # Errors
    /// None for the texts as they are shipped, which a test holds to; else everything wrong.
    pub fn builtin(sources: &mut SourceMap) -> Result<Self, Vec<InputError>> {
        let mut loader = Loader::new(Self::default());
        for (file, (path, text)) in Self::add_texts(sources).into_iter().zip(BUILTIN) {
            loader.builtin(file, path, text);
        }
        loader.finish()
    }

    /// Adds the texts of the built-in law to `sources`, for a law that was read with the same ids of files.
    pub(crate) fn add_texts(sources: &mut SourceMap) -> Vec<FileId> {
        let texts = BUILTIN.iter();
        let files = texts.map(|(path, text)| sources.add_builtin(*path, *text));
        files.collect()
    }

    /// This law with the rows of one more file, which may take the place of rows with their ids.
    ///
    /// # Errors
    /// All that is out of shape, or else all dates, ids and references that are wrong, by place.
    pub fn with(self, file: FileId, text: &str) -> Result<Self, Vec<InputError>> {
        let mut loader = Loader::new(self);
        loader.file(file, text);
        loader.finish()
    }

    /// Every row of every table, in the order of the files and their lines.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        let mut rows = self.tables.heads();
        rows.sort_by_key(|row| row.span);
        rows.into_iter()
    }

    /// The row with an id.
    pub fn row(&self, id: &str) -> Option<&Row> {
        let (table, at) = *self.ids.get(id)?;
        self.tables.row(table, at)
    }

    /// The rows in force on a day, of both regimes, in the order of the files. An instrument of
    /// which no new ones are concluded is among them while earlier ones can be relied on.
    pub fn in_force(&self, day: Date) -> impl Iterator<Item = &Row> {
        self.rows().filter(move |row| row.in_force(day))
    }

    /// Whether a row holds under a regime on a day. A regime has no law before its first day; a
    /// country's own law holds under whichever regime applies in that country on the day.
    pub fn applies(&self, row: &Row, regime: Regime, day: Date) -> bool {
        if !row.in_force(day) {
            return false;
        }
        match &row.national {
            Some(country) => self.regime_of_territory(country, day) == Some(regime),
            None => row.is_of(regime) && self.has_begun(regime, day),
        }
    }

    /// Whether a row holds under a regime on a day for an establishment in a country: a country's own law does there
    /// alone, and for one whose country is unknown it does not.
    pub fn applies_at(&self, row: &Row, regime: Regime, day: Date, seat: Option<&Country>) -> bool {
        let at_home = |law: &str| seat.is_some_and(|seat| seat.as_str() == law);
        self.applies(row, regime, day) && row.national.as_deref().is_none_or(at_home)
    }

    /// Whether a row holds under a regime on a day for a controller with a seat. While the United Kingdom was under the
    /// EU GDPR its own law bound those established there; under the UK GDPR it binds all that this reaches (Data
    /// Protection Act 2018, s 207).
    pub fn binds(&self, row: &Row, regime: Regime, day: Date, seat: Option<&Country>) -> bool {
        match regime {
            Regime::EuGdpr => self.applies_at(row, regime, day, seat),
            Regime::UkGdpr => self.applies(row, regime, day),
        }
    }

    /// Every day on which some answer may differ from that of the day before.
    pub fn change_days(&self) -> BTreeSet<Date> {
        let after = |last: Option<Date>| last.and_then(|day| day.tomorrow().ok());
        let ages = self.tables.consent_ages.iter().flat_map(|row| &row.ages);
        self.rows()
            .flat_map(|row| [row.from, after(row.until), after(row.existing_until)])
            .chain(ages.flat_map(|age| [age.from, after(age.until)]))
            .flatten()
            .collect()
    }
}
