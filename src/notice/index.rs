//! The places of the words of a long text, sorted once, so that thousands of quotes are not each looked
//! for from its start to its end.

use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The characters by which places are sorted.
const KEY: usize = 16;
/// A shorter text is looked through as fast.
const LEAST_TEXT: usize = 10_000;
/// Sorting costs as much as looking for so many quotes.
const LEAST_ASKED: usize = 32;
/// With more places that begin alike, as in a text of one letter, looking through it is faster.
const MOST: usize = 1_000;

/// An index of a text, which is made when it pays.
#[derive(Debug, Default)]
pub(super) struct Index {
    asked: AtomicUsize,
    /// Every place, in the order of the characters there.
    places: OnceLock<Vec<u32>>,
}

impl Index {
    /// Every place in `area` at which `quote` begins, in their order; `None` where the text should be looked
    /// through instead. The text must be the same each time.
    pub(super) fn occurrences(
        &self,
        text: &[char],
        quote: &[char],
        area: &Range<usize>,
    ) -> Option<Vec<usize>> {
        let is_long = text.len() >= LEAST_TEXT && u32::try_from(text.len()).is_ok();
        if !is_long || quote.is_empty() || self.asked.fetch_add(1, Ordering::Relaxed) < LEAST_ASKED
        {
            return None;
        }
        let places = self.places.get_or_init(|| {
            let mut places: Vec<u32> = (0..text.len() as u32).collect();
            places.sort_by_key(|at| (key(text, *at, KEY), *at));
            places
        });
        let length = quote.len().min(KEY);
        let wanted = quote.get(..length)?;
        let from = places.partition_point(|at| key(text, *at, length) < wanted);
        let rest = places.get(from..)?;
        let count = rest.partition_point(|at| key(text, *at, length) == wanted);
        let alike = rest.get(..count).filter(|alike| alike.len() <= MOST)?;
        let ends = |at: usize| at + quote.len();
        let mut found: Vec<usize> = alike
            .iter()
            .map(|at| *at as usize)
            .filter(|at| *at >= area.start && ends(*at) <= area.end)
            .filter(|at| text.get(*at..ends(*at)) == Some(quote))
            .collect();
        found.sort_unstable();
        Some(found)
    }
}

/// The characters at a place, fewer at the end of the text.
fn key(text: &[char], at: u32, length: usize) -> &[char] {
    let at = at as usize;
    text.get(at..text.len().min(at + length)).unwrap_or(&[])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::anchor::occurrences;
    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        /// The index finds what looking through the text finds.
        #[test]
        fn what_is_indexed_is_what_is_there(
            words in proptest::collection::vec("[ab ]{1,6}|some words|é", 50..80),
            cuts in proptest::collection::vec((0_usize..12_000, 1_usize..40), 8),
            area in (0_usize..6_000, 6_000_usize..12_000),
        ) {
            let mut text: Vec<char> = words.join(" ").chars().collect();
            while text.len() < LEAST_TEXT {
                text.extend_from_within(..);
                text.push('z');
            }
            let index = Index::default();
            index.asked.store(LEAST_ASKED, Ordering::Relaxed);
            let area = area.0..area.1.min(text.len());
            for (from, length) in cuts {
                let from = from % text.len();
                let quote = &text[from..text.len().min(from + length)];
                let plain: Vec<usize> = occurrences(&text[area.clone()], quote)
                    .map(|at| area.start + at)
                    .collect();
                if let Some(found) = index.occurrences(&text, quote, &area) {
                    prop_assert_eq!(found, plain);
                }
            }
        }
    }
}
