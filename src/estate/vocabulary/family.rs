//! What families of rules are about.

use schemars::JsonSchema;
use serde::Deserialize;

/// What an error of a family of rules says.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Concern {
    /// The flow is not lawful.
    #[default]
    Lawfulness,
    /// The notice does not disclose the flow.
    Transparency,
    /// The notice is wrong or lacks something, whatever the flows.
    Notice,
    /// What is deployed is not what the estate declares.
    Deployment,
    /// What was seen is not what the estate declares, or the notice states.
    Observation,
    /// A finding has changed since it was waived.
    Waiver,
}
