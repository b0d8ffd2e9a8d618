//! A timeline as CSV (RFC 4180): a line for each interval. What a spreadsheet would run as a formula
//! is made text.

use std::io::{self, Write};

use super::view::{EventView, TimelineView};
use crate::report::text::harmless;

/// The columns.
const COLUMNS: [&str; 11] = [
    "flow", "name", "service", "regime", "from", "until", "standing", "rules", "rests_on",
    "began_by", "ended_by",
];

/// Writes a timeline as CSV, with a line of column names. Lists within a cell are parted by `; `. A
/// flow that runs on no day of the span has no line.
///
/// # Errors
/// When `out` cannot be written to.
pub fn timeline_csv(view: &TimelineView, out: &mut dyn Write) -> io::Result<()> {
    line(&COLUMNS.map(str::to_owned), out)?;
    for flow in &view.flows {
        for lane in flow.lanes.iter() {
            for interval in &lane.intervals {
                let rules: Vec<&str> = interval.rules.iter().map(|rule| rule.id.as_str()).collect();
                let rests_on: Vec<String> = interval.rests_on.iter().map(|it| it.line()).collect();
                line(
                    &[
                        flow.id.clone(),
                        flow.name.clone().unwrap_or_default(),
                        flow.service.clone().unwrap_or_default(),
                        lane.regime.to_owned(),
                        interval.from.to_string(),
                        interval.until.to_string(),
                        interval.standing.id().to_owned(),
                        rules.join("; "),
                        rests_on.join("; "),
                        events(&interval.began_by),
                        events(&interval.ended_by),
                    ],
                    out,
                )?;
            }
        }
    }
    out.flush()
}

fn events(events: &[EventView]) -> String {
    let lines: Vec<String> = events.iter().map(EventView::line).collect();
    lines.join("; ")
}

fn line(cells: &[String], out: &mut dyn Write) -> io::Result<()> {
    for (at, text) in cells.iter().enumerate() {
        if at > 0 {
            out.write_all(b",")?;
        }
        out.write_all(cell(text).as_bytes())?;
    }
    out.write_all(b"\r\n")
}

/// A cell: harmless, no formula, and quoted where it must be.
fn cell(text: &str) -> String {
    let mut text = harmless(text).into_owned();
    // Spreadsheets pass over white space before a formula, and know full-width signs as well.
    let formula = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    if text.trim_start().starts_with(formula) {
        text.insert(0, '\'');
    }
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
    fn what_parts_cells_is_quoted() {
        assert_eq!(cell("a,b"), "\"a,b\"");
        assert_eq!(cell("say \"x\""), "\"say \"\"x\"\"\"");
        assert_eq!(cell("=\"x\",1"), "\"'=\"\"x\"\",1\"");
        assert_eq!(cell("a\nb"), "a b");
        assert_eq!(cell("a\u{1b}[1m"), "a\\u{1b}[1m");
        assert_eq!(cell(""), "");
    }
}
