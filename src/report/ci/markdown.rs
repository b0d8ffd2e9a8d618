//! Markdown for a comment on a change: the counts, a short table, and each finding folded away.

use std::io::{self, Write};

use super::{spot, worst_first};
use crate::estate::model::Severity;
use crate::input::counted;
use crate::report::terminal::law_line;
use crate::report::text::{block, diff_block, plain_markdown as text};
use crate::view::{FindingView, RemedyChange, Report, diff_lines, unread_note_of};

/// The number of findings reported in full: comments have a limit (65,536 characters at GitHub), and
/// readers have one too.
const AT_LENGTH: usize = 20;

/// Writes the findings that are not waived, the most severe first; what is left out is counted.
///
/// # Errors
/// When `out` cannot be written to.
pub fn markdown(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let findings = worst_first(report);
    let summary = &report.summary;
    let mut counts: Vec<String> = [
        (summary.errors, "error"),
        (summary.warnings, "warning"),
        (summary.notes, "note"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, thing)| counted(count, thing))
    .collect();
    if counts.is_empty() {
        counts.push("nothing to report".to_owned());
    }
    writeln!(
        out,
        "### fairnotice: {}\n\n{}, {} as of {}{}{}{}{}.",
        counts.join(", "),
        text(&report.estate),
        counted(summary.flows_judged, "flow"),
        report.day,
        match summary.waived {
            0 => String::new(),
            waived => format!("; {} waived", counted(waived, "finding")),
        },
        match summary.known {
            0 => String::new(),
            known => format!("; {} known", counted(known, "finding")),
        },
        match summary.changed {
            0 => String::new(),
            changed => format!(
                "; {} changed since the baseline",
                counted(changed, "finding")
            ),
        },
        match report.gone {
            0 => String::new(),
            gone => format!("; {} resolved", counted(gone, "finding")),
        },
    )?;
    for (path, words) in report.looked_at_words() {
        let path = report.repository_path(path);
        writeln!(out, "\nLooked at {}: {}.", text(&path), text(&words))?;
    }
    overridden(report, out)?;
    if findings.is_empty() {
        return out.flush();
    }
    writeln!(
        out,
        "\n| | Rule | Flow | Where |\n| --- | --- | --- | --- |"
    )?;
    for finding in findings.iter().take(AT_LENGTH) {
        let place = spot(report, finding)
            .map(|spot| format!("{}:{}", text(&spot.path), spot.from.line))
            .unwrap_or_default();
        writeln!(
            out,
            "| {} | {} | {} | {place} |",
            mark(finding.severity),
            text(&finding.rule),
            flows(finding),
        )?;
    }
    if findings.len() > AT_LENGTH {
        writeln!(
            out,
            "\nThe first {AT_LENGTH} of {} are listed.",
            counted(findings.len(), "finding")
        )?;
    }
    for finding in findings.iter().take(AT_LENGTH) {
        details(report, finding, out)?;
    }
    if let Some(note) = unread_note_of(findings.iter().take(AT_LENGTH).copied()) {
        writeln!(out, "\n{}.", text(&note))?;
    }
    out.flush()
}

/// What the estate sets about its own judgement.
pub(in crate::report) fn overridden(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    if report.overrides.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nSet by the estate:\n")?;
    for set in &report.overrides {
        writeln!(out, "- {}", text(set))?;
    }
    Ok(())
}

