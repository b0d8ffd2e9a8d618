//! Edits of one entry of a list: a key is added or set, items of a value are removed.

use super::splice::{Splice, applied};
use super::{closing, entry_around, entry_with_id, line_end, line_start, tree};
use crate::input::{Node, NodeKind, Span};

/// The text with a key added to the entry that `place` is in; `None` where there is no such entry, or it has the key.
pub fn key_added(text: &str, place: Span, key: &str, value: &str) -> Option<String> {
    let root = tree(text)?;
    let added = added_to(text, entry_around(&root, place)?, key, value)?;
    applied(text, vec![added])
}

/// The text with a key of an entry of a list set: added where the entry lacks it, else with another value. A value
/// that covers several lines is not replaced. A key `a.b` is `b` of the map `a`.
pub fn key_set(text: &str, of: (&str, &str), key: &str, value: &str) -> Option<String> {
    let root = tree(text)?;
    applied(text, vec![set(text, &root, of, key, value)?])
}

/// The same as an edit of the text whose tree is `root`.
pub(super) fn set(
    text: &str,
    root: &Node,
    (list, id): (&str, &str),
    key: &str,
    value: &str,
) -> Option<Splice> {
    let mut entry = entry_with_id(root, list, id)?;
    let mut key = key;
    // `consent.record` is a key of the map that `consent` is, which is added where there is none.
    if let Some((outer, inner)) = key.split_once('.') {
        let Some(map) = entry.get(outer) else {
            return added_to(text, entry, outer, &format!("{{{inner}: {value}}}"));
        };
        (entry, key) = (map, inner);
    }
    let Some(known) = entry.get(key) else {
        return added_to(text, entry, key, value);
    };
    let (start, end) = value_range(text, known)?;
    if text.get(start..end)?.contains('\n') {
        return None;
    }
    Some(Splice::new(start..end, value))
}

/// The text without some items of a list that is a value of an entry. The last item stays: a list is not made empty.
pub fn items_removed(text: &str, of: (&str, &str), key: &str, items: &[&str]) -> Option<String> {
    let mut text = text.to_owned();
    for item in items {
        let root = tree(&text)?;
        text = applied(&text, vec![removed(&text, &root, of, key, item)?])?;
    }
    Some(text)
}

/// One item removed, as an edit of the text whose tree is `root`.
pub(super) fn removed(
    text: &str,
    root: &Node,
    (list, id): (&str, &str),
    key: &str,
    item: &str,
) -> Option<Splice> {
    let value = entry_with_id(root, list, id)?.get(key)?;
    let whole = value.span.range();
    let all = value.items();
    let is_it = |node: &Node| matches!(&node.kind, NodeKind::String(word) if word == item);
    let at = all.iter().position(is_it)?;
    let (before, here, after) = (
        at.checked_sub(1).and_then(|it| all.get(it)),
        all.get(at)?,
        all.get(at + 1),
    );
    if before.is_none() && after.is_none() {
        return None;
    }
    let (start, end) = value_range(text, here)?;
    let (start, end) = if closing(text, value.span, '[').is_some() {
        match (before, after) {
            (_, Some(after)) => (start, value_range(text, after)?.0),
            (Some(before), None) => (value_range(text, before)?.1, end),
            (None, None) => return None,
        }
    } else {
        let (first, last) = (line_start(text, start)?, line_end(text, end)?);
        let alone = text.get(first..start)?.trim() == "-";
        alone.then_some((first, last))?
    };
    Some(Splice::new(start..end, "").within(whole))
}

