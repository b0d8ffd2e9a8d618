//! A comparison as Markdown, to paste into a review.

use std::io::{self, Write};

use super::{moved, place, reweighed, words};
use crate::report::text::plain_markdown as text;
use crate::view::{DiffReport, FindingView, Report};

/// Writes a comparison as Markdown.
///
/// # Errors
/// When `out` cannot be written to.
pub fn diff_markdown(diff: &DiffReport<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (base, head) = (&diff.compared.before, &diff.compared.after);
    let (new, cleared) = (diff.compared.new_findings(), diff.compared.resolved());
    writeln!(
        out,
        "### fairnotice: {} new, {} cleared\n\n{} in place of {}, as of {}.",
        new.len(),
        cleared.len(),
        text(&diff.head_name),
        text(&diff.base_name),
        head.day
    )?;
    if !diff.sentences.is_empty() {
        writeln!(out, "\n**Sentences of the notice**\n")?;
    }
    for it in &diff.sentences {
        writeln!(
            out,
            "- {}: “{}” ({})",
            words(it.change),
            text(&it.statement.quote),
            text(&it.statement.id)
        )?;
    }
    for (title, report, findings) in [
        ("New", head, new),
        ("Cleared", base, cleared),
        ("Weighs otherwise", head, reweighed(diff)),
        ("Moved", head, moved(diff)),
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
