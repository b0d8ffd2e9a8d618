//! The text nearest to a quote that is not in the notice.
//!
//! Two steps, so that a long notice is quick to search. First a window as long as the quote goes
//! over the text in strides, and the triples of letters that it shares with the quote are counted;
//! then, around the best windows only, the stretch with the least edit distance is sought.

use std::ops::Range;

use super::lower::small;
use super::text::PublishedText;
use crate::input::Span;

/// Text at or below this similarity is not near.
const LEAST: f64 = 0.4;
/// From this similarity on, text of the section is near enough not to look outside it.
const ENOUGH: f64 = 0.7;
/// A longer quote is sought by its beginning.
const LONGEST: usize = 1000;
/// How many windows are looked at closely.
const CLOSE: usize = 6;

/// The text nearest to a quote.
#[derive(Debug, Clone, PartialEq)]
pub struct Nearest {
    /// Its place, from word to word.
    pub span: Span,
    /// What a reader sees there.
    pub text: String,
    /// How alike it is to the quote, from 0 to 1, where 1 is the same: the normalised Levenshtein
    /// similarity of the folded forms.
    pub similarity: f64,
}

impl PublishedText {
    /// The text nearest to a folded quote, within `area` if something there is near, else anywhere.
    pub(super) fn nearest(&self, quote: &[char], area: Range<usize>) -> Option<Nearest> {
        let quote = quote.get(..LONGEST).unwrap_or(quote);
        let mut best = self.nearest_within(quote, area.clone());
        let whole = 0..self.folded.chars().len();
        if whole != area
            && best
                .as_ref()
                .is_none_or(|(_, similarity)| *similarity < ENOUGH)
        {
            let outside = self.nearest_within(quote, whole);
            let least = best.as_ref().map_or(LEAST, |(_, similarity)| *similarity);
            best = outside
                .filter(|(_, similarity)| *similarity > least)
                .or(best);
        }
        let (place, similarity) = best.filter(|(_, similarity)| *similarity > LEAST)?;
        let span = self.span(place)?;
        Some(Nearest {
            span,
            text: self.words(span),
            similarity,
        })
    }

    fn nearest_within(&self, quote: &[char], area: Range<usize>) -> Option<(Range<usize>, f64)> {
        let text = self.lower().chars().get(area.clone())?;
        let small_quote = small(quote);
        let reach = small_quote.len() / 2 + 8;
        let mut best: Option<(usize, Range<usize>)> = None;
        for window in windows(text, &small_quote) {
            let region =
                window.saturating_sub(reach)..(window + small_quote.len() + reach).min(text.len());
            let Some((distance, found)) = text
                .get(region.clone())
                .and_then(|region| closest(region, &small_quote))
            else {
                continue;
            };
            if best.as_ref().is_none_or(|(least, _)| distance < *least) {
                best = Some((
                    distance,
                    region.start + found.start..region.start + found.end,
                ));
            }
        }
        let (_, found) = best?;
        let ends_sentence = quote.last().is_some_and(|c| is_stop(*c));
        let place = self.whole_words(
            area.start + found.start..area.start + found.end,
            &area,
            ends_sentence,
        )?;
        let there: String = self.folded.chars().get(place.clone())?.iter().collect();
        let quote: String = quote.iter().collect();
        Some((place, strsim::normalized_levenshtein(&there, &quote)))
    }

    /// The range without spaces at its ends, made longer to the ends of its words; a stop at its end
    /// goes too, unless the quote has one.
    fn whole_words(
        &self,
        range: Range<usize>,
        area: &Range<usize>,
        keep_stop: bool,
    ) -> Option<Range<usize>> {
        let chars = self.folded.chars();
        let Range { mut start, mut end } = range;
        while start < end && chars.get(start) == Some(&' ') {
            start += 1;
        }
        let goes = |at: usize| {
            chars
                .get(at)
                .is_some_and(|c| *c == ' ' || (is_stop(*c) && !keep_stop))
        };
        while start < end && goes(end - 1) {
            end -= 1;
        }
        while start > area.start && self.is_within_word(start) {
            start -= 1;
        }
        while end < area.end && self.is_within_word(end) {
            end += 1;
        }
        // A character that is part of a cluster has no place of its own.
        let whole = self.folded.within(self.folded.original(start..end)?);
        (!whole.is_empty()).then_some(whole)
    }
}

