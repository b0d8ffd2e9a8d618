//! A check under assumptions as Markdown: what is proposed or assumed, what becomes of transfers, and the
//! findings that are new, changed, resolved and unchanged.

use std::io::{self, Write};

use crate::report::ci::details;
use crate::report::comparison::{changes, markdown_line};
use crate::report::text::plain_markdown as text;
use crate::report::transfer_change;
use crate::view::AssumedReport;

/// The number of new findings that are reported in full, as of the Markdown of a plain check.
const AT_LENGTH: usize = 20;

/// Writes a report of assumptions as Markdown, for a comment on a change.
///
/// # Errors
/// When `out` cannot be written to.
pub fn assumed_markdown(report: &AssumedReport<'_>, out: &mut dyn Write) -> io::Result<()> {
    let compared = &report.compared;
    let (before, after) = (&compared.before, &compared.after);
    let (new, changed) = (compared.new_findings(), compared.changed());
    let (resolved, unchanged) = (compared.resolved(), compared.unchanged());
    writeln!(
        out,
        "### fairnotice: {} new, {} changed, {} resolved, {} unchanged\n\n{}, as of {}.",
        new.len(),
        changed.len(),
        resolved.len(),
        unchanged.len(),
        text(&after.estate),
        after.day
    )?;
    let assumptions = report.assumptions.iter().map(|it| match it.from {
        Some(day) => format!("from {day}: {}", text(&it.words)),
        None => text(&it.words),
    });
    list(out, "Changes", assumptions)?;
    let transfers = report.transfers.iter().map(|it| {
        let (word, words) = transfer_change::words(it);
        format!("{word}: {}", text(&words))
    });
    list(out, "Transfers", transfers)?;
    let lines = new.iter().map(|it| markdown_line(after, it, &[]));
    list(out, "New findings", lines)?;
    let lines = changed
        .iter()
        .map(|(it, change)| markdown_line(after, it, &changes(change)));
    list(out, "Changed findings", lines)?;
    let lines = resolved.iter().map(|it| markdown_line(before, it, &[]));
    list(out, "Resolved findings", lines)?;
    if !unchanged.is_empty() {
        writeln!(
            out,
            "\n<details>\n<summary>Unchanged findings ({})</summary>\n",
            unchanged.len()
        )?;
        for finding in &unchanged {
            writeln!(out, "- {}", markdown_line(after, finding, &[]))?;
        }
        writeln!(out, "\n</details>")?;
    }
    if let Some(variant) = &report.variant {
        writeln!(out, "\n**Variant**\n\n{}\n", text(&variant.sentence()))?;
        for line in variant.lines() {
            writeln!(out, "- {}", text(&line))?;
        }
    }
    let earliest = report.earliest.iter().flat_map(|it| it.sentences());
    list(out, "Earliest day", earliest.map(|it| text(&it)))?;
    let worse = changed.iter().filter(|(_, change)| change.is_worse());
    let in_full = new.into_iter().chain(worse.map(|(finding, _)| *finding));
    for finding in in_full.take(AT_LENGTH) {
        details(after, finding, out)?;
    }
    out.flush()
}

fn list(out: &mut dyn Write, title: &str, lines: impl Iterator<Item = String>) -> io::Result<()> {
    let mut lines = lines.peekable();
    if lines.peek().is_some() {
        writeln!(out, "\n**{title}**\n")?;
    }
    for line in lines {
        writeln!(out, "- {line}")?;
    }
    Ok(())
}
