//! What of a word may be shown, and where it is written.

use crate::import::path::Hit;
use crate::input::{Node, NodeKind, Span};

/// A word for a place is no longer than this; anything longer is not shown.
const LONGEST_WORD: usize = 48;

/// The region in an ARN: `arn:partition:service:region:account:resource`.
pub(super) fn arn_region(text: &str) -> Option<&str> {
    let mut parts = text.split(':');
    (parts.next() == Some("arn"))
        .then(|| parts.nth(2))
        .flatten()
        .filter(|region| !region.is_empty())
}

/// Only the region of an ARN may be shown: the rest holds the account.
pub(super) fn region_span(hit: &Hit<'_>, region: &str) -> Span {
    let node: &Node = hit.node;
    let NodeKind::String(text) = &node.kind else {
        return node.span;
    };
    // Escapes would shift it; then the place of the value is enough. In YAML there may be no quotes.
    let quotes = (node.span.end - node.span.start).checked_sub(text.len() as u32);
    let lead = match quotes {
        Some(0) => Some(0),
        Some(2) => Some(1),
        _ => None,
    };
    match text.find(region).zip(lead) {
        Some((at, lead)) => {
            let start = node.span.start + lead + at as u32;
            Span::new(node.span.file, start, start + region.len() as u32)
        }
        None => Span::new(node.span.file, node.span.start, node.span.start),
    }
}

/// A word in place of the name of a place, if it can be shown.
pub(super) fn shown(word: &str, hidden: bool) -> Option<String> {
    let is_wordlike = word.chars().count() <= LONGEST_WORD
        && word
            .chars()
            .all(|ch| ch.is_alphanumeric() || " -_./()".contains(ch));
    (is_wordlike && !hidden).then(|| word.to_owned())
}
