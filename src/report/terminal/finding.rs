//! One finding on a terminal.

use std::borrow::Borrow;
use std::io;
use std::sync::Arc;

use jiff::civil::Date;

use super::excerpt::{Drawer, digits, last_line};
use super::places::{places, shortened};
use crate::estate::model::Severity;
use crate::report::text::{ADVICE, FRAME, Pen, Run, STRONG, columns, sanitize, severity_style};
use crate::view::{FindingView, LawView, Named, Report, unread_note_of};

/// How many rows of a finding are shown.
const MOST_ROWS: usize = 12;

/// Writes a finding: its header, its places, and what is to be known about them.
pub fn finding(pen: &mut Pen<'_>, report: &Report<'_>, finding: &FindingView) -> io::Result<()> {
    header(pen, finding)?;
    let places = places(finding, report.sources, &report.root);
    let lines = places
        .excerpts
        .iter()
        .map(|excerpt| digits(last_line(report.sources, excerpt)));
    let drawer = Drawer {
        sources: report.sources,
        root: &report.root,
        severity: finding.severity,
        gutter: lines.max().unwrap_or(1),
    };
    for excerpt in &places.excerpts {
        drawer.draw(pen, excerpt)?;
    }
    let mut notes = Notes::new(pen, drawer.gutter);
    if !places.excerpts.is_empty() {
        notes.gap()?;
    }
    for (text, list) in &places.listed {
        let said = if text.trim().is_empty() {
            String::new()
        } else {
            format!("({text})")
        };
        notes.note("also at:", &[Run::plain(list), Run::plain(&said)])?;
    }
    matter(&mut notes, finding)?;
    remedies(&mut notes, finding)?;
    if let Some(key) = &finding.asks {
        notes.note("answered by:", &[Run::plain(key)])?;
    }
    standing(&mut notes, finding)?;
    let arguments = report.call.iter().map(String::as_str);
    let words = ["fairnotice", "explain"]
        .into_iter()
        .chain(finding.id.split_whitespace());
    notes.command("explain:", &words.chain(arguments).collect::<Vec<_>>())
}

/// What a finding is about: movement or regime, law, flows and data.
fn matter(notes: &mut Notes<'_, '_>, finding: &FindingView) -> io::Result<()> {
    match (&finding.exporter, &finding.importer) {
        (Some(exporter), Some(importer)) => {
            let movement = format!(
                "{exporter} -> {importer}, under the {}",
                finding.regime_names()
            );
            notes.note("movement:", &[Run::plain(&movement)])?;
        }
        _ => {
            let names: Vec<&str> = finding.regimes.iter().map(|it| &*it.name).collect();
            notes.note("regime:", &[Run::plain(&names.join(", "))])?;
        }
    }
    rows(notes, finding)?;
    for row in &finding.law {
        notes.note("law:", &[Run::plain(&law_line(row))])?;
    }
    if finding.flows.len() > 1 && finding.rows.len() < 2 {
        notes.list("flows:", &finding.flows)?;
    }
    if !finding
        .data
        .iter()
        .all(|data| finding.message.contains(data.as_str()))
    {
        notes.list("data:", &finding.data)?;
    }
    notes.list("covers:", &finding.covers)
}

/// Each flow between two parties that has this cause, where there are several.
fn rows(notes: &mut Notes<'_, '_>, finding: &FindingView) -> io::Result<()> {
    if finding.rows.len() < 2 {
        return Ok(());
    }
    let people = "the data subjects";
    for row in finding.rows.iter().take(MOST_ROWS) {
        let name =
            |party: &Option<Arc<Named>>| party.as_ref().map_or(people, |it| &it.name).to_owned();
        let mut words = format!("{} -> {}", name(&row.exporter), name(&row.importer));
        if !row.places.is_empty() {
            words += &format!(" ({})", row.places.join(", "));
        }
        if !row.elements.is_empty() {
            words += &format!(": {}", row.elements.join(", "));
        }
        let flows = format!("{}:", row.flows.join(", "));
        notes.note("in:", &[Run::new(STRONG, &flows), Run::plain(&words)])?;
    }
    let more = finding.rows.len().saturating_sub(MOST_ROWS);
    if more > 0 {
        let words = format!("{more} more, which `--format json` lists");
        notes.note("in:", &[Run::plain(&words)])?;
    }
    Ok(())
}

/// What clears it: what was verified, with what it edits, else the general advice.
fn remedies(notes: &mut Notes<'_, '_>, finding: &FindingView) -> io::Result<()> {
    for remedy in &finding.remedies {
        let verified = if remedy.verified {
            "(verified: clears this finding and adds none)"
        } else {
            ""
        };
        notes.styled(
            ADVICE,
            "help:",
            &[Run::plain(&remedy.text), Run::plain(verified)],
        )?;
        let Some(change) = &remedy.change else {
            continue;
        };
        let assumes = change.assumptions();
        if !assumes.is_empty() {
            notes.note("note:", &[Run::plain(&assumes)])?;
        }
        for sentence in &change.sentences {
            let words = format!("\"{}\"", sentence.text);
            notes.note(
                "draft:",
                &[Run::plain(&words), Run::plain("(for approval)")],
            )?;
        }
        for file in &change.files {
            notes.edit(&file.path, &file.diff)?;
        }
    }
    Ok(())
}

