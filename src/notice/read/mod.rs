//! Reading a notice: statements out of its text, by rules alone. `docs/reading.md` says how, and how well.
//!
//! The text is taken apart into blocks (headings, paragraphs, items), which keep what their headings and the
//! sentences that lead to them say. In each sentence the known clauses are looked for (`clauses.json`: what
//! notices say in words that recur), with the scope of negations. What a clause states is filled with terms
//! by everyday words for them (`lexicon.json`), places, periods and names. No weights, no network; the same
//! text gives the same statements.

mod anchors;
mod answers;
mod around;
mod bases;
mod blocks;
mod cells;
mod clause;
mod component;
mod here;
mod kept;
mod keyed;
mod known;
mod language;
mod lexicon;
mod line;
mod marks;
mod memo;
mod negation;
mod nominal;
mod origin;
mod outside;
mod page;
mod pattern;
mod people;
mod periods;
mod places;
mod plain;
mod publisher;
mod says;
mod shown;
mod source;
mod statement;
mod tags;
mod walk;

#[cfg(test)]
mod answer_tests;
#[cfg(test)]
mod basis_tests;
#[cfg(test)]
mod component_tests;
#[cfg(test)]
mod contact_tests;
#[cfg(test)]
mod denial_tests;
#[cfg(test)]
mod gold;
#[cfg(test)]
mod homonym_tests;
#[cfg(test)]
mod layout_tests;
#[cfg(test)]
mod loose_tests;
#[cfg(test)]
mod misread_tests;
#[cfg(test)]
mod nominal_tests;
#[cfg(test)]
mod party_tests;
#[cfg(test)]
mod place_tests;
#[cfg(test)]
mod practice_tests;
#[cfg(test)]
mod subject_tests;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod wording_tests;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::text::{PublishedText, TextFormat};
use crate::input::Span;
use blocks::Block;
use clause::Clauses;
pub use known::Known;
pub use language::other_language;
use lexicon::Lexicon;
pub use outside::{OUTSIDE, OutsideText, QuoteFault, TextBlock};
pub use publisher::{Publisher, publisher};
pub use source::prepared;
pub use statement::{Certainty, Kind, NamedVendor, Passage, Reading, Says, Statement};

static CLAUSES: LazyLock<Clauses> = LazyLock::new(|| Clauses::parse(include_str!("clauses.json")));
static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::parse(include_str!("lexicon.json")));

/// Reads the text of a notice; no vendors are known.
///
/// ```
/// use fairnotice::notice::TextFormat;
/// use fairnotice::notice::read::{Kind, read};
///
/// let reading = read("# Sharing\n\nWe never share your data.\n", TextFormat::Markdown);
/// let denial = &reading.statements[0];
/// assert_eq!((denial.says.kind, denial.says.none), (Kind::Shares, true));
/// assert_eq!((denial.line, denial.quote.as_str()), (3, "We never share your data."));
/// ```
pub fn read(text: &str, format: TextFormat) -> Reading {
    read_with(text, format, &Known::default())
}

/// Reads the text of a notice with the names and words that the caller knows.
pub fn read_with(text: &str, format: TextFormat, known: &Known) -> Reading {
    let published = plain::published(text, format);
    let blocks = blocks::without_contents(blocks::blocks(&published));
    let lines = Lines::of(text);
    let mut reading = Reading::default();
    let mut covered = BTreeSet::new();
    let found = walk::walk(
        &blocks,
        &walk::Tables {
            clauses: &CLAUSES,
            lexicon: &LEXICON,
            known,
        },
    );
    let mut recurs: BTreeMap<&str, usize> = BTreeMap::new();
    for it in &found {
        *recurs.entry(words(&blocks, it)).or_default() += 1;
    }
    for (found, place, says) in definite(&blocks, &found, known) {
        covered.insert((found.block, found.sentence.start));
        let line = lines.of_byte(place.start);
        let often = recurs
            .get(words(&blocks, found))
            .is_some_and(|times| *times > OFTEN)
            || reading.statements.len() > WORK / text.len().max(1);
        let certainty = if says::is_sure(found, &says, words(&blocks, found)) {
            Certainty::Certain
        } else {
            Certainty::Look
        };
        let back = anchors::way_back(&published, place, often);
        let by = (found.clause.id.as_str(), certainty);
        reading.statements.push(back.statement(line, by, says));
    }
    let passage = |place: std::ops::Range<usize>| Passage {
        line: lines.of_byte(place.start),
        section: published
            .section_at(place.start as u32)
            .map(|it| it.heading.clone()),
        quote: anchors::quote(&published, place),
    };
    reading.uncovered = uncovered(&blocks, &covered).map(passage).collect();
    let placeholders = published.placeholders().iter();
    reading.placeholders = placeholders.map(|it| passage(it.range())).collect();
    reading
}

