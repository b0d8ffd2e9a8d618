//! Finding a quote: the exact words and, where they are not unique, the words around them.

mod error;

use std::ops::Range;

use super::markdown::visible_quote;
use super::normalise::fold;
use super::sections::{Missing, SectionId};
use super::text::{PublishedText, TextFormat};
use crate::input::Span;
pub use error::AnchorError;

/// The place of a quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Anchor {
    /// The words, without white space at their ends.
    pub span: Span,
    /// The innermost section that the quote begins in; `None` before the first heading.
    pub section: Option<SectionId>,
}

/// ## Anchors
impl PublishedText {
    /// Finds a quote in a section, or in the whole text.
    ///
    /// `section` is a heading or a path of headings (`Parent > Child`). `prefix` and `suffix` are
    /// words directly before and after the quote, white space aside; they may lie outside the
    /// section. In Markdown the quote is first looked for as a reader of the page would copy it,
    /// then as a copy from the Markdown itself. Of several places, those count in which the quote
    /// is made of whole words: `us` is not looked for in `use` while it is a word of its own
    /// elsewhere.
    ///
    /// Several sections of one name count as one where the quote is in only one of them.
    ///
    /// # Errors
    /// [`AnchorError`], when the quote does not have exactly one place there.
    pub fn find(
        &self,
        section: Option<&str>,
        quote: &str,
        prefix: Option<&str>,
        suffix: Option<&str>,
    ) -> Result<Anchor, AnchorError> {
        self.find_nth(section, quote, prefix, suffix, None)
    }

    /// Finds one of several places of a quote: `occurrence` counts from 1, in the order of the text, the places that
    /// section, prefix and suffix leave; with a name that several sections have, in all of these.
    ///
    /// # Errors
    /// [`AnchorError`], when the quote does not occur there so often, or without `occurrence` not exactly once.
    pub fn find_nth(
        &self,
        section: Option<&str>,
        quote: &str,
        prefix: Option<&str>,
        suffix: Option<&str>,
        occurrence: Option<u32>,
    ) -> Result<Anchor, AnchorError> {
        let (areas, unclear) = self.areas(section)?;
        let found = self.fitting(section, &areas, quote, prefix, suffix);
        let found = match (found, unclear) {
            (Ok(found), _) if occurrence.is_some() || found.len() == 1 => found,
            (_, Some(unclear)) if occurrence.is_none() => return Err(unclear),
            (found, _) => found?,
        };
        let place = match occurrence {
            Some(asked) => {
                let at = asked.checked_sub(1).map(|at| at as usize);
                let place = at.and_then(|at| found.get(at));
                let spans = || self.spans(&found);
                place.ok_or_else(|| AnchorError::NoOccurrence {
                    asked,
                    spans: spans(),
                })
            }
            None => match found.as_slice() {
                [one] => Ok(one),
                several => Err(AnchorError::Ambiguous {
                    spans: self.spans(several),
                }),
            },
        }?;
        self.anchor(place.clone()).ok_or(AnchorError::Empty)
    }

    /// Which of its places in a section the words have that begin at a byte, counted from 1.
    pub(super) fn occurrence_at(
        &self,
        section: Option<&str>,
        quote: &str,
        start: u32,
    ) -> Option<u32> {
        let (areas, _) = self.areas(section).ok()?;
        let found = self.fitting(section, &areas, quote, None, None).ok()?;
        let begins = |place: &Range<usize>| {
            let span = self.span(place.clone());
            span.is_some_and(|it| it.start.abs_diff(start) <= 4)
        };
        let at = found.iter().position(begins)?;
        u32::try_from(at + 1).ok()
    }

    /// Where to look: the sections of a name, with the error that there are several; or the whole text.
    fn areas(
        &self,
        section: Option<&str>,
    ) -> Result<(Vec<Range<usize>>, Option<AnchorError>), AnchorError> {
        let Some(name) = section else {
            let whole = 0..self.folded.chars().len();
            return Ok((std::iter::once(whole).collect(), None));
        };
        let within = |span: Span| self.folded.within(span.range());
        match self.section_named(name) {
            Ok(id) => {
                let span = self.sections.get(id).map(|section| section.span);
                Ok((vec![span.map_or(0..0, within)], None))
            }
            Err(AnchorError::AmbiguousSection {
                section,
                paths,
                spans,
            }) => {
                let areas = spans.iter().copied().map(within).collect();
                let unclear = AnchorError::AmbiguousSection {
                    section,
                    paths,
                    spans,
                };
                Ok((areas, Some(unclear)))
            }
            Err(error) => Err(error),
        }
    }

