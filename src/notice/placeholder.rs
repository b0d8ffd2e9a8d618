//! What a template left in a published text for somebody to fill in: `[Company name]`, `{{email}}`,
//! `<INSERT DATE>`, `[I/We]`, `XXXX`, "Lorem ipsum".
//!
//! Brackets have many other uses (links, footnotes, quotations, citations of courts, tags, names of
//! cookies), so one counts only where its words are an instruction, a choice, or nothing but words for
//! what a template leaves open.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::markdown::options;

/// The longest text between brackets that is looked at, in bytes.
const LONGEST: usize = 160;

/// Words for what a template leaves open. Single ones count only in capitals, but for
/// [`ALONE`]: a link that lost its address reads `[website]` as well.
const HEADS: [&str; 20] = [
    "address",
    "business",
    "city",
    "company",
    "country",
    "date",
    "dpo",
    "email",
    "firm",
    "mail",
    "month",
    "name",
    "names",
    "number",
    "organisation",
    "organization",
    "phone",
    "telephone",
    "url",
    "website",
];

/// Those that count alone whatever their letters.
const ALONE: [&str; 5] = ["company", "date", "name", "organisation", "organization"];

/// Words that occur together with one of [`HEADS`].
const COMPANIONS: [&str; 42] = [
    "app",
    "application",
    "and",
    "charity",
    "code",
    "contact",
    "controller",
    "data",
    "day",
    "developer",
    "e",
    "effective",
    "employer",
    "entity",
    "for",
    "full",
    "here",
    "in",
    "job",
    "last",
    "legal",
    "of",
    "officer",
    "or",
    "owner",
    "person",
    "position",
    "postal",
    "postcode",
    "product",
    "protection",
    "registered",
    "registration",
    "role",
    "school",
    "service",
    "site",
    "street",
    "title",
    "trading",
    "updated",
    "your",
];

/// Where a text without markup has placeholders: ranges of bytes, in order.
pub(super) fn in_plain(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    scan(text, 0..text.len(), &mut found);
    found
}

/// Where a Markdown text has placeholders, likewise.
pub(super) fn in_markdown(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    markdown(text, &mut found);
    found.sort_by_key(|range| (range.start, range.end));
    found.dedup();
    found
}

/// Looks through the prose of a Markdown text: neither code, nor images, nor the addresses of links.
fn markdown(text: &str, found: &mut Vec<Range<usize>>) {
    let mut prose = Prose {
        text,
        run: None,
        found,
    };
    let mut hidden = 0_u32;
    let mut html: Option<Range<usize>> = None;
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::Image { .. } | Tag::MetadataBlock(_)) => {
                hidden += 1;
            }
            Event::End(TagEnd::CodeBlock | TagEnd::Image | TagEnd::MetadataBlock(_)) => {
                hidden = hidden.saturating_sub(1);
            }
            _ if hidden > 0 => {}
            Event::Text(_) => prose.add(range),
            Event::SoftBreak => {}
            Event::InlineHtml(_) => prose.tag(range),
            // HTML comes line by line; a comment may end in another line than it began in.
            Event::Html(_) => {
                let start = html.as_ref().map_or(range.start, |html| html.start);
                html = Some(start..range.end);
            }
            Event::End(TagEnd::HtmlBlock) => {
                if let Some(html) = html.take() {
                    prose.html(html);
                }
            }
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. })
            | Event::End(
                TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link,
            ) => {}
            _ => prose.end(),
        }
    }
    prose.end();
}

/// The stretches of prose, joined where only marks of emphasis part them.
struct Prose<'t, 'f> {
    text: &'t str,
    run: Option<Range<usize>>,
    found: &'f mut Vec<Range<usize>>,
}

impl Prose<'_, '_> {
    fn add(&mut self, range: Range<usize>) {
        let joined = self.run.as_ref().is_some_and(|run| {
            let between = self.text.get(run.end..range.start).unwrap_or("?");
            between.chars().all(|c| "*_~\\ \n\r\t>".contains(c))
        });
        match &mut self.run {
            Some(run) if joined => run.end = range.end,
            _ => {
                self.end();
                self.run = Some(range);
            }
        }
    }

