//! Systems: what holds or moves data, who runs it, where it is and who can read in it.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{OneOrMany, Text};
use crate::estate::vocabulary::Certainty;

/// Something that holds or moves data.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "System")]
pub struct RawSystem {
    /// Its id.
    pub id: Text,
    /// Its name in reports.
    #[serde(default)]
    pub name: Option<Text>,
    /// The party that operates it, with dates where operators changed. An operator that is a processor
    /// acts for its controller: what the system takes in and sends out, the controller collects and
    /// discloses.
    pub operator: OneOrMany<RawTenure>,
    /// The hosts under which it is reached, each with all below it: what `check --observed` sees there is its
    /// operator's.
    #[serde(default)]
    pub hosts: OneOrMany<Text>,
    /// Where its data are kept. Absent: unknown, which never counts as inside the UK or EEA.
    #[serde(default)]
    pub hosting: OneOrMany<RawPlace>,
    /// Who else can reach the data in it, and from where (support staff, sub-processors).
    #[serde(default)]
    pub access: OneOrMany<RawAccess>,
    /// The parties that hold the keys, where data are encrypted; absent: the operator.
    #[serde(default)]
    pub keys_held_by: OneOrMany<Text>,
    /// Categories of data that arise in it: it derives them, logs them, or those who work in it write them
    /// down.
    #[serde(default)]
    pub produces: OneOrMany<Text>,
    /// It only passes data on and keeps none (a relay, a network).
    #[serde(default)]
    pub transit_only: bool,
    /// Anyone can read it (a public website).
    #[serde(default)]
    pub public: bool,
    /// What of a plan or a state of Terraform is this system: `reconcile` and `check --deployed` hold
    /// its declared places against those.
    #[serde(default)]
    pub deployed: OneOrMany<RawMatcher>,
    /// Where all this is known from.
    #[serde(default)]
    pub evidence: OneOrMany<Text>,
}

/// Which deployed resources a system is. All that is given must fit; of several words of one kind,
/// one must. `*` matches any text, `?` one character.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Matcher", extend("x-shorthand" = "address"))]
pub struct RawMatcher {
    /// Addresses: `module.crm.*`, `azurerm_storage_account.pupils`.
    #[serde(default)]
    pub address: OneOrMany<Text>,
    /// Types: `azurerm_storage_account`, `aws_s3_*`.
    #[serde(default, rename = "type")]
    pub type_: OneOrMany<Text>,
    /// Tags or labels, by name.
    #[serde(default)]
    pub tags: IndexMap<String, Text>,
    /// How many resources it must find, at least, wherever plans or states are given.
    #[serde(default)]
    pub at_least: Option<u32>,
}

/// Who operates a system, and when.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Tenure", extend("x-shorthand" = "party"))]
pub struct RawTenure {
    /// The party.
    pub party: Text,
    /// First day.
    #[serde(default)]
    pub from: Option<Text>,
    /// Last day.
    #[serde(default)]
    pub until: Option<Text>,
}

/// A place where data are kept.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Place", extend("x-shorthand" = "country"))]
pub struct RawPlace {
    /// ISO 3166-1 code, an area (`EU`, `EEA`, `UK+EEA`: some state of it), or `unknown`.
    pub country: Text,
    /// How sure that is.
    #[serde(default)]
    pub certainty: Certainty,
    /// First day.
    #[serde(default)]
    pub from: Option<Text>,
    /// Last day.
    #[serde(default)]
    pub until: Option<Text>,
}

/// A party that can reach the data in a system.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Access")]
pub struct RawAccess {
    /// The party.
    pub by: Text,
    /// The country from which it reaches them, or the area (`EU`, `EEA`, `UK+EEA`); `unknown` if so.
    pub from: Text,
    /// It can read them in the clear.
    #[serde(default = "yes")]
    pub clear: bool,
    /// First day.
    #[serde(default)]
    pub since: Option<Text>,
    /// Last day.
    #[serde(default)]
    pub until: Option<Text>,
}

fn yes() -> bool {
    true
}
