//! The place of each character of a text value in the file that it was read from: YAML drops the
//! indentation of a block, folds lines and knows escapes, so a place in the value is not simply the
//! value's start and so many bytes more.
//!
//! The written text is read again together with the value, and every character that is no white
//! space must agree. A place is therefore either right or not given at all.

use std::ops::Range;

/// At how many places a value is looked for that is not at the place of its node.
const MAX_TRIES: usize = 64;

/// A stretch of a value and the stretch of the file that it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScalarPiece {
    /// Bytes of the value.
    pub value: Range<usize>,
    /// Bytes of the file.
    pub source: Range<usize>,
    /// Whether both hold the same bytes; else (an escape, a line break with its indentation) the
    /// one represents the whole of the other.
    pub verbatim: bool,
}

/// The places of all parts of a value, in order and without gaps in the value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScalarPlaces {
    start: usize,
    pieces: Vec<ScalarPiece>,
}

impl ScalarPlaces {
    /// The places of `value`, which was read from a scalar (plain, quoted or a block of YAML, or a
    /// JSON string) at byte `at` of `source`. Where that is an alias or a merge, the scalar is
    /// looked for in the whole of `source`. `None` when the scalar cannot be found.
    pub fn find(source: &str, at: u32, value: &str) -> Option<Self> {
        let at = at as usize;
        let (from, style) = Style::at(source, at);
        if let Some(places) = Self::align(source, from, style, value) {
            return Some(places);
        }
        let word = value.split(is_space).find(|word| !word.is_empty())?;
        source
            .match_indices(word)
            .take(MAX_TRIES)
            .find_map(|(at, _)| {
                let style = match source.get(..at).and_then(|before| before.chars().last()) {
                    Some('"') => Style::Double,
                    Some('\'') => Style::Single,
                    _ => Style::Open,
                };
                Self::align(source, at, style, value)
            })
    }

    fn align(source: &str, from: usize, style: Style, value: &str) -> Option<Self> {
        let mut units = Units {
            source,
            at: from,
            style,
        }
        .peekable();
        let mut places = Self {
            start: from,
            pieces: Vec::new(),
        };
        let mut rest = value.char_indices().peekable();
        while let Some((at, c)) = rest.next() {
            let space = skip_space(&mut units);
            if is_space(c) {
                let mut end = at + c.len_utf8();
                while let Some((next, c)) = rest.next_if(|(_, c)| is_space(*c)) {
                    end = next + c.len_utf8();
                }
                // Only at its end can a value have a line break that the file does not.
                let written = match (space, rest.peek()) {
                    (Some(written), _) => written,
                    (None, None) => places.end()..places.end(),
                    (None, Some(_)) if places.pieces.is_empty() => from..from,
                    (None, Some(_)) => return None,
                };
                let verbatim = source.get(written.clone()) == value.get(at..end);
                places.push(at..end, written, verbatim);
                continue;
            }
            let unit = units.next()?;
            if unit.c != Some(c) {
                return None;
            }
            let verbatim = unit.place.len() == c.len_utf8();
            places.push(at..at + c.len_utf8(), unit.place, verbatim);
        }
        Some(places)
    }

    /// Adds a piece, to the last one where both go on.
    fn push(&mut self, value: Range<usize>, source: Range<usize>, verbatim: bool) {
        if let Some(last) = self.pieces.last_mut()
            && last.verbatim
            && verbatim
            && last.source.end == source.start
        {
            last.value.end = value.end;
            last.source.end = source.end;
            return;
        }
        self.pieces.push(ScalarPiece {
            value,
            source,
            verbatim,
        });
    }

    fn end(&self) -> usize {
        self.pieces
            .last()
            .map_or(self.start, |piece| piece.source.end)
    }

    /// All pieces, in order.
    pub fn pieces(&self) -> &[ScalarPiece] {
        &self.pieces
    }

    /// The pieces that share bytes with a range of the value.
    pub fn overlapping(&self, value: Range<usize>) -> impl Iterator<Item = &ScalarPiece> {
        let first = self
            .pieces
            .partition_point(|piece| piece.value.end <= value.start);
        self.pieces
            .iter()
            .skip(first)
            .take_while(move |piece| piece.value.start < value.end)
    }

