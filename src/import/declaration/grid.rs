//! A table as rows of equal columns, with its head apart from its rows.

use super::columns::{Column, recognise};
use super::page::{Cell, Table};

/// So many cells of a table are looked at.
const MAX_CELLS: usize = 200_000;
/// The head begins within so many rows.
const MAX_BEFORE_HEAD: usize = 6;

/// A table whose columns are known.
pub(super) struct Grid<'t> {
    /// The heading of each column, and what it is about.
    pub columns: Vec<(String, Option<Column>)>,
    /// The column with names.
    pub name: usize,
    /// That column is taken for one without its heading saying so.
    pub is_guess: bool,
    /// The rows below the head.
    pub rows: Vec<Vec<&'t Cell>>,
}

/// Why a table is not read.
pub(super) struct NoNames {
    /// The words of its first row.
    pub headings: Vec<String>,
    /// How many rows it has.
    pub rows: usize,
}

/// Finds the head of a table and what its columns are about.
pub(super) fn read(table: &Table) -> Result<Grid<'_>, NoNames> {
    let rows = spread(table);
    let marked = table.rows.iter().take_while(|row| row.is_head).count();
    let starts: Vec<(usize, usize)> = if marked > 0 {
        // A row of the head may only group the columns; a heading that is repeated is one.
        vec![
            (0, marked),
            (marked - 1, marked),
            (0, marked + 1),
            (marked, marked + 1),
        ]
    } else {
        (0..MAX_BEFORE_HEAD).map(|at| (at, at + 1)).collect()
    };
    for (from, to) in starts {
        let Some(head) = rows.get(from..to) else {
            continue;
        };
        let headings = headings(head);
        let columns: Vec<Option<_>> = headings.iter().map(|it| recognise(it)).collect();
        let Some((name, is_guess)) = name_column(&headings, &columns) else {
            continue;
        };
        let columns = columns.iter().map(|it| it.map(|it| it.column));
        return Ok(Grid {
            columns: headings.into_iter().zip(columns).collect(),
            name,
            is_guess,
            rows: rows.into_iter().skip(to).collect(),
        });
    }
    let first = rows.first().map_or(&[][..], Vec::as_slice);
    Err(NoNames {
        headings: first.iter().map(|cell| cell.line()).collect(),
        rows: rows.len().saturating_sub(marked.max(1)),
    })
}

/// The column with the names of parties, and whether it is only taken for it.
fn name_column(
    headings: &[String],
    columns: &[Option<super::columns::Recognised>],
) -> Option<(usize, bool)> {
    let is = |column| columns.iter().flatten().any(|it| it.column == column);
    let says_more =
        is(Column::Purpose) || is(Column::Location) || is(Column::Seat) || is(Column::Safeguard);
    let names = columns.iter().enumerate();
    let mut names =
        names.filter_map(|(at, it)| Some((it.filter(|it| it.column == Column::Name)?.rank, at)));
    let first = names.clone().next();
    let best = names.by_ref().min().or(first);
    match best {
        // `Sub-processor` alone is enough; a `name` is one of anything.
        Some((0, at)) => return Some((at, false)),
        Some((rank, at)) if says_more => return Some((at, rank > 2)),
        Some(_) => return None,
        None => {}
    }
    if headings
        .iter()
        .any(|it| it.to_lowercase().contains("cookie"))
    {
        return None;
    }
    let has_place = is(Column::Location) || is(Column::Seat);
    let first = columns.first()?;
    // The first column has no heading, or is the service of which another column says what it is for.
    if first.is_none() && headings.first().is_some_and(|it| it.trim().is_empty()) && says_more {
        return Some((0, true));
    }
    let is_service = first.is_some_and(|it| it.column == Column::Purpose && it.rank > 0);
    let purposes = columns
        .iter()
        .flatten()
        .filter(|it| it.column == Column::Purpose);
    (is_service && (has_place || purposes.count() > 1)).then_some((0, true))
}

/// The words of each column in the rows of the head, none twice.
fn headings(head: &[Vec<&Cell>]) -> Vec<String> {
    let width = head.iter().map(Vec::len).max().unwrap_or(0);
    let of = |column: usize| {
        let mut words: Vec<String> = Vec::new();
        for row in head {
            let line = row.get(column).map_or_else(String::new, |cell| cell.line());
            if !line.is_empty() && !words.contains(&line) {
                words.push(line);
            }
        }
        words.join(" ")
    };
    (0..width).map(of).collect()
}

/// The rows with each cell in every column and row that it covers.
fn spread(table: &Table) -> Vec<Vec<&Cell>> {
    let mut rows: Vec<Vec<&Cell>> = Vec::new();
    // What reaches down from rows above: for each column the cell, and for how many rows.
    let mut above: Vec<Option<(&Cell, usize)>> = Vec::new();
    let mut count = 0;
    for row in &table.rows {
        let mut spread: Vec<&Cell> = Vec::new();
        let mut cells = row.cells.iter();
        loop {
            let at = spread.len();
            if let Some(Some((cell, left))) = above.get_mut(at) {
                spread.push(cell);
                *left -= 1;
                let is_done = *left == 0;
                if let Some(slot) = above.get_mut(at).filter(|_| is_done) {
                    *slot = None;
                }
                continue;
            }
            let Some(cell) = cells.next() else { break };
            for _ in 0..cell.columns {
                if cell.rows > 1 {
                    let at = spread.len();
                    above.resize(above.len().max(at + 1), None);
                    if let Some(slot) = above.get_mut(at) {
                        *slot = Some((cell, cell.rows - 1));
                    }
                }
                spread.push(cell);
            }
        }
        count += spread.len();
        rows.push(spread);
        if count > MAX_CELLS {
            break;
        }
    }
    rows
}
