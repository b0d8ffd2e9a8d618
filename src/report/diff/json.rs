//! The JSON of a comparison: a contract with a version and a schema.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::{before, id, moved, place, reweighed};
use crate::report::json::{FORMAT_VERSION, FindingJson, SummaryJson, schema_of};
use crate::report::json_text;
use crate::view::{DiffReport, FindingView};

/// What differs between two versions of an estate on a day. Keys may be added in later releases without
/// a change of `version`.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Diff")]
struct DiffJson<'a> {
    /// The version of this format.
    #[schemars(range(min = 1, max = 1))]
    version: u32,
    /// The first version, as the call named it.
    base: &'a str,
    /// The second.
    head: &'a str,
    /// The day on which both were judged, as `YYYY-MM-DD`.
    #[schemars(extend("format" = "date"))]
    as_of: String,
    /// The counts of the first.
    summary_base: SummaryJson,
    /// The counts of the second.
    summary_head: SummaryJson,
    /// What becomes of sentences of the notice.
    sentences: Vec<SentenceJson<'a>>,
    /// Findings that only the second has.
    new: Vec<FindingJson<'a>>,
    /// Findings that only the first has.
    cleared: Vec<FindingJson<'a>>,
    /// Findings that both have, with another severity.
    reweighed: Vec<ChangeJson<'a>>,
    /// Findings that both have, in another file or in another order within one: lines that are put in
    /// above move nothing.
    moved: Vec<ChangeJson<'a>>,
}

/// What becomes of a sentence.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Sentence")]
struct SentenceJson<'a> {
    /// Its id.
    id: &'a str,
    /// Its words.
    quote: &'a str,
    /// What becomes of it.
    #[schemars(extend("enum" = ["becomes-false", "left-without-flow", "true-again", "has-flow"]))]
    fate: &'static str,
    /// The ids of the findings that say so.
    findings: &'a [String],
}

/// A finding that both have.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Change")]
struct ChangeJson<'a> {
    /// Its id.
    id: &'a str,
    /// Its rule.
    rule: &'a str,
    /// As it was.
    before: SideJson,
    /// As it is.
    after: SideJson,
}

/// One side of a change.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ChangeSide")]
struct SideJson {
    /// How much it weighs.
    #[schemars(extend("enum" = ["error", "warning", "note"]))]
    severity: &'static str,
    /// The file, relative to the estate's folder; null where no file shows it.
    file: Option<String>,
    /// The line.
    line: Option<u32>,
}

/// Writes a comparison as JSON.
///
/// # Errors
/// When `out` cannot be written to.
pub fn diff_json(diff: &DiffReport<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (base, head) = (&diff.compared.before, &diff.compared.after);
    let side = |report, finding: &FindingView| {
        let (file, line) = place(report, finding).unzip();
        SideJson {
            severity: finding.severity.as_str(),
            file,
            line,
        }
    };
    let changes = |findings: Vec<&'_ FindingView>| {
        findings
            .into_iter()
            .filter_map(|after| {
                let before = before(diff, &after.id)?;
                Some(ChangeJson {
                    id: &before.id,
                    rule: &before.rule,
                    before: side(base, before),
                    after: side(head, after),
                })
            })
            .collect()
    };
    let json = DiffJson {
        version: FORMAT_VERSION,
        base: &diff.base_name,
        head: &diff.head_name,
        as_of: head.day.to_string(),
        summary_base: base.summary.into(),
        summary_head: head.summary.into(),
        sentences: diff
            .sentences
            .iter()
            .map(|it| SentenceJson {
                id: &it.statement.id,
                quote: &it.statement.quote,
                fate: id(it.change),
                findings: &it.findings,
            })
            .collect(),
        new: diff
            .compared
            .new_findings()
            .into_iter()
            .map(|it| FindingJson::new(it, head.sources))
            .collect(),
        cleared: diff
            .compared
            .resolved()
            .into_iter()
            .map(|it| FindingJson::new(it, base.sources))
            .collect(),
        reweighed: changes(reweighed(diff)),
        moved: changes(moved(diff)),
    };
    json_text::write(&json, out)
}

/// The JSON Schema of a comparison.
pub fn diff_schema() -> serde_json::Value {
    schema_of::<DiffJson<'_>>()
}
