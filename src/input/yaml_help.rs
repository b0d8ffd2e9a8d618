//! What to do about text that is no YAML. The reader names the rule of the grammar that was broken,
//! often lines behind the mistake; here the lines around are searched for the mistakes that people
//! make.

use super::diagnostic::{InputError, InputErrorKind};
use super::span::Span;

/// The error for text that the reader gave up on at `span`, for the reason `words`.
pub(super) fn syntax(text: &str, span: Span, words: &str) -> InputError {
    let error = |at: Span, message: &str| InputError::new(InputErrorKind::Syntax, at, message);
    let fault = error(span, &format!("this is not YAML: {words}"));
    if ["scalar", "quote", "flow mapping", "flow sequence"]
        .iter()
        .any(|it| words.contains(it))
        && let Some(at) = unclosed_quote(text, span)
    {
        return error(at, "missing closing quote mark").help("close the quote that opens here");
    }
    let lines = around(text, span);
    for (start, line) in &lines {
        let indent = line.len() - line.trim_start().len();
        let (indent, rest) = line.split_at_checked(indent).unwrap_or(("", line));
        if let Some((at, c)) = indent.char_indices().find(|(_, c)| *c != ' ') {
            let place = start + at;
            let at = Span::new(span.file, place as u32, (place + c.len_utf8()) as u32);
            return match c {
                '\t' => error(at, "a tab is used for indentation").help("indent with spaces"),
                '\r' => continue,
                _ => error(
                    at,
                    &format!(
                        "a character that only looks like a space (U+{:04X})",
                        u32::from(c)
                    ),
                )
                .help("indent with spaces"),
            };
        }
        let place = |from: usize, length: usize| {
            let from = start + indent.len() + from;
            Span::new(span.file, from as u32, (from + length) as u32)
        };
        if let Some(word) = rest.strip_prefix('-').filter(|word| is_key(word)) {
            return error(place(0, 1), "a dash needs a space behind it")
                .help(format!("write `- {}`", shortened(word)));
        }
        let key = rest.trim_start_matches("- ");
        if let Some((name, value)) = key
            .split_once(['：', '﹕'])
            .filter(|(name, _)| is_name(name))
        {
            let at = place(rest.len() - key.len() + name.len(), '：'.len_utf8());
            return error(at, "this colon is not the one that YAML knows")
                .help(format!("write `{name}: {}`", shortened(value.trim())));
        }
        if let Some((name, value)) = key
            .split_once(':')
            .filter(|(name, value)| is_name(name) && value.starts_with(is_word))
        {
            let at = place(rest.len() - key.len() + name.len(), 1);
            return error(at, "a colon needs a space behind it")
                .help(format!("write `{name}: {}`", shortened(value.trim())));
        }
    }
    let first = text
        .get(span.start as usize..)
        .and_then(|rest| rest.chars().next());
    match help(words, first) {
        Some(help) => fault.help(help),
        None => fault,
    }
}

/// What a reason of the reader comes to, as a rule; `first` is the character at its place.
fn help(words: &str, first: Option<char>) -> Option<&'static str> {
    let has = |part: &str| words.contains(part);
    Some(if has("mapping values are not allowed") {
        "indent the line like its neighbours; a text that contains `: ` needs quotes"
    } else if has("'-' indicator") || has("block mapping") || has("expected <block end>") {
        "indent the line like the others of its list or map"
    } else if has("flow mapping") || has("flow sequence") {
        "a comma or a closing bracket is missing, or a text with a comma or a colon needs quotes"
    } else if has("unclosed bracket") {
        "close the bracket"
    } else if has("unclosed quote") {
        "close the quote"
    } else if has("simple key") {
        "a key is followed by a colon and a space: `key: value`"
    } else if matches!(first, Some('@' | '`' | '%')) {
        "put a text that begins with such a character in quotes"
    } else if has("unknown anchor") {
        "write the value out, or give the one that is meant a name with `&`"
    } else {
        return None;
    })
}

/// A quote mark up to the line of a place that opens a value and is not closed in its line. Of several the
/// first: the reader pairs it with the next mark it meets, and gives up only there.
fn unclosed_quote(text: &str, span: Span) -> Option<Span> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if start > span.start as usize {
            return None;
        }
        if let Some(at) = open_at_end(line) {
            let from = (start + at) as u32;
            return Some(Span::new(span.file, from, from + 1));
        }
        start += line.len();
    }
    None
}

