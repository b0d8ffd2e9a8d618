//! Answers as edits of a YAML text: everything else stays, comments and order too.

use crate::input::{Diagnostics, FileId, Node, NodeKind, Span, read_yaml};

/// The text with a guess confirmed, or replaced by a value: the line from `span`, without the comments above it that
/// mark it as a guess.
pub fn guess(text: &str, span: Span, value: Option<&str>) -> Option<String> {
    let (start, end) = (span.start as usize, span.end as usize);
    let (before, line, after) = (text.get(..start)?, text.get(start..end)?, text.get(end..)?);
    let mut kept: Vec<&str> = before.split_inclusive('\n').collect();
    while kept
        .last()
        .is_some_and(|it| it.trim_start().starts_with("# look: "))
    {
        kept.pop();
    }
    let line = match value {
        None => line.to_owned(),
        Some(value) => {
            let (key, _) = line.split_once(':')?;
            format!("{key}: {value}\n")
        }
    };
    Some(format!("{}{line}{after}", kept.concat()))
}

/// The text with a key added to the entry that `place` is in; `None` where there is no such entry, or it has the key.
pub fn added(text: &str, place: Span, key: &str, value: &str) -> Option<String> {
    let root = read_yaml(FileId(0), text, &mut Diagnostics::new())?;
    let entry = entry(&root, place)?;
    let NodeKind::Map(keys) = &entry.kind else {
        return None;
    };
    let (first, _) = keys.first()?;
    if keys.iter().any(|(it, _)| it.name == key) {
        return None;
    }
    if let Some(end) = closing(text, entry.span, '{') {
        let (before, after) = (text.get(..end)?.trim_end(), text.get(end..)?);
        let comma = if before.ends_with(',') { "" } else { "," };
        return Some(format!("{before}{comma} {key}: {value}{after}"));
    }
    let at = first.span.start as usize;
    let line = text.get(..at)?.rfind('\n').map_or(0, |it| it + 1);
    let indent = " ".repeat(at - line);
    let next = text
        .get(at..)?
        .find('\n')
        .map_or(text.len(), |it| at + it + 1);
    let (before, after) = (text.get(..next)?, text.get(next..)?);
    let feed = if before.ends_with('\n') { "" } else { "\n" };
    Some(format!("{before}{feed}{indent}{key}: {value}\n{after}"))
}

/// The place of the bracket that closes a map or a list on one line; `None` where it has none. Only the start of its span
/// counts, which is the bracket or the first word behind it.
pub(super) fn closing(text: &str, span: Span, open: char) -> Option<usize> {
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

/// The innermost entry of a list that a place is in and that has an id.
fn entry(node: &Node, place: Span) -> Option<&Node> {
    let holds = |node: &Node| node.span.start <= place.start && place.end <= node.span.end;
    let (inner, is_entry) = match &node.kind {
        NodeKind::Map(keys) => {
            let inner = keys.iter().find_map(|(_, value)| entry(value, place));
            (inner, node.get("id").is_some() && holds(node))
        }
        NodeKind::Seq(items) => (items.iter().find_map(|item| entry(item, place)), false),
        _ => (None, false),
    };
    inner.or_else(|| is_entry.then_some(node))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str =
        "# head\nflows:\n  # why\n  - id: a   # one\n    to: b\n  - {id: c, to: d}\n";

    fn place(words: &str) -> Span {
        let at = TEXT.find(words).unwrap() as u32;
        Span::new(FileId(0), at, at + words.len() as u32)
    }

    #[test]
    fn a_key_is_added_to_its_entry_and_nothing_else_moves() {
        assert_eq!(
            added(TEXT, place("to: b"), "basis", "contract").unwrap(),
            "# head\nflows:\n  # why\n  - id: a   # one\n    basis: contract\n    to: b\n  - {id: c, to: d}\n"
        );
        assert_eq!(
            added(TEXT, place("to: d"), "basis", "contract").unwrap(),
            "# head\nflows:\n  # why\n  - id: a   # one\n    to: b\n  - {id: c, to: d, basis: contract}\n"
        );
        assert_eq!(
            added(
                "f: [{id: 'a}', n: [b, don't], o: [c]} ]\n",
                Span::new(FileId(0), 10, 11),
                "p",
                "q"
            )
            .unwrap(),
            "f: [{id: 'a}', n: [b, don't], o: [c], p: q} ]\n"
        );
        assert_eq!(added(TEXT, place("to: b"), "to", "x"), None);
        assert_eq!(added(TEXT, place("head"), "to", "x"), None);
    }

    #[test]
    fn a_guess_is_confirmed_or_replaced() {
        let text = "a:\n  # certain: x\n  # look: y\n  - id: b\n  # look: z\n    c: d\ne: f\n";
        let at = text.find("    c: d").unwrap() as u32;
        let span = Span::new(FileId(0), at, at + 9);
        assert_eq!(
            guess(text, span, None).unwrap(),
            "a:\n  # certain: x\n  # look: y\n  - id: b\n    c: d\ne: f\n"
        );
        assert_eq!(
            guess(text, span, Some("[g, h]")).unwrap(),
            "a:\n  # certain: x\n  # look: y\n  - id: b\n    c: [g, h]\ne: f\n"
        );
    }
}
