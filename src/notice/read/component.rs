//! Components (TSX, JSX, MDX): the markup that they return, and the texts in arrays and props that they show. All else is
//! code, and blank. Every byte stays in its place.

use std::ops::Range;

use super::shown::{Shown, kind_of, written};

/// Elements that are nested deeper are not read.
const DEEPEST: u32 = 128;

/// Names of objects that browsers and search engines read.
const METADATA: [&str; 4] = ["metadata", "meta", "seo", "frontmatter"];

/// Components that are parts of a sentence.
const INLINE: [&str; 9] = [
    "Link",
    "NextLink",
    "RouterLink",
    "ExternalLink",
    "Anchor",
    "A",
    "Trans",
    "Strong",
    "Bold",
];

/// The markup and the texts of a component, as HTML of the same length.
pub(super) fn component(text: &str) -> String {
    let mut scan = Scan::new(text);
    scan.code(None, "");
    written(text, scan.shown, true)
}

/// The Markdown and the texts of an MDX page, as Markdown of the same length.
pub(super) fn page(text: &str) -> String {
    let mut scan = Scan::new(text);
    let mut start = 0;
    while let Some(byte) = scan.peek() {
        let begins = scan.at == 0 || text.as_bytes().get(scan.at - 1) == Some(&b'\n');
        let is_module = begins && (scan.sees("import ") || scan.sees("export "));
        let is_tag = byte == b'<' && scan.peek_at(1).is_some_and(|it| it.is_ascii_uppercase());
        if !is_module && byte != b'{' && !is_tag {
            scan.at += 1;
            continue;
        }
        scan.show(start..scan.at, Shown::Markup);
        if is_module {
            scan.statement();
        } else if is_tag {
            scan.tag();
        } else {
            scan.braces();
        }
        start = scan.at;
    }
    scan.show(start..scan.at, Shown::Markup);
    written(text, scan.shown, false)
}

struct Scan<'t> {
    text: &'t str,
    at: usize,
    depth: u32,
    shown: Vec<(Range<usize>, Shown)>,
}