    /// The places of a quote between prefix and suffix, in the order of the text; at least one.
    fn fitting(
        &self,
        section: Option<&str>,
        areas: &[Range<usize>],
        quote: &str,
        prefix: Option<&str>,
        suffix: Option<&str>,
    ) -> Result<Vec<Range<usize>>, AnchorError> {
        let readings = self.readings(quote);
        if readings.is_empty() {
            return Err(AnchorError::Empty);
        }
        let readings_of =
            |words: Option<&str>| words.map(|it| self.readings(it)).unwrap_or_default();
        let (prefixes, suffixes) = (readings_of(prefix), readings_of(suffix));
        for reading in &readings {
            let in_area = |area: &Range<usize>| self.places(reading, area.clone());
            let mut found: Vec<Range<usize>> = areas.iter().flat_map(in_area).collect();
            // A section within one of the same name is looked through twice.
            found.sort_by_key(|place| place.start);
            found.dedup();
            if found.is_empty() {
                continue;
            }
            let fitting: Vec<Range<usize>> = found
                .iter()
                .filter(|place| {
                    self.follows(place.start, &prefixes) && self.precedes(place.end, &suffixes)
                })
                .cloned()
                .collect();
            let fitting = self.prefer_words(fitting);
            return if fitting.is_empty() {
                Err(AnchorError::OtherContext {
                    spans: self.spans(&found),
                })
            } else {
                Ok(fitting)
            };
        }
        let area = areas.first().cloned().unwrap_or(0..0);
        Err(self.not_found(section, &readings, area))
    }

    /// The section of a heading, or of a path of headings (`Parent > Child`).
    ///
    /// # Errors
    /// [`AnchorError::UnknownSection`] or [`AnchorError::AmbiguousSection`].
    pub fn section_named(&self, name: &str) -> Result<SectionId, AnchorError> {
        self.sections.lookup(name).map_err(|missing| match missing {
            Missing::Unknown(nearest) => AnchorError::UnknownSection {
                section: name.to_owned(),
                nearest,
            },
            Missing::Ambiguous(ids) => AnchorError::AmbiguousSection {
                section: name.to_owned(),
                paths: ids.iter().map(|id| self.heading_path(*id)).collect(),
                spans: ids
                    .iter()
                    .filter_map(|id| Some(self.sections.get(*id)?.span))
                    .collect(),
            },
        })
    }

    /// The folded forms that a quote may have, the likelier first; none when it is empty.
    fn readings(&self, quote: &str) -> Vec<Vec<char>> {
        let mut readings = vec![fold(quote)];
        if self.format() == TextFormat::Markdown {
            let seen = fold(&visible_quote(quote));
            // Marks whose partner was left out when the quote was cut are still marks.
            let bare = fold(&seen.replace(['*', '_', '`'], ""));
            // The bars between the cells of a table are no words. What looks like a mark may be a part of a word.
            let cells = [&seen, &bare].map(|it| fold(&it.replace('|', " ")));
            readings.extend([seen, bare]);
            readings.extend(cells);
        }
        readings.dedup();
        readings
            .into_iter()
            .filter(|reading| !reading.is_empty())
            .map(|reading| reading.chars().collect())
            .collect()
    }

    /// The places of a folded quote in a range of the folded text.
    pub(super) fn places(&self, quote: &[char], area: Range<usize>) -> Vec<Range<usize>> {
        let indexed = self.index.occurrences(self.folded.chars(), quote, &area);
        let starts: Vec<usize> = indexed.unwrap_or_else(|| {
            let chars = self.folded.chars().get(area.clone()).unwrap_or(&[]);
            let within = occurrences(chars, quote);
            within.map(|at| area.start + at).collect()
        });
        starts
            .into_iter()
            .map(|at| at..at + quote.len())
            .filter(|place| self.folded.is_whole(place.clone()))
            .collect()
    }

