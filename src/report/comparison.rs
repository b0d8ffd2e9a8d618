//! What all comparisons write alike: the findings as new, changed, resolved and unchanged, and what has
//! changed of them in words.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

use super::json::FindingJson;
use super::text::plain_markdown as text;
use crate::engine::compare::{Change, Difference, Place};
use crate::estate::model::Severity;
use crate::view::{ComparisonView, FindingView, Report};

/// The findings of two checks, each in one of four lists.
#[derive(Serialize, JsonSchema)]
pub(super) struct ComparedJson<'a> {
    /// Findings that only the second check has.
    new: Vec<FindingJson<'a>>,
    /// Findings that both have and that differ.
    changed: Vec<ChangedJson<'a>>,
    /// Findings that only the first check has, as it has them.
    resolved: Vec<FindingJson<'a>>,
    /// Findings that both have and that are the same.
    unchanged: Vec<FindingJson<'a>>,
    /// What the estate of the second check sets about its own judgement: rules switched off or weakened, rules
    /// and rows of law of its own, each in a few words; left out where it sets nothing.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    overrides: &'a [String],
}

/// A finding that both checks have, as the second has it, and what differs.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Changed")]
struct ChangedJson<'a> {
    #[serde(flatten)]
    finding: FindingJson<'a>,
    /// What differs.
    change: Vec<Kind>,
    /// What it was before.
    before: BeforeJson<'a>,
}

/// Something that differs.
#[derive(Clone, Copy, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "ChangeKind")]
enum Kind {
    /// Its severity.
    Severity,
    /// The flows concerned.
    Flows,
    /// The categories of data concerned.
    Data,
    /// Who receives.
    Recipients,
    /// Where recipients have the data.
    Places,
    /// What is concerned: purposes, countries, mechanisms.
    Elements,
    /// The law that it relies on.
    Law,
    /// Something else that it relies on: a mechanism or its dates, a value of a flow, the words of a
    /// statement.
    State,
    /// Where it is shown: in another file, or in another order within one. Lines that are put in above
    /// move nothing.
    Place,
}

/// What a finding was in the first check.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Before")]
struct BeforeJson<'a> {
    /// Its severity.
    #[schemars(extend("enum" = ["error", "warning", "note"]))]
    severity: &'static str,
    /// All flows concerned.
    flows: &'a [Arc<str>],
    /// The categories of data concerned.
    data: &'a [String],
    /// The file in which it was shown, relative to the estate's folder; null where no file did.
    file: Option<&'a str>,
    /// The line.
    line: Option<u32>,
}

impl<'a> ComparedJson<'a> {
    /// The findings of a comparison.
    pub fn new(compared: &'a ComparisonView<'_>) -> Self {
        let (before, after) = (&compared.before, &compared.after);
        let changed = compared.changed().into_iter();
        Self {
            new: findings(after, compared.new_findings()),
            changed: changed
                .filter_map(|(finding, change)| {
                    Some(ChangedJson {
                        finding: FindingJson::new(finding, after.sources),
                        change: kinds(change),
                        before: BeforeJson::new(compared.before(&finding.id)?, before),
                    })
                })
                .collect(),
            resolved: findings(before, compared.resolved()),
            unchanged: findings(after, compared.unchanged()),
            overrides: &after.overrides,
        }
    }
}

impl<'a> BeforeJson<'a> {
    fn new(finding: &'a FindingView, report: &'a Report<'_>) -> Self {
        let label = finding.labels.first();
        let at = label.and_then(|label| report.sources.locate(label.span));
        let (file, line) = at.map(|(file, at)| (file, at.line)).unzip();
        Self {
            severity: finding.severity.as_str(),
            flows: &finding.flows,
            data: &finding.data,
            file,
            line,
        }
    }
}

fn findings<'a>(report: &'a Report<'_>, list: Vec<&'a FindingView>) -> Vec<FindingJson<'a>> {
    let list = list.into_iter();
    list.map(|it| FindingJson::new(it, report.sources))
        .collect()
}

fn kinds(change: &Change) -> Vec<Kind> {
    let all = [
        (change.severity.is_some(), Kind::Severity),
        (!change.flows.is_empty(), Kind::Flows),
        (!change.data.is_empty(), Kind::Data),
        (!change.recipients.is_empty(), Kind::Recipients),
        (!change.places.is_empty(), Kind::Places),
        (!change.elements.is_empty(), Kind::Elements),
        (!change.law.is_empty(), Kind::Law),
        (change.is_otherwise(), Kind::State),
        (change.place.is_some(), Kind::Place),
    ];
    let there = all.into_iter().filter(|(differs, _)| *differs);
    there.map(|(_, kind)| kind).collect()
}

/// What differs, each in a few words.
pub(super) fn changes(change: &Change) -> Vec<String> {
    let severity = change.severity.map(|(before, _)| severity_was(before));
    let lists = change
        .differences()
        .into_iter()
        .chain([("law", &change.law)]);
    // Categories of data are elements as well.
    let lists = lists.filter(|(what, it)| *what != "elements" || **it != change.data);
    let lists = lists.filter_map(|(what, it)| difference(what, it));
    let otherwise = change
        .is_otherwise()
        .then(|| "a mechanism, its dates or another value of its evidence".to_owned());
    let place = change
        .place
        .as_ref()
        .map(|(before, after)| format!("moved from {} to {}", place(before), place(after)));
    severity
        .into_iter()
        .chain(lists)
        .chain(otherwise)
        .chain(place)
        .collect()
}

fn severity_was(before: Severity) -> String {
    format!("severity was {}", before.as_str())
}

fn difference(what: &str, it: &Difference) -> Option<String> {
    let parts = [("added", &it.added), ("removed", &it.removed)];
    let parts = parts.iter().filter(|(_, list)| !list.is_empty());
    let words: Vec<String> = parts
        .map(|(how, list)| format!("{how}: {}", list.join(", ")))
        .collect();
    (!words.is_empty()).then(|| format!("{what} {}", words.join("; ")))
}

fn place(place: &Option<Place>) -> String {
    place.as_ref().map_or_else(
        || "no file".to_owned(),
        |place| format!("{}:{}", place.file, place.line),
    )
}

/// A finding in a line of Markdown: severity, rule, message, place, and what differs.
pub(super) fn markdown_line(
    report: &Report<'_>,
    finding: &FindingView,
    changes: &[String],
) -> String {
    let changes = match changes {
        [] => String::new(),
        changes => format!("; {}", text(&changes.join("; "))),
    };
    let at = shown_at(report, finding)
        .map(|(path, line)| format!(" ({}:{line})", text(&report.shown_path(&path))))
        .unwrap_or_default();
    format!(
        "{} {}: {}{at}{changes}",
        finding.severity.as_str(),
        text(&finding.rule),
        text(&finding.message)
    )
}

/// Where a finding is shown: file within the estate, and line.
fn shown_at(report: &Report<'_>, finding: &FindingView) -> Option<(String, u32)> {
    let (path, at) = report.sources.locate(finding.labels.first()?.span)?;
    Some((path.to_owned(), at.line))
}