/// The bytes of a value that is a scalar or in flow style, its quotes or brackets included.
fn value_range(text: &str, node: &Node) -> Option<(usize, usize)> {
    let (start, end) = (node.span.start as usize, node.span.end as usize);
    let open = match node.kind {
        NodeKind::Map(_) => Some('{'),
        NodeKind::Seq(_) => Some('['),
        _ => None,
    };
    if let Some(open) = open {
        let last = closing(text, node.span, open)?;
        let first = if text.get(start..)?.starts_with(open) {
            start
        } else {
            text.get(..start)?.rfind(open)?
        };
        return Some((first, last + 1));
    }
    let trimmed = text.get(start..end)?.trim_end();
    let end = start + trimmed.len();
    // A span may or may not have the quotes.
    let quoted = |quote: char| {
        !trimmed.starts_with(quote)
            && text.get(..start).is_some_and(|it| it.ends_with(quote))
            && text.get(end..).is_some_and(|it| it.starts_with(quote))
    };
    if quoted('"') || quoted('\'') {
        return Some((start.checked_sub(1)?, end + 1));
    }
    Some((start, end))
}

fn added_to(text: &str, entry: &Node, key: &str, value: &str) -> Option<Splice> {
    let NodeKind::Map(keys) = &entry.kind else {
        return None;
    };
    let (first, _) = keys.first()?;
    if keys.iter().any(|(it, _)| it.name == key) {
        return None;
    }
    let whole = entry.span.range();
    if let Some(end) = closing(text, entry.span, '{') {
        let start = text.get(..end)?.trim_end().len();
        let comma = if text.get(..start)?.ends_with(',') {
            ""
        } else {
            ","
        };
        return Some(Splice::new(start..end, format!("{comma} {key}: {value}")).within(whole));
    }
    let at = first.span.start as usize;
    let indent = " ".repeat(at - line_start(text, at)?);
    let next = line_end(text, at)?;
    let feed = if text.get(..next)?.ends_with('\n') {
        ""
    } else {
        "\n"
    };
    let with = format!("{feed}{indent}{key}: {value}\n");
    Some(Splice::new(next..next, with).within(whole))
}

