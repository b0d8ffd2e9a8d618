//! How a statement leads back to its words: section, quote, and the words around it where the quote alone is
//! not unique.

use std::ops::Range;

use super::super::text::{PublishedText, TextFormat};
use super::super::visible::collapse;
use super::marks;
use super::statement::{Certainty, Says, Statement};
use crate::input::Span;

/// A way back to some words.
#[derive(Debug, Default)]
pub(super) struct WayBack {
    pub(super) section: Option<String>,
    pub(super) quote: String,
    pub(super) prefix: Option<String>,
    pub(super) suffix: Option<String>,
    pub(super) occurrence: Option<u32>,
    pub(super) anchored: bool,
}

impl WayBack {
    /// The statement that the words make, which a pattern found with some certainty.
    pub(super) fn statement(
        self,
        line: u32,
        (pattern, certainty): (&str, Certainty),
        says: Says,
    ) -> Statement {
        Statement {
            line,
            section: self.section,
            quote: self.quote,
            prefix: self.prefix,
            suffix: self.suffix,
            occurrence: self.occurrence,
            anchored: self.anchored,
            certainty,
            pattern: pattern.to_owned(),
            says,
        }
    }
}

/// How many bytes around a quote are tried, the fewest first.
const AROUND: [usize; 3] = [0, 40, 160];

/// The way back to a range of bytes of the original.
///
/// Words that recur `often` are not distinguished: a page that says one thing a thousand times says it
/// once.
pub(super) fn way_back(text: &PublishedText, place: Range<usize>, often: bool) -> WayBack {
    let span = Span::new(text.file(), place.start as u32, place.end as u32);
    let section = text.section_at(span.start);
    let heading = section.map(|it| it.heading.clone());
    let path = section.map(|it| text.heading_path(it.id));
    let quotes = quotes(text, place);
    let leads = |section: Option<&str>, quote: &str, prefix: Option<&str>, suffix: Option<&str>| {
        let found = text.find(section, quote, prefix, suffix);
        found.is_ok_and(|it| it.span.start.abs_diff(span.start) <= 4)
    };
    for width in AROUND.into_iter().filter(|_| !often) {
        let prefix = before(text, span, width);
        let suffix = after(text, span, width);
        for quote in &quotes {
            for section in [heading.as_deref(), path.as_deref(), None] {
                for (prefix, suffix) in [
                    (None, None),
                    (prefix.as_deref(), None),
                    (prefix.as_deref(), suffix.as_deref()),
                ] {
                    if leads(section, quote, prefix, suffix) {
                        return WayBack {
                            section: section.map(str::to_owned),
                            quote: quote.clone(),
                            prefix: prefix.map(str::to_owned),
                            suffix: suffix.map(str::to_owned),
                            occurrence: None,
                            anchored: true,
                        };
                    }
                }
            }
        }
    }
    // A text that holds the words twice with all that is around them: which of the places it is.
    for quote in quotes.iter().filter(|_| !often) {
        for section in [heading.as_deref(), path.as_deref(), None] {
            if let Some(occurrence) = text.occurrence_at(section, quote, span.start) {
                return WayBack {
                    section: section.map(str::to_owned),
                    quote: quote.clone(),
                    occurrence: Some(occurrence),
                    anchored: true,
                    ..WayBack::default()
                };
            }
        }
    }
    WayBack {
        section: heading,
        quote: quotes.into_iter().next().unwrap_or_default(),
        ..WayBack::default()
    }
}

/// The quotes that a place can have, the best first. Of a page it is what a reader sees; of Markdown the words as they are
/// written, with whole marks.
fn quotes(text: &PublishedText, place: Range<usize>) -> Vec<String> {
    let span = Span::new(text.file(), place.start as u32, place.end as u32);
    let seen = text.words(span);
    let raw = |place: Range<usize>| collapse(text.text().get(place).unwrap_or(""));
    match text.format() {
        TextFormat::Html => vec![seen],
        TextFormat::Markdown => vec![raw(marks::whole(text.text(), place, &seen)), seen],
        TextFormat::Plain => vec![raw(place)],
    }
}

/// The quote of a place.
pub(super) fn quote(text: &PublishedText, place: Range<usize>) -> String {
    let first = quotes(text, place).into_iter().next();
    first.unwrap_or_default()
}

/// The words before a place, whole words of at most so many bytes.
fn before(text: &PublishedText, span: Span, width: usize) -> Option<String> {
    let mut start = (span.start as usize).saturating_sub(width);
    while text.text().get(start..span.start as usize).is_none() {
        start = start.checked_sub(1)?;
    }
    let words = text.words(Span::new(span.file, start as u32, span.start));
    let whole = words
        .split_once(' ')
        .map_or(words.as_str(), |(_, whole)| whole);
    (!whole.is_empty() && width > 0).then(|| whole.to_owned())
}

/// The words after a place, likewise.
fn after(text: &PublishedText, span: Span, width: usize) -> Option<String> {
    let mut end = (span.end as usize + width).min(text.text().len());
    while text.text().get(span.end as usize..end).is_none() {
        end = end.checked_sub(1)?;
    }
    let words = text.words(Span::new(span.file, span.end, end as u32));
    let whole = words
        .rsplit_once(' ')
        .map_or(words.as_str(), |(whole, _)| whole);
    (!whole.is_empty() && width > 0).then(|| whole.to_owned())
}
