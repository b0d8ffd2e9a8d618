//! Contracts about processing, and the instruments of transfers.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{OneOrMany, Text};
use crate::estate::vocabulary::{Authorisation, Conclusion, ContractKind};
use crate::input::Located;

/// A contract or arrangement about processing.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Contract")]
pub struct RawContract {
    /// Its id.
    pub id: Text,
    /// What it settles.
    pub kind: ContractKind,
    /// The two parties: for a processor's contract the one that instructs first, then the one that
    /// processes.
    #[schemars(length(min = 2, max = 2))]
    pub between: Vec<Text>,
    /// The day on which it was concluded.
    #[serde(default)]
    pub since: Option<Text>,
    /// Its last day.
    #[serde(default)]
    pub until: Option<Text>,
    /// The services it covers; absent: all.
    #[serde(default)]
    pub services: OneOrMany<Text>,
    /// Whether and whom the processor may engage (Art 28(2)).
    #[serde(default)]
    pub sub_processors: Option<RawSubProcessors>,
    /// The processor may act on documented instructions only (Art 28(3)(a)).
    #[serde(default = "yes")]
    pub instructions_only: bool,
    /// What it promises beyond that, in words.
    #[serde(default)]
    pub promises: OneOrMany<Text>,
    /// Where the document is.
    #[serde(default)]
    pub document: Option<Text>,
    /// Where all this is known from.
    #[serde(default)]
    pub evidence: OneOrMany<Text>,
}

fn yes() -> bool {
    true
}

/// The authorisation to engage sub-processors.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "SubProcessors", extend("x-shorthand" = "authorisation"))]
pub struct RawSubProcessors {
    /// General, specific or none.
    pub authorisation: Located<Authorisation>,
    /// Those authorised by name.
    #[serde(default)]
    pub authorised: OneOrMany<RawAuthorised>,
}

/// A sub-processor authorised by name.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Authorised", extend("x-shorthand" = "party"))]
pub struct RawAuthorised {
    /// The sub-processor.
    pub party: Text,
    /// Since when.
    #[serde(default)]
    pub on: Option<Text>,
    /// The day of an objection that has not been withdrawn.
    #[serde(default)]
    pub objected: Option<Text>,
}

/// An instrument on which transfers rest: clauses, binding corporate rules, a derogation, or a
/// reliance on adequacy that the exporter has recorded. Adequacy itself needs no entry.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Safeguard")]
pub struct RawSafeguard {
    /// Its id.
    pub id: Text,
    /// What it is, by the name in the law tables: `eu-scc-2010`, `eu-scc-2021+uk-addendum`,
    /// `uk-idta`, `derogation-49-1-b` ...
    pub kind: Text,
    /// Exporter and importer.
    #[schemars(length(min = 2, max = 2))]
    pub between: Vec<Text>,
    /// The day on which it was concluded.
    #[serde(default)]
    pub concluded: Option<Text>,
    /// Its last day.
    #[serde(default)]
    pub until: Option<Text>,
    /// The module of the clauses of 2021 (1 to 4), or `c2p`, `c2c` of the old ones.
    #[serde(default)]
    pub module: Option<Text>,
    /// The day on which the processing it covers changed.
    #[serde(default)]
    pub processing_changed: Option<Text>,
    /// The services it covers; absent: all between the two.
    #[serde(default)]
    pub services: OneOrMany<Text>,
    /// The assessment of the transfer's risk; absent: none was made.
    #[serde(default)]
    pub risk_assessment: Option<RawRiskAssessment>,
    /// Supplementary measures, as terms or in words.
    #[serde(default)]
    pub supplementary: OneOrMany<Text>,
    /// Where the document is.
    #[serde(default)]
    pub document: Option<Text>,
    /// Where all this is known from.
    #[serde(default)]
    pub evidence: OneOrMany<Text>,
}

/// A transfer risk assessment (UK) or transfer impact assessment (EU).
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "RiskAssessment")]
pub struct RawRiskAssessment {
    /// When it was made or last reviewed.
    pub date: Text,
    /// What it found.
    #[serde(default)]
    pub conclusion: Conclusion,
    /// The countries whose law it looked at. Absent: wherever the importer has the data.
    #[serde(default)]
    pub countries: OneOrMany<Text>,
    /// Where the document is.
    #[serde(default)]
    pub document: Option<Text>,
}
