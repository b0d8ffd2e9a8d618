//! From texts with places to lines, and from lines to headings, paragraphs and items.
//!
//! The order is that in which the pages draw. The size of most letters is that of the body; larger lines are headings,
//! the largest the highest, and so are short lines that are all bold.

use std::collections::{BTreeMap, BTreeSet};

use super::super::lines::{Lines, is_title};
use super::super::{Document, DocumentFault, PlaceUnit};
use super::content::Run;
use crate::notice::visible::collapse;

/// A line.
#[derive(Debug, Clone)]
struct Line {
    page: u32,
    left: f32,
    right: f32,
    base: f32,
    size: f32,
    is_bold: bool,
    /// Where the lines of its column end.
    edge: f32,
    /// Whether something is side by side with it.
    is_cell: bool,
    text: String,
}

/// By how much of its size a gap within a line is a space.
const SPACE: f32 = 0.15;
/// By how much of its size a gap parts what is side by side, such as cells.
const APART: f32 = 2.5;
/// Lines that begin this near to each other, in points, are of one column.
const COLUMN: f32 = 40.0;
/// By how much of its size an item may begin behind its mark.
const MARGIN: f32 = 5.0;
/// Among so many lines that were drawn before, the one of a mark is looked for.
const MARKED: usize = 200;
/// By how much of its size the next line may be lower, to be of the same paragraph.
const LEADING: f32 = 1.75;
/// By how much a heading is larger than the body.
const LARGER: f32 = 1.12;
/// On so many pages a line recurs that is a header or a footer.
const RECURS: usize = 3;

/// What a block is.
#[derive(Debug, PartialEq)]
enum Kind {
    Heading,
    Item,
    Paragraph,
}

/// Lines that belong together.
#[derive(Debug)]
struct Block {
    kind: Kind,
    page: u32,
    size: f32,
    is_bold: bool,
    text: String,
    last: Line,
}

/// The document of some pages.
pub(super) fn document(pages: &[Vec<Run>]) -> Result<Document, DocumentFault> {
    let mut lines = Vec::new();
    for (at, runs) in pages.iter().enumerate() {
        let page = u32::try_from(at + 1).unwrap_or(u32::MAX);
        lines.extend(lines_of(page, runs));
    }
    let lines = without_margins(lines, pages.len());
    let body = body_size(&lines);
    let words: BTreeSet<String> = lines
        .iter()
        .flat_map(|line| line.text.split_whitespace())
        .map(|word| bare(word).to_lowercase())
        .collect();
    let mut blocks: Vec<Block> = Vec::new();
    for line in lines {
        let kind = kind(&line, body);
        match blocks.last_mut() {
            Some(block) if goes_on(block, &line, &kind) => join(block, line, &words),
            _ => blocks.push(Block {
                page: line.page,
                size: line.size,
                is_bold: line.is_bold,
                text: unmarked(&line.text).to_owned(),
                last: line,
                kind,
            }),
        }
    }
    // A block of several lines in bold letters is emphasis.
    let levels = levels(&blocks);
    let mut out = Lines::default();
    for block in &blocks {
        let key = (tenths(block.size), block.is_bold);
        let level = levels.get(&key).copied().unwrap_or(1);
        match block.kind {
            Kind::Heading if is_title(&block.text) => out.heading(level, &block.text, block.page),
            Kind::Item if !is_numbered(&block.text) => out.item(&block.text, block.page),
            Kind::Item | Kind::Heading | Kind::Paragraph => out.paragraph(&block.text, block.page),
        }
    }
    out.document(PlaceUnit::Page)
}

fn tenths(size: f32) -> i32 {
    (size * 10.0).round().clamp(0.0, 100_000.0) as i32
}

