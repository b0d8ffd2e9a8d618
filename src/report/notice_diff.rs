//! `notice diff`: what a version of the notice tells more, and what it no longer tells.

use std::collections::BTreeMap;
use std::io::{self, Write};

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::json::{FORMAT_VERSION, schema_of};
use super::text::{Pen, Run, STRONG, TerminalOptions};
use crate::engine::compare::notice::{Change, sentences};
use crate::estate::model::{Estate, Notice, StatementIx};
use crate::input::{SourceMap, Span};
use crate::report::json_text;
use crate::view::{Named, StatementView, under};

const LEAD: &str = "  ";
const DEEPER: &str = "    ";

/// What a new version of a notice changes for the flows of a day.
#[derive(Debug)]
pub struct NoticeDiff<'a> {
    /// What the estate is called.
    pub estate: String,
    /// The estate's folder as seen from where the command runs; empty where the two are the same.
    pub root: String,
    /// The day whose flows and law are looked at.
    pub day: Date,
    /// The days of the old and of the new version.
    pub versions: [Option<Date>; 2],
    /// What changes; those for the better first.
    pub changes: Vec<ChangeView>,
    /// The texts that places point into.
    pub sources: &'a SourceMap,
}

/// One change, of several flows and elements where they share everything else.
#[derive(Debug, Clone)]
pub struct ChangeView {
    /// Whether more is told than before.
    pub better: bool,
    /// The side: `recipient`, `data`, `purpose` and so on.
    pub side: String,
    /// What of it.
    pub elements: Vec<String>,
    /// The ids of the flows.
    pub flows: Vec<String>,
    /// The regime.
    pub regime: Named,
    /// Who receives; none: the people themselves.
    pub importer: Option<Named>,
    /// The verdict by the old version.
    pub before: &'static str,
    /// The verdict by the new version.
    pub after: &'static str,
    /// The sentences that bring it about: of the new version, or, where that is silent, those of
    /// the old one that are gone.
    pub sentences: Vec<StatementView>,
}

/// What several changes share.
type Shared = (
    bool,
    &'static str,
    u32,
    Option<u32>,
    &'static str,
    &'static str,
    Vec<StatementIx>,
);

impl<'a> NoticeDiff<'a> {
    /// The view of what changes from one version to another (positions in the estate's list).
    pub fn new(
        estate: &Estate,
        sources: &'a SourceMap,
        day: Date,
        versions: [usize; 2],
        changes: &[Change],
        root: &str,
    ) -> Self {
        // First the elements of the same flows, then the flows of the same elements.
        let mut by_flows: BTreeMap<(Shared, Vec<u32>), Vec<String>> = BTreeMap::new();
        let mut regimes = BTreeMap::new();
        for change in changes {
            let matter = &change.matter;
            regimes.insert(matter.regime as u32, matter.regime);
            let shared = (
                !change.is_better(),
                matter.side,
                matter.regime as u32,
                matter.importer.map(|party| party.0),
                change.before.verdict.as_str(),
                change.after.verdict.as_str(),
                sentences(change).into_iter().collect(),
            );
            let flows = matter.flows.iter().map(|flow| flow.0).collect();
            let elements = by_flows.entry((shared, flows)).or_default();
            if !elements.contains(&matter.element) {
                elements.push(matter.element.clone());
            }
        }
        let mut by_elements: BTreeMap<(Shared, Vec<String>), Vec<u32>> = BTreeMap::new();
        for ((shared, flows), elements) in by_flows {
            by_elements
                .entry((shared, elements))
                .or_default()
                .extend(flows);
        }
        let changes = by_elements
            .into_iter()
            .map(|((shared, elements), mut flows)| {
                let (worse, side, regime, importer, before, after, statements) = shared;
                flows.sort_unstable();
                flows.dedup();
                let flow = |at: u32| {
                    estate
                        .flows
                        .get(at as usize)
                        .map(|flow| flow.id.to_string())
                };
                let party = |at: u32| {
                    let party = estate.parties.get(at as usize)?;
                    Some(Named {
                        id: party.id.clone(),
                        name: party.name.clone(),
                    })
                };
                let regime = regimes.get(&regime).copied();
                ChangeView {
                    better: !worse,
                    side: side.to_owned(),
                    elements,
                    flows: flows.into_iter().filter_map(flow).collect(),
                    regime: Named {
                        id: regime.map_or("", |regime| regime.id()).to_owned(),
                        name: regime.map_or("", |regime| regime.label()).to_owned(),
                    },
                    importer: importer.and_then(party),
                    before,
                    after,
                    sentences: statements
                        .into_iter()
                        .filter_map(|index| Some(StatementView::of(estate.statement(index)?)))
                        .collect(),
                }
            })
            .collect();
        let day_of = |at: usize| {
            estate
                .notices
                .get(at)
                .and_then(|notice: &Notice| notice.published)
        };
        Self {
            estate: estate.name.clone(),
            root: root.to_owned(),
            day,
            versions: versions.map(day_of),
            changes,
            sources,
        }
    }

    fn place(&self, span: Span) -> Option<(String, u32, u32)> {
        let (path, at) = self.sources.locate(span)?;
        Some((under(&self.root, path), at.line, at.column))
    }
}

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
            "told now, or told better"
        } else {
            "told no longer, or told worse"
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
        .map_or("the people themselves", |party| party.name.as_str());
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
    /// Whether more is told than before.
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
    /// The file in which they stand.
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
