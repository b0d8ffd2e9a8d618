//! What a reader sees of a text, and the place of each part of it in the original.

use std::ops::Range;

use crate::input::ScalarPlaces;

/// A stretch of visible text that comes from one stretch of the original.
#[derive(Debug, Clone, Copy)]
struct Piece {
    /// First byte in the visible text.
    at: usize,
    /// Bytes in the visible text.
    len: usize,
    /// First byte in the original.
    start: usize,
    /// One past the last byte in the original.
    end: usize,
    /// Whether the original has the same bytes, so that places inside differ. Otherwise (an entity,
    /// say) every character of the piece has the place of the whole.
    verbatim: bool,
}

/// The visible text. A line feed in it is a border that a reader sees as such: the end of a
/// paragraph, a list item, a line.
#[derive(Debug, Default)]
pub(super) struct Visible {
    text: String,
    pieces: Vec<Piece>,
}

impl Visible {
    /// All of `text` is visible as it is, except for a byte order mark.
    pub(super) fn plain(text: &str) -> Self {
        let mut visible = Self::default();
        let body = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        visible.push(body, text.len() - body.len());
        visible
    }

    /// Adds text that is in the original as it is, from `start` on.
    pub(super) fn push(&mut self, text: &str, start: usize) {
        self.add(text, start..start + text.len(), true);
    }

    /// Adds text that is in the original in another form.
    pub(super) fn push_replaced(&mut self, text: &str, original: Range<usize>) {
        self.add(text, original, false);
    }

    /// Adds a border between two blocks, unless there is one. A line feed that is written in the original is none.
    pub(super) fn push_border(&mut self) {
        let is_border = |last: &Piece| last.start == last.end && self.text.ends_with('\n');
        let Some(last) = self.pieces.last().filter(|last| !is_border(last)) else {
            return;
        };
        let end = last.end;
        self.add("\n", end..end, false);
    }

    fn add(&mut self, text: &str, original: Range<usize>, verbatim: bool) {
        if text.is_empty() {
            return;
        }
        // INVARIANT: pieces are in the order of the original and do not overlap; all searches by
        // place rely on it. A parser that goes back is limited to the place that was reached.
        let reached = self.pieces.last().map_or(0, |piece| piece.end);
        self.pieces.push(Piece {
            at: self.text.len(),
            len: text.len(),
            start: original.start.max(reached),
            end: original.end.max(reached),
            verbatim: verbatim && original.start >= reached,
        });
        self.text.push_str(text);
    }

    /// The same text with places in the file in which the original is written as a value.
    pub(super) fn within(&self, places: &ScalarPlaces) -> Self {
        let mut moved = Self::default();
        for piece in &self.pieces {
            let text = self.text.get(piece.at..piece.at + piece.len).unwrap_or("");
            if !piece.verbatim {
                let end = places.end_of(piece.end);
                let start = if piece.start == piece.end {
                    end
                } else {
                    places.start_of(piece.start)
                };
                moved.push_replaced(text, start..end.max(start));
                continue;
            }
            for part in places.overlapping(piece.start..piece.end) {
                let from = part.value.start.max(piece.start);
                let to = part.value.end.min(piece.end);
                let text = text.get(from - piece.start..to - piece.start).unwrap_or("");
                if part.verbatim {
                    moved.push(text, part.source.start + (from - part.value.start))
                } else {
                    moved.push_replaced(text, part.source.clone())
                }
            }
        }
        moved
    }

    /// How many bytes are visible.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// The visible text from a byte on.
    pub(super) fn since(&self, at: usize) -> &str {
        self.text.get(at..).unwrap_or("")
    }

    /// Every visible character with its range in the original, in order.
    pub(super) fn chars(&self) -> impl Iterator<Item = (char, u32, u32)> + '_ {
        self.pieces.iter().flat_map(|piece| {
            let text = self.text.get(piece.at..piece.at + piece.len).unwrap_or("");
            text.char_indices().map(move |(at, c)| {
                if piece.verbatim {
                    let start = piece.start + at;
                    (c, start as u32, (start + c.len_utf8()) as u32)
                } else {
                    (c, piece.start as u32, piece.end as u32)
                }
            })
        })
    }

    /// What a reader sees of a range of the original, each run of white space as one space.
    pub(super) fn words(&self, original: Range<usize>) -> String {
        let first = self
            .pieces
            .partition_point(|piece| piece.end <= original.start);
        let mut seen = String::new();
        for piece in self.pieces.iter().skip(first) {
            if piece.start >= original.end {
                break;
            }
            let (mut from, mut to) = (piece.at, piece.at + piece.len);
            if piece.verbatim {
                from += original.start.saturating_sub(piece.start);
                to -= piece.end.saturating_sub(original.end);
            }
            seen.push_str(self.text.get(from..to).unwrap_or(""));
        }
        collapse(&seen)
    }
}

/// The text with each run of white space as one space, and none at its ends.
pub(super) fn collapse(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}
