//! Text of which only what is needed can still be read. Plans hold secrets; the copy that places point
//! into, and that reports show lines of, must not.

use super::mail;
use crate::input::Span;

/// The text with every character outside the kept spans made unreadable: lines, columns and byte
/// offsets stay, and so do the brackets of the JSON and the keys of the format itself, which show what
/// a place is and hold nothing.
pub fn masked(text: &str, kept: &[Span], frame_keys: &[&str]) -> String {
    let mut ranges: Vec<(usize, usize)> = kept
        .iter()
        .map(|span| (with_key(text, span.start as usize), span.end as usize))
        .flat_map(|range| without_mail(text, range))
        .collect();
    ranges.sort_unstable();
    let mut ranges = ranges.into_iter();
    let mut range = ranges.next();
    let keys = FrameKeys::new(frame_keys);
    let mut known_until = 0;
    let mut out = String::with_capacity(text.len());
    for (at, ch) in text.char_indices() {
        while range.is_some_and(|(_, end)| end <= at) {
            range = ranges.next();
        }
        if ch == '"'
            && let Some(key) = keys.length_at(text, at)
        {
            known_until = at + key;
        }
        let is_kept = at < known_until || range.is_some_and(|(start, _)| start <= at);
        out.push(if is_kept { ch } else { stand_in(ch) });
    }
    out
}

/// A part of a text without the e-mail addresses in it.
fn without_mail(text: &str, (start, end): (usize, usize)) -> Vec<(usize, usize)> {
    let mut parts = Vec::new();
    let mut from = start;
    for range in mail::found(text.get(start..end).unwrap_or("")) {
        parts.push((from, start + range.start));
        from = start + range.end;
    }
    parts.push((from, end));
    parts
}

/// Where the key of a value that may be shown begins. Such values are under keys that the tables
/// name, so that the keys hold nothing of their own.
fn with_key(text: &str, start: usize) -> usize {
    let before = text.get(..start).unwrap_or("");
    let before = before
        .strip_suffix(['"', '\''])
        .unwrap_or(before)
        .trim_end();
    let Some(key) = before.strip_suffix(':').map(str::trim_end) else {
        return start;
    };
    match key.strip_suffix('"') {
        Some(key) => key.rfind('"').unwrap_or(start),
        // A key of YAML is at the beginning of its line, or of its item.
        None => {
            let rest = key.trim_end_matches(|ch: char| ch.is_ascii_alphanumeric() || ch == '_');
            let lead = rest.trim_end_matches([' ', '-']);
            let is_alone = lead.is_empty() || lead.ends_with('\n');
            if is_alone && rest.len() < key.len() {
                rest.len()
            } else {
                start
            }
        }
    }
}

/// The keys of a format by the byte that they begin with: every quote of a text is held against them.
struct FrameKeys<'k>(Vec<Vec<&'k str>>);

impl<'k> FrameKeys<'k> {
    fn new(keys: &[&'k str]) -> Self {
        let mut by_first = vec![Vec::new(); usize::from(u8::MAX) + 1];
        for key in keys {
            let first = key.as_bytes().first().map(|it| usize::from(*it));
            if let Some(those) = first.and_then(|it| by_first.get_mut(it)) {
                those.push(*key);
            }
        }
        Self(by_first)
    }

    /// The length of the key whose quote is at a byte, its quotes included.
    fn length_at(&self, text: &str, quote: usize) -> Option<usize> {
        let rest = text.get(quote + 1..)?;
        let keys = self.0.get(usize::from(*rest.as_bytes().first()?))?;
        let is_key = |key: &&&str| {
            let behind = rest.strip_prefix(**key);
            behind.is_some_and(|it| it.starts_with("\":"))
        };
        keys.iter().find(is_key).map(|key| key.len() + 2)
    }
}

/// What is shown of a character that is not kept: itself where it is a bracket or white space, else one as long
/// as it in bytes.
fn stand_in(ch: char) -> char {
    match ch {
        '{' | '}' | '[' | ']' | ':' | ',' | '"' => ch,
        ch if ch.is_ascii() && !ch.is_ascii_whitespace() && ch != '\x0b' => '*',
        ch if ch.is_whitespace() => ch,
        ch => match ch.len_utf8() {
            2 => '·',
            3 => '…',
            _ => '𝟶',
        },
    }
}

#[cfg(test)]
mod tests {
    use super::masked;
    use crate::input::{FileId, Span};

    #[test]
    fn only_what_is_kept_can_be_read_and_every_place_stays() {
        let text = "{\"key\": \"sécret €𝟶\",\n \"location\": \"eastus\"}";
        let start = text.find("eastus").unwrap() as u32;
        let end = start + 6;
        let shown = masked(text, &[Span::new(FileId(0), start, end)], &[]);
        assert_eq!(shown.len(), text.len());
        assert_eq!(
            shown,
            "{\"***\": \"*·**** …𝟶\",\n \"location\": \"eastus\"}"
        );
    }
}
