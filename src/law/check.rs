//! What can be wrong with a file of law that is in shape: days, words, ids given twice, and
//! references to what does not exist. Everything is said at once.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Law;
use super::instrument::InstrumentRow;
use super::load::Loader;
use super::row::{Row, Table};
use super::tables::{RawHead, RawRow, Text};
use crate::input::{FileId, InputError, InputErrorKind as Kind, Span, nearest};

/// Something that a row refers to, checked when all files are in.
pub(super) enum Reference {
    Scheme(String),
    RecipientLaw(String),
    Instrument(String),
    AdequacyRow(String),
    AnyRow(String),
    NoticeKey(String),
    Article(String),
}

/// One file while it is read.
pub(super) struct Source {
    file: FileId,
    /// The byte after each end of a line.
    line_starts: Vec<u32>,
    /// What kind of name was given, and the name.
    seen: BTreeMap<(&'static str, String), Span>,
}

impl Source {
    pub(super) fn new(file: FileId, text: &str) -> Self {
        let ends = text.match_indices('\n').map(|(at, _)| at as u32 + 1);
        Self {
            file,
            line_starts: ends.collect(),
            seen: BTreeMap::new(),
        }
    }

    /// Where a text stands. What was read from a file always has a place.
    pub(super) fn of(&self, text: &Text) -> Span {
        text.span.unwrap_or(Span::new(self.file, 0, 0))
    }

    fn line(&self, span: Span) -> u32 {
        let before = self
            .line_starts
            .partition_point(|start| *start <= span.start);
        before as u32 + 1
    }
}

impl Loader {
    /// Whether a name of some kind was not given in this file before; else it is an error.
    pub(super) fn is_new(&mut self, source: &mut Source, what: &'static str, name: &Text) -> bool {
        let span = source.of(name);
        let key = (what, name.value.clone());
        if let Some(first) = source.seen.get(&key) {
            let message = format!("the {what} `{}` stands here twice", name.value);
            self.errors.push(
                InputError::new(Kind::DuplicateId, span, message)
                    .related(Some(*first), "the first one"),
            );
            return false;
        }
        source.seen.insert(key, span);
        true
    }

    pub(super) fn head<R: RawRow>(&mut self, source: &mut Source, head: RawHead) -> Option<Row> {
        if !self.is_new(source, "row", &head.id) {
            return None;
        }
        let span = source.of(&head.id);
        let id = head.id.value;
        if let Some(other) = self.law.row(&id).filter(|held| held.table != R::TABLE) {
            let message = format!("`{id}` is a row of the table `{}` already", other.table);
            self.errors.push(
                InputError::new(Kind::DuplicateId, span, message)
                    .related(Some(other.span), "that one"),
            );
            return None;
        }
        let before = self.errors.len();
        if head.regimes.is_empty() {
            self.errors.push(InputError::new(
                Kind::Empty,
                span,
                format!("`{id}` has no regime"),
            ));
        }
        let national = head.national.map(|code| self.country(source, &code));
        let from = self.day(source, head.from.as_ref());
        let until = self.day(source, head.until.as_ref());
        let existing_until = self.day(source, head.existing_until.as_ref());
        let begins = "where the row begins";
        let (earlier, which) = match until {
            Some(until) => (Some(until), "the last day for new ones"),
            None => (from, begins),
        };
        for (first, last, written, which) in [
            (from, until, &head.until, begins),
            (earlier, existing_until, &head.existing_until, which),
        ] {
            if let (Some(first), Some(last), Some(written)) = (first, last, written)
                && last < first
            {
                let message = format!("`{}` is before `{first}`, {which}", written.value);
                self.errors
                    .push(InputError::new(Kind::Date, source.of(written), message));
            }
        }
        (self.errors.len() == before).then_some(Row {
            id,
            table: R::TABLE,
            regimes: head.regimes,
            national,
            title: head.title,
            from,
            until,
            existing_until,
            never: head.never,
            citation: head.citation.value,
            checked: head.checked,
            source: head.source,
            note: head.note,
            span,
            line: source.line(span),
        })
    }

