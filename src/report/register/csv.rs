//! A table of a register as CSV (RFC 4180): one line of headings, lists within a cell parted by
//! `; `, days as `YYYY-MM-DD`, an empty cell where the question does not arise. What a spreadsheet
//! would run as a formula is made text by an apostrophe.

use std::io::{self, Write};

use crate::register::{Register, Table};
use crate::report::register::sheet::{Sheet, SheetCell};
use crate::report::text::csv_line;

/// Writes one table of a register as CSV.
///
/// # Errors
/// When `out` cannot be written to.
pub fn register_csv(register: &Register, table: &Table, out: &mut dyn Write) -> io::Result<()> {
    let sheet = Sheet::of(register, table);
    let head: Vec<String> = sheet.head.into_iter().map(|(heading, _)| heading).collect();
    csv_line(&head, out)?;
    for row in &sheet.rows {
        let cells: Vec<String> = row.iter().map(SheetCell::text).collect();
        csv_line(&cells, out)?;
    }
    out.flush()
}
