//! Parties: what kind they are, and which part of a territorial scope holds.

use schemars::JsonSchema;
use serde::Deserialize;

/// Kinds of entity, as far as the law treats them differently.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum PartyKind {
    /// A company or other private body.
    #[default]
    Company,
    /// A public authority or body.
    PublicAuthority,
    /// A parish or community council or meeting, or charter trustees: a public body that is no public
    /// authority for the GDPR in the United Kingdom (DPA 2018 s 7(3)).
    ParishCouncil,
    /// A charity or other body without profit.
    Charity,
    /// An international organisation.
    InternationalOrganisation,
    /// An institution of the EU or EEA.
    EuInstitution,
    /// A natural person who acts on their own account.
    Individual,
    /// A carrier that only passes data on (post, network).
    Carrier,
    /// Everyone: what is published on a website.
    Public,
}

/// Why a party is subject to a regime, or that it is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
pub enum ArticleScope {
    /// Processing in the context of an establishment in the territory.
    #[serde(rename = "art3-1")]
    Article3_1,
    /// No establishment, but it offers goods or services to people there, or monitors them.
    #[serde(rename = "art3-2")]
    Article3_2,
    /// Outside.
    #[serde(rename = "none")]
    Outside,
}
