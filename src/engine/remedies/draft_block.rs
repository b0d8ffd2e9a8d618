//! The blocks of a text: paragraphs, items of lists and rows of tables. A sentence goes behind one, so that it comes between
//! no two sentences that belong together.

use std::ops::Range;

/// A block of a text, by its bytes: without the end of its last line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Block {
    pub start: usize,
    pub end: usize,
}

impl Block {
    /// The block that a place is in.
    pub fn around(text: &str, at: usize) -> Self {
        let (mut start, mut end) = (line_start(text, at), line_end(text, at));
        while start > 0 && !begins(text.get(start..).unwrap_or("")) {
            let above = line_start(text, start - 1);
            let line = text.get(above..start).unwrap_or("");
            if line.trim().is_empty() || line.starts_with('#') {
                break;
            }
            start = above;
        }
        // What is below a heading is none of it.
        while !text.get(start..).is_some_and(|it| it.starts_with('#')) && end < text.len() {
            let below = end
                + text
                    .get(end..)
                    .map_or(0, |it| it.find('\n').map_or(0, |at| at + 1));
            let line = text.get(below..line_end(text, below)).unwrap_or("");
            if below == end || line.trim().is_empty() || begins(line) {
                break;
            }
            end = line_end(text, below);
        }
        Self { start, end }
    }

    /// The label or question in bold with which it begins.
    pub fn label(self, text: &str) -> Option<&str> {
        label(text.get(self.start..self.end)?)
    }

    /// The text with words behind the block: an item behind an item, a paragraph behind a table, else a line of their own.
    pub fn with(self, text: &str, words: &str, feed: &str) -> String {
        let block = text.get(self.start..self.end).unwrap_or("");
        let (before, after) = text.split_at_checked(self.end).unwrap_or((text, ""));
        if block.trim_start().starts_with('|') {
            // A row of a table is no place for a sentence.
            let table = after.find(&feed.repeat(2)).unwrap_or(after.len());
            let (rows, rest) = after.split_at_checked(table).unwrap_or((after, ""));
            return format!("{before}{rows}{feed}{feed}{words}{rest}");
        }
        let indent: String = block.chars().take_while(|c| c.is_whitespace()).collect();
        let marker = marker(block.trim_start()).unwrap_or_default();
        format!("{before}{feed}{indent}{marker}{words}{after}")
    }
}

/// Where the line of a place begins.
fn line_start(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or("");
    before.rfind('\n').map_or(0, |it| it + 1)
}

/// Where the line of a place ends, in front of what ends it.
fn line_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    let line = rest.get(..rest.find('\n').unwrap_or(rest.len()));
    let line = line.unwrap_or("");
    at + line.strip_suffix('\r').unwrap_or(line).len()
}

/// Whether a line begins a block, whatever is above it.
fn begins(line: &str) -> bool {
    let line = line.trim_start();
    marker(line).is_some() || line.starts_with(['#', '|']) || label(line).is_some()
}

/// What an item behind the one that a line begins has in front of it.
fn marker(line: &str) -> Option<String> {
    let mut chars = line.chars();
    if let (Some(c @ ('-' | '*' | '+' | '\u{2022}')), Some(' ' | '\t')) =
        (chars.next(), chars.next())
    {
        return Some(format!("{c} "));
    }
    let digits = line.find(|c: char| !c.is_ascii_digit())?;
    let number: u32 = line.get(..digits)?.parse().ok()?;
    let rest = line.get(digits..)?;
    let point = rest.chars().next().filter(|it| matches!(it, '.' | ')'))?;
    let is_item = rest.get(1..)?.starts_with(' ') && number < 1000;
    is_item.then(|| format!("{}{point} ", number + 1))
}

/// The label or question in bold with which a block begins.
pub(super) fn label(block: &str) -> Option<&str> {
    let words = block.strip_prefix("**")?;
    let end = words.find("**")?;
    let line = words.get(..end)?;
    let behind = words.get(end + 2..)?;
    if line.contains('\n') {
        return None;
    }
    if line.ends_with([':', '?']) {
        block.get(..end + 4)
    } else if behind.starts_with([':', '?']) {
        block.get(..end + 5)
    } else {
        None
    }
}

/// Where a sentence ends that some words are, with its full stop; `None` where they are a part of one.
pub(super) fn is_whole(text: &str, at: &Range<usize>) -> Option<usize> {
    let before = text.get(..at.start)?.trim_end_matches(' ');
    let words = text.get(at.clone())?;
    let after = text.get(at.end..)?;
    let begins = before.is_empty()
        || before.ends_with([
            '\n', '.', '?', '!', ':', '*', '_', '-', '+', '\u{2022}', '|', '>',
        ]);
    begins.then_some(())?;
    if words.ends_with(['.', '?', '!']) {
        return Some(at.end);
    }
    match after.chars().next() {
        Some('.' | '?' | '!') => Some(at.end + 1),
        None | Some('\n' | '\r' | '<' | '|') => Some(at.end),
        Some(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with words behind the block that has some others.
    fn behind(text: &str, place: &str) -> String {
        let at = text.find(place).unwrap();
        Block::around(text, at).with(text, "NEW", "\n")
    }

    #[test]
    fn words_go_behind_the_block_and_not_into_it() {
        for (text, place, wanted) in [
            (
                "A one\ntwo.\nMore.\n\nB.\n",
                "one",
                "A one\ntwo.\nMore.\nNEW\n\nB.\n",
            ),
            ("- a\n  b\n- c\n", "a", "- a\n  b\n- NEW\n- c\n"),
            ("1. a\n2. c\n", "c", "1. a\n2. c\n3. NEW\n"),
            (
                "**Why:** a\nb\n**Who?** c",
                "b",
                "**Why:** a\nb\nNEW\n**Who?** c",
            ),
            ("# Head\nA.\n# Next\n", "A.", "# Head\nA.\nNEW\n# Next\n"),
            (
                "A.\n| x | y |\n| - | - |\n\nB.\n",
                "y",
                "A.\n| x | y |\n| - | - |\n\nNEW\n\nB.\n",
            ),
            ("**bold** words\nmore", "bold", "**bold** words\nmore\nNEW"),
        ] {
            assert_eq!(behind(text, place), wanted);
        }
        assert_eq!(
            Block::around("A.\r\nB.\r\n", 0).with("A.\r\nB.\r\n", "NEW", "\r\n"),
            "A.\r\nB.\r\nNEW\r\n"
        );
    }

    #[test]
    fn a_label_is_in_bold_and_asks_or_leads() {
        assert_eq!(label("**Why:** we"), Some("**Why:**"));
        assert_eq!(label("**Why**: we"), Some("**Why**:"));
        assert_eq!(label("**What?** we"), Some("**What?**"));
        assert_eq!(label("**We** keep"), None);
        assert_eq!(label("We keep"), None);
    }

    #[test]
    fn words_are_a_sentence_with_its_full_stop() {
        let end = |text: &str| {
            let at = text.find("Nobody").unwrap();
            is_whole(text, &(at..at + 6))
        };
        assert_eq!(end("**Who?** Nobody."), Some(16));
        assert_eq!(end("Nobody"), Some(6));
        assert_eq!(end("Nobody, as we said."), None);
        assert_eq!(end("It is Nobody."), None);
        assert_eq!(end("<p>Nobody</p>"), Some(9));
    }
}
