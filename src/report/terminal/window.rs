//! One line of a source as it can be shown: sanitize, and cut to a width around what is marked.

use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use crate::report::text::pieces;

/// The sign for text that was cut off.
const CUT: &str = "...";

/// A line that is ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    /// The text.
    pub text: String,
    /// The marks that fit, as ranges of bytes of `text`, each with its number in what was asked.
    pub marks: Vec<(usize, Range<usize>)>,
    /// The column of the text's end, counted from 0.
    pub columns: usize,
}

/// One character of the line as it is shown.
struct Cell {
    text: String,
    columns: usize,
    /// Where the character is in the line.
    at: usize,
}

/// Cuts `line` to `width` columns so that as many of the `marks` (ranges of bytes of the line, in
/// order of their starts) can be seen as fit, the first in any case. `label` columns are kept free
/// behind the marks where there is space for them.
///
/// The bytes of a mark may lie anywhere, also within characters or past the end.
pub fn window(line: &str, marks: &[Range<usize>], width: usize, label: usize) -> Window {
    // What is marked behind the line's end needs a column there.
    let behind = marks.iter().any(|mark| mark.start >= line.len());
    let width = width.max(10) - usize::from(behind);
    let first = marks.first().map_or(0, |mark| mark.start);
    let (cells, is_start, is_end) = cells_around(line, first, width);
    let total: usize = cells.iter().map(|cell| cell.columns).sum();
    if is_start && is_end && total <= width {
        return assemble(&cells, marks, false, false);
    }
    // Indentation goes first: nothing is lost with it.
    let indent = if is_start {
        cells
            .iter()
            .take_while(|cell| cell.text.trim().is_empty() && cell.at < first)
            .count()
    } else {
        0
    };
    let cells = cells.get(indent..).unwrap_or(&[]);
    if is_end && is_start && total - indent.min(total) <= width {
        return assemble(cells, marks, false, false);
    }
    let mut inner = width - 2 * CUT.len();
    let (mut low, mut high) = choose(cells, marks, inner, label);
    // Where one end is reached, the sign for the cut is free as well.
    if (low == 0 && is_start) || (high == cells.len() && is_end) {
        inner += CUT.len();
        (low, high) = choose(cells, marks, inner, label);
    }
    let shown = cells.get(low..high).unwrap_or(&[]);
    assemble(
        shown,
        marks,
        low > 0 || !is_start,
        high < cells.len() || !is_end,
    )
}

/// The line's cells from `width` characters before a byte to enough behind it, and whether that
/// reaches the line's start and end. Lines may be a megabyte long; nobody looks at all of it.
fn cells_around(line: &str, at: usize, width: usize) -> (Vec<Cell>, bool, bool) {
    let mut at = at.min(line.len());
    while !line.is_char_boundary(at) {
        at -= 1;
    }
    let (before, behind) = line.split_at_checked(at).unwrap_or((line, ""));
    let start = before
        .char_indices()
        .rev()
        .nth(width.saturating_sub(1))
        .map_or(0, |(start, _)| start);
    let behind_end = behind
        .char_indices()
        .nth(2 * width)
        .map_or(behind.len(), |(end, _)| end);
    let end = before.len() + behind_end;
    let cells = pieces(line.get(start..end).unwrap_or(""))
        .map(|(offset, piece)| {
            let mut text = String::new();
            piece.push_to(&mut text);
            Cell {
                columns: text.width(),
                text,
                at: start + offset,
            }
        })
        .collect();
    (cells, start == 0, end == line.len())
}

/// Which cells to show: the marks that fit, and then what surrounds them.
fn choose(cells: &[Cell], marks: &[Range<usize>], inner: usize, label: usize) -> (usize, usize) {
    let cell_at = |byte: usize| cells.partition_point(|cell| cell.at < byte);
    let columns = |range: Range<usize>| -> usize {
        cells
            .get(range)
            .unwrap_or(&[])
            .iter()
            .map(|cell| cell.columns)
            .sum()
    };
    let mut low = marks
        .first()
        .map_or(0, |mark| cell_at(mark.start))
        .min(cells.len());
    let mut high = low;
    for mark in marks {
        let end = cell_at(mark.end).max(low);
        if end > high && columns(low..end) <= inner {
            high = end;
        }
    }
    let mut taken = columns(low..high);
    let fits = |taken: usize, limit: usize, cell: Option<&Cell>| -> Option<usize> {
        cell.map(|cell| taken + cell.columns)
            .filter(|grown| *grown <= limit)
    };
    // A mark that is wider than the window is shown from its start; one without width needs a
    // column.
    if high == low && marks.first().is_none_or(|mark| mark.is_empty()) {
        if let Some(grown) = fits(taken, inner, cells.get(high)) {
            taken = grown;
            high += 1;
        }
    } else if high == low {
        while let Some(grown) = fits(taken, inner, cells.get(high)) {
            taken = grown;
            high += 1;
        }
    }
    // A third of the free space goes before the marks, the label's and the rest behind.
    let spare = inner.saturating_sub(taken);
    let free = spare.saturating_sub(label);
    let grow_before = |low: &mut usize, taken: &mut usize, limit: usize| {
        while let Some(grown) = low
            .checked_sub(1)
            .and_then(|at| fits(*taken, limit, cells.get(at)))
        {
            *taken = grown;
            *low -= 1;
        }
    };
    let limit = taken + free / 3;
    grow_before(&mut low, &mut taken, limit);
    while let Some(grown) = fits(taken, inner, cells.get(high)) {
        taken = grown;
        high += 1;
    }
    grow_before(&mut low, &mut taken, inner);
    (low, high)
}