impl<'t> Scan<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            depth: 0,
            shown: Vec::new(),
        }
    }

    fn peek(&self) -> Option<u8> {
        self.peek_at(0)
    }

    fn peek_at(&self, more: usize) -> Option<u8> {
        self.text.as_bytes().get(self.at + more).copied()
    }

    fn sees(&self, what: &str) -> bool {
        let rest = self.text.as_bytes().get(self.at..);
        rest.is_some_and(|it| it.starts_with(what.as_bytes()))
    }

    fn skip_past(&mut self, what: &str) {
        let rest = self.text.get(self.at..).unwrap_or("");
        let end = rest.find(what).map_or(rest.len(), |it| it + what.len());
        self.at += end;
    }

    fn show(&mut self, place: Range<usize>, kind: Shown) {
        if !place.is_empty() {
            self.shown.push((place, kind));
        }
    }

    /// The letters of a name or a word at this place.
    fn word(&mut self) -> &'t str {
        let rest = self.text.get(self.at..).unwrap_or("");
        let end = rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '$' | '-' | '.'));
        let word = rest.get(..end.unwrap_or(rest.len())).unwrap_or("");
        self.at += word.len();
        word
    }

    /// Code up to a closing bracket, which is taken too, or to the end. `key` is what the code is the value of.
    fn code(&mut self, until: Option<u8>, key: &str) {
        let mut key = key.to_owned();
        let mut before = b'(';
        let mut open: Vec<(u8, String)> = Vec::new();
        while let Some(byte) = self.peek() {
            match byte {
                b'/' if self.sees("//") => self.skip_past("\n"),
                b'/' if self.sees("/*") => self.skip_past("*/"),
                b'\'' | b'"' | b'`' => {
                    let in_list = open.last().is_some_and(|(it, _)| *it == b'[');
                    self.string(byte, &key, in_list);
                    before = b'"';
                }
                b'(' | b'[' | b'{' => {
                    open.push((byte, key.clone()));
                    self.at += 1;
                    before = byte;
                }
                b')' | b']' | b'}' => {
                    self.at += 1;
                    before = byte;
                    match open.pop() {
                        Some((_, held)) => key = held,
                        None if until == Some(byte) => return,
                        None => {}
                    }
                }
                b'<' if is_expression(before) && self.opens_element() => {
                    self.element();
                    before = b')';
                }
                _ if byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'$') => {
                    let word = self.word();
                    before = if word == "return" { b'(' } else { b'a' };
                    let is_metadata = METADATA.contains(&word.to_ascii_lowercase().as_str());
                    if matches!(self.text.as_bytes().get(self.at), Some(b':' | b'=' | b' '))
                        && !word.is_empty()
                    {
                        key = word.to_ascii_lowercase();
                    }
                    if is_metadata {
                        self.skip_object();
                    }
                }
                _ => {
                    if byte == b',' || byte == b';' {
                        let held = open.last().map(|(_, held)| held.clone());
                        key = held.unwrap_or_default();
                    }
                    if !byte.is_ascii_whitespace() {
                        before = byte;
                    }
                    self.at += 1;
                }
            }
        }
    }

    /// Goes past the object that a name is given here, where it is.
    fn skip_object(&mut self) {
        let rest = self.text.get(self.at..).unwrap_or("");
        let line = rest.lines().next().unwrap_or("");
        let Some(brace) = line.find('{').filter(|at| {
            let between = line.get(..*at).unwrap_or("");
            between.contains('=') && !between.contains([';', '('])
        }) else {
            return;
        };
        if self.depth >= DEEPEST {
            return;
        }
        let held = self.shown.len();
        self.at += brace + 1;
        self.depth += 1;
        self.code(Some(b'}'), "");
        self.depth -= 1;
        self.shown.truncate(held);
    }

    /// A statement of a module: to the end of the line in which all brackets are closed.
    fn statement(&mut self) {
        let line = |scan: &Self| {
            let rest = scan.text.get(scan.at..).unwrap_or("");
            rest.get(..rest.find('\n').unwrap_or(rest.len()))
                .unwrap_or("")
        };
        let first = line(self);
        let is_metadata = METADATA.iter().any(|it| first.contains(&format!(" {it}")));
        let held = self.shown.len();
        while let Some(open) = line(self).find(['{', '[', '(']) {
            let close = match line(self).as_bytes().get(open) {
                Some(b'{') => b'}',
                Some(b'[') => b']',
                _ => b')',
            };
            self.at += open + 1;
            // An array that is given is a list.
            self.list(close);
        }
        if is_metadata {
            self.shown.truncate(held);
        }
        self.skip_past("\n");
        self.at = self.at.min(self.text.len());
        if self.text.as_bytes().get(self.at.wrapping_sub(1)) == Some(&b'\n') {
            self.at -= 1;
        }
    }

    fn list(&mut self, close: u8) {
        let first = self.shown.len();
        self.code(Some(close), "");
        if close == b']' {
            for (_, kind) in self.shown.iter_mut().skip(first) {
                if *kind == Shown::Text {
                    *kind = Shown::Item;
                }
            }
        }
    }

    /// A string, which is shown where it is a text.
    fn string(&mut self, quote: u8, key: &str, in_list: bool) {
        let start = self.at + 1;
        let bytes = self.text.as_bytes();
        let mut end = start;
        loop {
            match bytes.get(end) {
                Some(b'\\') => end += 2,
                Some(byte) if *byte == quote => break,
                Some(b'\n') if quote != b'`' => {
                    // No string goes over a line: it was an apostrophe.
                    self.at = start;
                    return;
                }
                Some(_) => end += 1,
                None => {
                    self.at = start;
                    return;
                }
            }
        }
        self.at = end + 1;
        let words = self.text.get(start..end).unwrap_or("");
        if let Some(kind) = kind_of(words, key, in_list) {
            self.show(start..end, kind);
        }
    }

    fn opens_element(&self) -> bool {
        self.peek_at(1)
            .is_some_and(|it| it.is_ascii_alphabetic() || it == b'>')
    }

    /// An element with all that is in it.
    fn element(&mut self) {
        self.depth += 1;
        if self.depth < DEEPEST && self.tag() {
            self.children();
        } else if self.depth >= DEEPEST {
            self.at += 1;
        }
        self.depth -= 1;
    }

    /// The tag that opens an element; whether something is in it.
    fn tag(&mut self) -> bool {
        let start = self.at;
        let held = self.shown.len();
        self.at += 1;
        let name = self.word();
        let (mut parts, mut from, mut key) = (Vec::new(), start, "");
        let mut has_content = true;
        while let Some(byte) = self.peek() {
            match byte {
                b'>' => {
                    self.at += 1;
                    break;
                }
                b'/' if self.sees("/>") => {
                    self.at += 2;
                    has_content = false;
                    break;
                }
                b'{' => {
                    parts.push(from..self.at);
                    self.at += 1;
                    self.code(Some(b'}'), &key.to_ascii_lowercase());
                    from = self.at;
                }
                b'"' | b'\'' => self.string(byte, &key.to_ascii_lowercase(), false),
                _ if byte.is_ascii_alphabetic() => key = self.word(),
                _ => self.at += 1,
            }
        }
        parts.push(from..self.at);
        let is_component = name.starts_with(|c: char| c.is_ascii_uppercase());
        let has_texts = self.shown.len() > held;
        if !is_component {
            self.shown.truncate(held);
        }
        if INLINE.contains(&name) {
            // Its props are no part of the sentence.
            self.shown.truncate(held);
            let mut kind = Shown::Inline;
            for part in parts {
                self.show(part, kind);
                kind = Shown::Markup;
            }
        } else if !(is_component && has_texts) {
            for part in parts {
                self.show(part, Shown::Markup);
            }
        }
        has_content
    }

    /// What is in an element, and the tag that closes it.
    fn children(&mut self) {
        let mut start = self.at;
        while let Some(byte) = self.peek() {
            if byte != b'<' && byte != b'{' {
                self.at += 1;
                continue;
            }
            self.show(start..self.at, Shown::Markup);
            if self.sees("</") {
                start = self.at;
                self.at += 2;
                let name = self.word();
                self.skip_past(">");
                let kind = if INLINE.contains(&name) {
                    Shown::Inline
                } else {
                    Shown::Markup
                };
                self.show(start..self.at, kind);
                return;
            }
            if byte == b'{' {
                self.braces();
            } else if self.opens_element() {
                self.element();
            } else {
                self.at += 1;
            }
            start = self.at;
        }
        self.show(start..self.at, Shown::Markup);
    }

    /// An expression in braces: a text alone is part of what is around it.
    fn braces(&mut self) {
        let rest = self.text.get(self.at + 1..).unwrap_or("");
        let inner = rest.trim_start();
        let start = self.at + 1 + rest.len() - inner.len();
        let quote = inner
            .chars()
            .next()
            .filter(|c| matches!(c, '\'' | '"' | '`'));
        let literal = quote.and_then(|quote| {
            let words = inner.get(1..)?;
            let end = words.find(quote)?;
            let after = words.get(end + 1..)?.trim_start();
            let closes = after.starts_with('}') && !words.get(..end)?.ends_with('\\');
            closes.then(|| {
                (
                    start + 1..start + 1 + end,
                    self.text.len() - after.len() + 1,
                )
            })
        });
        if let Some((words, end)) = literal {
            self.show(words, Shown::Markup);
            self.at = end;
            return;
        }
        if let Some(end) = self.named_value() {
            self.show(self.at..end, Shown::Markup);
            self.at = end;
            return;
        }
        self.at += 1;
        self.code(Some(b'}'), "");
    }

    /// Where a name alone in braces ends that is within a sentence, whose quote has it: *we, {company}, keep it*.
    fn named_value(&self) -> Option<usize> {
        let (before, rest) = self.text.split_at_checked(self.at)?;
        let close = rest.find('}').filter(|at| *at < 64)?;
        let name = rest.get(1..close)?;
        let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'));
        let border = |c: char| matches!(c, '<' | '>' | '{' | '}' | '\n');
        let left = before.rsplit(border).next().unwrap_or("");
        let right = rest.get(close + 1..)?.split(border).next().unwrap_or("");
        let is_text = |words: &str| words.contains(char::is_alphabetic);
        (is_name && (is_text(left) || is_text(right))).then_some(self.at + close + 1)
    }
}

/// Whether an element may begin behind a character of code: where a value may.
fn is_expression(before: u8) -> bool {
    matches!(
        before,
        b'(' | b',' | b'=' | b'?' | b':' | b'&' | b'|' | b'{' | b'}' | b';' | b'>' | b'['
    )
}
