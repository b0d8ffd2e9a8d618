//! Cells of sheets: nothing that a spreadsheet would run, and the lines of CSV (RFC 4180).

use std::io::{self, Write};

use crate::report::text::sanitize;

/// Text for a cell: one harmless line, and no formula. What a spreadsheet would take for one (it
/// begins with `=`, `+`, `-` or `@`, also behind white space or quotes, or as a full-width sign) gets an
/// apostrophe before it; so does what follows a `;`, at which half of Europe's spreadsheets split the
/// cells of CSV, quoted or not, and a cell that begins with `::`, which a build log would obey.
pub fn sheet_text(text: &str) -> String {
    let text = sanitize(text);
    let parts: Vec<String> = text.split(';').map(no_formula).collect();
    let mut text = parts.join(";");
    if text.trim_start().starts_with("::") {
        text.insert(0, '\'');
    }
    text
}

fn no_formula(text: &str) -> String {
    let formula = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    let mut text = text.to_owned();
    // A quote that opens here and closes elsewhere is none of the cell's own.
    let begin = text.trim_start_matches(|c: char| c.is_whitespace() || c == '"');
    if begin.starts_with(formula) {
        text.insert(0, '\'');
    }
    text
}

/// Writes a line of CSV; its cells are made harmless first.
pub fn csv_line(cells: &[String], out: &mut dyn Write) -> io::Result<()> {
    for (at, text) in cells.iter().enumerate() {
        if at > 0 {
            out.write_all(b",")?;
        }
        out.write_all(cell(text).as_bytes())?;
    }
    out.write_all(b"\r\n")
}

/// A cell, quoted where it must be.
fn cell(text: &str) -> String {
    let mut text = sheet_text(text);
    let quoted = text.contains([',', '"', '\r', '\n']) || text.trim() != text;
    if quoted {
        text = format!("\"{}\"", text.replace('"', "\"\""));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn formulas_become_text() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "＝1"] {
            let cell = cell(formula);
            let inner = cell.trim_start_matches('"');
            assert!(inner.starts_with('\''), "{formula:?}: {cell}");
        }
        assert_eq!(cell("2018-05-25"), "2018-05-25");
        assert_eq!(cell("a -> b"), "a -> b");
    }

    #[test]
    fn what_another_separator_would_part_is_no_formula_either() {
        assert_eq!(cell("a;=1+1;"), "a;'=1+1;");
        assert_eq!(cell("a; @SUM(A1)"), "a;' @SUM(A1)");
        assert_eq!(cell("a; b; c"), "a; b; c");
        assert_eq!(cell("a;\"=1+1;b"), "\"a;'\"\"=1+1;b\"");
        assert_eq!(cell("a; \" \"@x"), "\"a;' \"\" \"\"@x\"");
        assert_eq!(cell("\"=1"), "\"'\"\"=1\"");
    }

    #[test]
    fn no_line_begins_with_a_command_of_a_build_log() {
        assert_eq!(cell("::stop-commands::x"), "'::stop-commands::x");
        assert_eq!(cell(" ::error::x"), "' ::error::x");
        assert_eq!(cell("a::b"), "a::b");
    }

    #[test]
    fn what_parts_cells_is_quoted() {
        assert_eq!(cell("a,b"), "\"a,b\"");
        assert_eq!(cell("say \"x\""), "\"say \"\"x\"\"\"");
        assert_eq!(cell("=\"x\",1"), "\"'=\"\"x\"\",1\"");
        assert_eq!(cell("a\nb"), "a b");
        assert_eq!(cell("a\u{1b}[1m"), "a\\u{1b}[1m");
        assert_eq!(cell(""), "");
    }
}
