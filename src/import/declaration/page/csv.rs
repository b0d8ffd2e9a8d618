//! Rows of values as spreadsheets export them (RFC 4180), with whichever separator they use.

use super::block::{Block, Cell, Table, TableRow};

/// What parts values, the usual first.
const SEPARATORS: [char; 4] = [',', ';', '\t', '|'];

/// Whether a text of unknown format has rows of several values.
pub(super) fn looks_like_it(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let (Some(first), Some(second)) = (lines.next(), lines.next()) else {
        return false;
    };
    // A table of Markdown has a line of dashes below its head.
    let is_rule = second.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '));
    let is_prose = first.starts_with(['#', '-', '*', '|', '>']);
    let separator = separator(first);
    let has_several = |line: &str| line.contains(separator);
    !is_rule && !is_prose && has_several(first) && has_several(second)
}

/// The one table of a CSV file.
pub(super) fn read(text: &str) -> Vec<Block> {
    let body = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let base = text.len() - body.len();
    let first = body.lines().find(|line| !line.trim().is_empty());
    let separator = separator(first.unwrap_or(""));
    let mut reader = Reader {
        rows: Vec::new(),
        row: TableRow::default(),
        cell: Cell::new(base),
    };
    let mut chars = body.char_indices().peekable();
    let (mut quoted, mut fresh) = (false, true);
    while let Some((at, c)) = chars.next() {
        let next = base + at + c.len_utf8();
        match c {
            '"' if quoted && chars.peek().is_some_and(|(_, c)| *c == '"') => {
                chars.next();
                reader.cell.push("\"");
            }
            '"' if quoted => quoted = false,
            '"' if fresh => quoted = true,
            '\n' if quoted => reader.cell.end_line(),
            c if c == separator && !quoted => {
                reader.end_cell(next);
                fresh = true;
                continue;
            }
            '\n' => {
                reader.end_cell(next);
                reader.end_row();
                fresh = true;
                continue;
            }
            c => {
                let mut utf8 = [0; 4];
                reader.cell.push(c.encode_utf8(&mut utf8));
            }
        }
        fresh = fresh && c.is_whitespace();
    }
    reader.end_cell(text.len());
    reader.end_row();
    let table = Table {
        rows: reader.rows,
        at: base,
    };
    vec![Block::Table(table)]
}

struct Reader {
    rows: Vec<TableRow>,
    row: TableRow,
    cell: Cell,
}

impl Reader {
    fn end_cell(&mut self, next: usize) {
        let mut cell = std::mem::replace(&mut self.cell, Cell::new(next));
        let words = cell.text.trim();
        if words.starts_with("http") && !words.contains(char::is_whitespace) {
            cell.links.push(words.to_owned());
        }
        self.row.cells.push(cell);
    }

    fn end_row(&mut self) {
        let row = std::mem::take(&mut self.row);
        if row.cells.iter().any(|cell| !cell.is_empty()) {
            self.rows.push(row);
        }
    }
}

/// The separator that a line has most of.
fn separator(line: &str) -> char {
    let count = |wanted: char| {
        let mut quoted = false;
        let outside = line.chars().filter(|c| {
            quoted ^= *c == '"';
            !quoted && *c == wanted
        });
        outside.count()
    };
    let mut best = (0, ',');
    for separator in SEPARATORS {
        let found = count(separator);
        if found > best.0 {
            best = (found, separator);
        }
    }
    best.1
}
