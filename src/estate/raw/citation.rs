//! What was seen of the links that an estate cites, as `evidence.lock` has it.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Text;
use crate::estate::vocabulary::SeenState;

/// `evidence.lock`, which `fairnotice evidence check` writes next to `fairnotice.yaml`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "EvidenceLock")]
pub struct RawEvidenceLock {
    /// The version of this format.
    #[schemars(range(min = 1, max = 1))]
    pub version: u32,
    /// The links, in their order.
    pub evidence: Vec<RawSeen>,
}

/// What was seen of a link.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Seen")]
pub struct RawSeen {
    /// The link as it is cited.
    pub url: Text,
    /// What came of it.
    pub state: SeenState,
    /// Why there was no text.
    #[serde(default)]
    pub why: Option<Text>,
    /// Where it has moved to for good.
    #[serde(default)]
    pub moved: Option<Text>,
    /// The day on which it was looked up last.
    pub looked: Text,
    /// The first of the days on which the same came of it.
    pub since: Text,
    /// The SHA-256 of the text that it was cited for.
    #[serde(default)]
    pub digest: Option<Text>,
    /// The text that it leads to by now, where that is another.
    #[serde(default)]
    pub changed: Option<RawChanged>,
}

/// Another text than the one that was cited.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Changed")]
pub struct RawChanged {
    /// The day on which it was seen first.
    pub on: Text,
    /// Its SHA-256.
    pub digest: Text,
}
