//! A comparison for people: sentences, then what is new in full, then the rest in short.

use std::io::{self, Write};

use super::{declared_words, words};
use crate::input::counted;
use crate::report::comparison::changes;
use crate::report::terminal::{finding, footnote, header, overridden};
use crate::report::text::{FRAME, Pen, Run, STRONG, TerminalOptions};
use crate::report::transfer_change;
use crate::view::DiffReport;

/// Writes a comparison for a terminal.
///
/// # Errors
/// When `out` cannot be written to.
pub fn diff_terminal(
    diff: &DiffReport<'_>,
    options: TerminalOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    let pen = &mut Pen::new(out, options);
    let compared = &diff.compared;
    let head = format!(
        "{} in place of {}, as of {}",
        diff.head_name, diff.base_name, compared.after.day
    );
    pen.prose("", "  ", &[Run::new(STRONG, &head)])?;
    pen.blank()?;
    if !diff.sentences.is_empty() {
        pen.heading("Sentences of the notice")?;
        for it in &diff.sentences {
            let text = format!(
                "{}: {} “{}”",
                words(it.change),
                it.statement.id,
                it.statement.quote
            );
            let by = format!("({})", it.findings.join(", "));
            pen.prose("  - ", "    ", &[Run::plain(&text), Run::new(FRAME, &by)])?;
        }
        pen.blank()?;
    }
    declared(pen, diff)?;
    let new = compared.new_findings();
    if !new.is_empty() {
        pen.heading("New findings")?;
        for view in new {
            finding(pen, &compared.after, view)?;
            pen.blank()?;
        }
    }
    let changed = compared.changed();
    if !changed.is_empty() {
        pen.heading("Changed findings")?;
        for (view, change) in changed {
            header(pen, view)?;
            for words in changes(change) {
                pen.prose("  ", "    ", &[Run::new(FRAME, &words)])?;
            }
        }
        pen.blank()?;
    }
    let resolved = compared.resolved();
    if !resolved.is_empty() {
        pen.heading("Resolved findings")?;
        for view in resolved {
            header(pen, view)?;
        }
        pen.blank()?;
    }
    closing(pen, diff)
}

/// What is declared otherwise, and what becomes of transfers.
fn declared(pen: &mut Pen<'_>, diff: &DiffReport<'_>) -> io::Result<()> {
    if !diff.declared.is_empty() {
        pen.heading("Declared")?;
        for change in &diff.declared {
            pen.prose("  - ", "    ", &[Run::plain(&declared_words(change))])?;
        }
        pen.blank()?;
    }
    if !diff.transfers.is_empty() {
        pen.heading("Transfers")?;
        for change in &diff.transfers {
            let (word, words) = transfer_change::words(change);
            let word = format!("{word}:");
            pen.prose(
                "  - ",
                "    ",
                &[Run::new(STRONG, &word), Run::plain(&words)],
            )?;
        }
        pen.blank()?;
    }
    Ok(())
}

fn closing(pen: &mut Pen<'_>, diff: &DiffReport<'_>) -> io::Result<()> {
    let found = &diff.compared.findings;
    let counts = [
        (found.new.len(), "new"),
        (found.changed.len(), "changed"),
        (found.resolved.len(), "resolved"),
    ];
    let counts: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    let all = counted(diff.compared.after.findings.len(), "finding");
    let text = if counts.is_empty() && diff.declared.is_empty() {
        format!("nothing differs; {all} before and after")
    } else if counts.is_empty() {
        format!("no finding differs; {all} before and after")
    } else {
        format!("{}; {all} in all", counts.join(", "))
    };
    pen.prose("", "", &[Run::plain(&text)])?;
    overridden(pen, &diff.compared.after)?;
    footnote(pen, diff.compared.new_findings())
}
