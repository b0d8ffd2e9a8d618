//! Notices: what their documents are, which statement counts first, and when a promise falls due.

use schemars::JsonSchema;
use serde::Deserialize;

/// What a document of a notice is.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentKind {
    /// The privacy policy or notice itself, or a part of it.
    #[default]
    Policy,
    /// A list of processors and sub-processors: a processor that it names is disclosed as recipient.
    SubProcessorList,
    /// A table of cookies and of what else is stored on devices: of two equally specific periods the one in
    /// it governs what is stored there, and the other all else.
    CookieTable,
}

impl DocumentKind {
    /// In words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Policy => "policy",
            Self::SubProcessorList => "list of sub-processors",
            Self::CookieTable => "table of cookies",
        }
    }
}

/// What a notice says that its publisher is for the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OwnRole {
    /// It decides on purposes and means, alone or with others.
    Controller,
    /// It acts for others.
    Processor,
}

/// The law to which a sentence refers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StatementRegime {
    /// The GDPR of the European Union.
    EuGdpr,
    /// The GDPR of the United Kingdom.
    UkGdpr,
}

/// The precedence of a statement over others that contradict it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Precedence {
    /// None: where they disagree, the notice is ambiguous.
    #[default]
    Stands,
    /// Its own words give way to what the notice says elsewhere ("other than as specified below"): those of a
    /// general statement to all others, those of a section to the others of a section.
    Yields,
}

/// On which flows a promised measure must be in place.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum PromiseTime {
    /// On every flow of the service, but not on what goes to other controllers, unless `with` names them.
    #[default]
    Always,
    /// On flows to a recipient other than the controller.
    Sharing,
    /// On flows out of the territory.
    Transfer,
    /// On flows into the controller's own systems.
    Collection,
}