/// Why it fails nothing, where it does not.
fn standing(notes: &mut Notes<'_, '_>, finding: &FindingView) -> io::Result<()> {
    if let Some(waiver) = &finding.waived {
        let until = waiver
            .until
            .map(|day| format!(" until {day}"))
            .unwrap_or_default();
        let text = format!("by {}{until}: {}", waiver.owner, waiver.reason);
        notes.note("waived:", &[Run::plain(&text)])?;
    }
    if finding.known {
        notes.note("known:", &[Run::plain("it is in the baseline")])?;
    }
    if finding.changed {
        let text = "the baseline has it in another state, so it counts again";
        notes.note("changed:", &[Run::plain(text)])?;
    }
    Ok(())
}

/// Writes `error[rule]: message`, wrapped.
pub fn header(pen: &mut Pen<'_>, finding: &FindingView) -> io::Result<()> {
    let kind = if finding.is_question() && finding.severity < Severity::Error {
        "question"
    } else {
        finding.severity.as_str()
    };
    let head = format!("{kind}[{}]:", finding.rule);
    pen.prose(
        "",
        "  ",
        &[
            Run::new(severity_style(finding.severity), &head),
            Run::new(STRONG, &finding.message),
        ],
    )
}

/// A row of law as one line: `UK GDPR Art 46(2)(c); the old clauses, 2021-01-01 to 2024-03-21
/// (uk-scc-eu-old*)`, the mark being explained in a footnote of the report.
pub fn law_line(row: &LawView) -> String {
    format!(
        "{}; {}, {} ({})",
        row.citation,
        row.title,
        period(row.from, row.until),
        row.cited_id()
    )
}

/// Writes the footnote about rows of law that nobody has compared with the official text, where these
/// findings cite such rows.
pub fn footnote<'a>(
    pen: &mut Pen<'_>,
    findings: impl IntoIterator<Item = &'a FindingView>,
) -> io::Result<()> {
    match unread_note_of(findings) {
        Some(note) => pen.prose("", "  ", &[Run::plain(&note)]),
        None => Ok(()),
    }
}

/// A period of the law in words.
pub fn period(from: Option<Date>, until: Option<Date>) -> String {
    match (from, until) {
        (Some(from), Some(until)) => format!("{from} to {until}"),
        (Some(from), None) => format!("since {from}"),
        (None, _) => "never in force".to_owned(),
    }
}

/// Notes below excerpts, in line with their gutter.
pub struct Notes<'p, 'w> {
    pen: &'p mut Pen<'w>,
    first: String,
    rest: String,
    gutter: usize,
}

impl<'p, 'w> Notes<'p, 'w> {
    /// Notes next to a gutter of so many columns.
    pub fn new(pen: &'p mut Pen<'w>, gutter: usize) -> Self {
        Self {
            pen,
            first: format!("{}= ", " ".repeat(gutter + 1)),
            rest: " ".repeat(gutter + 3),
            gutter,
        }
    }

    /// An empty line of the gutter.
    pub fn gap(&mut self) -> io::Result<()> {
        self.pen
            .styled(FRAME, &format!("{}|", " ".repeat(self.gutter + 1)))?;
        self.pen.blank()
    }

    /// A note with a name.
    pub fn note(&mut self, name: &str, runs: &[Run<'_>]) -> io::Result<()> {
        self.styled(STRONG, name, runs)
    }

    /// A note with a name in a style.
    pub fn styled(
        &mut self,
        style: anstyle::Style,
        name: &str,
        runs: &[Run<'_>],
    ) -> io::Result<()> {
        let mut all = vec![Run::new(style, name)];
        all.extend_from_slice(runs);
        self.pen.prose(&self.first, &self.rest, &all)
    }

    /// A note that is a command, which works when it is pasted: its words are not broken, and where
    /// it needs several lines, these end as a shell wants them to.
    pub fn command(&mut self, name: &str, words: &[&str]) -> io::Result<()> {
        let width = self.pen.options().width;
        let mut lead = self.first.as_str();
        let mut line = name.to_owned();
        for (at, word) in words.iter().enumerate() {
            // All but the last line end in ` \`.
            let more = if at + 1 < words.len() { 2 } else { 0 };
            let needed = columns(lead) + columns(&line) + 1 + columns(word) + more;
            if needed > width && line != name {
                line.push_str(" \\");
                command_line(self.pen, lead, name, &line)?;
                lead = &self.rest;
                line = (*word).to_owned();
            } else {
                line.push(' ');
                line.push_str(word);
            }
        }
        command_line(self.pen, lead, name, &line)
    }

    /// An edit of a file: its path, and the lines that change.
    pub fn edit(&mut self, path: &str, diff: &str) -> io::Result<()> {
        self.note("edit:", &[Run::plain(path)])?;
        let lines = diff.lines().skip(2);
        for line in lines.filter(|line| line.starts_with(['+', '-'])) {
            self.pen.verbatim(&self.rest, line)?;
        }
        Ok(())
    }

    /// A note that lists words, of many only the first; nothing for an empty list.
    pub fn list<W: Borrow<str>>(&mut self, name: &str, words: &[W]) -> io::Result<()> {
        if words.is_empty() {
            return Ok(());
        }
        self.note(name, &[Run::plain(&shortened(words))])
    }
}

/// A line of a command, its name in a style where it begins with it.
fn command_line(pen: &mut Pen<'_>, lead: &str, name: &str, line: &str) -> io::Result<()> {
    match line.strip_prefix(name) {
        Some(rest) if lead.contains('=') => {
            pen.styled(FRAME, lead)?;
            pen.styled(STRONG, name)?;
            pen.raw(sanitize(rest).trim_end())?;
            pen.blank()
        }
        _ => pen.verbatim(lead, line),
    }
}
