//! A comparison for people: sentences, then what is new in full, then the rest in short.

use std::io::{self, Write};

use super::{before, moved, place, reweighed, words};
use crate::report::terminal::{counted, finding, header};
use crate::report::text::{FRAME, Pen, Run, STRONG, TerminalOptions};
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
        heading(pen, "sentences of the notice")?;
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
    let new = compared.new_findings();
    if !new.is_empty() {
        heading(pen, "new")?;
        for view in new {
            finding(pen, &compared.after, view)?;
            pen.blank()?;
        }
    }
    let cleared = compared.resolved();
    if !cleared.is_empty() {
        heading(pen, "cleared")?;
        for view in cleared {
            header(pen, view)?;
        }
        pen.blank()?;
    }
    let reweighed = reweighed(diff);
    if !reweighed.is_empty() {
        heading(pen, "weighs otherwise")?;
        for view in reweighed {
            let before = before(diff, &view.id).map_or("", |it| it.severity.as_str());
            header(pen, view)?;
            let text = format!("was {before}");
            pen.prose("  ", "  ", &[Run::new(FRAME, &text)])?;
        }
        pen.blank()?;
    }
    let moved = moved(diff);
    if !moved.is_empty() {
        heading(pen, "moved")?;
        for view in moved {
            let shown = |place: Option<(String, u32)>| {
                place.map_or_else(String::new, |(path, line)| format!("{path}:{line}"))
            };
            let old = before(diff, &view.id).and_then(|it| place(&compared.before, it));
            let text = format!(
                "{} {}: {} -> {}",
                view.id,
                view.rule,
                shown(old),
                shown(place(&compared.after, view))
            );
            pen.prose("  ", "    ", &[Run::plain(&text)])?;
        }
        pen.blank()?;
    }
    closing(pen, diff)
}

fn heading(pen: &mut Pen<'_>, words: &str) -> io::Result<()> {
    pen.prose("", "", &[Run::new(STRONG, words)])?;
    pen.styled(FRAME, &"-".repeat(words.len()))?;
    pen.blank()
}

fn closing(pen: &mut Pen<'_>, diff: &DiffReport<'_>) -> io::Result<()> {
    let counts = [
        (diff.compared.new_findings().len(), "new"),
        (diff.compared.resolved().len(), "cleared"),
        (reweighed(diff).len(), "weighing otherwise"),
        (moved(diff).len(), "moved"),
    ];
    let told: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    let all = counted(diff.compared.after.findings.len(), "finding");
    let text = match told.is_empty() {
        true => format!("nothing differs; {all} before and after"),
        false => format!("{}; {all} in all", told.join(", ")),
    };
    pen.prose("", "", &[Run::plain(&text)])
}
