//! Folding: the form in which a quote and a text are compared, with the place of each character.
//!
//! - Unicode compatibility composition (NFKC), so that a ligature, a full-width letter or an accent
//!   written apart is the same as the plain one;
//! - each run of white space, whatever its kind, is one space;
//! - invisible characters (word joiner, zero-width space, soft hyphen ...) are dropped;
//! - quotation marks are `'` and `"`, hyphens and dashes `-`, an ellipsis three full stops.
//!
//! Composition joins characters and takes others apart, so it is done cluster by cluster: a cluster
//! is a stretch that no composition reaches across, and each character that comes out of it has the
//! place of the whole cluster.

use std::ops::Range;

use unicode_normalization::{IsNormalized, UnicodeNormalization, char, is_nfkc_quick};

use super::visible::Visible;

/// A folded text.
#[derive(Debug, Default)]
pub(super) struct Folded {
    /// The characters.
    chars: Vec<char>,
    /// For each character its range in the original. Starts never decrease.
    places: Vec<(u32, u32)>,
    /// The indexes of those spaces that hold the end of a line or block.
    borders: Vec<usize>,
}

impl Folded {
    /// Folds what a reader sees, with places in the original.
    pub(super) fn of(visible: &Visible) -> Self {
        let mut folder = Folder::default();
        folder.out.chars.reserve(visible.len());
        folder.out.places.reserve(visible.len());
        for (c, start, end) in visible.chars() {
            folder.push(c, start, end);
        }
        folder.finish()
    }

    /// The folded characters.
    pub(super) fn chars(&self) -> &[char] {
        &self.chars
    }

    /// The original range of the characters of `range`; `None` for an empty range.
    pub(super) fn original(&self, range: Range<usize>) -> Option<Range<usize>> {
        let last = range
            .end
            .checked_sub(1)
            .filter(|last| *last >= range.start)?;
        let (start, _) = self.places.get(range.start)?;
        let (_, end) = self.places.get(last)?;
        Some(*start as usize..*end as usize)
    }

    /// The characters that are wholly within a range of the original.
    pub(super) fn within(&self, original: Range<usize>) -> Range<usize> {
        let start = self
            .places
            .partition_point(|(start, _)| (*start as usize) < original.start);
        let end = self
            .places
            .partition_point(|(_, end)| (*end as usize) <= original.end);
        start..end.max(start)
    }

    /// Whether the characters of `range` are all that their part of the original comes to, spaces
    /// aside. They are not when the range begins or ends in the middle of a cluster: the `f` of a
    /// ligature `fi` has no place of its own.
    pub(super) fn is_whole(&self, range: Range<usize>) -> bool {
        let Some(original) = self.original(range.clone()) else {
            return false;
        };
        let inside = |at: &usize| {
            self.places.get(*at).is_some_and(|(start, end)| {
                *start as usize >= original.start && *end as usize <= original.end
            })
        };
        let is_space = |at: usize| self.chars.get(at) == Some(&' ');
        (0..range.start).rev().take_while(inside).all(is_space)
            && (range.end..self.chars.len())
                .take_while(inside)
                .all(is_space)
    }

    /// Whether a line or block ends within `range`.
    pub(super) fn has_border(&self, range: Range<usize>) -> bool {
        let next = self.borders.partition_point(|at| *at < range.start);
        self.borders.get(next).is_some_and(|at| *at < range.end)
    }
}

/// A text folded, without places and without spaces at its ends.
pub(super) fn fold(text: &str) -> String {
    let mut folder = Folder::default();
    for c in text.chars() {
        folder.push(c, 0, 0);
    }
    let folded: String = folder.finish().chars.into_iter().collect();
    folded.trim_matches(' ').to_owned()
}

/// Folds character by character.
#[derive(Default)]
struct Folder {
    out: Folded,
    /// The cluster that is still open, and its range.
    cluster: String,
    start: u32,
    end: u32,
}

impl Folder {
    fn push(&mut self, c: char, start: u32, end: u32) {
        if is_invisible(c) {
            return;
        }
        if c.is_whitespace() {
            self.flush();
            self.space(start, end);
            if matches!(c, '\n' | '\r') {
                self.border();
            }
            return;
        }
        if c.is_ascii() || begins_cluster(c) {
            self.flush();
        }
        if self.cluster.is_empty() {
            self.start = start;
        }
        self.cluster.push(c);
        self.end = end;
    }

    fn finish(mut self) -> Folded {
        self.flush();
        self.out
    }

    fn flush(&mut self) {
        let (start, end) = (self.start, self.end);
        let cluster = std::mem::take(&mut self.cluster);
        match cluster.as_bytes() {
            [] => {}
            [byte] => self.emit(char::from(*byte), start, end),
            _ => cluster.nfkc().for_each(|c| self.emit(c, start, end)),
        }
        self.cluster = cluster;
        self.cluster.clear();
    }

    fn emit(&mut self, c: char, start: u32, end: u32) {
        if c.is_whitespace() {
            return self.space(start, end);
        }
        if is_invisible(c) {
            return;
        }
        self.out.chars.push(plain(c));
        self.out.places.push((start, end));
    }

    fn space(&mut self, start: u32, end: u32) {
        if self.out.chars.last() == Some(&' ') {
            if let Some(place) = self.out.places.last_mut() {
                place.1 = place.1.max(end);
            }
            return;
        }
        self.out.chars.push(' ');
        self.out.places.push((start, end));
    }

