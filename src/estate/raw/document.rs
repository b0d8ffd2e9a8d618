//! The two kinds of file an estate is made of: `fairnotice.yaml` and the parts it includes.

use crate::estate::vocabulary::{Concern, Matter};
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    OneOrMany, RawContract, RawDefaults, RawFlow, RawNotice, RawParty, RawSafeguard, RawSystem,
    RawTerm, Text,
};
use crate::estate::vocabulary::SeverityLevel;

/// The estate of one controller: everything that is checked together. Written in `fairnotice.yaml`.
/// A small estate may say everything here; a larger one includes parts.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
#[schemars(rename = "Estate", extend("required" = ["controller"]))]
pub struct RawEstate {
    /// What the estate is called in reports.
    pub name: Option<Text>,
    /// The id of the party that is the controller and publishes the notice.
    #[schemars(required)]
    pub controller: Option<Text>,
    /// Who keeps the record of processing, and when it was reviewed.
    pub record: Option<RawRecord>,
    /// The privacy notice: its file, or the notice itself.
    pub notice: Option<RawNotice>,
    /// The files of earlier versions of the notice, each with its own day in `published`. A flow is
    /// judged by the version that is in force on the day of the check.
    pub earlier_notices: OneOrMany<Text>,
    /// Further files of the estate, as paths or globs within its folder (`services/*.yaml`,
    /// `flows.ndjson`).
    pub include: OneOrMany<Text>,
    /// Folders or files with the estate's own Cedar policies, in addition to the built-in ones.
    pub policies: OneOrMany<Text>,
    /// Files with the estate's own rows of law; a row with the id of a built-in one replaces it.
    pub law: OneOrMany<Text>,
    /// Files with findings that are waived.
    pub waivers: OneOrMany<Text>,
    /// What the families of the estate's own policies are about; a family that is not stated here is
    /// about the lawfulness of flows.
    pub families: Vec<RawFamily>,
    /// Severities of rules for this estate: `disclosure/vague-recipient: note`; `off` silences one.
    pub severity: IndexMap<String, SeverityLevel>,
    /// What nobody has recorded in this estate yet: where such a fact is absent, it is asked for, and is
    /// no finding. Remove a word once what it names is complete: from then on, what is absent does not exist.
    pub not_recorded: OneOrMany<Matter>,
    /// What flows declare unless they, their service or their recipient say otherwise.
    pub defaults: RawDefaults,
    /// The estate's own terms, under those of the Data Privacy Vocabulary.
    pub terms: Vec<RawTerm>,
    /// Legal entities, public bodies and people that take part.
    pub parties: Vec<RawParty>,
    /// What holds or moves data.
    pub systems: Vec<RawSystem>,
    /// The units the notice speaks of.
    pub services: Vec<RawService>,
    /// Contracts about processing (Arts 26 and 28).
    pub contracts: Vec<RawContract>,
    /// Instruments on which transfers out of the territory rest (Chapter V).
    pub safeguards: Vec<RawSafeguard>,
    /// The service that flows of this file belong to unless they name one.
    pub service: Option<Text>,
    /// The flows.
    pub flows: Vec<RawFlow>,
}

/// A family of the estate's own policies.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Family")]
pub struct RawFamily {
    /// The part before the slash in the ids of its rules: `house`.
    pub id: Text,
    /// A title; absent: the id.
    #[serde(default)]
    pub title: Option<Text>,
    /// What an error of its rules says.
    #[serde(default)]
    pub concerns: Concern,
}

/// A part of an estate, included by `fairnotice.yaml`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
#[schemars(rename = "Part")]
pub struct RawPart {
    /// The estate's own terms, under those of the Data Privacy Vocabulary.
    pub terms: Vec<RawTerm>,
    /// Legal entities, public bodies and people that take part.
    pub parties: Vec<RawParty>,
    /// What holds or moves data.
    pub systems: Vec<RawSystem>,
    /// The units the notice speaks of.
    pub services: Vec<RawService>,
    /// Contracts about processing (Arts 26 and 28).
    pub contracts: Vec<RawContract>,
    /// Instruments on which transfers out of the territory rest (Chapter V).
    pub safeguards: Vec<RawSafeguard>,
    /// The service that flows of this file belong to unless they name one.
    pub service: Option<Text>,
    /// The flows.
    pub flows: Vec<RawFlow>,
}

/// The record of processing (Art 30) as a document that someone keeps.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
#[schemars(rename = "Record")]
pub struct RawRecord {
    /// Who keeps it: a name or an office.
    pub owner: Option<Text>,
    /// The day of the last review.
    pub reviewed: Option<Text>,
    /// The day by which the next review is due.
    pub next_review: Option<Text>,
}

/// A unit that the notice speaks of; statements and flows are scoped to it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
#[schemars(rename = "Service")]
pub struct RawService {
    /// Its id.
    pub id: Text,
    /// What it is called.
    #[serde(default)]
    pub name: Option<Text>,
    /// What it does, in a sentence: the description of the activity in the record of processing.
    #[serde(default)]
    pub description: Option<Text>,
    /// Who is responsible for it in the organisation: a person or an office.
    #[serde(default)]
    pub owner: Option<Text>,
    /// The sections of the notice that speak of this service; statements in them are about it
    /// unless they say otherwise.
    #[serde(default)]
    pub sections: OneOrMany<Text>,
    /// The party for which the estate's controller acts as processor in this service; absent where
    /// it is the controller itself.
    #[serde(default)]
    pub on_behalf_of: Option<Text>,
    /// What its flows declare unless they or their recipient say otherwise.
    #[serde(default)]
    pub defaults: RawDefaults,
}
