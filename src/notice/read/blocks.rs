//! The blocks of a notice: headings, paragraphs, items and cells, each with what surrounds it.

use std::collections::BTreeSet;

use super::super::text::{PublishedText, TextFormat};
use super::cells::{Cell, Cells};
use super::line::{Line, Seen};
use super::page;

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BlockKind {
    /// A heading of this level, from 1.
    Heading(u8),
    /// A paragraph.
    Paragraph,
    /// An item of a list, by its mark or its number.
    Item,
}

/// A block of the text.
#[derive(Debug)]
pub(super) struct Block {
    /// What it is.
    pub(super) kind: BlockKind,
    /// Its words.
    pub(super) line: Line,
    /// The cell of a table that it is in.
    pub(super) cell: Option<Cell>,
}

impl Block {
    /// Whether it says what is below it, and states nothing itself: a heading, or the head of a column.
    pub(super) fn is_head(&self) -> bool {
        matches!(self.kind, BlockKind::Heading(_)) || self.cell.is_some_and(|it| it.head)
    }
}

/// All blocks of a text, in order.
pub(super) fn blocks(text: &PublishedText) -> Vec<Block> {
    let mut found: Vec<Block> = Vec::new();
    let mut reached = 0;
    let mut cells = Cells::default();
    for seen in parts(text) {
        let line = Line::of(seen);
        let Some(place) = line.original(0..line.low().len()) else {
            continue;
        };
        let gap = text.text().get(reached..place.start).unwrap_or("");
        let kind = match heading_level(text, &line, place.start) {
            Some(level) => BlockKind::Heading(level),
            None if is_marked(gap, text.format()) || is_numbered(line.low()) => BlockKind::Item,
            None => BlockKind::Paragraph,
        };
        reached = place.end;
        let cell = cells.next(gap, text.format());
        found.push(Block { kind, line, cell });
    }
    let mut of_blocks: Vec<_> = found.iter_mut().map(|it| &mut it.cell).collect();
    cells.mark_heads(&mut of_blocks, text.format());
    found
}

/// Leaves out the lists of contents: items in a row of which each repeats a heading. One alone may be an item of
/// something else: *Location* under *We collect:*.
pub(super) fn without_contents(blocks: Vec<Block>) -> Vec<Block> {
    /// A list of contents has so many items at least.
    const SHORTEST: usize = 3;
    let bare = |low: &str| {
        let low = low.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
        low.to_owned()
    };
    let headings = blocks
        .iter()
        .filter(|block| matches!(block.kind, BlockKind::Heading(_)));
    let headings: BTreeSet<String> = headings.map(|block| bare(block.line.low())).collect();
    let is_item = |block: &Block| block.kind == BlockKind::Item && block.cell.is_none();
    let mut kept: Vec<Block> = Vec::new();
    let mut list: Vec<Block> = Vec::new();
    let close = |list: &mut Vec<Block>, kept: &mut Vec<Block>| {
        let repeats = |block: &&Block| headings.contains(&bare(block.line.low()));
        let count = list.iter().filter(repeats).count();
        // One entry in three may have other words than its heading.
        let is_list = list.len() >= SHORTEST && count * 3 >= list.len() * 2;
        let lead = kept.last().map_or("", |it| it.line.low());
        let is_led_to = lead.ends_with(':') && !lead.contains("contents");
        if !is_list || is_led_to {
            kept.append(list);
        }
        list.clear();
    };
    for block in blocks {
        if is_item(&block) {
            list.push(block);
        } else {
            close(&mut list, &mut kept);
            kept.push(block);
        }
    }
    close(&mut list, &mut kept);
    kept
}

/// The characters of each block.
fn parts(text: &PublishedText) -> Vec<Vec<Seen>> {
    let furniture = match text.format() {
        TextFormat::Html => page::furniture(text.text()),
        TextFormat::Markdown | TextFormat::Plain => Vec::new(),
    };
    let mut furniture = furniture.iter().peekable();
    let (mut all, mut open) = (Vec::new(), Vec::new());
    for (c, start, end) in text.visible_chars() {
        while furniture.next_if(|it| it.end <= start as usize).is_some() {}
        let hidden = furniture
            .peek()
            .is_some_and(|it| it.contains(&(start as usize)));
        // A border has no width; another line feed is one that somebody wrote.
        let is_border = c == '\n' && (start == end || text.format() == TextFormat::Plain);
        if is_border {
            all.push(std::mem::take(&mut open));
        } else if !hidden {
            // Markdown shows a line feed within a paragraph as a space.
            let written = text.text().get(start as usize..end as usize);
            let is_feed = c == ' '
                && text.format() == TextFormat::Markdown
                && written.is_some_and(|it| it.contains('\n'));
            open.push((if is_feed { '\n' } else { c }, start, end));
        }
    }
    all.push(open);
    let mut all: Vec<Vec<Seen>> = all.into_iter().flat_map(lettered).collect();
    if text.format() == TextFormat::Plain {
        all = unwrapped(all);
    }
    all
}