/// Whether the character ends a sentence or a part of one.
fn is_stop(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '!' | '?')
}

/// Where the windows begin that share most with the quote, the best first.
fn windows(text: &[char], quote: &[char]) -> Vec<usize> {
    let wanted = Triples::of(quote);
    let ids: Vec<Option<usize>> = triples(text).map(|triple| wanted.id(triple)).collect();
    let stride = (quote.len() / 8).max(1);
    let mut have = vec![0_u32; wanted.counts.len()];
    let mut shared = 0_u32;
    let mut scored: Vec<(u32, usize)> = Vec::new();
    // One end of the window runs ahead and adds triples, the other follows and takes them away.
    for ahead in 0..ids.len() + quote.len() {
        if let Some(&Some(id)) = ids.get(ahead) {
            shared += wanted.change(&mut have, id, true);
        }
        if let Some(&Some(id)) = ahead
            .checked_sub(quote.len())
            .and_then(|behind| ids.get(behind))
        {
            shared -= wanted.change(&mut have, id, false);
        }
        let Some(start) = (ahead + 1).checked_sub(quote.len()) else {
            continue;
        };
        if shared > 0 && start % stride == 0 {
            scored.push((shared, start));
        }
    }
    if scored.is_empty() && !text.is_empty() {
        // A text shorter than the quote has one window.
        return vec![0];
    }
    best_apart(&scored, quote.len() / 2)
}

/// The starts of the best windows, none of which lies within `apart` of a better one.
fn best_apart(scored: &[(u32, usize)], apart: usize) -> Vec<usize> {
    let mut chosen: Vec<(u32, usize)> = Vec::with_capacity(CLOSE);
    while chosen.len() < CLOSE {
        let top = chosen.first().map_or(0, |(score, _)| *score);
        let next = scored
            .iter()
            .filter(|(score, start)| {
                // A window with less than half of the best one's share is not the one.
                *score * 2 >= top
                    && chosen
                        .iter()
                        .all(|(_, other)| start.abs_diff(*other) > apart)
            })
            .max_by(|(a, at_a), (b, at_b)| a.cmp(b).then(at_b.cmp(at_a)));
        let Some(next) = next else {
            break;
        };
        chosen.push(*next);
    }
    chosen.into_iter().map(|(_, start)| start).collect()
}

/// Three letters in one number: a character has 21 bits.
fn triples(text: &[char]) -> impl Iterator<Item = u64> + '_ {
    let before = std::iter::once(' ').chain(text.iter().copied());
    let after = text.iter().copied().skip(1).chain(std::iter::once(' '));
    before
        .zip(text.iter().copied())
        .zip(after)
        .map(|((a, b), c)| {
            (u64::from(u32::from(a)) << 42)
                | (u64::from(u32::from(b)) << 21)
                | u64::from(u32::from(c))
        })
}

/// The triples of a quote, and how often each occurs.
struct Triples {
    sorted: Vec<u64>,
    counts: Vec<u32>,
}

impl Triples {
    fn of(quote: &[char]) -> Self {
        let mut all: Vec<u64> = triples(quote).collect();
        all.sort_unstable();
        let counts = all
            .chunk_by(|a, b| a == b)
            .map(|same| same.len() as u32)
            .collect();
        all.dedup();
        Self {
            sorted: all,
            counts,
        }
    }

    fn id(&self, triple: u64) -> Option<usize> {
        self.sorted.binary_search(&triple).ok()
    }

