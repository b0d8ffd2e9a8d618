//! Excerpts: a few lines of one file with marks under them, drawn by `annotate-snippets`.
//!
//! That library prints what it is given, so every text is made harmless and cut to the width before
//! it goes in, and its paths (whose columns would be those of the cut lines) are written here.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use indexmap::IndexMap;

use super::window::{Window, window};
use crate::estate::model::Severity;
use crate::input::{FileId, SourceFile, SourceMap, Span};
use crate::report::text::{FRAME, Pen, Run, STRONG, columns, sanitize};
use crate::view::under;

/// A place to mark and what to say about it.
#[derive(Debug, Clone)]
pub struct Mark {
    /// The place.
    pub span: Span,
    /// What to say; may be empty.
    pub text: String,
    /// Whether it is the heart of the matter, and underlined as such.
    pub primary: bool,
    /// The same place on a published page.
    pub url: Option<String>,
}

/// Marks in one file, near enough to be shown together.
#[derive(Debug, Clone)]
pub struct Excerpt {
    /// The file.
    pub file: FileId,
    /// The marks, the first of which gives the place in the heading.
    pub marks: Vec<Mark>,
}

/// Lines of a span that are marked before the rest of it is left out.
const MAX_LINES_OF_SPAN: u32 = 3;
/// Lines between two marks of one excerpt, at most.
const MAX_GAP: u32 = 40;

/// Groups marks into excerpts: by file, and apart where they are far apart. The order of the
/// first marks is kept.
pub fn group(sources: &SourceMap, marks: Vec<Mark>) -> Vec<Excerpt> {
    let mut excerpts: Vec<Excerpt> = Vec::new();
    // The first and the last line of each excerpt.
    let mut lines: Vec<(u32, u32)> = Vec::new();
    // The excerpts with marks in a stretch of lines. One that takes a further mark has marks in its
    // stretch or in an adjacent one.
    let mut stretches: BTreeMap<(FileId, u32), Vec<usize>> = BTreeMap::new();
    for mark in marks {
        let Some(file) = sources.file(mark.span.file) else {
            continue;
        };
        let line = file.line_of(mark.span.start);
        let stretch = line / (MAX_GAP + 1);
        let near = (stretch.saturating_sub(1)..=stretch + 1)
            .filter_map(|stretch| stretches.get(&(mark.span.file, stretch)))
            .flatten()
            .filter(|at| {
                lines.get(**at).is_some_and(|(first, last)| {
                    first.abs_diff(line) <= MAX_GAP && last.abs_diff(line) <= MAX_GAP
                })
            });
        let at = near.min().copied().unwrap_or(excerpts.len());
        let of_stretch = stretches.entry((mark.span.file, stretch)).or_default();
        if !of_stretch.contains(&at) {
            of_stretch.push(at);
        }
        match (excerpts.get_mut(at), lines.get_mut(at)) {
            (Some(excerpt), Some((first, last))) => {
                (*first, *last) = ((*first).min(line), (*last).max(line));
                excerpt.marks.push(mark);
            }
            _ => {
                lines.push((line, line));
                excerpts.push(Excerpt {
                    file: mark.span.file,
                    marks: vec![mark],
                });
            }
        }
    }
    excerpts
}

/// A mark on one line.
struct LineMark<'a> {
    mark: &'a Mark,
    range: Range<usize>,
    label: bool,
}

/// The lines of a span, shortened, each with the range of bytes that the span takes in it.
fn lines_of(file: &SourceFile, span: Span) -> Vec<(u32, Range<usize>)> {
    let first = file.line_of(span.start);
    let last = file.line_of(span.end.max(span.start));
    let range_in = |line: u32| {
        let text = file.line(line);
        let start = file.line_start(line) as usize;
        let mut low = (span.start as usize).saturating_sub(start).min(text.len());
        let high = (span.end as usize).saturating_sub(start).min(text.len());
        let inside = text.get(low..high).unwrap_or("");
        if line > first {
            low += inside.len() - inside.trim_start().len();
        }
        low..(low.max(high) - (inside.len() - inside.trim_end().len()).min(low.max(high) - low))
    };
    let mut lines: Vec<_> = (first..=last)
        .map(|line| (line, range_in(line)))
        .filter(|(line, range)| *line == first || !range.is_empty())
        .take(MAX_LINES_OF_SPAN as usize + 1)
        .collect();
    if lines.len() > MAX_LINES_OF_SPAN as usize {
        lines.truncate(MAX_LINES_OF_SPAN as usize - 1);
        let end = (first..=last).rev().map(|line| (line, range_in(line)));
        lines.extend(end.take(1));
    }
    lines
}

