//! The JSON of a check under assumptions: a contract with a version, a schema, and types of its own.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::status_id;
use crate::report::comparison::ComparedJson;
use crate::report::json::{FORMAT_VERSION, SummaryJson, schema_of};
use crate::report::json_text;
use crate::view::{AssumedReport, SupportView, TransferView};

/// What a check found under assumptions, beside what it finds without them on the same day. Keys
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
    /// The transfers that are carried otherwise than without the assumptions, those that fall first.
    transfers: Vec<TransferJson<'a>>,
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

/// Restricted transfers between two parties that are carried otherwise.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "TransferChange")]
struct TransferJson<'a> {
    /// What the change does to them: `mechanism-lost` (no mechanism is left), `new-without-mechanism`,
    /// `mechanism-replaced` (one is lost, another is left), `new-with-mechanism`, `mechanism-added`,
    /// `ended` (no restricted transfers any longer).
    #[schemars(extend("enum" = [
        "mechanism-lost",
        "new-without-mechanism",
        "mechanism-replaced",
        "new-with-mechanism",
        "mechanism-added",
        "ended",
    ]))]
    change: &'static str,
    /// The regime under which they are transfers: `eu-gdpr` or `uk-gdpr`.
    regime: &'a str,
    /// The party that sends.
    exporter: &'a str,
    /// The party that receives.
    importer: &'a str,
    /// The names of the countries that they go to, or went to.
    countries: &'a [String],
    /// What carries them without the assumptions, each enough by itself.
    before: Vec<CarrierJson<'a>>,
    /// What carries them under the assumptions.
    after: Vec<CarrierJson<'a>>,
    /// Their flows.
    flows: &'a [String],
}

/// Something that carries a transfer.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Carrier")]
struct CarrierJson<'a> {
    /// Adequacy, an appropriate safeguard, or a derogation.
    #[schemars(extend("enum" = ["adequacy", "safeguard", "derogation"]))]
    kind: &'static str,
    /// The id of the row of law, for adequacy; else that of the safeguard in the estate.
    id: &'a str,
}

impl<'a> From<&'a SupportView> for CarrierJson<'a> {
    fn from(carrier: &'a SupportView) -> Self {
        Self {
            kind: carrier.kind,
            id: &carrier.id,
        }
    }
}

impl<'a> From<&'a TransferView> for TransferJson<'a> {
    fn from(transfer: &'a TransferView) -> Self {
        Self {
            change: status_id(transfer.status),
            regime: &transfer.regime.id,
            exporter: &transfer.exporter.id,
            importer: &transfer.importer.id,
            countries: &transfer.countries,
            before: transfer.before.iter().map(CarrierJson::from).collect(),
            after: transfer.after.iter().map(CarrierJson::from).collect(),
            flows: &transfer.flows,
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
        findings: ComparedJson::new(compared),
    };
    json_text::write(&json, out)
}

/// The JSON Schema (draft 2020-12) of what [`assumed_json`] writes.
pub fn assumed_schema() -> serde_json::Value {
    schema_of::<AssumedJson<'_>>()
}