/// A severity without colour.
fn mark(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "**error**",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn flows(finding: &FindingView) -> String {
    match finding.flows.as_slice() {
        [] => "the notice".to_owned(),
        [flow] => text(flow),
        [first, rest @ ..] => format!("{} and {} more", text(first), rest.len()),
    }
}

/// Writes a finding folded away, with its places, quotes, law and remedies.
pub fn details(report: &Report<'_>, finding: &FindingView, out: &mut dyn Write) -> io::Result<()> {
    // An empty line ends the HTML block, so that what follows is Markdown again.
    writeln!(
        out,
        "\n<details>\n<summary>{}: {}</summary>\n",
        finding.severity.as_str(),
        html(&finding.message)
    )?;
    for label in finding.labels.iter().take(6) {
        let Some((path, at)) = report.sources.locate(label.span) else {
            continue;
        };
        let path = report.repository_path(path);
        let said = if label.text.is_empty() {
            String::new()
        } else {
            format!(": {}", text(&label.text))
        };
        writeln!(
            out,
            "- {} {}:{}:{}{said}",
            label.role.as_str(),
            text(&path),
            at.line,
            at.column
        )?;
    }
    for statement in &finding.statements {
        writeln!(out, "- the notice says: “{}”", text(&statement.quote))?;
    }
    for row in &finding.law {
        writeln!(out, "- law: {}", text(&law_line(row)))?;
    }
    for remedy in &finding.remedies {
        let verified = if remedy.verified { " (verified)" } else { "" };
        writeln!(out, "- how to resolve{verified}: {}", text(&remedy.text))?;
        if let Some(change) = &remedy.change {
            self::change(change, out)?;
            suggestion(report, change, out)?;
        }
    }
    writeln!(out, "- finding: {}\n\n</details>", text(&finding.id))
}

/// A change that was tried: what it assumes, its sentences, and its edits as a diff.
fn change(change: &RemedyChange, out: &mut dyn Write) -> io::Result<()> {
    let assumes = change.assumptions();
    if !assumes.is_empty() {
        writeln!(out, "  - {}", text(&assumes))?;
    }
    for sentence in &change.sentences {
        writeln!(out, "  - draft for approval: “{}”", text(&sentence.text))?;
    }
    let lines: Vec<String> = change
        .files
        .iter()
        .flat_map(|file| diff_lines(&file.diff))
        .map(str::to_owned)
        .collect();
    // Build servers obey lines that begin so, white space before them or not, and a diff without them does not apply.
    let is_plain = |line: &String| {
        let line = line.strip_suffix('\r').unwrap_or(line);
        !line.trim_start().starts_with("::") && crate::report::text::sanitize(line) == line
    };
    if lines.is_empty() || !lines.iter().all(is_plain) {
        return Ok(());
    }
    writeln!(out, "\n{}", diff_block("  ", &lines))
}

/// The edit as a block that a review takes over, where it is of one place in one file and has no blank: the lines that it
/// takes the place of are named.
fn suggestion(report: &Report<'_>, change: &RemedyChange, out: &mut dyn Write) -> io::Result<()> {
    let [file] = change.files.as_slice() else {
        return Ok(());
    };
    let places = file.diff.lines().filter(|it| it.starts_with("@@ ")).count();
    let has_blanks = change.assumes.iter().any(|it| !it.value.is_empty());
    let lines: Vec<String> = (file.replaced.text.lines())
        .map(|line| crate::report::text::sanitize(line).into_owned())
        .collect();
    let is_plain = |it: &String| !it.trim_start().starts_with("::");
    if places != 1 || has_blanks || !change.proposal.is_empty() || !lines.iter().all(is_plain) {
        return Ok(());
    }
    let path = report.repository_path(&file.path);
    let last = file.replaced.lines.end.saturating_sub(1);
    let first = file.replaced.lines.start;
    writeln!(
        out,
        "\n  In place of lines {first} to {last} of {}:",
        text(&path)
    )?;
    writeln!(out, "\n{}", block("  ", "suggestion", &lines))
}

/// Text inside an HTML element, where Markdown is not read.
fn html(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for ch in crate::report::text::sanitize(text).chars() {
        match ch {
            '&' => clean.push_str("&amp;"),
            '<' => clean.push_str("&lt;"),
            '>' => clean.push_str("&gt;"),
            '"' => clean.push_str("&quot;"),
            '@' if !clean.ends_with(char::is_alphanumeric) => clean.push_str("@&#8288;"),
            ch => clean.push(ch),
        }
    }
    clean
}
