//! The JSON of a check under assumptions: a contract with a version, a schema, and types of its own.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use crate::report::comparison::ComparedJson;
use crate::report::json::{FORMAT_VERSION, SummaryJson, schema_of};
use crate::report::json_text;
use crate::report::transfer_change::TransferJson;
use crate::view::{AssumedReport, EarliestView, EventView, VariantView};

/// The findings of a check under assumptions, compared with those without them on the same day. Keys
/// may be added in later releases without a change of `version`: readers ignore those that they do
/// not know.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "CheckUnderAssumptions")]
struct AssumedJson<'a> {
    /// The version of this format.
    #[schemars(range(min = 1, max = 1))]
    version: u32,
    /// What the estate is called.
    estate: &'a str,
    /// The day on which it was judged, with and without, as `YYYY-MM-DD`.
    #[schemars(extend("format" = "date"))]
    as_of: String,
    /// What is assumed, in the order of the scenarios.
    assumptions: Vec<AssumptionJson<'a>>,
    /// The counts under the assumptions.
    summary: SummaryJson,
    /// The counts without them.
    summary_without: SummaryJson,
    /// The transfers whose mechanism differs from that without the assumptions; those that lose it first.
    transfers: Vec<TransferJson<'a>>,
    /// From when on the flows that are added, or that have new errors, are lawful and disclosed. Only with `--suggest`.
    #[serde(skip_serializing_if = "Option::is_none")]
    earliest: Option<EarliestJson>,
    /// Changes that together resolve the errors that it brings, verified. Only with `--suggest`, and of several errors.
    #[serde(skip_serializing_if = "Option::is_none")]
    variant: Option<&'a VariantView>,
    /// The findings: the first check is the one without the assumptions, the second that under them.
    #[serde(flatten)]
    findings: ComparedJson<'a>,
}

/// One assumption.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Assumption")]
struct AssumptionJson<'a> {
    /// The name of its scenario.
    scenario: &'a str,
    /// What is assumed, in words.
    text: &'a str,
    /// The first day on which it holds; null for what is added without a day.
    #[schemars(extend("format" = "date"))]
    from: Option<String>,
    /// The file of the scenario, relative to the estate's folder, with `/` between its parts.
    file: &'a str,
    /// The line where it is written.
    #[schemars(range(min = 1))]
    line: u32,
    /// The column.
    #[schemars(range(min = 1))]
    column: u32,
}

/// From when on something is lawful and disclosed.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Earliest")]
struct EarliestJson {
    /// The first day; null: no day up to `until`.
    #[schemars(extend("format" = "date"))]
    day: Option<String>,
    /// The last day that was looked at.
    #[schemars(extend("format" = "date"))]
    until: String,
    /// What changes on the first day, in words.
    because: Vec<String>,
    /// The days on which it runs undisclosed before; null where there are none.
    undisclosed: Option<WindowJson>,
}

/// Days on which something runs undisclosed.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "DisclosureWindow")]
struct WindowJson {
    /// The first.
    #[schemars(extend("format" = "date"))]
    from: String,
    /// The last; null: no end is recorded.
    #[schemars(extend("format" = "date"))]
    until: Option<String>,
}

impl EarliestJson {
    fn of(view: &EarliestView) -> Self {
        Self {
            day: view.day.map(|it| it.to_string()),
            until: view.until.to_string(),
            because: view.because.iter().map(EventView::line).collect(),
            undisclosed: view.undisclosed.map(|(from, until)| WindowJson {
                from: from.to_string(),
                until: until.map(|it| it.to_string()),
            }),
        }
    }
}

/// Writes a report of assumptions as JSON.
///
/// # Errors
/// When `out` cannot be written to.
pub fn assumed_json(report: &AssumedReport<'_>, out: &mut dyn Write) -> io::Result<()> {
    let compared = &report.compared;
    let after = &compared.after;
    let assumptions = report.assumptions.iter().filter_map(|it| {
        let (file, at) = after.sources.locate(it.span)?;
        Some(AssumptionJson {
            scenario: &it.scenario,
            text: &it.words,
            from: it.from.map(|day| day.to_string()),
            file,
            line: at.line,
            column: at.column,
        })
    });
    let json = AssumedJson {
        version: FORMAT_VERSION,
        estate: &after.estate,
        as_of: after.day.to_string(),
        assumptions: assumptions.collect(),
        summary: after.summary.into(),
        summary_without: compared.before.summary.into(),
        transfers: report.transfers.iter().map(TransferJson::from).collect(),
        earliest: report.earliest.as_ref().map(EarliestJson::of),
        variant: report.variant.as_ref(),
        findings: ComparedJson::new(compared),
    };
    json_text::write(&json, out)
}

/// The JSON Schema (draft 2020-12) of what [`assumed_json`] writes.
pub fn assumed_schema() -> serde_json::Value {
    schema_of::<AssumedJson<'_>>()
}
