//! x
use super::table::{Gap, Register};
use std::io::{self, Write};
/// Writes.
pub fn register_html(_register: &Register, _out: &mut dyn Write) -> io::Result<()> {
    Ok(())
}
/// Where a gap is.
pub(super) fn gap_place(register: &Register, gap: &Gap) -> String {
    let table = register.tables.iter().find(|table| table.key == gap.table);
    match table.filter(|_| register.tables.len() > 1) {
        Some(table) => format!("{}: {}", table.title, gap.heading),
        None => gap.heading.to_owned(),
    }
}
