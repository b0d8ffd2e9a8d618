//! Contracts and assessments: what kind they are and what came of them.

use schemars::JsonSchema;
use serde::Deserialize;

/// What a contract settles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ContractKind {
    /// Controller and processor (Art 28(3)).
    Processor,
    /// Processor and sub-processor (Art 28(4)).
    SubProcessor,
    /// The arrangement of joint controllers (Art 26).
    JointControllers,
    /// Two controllers that share data.
    DataSharing,
}

impl ContractKind {
    /// Whether the second party is engaged by the first as its processor or sub-processor (Art 28).
    pub fn engages(self) -> bool {
        matches!(self, Self::Processor | Self::SubProcessor)
    }
}

/// How sub-processors are authorised (Art 28(2)).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Authorisation {
    /// Any, with notice of changes and the chance to object.
    General,
    /// Only those authorised by name.
    Specific,
    /// None may be engaged.
    None,
}

/// What a risk assessment found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Conclusion {
    /// The law of the importer's country does not undercut the safeguard.
    #[default]
    Adequate,
    /// It would, but for measures that are in place.
    AdequateWithMeasures,
    /// It does.
    ProblematicLaw,
}