/// The highest line number that an excerpt shows.
pub fn last_line(sources: &SourceMap, excerpt: &Excerpt) -> u32 {
    let Some(file) = sources.file(excerpt.file) else {
        return 1;
    };
    excerpt
        .marks
        .iter()
        .flat_map(|mark| lines_of(file, mark.span))
        .map(|(line, _)| line)
        .max()
        .unwrap_or(1)
}

/// How many columns a number takes.
pub fn digits(number: u32) -> usize {
    number.checked_ilog10().unwrap_or(0) as usize + 1
}

/// Draws excerpts of one severity.
pub struct Drawer<'a> {
    /// The texts.
    pub sources: &'a SourceMap,
    /// What precedes paths.
    pub root: &'a str,
    /// Colours the marks.
    pub severity: Severity,
    /// The columns of the widest line number; notes below line up with it.
    pub gutter: usize,
}

impl Drawer<'_> {
    /// Writes the excerpt: its place, its lines with their marks, and what had no space next to them.
    pub fn draw(&self, pen: &mut Pen<'_>, excerpt: &Excerpt) -> io::Result<()> {
        let Some(file) = self.sources.file(excerpt.file) else {
            return Ok(());
        };
        self.heading(pen, file, excerpt)?;
        let lines = arrange(file, &excerpt.marks);
        let width = pen.options().width.saturating_sub(self.gutter + 3);
        let drawn = draw_lines(file, &lines, width, self.severity, pen.options().color);
        let own = digits(lines.last().map_or(1, |(line, _)| *line));
        let pad = " ".repeat(self.gutter.saturating_sub(own));
        for line in drawn.text.lines() {
            pen.raw(&pad)?;
            pen.raw(line.trim_end())?;
            pen.blank()?;
        }
        let labels = lines
            .iter()
            .flat_map(|(_, marks)| marks)
            .filter(|mark| mark.label && !mark.mark.text.trim().is_empty());
        // Where nothing else is said in the excerpt, it is clear what the words are about.
        let has_others = labels.count() > drawn.not_drawn.len();
        let mut said: IndexMap<&str, Vec<String>> = IndexMap::new();
        for (line, text) in drawn.not_drawn {
            said.entry(text).or_default().push(line.to_string());
        }
        let several = has_others || said.len() > 1;
        for (text, numbers) in said {
            let lead = " ".repeat(self.gutter + 1) + "= ";
            let rest = " ".repeat(self.gutter + 3);
            let lines = if numbers.len() == 1 { "line" } else { "lines" };
            let name = format!("{lines} {}:", numbers.join(", "));
            let mut runs = vec![Run::plain(text)];
            if several {
                runs.insert(0, Run::new(STRONG, &name));
            }
            pen.prose(&lead, &rest, &runs)?;
        }
        Ok(())
    }

    fn heading(&self, pen: &mut Pen<'_>, file: &SourceFile, excerpt: &Excerpt) -> io::Result<()> {
        let Some(mark) = excerpt.marks.first() else {
            return Ok(());
        };
        let at = file.line_column(mark.span.start);
        // What is built in lies in no folder of the estate's.
        let path = if file.is_builtin() {
            format!("(built in) {}", file.path())
        } else {
            under(self.root, file.path())
        };
        let place = format!("{}:{}:{}", sanitize(&path), at.line, at.column);
        pen.styled(FRAME, &format!("{}-->", " ".repeat(self.gutter)))?;
        pen.raw(" ")?;
        match mark
            .url
            .as_deref()
            .filter(|url| pen.options().hyperlinks && is_link(url))
        {
            Some(url) => pen.raw(&format!("\u{1b}]8;;{url}\u{1b}\\{place}\u{1b}]8;;\u{1b}\\"))?,
            None => pen.raw(&place)?,
        }
        pen.blank()
    }
}

