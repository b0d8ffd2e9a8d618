//! Proposals: what an architect would add to an estate.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    OneOrMany, RawContract, RawEnding, RawFlow, RawParty, RawSafeguard, RawService, RawStatement,
    RawSystem, RawTerm, Text,
};

/// A change that is proposed, as a document of its own: what it adds to the estate, the sentences that
/// it would add to the notice or withdraw from it, and the flows that it would retire. What has an id that the estate has
/// already is an error: nothing is overwritten.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
#[schemars(rename = "Proposal", extend("required" = ["name"]))]
pub struct RawProposal {
    /// What is proposed, in a few words, for reports.
    #[schemars(required)]
    pub name: Option<Text>,
    /// The first day on which it would be so; absent: at once.
    pub from: Option<Text>,
    /// Flows that it retires, each by its id; they end the day before.
    pub retires: OneOrMany<RawEnding>,
    /// Statements of the notice in force that would no longer be made, each by its id: the sentences that the
    /// new ones replace.
    pub withdraws: OneOrMany<Text>,
    /// Sentences that it adds to the notice in force. Their quotes are the words as they would be
    /// published; `section` says where.
    pub statements: Vec<RawStatement>,
    /// Terms, under those of the Data Privacy Vocabulary or of the estate.
    pub terms: Vec<RawTerm>,
    /// Legal entities, public bodies and people.
    pub parties: Vec<RawParty>,
    /// What holds or moves data.
    pub systems: Vec<RawSystem>,
    /// Units the notice speaks of.
    pub services: Vec<RawService>,
    /// Contracts about processing (Arts 26 and 28).
    pub contracts: Vec<RawContract>,
    /// Instruments on which transfers out of the territory rest (Chapter V).
    pub safeguards: Vec<RawSafeguard>,
    /// The service that its flows belong to unless they name one.
    pub service: Option<Text>,
    /// The flows. They are proposed, and judged as if they were live.
    pub flows: Vec<RawFlow>,
}
