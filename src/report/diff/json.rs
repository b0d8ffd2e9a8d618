//! The JSON of a comparison: a contract with a version and a schema.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::id;
use crate::engine::compare::{DeclaredChange, ValueChange};
use crate::report::comparison::ComparedJson;
use crate::report::json::{FORMAT_VERSION, SummaryJson, schema_of};
use crate::report::json_text;
use crate::report::transfer_change::TransferJson;
use crate::view::DiffReport;

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
    /// The parties, systems, flows and statements that are declared otherwise.
    declared: Vec<DeclaredJson<'a>>,
    /// The transfers whose mechanism differs; those that lose it first.
    transfers: Vec<TransferJson<'a>>,
    /// The findings.
    #[serde(flatten)]
    findings: ComparedJson<'a>,
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
    change: &'static str,
    /// The ids of the findings that say so.
    findings: &'a [String],
}

/// Something that is declared otherwise.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "DeclaredChange")]
struct DeclaredJson<'a> {
    /// What it is.
    #[schemars(extend("enum" = ["party", "system", "flow", "statement"]))]
    kind: &'static str,
    /// Its id.
    id: &'a str,
    /// The name of a party or a system, the quote of a statement, the id of a flow.
    name: &'a str,
    /// What happened to it.
    #[schemars(extend("enum" = ["added", "deleted", "changed"]))]
    change: &'static str,
    /// The values that differ; none unless it changed.
    values: Vec<ValueJson<'a>>,
}

/// A value that differs.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ValueChange")]
struct ValueJson<'a> {
    /// The key in the file.
    key: &'static str,
    /// The value before; empty: nothing is stated.
    before: &'a str,
    /// The value after; empty: nothing is stated.
    after: &'a str,
}

impl<'a> From<&'a DeclaredChange> for DeclaredJson<'a> {
    fn from(change: &'a DeclaredChange) -> Self {
        Self {
            kind: change.kind.as_str(),
            id: &change.id,
            name: &change.name,
            change: change.status.as_str(),
            values: change.values.iter().map(ValueJson::from).collect(),
        }
    }
}

impl<'a> From<&'a ValueChange> for ValueJson<'a> {
    fn from(change: &'a ValueChange) -> Self {
        Self {
            key: change.key,
            before: &change.before,
            after: &change.after,
        }
    }
}

/// Writes a comparison as JSON.
///
/// # Errors
/// When `out` cannot be written to.
pub fn diff_json(diff: &DiffReport<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (base, head) = (&diff.compared.before, &diff.compared.after);
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
                change: id(it.change),
                findings: &it.findings,
            })
            .collect(),
        declared: diff.declared.iter().map(DeclaredJson::from).collect(),
        transfers: diff.transfers.iter().map(TransferJson::from).collect(),
        findings: ComparedJson::new(&diff.compared),
    };
    json_text::write(&json, out)
}

/// The JSON Schema of a comparison.
pub fn diff_schema() -> serde_json::Value {
    schema_of::<DiffJson<'_>>()
}
