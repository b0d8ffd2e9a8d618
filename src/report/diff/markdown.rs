//! A comparison as Markdown, to paste into a review.

use std::io::{self, Write};

use super::{declared_words, words};
use crate::report::ci::overridden;
use crate::report::comparison::{changes, markdown_line};
use crate::report::text::plain_markdown as text;
use crate::report::transfer_change;
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
    if !diff.declared.is_empty() {
        writeln!(out, "\n**Declared**\n")?;
    }
    for change in &diff.declared {
        writeln!(out, "- {}", text(&declared_words(change)))?;
    }
    if !diff.transfers.is_empty() {
        writeln!(out, "\n**Transfers**\n")?;
    }
    for change in &diff.transfers {
        let (word, words) = transfer_change::words(change);
        writeln!(out, "- {word}: {}", text(&words))?;
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
            writeln!(out, "- {}", markdown_line(report, finding, &changes))?;
        }
    }
    overridden(head, out)?;
    out.flush()
}
