//! From tables as written to the law. A file adds rows, or replaces rows that have the same id.

use super::Law;
use super::head::{RawHead, RawRow};
use super::read::{read, read_builtin};
use super::reading::{Reading, Reference};
use super::row::{HasRow, Row};
use super::tables::{LawFile, LawList, LawRow, Tables};
use crate::input::{Diagnostics, FileId, InputError, InputErrorKind as Kind, Span};

/// Reads files one after the other into a law.
pub(super) struct Loader {
    law: Law,
    errors: Diagnostics,
    references: Vec<(Reference, Span)>,
}

impl Loader {
    /// Starts from a law that the files add to.
    pub(super) fn new(law: Law) -> Self {
        Self {
            law,
            errors: Diagnostics::new(),
            references: Vec::new(),
        }
    }

    /// Reads one file.
    pub(super) fn file(&mut self, file: FileId, text: &str) {
        self.take(file, text, read(file, text));
    }

    /// Reads one of our own files.
    pub(super) fn builtin(&mut self, file: FileId, path: &str, text: &str) {
        self.take(file, text, read_builtin(file, path, text));
    }

    fn take(&mut self, file: FileId, text: &str, read: Result<LawFile, Vec<InputError>>) {
        match read {
            Ok(tables) => {
                let (errors, references) = (&mut self.errors, &mut self.references);
                let mut reading = Reading::new(file, text, errors, references);
                tables.read_into(&mut self.law, &mut reading);
            }
            Err(errors) => self.errors.extend(errors),
        }
    }

    /// The law with all files in it, or everything that is wrong with them.
    pub(super) fn finish(mut self) -> Result<Law, Vec<InputError>> {
        self.law.take_dates();
        self.law.index_keys();
        self.errors.extend(self.law.without_begin());
        for (reference, span) in &self.references {
            self.errors.extend(self.law.missing(reference, *span));
        }
        if self.errors.is_empty() {
            Ok(self.law)
        } else {
            Err(self.errors.into_sorted())
        }
    }
}

/// Reading.
impl Law {
    /// Brings the rows of one table in: heads are checked here, the rest by the table.
    pub(super) fn read_rows<T: LawRow>(
        &mut self,
        reading: &mut Reading<'_>,
        raws: Vec<T::Raw>,
        table: fn(&mut Tables) -> &mut Vec<T>,
    ) {
        for mut raw in raws {
            let head = raw.take_head();
            if let Some(row) = self.head::<T::Raw>(reading, head) {
                let row = T::read(raw, row, reading);
                self.put(table, row);
            }
        }
    }

    /// Brings the entries of one list in. One of a later file takes the place of the one with its name;
    /// a new one comes last.
    pub(super) fn read_list<T: LawList>(
        &mut self,
        reading: &mut Reading<'_>,
        raws: Vec<T::Raw>,
        list: fn(&mut Tables) -> &mut Vec<T>,
    ) {
        for raw in raws {
            let Some(new) = T::read(raw, reading) else {
                continue;
            };
            let list = list(&mut self.tables);
            match list.iter_mut().find(|held| held.name() == new.name()) {
                Some(held) => *held = new,
                None => list.push(new),
            }
        }
    }

    /// Reads the head of a row.
    fn head<R: RawRow>(&self, reading: &mut Reading<'_>, head: RawHead) -> Option<Row> {
        if !reading.is_new("row", &head.id) {
            return None;
        }
        let span = reading.span(&head.id);
        let id = head.id.value;
        if let Some(other) = self.row(&id).filter(|held| held.table != R::TABLE) {
            let message = format!("`{id}` is a row of the table `{}` already", other.table);
            reading.errors.push(
                InputError::new(Kind::DuplicateId, span, message)
                    .related(Some(other.span), "that one"),
            );
            return None;
        }
        let before = reading.errors.len();
        if head.regimes.is_empty() {
            reading.errors.push(InputError::new(
                Kind::Empty,
                span,
                format!("`{id}` has no regime"),
            ));
        }
        let national = head.national.map(|code| reading.country(&code));
        let from = reading.day(head.from.as_ref());
        let until = reading.day(head.until.as_ref());
        let existing_until = reading.day(head.existing_until.as_ref());
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
                reading
                    .errors
                    .push(InputError::new(Kind::Date, reading.span(written), message));
            }
        }
        let references = reading.references(&head.reference);
        let read = reading.read_on(head.read.as_ref(), !references.is_empty());
        (reading.errors.len() == before).then_some(Row {
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
            references,
            read,
            source: head.source,
            under_appeal: head.under_appeal,
            note: head.note,
            span,
            line: reading.line(span),
        })
    }

    /// Replaces the row with the same id, which is of the same table, or adds the row at the end.
    fn put<T: HasRow>(&mut self, table: fn(&mut Tables) -> &mut Vec<T>, new: T) {
        let (id, name) = (new.row().id.clone(), new.row().table);
        let known = self.ids.get(&id).filter(|(held, _)| *held == name);
        let known = known.map(|(_, at)| *at);
        let rows = table(&mut self.tables);
        match known.and_then(|at| rows.get_mut(at)) {
            Some(held) => *held = new,
            None => {
                rows.push(new);
                let last = rows.len() - 1;
                self.ids.insert(id, (name, last));
            }
        }
    }
}
