//! What came of looking a link up.

use schemars::JsonSchema;
use serde::Deserialize;

/// What came of looking a link up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "RawSeenState")]
pub enum SeenState {
    /// A text is there.
    There,
    /// The host says that there is none.
    Gone,
    /// The host did not answer with anything of use.
    Unreachable,
    /// It was not asked, or does not show itself to everybody.
    NotLooked,
}

impl SeenState {
    /// The word for it, as `evidence.lock` has it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::There => "there",
            Self::Gone => "gone",
            Self::Unreachable => "unreachable",
            Self::NotLooked => "not-looked",
        }
    }
}
