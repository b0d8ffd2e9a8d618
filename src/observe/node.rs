//! What the readers of JSON and YAML have in common.

use super::ObservedSource;
use super::host::host_of;
use crate::input::{
    Diagnostics, InputError, InputErrorKind, Node, NodeKind, Span, limits, offset_of,
    read_json_within, read_yaml,
};

/// The error for a text that is not JSON, or is not shaped as its format is. The words of the reader may repeat
/// what the file holds, so only where it happened is taken from them.
pub(super) fn syntax(
    source: &ObservedSource<'_>,
    error: &serde_json::Error,
    what: &str,
) -> InputError {
    let at = offset_of(source.text, error.line(), error.column());
    let why = match error.classify() {
        serde_json::error::Category::Eof => format!("{what} that breaks off here"),
        serde_json::error::Category::Data => format!("{what} that is not shaped as one here"),
        _ => format!("{what} that is not JSON from here on"),
    };
    InputError::new(
        InputErrorKind::Syntax,
        Span::new(source.file, at, at),
        format!("this is {why}"),
    )
    .help("write the file again with the tool that made it")
}

/// Reads a document of JSON that begins at a byte of the file.
///
/// # Errors
/// That it is none, without its words.
pub(super) fn json(
    source: &ObservedSource<'_>,
    text: &str,
    what: &str,
) -> Result<Node, InputError> {
    let base = source.place(text).start;
    let most = limits::MAX_NODES.max(text.len() / limits::LEAST_BYTES_PER_NODE);
    let mut errors = Diagnostics::new();
    let read = read_json_within(source.file, text, base, most, &mut errors);
    read.ok_or_else(|| without_words(source, errors, what))
}

/// The same for a document of YAML, which is the whole file.
///
/// # Errors
/// That it is none, without its words.
pub(super) fn yaml(source: &ObservedSource<'_>, what: &str) -> Result<Node, InputError> {
    let mut errors = Diagnostics::new();
    let read = read_yaml(source.file, source.text, &mut errors);
    read.ok_or_else(|| without_words(source, errors, what))
}

/// The first error, by its place alone.
fn without_words(source: &ObservedSource<'_>, errors: Diagnostics, what: &str) -> InputError {
    let first = errors.into_sorted().into_iter().next();
    let kind = first.as_ref().map_or(InputErrorKind::Syntax, |it| it.kind);
    let span = first.and_then(|it| it.span);
    let message = match kind {
        InputErrorKind::Limit => format!("this is {what} with more values than can be read"),
        _ => format!("this is {what} that cannot be read from here on"),
    };
    InputError::new(kind, span.unwrap_or(Span::new(source.file, 0, 0)), message)
        .help("write the file again with the tool that made it")
}

/// The text of a value; `None` for anything else.
pub(super) fn text(node: &Node) -> Option<&str> {
    match &node.kind {
        NodeKind::String(text) => Some(text),
        _ => None,
    }
}

/// The number of a value, also where it is written as a text.
pub(super) fn number(node: &Node) -> Option<f64> {
    match &node.kind {
        NodeKind::Number(text) | NodeKind::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// The text of a key of a map.
pub(super) fn text_of<'n>(node: &'n Node, key: &str) -> Option<&'n str> {
    node.get(key).and_then(text)
}

/// The host of an address that is a value, and where the host is in the file.
pub(super) fn host_in(source: &ObservedSource<'_>, node: &Node) -> Option<(String, Span)> {
    let address = text(node)?;
    let (host, range) = host_of(address)?;
    Some((host, part_of(source, node, address.get(range)?)))
}

/// Where a word of a value is in the file; the first byte of the value where it is written in another way.
pub(super) fn part_of(source: &ObservedSource<'_>, node: &Node, word: &str) -> Span {
    let start = node.span.start as usize;
    let written = source.text.get(start..node.span.end as usize).unwrap_or("");
    match written.find(word) {
        Some(at) => {
            let at = start + at;
            Span::new(source.file, at as u32, (at + word.len()) as u32)
        }
        None => Span::new(source.file, start as u32, start as u32),
    }
}