    /// The byte of the file at which the byte `at` of the value begins.
    pub fn start_of(&self, at: usize) -> usize {
        match self.overlapping(at..at + 1).next() {
            Some(piece) if piece.verbatim => piece.source.start + (at - piece.value.start),
            Some(piece) if piece.value.start < at => piece.source.end,
            Some(piece) => piece.source.start,
            None => self.end(),
        }
    }

    /// The byte of the file after that with which the part of the value before `at` ends.
    pub fn end_of(&self, at: usize) -> usize {
        let Some(last) = at.checked_sub(1) else {
            return self.start_of(0);
        };
        match self.overlapping(last..at).next() {
            Some(piece) if piece.verbatim => piece.source.start + (at - piece.value.start),
            Some(piece) => piece.source.end,
            None => self.end(),
        }
    }
}

/// The white space of YAML. Others, a no-break space say, are characters like letters.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// Passes white space, and escapes that mean white space or nothing, and returns their range.
fn skip_space(units: &mut std::iter::Peekable<Units<'_>>) -> Option<Range<usize>> {
    let mut place: Option<Range<usize>> = None;
    while let Some(unit) = units.next_if(|unit| unit.c.is_none_or(is_space)) {
        place = Some(match place {
            Some(place) => place.start..unit.place.end,
            None => unit.place,
        });
    }
    place
}

/// How a scalar is written, as far as its characters are concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// Plain, or a block: characters mean themselves.
    Open,
    /// In single quotes.
    Single,
    /// In double quotes, of YAML or JSON.
    Double,
}

impl Style {
    /// The style of the scalar at a byte, and where its characters begin.
    fn at(source: &str, at: usize) -> (usize, Self) {
        let rest = source.get(at..).unwrap_or("");
        match rest.chars().next() {
            Some('"') => (at + 1, Self::Double),
            Some('\'') => (at + 1, Self::Single),
            // The rest of that line is the head of the block: its indentation, a comment.
            Some('|' | '>') => (
                at + rest.find('\n').map_or(rest.len(), |end| end + 1),
                Self::Open,
            ),
            _ => (at, Self::Open),
        }
    }
}

/// One character as it is written.
struct Unit {
    /// What it means; an escaped line break means nothing.
    c: Option<char>,
    place: Range<usize>,
}

/// The characters of a scalar; ends at its closing quote.
struct Units<'s> {
    source: &'s str,
    at: usize,
    style: Style,
}

impl Iterator for Units<'_> {
    type Item = Unit;

    fn next(&mut self) -> Option<Unit> {
        let rest = self.source.get(self.at..)?;
        let first = rest.chars().next()?;
        let (c, len) = match (self.style, first) {
            (Style::Single, '\'') if rest.starts_with("''") => (Some('\''), 2),
            (Style::Single, '\'') | (Style::Double, '"') => return None,
            (Style::Double, '\\') => escape(rest)?,
            _ => (Some(first), first.len_utf8()),
        };
        let place = self.at..self.at + len;
        self.at = place.end;
        Some(Unit { c, place })
    }
}