/// A statement of a text that an estate has, with its place.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The place of its sentence.
    pub span: Span,
    /// What it says.
    pub says: Says,
}

/// Reads a text that an estate has, without the way back to each quote: its places are known.
pub fn seen(published: &PublishedText) -> Vec<Seen> {
    let blocks = blocks::blocks(published);
    let placed = memo::remembered(published, &blocks, || placed(&blocks));
    let seen = placed.iter().map(|(place, says)| Seen {
        span: Span::new(published.file(), place.start as u32, place.end as u32),
        says: says.clone(),
    });
    seen.collect()
}

/// The statements of blocks, each with the place of its sentence.
fn placed(blocks: &[Block]) -> memo::Placed {
    let known = Known::default();
    let found = walk::walk(
        blocks,
        &walk::Tables {
            clauses: &CLAUSES,
            lexicon: &LEXICON,
            known: &known,
        },
    );
    definite(blocks, &found, &known)
        .map(|(_, place, says)| (place, says))
        .collect()
}

/// Of the clauses that were found, those that say something definite: each with the place of its sentence in the
/// original, and what it says.
fn definite<'f, 'c>(
    blocks: &'f [Block],
    found: &'f [walk::Found<'c>],
    known: &'f Known,
) -> impl Iterator<Item = (&'f walk::Found<'c>, std::ops::Range<usize>, Says)> {
    best(found).filter_map(move |found| {
        let block = blocks.get(found.block)?;
        let place = block.line.original(found.sentence.clone())?;
        let says = says::says(found, &block.line, &LEXICON, known);
        says::is_definite(&says, words(blocks, found)).then_some((found, place, says))
    })
}

/// Words with more statements than this recur too often to be distinguished.
const OFTEN: usize = 200;

/// To look for a quote takes time in proportion to the text: so many bytes are gone through for all quotes
/// together, ten thousand quotes in a text of a hundred kilobytes.
const WORK: usize = 1_000_000_000;

/// The folded words of the sentence in which a clause was found.
fn words<'b>(blocks: &'b [Block], found: &'b walk::Found<'_>) -> &'b str {
    if let Some(said) = &found.said {
        return said;
    }
    let block = blocks.get(found.block);
    let words = block.and_then(|it| it.line.low().get(found.sentence.clone()));
    words.unwrap_or("")
}

/// What is wrong with the data files of the reader; a test rules it out.
#[doc(hidden)]
pub fn faults() -> Vec<String> {
    [CLAUSES.faults(), LEXICON.faults()].concat()
}

/// The ids by which the reader names terms, with the kind of statement they occur in.
#[doc(hidden)]
pub fn vocabulary() -> Vec<(Kind, &'static str)> {
    // Of a denied use the clause itself has the term.
    let uses = CLAUSES.list.iter().filter(|it| it.says == Kind::Uses);
    let uses = uses.filter_map(|it| Some((Kind::Uses, it.item.as_deref()?)));
    LEXICON.ids().into_iter().chain(uses).collect()
}

/// The ids by which the reader names data subjects.
#[doc(hidden)]
pub fn subject_terms() -> Vec<&'static str> {
    people::vocabulary().collect()
}

/// Of the clauses that say the same of one sentence, the first that is sure, or else the first.
fn best<'f, 'c>(found: &'f [walk::Found<'c>]) -> impl Iterator<Item = &'f walk::Found<'c>> {
    let mut best: BTreeMap<(usize, usize, Kind, bool, Option<&str>), &walk::Found<'_>> =
        BTreeMap::new();
    for it in found {
        let clause = it.clause;
        let key = (
            it.block,
            it.sentence.start,
            clause.says,
            it.none,
            clause.item.as_deref(),
        );
        let kept = best.entry(key).or_insert(it);
        if clause.sure && !kept.clause.sure {
            *kept = it;
        }
    }
    best.into_values()
}

/// The places of sentences that have no statement, without headings and heads of columns.
fn uncovered<'b>(
    blocks: &'b [Block],
    covered: &'b BTreeSet<(usize, usize)>,
) -> impl Iterator<Item = std::ops::Range<usize>> + 'b {
    let body = blocks.iter().enumerate();
    let body = body.filter(|(_, block)| !block.is_head());
    body.flat_map(move |(number, block)| {
        let sentences = block.line.sentences().into_iter();
        let bare = sentences.filter(move |it| !covered.contains(&(number, it.start)));
        bare.filter_map(|it| block.line.original(it))
    })
}

/// Where the lines of a text begin.
#[derive(Debug)]
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        Self(text.match_indices('\n').map(|(at, _)| at + 1).collect())
    }

    /// The line of a byte, from 1.
    fn of_byte(&self, byte: usize) -> u32 {
        let before = self.0.partition_point(|start| *start <= byte);
        u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1)
    }
}
