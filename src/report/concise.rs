//! One line for each finding, for editors and for `grep`: `path:line:column: severity: rule: message`.

use std::io::{self, Write};

use super::ci::{spot, what_was_judged};
use crate::report::text::sanitize;
use crate::view::{ComparisonView, FindingView, Report};

/// Writes a line for each finding that is shown, in the order of every format, and below them what was looked
/// at and what the estate sets, which begin with `fairnotice:`. A finding without a place
/// in a file begins with its severity.
///
/// # Errors
/// When `out` cannot be written to.
pub fn concise(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for finding in report.arranged() {
        if report.show_suppressed || !finding.is_suppressed() {
            let end = if finding.changed { " (changed)" } else { "" };
            line(report, finding, end, out)?;
        }
    }
    what_was_judged(report, out)?;
    out.flush()
}

/// Writes a line for each finding that is new, changed or resolved, with that word at its end. Resolved
/// ones are where they were before.
///
/// # Errors
/// When `out` cannot be written to.
pub fn concise_comparison(compared: &ComparisonView<'_>, out: &mut dyn Write) -> io::Result<()> {
    for finding in compared.new_findings() {
        line(&compared.after, finding, " (new)", out)?;
    }
    for (finding, _) in compared.changed() {
        line(&compared.after, finding, " (changed)", out)?;
    }
    for finding in compared.resolved() {
        line(&compared.before, finding, " (resolved)", out)?;
    }
    out.flush()
}

fn line(
    report: &Report<'_>,
    finding: &FindingView,
    end: &str,
    out: &mut dyn Write,
) -> io::Result<()> {
    let place = spot(report, finding).map_or_else(String::new, |spot| {
        // No line is a command of a build log, and the path leads to the same file.
        let lead = if spot.path.trim_start().starts_with("::") {
            "./"
        } else {
            ""
        };
        let (path, at) = (sanitize(&spot.path), spot.from);
        format!("{lead}{path}:{}:{}: ", at.line, at.column)
    });
    let severity = match finding.asks {
        Some(_) => "question",
        None => finding.severity.as_str(),
    };
    let message: Vec<&str> = finding.message.split_whitespace().collect();
    writeln!(
        out,
        "{place}{severity}: {}: {}{end}",
        finding.rule,
        sanitize(&message.join(" "))
    )
}
