//! Edits of a YAML text: everything else stays, comments, order and style too.
//!
//! An edit that cannot be made without touching more is not made: each function gives `None` then. What
//! comes out is to be read again before it is relied on.

mod edits;
mod entries;
mod keys;
mod splice;

pub use edits::Edits;
pub use entries::{entry_appended, entry_removed, item_appended};
pub use keys::{items_removed, key_added, key_set, word_removed};

use super::{Diagnostics, FileId, Node, NodeKind, Span, read_yaml};

/// The end of a line as a text has it: that of its first line.
pub fn line_feed(text: &str) -> &'static str {
    let first = text.find('\n').and_then(|at| text.get(..at));
    if first.is_some_and(|line| line.ends_with('\r')) {
        "\r\n"
    } else {
        "\n"
    }
}

/// The tree of a text, whose places are bytes of it.
pub fn tree(text: &str) -> Option<Node> {
    read_yaml(FileId(0), text, &mut Diagnostics::new())
}

/// The place of the bracket that closes a map or a list in flow style; `None` where it has none. Only the start of its
/// span counts, which is the bracket or the first word behind it.
fn closing(text: &str, span: Span, open: char) -> Option<usize> {
    let start = span.start as usize;
    let opened = if text.get(start..)?.starts_with(open) {
        start
    } else {
        let before = text.get(..start)?.trim_end();
        before.strip_suffix(open)?.len()
    };
    let (mut depth, mut quote, mut last) = (0_usize, None, ' ');
    for (at, c) in text.get(opened..)?.char_indices() {
        match (quote, c) {
            (Some('"'), '"') if last != '\\' => quote = None,
            (Some('\''), '\'') => quote = None,
            (Some(_), _) => {}
            // Within a word it is an apostrophe.
            (None, '"' | '\'') if !last.is_alphanumeric() => quote = Some(c),
            (None, '{' | '[') => depth += 1,
            (None, '}' | ']') => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(opened + at);
                }
            }
            (None, _) => {}
        }
        last = c;
    }
    None
}

/// Where the document of a text ends: in front of the line that marks its end, where it has one.
fn document_end(text: &str) -> usize {
    let is_rest = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    let mut end = text.len();
    for line in text.split_inclusive('\n').rev() {
        end -= line.len();
        match line.strip_prefix("...") {
            Some(more) if is_rest(more) => return end,
            _ if is_rest(line) => {}
            _ => break,
        }
    }
    text.len()
}

/// Where the line of a place begins.
fn line_start(text: &str, at: usize) -> Option<usize> {
    Some(text.get(..at)?.rfind('\n').map_or(0, |it| it + 1))
}

/// Where the line of a place ends, behind its line feed.
fn line_end(text: &str, at: usize) -> Option<usize> {
    Some(
        text.get(at..)?
            .find('\n')
            .map_or(text.len(), |it| at + it + 1),
    )
}

/// Where the line of the last word before a place ends.
fn last_line(text: &str, end: usize) -> Option<usize> {
    line_end(text, text.get(..end)?.trim_end().len())
}

/// The entry of a list with an id, wherever in the document the list is.
fn entry_with_id<'n>(node: &'n Node, list: &str, id: &str) -> Option<&'n Node> {
    let NodeKind::Map(keys) = &node.kind else {
        return None;
    };
    let has_id = |entry: &&Node| {
        let named = entry.get("id").map(|it| &it.kind);
        matches!(named, Some(NodeKind::String(text) | NodeKind::Number(text)) if text == id)
    };
    let own = node.get(list).and_then(|it| it.items().iter().find(has_id));
    own.or_else(|| {
        let mut inner = keys.iter();
        inner.find_map(|(_, value)| entry_with_id(value, list, id))
    })
}

/// The innermost entry of a list that a place is in and that has an id.
fn entry_around(node: &Node, place: Span) -> Option<&Node> {
    let holds = |node: &Node| node.span.start <= place.start && place.end <= node.span.end;
    let (inner, is_entry) = match &node.kind {
        NodeKind::Map(keys) => {
            let inner = keys
                .iter()
                .find_map(|(_, value)| entry_around(value, place));
            (inner, node.get("id").is_some() && holds(node))
        }
        NodeKind::Seq(items) => {
            let inner = items.iter().find_map(|item| entry_around(item, place));
            (inner, false)
        }
        _ => (None, false),
    };
    inner.or_else(|| is_entry.then_some(node))
}