/// The lines of a page. Marks of items may be drawn apart from what they mark, before or after it.
fn lines_of(page: u32, runs: &[Run]) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for run in runs.iter().filter(|run| !run.text.is_empty()) {
        let is_blank = run.text.trim().is_empty();
        if let Some(line) = lines.last_mut().filter(|line| follows(line, run)) {
            if run.left - line.right > line.size * SPACE {
                line.text.push(' ');
            }
            let was_mark = is_mark(&line.text);
            line.text.push_str(&run.text);
            line.right = run.right;
            if !is_blank && was_mark {
                (line.size, line.is_bold) = (run.size, run.is_bold);
            } else if !is_blank {
                line.is_bold &= run.is_bold;
                line.size = line.size.max(run.size);
            }
        } else if let Some(line) = marked_by(&mut lines, run) {
            line.text = format!("{} {}", run.text.trim(), line.text);
            line.left = run.left;
        } else if !is_blank {
            lines.push(Line {
                page,
                left: run.left,
                right: run.right,
                base: run.base,
                size: run.size,
                is_bold: run.is_bold,
                edge: run.right,
                is_cell: false,
                text: run.text.clone(),
            });
        }
    }
    for line in &mut lines {
        line.text = collapse(&line.text);
    }
    // Numbers of pages, rules of dots, marks without an item.
    lines.retain(|line| line.text.chars().any(char::is_alphabetic) && !is_mark(&line.text));
    let bases: Vec<f32> = lines.iter().map(|line| line.base).collect();
    let rows: Vec<i32> = bases.iter().map(|base| base.round() as i32).collect();
    let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
    for row in &rows {
        *counts.entry(*row).or_default() += 1;
    }
    for (line, row) in lines.iter_mut().zip(&rows) {
        line.is_cell = counts.get(row).is_some_and(|count| *count > 1);
    }
    with_edges(lines)
}

/// The lines with the edges of their columns: the ends of those that begin near where they do.
fn with_edges(mut lines: Vec<Line>) -> Vec<Line> {
    let column = |line: &Line| (line.left / COLUMN).round() as i32;
    let mut edges: BTreeMap<i32, f32> = BTreeMap::new();
    for line in &lines {
        let edge = edges.entry(column(line)).or_insert(line.right);
        *edge = edge.max(line.right);
    }
    for line in &mut lines {
        let at = column(line);
        let near = edges.range(at.saturating_sub(1)..=at.saturating_add(1));
        line.edge = near.map(|(_, edge)| *edge).fold(line.right, f32::max);
    }
    lines
}

/// Whether a text goes on where a line ends.
fn follows(line: &Line, run: &Run) -> bool {
    let size = line.size.max(run.size);
    let gap = run.left - line.right;
    let is_near = gap > -size && (gap < size * APART || is_mark(&line.text) && gap < size * MARGIN);
    (line.base - run.base).abs() < size * 0.4 && is_near
}

/// The line of which a text is the mark.
fn marked_by<'l>(lines: &'l mut [Line], run: &Run) -> Option<&'l mut Line> {
    let is_it = |line: &&mut Line| {
        let gap = line.left - run.right;
        (line.base - run.base).abs() < line.size * 0.4
            && gap > -line.size
            && gap < line.size * MARGIN
    };
    let all = lines.iter_mut().rev().take(MARKED);
    all.take_while(|_| is_mark(&run.text)).find(is_it)
}

/// Whether a text is the mark of an item and nothing else.
fn is_mark(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty()
        && !text.contains(' ')
        && (text == "-"
            || text == "o"
            || unmarked(text).is_empty()
            || is_numbered(&format!("{text} ")))
}

/// Leaves out headers and footers: what recurs at one height of most pages, its numbers aside.
fn without_margins(lines: Vec<Line>, pages: usize) -> Vec<Line> {
    let key = |line: &Line| {
        let words: String = line.text.chars().filter(|c| !c.is_ascii_digit()).collect();
        (line.base.round() as i32, collapse(&words))
    };
    let mut recurs: BTreeMap<(i32, String), BTreeSet<u32>> = BTreeMap::new();
    for line in &lines {
        recurs.entry(key(line)).or_default().insert(line.page);
    }
    let most = RECURS.max(pages / 2 + 1);
    let is_margin = |line: &Line| recurs.get(&key(line)).is_some_and(|on| on.len() >= most);
    lines.into_iter().filter(|line| !is_margin(line)).collect()
}

/// The size of most letters.
fn body_size(lines: &[Line]) -> f32 {
    let mut sizes: BTreeMap<i32, usize> = BTreeMap::new();
    for line in lines {
        *sizes.entry(tenths(line.size)).or_default() += line.text.len();
    }
    let most = sizes
        .iter()
        .max_by_key(|(size, letters)| (**letters, -**size));
    most.map_or(0.0, |(size, _)| *size as f32 / 10.0)
}

fn kind(line: &Line, body: f32) -> Kind {
    if (line.size > body * LARGER || line.is_bold) && !line.is_cell && is_title(&line.text) {
        Kind::Heading
    } else if unmarked(&line.text).len() < line.text.len() || is_numbered(&line.text) {
        Kind::Item
    } else {
        Kind::Paragraph
    }
}

