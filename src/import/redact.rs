//! Text of which only what is needed can still be read. Plans hold secrets; the copy that places point
//! into, and that reports show lines of, must not.

use crate::input::Span;

/// Keys that stay, with their quotes.
const KNOWN_KEYS: [&str; 4] = [
    "\"address\"",
    "\"resource_changes\"",
    "\"change\"",
    "\"after\"",
];

/// The text with every character outside the kept spans made unreadable: lines, columns and byte
/// offsets stay, and so do the brackets of the JSON.
pub(super) fn masked(text: &str, kept: &[Span]) -> String {
    let mut ranges: Vec<(usize, usize)> = kept
        .iter()
        .map(|span| (with_key(text, span.start as usize), span.end as usize))
        .collect();
    ranges.sort_unstable();
    let mut ranges = ranges.into_iter().peekable();
    let mut known_until = 0;
    let mut out = String::with_capacity(text.len());
    for (at, ch) in text.char_indices() {
        while ranges.next_if(|(_, end)| *end <= at).is_some() {}
        if ch == '"'
            && let Some(key) = known_key(text.get(at..).unwrap_or(""))
        {
            known_until = at + key.len();
        }
        let is_kept = at < known_until || ranges.peek().is_some_and(|(start, _)| *start <= at);
        let is_frame = matches!(ch, '{' | '}' | '[' | ']' | ':' | ',' | '"') || ch.is_whitespace();
        out.push(match is_kept || is_frame {
            true => ch,
            false => stand_in(ch),
        });
    }
    out
}

/// Where the key of a value that may be shown begins. Such values stand under keys that the tables
/// name, so that the keys hold nothing of their own.
fn with_key(text: &str, start: usize) -> usize {
    let before = text.get(..start).unwrap_or("");
    let before = before.strip_suffix('"').unwrap_or(before).trim_end();
    let key = before
        .strip_suffix(':')
        .map(str::trim_end)
        .and_then(|before| before.strip_suffix('"'));
    key.and_then(|key| key.rfind('"')).unwrap_or(start)
}

/// A key of the format itself, which shows what a place is and holds nothing.
fn known_key(text: &str) -> Option<&'static str> {
    KNOWN_KEYS.into_iter().find(|key| {
        text.starts_with(key)
            && text
                .get(key.len()..)
                .is_some_and(|rest| rest.starts_with(':'))
    })
}

/// A character as long as another in bytes.
fn stand_in(ch: char) -> char {
    match ch.len_utf8() {
        1 => '*',
        2 => '·',
        3 => '…',
        _ => '𝟶',
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
        let shown = masked(text, &[Span::new(FileId(0), start, end)]);
        assert_eq!(shown.len(), text.len());
        assert_eq!(
            shown,
            "{\"***\": \"*·**** …𝟶\",\n \"location\": \"eastus\"}"
        );
    }
}