    fn end(&mut self) {
        if let Some(run) = self.run.take() {
            scan(self.text, run, self.found);
        }
    }

    /// What is written like a tag: `<INSERT DATE>`.
    fn tag(&mut self, range: Range<usize>) {
        self.end();
        let source = self.text.get(range.clone()).unwrap_or("");
        let inner = source.strip_prefix('<').and_then(|it| it.strip_suffix('>'));
        let is_words = |inner: &str| inner.starts_with(|c: char| c.is_alphabetic() || c == ' ');
        if inner.is_some_and(|inner| is_words(inner) && is_open(inner, Kind::Angle)) {
            self.found.push(range);
        }
    }

    /// A piece of HTML: its tags, and the prose between them.
    fn html(&mut self, range: Range<usize>) {
        let source = self.text.get(range.clone()).unwrap_or("");
        let mut at = 0;
        while let Some(rest) = source.get(at..) {
            let open = rest.find('<').unwrap_or(rest.len());
            scan(
                self.text,
                range.start + at..range.start + at + open,
                self.found,
            );
            let tag = rest.get(open..).unwrap_or("");
            let end = if tag.starts_with("<!--") { "-->" } else { ">" };
            let Some(close) = tag.find(end) else {
                return;
            };
            let start = range.start + at + open;
            self.tag(start..start + close + end.len());
            at += open + close + end.len();
        }
    }
}

/// What surrounds the words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Square,
    Curly,
    Angle,
}

/// Finds the placeholders in a stretch of prose.
fn scan(text: &str, run: Range<usize>, found: &mut Vec<Range<usize>>) {
    let words = text.get(run.clone()).unwrap_or("");
    let mut next = 0;
    for (at, c) in words.char_indices() {
        if at < next {
            continue;
        }
        let rest = words.get(at..).unwrap_or("");
        let before = text
            .get(..run.start + at)
            .and_then(|it| it.chars().next_back());
        let length = match c {
            '{' if rest.starts_with("{{") => doubled(rest),
            '{' if !before.is_some_and(is_of_word) => bracketed(rest, '{', '}', Kind::Curly),
            '[' if before != Some(']') && before != Some('!') => {
                bracketed(rest, '[', ']', Kind::Square).filter(|length| {
                    let after = text.get(run.start + at + length..).unwrap_or("");
                    !after.starts_with(['(', '['])
                })
            }
            '<' => bracketed(rest, '<', '>', Kind::Angle),
            '«' => bracketed(rest, '«', '»', Kind::Angle),
            'X' | 'x' if !before.is_some_and(is_of_word) => crosses(words, at),
            'L' | 'l' => rest
                .get(.."lorem ipsum".len())
                .filter(|words| words.eq_ignore_ascii_case("lorem ipsum"))
                .map(str::len),
            _ => None,
        };
        if let Some(length) = length {
            found.push(run.start + at..run.start + at + length);
            next = at + length;
        }
    }
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | '@')
}

/// The length of `{{anything}}` on one line.
fn doubled(rest: &str) -> Option<usize> {
    let length = rest.find("}}")? + 2;
    let inner = rest.get(2..length - 2)?;
    let is_one = length <= LONGEST && !inner.contains('\n') && inner.contains(char::is_alphabetic);
    is_one.then_some(length)
}

/// The length of a bracket, with its ends, whose words are a placeholder's.
fn bracketed(rest: &str, open: char, close: char, kind: Kind) -> Option<usize> {
    let inner = rest.strip_prefix(open)?;
    let end = inner.find([open, close])?;
    let words = inner.get(..end)?;
    let closed = inner.get(end..)?.starts_with(close);
    let is_one = closed && words.len() <= LONGEST && is_open(words, kind);
    is_one.then_some(open.len_utf8() + end + close.len_utf8())
}

