//! What a component shows, written out as markup of the same length: each part at its place, all else blank.

use std::ops::Range;

/// Keys whose text is no text of a page.
const HIDDEN: [&str; 24] = [
    "classname",
    "class",
    "id",
    "key",
    "href",
    "src",
    "style",
    "type",
    "variant",
    "icon",
    "path",
    "url",
    "to",
    "rel",
    "target",
    "alt",
    "slug",
    "lang",
    "locale",
    "color",
    "size",
    "name",
    "import",
    "layout",
];

/// Keys of texts that are above others.
const TITLES: [&str; 8] = [
    "title",
    "heading",
    "header",
    "subtitle",
    "subheading",
    "question",
    "q",
    "summary",
];

/// What a part of the text is to a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// Markup, or text of an element.
    Markup,
    /// The tag of a component that is part of a sentence.
    Inline,
    /// A text of a prop or an object.
    Text,
    /// A text of a list.
    Item,
    /// A text above others.
    Title,
}

/// The text with all that is not shown blank. Texts of code are paragraphs, items or headings by tags in the blank
/// before them; one before which no tag fits is blank.
pub(super) fn written(
    text: &str,
    mut shown: Vec<(Range<usize>, Shown)>,
    has_headings: bool,
) -> String {
    let mut out: Vec<u8> = text
        .bytes()
        .map(|it| if it == b'\n' { b'\n' } else { b' ' })
        .collect();
    shown.sort_by_key(|(place, _)| place.start);
    let mut reached = 0;
    for (number, (place, kind)) in shown.iter().enumerate() {
        if place.start < reached {
            continue;
        }
        let next = shown.get(number + 1);
        let next = next.map_or(out.len(), |(next, _)| next.start.max(place.end));
        let kept = place.end..next.saturating_sub(3).max(place.end);
        let (open, close) = match kind {
            Shown::Markup | Shown::Inline => ("", ""),
            Shown::Title if has_headings && blank_at(&out, kept.clone(), 5, true).is_some() => {
                ("<h3>", "</h3>")
            }
            Shown::Item
                if has_headings && blank_at(&out, reached..place.start, 4, false).is_some() =>
            {
                ("<li>", "</li>")
            }
            _ => ("<p>", "</p>"),
        };
        let Some(at) = blank_at(&out, reached..place.start, open.len(), false) else {
            continue;
        };
        put(&mut out, at, open.as_bytes());
        let words = text.as_bytes().get(place.clone()).unwrap_or_default();
        put(&mut out, place.start, words);
        if *kind == Shown::Inline {
            call_a(&mut out, place.clone());
        }
        reached = place.end;
        if let Some(at) = blank_at(&out, kept, close.len(), true).filter(|_| !close.is_empty()) {
            put(&mut out, at, close.as_bytes());
            reached = at + close.len();
        }
    }
    String::from_utf8(out).unwrap_or_default()
}

/// What a string is that is the value of a key; `None` where nobody reads it.
pub(super) fn kind_of(words: &str, key: &str, in_list: bool) -> Option<Shown> {
    if HIDDEN.contains(&key) || key.starts_with("aria-") || key.starts_with("data-") {
        return None;
    }
    let is_title = TITLES.contains(&key);
    let kind = match (is_title, in_list) {
        (true, _) => Shown::Title,
        (_, true) => Shown::Item,
        _ => Shown::Text,
    };
    is_text(words, is_title).then_some(kind)
}

/// Whether a string is a text that somebody reads, and no name, class or path.
fn is_text(words: &str, is_title: bool) -> bool {
    let all: Vec<&str> = words.split_whitespace().collect();
    let is_plain = |word: &&&str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        bare.chars()
            .all(|c| c.is_alphabetic() || matches!(c, '\'' | '\u{2019}' | '\\'))
    };
    let plain = all.iter().filter(is_plain).count();
    let begins = words.trim_start().starts_with(|c: char| c.is_uppercase());
    if is_title {
        return begins && plain > 0;
    }
    all.len() >= 3 && plain * 3 >= all.len() * 2 && (begins || all.len() >= 5)
}

/// Where so many bytes are blank one after the other in a range: the first, or the last such place, which is at the start
/// of a line where it can be.
fn blank_at(out: &[u8], within: Range<usize>, count: usize, first: bool) -> Option<usize> {
    let bytes = out.get(within.clone())?;
    if count == 0 {
        return Some(within.start);
    }
    let mut fits = bytes
        .windows(count)
        .enumerate()
        .filter(|(_, it)| it.iter().all(|byte| *byte == b' '))
        .map(|(at, _)| within.start + at);
    if first {
        return fits.next();
    }
    let line = bytes.iter().rposition(|byte| *byte == b'\n');
    let line = within.start + line.map_or(0, |at| at + 1);
    let is_start = line == 0 || out.get(line - 1) == Some(&b'\n');
    let begins = is_start && line + count <= within.end;
    if begins { Some(line) } else { fits.next_back() }
}

/// Gives the tag at a place the name of a link, which parts no sentence.
fn call_a(out: &mut [u8], place: Range<usize>) {
    let tag = out.get_mut(place).unwrap_or_default();
    let name = tag
        .iter_mut()
        .skip_while(|it| matches!(**it, b'<' | b'/'))
        .take_while(|it| it.is_ascii_alphanumeric());
    for (at, byte) in name.enumerate() {
        *byte = if at == 0 { b'a' } else { b' ' };
    }
}

fn put(out: &mut [u8], at: usize, bytes: &[u8]) {
    if let Some(place) = out.get_mut(at..at + bytes.len()) {
        place.copy_from_slice(bytes);
    }
}
