//! The input errors of one load, and how many of them are listed.

use std::collections::BTreeMap;

use crate::input::{Diagnostics, FileId, InputError, InputErrorKind, counted, limits};

/// All that is wrong with an estate's files.
#[derive(Debug, Default)]
pub(super) struct Problems {
    found: Diagnostics,
    /// Wrong lines of bulk files beyond those whose errors were written out.
    more_lines: BTreeMap<FileId, usize>,
}

impl Problems {
    pub(super) fn push(&mut self, error: InputError) {
        self.found.push(error);
    }

    pub(super) fn extend(&mut self, errors: impl IntoIterator<Item = InputError>) {
        self.found.extend(errors);
    }

    /// Counts further wrong lines of a file.
    pub(super) fn more_lines(&mut self, file: FileId, count: usize) {
        if count > 0 {
            *self.more_lines.entry(file).or_default() += count;
        }
    }

    /// How many were reported so far.
    pub(super) fn len(&self) -> usize {
        self.found.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Everything by file and place; of one file as many as [`limits::MAX_ERRORS_SHOWN`], then one
    /// that counts the rest.
    pub(super) fn into_list(self) -> Vec<InputError> {
        let mut list = Vec::new();
        let mut held: Option<(FileId, usize, Option<InputError>)> = None;
        let mut more_lines = self.more_lines;
        for error in self.found.into_sorted() {
            let Some(span) = error.span else {
                list.push(error);
                continue;
            };
            match &mut held {
                Some((file, count, first_left_out)) if *file == span.file => {
                    *count += 1 + error.more;
                    if *count > limits::MAX_ERRORS_SHOWN {
                        first_left_out.get_or_insert(error);
                        continue;
                    }
                }
                _ => {
                    list.extend(held.take().and_then(|held| summary(held, &mut more_lines)));
                    held = Some((span.file, 1 + error.more, None));
                }
            }
            list.push(error);
        }
        list.extend(held.and_then(|held| summary(held, &mut more_lines)));
        list
    }
}

/// What replaces the errors of a file that are not listed.
fn summary(
    (file, count, first_left_out): (FileId, usize, Option<InputError>),
    more_lines: &mut BTreeMap<FileId, usize>,
) -> Option<InputError> {
    let errors = count.saturating_sub(limits::MAX_ERRORS_SHOWN);
    let lines = more_lines.remove(&file).unwrap_or(0);
    let span = first_left_out.and_then(|error| error.span);
    let message = match (errors, lines) {
        (0, 0) => return None,
        (errors, 0) => format!("{} in this file", counted(errors, "more error")),
        (0, lines) => format!("{} of this file have errors", counted(lines, "more line")),
        (errors, lines) => format!(
            "{} in this file, and {} with errors",
            counted(errors, "more error"),
            counted(lines, "more line")
        ),
    };
    let span = span.unwrap_or(crate::input::Span::new(file, u32::MAX, u32::MAX));
    Some(InputError {
        more: errors + lines - 1,
        ..InputError::new(InputErrorKind::Limit, span, message)
    })
}
