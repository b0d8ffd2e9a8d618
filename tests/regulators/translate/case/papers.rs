//! What a case has on paper: safeguards, contracts, the notice.

use serde::Deserialize;

use super::{Said, Unread};

#[derive(Debug, Deserialize)]
pub struct Safeguard {
    pub id: String,
    pub kind: String,
    #[serde(default)]
    pub flows: Vec<String>,
    #[serde(default)]
    pub concluded: Option<String>,
    /// The first day without it.
    #[serde(default)]
    pub terminated: Option<String>,
    /// Its last day.
    #[serde(default)]
    pub until: Option<String>,
    #[serde(default)]
    pub module: Option<Module>,
    #[serde(default)]
    pub processing_changed_on: Option<String>,
    #[serde(default)]
    pub risk_assessment: Said<RiskAssessment>,
    #[serde(default)]
    pub supplementary: Vec<String>,
    /// The country of an adequacy that is relied on; the importer's own place decides.
    #[serde(default, rename = "country")]
    pub _country: Option<String>,
    #[serde(flatten)]
    pub unread: Unread,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Module {
    Number(u8),
    Word(String),
}

#[derive(Debug, Deserialize)]
pub struct RiskAssessment {
    pub date: String,
    #[serde(default)]
    pub finds_problematic_law: bool,
    #[serde(flatten)]
    pub unread: Unread,
}

#[derive(Debug, Deserialize)]
pub struct Contract {
    pub kind: String,
    pub between: [String; 2],
    /// Null: not concluded.
    #[serde(default)]
    pub date: Said<String>,
    #[serde(default)]
    pub until: Option<String>,
    #[serde(default)]
    pub instructions_only: Option<bool>,
    #[serde(default)]
    pub sub_processor_terms: Option<String>,
    #[serde(default)]
    pub authorised_by: Said<String>,
    #[serde(default)]
    pub authorised_on: Said<String>,
    #[serde(default)]
    pub objected_on: Option<String>,
    #[serde(default)]
    pub promises: Vec<String>,
    #[serde(flatten)]
    pub unread: Unread,
}

#[derive(Debug, Deserialize)]
pub struct Notice {
    pub version: String,
    pub statements: Vec<Statement>,
    #[serde(flatten)]
    pub unread: Unread,
}

#[derive(Debug, Deserialize)]
pub struct Statement {
    pub topic: String,
    pub says: String,
    #[serde(flatten)]
    pub unread: Unread,
}