fn assemble(cells: &[Cell], marks: &[Range<usize>], cut_before: bool, cut_behind: bool) -> Window {
    let mut text = String::new();
    if cut_before {
        text.push_str(CUT);
    }
    let mut starts = Vec::with_capacity(cells.len() + 1);
    for cell in cells {
        starts.push(text.len());
        text.push_str(&cell.text);
    }
    starts.push(text.len());
    let visible = |range: &Range<usize>| {
        let low = cells.partition_point(|cell| cell.at < range.start);
        let high = cells.partition_point(|cell| cell.at < range.end);
        let at_end = low == cells.len() && !cut_behind;
        let is_before = cells.first().is_none_or(|cell| cell.at > range.start);
        if (low == cells.len() && !at_end) || (high == 0 && cut_before && is_before) {
            return None;
        }
        Some(*starts.get(low)?..*starts.get(high.max(low))?)
    };
    let mut marks: Vec<(usize, Range<usize>)> = marks
        .iter()
        .enumerate()
        .filter_map(|(number, range)| Some((number, visible(range)?)))
        .collect();
    if cut_behind {
        text.push_str(CUT);
    }
    // A mark without width gets a column.
    for (_, range) in &mut marks {
        if range.start >= range.end {
            if range.start == text.len() {
                text.push(' ');
            }
            let step = text.get(range.start..).and_then(|rest| rest.chars().next());
            range.end = range.start + step.map_or(0, char::len_utf8);
        }
    }
    Window {
        columns: text.width(),
        text,
        marks,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(line: &str, marked: &[&str], width: usize) -> String {
        let marks: Vec<_> = marked
            .iter()
            .map(|word| {
                let at = line.find(word).unwrap();
                at..at + word.len()
            })
            .collect();
        let window = window(line, &marks, width, 0);
        assert!(
            window.columns <= width,
            "{} > {width}: {}",
            window.columns,
            window.text
        );
        let mut text = window.text.clone();
        for (_, range) in window.marks.iter().rev() {
            text.insert(range.end, '>');
            text.insert(range.start, '<');
        }
        text
    }

    #[test]
    fn a_line_that_fits_is_shown_whole() {
        assert_eq!(
            shown("    to: office-365", &["office-365"], 30),
            "    to: <office-365>"
        );
    }

    #[test]
    fn indentation_goes_before_anything_else() {
        assert_eq!(
            shown("          to: office-365", &["office-365"], 16),
            "to: <office-365>"
        );
    }

    #[test]
    fn a_long_line_is_cut_around_its_mark() {
        let line = format!(
            "{{\"id\":\"{}\",\"to\":\"capita\",\"x\":\"{}\"}}",
            "a".repeat(300),
            "b".repeat(300)
        );
        assert_eq!(
            shown(&line, &["capita"], 40),
            "...a\",\"to\":\"<capita>\",\"x\":\"bbbbbbbbbbbb...",
        );
        assert_eq!(
            shown(&line, &["{\"id\""], 30),
            "<{\"id\">:\"aaaaaaaaaaaaaaaaaaaa..."
        );
    }

    #[test]
    fn marks_that_do_not_fit_next_to_the_first_are_left_out() {
        let line = format!("from {} to", "x".repeat(100));
        assert_eq!(
            shown(&line, &["from", "to"], 30),
            "<from> xxxxxxxxxxxxxxxxxxxxxx..."
        );
    }

    #[test]
    fn a_mark_wider_than_the_window_is_shown_from_its_start() {
        let line = "y".repeat(100);
        let window = window(&line, std::slice::from_ref(&(10..90)), 20, 0);
        assert_eq!(window.text, "...yyyyyyyyyyyyyy...");
        assert_eq!(window.marks, [(0, 3..17)]);
    }

    /// An error of the YAML reader marks a place and no words.
    #[test]
    fn a_place_without_width_is_shown_with_what_is_around_it() {
        let line = format!("flows: [{{{}", "x".repeat(3000));
        for at in [0, 8, 9, 500, 2990, line.len()] {
            let window = window(&line, std::slice::from_ref(&(at..at)), 40, 0);
            let [(0, range)] = window.marks.as_slice() else {
                panic!("{at}: {window:?}");
            };
            assert_eq!(range.len(), 1, "{at}: {window:?}");
            assert!(window.columns <= 40, "{window:?}");
            assert!(window.columns >= 36, "{window:?}");
        }
        let window = window(&line, std::slice::from_ref(&(8..8)), 40, 0);
        assert_eq!(window.text, format!("flows: [{{{}...", "x".repeat(28)));
        assert_eq!(window.marks, [(0, 8..9)]);
    }

    #[test]
    fn escapes_move_the_marks_behind_them() {
        let line = "a\u{202e}b: word";
        let at = line.find("word").unwrap();
        let window = window(line, std::slice::from_ref(&(at..at + 4)), 40, 0);
        assert_eq!(window.text, "a\\u{202e}b: word");
        assert_eq!(window.text.get(window.marks[0].1.clone()), Some("word"));
    }

    #[test]
    fn marks_at_impossible_places_still_have_a_column() {
        for marks in [0..0, 2..2, 2..9, 50..60, 1..2] {
            let window = window("aé", std::slice::from_ref(&marks), 20, 0);
            let (_, range) = window.marks[0].clone();
            assert!(
                window
                    .text
                    .get(range.clone())
                    .is_some_and(|text| !text.is_empty()),
                "{marks:?} {range:?}"
            );
        }
        assert_eq!(window("", std::slice::from_ref(&(0..0)), 20, 0).text, " ");
    }
}
