//! What flows declare unless they say otherwise.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{OneOrMany, Text};
use crate::estate::vocabulary::TaskKind;

/// What a flow declares where it says nothing of it itself: of a party, for the flows to it and to its systems; of a
/// service, for its flows; of the estate, for all. The nearest counts: the party's before the service's before the estate's.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
#[schemars(rename = "Defaults")]
pub struct RawDefaults {
    /// The legal basis. Of the estate: where its controller is that of the flow.
    pub basis: Option<Text>,
    /// The law that lays down the duty or the public task, where the `basis` comes from defaults too.
    pub basis_in_law: Option<Text>,
    /// Whether the controller acts in a task as public authority. Of the estate: where its controller is that of the flow.
    pub task: Option<TaskKind>,
    /// How long the data are kept.
    pub retention: Option<Text>,
    /// Measures in place; `none` where there are none.
    pub measures: OneOrMany<Text>,
}
