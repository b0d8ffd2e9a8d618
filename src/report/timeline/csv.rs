//! A timeline as CSV (RFC 4180): a line for each interval. What a spreadsheet would run as a formula
//! is made text.

use std::io::{self, Write};

use crate::report::text::csv_line;
use crate::view::{EventView, TimelineView};

/// The columns.
const COLUMNS: [&str; 11] = [
    "flow",
    "name",
    "service",
    "regime",
    "from",
    "until",
    "status",
    "rules",
    "mechanisms",
    "began_by",
    "ended_by",
];

/// Writes a timeline as CSV, with a line of column names. Lists within a cell are parted by `; `. A
/// flow that runs on no day of the span has no line.
///
/// # Errors
/// When `out` cannot be written to.
pub fn timeline_csv(view: &TimelineView, out: &mut dyn Write) -> io::Result<()> {
    csv_line(&COLUMNS.map(str::to_owned), out)?;
    for flow in &view.flows {
        for lane in flow.lanes.iter() {
            for interval in &lane.intervals {
                let rules: Vec<&str> = interval.rules.iter().map(|rule| rule.id.as_str()).collect();
                let mechanisms: Vec<String> =
                    interval.mechanisms.iter().map(|it| it.line()).collect();
                csv_line(
                    &[
                        flow.id.clone(),
                        flow.name.clone().unwrap_or_default(),
                        flow.service.clone().unwrap_or_default(),
                        lane.regime.to_owned(),
                        interval.from.to_string(),
                        interval.until.to_string(),
                        interval.status.id().to_owned(),
                        rules.join("; "),
                        mechanisms.join("; "),
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
