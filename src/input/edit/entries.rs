//! Edits of a list: an entry is appended or removed.

use super::splice::{Splice, applied};
use super::{closing, document_end, entry_with_id, last_line, line_start, tree};
use crate::input::{Node, NodeKind};

/// The list that a map may have as one of its keys: the statements of a notice that is written in the estate's file.
const NESTED: (&str, &str) = ("statements", "notice");

/// The list of a document; `Err` where it belongs in a map of the document that does not have it.
fn list_of<'n>(root: &'n Node, list: &str) -> Result<Option<&'n Node>, ()> {
    if let Some(own) = root.get(list) {
        return Ok(Some(own));
    }
    let (nested, within) = NESTED;
    let map = root.get(within).filter(|_| nested == list);
    match map.filter(|it| matches!(it.kind, NodeKind::Map(_))) {
        Some(map) => map.get(list).map(Some).ok_or(()),
        None => Ok(None),
    }
}

/// A text with an entry at the end of a list, which is added where there is none. Of a notice that is a map of the
/// text, the statements are those within it.
pub fn entry_appended(text: &str, list: &str, entry: &[(&str, String)]) -> Option<String> {
    let root = tree(text)?;
    applied(text, vec![appended(text, &root, list, entry)?])
}

/// The same as an edit of the text whose tree is `root`.
pub(super) fn appended(
    text: &str,
    root: &Node,
    list: &str,
    entry: &[(&str, String)],
) -> Option<Splice> {
    let block = |indent: usize| {
        let mut out = String::new();
        for (at, (key, value)) in entry.iter().enumerate() {
            let dash = if at == 0 { "- " } else { "  " };
            out.push_str(&format!("{}{dash}{key}: {value}\n", " ".repeat(indent)));
        }
        out
    };
    let Some(node) = list_of(root, list).ok()? else {
        let end = document_end(text);
        let is_line = end == 0 || text.get(..end)?.ends_with('\n');
        let feed = if is_line { "" } else { "\n" };
        let with = format!("{feed}\n{list}:\n{}", block(2));
        return Some(Splice::new(end..end, with));
    };
    let last = node.items().last();
    let begins = node.span.start as usize;
    if let Some(end) = closing(text, node.span, '[') {
        let parts: Vec<String> = entry
            .iter()
            .map(|(key, value)| format!("{key}: {value}"))
            .collect();
        let comma = if last.is_some() { ", " } else { "" };
        let with = format!("{comma}{{{}}}", parts.join(", "));
        let added = Splice::new(text.get(..end)?.trim_end().len()..end, with);
        // The first entry of a list has no comma before it, those behind it have.
        return Some(match last {
            Some(_) => added.at_end_of(begins),
            None => added,
        });
    }
    let item = node.items().first()?;
    matches!(item.kind, NodeKind::Map(_)).then_some(())?;
    let at = item.span.start as usize;
    let line = line_start(text, at)?;
    let indent = text.get(line..at)?.find('-')?;
    let end = last_line(text, last?.span.end as usize)?;
    Some(if text.get(..end)?.ends_with('\n') {
        Splice::new(end..end, block(indent)).at_end_of(begins)
    } else {
        Splice::new(end..end, format!("\n{}", block(indent)))
    })
}

/// A text without an entry of a list that has lines of its own. The last entry stays: a list is not made empty.
pub fn entry_removed(text: &str, list: &str, id: &str) -> Option<String> {
    let root = tree(text)?;
    applied(text, vec![without(text, &root, list, id)?])
}

/// The same as an edit of the text whose tree is `root`.
pub(super) fn without(text: &str, root: &Node, list: &str, id: &str) -> Option<Splice> {
    let others = list_of(root, list).ok()??.items().len();
    let entry = entry_with_id(root, list, id).filter(|_| others > 1)?;
    let begins = entry.span.start as usize;
    let line = line_start(text, begins)?;
    let is_block = text.get(line..begins)?.trim() == "-" && !text.get(begins..)?.starts_with('{');
    is_block.then_some(())?;
    let end = last_line(text, entry.span.end as usize)?;
    Some(Splice::new(line..end, ""))
}