    fn border(&mut self) {
        let at = self.out.chars.len().saturating_sub(1);
        if self.out.borders.last() != Some(&at) {
            self.out.borders.push(at);
        }
    }
}

/// Whether no composition reaches from before `c` into it (Unicode Standard Annex 15, section 9):
/// the first character of its decomposition is a starter that composes with nothing before it.
fn begins_cluster(c: char) -> bool {
    let mut first = None;
    char::decompose_compatible(c, |d| {
        first.get_or_insert(d);
    });
    let first = first.unwrap_or(c);
    char::canonical_combining_class(first) == 0
        && is_nfkc_quick(std::iter::once(first)) != IsNormalized::Maybe
}

/// Whether the character is invisible: it joins, parts, orders or marks, and has no width.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{00AD}'                  // soft hyphen
        | '\u{034F}'                // combining grapheme joiner
        | '\u{061C}'                // Arabic letter mark
        | '\u{180E}'                // Mongolian vowel separator
        | '\u{200B}'..='\u{200F}'   // zero-width space, joiners, direction marks
        | '\u{202A}'..='\u{202E}'   // direction embeddings and overrides
        | '\u{2060}'..='\u{2064}'   // word joiner, invisible operators
        | '\u{2066}'..='\u{2069}'   // direction isolates
        | '\u{FE00}'..='\u{FE0F}'   // variation selectors
        | '\u{FEFF}'                // byte order mark
    )
}

/// The plain form of a quotation mark, a hyphen or a dash. An ellipsis is already taken apart here.
fn plain(c: char) -> char {
    match c {
        '\u{2018}'..='\u{201B}'
        | '\u{2039}'
        | '\u{203A}'
        | '\u{2032}'
        | '\u{2035}'
        | '\u{02BC}' => '\'',
        '\u{201C}'..='\u{201F}' | '\u{00AB}' | '\u{00BB}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Folded {
        Folded::of(&Visible::plain(text))
    }

    /// The original words under each folded character.
    fn under<'a>(text: &'a str, folded: &Folded) -> Vec<&'a str> {
        (0..folded.chars().len())
            .map(|at| &text[folded.original(at..at + 1).unwrap()])
            .collect()
    }

    #[test]
    fn white_space_of_every_kind_is_one_space() {
        for space in [
            " ",
            "\u{A0}",
            "\u{202F}",
            "\n",
            "\t",
            "\r\n",
            "\u{2003}",
            "\u{3000}",
            " \u{A0}\n ",
            "\u{2028}",
        ] {
            assert_eq!(fold(&format!("a{space}b")), "a b", "{space:?}");
        }
        assert_eq!(fold("\n a \u{A0}"), "a");
    }

    #[test]
    fn unseen_characters_are_dropped() {
        for unseen in [
            "\u{2060}", "\u{200B}", "\u{200C}", "\u{200D}", "\u{FEFF}", "\u{AD}", "\u{200E}",
            "\u{FE0F}",
        ] {
            assert_eq!(fold(&format!("a{unseen}b")), "ab", "{unseen:?}");
            assert_eq!(fold(&format!("a {unseen} b")), "a b", "{unseen:?}");
        }
    }

    #[test]
    fn quotation_marks_and_dashes_are_plain() {
        assert_eq!(fold("‘a’ ‚b‛ ‹c›"), "'a' 'b' 'c'");
        assert_eq!(fold("“a” „b‟ «c»"), "\"a\" \"b\" \"c\"");
        assert_eq!(fold("‐ ‑ ‒ – — ― −"), "- - - - - - -");
        assert_eq!(fold("and so on…"), "and so on...");
    }

    #[test]
    fn compatibility_forms_are_plain_but_capitals_stay() {
        assert_eq!(fold("ﬁle Ａ① ²"), "file A1 2");
        assert_eq!(fold("cafe\u{301}"), "café");
        assert_eq!(fold("Nobody"), "Nobody");
    }

    #[test]
    fn each_character_keeps_its_place() {
        let text = "a\u{A0}\n“e\u{2060}\u{301}…";
        let folded = folded(text);
        assert_eq!(folded.chars().iter().collect::<String>(), "a \"é...");
        assert_eq!(
            under(text, &folded),
            ["a", "\u{A0}\n", "“", "e\u{2060}\u{301}", "…", "…", "…"]
        );
        assert!(folded.has_border(1..2));
        assert!(!folded.has_border(2..7));
    }

    #[test]
    fn a_long_run_of_composed_forms_is_many_clusters() {
        let text = "……ＡＢ각각";
        assert_eq!(under(text, &folded(text)).last(), Some(&"각"));
    }

    #[test]
    fn half_a_ligature_is_not_whole() {
        let folded = folded("a ﬁ b");
        assert!(folded.is_whole(2..4));
        assert!(!folded.is_whole(2..3));
        assert!(!folded.is_whole(3..4));
    }

    #[test]
    fn a_form_that_brings_its_own_space_is_whole() {
        let folded = folded("a ¨b");
        let mark = folded.chars().iter().position(|c| *c == '\u{308}').unwrap();
        assert!(folded.is_whole(mark..mark + 2));
    }

    #[test]
    fn folding_twice_changes_nothing() {
        for text in ["ﷺ", "a ¨b", "…—‘’", "e\u{301}\u{2060}", "각\u{11A8}"] {
            assert_eq!(fold(&fold(text)), fold(text), "{text:?}");
        }
    }
}
