//! What becomes of restricted transfers between two checks, in words and as JSON.

use schemars::JsonSchema;
use serde::Serialize;

use crate::engine::compare::TransferStatus;
use crate::input::counted;
use crate::view::{SupportView, TransferView};

/// A change of transfers: the word for it, and a sentence with the parties and the flows.
pub(super) fn words(transfer: &TransferView) -> (&'static str, String) {
    let (word, rest) = status(transfer);
    let words = format!(
        "{} -> {} ({}), under the {}: {rest} ({}: {})",
        transfer.exporter.name,
        transfer.importer.name,
        transfer.countries.join(", "),
        transfer.regime.name,
        counted(transfer.flows.len(), "flow"),
        transfer.flows.join(", ")
    );
    (word, words)
}

/// What a change does to a transfer: the word, and a sentence.
fn status(transfer: &TransferView) -> (&'static str, String) {
    let is_lost = |it: &&SupportView| !transfer.after.contains(it);
    let lost: Vec<&SupportView> = transfer.before.iter().filter(is_lost).collect();
    let before = list(transfer.before.iter());
    let after = list(transfer.after.iter());
    match transfer.status {
        TransferStatus::MechanismLost => (
            "mechanism lost",
            format!("it relied on {before}, and has no other mechanism"),
        ),
        TransferStatus::NewWithoutMechanism => (
            "new",
            "a restricted transfer without a mechanism".to_owned(),
        ),
        TransferStatus::NewWithMechanism => (
            "new",
            format!("a restricted transfer that relies on {after}"),
        ),
        TransferStatus::MechanismReplaced => (
            "mechanism replaced",
            format!("it loses {}, and still has {after}", list(lost.into_iter())),
        ),
        TransferStatus::MechanismAdded if before.is_empty() => (
            "mechanism added",
            format!("it had none, and relies on {after} now"),
        ),
        TransferStatus::MechanismAdded => (
            "mechanism added",
            format!("it has {after} besides {before}"),
        ),
        TransferStatus::Ended => ("ended", "no longer a restricted transfer".to_owned()),
    }
}

/// Mechanisms, joined for a sentence.
fn list<'a>(carriers: impl Iterator<Item = &'a SupportView>) -> String {
    let carriers: Vec<String> = carriers
        .map(|it| match it.kind {
            "adequacy" => format!("adequacy ({})", it.label),
            kind => format!("the {kind} ({})", it.label),
        })
        .collect();
    carriers.join(" and ")
}

/// The id, in formats for machines, of what a change does to a transfer.
fn status_id(status: TransferStatus) -> &'static str {
    match status {
        TransferStatus::MechanismLost => "mechanism-lost",
        TransferStatus::NewWithoutMechanism => "new-without-mechanism",
        TransferStatus::MechanismReplaced => "mechanism-replaced",
        TransferStatus::NewWithMechanism => "new-with-mechanism",
        TransferStatus::MechanismAdded => "mechanism-added",
        TransferStatus::Ended => "ended",
    }
}

/// Restricted transfers between two parties whose mechanism differs.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "TransferChange")]
pub(super) struct TransferJson<'a> {
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
    /// The mechanisms without the assumptions, each sufficient by itself.
    before: Vec<MechanismJson<'a>>,
    /// The mechanisms under the assumptions.
    after: Vec<MechanismJson<'a>>,
    /// Their flows.
    flows: &'a [String],
}

/// Something that makes a transfer lawful.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Carrier")]
struct MechanismJson<'a> {
    /// Adequacy, an appropriate safeguard, or a derogation.
    #[schemars(extend("enum" = ["adequacy", "safeguard", "derogation"]))]
    kind: &'static str,
    /// The id of the row of law, for adequacy; else that of the safeguard in the estate.
    id: &'a str,
}

impl<'a> From<&'a SupportView> for MechanismJson<'a> {
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
            before: transfer.before.iter().map(MechanismJson::from).collect(),
            after: transfer.after.iter().map(MechanismJson::from).collect(),
            flows: &transfer.flows,
        }
    }
}
