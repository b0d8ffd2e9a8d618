//! The titles of findings, for those who want no more.

use std::io::{self, Write};

use fairnotice::view::Report;

/// Writes severity and title of each finding, a line each.
///
/// # Errors
/// When `out` cannot be written to.
pub fn titles(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    for finding in report.arranged() {
        writeln!(out, "{}: {}", finding.severity.as_str(), finding.title)?;
    }
    Ok(())
}
