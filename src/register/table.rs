//! The one type of table: typed cells in columns, each column with a key that stays.

use jiff::civil::Date;

use crate::engine::coverage::Verdict;
use crate::estate::model::Severity;
use crate::view::{FindingRef, StatementRef};

/// A table.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Its key, stable over releases.
    pub key: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What a row is, in a sentence.
    pub help: &'static str,
    /// Its columns, in order; keys and headings are unique.
    pub columns: Vec<Column>,
    /// Its rows; each has as many cells as there are columns.
    pub rows: Vec<Entry>,
}

/// A column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its key, stable over releases: `snake_case`.
    pub key: &'static str,
    /// What people read above it.
    pub heading: &'static str,
    /// What is in it, in a sentence.
    pub help: &'static str,
    /// How wide it is in a sheet, in characters.
    pub width: u16,
    /// Whether a page shows it in the row itself; others are folded below.
    pub main: bool,
}

/// A column with the function that fills it from a row of type `R`: what is said above a cell and what
/// content are defined together.
pub(super) struct ColumnOf<R> {
    /// What is said of it.
    pub column: Column,
    /// Its cell in a row.
    pub cell: fn(&R) -> Cell,
}

impl<R> ColumnOf<R> {
    /// A column that a page folds away.
    pub(super) const fn new(
        key: &'static str,
        heading: &'static str,
        width: u16,
        help: &'static str,
        cell: fn(&R) -> Cell,
    ) -> Self {
        Self {
            column: Column {
                key,
                heading,
                help,
                width,
                main: false,
            },
            cell,
        }
    }

    /// A column that a page shows in the row.
    pub(super) const fn main(
        key: &'static str,
        heading: &'static str,
        width: u16,
        help: &'static str,
        cell: fn(&R) -> Cell,
    ) -> Self {
        let mut made = Self::new(key, heading, width, help, cell);
        made.column.main = true;
        made
    }
}

/// What is said of columns.
pub(super) fn headings<R>(columns: &[ColumnOf<R>]) -> Vec<Column> {
    columns.iter().map(|it| it.column).collect()
}

/// The cells of a row.
pub(super) fn cells<R>(columns: &[ColumnOf<R>], row: &R) -> Vec<Cell> {
    columns.iter().map(|it| (it.cell)(row)).collect()
}

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its id, unique in its table; stable under edits that do not concern it.
    pub id: String,
    /// The cells, in the order of the columns.
    pub cells: Vec<Cell>,
    /// The ids of the services concerned, for filters.
    pub services: Vec<String>,
    /// The categories of data concerned, for filters.
    pub data: Vec<String>,
    /// The ids of the flows concerned.
    pub flows: Vec<String>,
    /// The worst finding about it.
    pub severity: Option<Severity>,
}

/// What is in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// The question does not arise here.
    NotApplicable,
    /// It arises, and the estate does not say.
    NotStated,
    /// Words.
    Text(String),
    /// A day.
    Date(Date),
    /// A count.
    Number(u64),
    /// A period of days: as written (ISO 8601), and in days.
    Period(String, u32),
    /// Several words; an empty list says that there are none.
    List(Vec<String>),
    /// How the notice treats things.
    Disclosed(Vec<Disclosed>),
    /// Statements of the notice.
    Statements(Vec<StatementRef>),
    /// Findings.
    Findings(Vec<FindingRef>),
    /// The worst finding; `None`: there is none.
    Status(Option<Severity>),
}

impl Cell {
    /// A text, or that it is not stated.
    pub(super) fn text(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::NotStated, |text| Self::Text(text.into()))
    }

    /// A day, or that it is not stated.
    pub(super) fn date(day: Option<Date>) -> Self {
        day.map_or(Self::NotStated, Self::Date)
    }

    /// A list, in order and each item once; an empty one says that there are none.
    pub(super) fn list(items: impl IntoIterator<Item = String>) -> Self {
        let items: std::collections::BTreeSet<String> = items.into_iter().collect();
        Self::List(items.into_iter().collect())
    }

    /// A list; an empty one says that it is not stated.
    pub(super) fn stated(items: impl IntoIterator<Item = String>) -> Self {
        match Self::list(items) {
            Self::List(items) if items.is_empty() => Self::NotStated,
            list => list,
        }
    }

    /// Whether some of it is not stated.
    pub fn has_gap(&self) -> bool {
        match self {
            Self::NotStated => true,
            Self::List(items) => items.iter().any(|item| item.contains(NOT_STATED)),
            _ => false,
        }
    }
}

/// The words for what the estate does not say.
pub const NOT_STATED: &str = "not stated";

/// How the notice treats some things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclosed {
    /// The verdict.
    pub verdict: Verdict,
    /// The things: categories of data, countries.
    pub elements: Vec<String>,
}

/// Something that a register does not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The key of the table; empty for the block before the tables.
    pub table: &'static str,
    /// The key of the column.
    pub column: &'static str,
    /// Its heading.
    pub heading: &'static str,
    /// In how many rows it is not stated, or not in full.
    pub rows: usize,
    /// Of how many in which the question arises.
    pub of: usize,
}

impl Gap {
    /// In words, behind the heading of the column.
    pub fn words(&self) -> String {
        format!("not stated in full in {} of {}", self.rows, self.of)
    }

    /// The gap of a fact in the block before the tables.
    pub(super) fn of_head((column, cell): &(Column, Cell)) -> Option<Self> {
        cell.has_gap().then_some(Self {
            table: "",
            column: column.key,
            heading: column.heading,
            rows: 1,
            of: 1,
        })
    }
}

impl Table {
    /// The cells of a column with what is not stated in them.
    pub(super) fn gaps(&self) -> Vec<Gap> {
        let gap = |(at, column): (usize, &Column)| {
            let cells = || self.rows.iter().filter_map(|row| row.cells.get(at));
            let rows = cells().filter(|cell| cell.has_gap()).count();
            let of = cells()
                .filter(|cell| !matches!(cell, Cell::NotApplicable))
                .count();
            (rows > 0).then_some(Gap {
                table: self.key,
                column: column.key,
                heading: column.heading,
                rows,
                of,
            })
        };
        self.columns.iter().enumerate().filter_map(gap).collect()
    }
}
