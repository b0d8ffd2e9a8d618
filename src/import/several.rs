//! The documents of a file: JSON, several of it behind each other, or YAML.

use serde_json::value::RawValue;

use super::begin::{Begin, Shape};
use super::importer::{ImportError, Reads};
use super::source::ImportSource;
use super::unique::unique;
use crate::input::{
    Diagnostics, InputError, InputErrorKind, Node, Span, limits, read_json, read_json_within,
    read_yaml_documents,
};

/// The documents of a file, in their order; never none.
///
/// # Errors
/// Where it ends to be JSON or YAML, or a key that occurs twice in one map. Nothing of its values is in the
/// words.
pub(super) fn documents(source: &ImportSource<'_>, reads: Reads) -> Result<Vec<Node>, ImportError> {
    let text = match &source.text {
        Ok(text) => text,
        Err(what) => return Err(ImportError::NotText(source.file, *what)),
    };
    documents_of(source, text, reads)
}

/// The same of another text of the file, in which everything has the same place.
///
/// # Errors
/// As [`documents`].
pub(super) fn documents_of(
    source: &ImportSource<'_>,
    text: &str,
    reads: Reads,
) -> Result<Vec<Node>, ImportError> {
    let found = match Begin::of(text).shape {
        Shape::Object | Shape::List => json(source, text)?,
        Shape::Other => yaml(source, text)?,
    };
    if found.is_empty() {
        return Err(ImportError::Empty(source.file, vec![reads]));
    }
    for node in &found {
        unique(node)?;
    }
    Ok(found)
}

fn json(source: &ImportSource<'_>, text: &str) -> Result<Vec<Node>, InputError> {
    let mut found = Vec::new();
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<&RawValue>();
    let mut at = 0;
    let mut errors = Diagnostics::new();
    while let Some(value) = values.next() {
        let node = match value {
            Ok(raw) => {
                let raw = raw.get();
                let most = limits::MAX_NODES.max(raw.len() / limits::LEAST_BYTES_PER_NODE);
                let start = (raw.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
                read_json_within(source.file, raw, start as u32, most, &mut errors)
            }
            Err(_) => {
                let rest = text.get(at..).unwrap_or("");
                read_json(source.file, rest, at as u32, &mut errors)
            }
        };
        match node {
            Some(node) => found.push(node),
            None => return Err(first(source, errors, "this is not JSON")),
        }
        at = values.byte_offset();
    }
    Ok(found)
}

fn yaml(source: &ImportSource<'_>, text: &str) -> Result<Vec<Node>, InputError> {
    if text.len() as u64 > limits::MAX_FILE_BYTES {
        let start = Span::new(source.file, 0, 0);
        let message = format!("a file of YAML may have {} bytes", limits::MAX_FILE_BYTES);
        return Err(InputError::new(InputErrorKind::Limit, start, message)
            .help("write it as JSON, or split it"));
    }
    let mut errors = Diagnostics::new();
    match read_yaml_documents(source.file, text, &mut errors) {
        Some(found) if errors.is_empty() => Ok(found),
        // The words of the reader may repeat what is there.
        _ => {
            let error = first(source, errors, "this is not YAML");
            Err(match error.kind {
                InputErrorKind::Limit => error,
                kind => {
                    let span = error
                        .span
                        .map(|span| Span::new(span.file, span.start, span.start));
                    InputError::new(kind, span, "this is not YAML")
                        .help("write the file again with the tool that made it, and pass it whole")
                }
            })
        }
    }
}

fn first(source: &ImportSource<'_>, errors: Diagnostics, otherwise: &str) -> InputError {
    errors.into_sorted().into_iter().next().unwrap_or_else(|| {
        InputError::new(
            InputErrorKind::Syntax,
            Span::new(source.file, 0, 0),
            otherwise,
        )
    })
}
