//! Errors of the input: typed, with their places, and gathered so that all are reported together.

use std::collections::BTreeMap;

use super::limits;
use super::span::{FileId, Span};

/// The kinds of input error. The kind is stable; the words of a message are not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum InputErrorKind {
    /// A file cannot be read, or may not be (outside the estate, a device, a pipe).
    File,
    /// Bytes that are not UTF-8.
    Encoding,
    /// The text is not YAML, JSON or NDJSON.
    Syntax,
    /// A limit of [`limits`](super::limits) is passed.
    Limit,
    /// A key that the format does not have.
    UnknownKey,
    /// A required key is missing.
    MissingKey,
    /// A key written twice.
    DuplicateKey,
    /// A value of another type than the key takes.
    WrongType,
    /// A value that the key does not take.
    BadValue,
    /// A date that does not exist, or a period that ends before it begins.
    Date,
    /// An empty list or text where a value is required.
    Empty,
    /// An id given twice.
    DuplicateId,
    /// A reference to something that is not in the estate.
    UnknownReference,
    /// A term that neither the vocabulary nor the estate has.
    UnknownTerm,
    /// A policy that does not parse or does not hold to the schema.
    Policy,
}

/// One thing wrong with the input.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct InputError {
    /// What kind of error.
    pub kind: InputErrorKind,
    /// What is wrong: lower case, no full stop, the user's words in backticks.
    pub message: String,
    /// Where; `None` only when no file could be read at all.
    pub span: Option<Span>,
    /// What to write instead, where we know.
    pub help: Option<String>,
    /// A second place that the message speaks of (the first of two ids, say) and its label.
    pub related: Option<(Span, String)>,
    /// How many further errors it represents, which were not gathered.
    pub more: usize,
}

impl InputError {
    /// An error with a message, at a place.
    pub fn new(
        kind: InputErrorKind,
        span: impl Into<Option<Span>>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            kind,
            message: message.into(),
            span: span.into(),
            help: None,
            related: None,
            more: 0,
        }
    }

    /// Adds what to write instead.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds help of the form "did you mean `x`?", if there is a candidate.
    pub fn did_you_mean(self, candidate: Option<&str>) -> Self {
        match candidate {
            Some(name) => self.help(format!("did you mean `{name}`?")),
            None => self,
        }
    }

    /// Adds the second place that the message speaks of.
    pub fn related(mut self, span: Option<Span>, label: impl Into<String>) -> Self {
        self.related = span.map(|span| (span, label.into()));
        self
    }
}

/// A collector of input errors. Of one file it keeps [`MAX_ERRORS_KEPT`](limits::MAX_ERRORS_KEPT) and
/// counts the rest.
#[derive(Debug, Default)]
pub struct Diagnostics {
    errors: Vec<InputError>,
    of_files: BTreeMap<FileId, usize>,
}

impl Diagnostics {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an error.
    pub fn push(&mut self, error: InputError) {
        // One that represents others was counted where they were reported.
        if let Some(span) = error.span.filter(|_| error.more == 0) {
            let count = self.of_files.entry(span.file).or_default();
            *count += 1;
            if *count > limits::MAX_ERRORS_KEPT {
                return;
            }
        }
        self.errors.push(error);
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.errors.is_empty()
    }

    /// How many errors were reported so far.
    pub fn len(&self) -> usize {
        let placed: usize = self.of_files.values().sum();
        placed + self.errors.iter().filter(|it| it.span.is_none()).count()
    }

    /// All errors, by file and place, without repetitions; after those of a file one that represents
    /// what was not kept.
    pub fn into_sorted(mut self) -> Vec<InputError> {
        for (file, count) in &self.of_files {
            if let Some(more) = count.checked_sub(limits::MAX_ERRORS_KEPT + 1) {
                let more = more + 1;
                let at = Span::new(*file, u32::MAX, u32::MAX);
                let error = InputError::new(
                    InputErrorKind::Limit,
                    at,
                    format!("{more} more errors in this file"),
                );
                // It is one error itself.
                self.errors.push(InputError {
                    more: more - 1,
                    ..error
                });
            }
        }
        self.errors
            .sort_by(|a, b| (a.span, a.kind, &a.message).cmp(&(b.span, b.kind, &b.message)));
        self.errors.dedup();
        self.errors
    }
}

impl Extend<InputError> for Diagnostics {
    fn extend<I: IntoIterator<Item = InputError>>(&mut self, errors: I) {
        errors.into_iter().for_each(|error| self.push(error));
    }
}
