//! The tables as their files hold them.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::settings::RawSettings;
use crate::import::model::DataRole;

/// A file of tables. Each file fills one part of it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub(super) struct TableFile {
    pub areas: BTreeMap<String, Vec<String>>,
    pub regions: Vec<RawRegions>,
    pub pairs: Vec<RawPairs>,
    pub types: Vec<RawTypes>,
    pub settings: Vec<RawSettings>,
    pub values: Vec<RawValues>,
    pub providers: Vec<RawProvider>,
    pub hints: Vec<RawHint>,
    pub towns: BTreeMap<String, Vec<String>>,
    pub harmless: Vec<RawHarmless>,
    pub names: Vec<RawNames>,
}

/// What another tool calls the types of Terraform.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[expect(
    dead_code,
    reason = "what a row says for those who read the file; without it the file is refused"
)]
pub(super) struct RawNames {
    pub family: String,
    pub as_of: String,
    pub source: String,
    pub types: Vec<RawName>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawName {
    #[serde(rename = "type")]
    pub name: String,
    pub is: String,
    /// The beginnings of its ARNs behind the account: `rds:db`.
    #[serde(default)]
    pub arn: Vec<String>,
    /// Attributes that Terraform has elsewhere: from the path there to the path here.
    #[serde(default)]
    pub paths: BTreeMap<String, String>,
}

/// Types of a provider that keep, move and work on no personal data.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(
    dead_code,
    reason = "what a row says for those who read the file; without it the file is refused"
)]
pub(super) struct RawHarmless {
    pub provider: String,
    pub types: Vec<String>,
}

/// The regions of a provider. The day and the source are for those who read the file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[expect(
    dead_code,
    reason = "what a row says for those who read the file; without it the file is refused"
)]
pub(super) struct RawRegions {
    pub provider: String,
    pub operator: String,
    pub as_of: String,
    pub source: String,
    pub regions: Vec<RawRegion>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[expect(
    dead_code,
    reason = "what a row says for those who read the file; without it the file is refused"
)]
pub(super) struct RawRegion {
    pub region: String,
    #[serde(default)]
    pub name: Option<String>,
    #[serde(default)]
    pub country: Option<String>,
    #[serde(default)]
    pub countries: Vec<String>,
    #[serde(default)]
    pub area: Option<String>,
    #[serde(default)]
    pub place: Option<String>,
    #[serde(default)]
    pub kind: Option<String>,
    #[serde(default)]
    pub includes: Vec<String>,
    #[serde(default)]
    pub excludes: Vec<String>,
    #[serde(default)]
    pub operator: Option<String>,
    #[serde(default)]
    pub cloud: Option<String>,
    #[serde(default = "yes")]
    pub checked: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[expect(
    dead_code,
    reason = "what a row says for those who read the file; without it the file is refused"
)]
pub(super) struct RawPairs {
    pub provider: String,
    pub as_of: String,
    pub source: String,
    pub pairs: Vec<RawPair>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawPair {
    pub region: String,
    pub to: String,
    #[serde(default = "yes")]
    pub checked: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[expect(
    dead_code,
    reason = "what a row says for those who read the file; without it the file is refused"
)]
pub(super) struct RawTypes {
    pub provider: String,
    pub as_of: String,
    pub source: String,
    #[serde(default)]
    pub at: Vec<String>,
    pub types: Vec<RawType>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[expect(
    dead_code,
    reason = "what a row says for those who read the file; without it the file is refused"
)]
pub(super) struct RawType {
    #[serde(rename = "type")]
    pub name: String,
    #[serde(rename = "does")]
    pub role: DataRole,
    #[serde(default)]
    pub at: Option<Vec<String>>,
    #[serde(default)]
    pub within: Vec<String>,
    #[serde(default)]
    pub located: Option<Located>,
    #[serde(default)]
    pub default: Option<String>,
    #[serde(default)]
    pub copies: Vec<RawCopies>,
    #[serde(default)]
    pub sources: Vec<String>,
    #[serde(default)]
    pub joins: Option<String>,
    #[serde(default)]
    pub touches: Vec<String>,
    #[serde(default = "yes")]
    pub checked: bool,
}

/// What says where, if no attribute does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::import) enum Located {
    /// It is everywhere.
    Global,
    /// The account's or organisation's own home, which Terraform does not show.
    Tenant,
    /// What it belongs to, which no attribute names.
    Parent,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawCopies {
    pub path: String,
    #[serde(default)]
    pub when: Vec<String>,
    #[serde(default)]
    pub absent: Option<String>,
    #[serde(default)]
    pub to: Option<CopiesTo>,
}

/// Where a copy goes that no attribute names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::import) enum CopiesTo {
    /// The region's pair.
    Pair,
    /// Every region of the provider.
    EveryRegion,
    /// Every region of the data zone that its own is in: the EU's, or that of the US.
    DataZone,
    /// Regions of the EU.
    Eu,
    /// Regions of the US.
    Us,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[expect(
    dead_code,
    reason = "what a row says for those who read the file; without it the file is refused"
)]
pub(super) struct RawValues {
    pub provider: String,
    pub as_of: String,
    pub source: String,
    pub values: Vec<RawValue>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawValue {
    pub attribute: String,
    pub value: String,
    #[serde(default)]
    pub country: Option<String>,
    #[serde(default)]
    pub area: Option<String>,
    #[serde(default)]
    pub place: Option<String>,
    #[serde(default = "yes")]
    pub binding: bool,
    #[serde(default = "yes")]
    pub checked: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[expect(
    dead_code,
    reason = "what a row says for those who read the file; without it the file is refused"
)]
pub(super) struct RawProvider {
    pub provider: String,
    #[serde(default)]
    pub also: Vec<String>,
    #[serde(default)]
    pub operator: Option<String>,
    pub kind: ProviderKind,
    #[serde(default)]
    pub at: Vec<String>,
    #[serde(default)]
    pub zones: Vec<String>,
    #[serde(default)]
    pub within: Vec<String>,
    #[serde(default)]
    pub stands_in: Vec<String>,
    #[serde(default)]
    pub nowhere: Vec<String>,
    #[serde(default)]
    pub located: Option<Located>,
    #[serde(default)]
    pub default: Option<String>,
    #[serde(default = "yes")]
    pub checked: bool,
}

/// What a provider deploys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(in crate::import) enum ProviderKind {
    /// Infrastructure, of which only some types hold or move data.
    Cloud,
    /// Something with a firm of its own.
    Service,
    /// Nothing anywhere.
    Tool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawHint {
    pub word: String,
    pub party: String,
}

fn yes() -> bool {
    true
}
