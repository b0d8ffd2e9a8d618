//! A table as sheets have it: every cell a text, a day or a number, and at the right end of each row
//! what it relies on, so that a row that is cut out still says so.

use crate::estate::model::period_words;
use jiff::civil::Date;

use crate::estate::model::Severity;
use crate::register::{Cell, Disclosed, NOT_STATED, Register, Table};
use crate::report::text::sheet_text;
use crate::view::{FindingRef, StatementRef};

/// What is in a cell of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum SheetCell {
    Empty,
    Text(String),
    Date(Date),
    Number(u64),
}

impl SheetCell {
    /// As CSV writes it.
    pub fn text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Date(day) => day.to_string(),
            Self::Number(number) => number.to_string(),
        }
    }
}

/// A table as a sheet.
pub(super) struct Sheet {
    /// The headings, with the width of each column in characters.
    pub head: Vec<(String, u16)>,
    pub rows: Vec<Vec<SheetCell>>,
}

impl Sheet {
    pub fn of(register: &Register, table: &Table) -> Self {
        let mut head: Vec<(String, u16)> = table
            .columns
            .iter()
            .map(|column| (column.heading.to_owned(), column.width))
            .collect();
        head.extend([
            ("As of".to_owned(), 12),
            ("fairnotice".to_owned(), 12),
            ("SHA-256 of the estate's files".to_owned(), 30),
        ]);
        let about = &register.about;
        let rows = table.rows.iter().map(|row| {
            let mut cells: Vec<SheetCell> = row.cells.iter().map(cell).collect();
            cells.extend([
                SheetCell::Date(about.day),
                SheetCell::Text(about.version.to_owned()),
                SheetCell::Text(about.inputs.clone()),
            ]);
            cells
        });
        Self {
            head,
            rows: rows.collect(),
        }
    }
}

fn cell(cell: &Cell) -> SheetCell {
    match cell {
        Cell::NotApplicable => SheetCell::Empty,
        Cell::Date(day) => SheetCell::Date(*day),
        Cell::Number(number) => SheetCell::Number(*number),
        other => SheetCell::Text(sheet_text(&words(other))),
    }
}

/// What is in a cell, in words. Items of lists are parted by `; `.
pub(super) fn words(cell: &Cell) -> String {
    match cell {
        Cell::NotApplicable => String::new(),
        Cell::NotStated => NOT_STATED.to_owned(),
        Cell::Text(text) => text.clone(),
        Cell::Date(day) => day.to_string(),
        Cell::Number(number) => number.to_string(),
        Cell::Period(written, _) => period_words(written),
        Cell::List(items) => joined(items.iter().cloned()),
        Cell::Disclosed(disclosed) => joined(disclosed.iter().map(disclosed_text)),
        Cell::Statements(statements) => joined(statements.iter().map(statement_words)),
        Cell::Findings(findings) => joined(findings.iter().map(finding_words)),
        Cell::Status(severity) => status_words(*severity).to_owned(),
    }
}

fn joined(items: impl Iterator<Item = String>) -> String {
    let items: Vec<String> = items.collect();
    if items.is_empty() {
        "none".to_owned()
    } else {
        items.join("; ")
    }
}

pub(super) fn disclosed_text(disclosed: &Disclosed) -> String {
    format!(
        "{}: {}",
        disclosed.verdict.as_str(),
        disclosed.elements.join(", ")
    )
}

pub(super) fn statement_words(statement: &StatementRef) -> String {
    format!("{}: \"{}\"", statement.id, statement.quote)
}

pub(super) fn finding_words(finding: &FindingRef) -> String {
    format!(
        "{} {} ({}): {}",
        finding.severity, finding.rule, finding.id, finding.message
    )
}

pub(super) fn status_words(severity: Option<Severity>) -> &'static str {
    severity.map_or("no finding", Severity::as_str)
}
