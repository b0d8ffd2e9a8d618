//! Links to the words on the published page: the `#:~:text=` fragment of the URL Fragment Text
//! Directives (WICG).
//!
//! A browser looks for `text=[prefix-,]start[,end][,-suffix]`: for whole words, and for each of the
//! four within one block of the page. So words that are few and in one block are given in full; of
//! others the first and the last few, and words around them when the page has them twice.

use std::ops::Range;

use super::anchor::{Anchor, occurrences};
use super::text::PublishedText;

/// A quote with more characters than this is given by its first and last words.
const LONG: usize = 300;
/// So many words begin and end a long quote, if it has them, unless more are needed.
const FEW: usize = 4;
/// More words than this are not added to distinguish equal words.
const MANY: usize = 12;

/// The parts of a fragment, as places of the folded text.
struct Parts {
    prefix: Option<Range<usize>>,
    start: Range<usize>,
    end: Option<Range<usize>>,
    suffix: Option<Range<usize>>,
}

/// What `make` makes of the least number, up to [`MANY`], that is good; else of the greatest.
fn grown<T>(make: impl Fn(usize) -> T, is_good: impl Fn(&T) -> bool) -> T {
    for count in 0..MANY {
        let made = make(count);
        if is_good(&made) {
            return made;
        }
    }
    make(MANY)
}

/// ## Links
impl PublishedText {
    /// The fragment that makes a browser show the words of an anchor on the published page:
    /// `#:~:text=...`, to be put after the page's address. Empty for an anchor of another text.
    ///
    /// It is made for a page that shows this text and nothing like it besides.
    pub fn text_fragment(&self, anchor: &Anchor) -> String {
        if anchor.span.file != self.file() {
            return String::new();
        }
        let place = self.to_words(self.folded.within(anchor.span.range()));
        if place.is_empty() {
            return String::new();
        }
        let parts = if place.len() <= LONG && !self.folded.has_border(place.clone()) {
            self.in_full(place)
        } else {
            self.ends_of(place)
        };
        let mut fragment = "#:~:text=".to_owned();
        if let Some(prefix) = parts.prefix {
            fragment.push_str(&self.term(prefix));
            fragment.push_str("-,");
        }
        fragment.push_str(&self.term(parts.start));
        if let Some(end) = parts.end {
            fragment.push(',');
            fragment.push_str(&self.term(end));
        }
        if let Some(suffix) = parts.suffix {
            fragment.push_str(",-");
            fragment.push_str(&self.term(suffix));
        }
        fragment
    }

    /// The range without spaces at its ends, made longer to the ends of its words.
    fn to_words(&self, range: Range<usize>) -> Range<usize> {
        let Range { mut start, mut end } = range;
        while start < end && self.is_space(start) {
            start += 1;
        }
        while start < end && self.is_space(end - 1) {
            end -= 1;
        }
        while start < end && self.is_within_word(start) {
            start -= 1;
        }
        while start < end && self.is_within_word(end) {
            end += 1;
        }
        start..end
    }

    /// A quote in full, with words around it when the page has it twice.
    fn in_full(&self, place: Range<usize>) -> Parts {
        let others: Vec<usize> = self
            .alike(&place)
            .into_iter()
            .filter(|at| *at != place.start)
            .collect();
        let (mut prefix, mut suffix) = (None, None);
        for count in 0..=MANY {
            let before = self.words_before(place.start, count);
            let after = self.words_after(place.end, count);
            let tries = [
                (before.clone(), None),
                (None, after.clone()),
                (before, after),
            ];
            let distinguishes = |(before, after): &(Option<Range<usize>>, Option<Range<usize>>)| {
                !others.iter().any(|at| {
                    self.same_at(before, place.start, *at) && self.same_at(after, place.start, *at)
                })
            };
            let enough = tries.iter().find(|around| distinguishes(around)).cloned();
            let done = enough.is_some();
            let [_, _, all] = tries;
            (prefix, suffix) = enough.unwrap_or(all);
            if done {
                break;
            }
        }
        Parts {
            prefix,
            start: place,
            end: None,
            suffix,
        }
    }

    /// The first and last words of a quote. A browser takes the first place where it finds the
    /// first words, and the first one after it where it finds the last; so more words are added,
    /// then words around them, until these are the places meant.
    fn ends_of(&self, place: Range<usize>) -> Parts {
        let first_block = self.block_end(place.start).min(place.end);
        let limit = if first_block == place.end {
            let half = place.start + place.len() / 2;
            (place.start..half)
                .rev()
                .find(|at| self.is_space(*at))
                .unwrap_or(half)
        } else {
            first_block
        };
        let start = grown(
            |count| self.next_words(place.start, limit, FEW + count),
            |start| self.alike(start).len() < 2,
        );
        let is_start = |prefix: &Option<Range<usize>>| {
            let mut all = self.alike(&start).into_iter();
            all.all(|at| at == start.start || !self.same_at(prefix, start.start, at))
        };
        let prefix = grown(|count| self.words_before(start.start, count), is_start);

        let limit = self.block_start(place.end).max(start.end);
        let between = |end: &Range<usize>| {
            let mut all = self.alike(end);
            all.retain(|at| (start.end..end.start).contains(at));
            all
        };
        let end = grown(
            |count| self.last_words(place.end, limit, FEW + count),
            |end| between(end).is_empty(),
        );
        let is_end = |suffix: &Option<Range<usize>>| {
            let earlier = between(&end);
            earlier
                .iter()
                .all(|at| !self.same_at(suffix, end.start, *at))
        };
        let suffix = grown(|count| self.words_after(place.end, count), is_end);
        Parts {
            prefix,
            start: start.clone(),
            end: Some(end.clone()),
            suffix,
        }
    }

