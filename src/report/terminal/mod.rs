//! Findings for people: the summary, then findings by service, the most severe first, each with its
//! places; questions about what was not recorded come last.

mod excerpt;
mod finding;
mod places;
mod window;

use std::io::{self, Write};

use super::text::{Pen, Run, STRONG, TerminalOptions};
use crate::input::counted;
use crate::view::{Heading, Report, Summary, unread_note_of};

pub use excerpt::{Drawer, Mark, digits, group, last_line};
pub use finding::{finding, footnote, header, law_line};

/// Writes a report for a terminal. Waived findings are only counted.
///
/// # Errors
/// When `out` cannot be written to.
pub fn terminal(
    report: &Report<'_>,
    options: TerminalOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    let pen = &mut Pen::new(out, options);
    summary(pen, report)?;
    let mut under = None;
    for view in report.arranged() {
        if view.is_suppressed() && !report.show_suppressed {
            continue;
        }
        pen.blank()?;
        if under != Some(view.heading()) {
            under = Some(view.heading());
            heading(pen, view.heading())?;
        }
        finding(pen, report, view)?;
    }
    if unread_note_of(report.shown()).is_some() {
        pen.blank()?;
    }
    footnote(pen, report.shown())
}

fn heading(pen: &mut Pen<'_>, heading: Heading<'_>) -> io::Result<()> {
    let words = match heading {
        Heading::Service(name, id) if name == id => name.to_owned(),
        Heading::Service(name, id) => format!("{name} ({id})"),
        Heading::Across => "across services".to_owned(),
        Heading::NoService => "flows of no service".to_owned(),
        Heading::Notice => "the notice".to_owned(),
        Heading::Deployed => "what is deployed".to_owned(),
        Heading::Observed => "what was seen".to_owned(),
        Heading::Waivers => "waivers".to_owned(),
        Heading::Questions => "questions: what the estate does not record".to_owned(),
    };
    pen.heading(&words)
}

/// Writes the counts, what was not judged, and what the baseline has more.
pub(in crate::report) fn summary(pen: &mut Pen<'_>, report: &Report<'_>) -> io::Result<()> {
    let Summary {
        errors,
        warnings,
        notes,
        questions,
        waived,
        known,
        changed,
        flows_judged,
        decisions,
        ..
    } = report.summary;
    let all = [
        (errors, "error"),
        (warnings, "warning"),
        (notes, "note"),
        (questions, "question"),
    ];
    let mut counts: Vec<String> = all
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, thing)| counted(*count, thing))
        .collect();
    if waived > 0 {
        counts.push(format!("{waived} waived"));
    }
    if known > 0 {
        counts.push(format!("{known} known"));
    }
    if changed > 0 {
        counts.push(format!("{changed} of them changed since the baseline"));
    }
    let flows = counted(flows_judged, "flow");
    if counts.is_empty() {
        let text = format!(
            "{}: nothing to report in {flows} as of {}",
            report.estate, report.day
        );
        pen.prose("", "", &[Run::plain(&text)])?;
        looked_at(pen, report)?;
        not_judged(pen, report)?;
        return gone(pen, report);
    }
    let text = format!(
        "in {flows} of {}, as of {}; {} made",
        report.estate,
        report.day,
        counted(decisions, "decision")
    );
    pen.prose(
        "",
        "",
        &[Run::new(STRONG, &counts.join(", ")), Run::plain(&text)],
    )?;
    looked_at(pen, report)?;
    not_judged(pen, report)?;
    gone(pen, report)
}

/// What was looked at of what is deployed and of what was seen.
pub fn looked_at(pen: &mut Pen<'_>, report: &Report<'_>) -> io::Result<()> {
    for (path, words) in report.looked_at_words() {
        let text = format!("{}: {words}", report.shown_path(path));
        pen.prose(
            "",
            "  ",
            &[Run::new(STRONG, "looked at:"), Run::plain(&text)],
        )?;
    }
    Ok(())
}

/// What was not judged, and why.
fn not_judged(pen: &mut Pen<'_>, report: &Report<'_>) -> io::Result<()> {
    for text in &report.not_judged {
        pen.prose(
            "",
            "  ",
            &[Run::new(STRONG, "not judged:"), Run::plain(text)],
        )?;
    }
    overridden(pen, report)
}

/// What the estate sets about its own judgement.
pub fn overridden(pen: &mut Pen<'_>, report: &Report<'_>) -> io::Result<()> {
    for text in &report.overrides {
        let runs = [Run::new(STRONG, "set by the estate:"), Run::plain(text)];
        pen.prose("", "  ", &runs)?;
    }
    Ok(())
}

/// That the baseline holds what is there no longer.
fn gone(pen: &mut Pen<'_>, report: &Report<'_>) -> io::Result<()> {
    if report.gone == 0 {
        return Ok(());
    }
    let findings = counted(report.gone, "finding");
    let text = format!(
        "{findings} of the baseline resolved: write it again, or they may return unnoticed"
    );
    pen.prose("", "", &[Run::plain(&text)])
}
