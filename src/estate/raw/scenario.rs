//! Scenarios: assumptions that are laid over an estate and the law.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{OneOrMany, RawAccess, RawPart, Text};

/// What is assumed, as a document of its own: what ends, what changes, and what is new. Every
/// assumption holds from a day on, its own (`on`) or the scenario's (`from`).
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
#[schemars(rename = "Scenario", extend("required" = ["name"]))]
pub struct RawScenario {
    /// What is assumed, in a few words, for reports.
    #[schemars(required)]
    pub name: Option<Text>,
    /// The first day on which it is so, for what has no day of its own.
    pub from: Option<Text>,
    /// What ends: rows of law, contracts, safeguards and flows, each by its id.
    pub ends: RawEnds,
    /// Parties that change: sold to another group, or off a list.
    pub parties: Vec<RawPartyChange>,
    /// Systems that change: another operator, other places, further access.
    pub systems: Vec<RawSystemChange>,
    /// What is new, as in a part of an estate. A new flow without `since` begins on `from`.
    pub add: Option<RawPart>,
}

/// What ends.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
#[schemars(rename = "Ends")]
pub struct RawEnds {
    /// Rows of the law tables, as `fairnotice law` lists them: nothing relies on them any longer.
    pub law: OneOrMany<RawEnding>,
    /// Contracts.
    pub contracts: OneOrMany<RawEnding>,
    /// Safeguards.
    pub safeguards: OneOrMany<RawEnding>,
    /// Flows, which are retired.
    pub flows: OneOrMany<RawEnding>,
}

/// Something that ends.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Ending", extend("x-shorthand" = "id"))]
pub struct RawEnding {
    /// Its id.
    pub id: Text,
    /// The first day without it; absent: the scenario's `from`.
    #[serde(default)]
    pub on: Option<Text>,
}

/// What becomes of a party.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "PartyChange")]
pub struct RawPartyChange {
    /// The party.
    pub id: Text,
    /// Public lists from which it is removed.
    #[serde(default)]
    pub loses: OneOrMany<Text>,
    /// The group that it belongs to from then on, and to no other: it was sold.
    #[serde(default)]
    pub group: Option<Text>,
    /// The first day on which it is so; absent: the scenario's `from`.
    #[serde(default)]
    pub on: Option<Text>,
}

/// What becomes of a system.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "SystemChange")]
pub struct RawSystemChange {
    /// The system.
    pub id: Text,
    /// The party that operates it from then on.
    #[serde(default)]
    pub operator: Option<Text>,
    /// Where its data are kept from then on, and nowhere else: ISO 3166-1 codes, areas (`EU`, `EEA`, `UK+EEA`), or
    /// `unknown`.
    #[serde(default)]
    pub hosting: OneOrMany<Text>,
    /// Who can reach the data in it besides, from then on.
    #[serde(default)]
    pub access: OneOrMany<RawAccess>,
    /// The first day on which it is so; absent: the scenario's `from`.
    #[serde(default)]
    pub on: Option<Text>,
}