/// The words of an item without its bullet. Fonts of symbols have theirs in the private area of Unicode.
fn unmarked(text: &str) -> &str {
    let rest = text.trim_start_matches([
        '\u{2022}', '\u{25CF}', '\u{25AA}', '\u{25E6}', '\u{B7}', '\u{2023}', '\u{25A0}',
        '\u{25CB}', '\u{2013}', '\u{2043}', '\u{F0B7}', '\u{F0A7}', '\u{F0D8}',
    ]);
    let rest = if rest.len() == text.len() {
        let marked = text.strip_prefix("- ").or_else(|| text.strip_prefix("o "));
        marked.unwrap_or(text)
    } else {
        rest
    };
    rest.trim_start()
}

/// Whether a line begins with a number as items have it: `1.`, `(a)`, `iv)`.
fn is_numbered(text: &str) -> bool {
    let Some((mark, _)) = text.split_once(' ') else {
        return false;
    };
    let inner = mark.trim_start_matches('(').trim_end_matches(['.', ')']);
    inner.len() < mark.len()
        && (1..=4).contains(&inner.len())
        && (inner.bytes().all(|c| c.is_ascii_digit() || c == b'.')
            || inner.len() == 1 && inner.bytes().all(|c| c.is_ascii_lowercase())
            || inner.bytes().all(|c| matches!(c, b'i' | b'v' | b'x')))
}

/// Whether a line continues a block.
fn goes_on(block: &Block, line: &Line, kind: &Kind) -> bool {
    let last = &block.last;
    let size = last.size.max(line.size);
    let is_like = tenths(last.size).abs_diff(tenths(line.size)) <= 5;
    if *kind == Kind::Item || !is_like {
        return false;
    }
    if block.kind == Kind::Heading || *kind == Kind::Heading {
        // A heading of two lines; a line of bold words within a paragraph.
        let near = last.base - line.base < size * 1.5 && last.base > line.base;
        let both = block.kind == Kind::Heading && *kind == Kind::Heading;
        let inside = block.kind != Kind::Heading && !has_ended(&block.text) && near;
        return last.page == line.page && near && (both && last.is_bold == line.is_bold || inside);
    }
    if last.page != line.page {
        let small = line.text.starts_with(char::is_lowercase);
        return small && !has_ended(&block.text);
    }
    let down = last.base - line.base;
    let is_column = down < 0.0;
    if is_column {
        return line.text.starts_with(char::is_lowercase) && !has_ended(&block.text);
    }
    // Where the next word would have fit on the line, a paragraph ended with it.
    let word = line.text.split(' ').next().unwrap_or("").chars().count() as f32;
    if last.right + (word + 1.0) * size * 0.6 < last.edge && !block.text.ends_with('-') {
        return false;
    }
    // Cells of a table are side by side, or far apart.
    let is_cell = down < size * 0.4;
    !is_cell && down < size * LEADING && !(has_ended(&block.text) && down > size * 1.5)
}

fn has_ended(text: &str) -> bool {
    text.ends_with(['.', ':', ';', '!', '?'])
}

/// Adds a line. A word that a hyphen parts is one word where it is written so elsewhere.
fn join(block: &mut Block, line: Line, words: &BTreeSet<String>) {
    let head = block.text.rsplit(' ').next().unwrap_or("");
    let tail = line.text.split(' ').next().unwrap_or("");
    let whole = head.strip_suffix('-').map(|head| format!("{head}{tail}"));
    match whole {
        Some(whole) if words.contains(&bare(&whole).to_lowercase()) => {
            block.text.truncate(block.text.len().saturating_sub(1));
        }
        Some(_) if tail.starts_with(char::is_lowercase) => {}
        _ => block.text.push(' '),
    }
    block.text.push_str(&line.text);
    block.last = line;
}

/// A word without the marks around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// The levels of headings: by size, and bold before light.
fn levels(blocks: &[Block]) -> BTreeMap<(i32, bool), u8> {
    let headings = blocks
        .iter()
        .filter(|it| it.kind == Kind::Heading && is_title(&it.text));
    let kinds: BTreeSet<(i32, bool)> = headings.map(|it| (tenths(it.size), it.is_bold)).collect();
    let ranks = kinds.into_iter().rev().enumerate();
    ranks
        .map(|(rank, kind)| (kind, u8::try_from(rank + 1).unwrap_or(6).min(6)))
        .collect()
}