/// Whether an address is allowed in an escape sequence: a web page, in visible ASCII.
fn is_link(url: &str) -> bool {
    let web = url.starts_with("https://") || url.starts_with("http://");
    web && url.bytes().all(|byte| byte.is_ascii_graphic())
}

/// The marks by line, in order of lines and columns.
fn arrange<'a>(file: &SourceFile, marks: &'a [Mark]) -> Vec<(u32, Vec<LineMark<'a>>)> {
    let mut lines: BTreeMap<u32, Vec<LineMark<'a>>> = BTreeMap::new();
    for mark in marks {
        let spread = lines_of(file, mark.span);
        let last = spread.len().saturating_sub(1);
        for (at, (line, range)) in spread.into_iter().enumerate() {
            lines.entry(line).or_default().push(LineMark {
                mark,
                range,
                label: at == last,
            });
        }
    }
    for list in lines.values_mut() {
        list.sort_by_key(|mark| (mark.range.start, mark.range.end));
        // Words that several marks of a line share are said once, at the last of them.
        let mut said: BTreeSet<&str> = BTreeSet::new();
        for mark in list.iter_mut().rev() {
            if mark.label {
                mark.label = said.insert(&mark.mark.text);
            }
        }
    }
    lines.into_iter().collect()
}

struct Drawn<'a> {
    text: String,
    not_drawn: Vec<(u32, &'a str)>,
}

fn draw_lines<'a>(
    file: &SourceFile,
    lines: &[(u32, Vec<LineMark<'a>>)],
    width: usize,
    severity: Severity,
    color: bool,
) -> Drawn<'a> {
    let mut source = String::new();
    let mut annotations = Vec::new();
    let mut not_drawn = Vec::new();
    let first = lines.first().map_or(1, |(line, _)| *line);
    let mut next = first;
    for (line, marks) in lines {
        // One line between two is shown; more are folded, so that their text does not matter.
        if *line == next + 1 {
            source.push_str(&window(file.line(next), &[], width, 0).text);
        }
        source.extend(std::iter::repeat_n('\n', line.abs_diff(next) as usize));
        next = line + 1;
        let ranges: Vec<_> = marks.iter().map(|mark| mark.range.clone()).collect();
        let labels = marks
            .iter()
            .filter(|mark| mark.label)
            .map(|mark| columns(&mark.mark.text) + 1);
        let cut = window(file.line(*line), &ranges, width, labels.max().unwrap_or(0));
        let end = last_marked_column(&cut);
        let places: BTreeMap<usize, &Range<usize>> = cut
            .marks
            .iter()
            .map(|(which, range)| (*which, range))
            .collect();
        for (number, mark) in marks.iter().enumerate() {
            let place = places.get(&number);
            let text = sanitize(mark.mark.text.trim()).into_owned();
            let says = mark.label && !text.is_empty();
            let fits = end + 1 + columns(&text) <= width && place.is_some();
            if says && !fits {
                not_drawn.push((*line, mark.mark.text.as_str()));
            }
            let Some(range) = place else { continue };
            let kind = if mark.mark.primary {
                AnnotationKind::Primary
            } else {
                AnnotationKind::Context
            };
            let span = source.len() + range.start..source.len() + range.end;
            annotations.push(kind.span(span).label((says && fits).then_some(text)));
        }
        source.push_str(&cut.text);
        source.push('\n');
    }
    source.pop();
    let level = match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let snippet = Snippet::source(source)
        .line_start(first as usize)
        .annotations(annotations);
    let group = [Group::with_level(level).element(snippet)];
    let renderer = if color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    Drawn {
        // Lines are cut already; the library must not cut them again.
        text: renderer
            .hyperlink(false)
            .term_width(usize::MAX / 4)
            .render(&group),
        not_drawn,
    }
}

fn last_marked_column(cut: &Window) -> usize {
    let end = cut
        .marks
        .iter()
        .map(|(_, range)| range.end)
        .max()
        .unwrap_or(0);
    columns(cut.text.get(..end).unwrap_or(""))
}
