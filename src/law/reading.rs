//! One file of law while it is read: days, words, names given twice, and what its rows refer to. Errors
//! are gathered, so that all of them are reported together.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::head::Text;
use super::row::Row;
use crate::input::{Diagnostics, FileId, InputError, InputErrorKind as Kind, Span};

/// Nothing is judged before 2018: a row cannot have been compared with its text earlier.
const EARLIEST_READING: Date = jiff::civil::date(2018, 1, 1);

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
pub(super) struct Reading<'l> {
    file: FileId,
    /// The byte after each end of a line.
    line_starts: Vec<u32>,
    /// What kind of name was given, and the name.
    seen: BTreeMap<(&'static str, String), Span>,
    /// What is wrong with this file and those before it.
    pub(super) errors: &'l mut Diagnostics,
    references: &'l mut Vec<(Reference, Span)>,
}

impl<'l> Reading<'l> {
    pub(super) fn new(
        file: FileId,
        text: &str,
        errors: &'l mut Diagnostics,
        references: &'l mut Vec<(Reference, Span)>,
    ) -> Self {
        let ends = text.match_indices('\n').map(|(at, _)| at as u32 + 1);
        Self {
            file,
            line_starts: ends.collect(),
            seen: BTreeMap::new(),
            errors,
            references,
        }
    }

    /// Where a text is. What was read from a file always has a place.
    pub(super) fn span(&self, text: &Text) -> Span {
        text.span.unwrap_or(Span::new(self.file, 0, 0))
    }

    /// The line of a place, from 1.
    pub(super) fn line(&self, span: Span) -> u32 {
        let before = self
            .line_starts
            .partition_point(|start| *start <= span.start);
        before as u32 + 1
    }

    /// Notes a reference, to be checked when all files are in.
    pub(super) fn refer(&mut self, reference: Reference, span: Span) {
        self.references.push((reference, span));
    }

    /// Whether a name of some kind was not given in this file before; else it is an error.
    pub(super) fn is_new(&mut self, what: &'static str, name: &Text) -> bool {
        let span = self.span(name);
        let key = (what, name.value.clone());
        if let Some(first) = self.seen.get(&key) {
            let message = format!("duplicate {what} `{}`", name.value);
            self.errors.push(
                InputError::new(Kind::DuplicateId, span, message)
                    .related(Some(*first), "the first one"),
            );
            return false;
        }
        self.seen.insert(key, span);
        true
    }

    /// Refuses a row of which a list is empty that must not be.
    pub(super) fn not_empty(&mut self, row: &Row, key: &str, empty: bool) {
        if empty {
            let message = format!("`{key}` of `{}` is empty", row.id);
            self.errors
                .push(InputError::new(Kind::Empty, row.span, message));
        }
    }

    /// A day as written; `None` where there is none, or no day of the calendar.
    pub(super) fn day(&mut self, written: Option<&Text>) -> Option<Date> {
        let written = written?;
        // The parser takes times after the day as well, which would be dropped silently.
        let parsed = (written.value.len() == 10)
            .then(|| written.value.parse::<Date>().ok())
            .flatten();
        if parsed.is_none() {
            let message = format!("invalid date `{}`", written.value);
            self.errors.push(
                InputError::new(Kind::Date, self.span(written), message)
                    .help("write a day as `2021-01-31`"),
            );
        }
        parsed
    }

    /// The addresses of the official text as written, each of which must be one that a browser opens
    /// over an encrypted connection.
    pub(super) fn references(&mut self, written: &[Text]) -> Vec<String> {
        for address in written {
            let host = address.value.strip_prefix("https://");
            let is_host = |host: &str| host.starts_with(|c: char| c.is_ascii_alphanumeric());
            if !host.is_some_and(is_host) || address.value.contains(char::is_whitespace) {
                let message = format!("`{}` is no `https` address", address.value);
                self.errors.push(
                    InputError::new(Kind::BadValue, self.span(address), message)
                        .help("give the address of the official text, `https://...`"),
                );
            }
        }
        written
            .iter()
            .map(|address| address.value.clone())
            .collect()
    }

    /// The day on which a row was compared with its text, which must have an address.
    pub(super) fn read_on(&mut self, written: Option<&Text>, has_reference: bool) -> Option<Date> {
        let written = written?;
        let read = self.day(Some(written))?;
        let span = self.span(written);
        if read < EARLIEST_READING {
            let message = format!("the row cannot have been read on `{read}`");
            self.errors.push(
                InputError::new(Kind::Date, span, message)
                    .help("give the day on which the row was compared with its text, from 2018"),
            );
        }
        if !has_reference {
            let message = "a row that was read needs the address of its text".to_owned();
            self.errors.push(
                InputError::new(Kind::MissingKey, span, message)
                    .help("add `reference: https://...`, or leave `read` out"),
            );
        }
        Some(read)
    }

    /// A country's code as written, which must be two capital letters.
    pub(super) fn country(&mut self, written: &Text) -> String {
        let code = &written.value;
        if code.len() != 2 || !code.bytes().all(|byte| byte.is_ascii_uppercase()) {
            let message = format!("`{code}` is no country code");
            self.errors.push(
                InputError::new(Kind::BadValue, self.span(written), message)
                    .help("write the two capital letters of ISO 3166-1"),
            );
        }
        code.clone()
    }

    /// Countries' codes as written.
    pub(super) fn countries(&mut self, written: &[Text]) -> Vec<String> {
        written.iter().map(|code| self.country(code)).collect()
    }
}
