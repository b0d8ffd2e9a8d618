//! Keys that stand twice.

use crate::input::{InputError, InputErrorKind, Node, NodeKind, Span};

/// Refuses a document in which a key stands twice in a map: readers do not agree which of the two counts.
pub(super) fn unique(node: &Node) -> Result<(), InputError> {
    let mut nodes = vec![node];
    while let Some(node) = nodes.pop() {
        match &node.kind {
            NodeKind::Seq(items) => nodes.extend(items),
            NodeKind::Map(entries) => {
                let mut keys: Vec<(&str, Span)> = entries
                    .iter()
                    .map(|(key, _)| (key.name.as_str(), key.span))
                    .collect();
                keys.sort_unstable_by_key(|(name, span)| (*name, span.start));
                let pairs = keys.iter().zip(keys.iter().skip(1));
                let mut twice = pairs.filter(|(first, second)| first.0 == second.0);
                if let Some((_, (_, second))) = twice.next() {
                    let message = "duplicate key in one map";
                    let help =
                        "readers differ in which of the two they use: print the document again";
                    let error = InputError::new(InputErrorKind::DuplicateKey, *second, message);
                    return Err(error.help(help));
                }
                nodes.extend(entries.iter().map(|(_, value)| value));
            }
            _ => {}
        }
    }
    Ok(())
}