/// The length of a run of four or more crosses that is a word of its own, and no part of a masked number
/// such as `XXXX XXXX XXXX 1234`.
fn crosses(words: &str, at: usize) -> Option<usize> {
    let rest = words.get(at..)?;
    let cross = rest.chars().next()?;
    let length = rest.chars().take_while(|c| *c == cross).count();
    let after = rest.get(length..)?;
    let masks = |word: Option<&str>| {
        word.is_some_and(|word| {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            let digits = word.contains(|c: char| c.is_ascii_digit());
            digits || word.len() >= 2 && word.chars().all(|c| c == 'x' || c == 'X')
        })
    };
    let alone = length >= 4
        && !after.starts_with(is_of_word_but_end)
        && !masks(after.split_whitespace().next())
        && !masks(words.get(..at)?.split_whitespace().next_back());
    alone.then_some(length)
}

/// What goes on with a word; a full stop may end the sentence.
fn is_of_word_but_end(c: char) -> bool {
    is_of_word(c) && c != '.'
}

/// Whether the words between brackets leave something open.
fn is_open(words: &str, kind: Kind) -> bool {
    let plain: String = words.chars().filter(|c| !"*~\\".contains(*c)).collect();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = plain.trim_matches(['"', '\'', '“', '”', ' ']);
    if plain.is_empty() || plain.contains(['@', '=']) || plain.contains("://") {
        return false;
    }
    let lower = plain.to_lowercase();
    let list: Vec<&str> = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    is_instruction(&list)
        || is_made_of_blanks(plain, &list)
        || kind == Kind::Square && (is_blank(&lower) || is_choice(plain))
}

/// `insert date`, `add whatever else you collect here`.
fn is_instruction(list: &[&str]) -> bool {
    let Some((first, others)) = list.split_first() else {
        return false;
    };
    let names = |word: &&str| HEADS.contains(word) || ["here", "details", "link"].contains(word);
    match *first {
        "insert" => true,
        "specify" | "describe" => !others.is_empty(),
        "enter" | "add" => others.iter().any(names),
        "delete" => others == ["as", "appropriate"] || others == ["as", "applicable"],
        "tbc" | "tbd" | "todo" => others.is_empty(),
        "to" => matches!(others, ["be", "confirmed" | "completed" | "determined"]),
        _ => false,
    }
}

/// `Company name`, `DATE`, `your_email_address`: nothing but words for what is open.
fn is_made_of_blanks(plain: &str, list: &[&str]) -> bool {
    let has_head = list.iter().any(|word| HEADS.contains(word));
    let all = list.iter().enumerate().all(|(at, word)| {
        HEADS.contains(word) || COMPANIONS.contains(word) || *word == "the" && at > 0
    });
    match list {
        [one] => {
            let capitals = plain.chars().all(|c| c.is_uppercase());
            HEADS.contains(one) && (capitals || ALONE.contains(one))
        }
        _ => has_head && all && list.len() <= 8,
    }
}

/// `●`, `___`, `xxx`, `dd/mm/yyyy`.
fn is_blank(lower: &str) -> bool {
    let all = |set: &str| lower.chars().all(|c| set.contains(c));
    all("●•")
        || ["dd/mm/yyyy", "mm/dd/yyyy"].contains(&lower)
        || lower.len() >= 2 && (all("_") || all("x"))
}

/// `I/We`, `open source/free`: alternatives of which one was to be kept.
fn is_choice(plain: &str) -> bool {
    let parts: Vec<&str> = plain.split('/').map(str::trim).collect();
    let is_part = |part: &&str| {
        let letters = part
            .chars()
            .all(|c| c.is_alphabetic() || " -'’".contains(c));
        !part.is_empty() && letters
    };
    let acronyms = parts
        .iter()
        .all(|part| part.len() > 1 && part.chars().all(|c| c.is_uppercase() || c == ' '));
    let ordinary = ["and/or", "either/or", "n/a", "w/o"].contains(&plain.to_lowercase().as_str());
    parts.len() >= 2 && parts.iter().all(is_part) && !acronyms && !ordinary
}

#[cfg(test)]
mod tests;