/// The text without a word in the list of a key at its top; `None` where the list, on one line, has no such word.
pub fn word_removed(text: &str, key: &str, word: &str) -> Option<String> {
    let root = tree(text)?;
    let list = root.get(key)?;
    let (start, end) = match closing(text, list.span, '[') {
        Some(end) => (text.get(..end)?.rfind('[')?, end + 1),
        None => (list.span.start as usize, list.span.end as usize),
    };
    let (before, value, after) = (text.get(..start)?, text.get(start..end)?, text.get(end..)?);
    let words = value
        .trim_matches(['[', ']', ' '])
        .split(',')
        .map(str::trim);
    let kept: Vec<&str> = words.clone().filter(|it| *it != word).collect();
    let is_there = kept.len() < words.count();
    is_there.then(|| format!("{before}[{}]{after}", kept.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::FileId;

    const TEXT: &str =
        "# head\nflows:\n  # why\n  - id: a   # one\n    to: b\n  - {id: c, to: d}\n";

    fn place(words: &str) -> Span {
        let at = TEXT.find(words).unwrap() as u32;
        Span::new(FileId(0), at, at + words.len() as u32)
    }

    #[test]
    fn a_key_is_added_to_its_entry_and_nothing_else_moves() {
        assert_eq!(
            key_added(TEXT, place("to: b"), "basis", "contract").unwrap(),
            "# head\nflows:\n  # why\n  - id: a   # one\n    basis: contract\n    to: b\n  - {id: c, to: d}\n"
        );
        assert_eq!(
            key_added(TEXT, place("to: d"), "basis", "contract").unwrap(),
            "# head\nflows:\n  # why\n  - id: a   # one\n    to: b\n  - {id: c, to: d, basis: contract}\n"
        );
        assert_eq!(
            key_added(
                "f: [{id: 'a}', n: [b, don't], o: [c]} ]\n",
                Span::new(FileId(0), 10, 11),
                "p",
                "q"
            )
            .unwrap(),
            "f: [{id: 'a}', n: [b, don't], o: [c], p: q} ]\n"
        );
        assert_eq!(key_added(TEXT, place("to: b"), "to", "x"), None);
        assert_eq!(key_added(TEXT, place("head"), "to", "x"), None);
    }

    #[test]
    fn a_key_is_set_by_the_id_of_its_entry() {
        let set = |text: &str, id: &str, key: &str| key_set(text, ("flows", id), key, "x");
        assert_eq!(
            set(TEXT, "a", "to").unwrap(),
            TEXT.replace("to: b", "to: x")
        );
        assert_eq!(
            set(TEXT, "c", "to").unwrap(),
            TEXT.replace("to: d", "to: x")
        );
        assert_eq!(
            set(TEXT, "c", "by").unwrap(),
            TEXT.replace("to: d", "to: d, by: x")
        );
        for (text, wanted) in [
            (
                "flows:\n  - id: a\n    to: \"b c\" # y\n",
                "flows:\n  - id: a\n    to: x # y\n",
            ),
            (
                "flows:\n  - id: a\n    to: 'b'\n",
                "flows:\n  - id: a\n    to: x\n",
            ),
            (
                "flows:\n  - id: a\n    to: [b, c] # y\n",
                "flows:\n  - id: a\n    to: x # y\n",
            ),
            (
                "flows:\n  - id: a\n    to: {b: c}\n",
                "flows:\n  - id: a\n    to: x\n",
            ),
            (
                "notice:\n  flows:\n    - id: a\n      to: b\n",
                "notice:\n  flows:\n    - id: a\n      to: x\n",
            ),
        ] {
            assert_eq!(set(text, "a", "to").as_deref(), Some(wanted));
        }
        assert_eq!(
            set("flows:\n  - id: a\n    to:\n      - b\n", "a", "to"),
            None
        );
        assert_eq!(set(TEXT, "b", "to"), None);
        for (text, wanted) in [
            ("flows:\n  - id: a\n", "flows:\n  - id: a\n    o: {k: x}\n"),
            (
                "flows:\n  - id: a\n    o: {l: y}\n",
                "flows:\n  - id: a\n    o: {l: y, k: x}\n",
            ),
            (
                "flows:\n  - id: a\n    o:\n      l: y\n",
                "flows:\n  - id: a\n    o:\n      l: y\n      k: x\n",
            ),
        ] {
            assert_eq!(set(text, "a", "o.k").as_deref(), Some(wanted));
        }
    }

    #[test]
    fn items_leave_their_list_and_the_last_one_stays() {
        let without =
            |text: &str, items: &[&str]| items_removed(text, ("flows", "a"), "data", items);
        let flow = "flows:\n  - id: a\n    data: [n, 'm', o] # why\n    to: b\n";
        for (items, wanted) in [
            (&["n"][..], "[ 'm', o]"),
            (&["m"], "[n, o]"),
            (&["o"], "[n, 'm']"),
            (&["n", "o"], "['m']"),
        ] {
            let wanted = wanted.replace("[ ", "[");
            let text = flow.replace("[n, 'm', o]", &wanted);
            assert_eq!(without(flow, items).as_deref(), Some(&*text), "{items:?}");
        }
        assert_eq!(without(flow, &["n", "m", "o"]), None);
        let block = "flows:\n  - id: a\n    data:\n      - n # x\n      - m\n    to: b\n";
        assert_eq!(
            without(block, &["n"]).as_deref(),
            Some("flows:\n  - id: a\n    data:\n      - m\n    to: b\n")
        );
        assert_eq!(without("flows: [{id: a, data: n}]\n", &["n"]), None);
    }

    #[test]
    fn a_word_is_taken_out_of_a_list() {
        let text = "a: b\nnot-recorded: [c, d] # why\ne: f\n";
        let without = |text: &str, word| word_removed(text, "not-recorded", word);
        let one = without(text, "c").unwrap();
        assert_eq!(one, "a: b\nnot-recorded: [d] # why\ne: f\n");
        let none = without(&one, "d").unwrap();
        assert_eq!(none, "a: b\nnot-recorded: [] # why\ne: f\n");
        assert_eq!(without(text, "x"), None);
        assert_eq!(without("a: b\n", "c"), None);
        let single = without("not-recorded: c\n", "c").unwrap();
        assert_eq!(single, "not-recorded: []\n");
    }
}
