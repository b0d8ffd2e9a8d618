//! The JSON document in a text, which may be wrapped in the log of the job that wrote it.

use serde_json::value::RawValue;

use super::importer::{ImportError, Reads};
use crate::input::{
    Diagnostics, FileId, InputError, InputErrorKind, Node, Span, limits, read_json,
    read_json_within,
};

/// A log is read as often as this, at most, to find where its document begins.
const MOST_READ: usize = 16;

/// The JSON document of a file.
#[derive(Debug)]
pub(in crate::import) struct Extracted {
    pub node: Node,
    /// There is other text around it, which was not read.
    pub is_wrapped: bool,
}

/// Why a text holds no document.
#[derive(Debug)]
pub(in crate::import) enum NoJson {
    /// It is empty.
    Empty,
    /// It is not JSON, and no line of it begins a document; where it begins.
    NoDocument(Span),
    /// It ends to be JSON, or the caller refused what was found.
    Wrong(InputError),
}

impl NoJson {
    /// The error for a file in which one of the expected documents was to be.
    pub fn with(self, file: FileId, expected: Vec<Reads>) -> ImportError {
        match self {
            Self::Empty => ImportError::Empty(file, expected),
            Self::NoDocument(span) => ImportError::NoDocument(span, expected),
            Self::Wrong(error) => ImportError::Wrong(error),
        }
    }
}

/// Finds the JSON in a text: the whole of it, or the first line of a log that begins a document.
/// `is_wanted` says of a document with other text around it whether it is one, and may refuse it.
///
/// # Errors
/// Why there is none, with the place at which it ends to be JSON.
pub(in crate::import) fn extract(
    file: FileId,
    text: &str,
    is_wanted: &dyn Fn(&Node) -> Result<bool, InputError>,
) -> Result<Extracted, NoJson> {
    let begin = text.len() - text.trim_start().len();
    if text.trim().is_empty() {
        return Err(NoJson::Empty);
    }
    // `[command]` at the head of a log is no list.
    let whole = first_value(text, begin).filter(|_| text.trim_start().starts_with(['{', '[']));
    if whole.is_some() || text.trim_start().starts_with('{') {
        let end = whole.ok_or_else(|| NoJson::Wrong(broken(file, text, begin)))?;
        let node = read(file, text, begin, end).map_err(NoJson::Wrong)?;
        let is_wrapped = !text.get(end..).unwrap_or("").trim().is_empty();
        if is_wrapped {
            is_wanted(&node).map_err(NoJson::Wrong)?;
        }
        return Ok(Extracted { node, is_wrapped });
    }
    // A log: the first line that begins a document is the one; what repeats it is not read. Lines that
    // begin one and never end it are read to the end of the file each, so not many of them are.
    let mut at = 0;
    let mut spent = 0;
    let mut cut_off = None;
    for line in text.split_inclusive('\n') {
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        if !line.trim_start().starts_with('{') {
            continue;
        }
        let Some(end) = first_value(text, start) else {
            cut_off = cut_off.or(Some(start));
            spent += text.len() - start;
            if spent > text.len().saturating_mul(MOST_READ) {
                break;
            }
            continue;
        };
        let node = read(file, text, start, end).map_err(NoJson::Wrong)?;
        if is_wanted(&node).map_err(NoJson::Wrong)? {
            return Ok(Extracted {
                node,
                is_wrapped: true,
            });
        }
    }
    Err(match cut_off {
        Some(start) => NoJson::Wrong(broken(file, text, start)),
        None => NoJson::NoDocument(Span::new(file, begin as u32, begin as u32)),
    })
}

/// The end of the JSON value that begins at a byte.
fn first_value(text: &str, begin: usize) -> Option<usize> {
    let rest = text.get(begin..)?;
    let mut values = serde_json::Deserializer::from_str(rest).into_iter::<&RawValue>();
    values.next()?.ok()?;
    Some(begin + values.byte_offset())
}

fn read(file: FileId, text: &str, begin: usize, end: usize) -> Result<Node, InputError> {
    let mut errors = Diagnostics::new();
    let part = text.get(begin..end).unwrap_or("");
    let most = limits::MAX_NODES.max(part.len() / limits::LEAST_BYTES_PER_NODE);
    read_json_within(file, part, begin as u32, most, &mut errors).ok_or_else(|| first(file, errors))
}

fn broken(file: FileId, text: &str, begin: usize) -> InputError {
    let mut errors = Diagnostics::new();
    let rest = text.get(begin..).unwrap_or("");
    let _ = read_json(file, rest, begin as u32, &mut errors);
    first(file, errors)
}

fn first(file: FileId, errors: Diagnostics) -> InputError {
    errors.into_sorted().into_iter().next().unwrap_or_else(|| {
        InputError::new(
            InputErrorKind::Syntax,
            Span::new(file, 0, 0),
            "this is not JSON",
        )
    })
}
