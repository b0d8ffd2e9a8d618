//! Attributes by path: `location`, `replica[*].region_name`.

use crate::input::{Node, NodeKind, Span};

/// A value that a path leads to.
#[derive(Debug, Clone, Copy)]
pub(in crate::import) struct Hit<'n> {
    pub node: &'n Node,
    /// Where it is written, without its quotes.
    pub span: Span,
}

impl<'n> Hit<'n> {
    /// Its text.
    pub fn text(&self) -> Option<&'n str> {
        text(self.node)
    }
}

/// Where a value is written, a text without its quotes. In YAML it may have none: then it is no longer than
/// what it says.
pub(in crate::import) fn inner(node: &Node) -> Span {
    let Span { file, start, end } = node.span;
    match &node.kind {
        NodeKind::String(text) if (end - start) as usize >= text.len() + 2 => {
            Span::new(file, start + 1, end - 1)
        }
        _ => node.span,
    }
}

/// The text of a node.
pub(in crate::import) fn text(node: &Node) -> Option<&str> {
    match &node.kind {
        NodeKind::String(text) => Some(text),
        _ => None,
    }
}

/// The text of a key's value.
pub(in crate::import) fn text_of<'n>(node: &'n Node, key: &str) -> Option<&'n str> {
    node.get(key).and_then(text)
}

/// The keys and values of a map.
pub(in crate::import) fn entries(node: &Node) -> impl Iterator<Item = (&str, &Node)> {
    let entries = match &node.kind {
        NodeKind::Map(entries) => entries.as_slice(),
        _ => &[],
    };
    entries
        .iter()
        .map(|(key, value)| (key.name.as_str(), value))
}

/// Every value that a path leads to and that is not null, lists taken apart.
pub(in crate::import) fn values<'n>(root: &'n Node, path: &str) -> Vec<Hit<'n>> {
    let mut hits = vec![Hit {
        node: root,
        span: root.span,
    }];
    for step in path.split('.') {
        let name = step.trim_end_matches("[*]");
        hits = hits
            .into_iter()
            .filter_map(|hit| {
                let NodeKind::Map(entries) = &hit.node.kind else {
                    return None;
                };
                let (_, node) = entries.iter().find(|(key, _)| key.name == name)?;
                Some(Hit {
                    node,
                    span: inner(node),
                })
            })
            .flat_map(each)
            .collect();
    }
    hits.retain(|hit| hit.node.kind != NodeKind::Null);
    hits
}

fn each(hit: Hit<'_>) -> Vec<Hit<'_>> {
    match &hit.node.kind {
        NodeKind::Seq(items) => items
            .iter()
            .map(|node| Hit {
                node,
                span: inner(node),
            })
            .collect(),
        _ => vec![hit],
    }
}

/// The nodes one step of a path below others; the step of a list leads to each of its items.
pub(in crate::import) fn below<'n>(nodes: Vec<&'n Node>, step: &str) -> Vec<&'n Node> {
    let name = step.trim_end_matches("[*]");
    nodes
        .into_iter()
        .filter_map(|node| node.get(name))
        .flat_map(|node| match &node.kind {
            NodeKind::Seq(items) => items.iter().collect(),
            _ => vec![node],
        })
        .collect()
}

/// How many items at a path a tree of marks (`after_unknown`) marks; one where something that holds it is
/// marked.
pub(in crate::import) fn marks(root: Option<&Node>, path: &str) -> usize {
    let Some(root) = root else { return 0 };
    let mut nodes = vec![root];
    let mut count = 0;
    for step in path.split('.') {
        let (marked, open): (Vec<&Node>, Vec<&Node>) = nodes
            .into_iter()
            .partition(|node| node.kind == NodeKind::Bool(true));
        count += marked.len();
        nodes = below(open, step);
    }
    let at_end = nodes
        .iter()
        .filter(|node| node.kind == NodeKind::Bool(true));
    count + at_end.count()
}

/// Whether a tree of marks (`after_unknown`, `after_sensitive`) marks a path or something that holds
/// it.
pub(in crate::import) fn is_marked(root: Option<&Node>, path: &str) -> bool {
    let Some(root) = root else { return false };
    let mut nodes = vec![root];
    for step in path.split('.') {
        if nodes.iter().any(|node| node.kind == NodeKind::Bool(true)) {
            return true;
        }
        nodes = below(nodes, step);
    }
    nodes.iter().any(|node| node.kind == NodeKind::Bool(true))
}

/// The marks below a key; marks of the whole hold for all in it.
pub(in crate::import) fn marks_of_key<'n>(marks: &'n Node, key: &str) -> Option<&'n Node> {
    match marks.kind {
        NodeKind::Bool(true) => Some(marks),
        _ => marks.get(key),
    }
}

/// The marks of an item of a list, likewise.
pub(in crate::import) fn marks_of_item(marks: &Node, at: usize) -> Option<&Node> {
    match &marks.kind {
        NodeKind::Bool(true) => Some(marks),
        NodeKind::Seq(items) => items.get(at),
        _ => None,
    }
}

/// Whether the name of an attribute is some words, or ends in them: `primary_location` and `dataLocation` end
/// in `location`, and `allocation` does not.
pub(in crate::import) fn ends_in(name: &str, words: &str) -> bool {
    let squeezed = |text: &str| -> String {
        let letters = text.chars().filter(|ch| !matches!(ch, '_' | '-'));
        letters.flat_map(char::to_lowercase).collect()
    };
    let length = words.chars().filter(|ch| *ch != '_').count();
    if name.len() < length {
        return false;
    }
    let words = squeezed(words);
    let mut before = '_';
    name.char_indices().any(|(at, ch)| {
        let begins = matches!(before, '_' | '-') || (ch.is_uppercase() && !before.is_uppercase());
        before = ch;
        begins && squeezed(name.get(at..).unwrap_or("")) == words
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{Diagnostics, FileId, read_json};

    #[test]
    fn names_end_in_words() {
        for (name, words, expected) in [
            ("location", "location", true),
            ("primary_location", "location", true),
            ("dataLocation", "location", true),
            ("allocation", "location", false),
            ("primaryConnectionString", "connection_string", true),
            ("location_id", "location", false),
            ("", "location", false),
        ] {
            assert_eq!(ends_in(name, words), expected, "{name}");
        }
    }

    #[test]
    fn paths_go_through_lists_and_single_blocks() {
        let text = r#"{"a": [{"b": "x"}, {"b": null}, {"b": ["y", "z"]}], "c": {"b": "w"}}"#;
        let node = read_json(FileId(0), text, 0, &mut Diagnostics::new()).unwrap();
        let found = |path: &str| -> Vec<String> {
            values(&node, path)
                .iter()
                .filter_map(Hit::text)
                .map(str::to_owned)
                .collect()
        };
        assert_eq!(found("a[*].b"), ["x", "y", "z"]);
        assert_eq!(found("c[*].b"), ["w"]);
        assert!(found("d.b").is_empty());
        let marks = r#"{"a": [{}, {"b": true}], "c": true}"#;
        let marks = read_json(FileId(0), marks, 0, &mut Diagnostics::new());
        for (path, expected) in [
            ("a[*].b", true),
            ("a[*].c", false),
            ("c.x.y", true),
            ("d", false),
        ] {
            assert_eq!(is_marked(marks.as_ref(), path), expected, "{path}");
        }
    }
}