    /// Whether the words of `words` are as far from `other` as they are from `here`; true when
    /// there are no words.
    fn same_at(&self, words: &Option<Range<usize>>, here: usize, other: usize) -> bool {
        let Some(words) = words else {
            return true;
        };
        let text = self.lower().chars();
        let moved = |at: usize| (at + other).checked_sub(here);
        let there = moved(words.start).zip(moved(words.end));
        there.is_some_and(|(start, end)| text.get(start..end) == text.get(words.clone()))
    }

    /// Where the words of a place occur, as whole words and whatever their capitals.
    fn alike(&self, place: &Range<usize>) -> Vec<usize> {
        let text = self.lower().chars();
        let words = text.get(place.clone()).unwrap_or(&[]);
        occurrences(text, words)
            .filter(|at| !self.is_within_word(*at) && !self.is_within_word(*at + words.len()))
            .collect()
    }

    fn is_space(&self, at: usize) -> bool {
        self.folded.chars().get(at) == Some(&' ')
    }

    fn is_border(&self, at: usize) -> bool {
        self.folded.has_border(at..at + 1)
    }

    /// Where the block that holds `at` ends.
    fn block_end(&self, at: usize) -> usize {
        let len = self.folded.chars().len();
        (at..len).find(|at| self.is_border(*at)).unwrap_or(len)
    }

    /// Where the block that ends at or holds `at` starts.
    fn block_start(&self, at: usize) -> usize {
        (0..at)
            .rev()
            .find(|at| self.is_border(*at))
            .map_or(0, |at| at + 1)
    }

    /// Up to `count` words from `start` on, at least one, none that ends after `limit` but the first.
    fn next_words(&self, start: usize, limit: usize, count: usize) -> Range<usize> {
        let mut end = start;
        for _ in 0..count {
            let word = if self.is_space(end) { end + 1 } else { end };
            let next = (word..limit).find(|at| self.is_space(*at)).unwrap_or(limit);
            if next <= end {
                break;
            }
            end = next;
        }
        start..end.max(start + 1)
    }

    /// Up to `count` words before `end`, none that starts before `limit`.
    fn last_words(&self, end: usize, limit: usize, count: usize) -> Range<usize> {
        let mut start = end;
        for _ in 0..count {
            let word = match start.checked_sub(1) {
                Some(before) if self.is_space(before) => before,
                _ => start,
            };
            let next = (limit..word)
                .rev()
                .find(|at| self.is_space(*at))
                .map_or(limit, |at| at + 1);
            if next >= start {
                break;
            }
            start = next;
        }
        start..end
    }

    /// Up to `count` words before a place, in the same block; marks do not count.
    fn words_before(&self, place: usize, count: usize) -> Option<Range<usize>> {
        let end = match place.checked_sub(1) {
            Some(before) if self.is_space(before) => before,
            _ => place,
        };
        let limit = self.block_start(end);
        let marks = usize::from(count > 0 && self.has_no_word(self.last_words(end, limit, 1)));
        let words = self.last_words(end, limit, count + marks);
        (!self.has_no_word(words.clone())).then_some(words)
    }

    /// Up to `count` words after a place, in the same block; marks do not count.
    fn words_after(&self, place: usize, count: usize) -> Option<Range<usize>> {
        let start = if self.is_space(place) {
            place + 1
        } else {
            place
        };
        let limit = self.block_end(start);
        if count == 0 || start >= limit {
            return None;
        }
        let marks = usize::from(self.has_no_word(self.next_words(start, limit, 1)));
        let words = self.next_words(start, limit, count + marks);
        (!self.has_no_word(words.clone())).then_some(words)
    }

    /// Whether a range holds punctuation only, which does not distinguish places.
    fn has_no_word(&self, range: Range<usize>) -> bool {
        let mut chars = self.folded.chars().get(range).unwrap_or(&[]).iter();
        !chars.any(|c| c.is_alphanumeric())
    }

    /// The words of a place, written for a fragment.
    fn term(&self, place: Range<usize>) -> String {
        let Some(span) = self.span(place) else {
            return String::new();
        };
        let mut out = String::new();
        for byte in self.words(span).bytes() {
            // `-`, `,` and `&` mean something in a fragment; the rest of what is encoded is no part
            // of an address.
            if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'~') {
                out.push(char::from(byte));
            } else {
                out.push_str(&format!("%{byte:02X}"));
            }
        }
        out
    }
}

#[cfg(test)]
mod tests;
