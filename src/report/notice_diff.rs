//! `notice diff`: what a version of the notice states more, and what it no longer states.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::json::{FORMAT_VERSION, schema_of};
use super::text::{Pen, Run, STRONG, TerminalOptions};
use crate::report::json_text;
use crate::view::{ChangeView, NoticeDiff, StatementView};

const LEAD: &str = "  ";
const DEEPER: &str = "    ";

/// Writes what changes for people.
///
/// # Errors
/// When `out` cannot be written to.
pub fn notice_diff_terminal(
    diff: &NoticeDiff<'_>,
    options: TerminalOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    let pen = &mut Pen::new(out, options);
    let [old, new] = diff
        .versions
        .map(|day| day.map_or("undated".to_owned(), |day| day.to_string()));
    let head = format!(
        "the notice of {new} in place of that of {old}, for the flows of {}",
        diff.day
    );
    pen.prose("", LEAD, &[Run::new(STRONG, &head)])?;
    for better in [true, false] {
        let changes: Vec<_> = diff
            .changes
            .iter()
            .filter(|change| change.better == better)
            .collect();
        if changes.is_empty() {
            continue;
        }
        pen.blank()?;
        let title = if better {
            "newly disclosed, or more clearly"
        } else {
            "no longer disclosed, or less clearly"
        };
        pen.prose("", LEAD, &[Run::new(STRONG, title)])?;
        for change in changes {
            one_change(pen, diff, change)?;
        }
    }
    pen.blank()?;
    let count = |better| {
        diff.changes
            .iter()
            .filter(|change| change.better == better)
            .count()
    };
    let closing = match (count(true), count(false)) {
        (0, 0) => "nothing changes for these flows".to_owned(),
        (better, worse) => format!("{better} for the better, {worse} for the worse"),
    };
    pen.prose("", LEAD, &[Run::new(STRONG, &closing)])
}

fn one_change(pen: &mut Pen<'_>, diff: &NoticeDiff<'_>, change: &ChangeView) -> io::Result<()> {
    let mark = if change.better { "+ " } else { "- " };
    let line = format!(
        "{}: {} before, {} now ({}; {})",
        matter_words(change),
        change.before,
        change.after,
        change.flows.join(", "),
        change.regime.name,
    );
    pen.prose(&format!("{LEAD}{mark}"), DEEPER, &[Run::plain(&line)])?;
    for sentence in &change.sentences {
        let place = sentence.place.and_then(|span| diff.place(span));
        let place = place.map_or(String::new(), |(path, line, _)| {
            format!(" at {path}:{line}")
        });
        let gone = if change.after == "omitted" {
            "gone:"
        } else {
            "by"
        };
        let words = format!("{gone} \"{}\"{place}", sentence.quote);
        pen.prose(DEEPER, "      ", &[Run::plain(&words)])?;
    }
    Ok(())
}

fn matter_words(change: &ChangeView) -> String {
    let what = change.elements.join(", ");
    let whom = change
        .importer
        .as_ref()
        .map_or("data subjects", |party| party.name.as_str());
    match change.side.as_str() {
        "recipient" => format!("{whom} as recipient of {what}"),
        "indirectRecipient" => format!("{whom} as onward recipient of {what}"),
        "destination" => format!("{what} as where {whom} receives"),
        "safeguard" => format!("{what} as safeguard of the transfer to {whom}"),
        "retention" => format!("how long {what} is kept"),
        "source" => format!("where {what} comes from"),
        "basis" => format!("{what} as legal basis"),
        "automatedDecision" => format!("the automated decision on {what}"),
        side => format!("{side} {what}"),
    }
}

/// What a version of the notice changes. Keys may be added in later releases without a change of
/// `version`: readers ignore those that they do not know.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "NoticeDiff")]
struct DiffJson<'a> {
    /// The version of this format.
    #[schemars(range(min = 1, max = 1))]
    version: u32,
    /// What the estate is called.
    estate: &'a str,
    /// The day whose flows and law are looked at, as `YYYY-MM-DD`.
    #[schemars(extend("format" = "date"))]
    as_of: String,
    /// The day of the old version.
    old: Option<String>,
    /// The day of the new version.
    new: Option<String>,
    /// What changes.
    changes: Vec<ChangeJson<'a>>,
}

/// One change.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Change")]
struct ChangeJson<'a> {
    /// Whether more is disclosed than before.
    better: bool,
    /// The side of the flows that it is about.
    side: &'a str,
    /// What of it: categories, countries, purposes.
    elements: &'a [String],
    /// The flows.
    flows: &'a [String],
    /// The regime.
    regime: &'a str,
    /// Who receives.
    importer: Option<&'a str>,
    /// The verdict by the old version.
    before: &'a str,
    /// The verdict by the new version.
    after: &'a str,
    /// The sentences that bring it about.
    sentences: Vec<SentenceJson<'a>>,
}

/// A sentence of a version.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Sentence")]
struct SentenceJson<'a> {
    /// The statement's id.
    id: &'a str,
    /// Its words.
    quote: &'a str,
    /// The file in which they are.
    file: Option<String>,
    /// The line, from 1.
    line: Option<u32>,
    /// The column, from 1.
    column: Option<u32>,
}

/// Writes what changes as JSON.
///
/// # Errors
/// When `out` cannot be written to.
pub fn notice_diff_json(diff: &NoticeDiff<'_>, out: &mut dyn Write) -> io::Result<()> {
    let sentence = |view: &'_ StatementView| view.place.and_then(|span| diff.place(span));
    let changes = diff.changes.iter().map(|change| ChangeJson {
        better: change.better,
        side: &change.side,
        elements: &change.elements,
        flows: &change.flows,
        regime: &change.regime.id,
        importer: change.importer.as_ref().map(|party| party.id.as_str()),
        before: change.before,
        after: change.after,
        sentences: change
            .sentences
            .iter()
            .map(|view| {
                let place = sentence(view);
                SentenceJson {
                    id: &view.id,
                    quote: &view.quote,
                    line: place.as_ref().map(|(_, line, _)| *line),
                    column: place.as_ref().map(|(.., column)| *column),
                    file: place.map(|(path, ..)| path),
                }
            })
            .collect(),
    });
    let [old, new] = diff.versions.map(|day| day.map(|day| day.to_string()));
    let diff = DiffJson {
        version: FORMAT_VERSION,
        estate: &diff.estate,
        as_of: diff.day.to_string(),
        old,
        new,
        changes: changes.collect(),
    };
    json_text::write(&diff, out)
}

/// The JSON Schema of what [`notice_diff_json`] writes.
pub fn notice_diff_schema() -> serde_json::Value {
    schema_of::<DiffJson<'_>>()
}