/// The lines of a paragraph, where each begins with the letter or the number of an item; else the paragraph, its line
/// feeds as spaces.
fn lettered(mut paragraph: Vec<Seen>) -> Vec<Vec<Seen>> {
    let mut lines = Vec::new();
    while let Some(at) = paragraph.iter().rposition(|(c, ..)| *c == '\n') {
        let words = paragraph.get(at + 1..).unwrap_or_default().iter();
        let words: String = words
            .take(8)
            .map(|(c, ..)| c.to_ascii_lowercase())
            .collect();
        let before = paragraph.get(..at).unwrap_or_default().iter().rev();
        let before: String = before.map(|(c, ..)| *c).take(4).collect();
        let ends = before.starts_with([':', ';', ',', '.']) || before == "dna ";
        if ends && words.starts_with('(') && is_numbered(&words) {
            lines.push(paragraph.split_off(at + 1));
            paragraph.pop();
        } else if let Some(seen) = paragraph.get_mut(at) {
            seen.0 = ' ';
        }
    }
    lines.push(paragraph);
    lines.reverse();
    lines
}

/// Joins the lines of plain text that were broken for width alone, and words that a hyphen parts there.
fn unwrapped(lines: Vec<Vec<Seen>>) -> Vec<Vec<Seen>> {
    let mut widths: Vec<usize> = lines.iter().map(Vec::len).filter(|it| *it > 0).collect();
    widths.sort_unstable();
    let usual = widths.get(widths.len() * 9 / 10).copied().unwrap_or(0);
    let mut all: Vec<Vec<Seen>> = Vec::with_capacity(lines.len());
    for line in lines {
        match all.last_mut() {
            Some(last) if goes_on(last, &line, usual) => {
                let ends = |c: Option<&Seen>| c.is_some_and(|(c, ..)| *c == '-');
                if ends(last.last()) && begins_small(&line) {
                    last.pop();
                } else {
                    let end = last.last().map_or(0, |(.., end)| *end);
                    last.push((' ', end, end));
                }
                last.extend(line);
            }
            _ => all.push(line),
        }
    }
    all
}

/// A text whose lines are narrower than this is a list of short lines.
const NARROWEST: usize = 30;

fn begins_small(line: &[Seen]) -> bool {
    let first = line.iter().find(|(c, ..)| !c.is_whitespace());
    first.is_some_and(|(c, ..)| c.is_lowercase())
}

/// Whether a line of plain text continues the one before: that is long, or nearly as long as lines of the text `usual`ly
/// are and the next begins with a small letter.
fn goes_on(last: &[Seen], next: &[Seen], usual: usize) -> bool {
    // The last line of several that were joined.
    let width = match last
        .iter()
        .rposition(|(c, start, end)| *c == ' ' && start == end)
    {
        Some(joined) => last.len() - joined,
        None => last.len(),
    };
    let narrow = usual >= NARROWEST && width * 10 >= usual * 6 && begins_small(next);
    let long = last.len() >= 50 || narrow;
    let last = last
        .iter()
        .rev()
        .map(|(c, ..)| *c)
        .find(|c| !c.is_whitespace());
    let ended = last.is_none_or(|c| matches!(c, '.' | ':' | ';' | '!' | '?'));
    let next: String = next.iter().map(|(c, ..)| *c).collect();
    let next = next.trim();
    long && !ended && !next.is_empty() && !is_marked(next, TextFormat::Plain) && !is_numbered(next)
}

/// The level of the heading that a block is, if it is one.
fn heading_level(text: &PublishedText, line: &Line, start: usize) -> Option<u8> {
    let section = text.section_at(start as u32)?;
    let is_it = section.heading.len() >= 2 && text.begins_section(section, start as u32);
    let words = Line::of(section.heading.chars().map(|c| (c, 0, 0)).collect());
    (is_it && line.low().ends_with(words.low())).then_some(section.level)
}

/// Whether what precedes a block has the mark of a list.
fn is_marked(gap: &str, format: TextFormat) -> bool {
    if format == TextFormat::Html {
        let gap = gap.to_ascii_lowercase();
        return ["<li", "<td", "<dd"].iter().any(|it| gap.contains(it));
    }
    let gap = gap.rsplit('\n').next().unwrap_or("").trim_start();
    gap.starts_with([
        '-', '*', '+', '\u{2022}', '\u{25CF}', '\u{25AA}', '\u{25E6}', '\u{B7}', '|', '>',
    ]) || is_numbered(&gap.to_ascii_lowercase())
}

/// Whether words begin with the number of an item: `(a)`, `2.`, `iv)`, or a mark that is part of the words.
fn is_numbered(low: &str) -> bool {
    let low = low.trim_start();
    if low.starts_with("* ")
        || low.starts_with("- ")
        || low.starts_with('|')
        || low.starts_with("o ")
    {
        return true;
    }
    let inner = low.strip_prefix('(').unwrap_or(low);
    let end = inner
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(inner.len());
    let (number, rest) = inner.split_at_checked(end).unwrap_or((inner, ""));
    let short = !number.is_empty()
        && (number.len() <= 2 && number.bytes().all(|c| c.is_ascii_digit())
            || number.len() == 1
            || number.len() <= 4 && number.bytes().all(|c| matches!(c, b'i' | b'v' | b'x')));
    short && (rest.starts_with(')') || rest.starts_with(". ") && inner.len() == low.len())
}
