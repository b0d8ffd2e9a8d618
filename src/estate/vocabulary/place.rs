//! How sure a place is.

use schemars::JsonSchema;
use serde::Deserialize;

/// How sure it is where data are kept. Only what is stated counts as being somewhere.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// Stated by contract, configuration or the provider's documents.
    #[default]
    Stated,
    /// A preference or an expectation that binds nobody.
    Hinted,
    /// Not known.
    Unknown,
}