/// A text with a word at the end of a list of words, which is added where there is none.
pub fn item_appended(text: &str, list: &str, item: &str) -> Option<String> {
    let root = tree(text)?;
    let Some(node) = root.get(list) else {
        let (before, after) = text.split_at_checked(document_end(text))?;
        let feed = if before.ends_with('\n') { "" } else { "\n" };
        return Some(format!("{before}{feed}{list}: [{item}]\n{after}"));
    };
    let is_it = |node: &Node| matches!(&node.kind, NodeKind::String(word) if word == item);
    if node.items().iter().any(is_it) {
        return Some(text.to_owned());
    }
    let end = closing(text, node.span, '[')?;
    let comma = if node.items().is_empty() { "" } else { ", " };
    Some(format!(
        "{}{comma}{item}{}",
        text.get(..end)?.trim_end(),
        text.get(end..)?
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_added_at_the_end_of_its_list() {
        let entry = [("id", "c".to_owned()), ("country", "GB".to_owned())];
        for (text, wanted) in [
            (
                "parties:\n  - id: a\n    country: IE   # why\n\n# flows\nflows: []\n",
                "parties:\n  - id: a\n    country: IE   # why\n  - id: c\n    country: GB\n\n# flows\nflows: []\n",
            ),
            (
                "parties:\n- {id: a, country: IE}",
                "parties:\n- {id: a, country: IE}\n- id: c\n  country: GB\n",
            ),
            (
                "parties: [{id: a}]\nx: y\n",
                "parties: [{id: a}, {id: c, country: GB}]\nx: y\n",
            ),
            ("parties: []\n", "parties: [{id: c, country: GB}]\n"),
            ("x: y", "x: y\n\nparties:\n  - id: c\n    country: GB\n"),
            // In front of the mark of the end, with what is behind it.
            (
                "---\nx: y\n... # the end\n\n# that was all\n",
                "---\nx: y\n\nparties:\n  - id: c\n    country: GB\n... # the end\n\n# that was all\n",
            ),
            (
                "parties:\n  - id: a\n...\n",
                "parties:\n  - id: a\n  - id: c\n    country: GB\n...\n",
            ),
        ] {
            assert_eq!(
                entry_appended(text, "parties", &entry).as_deref(),
                Some(wanted)
            );
        }
    }

    #[test]
    fn an_entry_with_lines_of_its_own_is_removed() {
        let text = "statements:\n  - id: a # why\n    quote: x\n  # the next\n  - {id: b}\nflows: [{id: c}]\n";
        let without = |list: &str, id: &str| entry_removed(text, list, id);
        assert_eq!(
            without("statements", "a").as_deref(),
            Some("statements:\n  # the next\n  - {id: b}\nflows: [{id: c}]\n")
        );
        // One in flow style has none of its own.
        assert_eq!(without("statements", "b"), None);
        assert_eq!(without("flows", "c"), None);
        assert_eq!(without("statements", "d"), None);
    }

    #[test]
    fn a_statement_is_added_within_the_notice_of_a_document() {
        let entry = [("id", "b".to_owned())];
        let with = |text: &str| entry_appended(text, "statements", &entry);
        assert_eq!(
            with("notice:\n  source: n.md\n  statements:\n    - id: a # why\nflows: []\n")
                .as_deref(),
            Some(
                "notice:\n  source: n.md\n  statements:\n    - id: a # why\n    - id: b\nflows: []\n"
            )
        );
        assert_eq!(
            with("notice: {source: n.md, statements: [{id: a}]}\n").as_deref(),
            Some("notice: {source: n.md, statements: [{id: a}, {id: b}]}\n")
        );
        assert_eq!(with("notice: {source: n.md}\n"), None);
        assert_eq!(
            with("notice: n.yaml\n").as_deref(),
            Some("notice: n.yaml\n\nstatements:\n  - id: b\n")
        );
    }

    #[test]
    fn a_word_is_added_at_the_end_of_its_list_once() {
        let with = |text: &str| item_appended(text, "withdraws", "c");
        assert_eq!(
            with("name: a\n").as_deref(),
            Some("name: a\nwithdraws: [c]\n")
        );
        assert_eq!(
            with("withdraws: [a, b] # why\n").as_deref(),
            Some("withdraws: [a, b, c] # why\n")
        );
        assert_eq!(
            with("withdraws: [c]\n").as_deref(),
            Some("withdraws: [c]\n")
        );
        assert_eq!(with("withdraws:\n  - a\n"), None);
        assert_eq!(
            with("name: a\n...\n").as_deref(),
            Some("name: a\nwithdraws: [c]\n...\n")
        );
    }
}
