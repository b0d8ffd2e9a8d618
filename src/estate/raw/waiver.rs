//! Waivers as they are written.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Text;

/// A file of waived findings, named by `waivers` of `fairnotice.yaml`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Waivers")]
pub struct RawWaivers {
    /// The waived findings.
    pub waivers: Vec<RawWaiver>,
}

/// A finding that is waived until a day. `fairnotice explain FINDING` prints one to fill in.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Waiver")]
pub struct RawWaiver {
    /// The id of the finding.
    pub finding: Text,
    /// The rule that found it.
    pub rule: Text,
    /// Who answers for it: a name or an office.
    pub owner: Text,
    /// Why it is waived.
    pub reason: Text,
    /// The last day of the waiver.
    pub until: Text,
    /// The state of the finding, as `explain` prints it: `v2:` and the digits of a digest of the flows, the
    /// sentences and the law under the finding. When one of them changes, the waiver is void.
    pub state: Text,
}
