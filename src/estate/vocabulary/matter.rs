//! What an estate may leave open as a whole.

use schemars::JsonSchema;
use serde::Deserialize;

/// A kind of facts that nobody has recorded yet in an estate: where such a fact is absent, it is asked for.
/// In an estate that does not name the kind, what is absent does not exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Matter {
    /// Representatives that the controller appoints.
    Appointments,
    /// The legal bases of flows, with records of consent and conditions of Art 9.
    Basis,
    /// Contracts with processors and between joint controllers.
    Contracts,
    /// The flows themselves: more may happen than they say.
    Flows,
    /// Where recipients have the data.
    Locations,
    /// The instruments on which transfers rest, with the assessment of their risk, and the lists on which
    /// recipients are certified.
    Safeguards,
    /// What the notice states: its statements do not cover all of its text yet.
    Statements,
}

impl Matter {
    /// The word in `not-recorded`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Appointments => "appointments",
            Self::Basis => "basis",
            Self::Contracts => "contracts",
            Self::Flows => "flows",
            Self::Locations => "locations",
            Self::Safeguards => "safeguards",
            Self::Statements => "statements",
        }
    }
}
