//! Terms that an estate adds to the vocabulary.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{OneOrMany, Text};

/// A term of the estate's own, hung under terms of the W3C Data Privacy Vocabulary or under other
/// terms of the estate.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Term")]
pub struct RawTerm {
    /// Its id, as flows and statements write it.
    pub id: Text,
    /// What it is called in reports; the id, if absent.
    #[serde(default)]
    pub label: Option<Text>,
    /// The broader terms, by id (`dpv-pd:OfficialID`) or short name (`official-id`).
    pub under: OneOrMany<Text>,
    /// A special category of Art 9, beyond what its broader terms say.
    #[serde(default)]
    pub special: bool,
    /// Data about criminal convictions and offences (Art 10).
    #[serde(default)]
    pub criminal: bool,
    /// What a composite consists of (`directory-entry`: user name, e-mail address ...): a notice
    /// that names every part has named the whole.
    #[serde(default)]
    pub parts: OneOrMany<Text>,
}
