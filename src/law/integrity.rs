//! Errors that show only when all files of law are read: rows that never begin, and references to what
//! does not exist.

use jiff::civil::Date;

use super::Law;
use super::reading::Reference;
use super::row::Table;
use super::tables::{InstrumentRow, Named};
use crate::input::{InputError, InputErrorKind as Kind, Span, nearest};

/// Checks of the whole law.
impl Law {
    /// Every row needs a first day of its own or from the row that it has its dates from.
    pub(super) fn without_begin(&self) -> Vec<InputError> {
        self.rows()
            .filter(|row| row.from.is_none() && !row.never)
            .map(|row| {
                InputError::new(
                    Kind::MissingKey,
                    row.span,
                    format!("`{}` has no first day", row.id),
                )
                .help("give `from`, or `never: true` for what is never usable")
            })
            .collect()
    }

    /// The error for a reference to what does not exist.
    pub(super) fn missing(&self, reference: &Reference, span: Span) -> Option<InputError> {
        let law = self;
        let names = |table: &[Named]| -> Vec<String> {
            table.iter().map(|named| named.id.clone()).collect()
        };
        let ids = |table: Option<Table>| -> Vec<String> {
            law.rows()
                .filter(|row| table.is_none_or(|table| row.table == table))
                .map(|row| row.id.clone())
                .collect()
        };
        let owned = |words: Vec<&str>| words.into_iter().map(str::to_owned).collect::<Vec<_>>();
        let (what, wanted, known) = match reference {
            Reference::Scheme(id) => ("scheme", id, names(&law.tables.schemes)),
            Reference::RecipientLaw(id) => ("recipient law", id, names(&law.tables.recipient_laws)),
            Reference::Instrument(id) => ("kind of instrument", id, owned(law.instrument_kinds())),
            Reference::AdequacyRow(id) => ("row of adequacy", id, ids(Some(Table::Adequacy))),
            Reference::AnyRow(id) => ("row", id, ids(None)),
            Reference::NoticeKey(id) => {
                let keys = law.tables.notice_keys.iter().map(|key| key.key.as_str());
                ("notice key", id, owned(keys.collect()))
            }
            Reference::Article(id) => (
                "article of a condition",
                id,
                owned(law.condition_articles()),
            ),
        };
        (!known.contains(wanted)).then(|| {
            InputError::new(
                Kind::UnknownReference,
                span,
                format!("there is no {what} `{wanted}`"),
            )
            .did_you_mean(nearest(wanted, known.iter().map(String::as_str)))
        })
    }
}

/// Dates that come from elsewhere.
impl Law {
    /// Gives rows with `dates-of` the dates of the row they name.
    pub(super) fn take_dates(&mut self) {
        let dates: Vec<Option<(Option<Date>, Option<Date>)>> = self
            .tables
            .instruments
            .iter()
            .map(|instrument| self.dates_for(instrument))
            .collect();
        for (instrument, dates) in self.tables.instruments.iter_mut().zip(dates) {
            if let Some((from, until)) = dates {
                instrument.row.from = from;
                instrument.row.until = until;
            }
        }
    }

    fn dates_for(&self, instrument: &InstrumentRow) -> Option<(Option<Date>, Option<Date>)> {
        let id = instrument.dates_of.as_ref()?;
        let row = self
            .tables
            .adequacy
            .iter()
            .find(|held| held.row.id == *id)?;
        Some((row.row.from, row.row.until))
    }
}
