//! The cells of tables: which row and which column a block is in, what the head of the column says of it, and which
//! data its row is about.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::super::text::TextFormat;
use super::clause::Clauses;
use super::line::Line;

/// The column of data, by which the other cells of a row are about these data.
const DATA: &str = "cell-collect";

/// The column of purposes, for which a basis in the same row is stated.
const PURPOSES: &str = "cell-use";

/// The column of places, where the recipients in the same row are.
const PLACES: &str = "cell-place";

/// A cell of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cell {
    table: usize,
    row: usize,
    column: usize,
    /// Whether it is marked as a head.
    marked: bool,
    /// Whether it is a head of its column.
    pub(super) head: bool,
}

impl Cell {
    /// Whether both are in one row.
    pub(super) fn is_in_row_of(self, other: Self) -> bool {
        (self.table, self.row) == (other.table, other.row)
    }
}

/// Follows the rows and columns of tables through what is between the blocks.
#[derive(Debug, Default)]
pub(super) struct Cells {
    at: Option<Cell>,
    /// How many tables there were.
    tables: usize,
    /// Tables of Markdown that have the line below their heads.
    ruled: BTreeSet<usize>,
}

impl Cells {
    /// The cell of the next block, which follows `gap`.
    pub(super) fn next(&mut self, gap: &str, format: TextFormat) -> Option<Cell> {
        match format {
            TextFormat::Markdown => self.markdown(gap),
            TextFormat::Html => self.html(gap),
            TextFormat::Plain => {}
        }
        self.at
    }

    fn table(&mut self) -> Cell {
        self.tables += 1;
        Cell {
            table: self.tables,
            row: 0,
            column: 0,
            marked: false,
            head: false,
        }
    }

    fn markdown(&mut self, gap: &str) {
        let pipes = |line: &str| line.matches('|').count();
        let Some((above, last)) = gap.rsplit_once('\n') else {
            let crossed = pipes(gap);
            self.at = match self.at {
                Some(cell) => Some(Cell {
                    column: cell.column + crossed,
                    ..cell
                }),
                None if gap.trim_start().starts_with('|') => Some(self.table()),
                None => None,
            };
            return;
        };
        if !last.trim_start().starts_with('|') {
            self.at = None;
            return;
        }
        let column = pipes(last).saturating_sub(1);
        // The end of the row above is on its own line; a line without a word in between ends the table.
        let between: Vec<&str> = above.split('\n').skip(1).map(str::trim).collect();
        let goes_on = between.iter().all(|line| !line.is_empty());
        let cell = match self.at {
            Some(cell) if goes_on => Cell {
                row: cell.row + 1,
                ..cell
            },
            _ => self.table(),
        };
        if between.iter().any(|line| is_rule(line)) {
            self.ruled.insert(cell.table);
        }
        self.at = Some(Cell { column, ..cell });
    }

    fn html(&mut self, gap: &str) {
        let gap = gap.to_ascii_lowercase();
        for (at, _) in gap.match_indices('<') {
            let rest = gap.get(at + 1..).unwrap_or("");
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '/');
            match rest.get(..end.unwrap_or(rest.len())).unwrap_or("") {
                "table" => self.at = Some(self.table()),
                "/table" => self.at = None,
                "tr" => {
                    if let Some(cell) = &mut self.at {
                        (cell.row, cell.column) = (cell.row + 1, 0);
                    }
                }
                tag @ ("td" | "th") => {
                    if let Some(cell) = &mut self.at {
                        (cell.column, cell.marked) = (cell.column + 1, tag == "th");
                    }
                }
                _ => {}
            }
        }
    }

    /// Marks the heads among the cells of a text, once all are known.
    pub(super) fn mark_heads(&self, all: &mut [&mut Option<Cell>], format: TextFormat) {
        let mut plain = BTreeSet::new();
        let mut first: BTreeMap<usize, usize> = BTreeMap::new();
        for cell in all.iter().filter_map(|it| it.as_ref()) {
            if !cell.marked {
                plain.insert((cell.table, cell.row));
            }
            first.entry(cell.table).or_insert(cell.row);
        }
        for place in all {
            let Some(cell) = place.as_mut() else {
                continue;
            };
            let is_first = first.get(&cell.table) == Some(&cell.row);
            match format {
                TextFormat::Markdown if self.ruled.contains(&cell.table) => cell.head = is_first,
                TextFormat::Html => {
                    // A head of a row is in a row with others.
                    cell.head = cell.marked && is_first && !plain.contains(&(cell.table, cell.row));
                }
                _ => **place = None,
            }
        }
    }
}

/// Whether a line is the one below the heads of a table.
fn is_rule(line: &str) -> bool {
    line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

/// What the heads say of the cells below them.
#[derive(Debug, Default)]
pub(super) struct Columns {
    heads: BTreeMap<(usize, usize), Vec<String>>,
    /// The words on data in each row.
    data: BTreeMap<(usize, usize), Rc<str>>,
    /// The words on purposes in each row.
    purposes: BTreeMap<(usize, usize), String>,
    /// The words on places in each row, as they are written.
    places: BTreeMap<(usize, usize), String>,
}

impl Columns {
    /// Of all cells of a text, each with its words.
    pub(super) fn of<'w>(cells: impl Iterator<Item = (Cell, &'w Line)>, clauses: &Clauses) -> Self {
        let mut all = Self::default();
        for (cell, line) in cells {
            let low = line.low();
            let place = (cell.table, cell.column);
            if cell.head {
                let says = clauses.column(low).map(str::to_owned);
                all.heads.entry(place).or_default().extend(says);
            } else if all.says(cell).iter().any(|it| it == DATA) {
                let words = all.data.entry((cell.table, cell.row)).or_insert("".into());
                *words = format!("{words} {low};").into();
            } else if all.says(cell).iter().any(|it| it == PURPOSES) {
                let words = all.purposes.entry((cell.table, cell.row)).or_default();
                *words = format!("{words} {low};");
            } else if all.says(cell).iter().any(|it| it == PLACES) {
                let words = all.places.entry((cell.table, cell.row)).or_default();
                *words = format!("{words} {};", line.written(0..low.len()));
            }
        }
        all
    }

    /// What the head of a cell's column says; nothing where it says nothing known.
    pub(super) fn says(&self, cell: Cell) -> &[String] {
        let says = self.heads.get(&(cell.table, cell.column));
        says.map_or(&[], Vec::as_slice)
    }

    /// The words on purposes in a cell's row.
    pub(super) fn purposes(&self, cell: Cell) -> Option<String> {
        self.purposes.get(&(cell.table, cell.row)).cloned()
    }

    /// The words on places in a cell's row.
    pub(super) fn place(&self, cell: Cell) -> Option<String> {
        self.places.get(&(cell.table, cell.row)).cloned()
    }

    /// The words on data in a cell's row.
    pub(super) fn data(&self, cell: Cell) -> Option<Rc<str>> {
        self.data.get(&(cell.table, cell.row)).cloned()
    }
}