    /// Whether one of `before` directly precedes a place, a space aside.
    fn follows(&self, at: usize, before: &[Vec<char>]) -> bool {
        let text = self.folded.chars().get(..at).unwrap_or(&[]);
        let text = text.strip_suffix(&[' ']).unwrap_or(text);
        before.is_empty() || before.iter().any(|words| text.ends_with(words))
    }

    /// Whether one of `after` directly follows a place, a space aside.
    fn precedes(&self, at: usize, after: &[Vec<char>]) -> bool {
        let text = self.folded.chars().get(at..).unwrap_or(&[]);
        let text = text.strip_prefix(&[' ']).unwrap_or(text);
        after.is_empty() || after.iter().any(|words| text.starts_with(words))
    }

    /// Those places that do not begin or end within a word, if there are any; else all.
    fn prefer_words(&self, places: Vec<Range<usize>>) -> Vec<Range<usize>> {
        if places.len() < 2 {
            return places;
        }
        let whole: Vec<Range<usize>> = places
            .iter()
            .filter(|place| !self.is_within_word(place.start) && !self.is_within_word(place.end))
            .cloned()
            .collect();
        if whole.is_empty() { places } else { whole }
    }

    /// Whether a word has letters on both sides of the border before the character `at`.
    pub(super) fn is_within_word(&self, at: usize) -> bool {
        let is_letter = |at: usize| self.folded.chars().get(at).is_some_and(|c| is_word(*c));
        at > 0 && is_letter(at - 1) && is_letter(at)
    }

    fn anchor(&self, place: Range<usize>) -> Option<Anchor> {
        let span = self.span(place)?;
        Some(Anchor {
            span,
            section: self.section_at(span.start).map(|section| section.id),
        })
    }

    fn spans(&self, places: &[Range<usize>]) -> Vec<Span> {
        places
            .iter()
            .filter_map(|place| self.span(place.clone()))
            .collect()
    }

    fn not_found(
        &self,
        section: Option<&str>,
        readings: &[Vec<char>],
        area: Range<usize>,
    ) -> AnchorError {
        let whole = 0..self.folded.chars().len();
        let elsewhere = readings
            .iter()
            .find_map(|reading| self.places(reading, whole.clone()).into_iter().next());
        let found_in_section = elsewhere
            .and_then(|place| self.anchor(place)?.section)
            .map(|id| self.heading_path(id));
        let nearest = readings
            .last()
            .and_then(|reading| self.nearest(reading, area));
        AnchorError::NotFound {
            section: section.map(str::to_owned),
            nearest,
            found_in_section,
        }
    }
}

/// Whether the character is part of a word, in a script that parts words by spaces and has small
/// and capital letters. In other scripts nothing is known about where words end.
pub(super) fn is_word(c: char) -> bool {
    c.is_numeric() || c.is_lowercase() || c.is_uppercase()
}

/// Every index at which `needle` begins in `hay`, overlaps included, in one pass whatever the two
/// hold (Knuth, Morris, Pratt).
pub(super) fn occurrences<'a>(
    hay: &'a [char],
    needle: &'a [char],
) -> impl Iterator<Item = usize> + 'a {
    let borders = borders(needle);
    let mut matched = 0;
    hay.iter().enumerate().filter_map(move |(at, c)| {
        matched = step(needle, &borders, matched, *c);
        (matched > 0 && matched == needle.len()).then(|| at + 1 - matched)
    })
}

/// How much of `needle` is matched after `c`, when `matched` was before it.
fn step(needle: &[char], borders: &[usize], mut matched: usize, c: char) -> usize {
    loop {
        if needle.get(matched) == Some(&c) {
            return matched + 1;
        }
        match matched.checked_sub(1).and_then(|last| borders.get(last)) {
            Some(shorter) => matched = *shorter,
            None => return 0,
        }
    }
}

/// For each beginning of `needle`, the length of its longest proper beginning that is its end too.
fn borders(needle: &[char]) -> Vec<usize> {
    let mut borders: Vec<usize> = Vec::with_capacity(needle.len());
    for c in needle {
        let length = match borders.last() {
            None => 0,
            Some(before) => step(needle, &borders, *before, *c),
        };
        borders.push(length);
    }
    borders
}

#[cfg(test)]
mod tests;
