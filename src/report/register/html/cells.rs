//! A cell as HTML.

use crate::estate::model::Severity;
use crate::estate::model::period_words;
use crate::register::{Cell, Disclosed, NOT_STATED};
use crate::report::register::html::writer::Html;
use crate::report::register::sheet::status_words;
use crate::view::{FindingRef, RemedyChange, StatementRef};

/// Writes what is in a cell.
pub(in crate::report::register) fn cell(html: &mut Html, cell: &Cell) {
    match cell {
        Cell::NotApplicable => {
            html.element("span", &[("aria-hidden", "true")], "–");
            html.element("span", &[("class", "unseen")], "not applicable");
        }
        Cell::NotStated => gap(html, NOT_STATED),
        Cell::Text(text) => words(html, text),
        Cell::Date(day) => {
            let day = day.to_string();
            html.element("time", &[("datetime", &day)], &day);
        }
        Cell::Number(number) => html.text(&number.to_string()),
        Cell::Period(written, days) => {
            html.text(&format!("{} ({days} days)", period_words(written)))
        }
        Cell::List(items) => list(html, "words", items, |html, item| words(html, item)),
        Cell::Disclosed(disclosed) => list(html, "things", disclosed, disclosure),
        Cell::Statements(statements) => list(html, "things", statements, statement),
        Cell::Findings(findings) => list(html, "things", findings, finding),
        Cell::Status(severity) => status(html, *severity),
    }
}

fn list<T>(html: &mut Html, class: &str, items: &[T], one: impl Fn(&mut Html, &T)) {
    match items {
        [] => html.text("none"),
        [item] => one(html, item),
        items => {
            html.open("ul", &[("class", class)]);
            for item in items {
                html.open("li", &[]);
                one(html, item);
                html.close();
            }
            html.close();
        }
    }
}

fn gap(html: &mut Html, text: &str) {
    html.element("em", &[("class", "gap")], text);
}

/// A text; where a part of it is not stated, it is marked as such.
fn words(html: &mut Html, text: &str) {
    if text.contains(NOT_STATED) {
        gap(html, text)
    } else {
        html.text(text)
    }
}

fn disclosure(html: &mut Html, disclosed: &Disclosed) {
    let verdict = disclosed.verdict.as_str();
    html.element(
        "strong",
        &[("class", &format!("disclosed {verdict}"))],
        verdict,
    );
    html.text(&format!(": {}", disclosed.elements.join(", ")));
}

/// The sign of the worst finding.
pub(in crate::report::register) fn sign(severity: Option<Severity>) -> &'static str {
    match severity {
        Some(Severity::Error) => "✕",
        Some(Severity::Warning) => "!",
        Some(Severity::Note) => "i",
        None => "✓",
    }
}

/// The worst finding, in a word and a sign as well as by colour.
pub(super) fn status(html: &mut Html, severity: Option<Severity>) {
    let class = match severity {
        Some(Severity::Error) => "status error",
        Some(Severity::Warning) => "status warning",
        Some(Severity::Note) => "status note",
        None => "status clear",
    };
    html.open("span", &[("class", class)]);
    html.element(
        "span",
        &[("aria-hidden", "true"), ("class", "sign")],
        sign(severity),
    );
    html.text(status_words(severity));
    html.close();
}

fn statement(html: &mut Html, statement: &StatementRef) {
    let quote = |html: &mut Html| html.element("q", &[], &statement.quote);
    match &statement.url {
        Some(url) => {
            html.open("a", &[("href", url), ("rel", "noopener noreferrer")]);
            quote(html);
            html.close();
        }
        None => quote(html),
    }
    html.text(" (");
    html.element("code", &[], &statement.id);
    if let Some(section) = &statement.section {
        html.text(&format!(", under \"{section}\""));
    }
    html.text(")");
}

fn finding(html: &mut Html, finding: &FindingRef) {
    html.open("div", &[("class", "finding")]);
    status(html, Some(finding.severity));
    html.text(" ");
    html.element("code", &[], &finding.rule);
    html.text(" (");
    html.element("code", &[], &finding.id);
    html.text(&format!("): {}", finding.message));
    if !finding.law.is_empty() || !finding.remedies.is_empty() {
        html.open("ul", &[("class", "law")]);
        for row in &finding.law {
            html.open("li", &[]);
            html.text(&format!(
                "law: {}: {} ({})",
                row.citation,
                row.title,
                row.cited_id()
            ));
            html.close();
        }
        for remedy in &finding.remedies {
            html.open("li", &[]);
            let verified = if remedy.verified { " (verified)" } else { "" };
            html.text(&format!("what to do{verified}: {}", remedy.text));
            if let Some(change) = &remedy.change {
                edits(html, change);
            }
            html.close();
        }
        html.close();
    }
    html.close();
}

/// A change that was tried: what it assumes, its sentences, and its edits as a diff.
fn edits(html: &mut Html, change: &RemedyChange) {
    let assumes = change.assumptions();
    if !assumes.is_empty() {
        html.text(&format!(" ({assumes})"));
    }
    for sentence in &change.sentences {
        html.open("div", &[]);
        html.text("draft for approval: ");
        html.element("q", &[], &sentence.text);
        if let Some(section) = &sentence.section {
            html.text(&format!(", under \"{section}\""));
        }
        html.close();
    }
    if change.files.is_empty() {
        return;
    }
    html.open("pre", &[("class", "diff")]);
    for (at, line) in change
        .files
        .iter()
        .flat_map(|it| it.diff.lines().enumerate())
    {
        // The first two lines name the file.
        let class = match line.chars().next() {
            Some('+') if at > 1 => "added",
            Some('-') if at > 1 => "removed",
            _ => "same",
        };
        html.element("code", &[("class", class)], line);
    }
    html.close();
}
