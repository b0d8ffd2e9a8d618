//! Keys that occur twice.

use crate::input::{InputError, InputErrorKind, Key, Node, NodeKind, Span};

/// Refuses a document in which a key occurs twice in a map: readers do not agree which of the two counts.
pub(super) fn unique(node: &Node) -> Result<(), InputError> {
    let mut nodes = vec![node];
    while let Some(node) = nodes.pop() {
        match &node.kind {
            NodeKind::Seq(items) => nodes.extend(items),
            NodeKind::Map(entries) => {
                unique_keys(entries)?;
                nodes.extend(entries.iter().map(|(_, value)| value));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Refuses a map in which a key occurs twice.
pub(super) fn unique_keys(entries: &[(Key, Node)]) -> Result<(), InputError> {
    let mut keys: Vec<(&str, Span)> = entries
        .iter()
        .map(|(key, _)| (key.name.as_str(), key.span))
        .collect();
    keys.sort_unstable_by_key(|(name, span)| (*name, span.start));
    let pairs = keys.iter().zip(keys.iter().skip(1));
    let mut twice = pairs.filter(|(first, second)| first.0 == second.0);
    match twice.next() {
        Some((_, (_, second))) => {
            let message = "duplicate key in one map";
            let help = "readers differ in which of the two they use: print the document again";
            Err(InputError::new(InputErrorKind::DuplicateKey, *second, message).help(help))
        }
        None => Ok(()),
    }
}