    pub(super) fn day(&mut self, source: &Source, written: Option<&Text>) -> Option<Date> {
        let written = written?;
        // The parser takes times behind the day as well, which would be lost without a word.
        let parsed = (written.value.len() == 10)
            .then(|| written.value.parse::<Date>().ok())
            .flatten();
        if parsed.is_none() {
            let message = format!("`{}` is no day of the calendar", written.value);
            self.errors.push(
                InputError::new(Kind::Date, source.of(written), message)
                    .help("write a day as `2021-01-31`"),
            );
        }
        parsed
    }

    pub(super) fn country(&mut self, source: &Source, written: &Text) -> String {
        let code = &written.value;
        if code.len() != 2 || !code.bytes().all(|byte| byte.is_ascii_uppercase()) {
            let message = format!("`{code}` is no country code");
            self.errors.push(
                InputError::new(Kind::BadValue, source.of(written), message)
                    .help("write the two capital letters of ISO 3166-1"),
            );
        }
        code.clone()
    }

    pub(super) fn countries(&mut self, source: &Source, written: &[Text]) -> Vec<String> {
        written
            .iter()
            .map(|code| self.country(source, code))
            .collect()
    }

    /// Every row needs a first day of its own or from the row that it has its dates from.
    pub(super) fn check_begins(&mut self) {
        let missing: Vec<InputError> = self
            .law
            .rows()
            .filter(|row| row.from.is_none() && !row.never)
            .map(|row| {
                InputError::new(
                    Kind::MissingKey,
                    row.span,
                    format!("`{}` has no first day", row.id),
                )
                .help("give `from`, or `never: true` for what is never usable")
            })
            .collect();
        self.errors.extend(missing);
    }

    /// Checks that what a row refers to exists.
    pub(super) fn check(&mut self, reference: &Reference, span: Span) {
        let law = &self.law;
        let names = |table: &[super::adequacy::Named]| -> Vec<String> {
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
            Reference::Scheme(id) => ("scheme", id, names(&law.schemes)),
            Reference::RecipientLaw(id) => ("recipient law", id, names(&law.recipient_laws)),
            Reference::Instrument(id) => ("kind of instrument", id, owned(law.instrument_kinds())),
            Reference::AdequacyRow(id) => ("row of adequacy", id, ids(Some(Table::Adequacy))),
            Reference::AnyRow(id) => ("row", id, ids(None)),
            Reference::NoticeKey(id) => {
                let keys = law.notice_keys.iter().map(|key| key.key.as_str());
                ("notice key", id, owned(keys.collect()))
            }
            Reference::Article(id) => (
                "article of a condition",
                id,
                owned(law.condition_articles()),
            ),
        };
        if !known.contains(wanted) {
            let error = InputError::new(
                Kind::UnknownReference,
                span,
                format!("there is no {what} `{wanted}`"),
            )
            .did_you_mean(nearest(wanted, known.iter().map(String::as_str)));
            self.errors.push(error);
        }
    }
}

/// Dates that come from elsewhere.
impl Law {
    /// Gives rows with `dates-of` the dates of the row they name.
    pub(super) fn take_dates(&mut self) {
        let dates: Vec<Option<(Option<Date>, Option<Date>)>> = self
            .instruments
            .iter()
            .map(|instrument| self.dates_for(instrument))
            .collect();
        for (instrument, dates) in self.instruments.iter_mut().zip(dates) {
            if let Some((from, until)) = dates {
                instrument.row.from = from;
                instrument.row.until = until;
            }
        }
    }

    fn dates_for(&self, instrument: &InstrumentRow) -> Option<(Option<Date>, Option<Date>)> {
        let id = instrument.dates_of.as_ref()?;
        let row = self.adequacy.iter().find(|held| held.row.id == *id)?;
        Some((row.row.from, row.row.until))
    }
}
