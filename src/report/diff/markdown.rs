//! A comparison as Markdown, to paste into a review.

use std::io::{self, Write};

use super::{DiffReport, place};
use crate::report::text::plain_markdown as text;
use crate::view::{FindingView, Report};

/// Writes a comparison as Markdown.
///
/// # Errors
/// When `out` cannot be written to.
pub fn diff_markdown(diff: &DiffReport<'_>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "### fairnotice: {} new, {} cleared\n\n{} in place of {}, as of {}.",
        diff.new.len(),
        diff.cleared.len(),
        text(&diff.head_name),
        text(&diff.base_name),
        diff.head.day
    )?;
    if !diff.sentences.is_empty() {
        writeln!(out, "\n**Sentences of the notice**\n")?;
    }
    for it in &diff.sentences {
        writeln!(
            out,
            "- {}: “{}” ({})",
            it.fate.words(),
            text(&it.statement.quote),
            text(&it.statement.id)
        )?;
    }
    for (title, report, findings) in [
        ("New", &diff.head, diff.of_head(&diff.new)),
        ("Cleared", &diff.base, diff.of_base(&diff.cleared)),
        (
            "Weighs otherwise",
            &diff.head,
            diff.of_head(&diff.reweighed),
        ),
        ("Moved", &diff.head, diff.of_head(&diff.moved)),
    ] {
        if !findings.is_empty() {
            writeln!(out, "\n**{title}**\n")?;
        }
        for finding in findings {
            line(report, finding, out)?;
        }
    }
    out.flush()
}

fn line(report: &Report<'_>, finding: &FindingView, out: &mut dyn Write) -> io::Result<()> {
    let at = place(report, finding)
        .map(|(path, line)| format!(" ({}:{line})", text(&report.shown_path(&path))))
        .unwrap_or_default();
    writeln!(
        out,
        "- {} {}: {}{at}",
        finding.severity.as_str(),
        text(&finding.rule),
        text(&finding.message)
    )
}
