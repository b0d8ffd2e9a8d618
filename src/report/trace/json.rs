//! The JSON of a trace: a contract with a version and a schema.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use crate::report::json::{FORMAT_VERSION, schema_of};
use crate::report::json_text;
use crate::view::{EndView, TraceView};

/// All ways of a datum on a day. Keys may be added in later releases without a change of `version`.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Trace")]
struct TraceJson<'a> {
    /// The version of this format.
    #[schemars(range(min = 1, max = 1))]
    version: u32,
    /// What the estate is called.
    estate: &'a str,
    /// The day, as `YYYY-MM-DD`.
    #[schemars(extend("format" = "date"))]
    as_of: String,
    /// The datum that was asked for.
    data: &'a str,
    /// The steps that ways are made of.
    steps: Vec<StepJson<'a>>,
    /// The ways.
    ways: Vec<WayJson<'a>>,
    /// There are more paths than are listed.
    more: bool,
}

/// One end of a step.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "End")]
struct EndJson<'a> {
    /// Its id: `data-subjects` for the people.
    id: &'a str,
    /// What it is called.
    name: &'a str,
    /// The id of who operates it, where it is a system.
    operator: Option<&'a str>,
}

/// One step.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Step")]
struct StepJson<'a> {
    /// From where.
    from: EndJson<'a>,
    /// To where.
    to: EndJson<'a>,
    /// `sent`; `on-the-way`, to who runs a system that the data pass through; `access`, to who can read
    /// what is in a system.
    #[schemars(extend("enum" = ["sent", "on-the-way", "access"]))]
    how: &'static str,
    /// The ids of the flows that declare it.
    flows: &'a [String],
    /// The categories that are declared, of those asked for.
    data: &'a [String],
    /// What the first recipient is.
    role: &'static str,
    /// Who receives by it, and as what: several where one takes the data in for another.
    recipients: Vec<RecipientJson<'a>>,
    /// Where the recipient gets them; empty: not known.
    countries: &'a [String],
    /// The legal basis; null: none is declared.
    basis: Option<&'a str>,
    /// The measures under which they go.
    measures: &'a [String],
    /// The id of the system that they go through.
    via: Option<&'a str>,
    /// The restricted transfers that it is.
    transfers: Vec<TransferJson<'a>>,
}

/// Who receives by a step.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "TracedRecipient")]
struct RecipientJson<'a> {
    /// The id of the party; null: data subjects.
    party: Option<&'a str>,
    /// What it is.
    role: &'static str,
}

/// A restricted transfer.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "TracedTransfer")]
struct TransferJson<'a> {
    /// `eu-gdpr` or `uk-gdpr`.
    regime: &'a str,
    /// The countries.
    countries: &'a [String],
    /// The transfer mechanism: rows of law and safeguards of the estate; empty: none.
    by: &'a [String],
}

/// A way.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Way")]
struct WayJson<'a> {
    /// Its steps, as positions in `steps`.
    steps: &'a [usize],
    /// It goes round where it ends.
    circle: bool,
}

/// Writes the ways as JSON.
///
/// # Errors
/// When `out` cannot be written to.
pub fn trace_json(view: &TraceView, out: &mut dyn Write) -> io::Result<()> {
    let json = TraceJson {
        version: FORMAT_VERSION,
        estate: &view.estate,
        as_of: view.day.to_string(),
        data: &view.data,
        steps: view
            .steps
            .iter()
            .map(|step| StepJson {
                from: end(&step.from),
                to: end(&step.to),
                how: step.how,
                flows: &step.flows,
                data: &step.data,
                role: step.role,
                recipients: step
                    .recipients
                    .iter()
                    .map(|it| RecipientJson {
                        party: it.party.as_ref().map(|party| party.id.as_str()),
                        role: it.role,
                    })
                    .collect(),
                countries: &step.countries,
                basis: step.basis.as_deref(),
                measures: &step.measures,
                via: step.via.as_deref(),
                transfers: step
                    .transfers
                    .iter()
                    .map(|transfer| TransferJson {
                        regime: &transfer.regime.id,
                        countries: &transfer.countries,
                        by: &transfer.by,
                    })
                    .collect(),
            })
            .collect(),
        ways: view
            .ways
            .iter()
            .map(|(steps, circle)| WayJson {
                steps,
                circle: *circle,
            })
            .collect(),
        more: view.more,
    };
    json_text::write(&json, out)
}

fn end(end: &EndView) -> EndJson<'_> {
    EndJson {
        id: &end.id,
        name: &end.name,
        operator: end.operator.as_ref().map(|operator| operator.id.as_str()),
    }
}

/// The JSON Schema of a trace.
pub fn trace_schema() -> serde_json::Value {
    schema_of::<TraceJson<'_>>()
}
