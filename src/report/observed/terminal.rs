//! `observe` for people.

use std::io::{self, Write};

use crate::input::counted;
use crate::report::terminal::{finding, footnote};
use crate::report::text::{Pen, Run, STRONG, Table, TerminalOptions};
use crate::view::{HostView, ObserveReport, SeenView, under};

/// Hosts that are named of one recipient; the JSON has all.
const NAMED_HOSTS: usize = 6;

/// Writes who was seen, who was not, and then the findings.
///
/// # Errors
/// When `out` cannot be written to.
pub fn observe_terminal(
    report: &ObserveReport<'_>,
    options: TerminalOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    let pen = &mut Pen::new(out, options);
    for file in &report.files {
        let text = format!("{}: {}", under(&report.root, &file.path), file.words());
        pen.prose(
            "",
            "  ",
            &[Run::new(STRONG, "looked at:"), Run::plain(&text)],
        )?;
    }
    pen.blank()?;
    for (known_as, title) in [
        ("unknown", "of nobody that is known"),
        (
            "vendor",
            "of vendors of the table that are no parties of the estate",
        ),
        ("party", "of parties of the estate"),
    ] {
        let title = match (&report.report, known_as) {
            (None, "vendor") => "of vendors of the table",
            _ => title,
        };
        let here: Vec<&SeenView> = report
            .seen
            .iter()
            .filter(|it| it.known_as == known_as)
            .collect();
        if !here.is_empty() {
            pen.heading(title)?;
            recipients(pen, report, &here)?;
            pen.blank()?;
        }
    }
    if report.seen.is_empty() {
        let mut files = report.files.iter();
        let text = if files.any(|it| it.tally.nameless > 0) {
            "no host of another was seen, but not every entry could be read"
        } else {
            "no host of another was seen"
        };
        pen.prose("", "", &[Run::plain(text)])?;
        pen.blank()?;
    }
    if !report.own.is_empty() {
        pen.heading("of the organisation itself, or without a public name")?;
        let text = names(&report.own, usize::MAX);
        pen.prose("", "", &[Run::plain(&text)])?;
        pen.blank()?;
    }
    if !report.unseen.is_empty() {
        pen.heading("declared or disclosed, and not seen (which proves no absence)")?;
        for one in &report.unseen {
            let text = format!("{} (`{}`)", one.name, one.party);
            pen.prose("", "  ", &[Run::plain(&text)])?;
        }
        pen.blank()?;
    }
    let Some(found) = &report.report else {
        let text = "without an estate, nothing is compared: name one with `--estate`";
        return pen.prose("", "", &[Run::plain(text)]);
    };
    for view in found.arranged() {
        finding(pen, found, view)?;
        pen.blank()?;
    }
    let summary = &found.summary;
    let text = format!(
        "{}, {}, {}, as of {}",
        counted(summary.errors, "error"),
        counted(summary.warnings, "warning"),
        counted(summary.notes, "note"),
        report.day
    );
    pen.prose("", "", &[Run::plain(&text)])?;
    footnote(pen, found.shown())
}

fn recipients(pen: &mut Pen<'_>, report: &ObserveReport<'_>, all: &[&SeenView]) -> io::Result<()> {
    let compared = report.report.is_some();
    let fixed: &[&'static str] = if compared {
        &["recipient", "seen", "cookies", "declared", "disclosed"]
    } else {
        &["recipient", "seen", "cookies"]
    };
    let mut table = Table::new(fixed, &["hosts"]);
    for one in all {
        let seen: u64 = one
            .hosts
            .iter()
            .flat_map(|host| &host.counts)
            .filter(|(kind, _)| **kind != "cookie" && **kind != "allowed")
            .map(|(_, count)| count)
            .sum();
        let seen = match seen {
            0 if one
                .hosts
                .iter()
                .any(|host| host.counts.contains_key("allowed")) =>
            {
                "allowed".to_owned()
            }
            count => count.to_string(),
        };
        let mut row = vec![one.name.clone(), seen, one.cookies.len().to_string()];
        if compared {
            let declared = if one.declared == Some(true) {
                "yes"
            } else {
                "no"
            };
            row.push(declared.to_owned());
            row.push(
                one.disclosed
                    .unwrap_or("-")
                    .replace('-', " ")
                    .trim()
                    .to_owned(),
            );
        }
        row.push(names(&one.hosts, NAMED_HOSTS));
        table.row(row);
    }
    table.write(pen)
}

/// The names of hosts, of many only the first.
fn names(hosts: &[HostView], most: usize) -> String {
    let named = hosts.iter().take(most).map(|host| host.host.as_str());
    let named: Vec<&str> = named.collect();
    match hosts.len() - named.len() {
        0 => named.join(", "),
        more => format!("{} and {more} more", named.join(", ")),
    }
}