/// Where in a line a quote opens that the line does not close.
fn open_at_end(line: &str) -> Option<usize> {
    let mut open: Option<(usize, char)> = None;
    let mut before = ' ';
    let mut chars = line.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match open {
            Some((_, '"')) if c == '\\' => drop(chars.next()),
            // Two single quotes within one are a single quote.
            Some((_, '\'')) if c == '\'' && chars.next_if(|(_, next)| *next == '\'').is_some() => {}
            Some((_, quote)) if c == quote => open = None,
            Some(_) => {}
            None if c == '#' && before.is_whitespace() => break,
            // A quote opens at the beginning of a value only.
            None if matches!(c, '"' | '\'') && matches!(before, ' ' | '[' | '{' | ',') => {
                open = Some((at, c));
            }
            None => {}
        }
        before = c;
    }
    open.map(|(at, _)| at)
}

/// The line of a place, the ones next to it, and where each begins; nearest to the mistake first.
fn around(text: &str, span: Span) -> Vec<(usize, &str)> {
    let at = span.start as usize;
    let mut start = 0;
    let mut lines: Vec<(usize, &str)> = Vec::new();
    let mut behind = 0;
    for line in text.split_inclusive('\n') {
        if start > at {
            behind += 1;
        }
        if behind > 1 {
            break;
        }
        lines.push((start, line.trim_end_matches(['\n', '\r'])));
        start += line.len();
    }
    let first = lines.len().saturating_sub(3);
    lines.split_off(first)
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric()
}

/// Whether a text is a key as our files have them.
fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// Whether a text begins with a key and its colon.
fn is_key(text: &str) -> bool {
    text.split_once(':').is_some_and(|(name, _)| is_name(name))
}

/// The first words of a text.
fn shortened(text: &str) -> String {
    const MOST: usize = 24;
    if text.chars().count() > MOST {
        format!("{}...", text.chars().take(MOST).collect::<String>())
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use crate::input::{Diagnostics, FileId, SourceMap, read_yaml};

    fn fault(text: &str) -> String {
        let mut sources = SourceMap::new();
        let file = sources.add("f.yaml", text);
        let mut errors = Diagnostics::new();
        read_yaml(FileId(0), text, &mut errors);
        let errors = errors.into_sorted();
        let error = &errors[0];
        let at = sources
            .file(file)
            .unwrap()
            .line_column(error.span.unwrap().start);
        format!(
            "{}:{} {} ({})",
            at.line,
            at.column,
            error.message,
            error.help.as_deref().unwrap_or("")
        )
    }

    #[test]
    fn the_mistakes_that_people_make_are_found_in_their_places() {
        for (text, expected) in [
            (
                "flows:\n  - id: a\n\tto: b\n",
                "3:1 a tab is used for indentation (indent with spaces)",
            ),
            (
                "flows:\n  - id: a\n\u{a0}\u{a0}\u{a0}\u{a0}to: b\n    by: c\n",
                "3:1 a character that only looks like a space (U+00A0) (indent with spaces)",
            ),
            (
                "flows:\n  -id: a\n    to: b\n",
                "2:3 a dash needs a space behind it (write `- id: a`)",
            ),
            (
                "flows:\n  - id: a\n    to:shop\n    by: c\n",
                "3:7 a colon needs a space behind it (write `to: shop`)",
            ),
            (
                "a: \"b\nc: \"d\"\n",
                "1:4 missing closing quote mark (close the quote that opens here)",
            ),
            (
                "a:\n  - {b: \"c, d: e}\n  - {b: \"c\", d: e}\n",
                "2:9 missing closing quote mark (close the quote that opens here)",
            ),
            (
                "flows:\n  - id: a\n    to： shop\n    by: c\n",
                "3:7 this colon is not the one that YAML knows (write `to: shop`)",
            ),
        ] {
            assert_eq!(fault(text), expected, "{text}");
        }
    }

    #[test]
    fn other_mistakes_have_their_help() {
        for (text, help) in [
            ("a:\n  - b: c\n   d: e\n", "indent the line like the others"),
            ("a: b\n  c: d\n", "indent the line like its neighbours"),
            ("a: {b: c: d}\n", "a comma or a closing bracket is missing"),
            ("a: [b\n", "close the bracket"),
            ("a: 'b\n", "close the quote that opens here"),
            ("a: @b\n", "in quotes"),
            ("a: b\nc\nd: e\n", "a colon and a space"),
            ("a: *b\n", "write the value out"),
        ] {
            let fault = fault(text);
            assert!(fault.contains(help), "{text}: {fault}");
        }
    }
}