    /// Counts a triple in or out; by how much the share with the quote changes.
    fn change(&self, have: &mut [u32], id: usize, entering: bool) -> u32 {
        let (Some(have), Some(want)) = (have.get_mut(id), self.counts.get(id)) else {
            return 0;
        };
        let before = (*have).min(*want);
        *have = if entering {
            *have + 1
        } else {
            have.saturating_sub(1)
        };
        before.abs_diff((*have).min(*want))
    }
}

/// The stretch of `region` with the least edit distance to the quote, and that distance (Sellers).
fn closest(region: &[char], quote: &[char]) -> Option<(usize, Range<usize>)> {
    // Each cell: the distance of some beginning of the quote to a stretch that ends here, and
    // where that stretch begins.
    let mut row: Vec<(usize, usize)> = (0..=region.len()).map(|at| (0, at)).collect();
    for (done, wanted) in quote.iter().enumerate() {
        let mut diagonal = (done, 0);
        let mut left = (done + 1, 0);
        let mut cells = row.iter_mut();
        if let Some(first) = cells.next() {
            diagonal = *first;
            *first = left;
        }
        for (cell, there) in cells.zip(region) {
            let above = *cell;
            let mut here = (diagonal.0 + usize::from(there != wanted), diagonal.1);
            if above.0 + 1 < here.0 {
                here = (above.0 + 1, above.1);
            }
            if left.0 + 1 < here.0 {
                here = (left.0 + 1, left.1);
            }
            diagonal = above;
            left = here;
            *cell = here;
        }
    }
    let least = row.iter().map(|(distance, _)| *distance).min()?;
    let first = row.iter().position(|(distance, _)| *distance == least)?;
    // Of equals the longest that follows on: a changed last word is shown, not cut off.
    let more = row
        .iter()
        .skip(first + 1)
        .take_while(|(distance, _)| *distance == least)
        .count();
    let end = first + more;
    let start = row.get(end)?.1;
    (start < end).then_some((least, start..end))
}

#[cfg(test)]
mod tests {
    use super::super::text::TextFormat;
    use super::*;
    use crate::input::FileId;

    fn near(text: &str, quote: &str) -> Option<Nearest> {
        let notice = PublishedText::new(FileId(0), text, TextFormat::Plain, &[]);
        let quote: Vec<char> = quote.chars().collect();
        notice.nearest(&quote, 0..notice.folded.chars().len())
    }

    const TEXT: &str = "We collect: names.\n\nWe share your data with: Nobody.\n\nWe keep it for a year. \
        We may transfer your personal information to the United\nStates, where it is protected.";

    #[test]
    fn a_slip_is_found_with_its_place() {
        let found = near(TEXT, "We share your date with: Nobdy").unwrap();
        assert_eq!(found.text, "We share your data with: Nobody");
        assert_eq!(&TEXT[found.span.range()], found.text);
        assert!(found.similarity > 0.9 && found.similarity < 1.0);
    }

    #[test]
    fn one_word_with_a_slip_is_found() {
        assert_eq!(near(TEXT, "Nobdy").unwrap().text, "Nobody");
    }

    #[test]
    fn other_words_within_and_at_the_end_are_shown() {
        let found = near(
            TEXT,
            "We may now transfer your information to the United Kingdom",
        )
        .unwrap();
        assert_eq!(
            found.text,
            "We may transfer your personal information to the United States"
        );
        assert_eq!(
            near(TEXT, "we SHARE your data").unwrap().text,
            "We share your data"
        );
    }

    #[test]
    fn what_is_not_near_is_not_offered() {
        assert_eq!(near(TEXT, "Cookies live in browsers until purged"), None);
        assert_eq!(near("", "x"), None);
    }

    #[test]
    fn a_quote_longer_than_the_text_finds_it() {
        assert_eq!(
            near("Nobody at", "Nobody at all").unwrap().text,
            "Nobody at"
        );
    }

    #[test]
    fn of_equals_the_first_is_shown() {
        let found = near("a cat sat. a cat sat.", "a bat sat").unwrap();
        assert_eq!(found.span.start, 0);
    }
}