/// What the escape at the start of `text` means, and how many bytes it has.
fn escape(text: &str) -> Option<(Option<char>, usize)> {
    let letter = text.chars().nth(1)?;
    let digits = |from: usize, count: usize| {
        let digits = text.get(from..from + count)?;
        u32::from_str_radix(digits, 16).ok()
    };
    let c = match letter {
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        't' | '\t' => '\t',
        'n' => '\n',
        'v' => '\u{B}',
        'f' => '\u{C}',
        'r' => '\r',
        'e' => '\u{1B}',
        ' ' | '"' | '/' | '\\' => letter,
        'N' => '\u{85}',
        '_' => '\u{A0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        '\n' => return Some((None, 2)),
        '\r' => return Some((None, if text.get(2..3) == Some("\n") { 3 } else { 2 })),
        'x' => return Some((char::from_u32(digits(2, 2)?), 4)),
        'U' => return Some((char::from_u32(digits(2, 8)?), 10)),
        'u' => {
            let code = digits(2, 4)?;
            if let (0xD800..=0xDBFF, Some("\\u")) = (code, text.get(6..8)) {
                let low = digits(8, 4)?.checked_sub(0xDC00)?;
                let pair = 0x10000 + ((code - 0xD800) << 10) + low;
                return Some((Some(char::from_u32(pair)?), 12));
            }
            return Some((Some(char::from_u32(code)?), 6));
        }
        _ => return None,
    };
    Some((Some(c), 1 + letter.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{Diagnostics, FileId, read_json, read_yaml};

    /// Reads `t` of a document and gives, for each word asked for, the text of the file at its
    /// place.
    fn places<'s>(source: &'s str, words: &[&str]) -> Vec<(usize, &'s str)> {
        let mut errors = Diagnostics::new();
        let node = if source.starts_with('{') {
            read_json(FileId(0), source, 0, &mut errors)
        } else {
            read_yaml(FileId(0), source, &mut errors)
        };
        let node = node.expect("a document");
        let node = node.get("t").expect("a text");
        let crate::input::NodeKind::String(value) = &node.kind else {
            panic!("no text: {node:?}");
        };
        let places = ScalarPlaces::find(source, node.span.start, value)
            .unwrap_or_else(|| panic!("no places for {value:?} at {:?}", node.span));
        let covered: String = places
            .pieces()
            .iter()
            .map(|piece| &value[piece.value.clone()])
            .collect();
        assert_eq!(&covered, value, "nothing is left out");
        for piece in places.pieces() {
            if piece.verbatim {
                assert_eq!(value[piece.value.clone()], source[piece.source.clone()]);
            }
        }
        words
            .iter()
            .map(|word| {
                let at = value.find(word).expect("the word");
                let place = places.start_of(at)..places.end_of(at + word.len());
                let line = source[..place.start].matches('\n').count() + 1;
                (line, &source[place])
            })
            .collect()
    }

    #[test]
    fn a_block_loses_its_indentation() {
        let source = "a: 1\nt: |\n  \"One\"\n  two\n\n    three\nb: 2\n";
        assert_eq!(
            places(source, &["\"One\"", "two", "three"]),
            [(3, "\"One\""), (4, "two"), (6, "three")]
        );
        let source = "t: |2-  # why\n    One\r\n  two\r\n";
        assert_eq!(places(source, &["One", "two"]), [(2, "One"), (3, "two")]);
    }

    #[test]
    fn folded_lines_are_one() {
        for source in [
            "a: 1\nt: >\n  one\n  two\n\n  three\n",
            "a: 1\nt:\n  one\n  two\n\n  three\n",
            "a: 1\nt:\n  'one\n  two\n\n  three'\n",
            "a: 1\nt: !!str &x\n  \"one\n  two\n\n  three\"\n",
        ] {
            assert_eq!(
                places(source, &["one two", "three"]),
                [(3, "one\n  two"), (6, "three")],
                "{source}"
            );
        }
    }

    #[test]
    fn quotes_and_escapes_are_read() {
        assert_eq!(
            places("t: 'it''s\n  ours'\n", &["it's", "ours"]),
            [(1, "it''s"), (2, "ours")]
        );
        assert_eq!(
            places(
                "t: \"caf\\u00e9\\n\\x41b \\\n   \\\"c\\\" d\"\n",
                &["café", "Ab", "\"c\"", "d"]
            ),
            [(1, "caf\\u00e9"), (1, "\\x41b"), (2, "\\\"c\\\""), (2, "d")]
        );
        assert_eq!(
            places(r#"{"t": "a\n\ud83d\ude00 b\/c"}"#, &["😀", "b/c"]),
            [(1, r"\ud83d\ude00"), (1, r"b\/c")]
        );
    }

    #[test]
    fn an_alias_leads_to_what_it_repeats() {
        let source = "a: &x |\n  One\n  two\nt: *x\n";
        assert_eq!(places(source, &["One", "two"]), [(2, "One"), (3, "two")]);
    }

    #[test]
    fn what_does_not_agree_has_no_places() {
        assert_eq!(ScalarPlaces::find("t: one", 3, "two"), None);
    }
}
