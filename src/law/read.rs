//! From the text of a file of law to its tables, with the reader's errors in our words.

use serde_saphyr::{Error, Location};

use super::tables::LawFile;
use crate::input::{FileId, InputError, InputErrorKind, Span, nearest};

/// Reads the text of one file. The reader stops at the first thing that is out of shape; what is
/// in shape but wrong is for the loader, which says everything at once.
pub(super) fn read(file: FileId, text: &str) -> Result<LawFile, InputError> {
    // A file of nothing but comments is no document to the reader, and an empty table to us.
    let blank = |line: &str| {
        let line = line.trim();
        line.is_empty() || line.starts_with('#') || line == "---"
    };
    if text.lines().all(blank) {
        return Ok(LawFile::default());
    }
    serde_saphyr::from_str(text).map_err(|error| {
        let span = error
            .without_snippet()
            .location()
            .map(|at| place(file, text, &at))
            .unwrap_or_else(|| Span::new(file, 0, 0));
        in_our_words(error.without_snippet(), span)
    })
}

/// The span of a place of the reader; a place without bytes counts as the file's start.
pub(super) fn place(file: FileId, text: &str, at: &Location) -> Span {
    let end = text.len() as u64;
    let start = at.span().byte_offset().unwrap_or(0).min(end);
    let length = at.span().byte_len().unwrap_or(0);
    Span::new(
        file,
        start as u32,
        start.saturating_add(length).min(end) as u32,
    )
}

fn in_our_words(error: &Error, span: Span) -> InputError {
    use InputErrorKind as Kind;
    match error {
        Error::SerdeUnknownField {
            field, expected, ..
        } => InputError::new(
            Kind::UnknownKey,
            span,
            format!("`{field}` is no key of a row or table of law"),
        )
        .did_you_mean(nearest(field, expected.iter().copied())),
        Error::SerdeUnknownVariant {
            variant, expected, ..
        } => {
            let known = nearest(variant, expected.iter().copied());
            let error = InputError::new(
                Kind::BadValue,
                span,
                format!("`{variant}` is not one of the words that stand here"),
            );
            match known {
                Some(word) => error.did_you_mean(Some(word)),
                None => error.help(format!("one of `{}`", expected.join("`, `"))),
            }
        }
        Error::SerdeMissingField { field, .. } => {
            InputError::new(Kind::MissingKey, span, format!("`{field}` is missing here"))
        }
        Error::DuplicateMappingKey { key, .. } => InputError::new(
            Kind::DuplicateKey,
            span,
            match key {
                Some(key) => format!("the key `{key}` stands here twice"),
                None => "a key stands here twice".to_owned(),
            },
        ),
        Error::Budget { .. } => {
            InputError::new(Kind::Limit, span, "this file passes a limit of the reader")
        }
        Error::SerdeInvalidType { .. }
        | Error::SerdeInvalidValue { .. }
        | Error::SerdeInvalidLength { .. }
        | Error::InvalidScalar { .. }
        | Error::InvalidBooleanStrict { .. }
        | Error::NullIntoString { .. }
        | Error::Unexpected { .. }
        | Error::ExternallyTaggedEnumExpectedScalarOrMapping { .. }
        | Error::UnexpectedValueForUnitEnumVariant { .. } => InputError::new(
            Kind::WrongType,
            span,
            format!(
                "a value of another type must stand here: {}",
                first_line(error)
            ),
        ),
        _ => InputError::new(
            Kind::Syntax,
            span,
            format!("this is no file of law: {}", first_line(error)),
        ),
    }
}

fn first_line(error: &Error) -> String {
    error
        .to_string()
        .lines()
        .next()
        .unwrap_or_default()
        .to_owned()
}
