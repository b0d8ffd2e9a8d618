//! For readers of others: the blocks of a text, and the way back to words that somebody else found in one of them.

use super::anchors;
use super::blocks::{self, Block, BlockKind};
use super::statement::{Certainty, Says, Statement};
use super::{Lines, plain};
use crate::notice::text::{PublishedText, TextFormat};
use crate::notice::visible::collapse;

/// The pattern of a statement that a reader of others found.
pub const OUTSIDE: &str = "external-reader";

/// A block of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextBlock {
    /// `heading`, `paragraph` or `item`.
    pub kind: &'static str,
    /// The level of a heading, from 1.
    pub level: Option<u8>,
    /// The line, from 1.
    pub line: u32,
    /// The heading above it.
    pub section: Option<String>,
    /// What a reader sees of it, with single spaces.
    pub text: String,
}

/// Why words are no statement of a text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QuoteFault {
    /// They are not in it.
    #[error("its quote is not in the text")]
    NotThere,
    /// They are not in the block that is named.
    #[error("its quote is not in block {0}")]
    NotInBlock(usize),
    /// There is no such block.
    #[error("there is no block {0}")]
    NoBlock(usize),
    /// They are in several blocks.
    #[error("its quote is in several blocks; name one with `block`")]
    Several,
    /// There are none.
    #[error("its quote has no words")]
    Empty,
}

/// A text whose blocks a reader of others is given.
#[derive(Debug)]
pub struct OutsideText {
    published: PublishedText,
    blocks: Vec<Block>,
    lines: Lines,
}

impl OutsideText {
    /// Takes a text apart.
    pub fn new(text: &str, format: TextFormat) -> Self {
        let published = plain::published(text, format);
        Self {
            blocks: blocks::blocks(&published),
            lines: Lines::of(text),
            published,
        }
    }

    /// The blocks, in order. Their numbers count from 0.
    pub fn blocks(&self) -> Vec<TextBlock> {
        let blocks = self.blocks.iter().map(|block| {
            let all = 0..block.line.low().len();
            let start = block.line.original(all.clone()).map_or(0, |it| it.start);
            let section = self.published.section_at(start as u32);
            let (kind, level) = match block.kind {
                BlockKind::Heading(level) => ("heading", Some(level)),
                BlockKind::Paragraph => ("paragraph", None),
                BlockKind::Item => ("item", None),
            };
            TextBlock {
                kind,
                level,
                line: self.lines.of_byte(start),
                section: section.map(|it| it.heading.clone()),
                text: block.line.written(all),
            }
        });
        blocks.collect()
    }

    /// The statement that some words make, in a block where one is named. The words must be in the text as they are, white
    /// space aside; a person has to look at it.
    ///
    /// # Errors
    /// See [`QuoteFault`].
    pub fn statement(
        &self,
        quote: &str,
        block: Option<usize>,
        says: Says,
    ) -> Result<Statement, QuoteFault> {
        let quote = collapse(quote);
        if quote.is_empty() {
            return Err(QuoteFault::Empty);
        }
        let place = match block {
            Some(at) => {
                let block = self.blocks.get(at).ok_or(QuoteFault::NoBlock(at))?;
                found(block, &quote).ok_or(QuoteFault::NotInBlock(at))?
            }
            None => {
                let mut places = self.blocks.iter().filter_map(|it| found(it, &quote));
                let place = places.next().ok_or(QuoteFault::NotThere)?;
                if places.next().is_some() {
                    return Err(QuoteFault::Several);
                }
                place
            }
        };
        let line = self.lines.of_byte(place.start);
        let back = anchors::way_back(&self.published, place, false);
        Ok(back.statement(line, (OUTSIDE, Certainty::Look), says))
    }
}

/// Where a block has some words.
fn found(block: &Block, quote: &str) -> Option<std::ops::Range<usize>> {
    let seen = block.line.seen(0..block.line.low().len());
    let (mut text, mut places) = (String::new(), Vec::new());
    for (c, start, end) in seen {
        let c = if c.is_whitespace() { ' ' } else { *c };
        if c == ' ' && (text.is_empty() || text.ends_with(' ')) {
            continue;
        }
        text.push(c);
        places.extend(std::iter::repeat_n(
            (*start as usize, *end as usize),
            c.len_utf8(),
        ));
    }
    let at = text.find(quote)?;
    let (start, _) = places.get(at)?;
    let (_, end) = places.get(at + quote.len() - 1)?;
    Some(*start..*end)
}
