//! A comparison as Markdown, to paste into a review.

use std::io::{self, Write};

use super::words;
use crate::report::ci::overridden;
use crate::report::comparison::changes;
use crate::report::text::plain_markdown as text;
use crate::view::{DiffReport, FindingView, Report};

/// A heading, the report in which its findings are, and each with what is said of it.
type List<'a> = (
    &'static str,
    &'a Report<'a>,
    Vec<(&'a FindingView, Vec<String>)>,
);

/// Writes a comparison as Markdown.
///
/// # Errors
/// When `out` cannot be written to.
pub fn diff_markdown(diff: &DiffReport<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (base, head) = (&diff.compared.before, &diff.compared.after);
    let (new, resolved) = (diff.compared.new_findings(), diff.compared.resolved());
    let changed = diff.compared.changed();
    writeln!(
        out,
        "### fairnotice: {} new, {} changed, {} resolved\n\n{} in place of {}, as of {}.",
        new.len(),
        changed.len(),
        resolved.len(),
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
    let new = new.into_iter().map(|finding| (finding, Vec::new()));
    let changed = changed.into_iter();
    let changed = changed.map(|(finding, change)| (finding, changes(change)));
    let resolved = resolved.into_iter().map(|finding| (finding, Vec::new()));
    let lists: [List<'_>; 3] = [
        ("New findings", head, new.collect()),
        ("Changed findings", head, changed.collect()),
        ("Resolved findings", base, resolved.collect()),
    ];
    for (title, report, findings) in lists {
        if !findings.is_empty() {
            writeln!(out, "\n**{title}**\n")?;
        }
        for (finding, changes) in findings {
            line(report, finding, &changes, out)?;
        }
    }
    overridden(head, out)?;
    out.flush()
}

fn line(
    report: &Report<'_>,
    finding: &FindingView,
    changes: &[String],
    out: &mut dyn Write,
) -> io::Result<()> {
    let changes = match changes {
        [] => String::new(),
        changes => format!("; {}", text(&changes.join("; "))),
    };
    let at = place(report, finding)
        .map(|(path, line)| format!(" ({}:{line})", text(&report.shown_path(&path))))
        .unwrap_or_default();
    writeln!(
        out,
        "- {} {}: {}{at}{changes}",
        finding.severity.as_str(),
        text(&finding.rule),
        text(&finding.message)
    )
}

/// Where a finding is shown: file within the estate, and line.
fn place(report: &Report<'_>, finding: &FindingView) -> Option<(String, u32)> {
    let (path, at) = report.sources.locate(finding.labels.first()?.span)?;
    Some((path.to_owned(), at.line))
}
