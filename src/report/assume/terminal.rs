//! A check under assumptions for people: what is assumed, what becomes of transfers, and then the
//! findings, those that are new in full.

use std::collections::BTreeMap;
use std::io::{self, Write};

use jiff::civil::Date;

use crate::estate::model::Severity;
use crate::input::counted;
use crate::report::comparison::changes;
use crate::report::terminal::{finding, footnote, header, overridden};
use crate::report::text::{FRAME, Pen, Run, STRONG, TerminalOptions};
use crate::report::transfer_change;
use crate::view::{AssumedReport, FindingView, TransferView};

/// Writes a report of assumptions for a terminal.
///
/// # Errors
/// When `out` cannot be written to.
pub fn assumed_terminal(
    report: &AssumedReport<'_>,
    options: TerminalOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    let pen = &mut Pen::new(out, options);
    assumptions(pen, report)?;
    if !report.transfers.is_empty() {
        pen.heading("Transfers")?;
        for transfer in &report.transfers {
            self::transfer(pen, transfer)?;
        }
        pen.blank()?;
    }
    let compared = &report.compared;
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
            if change.is_worse() {
                finding(pen, &compared.after, view)?;
            } else {
                header(pen, view)?;
            }
            for words in changes(change) {
                pen.prose("  ", "    ", &[Run::new(FRAME, &words)])?;
            }
            pen.blank()?;
        }
    }
    let resolved = compared.resolved();
    if !resolved.is_empty() {
        pen.heading("Resolved findings")?;
        for view in resolved {
            header(pen, view)?;
        }
        pen.blank()?;
    }
    let unchanged = compared.unchanged();
    if !unchanged.is_empty() {
        pen.heading("Unchanged findings")?;
        by_rule(pen, &unchanged)?;
        pen.blank()?;
    }
    outlook(pen, report)?;
    closing(pen, report)
}

/// From when on it is lawful and disclosed, and which changes leave it without errors.
fn outlook(pen: &mut Pen<'_>, report: &AssumedReport<'_>) -> io::Result<()> {
    if let Some(variant) = &report.variant {
        pen.heading("Variant")?;
        pen.prose("", "", &[Run::plain(&variant.sentence())])?;
        for line in variant.lines() {
            pen.prose("  - ", "    ", &[Run::plain(&line)])?;
        }
        pen.blank()?;
    }
    if let Some(earliest) = &report.earliest {
        pen.heading("Earliest day")?;
        for sentence in earliest.sentences() {
            pen.prose("", "", &[Run::plain(&sentence)])?;
        }
        pen.blank()?;
    }
    Ok(())
}

/// Whether the call lays files of an option over the estate.
fn is_laid(report: &AssumedReport<'_>, option: &str) -> bool {
    let call = &report.compared.after.call;
    call.iter().any(|word| word.starts_with(option))
}

fn assumptions(pen: &mut Pen<'_>, report: &AssumedReport<'_>) -> io::Result<()> {
    pen.heading(
        match (is_laid(report, "--assume "), is_laid(report, "--with ")) {
            (false, true) => "Proposed",
            (true, true) => "Assumed and proposed",
            (_, false) => "Assumed",
        },
    )?;
    let mut under = None;
    for it in &report.assumptions {
        if under != Some(&it.scenario) {
            under = Some(&it.scenario);
            pen.prose("", "", &[Run::plain(&it.scenario)])?;
        }
        let when = match it.from {
            Some(day) => format!("from {day}:"),
            None => "at any time:".to_owned(),
        };
        let at = report.compared.after.sources.locate(it.span);
        let at = at.map_or_else(String::new, |(path, at)| {
            let path = report.compared.after.shown_path(path);
            format!("({path}:{}:{})", at.line, at.column)
        });
        let runs = [
            Run::new(STRONG, &when),
            Run::plain(&it.words),
            Run::new(FRAME, &at),
        ];
        pen.prose("  - ", "    ", &runs)?;
    }
    pen.blank()
}

fn transfer(pen: &mut Pen<'_>, transfer: &TransferView) -> io::Result<()> {
    let (word, words) = transfer_change::words(transfer);
    let word = format!("{word}:");
    pen.prose("", "  ", &[Run::new(STRONG, &word), Run::plain(&words)])
}

/// The findings that are unchanged, counted by rule: they are no news.
fn by_rule(pen: &mut Pen<'_>, findings: &[&FindingView]) -> io::Result<()> {
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in findings {
        *rules.entry(&finding.rule).or_default() += 1;
    }
    let words: Vec<String> = rules
        .iter()
        .map(|(rule, count)| match count {
            1 => (*rule).to_owned(),
            _ => format!("{rule} ({count} times)"),
        })
        .collect();
    pen.prose("", "", &[Run::plain(&words.join(", "))])
}

fn closing(pen: &mut Pen<'_>, report: &AssumedReport<'_>) -> io::Result<()> {
    let compared = &report.compared;
    let new = compared.new_findings();
    let mut words = vec![if new.is_empty() {
        "no new findings".to_owned()
    } else {
        format!("new: {}", severities(&new))
    }];
    let changed = compared.changed().into_iter();
    let lists = [
        ("changed", changed.map(|(finding, _)| finding).collect()),
        ("resolved", compared.resolved()),
        ("unchanged", compared.unchanged()),
    ];
    words.extend(
        lists
            .iter()
            .filter(|(_, findings)| !findings.is_empty())
            .map(|(how, findings)| format!("{how}: {}", severities(findings))),
    );
    let laid = if is_laid(report, "--assume ") {
        format!("under {}", counted(report.assumptions.len(), "assumption"))
    } else {
        format!(
            "with {}",
            counted(report.assumptions.len(), "planned change")
        )
    };
    let after = format!(
        "in {} as of {}, {laid}",
        counted(compared.after.summary.flows_judged, "flow"),
        compared.after.day,
    );
    let strong = words.join("; ");
    pen.prose("", "", &[Run::new(STRONG, &strong), Run::plain(&after)])?;
    later(pen, report)?;
    overridden(pen, &compared.after)?;
    let changed = compared.changed().into_iter();
    let in_full = changed.filter(|(_, change)| change.is_worse());
    footnote(
        pen,
        new.into_iter().chain(in_full.map(|(finding, _)| finding)),
    )
}

/// What begins after the day of the check: nothing is known of it yet.
fn later(pen: &mut Pen<'_>, report: &AssumedReport<'_>) -> io::Result<()> {
    let day = report.compared.after.day;
    let begins = report.assumptions.iter().filter_map(|it| it.from);
    let begins: Vec<Date> = begins.filter(|from| *from > day).collect();
    let Some(first) = begins.iter().min() else {
        return Ok(());
    };
    let changes = counted(begins.len(), "planned change");
    let text = format!("{changes} from {first} or later: check with `--as-of {first}`");
    let runs = [Run::new(STRONG, "not judged:"), Run::plain(&text)];
    pen.prose("", "  ", &runs)
}

/// `2 errors, 1 note`.
fn severities(findings: &[&FindingView]) -> String {
    let counts: Vec<String> = [Severity::Error, Severity::Warning, Severity::Note]
        .into_iter()
        .filter_map(|severity| {
            let count = findings.iter().filter(|it| it.severity == severity).count();
            (count > 0).then(|| counted(count, severity.as_str()))
        })
        .collect();
    counts.join(", ")
}
