//! GitHub's log commands, which become annotations on the lines of a change.

use std::io::{self, Write};

use super::{spot, worst_first};
use crate::estate::model::Severity;
use crate::input::counted;
use crate::report::text::sanitize;
use crate::view::Report;

/// As many annotations of a kind as GitHub shows of one step; it drops the others without a word.
const SHOWN_OF_A_KIND: usize = 10;

/// Writes a command for each finding that is not waived, the most severe first, as many as
/// GitHub shows; then in plain words what was found and what was left out.
///
/// Source: GitHub, "Workflow commands for GitHub Actions", and its limits on annotations.
///
/// # Errors
/// When `out` cannot be written to.
pub fn github(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let findings = worst_first(report);
    let mut cut = Vec::new();
    for (severity, command) in [
        (Severity::Error, "error"),
        (Severity::Warning, "warning"),
        (Severity::Note, "notice"),
    ] {
        let of_kind: Vec<_> = findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .collect();
        for finding in of_kind.iter().take(SHOWN_OF_A_KIND) {
            let place = spot(report, finding).map(|spot| {
                let (from, to) = (spot.from, spot.to);
                let path = property(&spot.path);
                // Columns of one line only: GitHub refuses them for several.
                if from.line == to.line {
                    format!(
                        "file={path},line={},endLine={},col={},endColumn={},",
                        from.line, to.line, from.column, to.column
                    )
                } else {
                    format!("file={path},line={},endLine={},", from.line, to.line)
                }
            });
            let mut text = finding.message.clone();
            for remedy in finding.remedies.iter().take(1) {
                text.push_str(&format!("\nhelp: {}", remedy.text));
            }
            writeln!(
                out,
                "::{command} {}title={}::{}",
                place.unwrap_or_default(),
                property(&finding.rule),
                message(&text)
            )?;
        }
        let more = of_kind.len().saturating_sub(SHOWN_OF_A_KIND);
        if more > 0 {
            cut.push(counted(more, severity.as_str()));
        }
    }
    let summary = &report.summary;
    let counts = [
        counted(summary.errors, "error"),
        counted(summary.warnings, "warning"),
        counted(summary.notes, "note"),
    ];
    writeln!(
        out,
        "fairnotice: {}; {} waived, {} known, as of {}",
        counts.join(", "),
        summary.waived,
        summary.known,
        report.day
    )?;
    what_was_judged(report, out)?;
    if !cut.is_empty() {
        writeln!(
            out,
            "fairnotice: {} more found than GitHub shows ({SHOWN_OF_A_KIND} of a kind); the other formats list all",
            cut.join(", ")
        )?;
    }
    out.flush()
}

/// Writes a line for each file that was looked at, for what was not judged and for each thing that the estate sets
/// about its own judgement.
///
/// # Errors
/// When `out` cannot be written to.
pub(in crate::report) fn what_was_judged(
    report: &Report<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    for (path, words) in report.looked_at_words() {
        let words = format!("{}: {words}", report.repository_path(path));
        writeln!(out, "fairnotice: looked at {}", sanitize(&words))?;
    }
    for text in &report.not_judged {
        writeln!(out, "fairnotice: not judged: {}", sanitize(text))?;
    }
    for text in &report.overrides {
        writeln!(out, "fairnotice: set by the estate: {}", sanitize(text))?;
    }
    Ok(())
}

/// A message: ends of lines stay, as GitHub writes them.
fn message(text: &str) -> String {
    let lines: Vec<String> = text
        .lines()
        .map(|line| sanitize(line).replace('%', "%25"))
        .collect();
    lines.join("%0A")
}

/// The value of a property, in which commas and colons mean something as well.
fn property(text: &str) -> String {
    sanitize(text)
        .replace('%', "%25")
        .replace(':', "%3A")
        .replace(',', "%2C")
}
