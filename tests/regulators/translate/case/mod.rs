//! The facts of a case, as the file writes them. A key that a type does not know is kept as a remark,
//! so that no fact is passed over in silence.
//!
//! Fields that begin with `_` are colour: they tell the story, and no rule of law that we know turns
//! on them. The comment says why.

mod papers;

use std::collections::BTreeMap;

use fairnotice::law::Regime;
use jiff::civil::Date;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

pub use papers::{Contract, Module, Notice, Safeguard, Statement};

/// A key that may be absent (not in issue, or in order), null (there is none), or say something.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Said<T> {
    #[default]
    Unsaid,
    No,
    Is(T),
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Said<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Option::<T>::deserialize(deserializer)? {
            None => Said::No,
            Some(value) => Said::Is(value),
        })
    }
}

impl<T> Said<T> {
    pub fn value(&self) -> Option<&T> {
        match self {
            Said::Is(value) => Some(value),
            Said::Unsaid | Said::No => None,
        }
    }
}

/// Keys that the sheet of the format does not have, with what they say.
pub type Unread = BTreeMap<String, Value>;

/// A list of which a single item may be written alone.
#[derive(Debug, Clone, Default)]
pub struct Many(pub Vec<String>);

impl<'de> Deserialize<'de> for Many {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Either {
            One(String),
            List(Vec<String>),
            None(()),
        }
        Ok(match Either::deserialize(deserializer)? {
            Either::One(word) => Many(vec![word]),
            Either::List(words) => Many(words),
            Either::None(()) => Many::default(),
        })
    }
}

/// What the engine is asked.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    #[serde(deserialize_with = "regime")]
    pub regime: Regime,
    pub as_of: Date,
    pub facts: Facts,
}

fn regime<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Regime, D::Error> {
    let word = String::deserialize(deserializer)?;
    Regime::from_id(&word)
        .ok_or_else(|| serde::de::Error::custom(format!("there is no regime `{word}`")))
}

#[derive(Debug, Deserialize)]
pub struct Facts {
    #[serde(default)]
    pub parties: Vec<Party>,
    #[serde(default)]
    pub systems: Vec<System>,
    #[serde(default)]
    pub flows: Vec<Flow>,
    #[serde(default)]
    pub safeguards: Vec<Safeguard>,
    /// Absent: not in issue. Empty: there are none.
    #[serde(default)]
    pub contracts: Option<Vec<Contract>>,
    #[serde(default)]
    pub notice: Option<Notice>,
    #[serde(flatten)]
    pub unread: Unread,
}

#[derive(Debug, Deserialize)]
pub struct Party {
    pub id: String,
    #[serde(default = "nowhere")]
    pub country: String,
    #[serde(default = "decides")]
    pub role: String,
    #[serde(default)]
    pub legal_entity: Option<String>,
    #[serde(default)]
    pub gdpr_scope: Option<String>,
    #[serde(default, alias = "uk_establishment")]
    pub eu_establishment: bool,
    #[serde(default, alias = "targets_uk")]
    pub targets_eu: bool,
    #[serde(default, alias = "monitors_uk")]
    pub monitors_eu: bool,
    #[serde(default)]
    pub group: Option<String>,
    #[serde(default)]
    pub registers: Vec<Register>,
    #[serde(default)]
    pub sector: Option<String>,
    #[serde(default)]
    pub public_authority: bool,
    /// Whether it is subject to the law of its country on which adequacy is conditional.
    #[serde(default)]
    pub pipeda: Option<bool>,
    #[serde(default)]
    pub appi: Option<bool>,
    #[serde(default)]
    pub pipa: Option<bool>,
    #[serde(default)]
    pub lgpd: Option<bool>,
    #[serde(default)]
    pub surveillance_law: Option<Many>,
    #[serde(default)]
    pub age: Option<u8>,
    /// It goes by the name of another, which it is not, since a day.
    #[serde(default)]
    pub trading_name_claimed_for: Option<String>,
    /// Follows from the country.
    #[serde(default, rename = "country_unknown")]
    pub _country_unknown: bool,
    /// Where it is false there is no flow either.
    #[serde(default, rename = "receives_data")]
    pub _receives_data: Option<bool>,
    /// `group` says the same for the engine.
    #[serde(default, rename = "relation")]
    pub _relation: Option<String>,
    /// Other roles, in flows that the case does not have.
    #[serde(default, rename = "also")]
    pub _also: Option<String>,
    /// Since when it is in contact with the others; the days of flows and access are the law's.
    #[serde(default, rename = "known_since")]
    pub _known_since: Option<String>,
    #[serde(default)]
    pub from_date: Option<String>,
    /// Whose data they are stands with the flow.
    #[serde(default, rename = "uses_service")]
    pub _uses_service: Option<bool>,
    #[serde(flatten)]
    pub unread: Unread,
}

#[derive(Debug, Deserialize)]
pub struct Register {
    pub scheme: String,
    pub from: String,
    #[serde(default, alias = "to", alias = "withdrawn")]
    pub until: Option<String>,
    #[serde(default)]
    pub covers: Vec<String>,
    #[serde(flatten)]
    pub unread: Unread,
}

#[derive(Debug, Deserialize)]
pub struct System {
    pub id: String,
    pub operator: String,
    #[serde(default)]
    pub hosting: Many,
    #[serde(default)]
    pub remote_access: Vec<Access>,
    #[serde(default)]
    pub keys_held_by: Option<Many>,
    #[serde(default)]
    pub encrypted_before_transfer: Option<bool>,
    #[serde(default)]
    pub transit_only: bool,
    #[serde(default)]
    pub public: bool,
    /// Where data might have gone and did not: hosting says where they were.
    #[serde(default, rename = "edge_network_elsewhere")]
    pub _edge_network_elsewhere: Option<Many>,
    #[serde(default, rename = "edge_locations")]
    pub _edge_locations: Option<String>,
    #[serde(default, rename = "served_from")]
    pub _served_from: Option<Many>,
    #[serde(flatten)]
    pub unread: Unread,
}

#[derive(Debug, Deserialize)]
pub struct Access {
    pub by: String,
    #[serde(default = "nowhere")]
    pub from_country: String,
    #[serde(default = "yes")]
    pub cleartext: bool,
    #[serde(flatten)]
    pub unread: Unread,
}

fn nowhere() -> String {
    "ZZ".to_owned()
}

fn decides() -> String {
    "controller".to_owned()
}

fn sent() -> String {
    "transmission".to_owned()
}

fn yes() -> bool {
    true
}

#[derive(Debug, Deserialize)]
pub struct Flow {
    pub id: String,
    pub from: String,
    pub to: String,
    #[serde(default = "sent")]
    pub mode: String,
    #[serde(default)]
    pub data: Many,
    #[serde(default)]
    pub subjects: Many,
    #[serde(default)]
    pub purpose: Many,
    #[serde(default)]
    pub basis: Said<String>,
    #[serde(default)]
    pub condition: Said<String>,
    #[serde(default)]
    pub criminal_authority: Said<String>,
    #[serde(default)]
    pub via: Option<String>,
    #[serde(default)]
    pub frequency: Option<String>,
    #[serde(default)]
    pub safeguards: Option<Vec<String>>,
    #[serde(default)]
    pub initiated_by: Option<String>,
    #[serde(default)]
    pub instructed_by_controller: Option<bool>,
    #[serde(default)]
    pub on_behalf_of: Option<Many>,
    #[serde(default)]
    pub contracting_party: Option<String>,
    #[serde(default)]
    pub importer_needs_cleartext: Option<bool>,
    #[serde(default)]
    pub pseudonymised: bool,
    #[serde(default)]
    pub additional_info_held_by: Option<String>,
    #[serde(default)]
    pub re_identifiable_by_importer: Option<bool>,
    /// Whether the part that this importer gets means anything without the other parts.
    #[serde(default)]
    pub meaningful_alone: Option<bool>,
    #[serde(default)]
    pub necessary_for: Said<String>,
    /// A less intrusive way that would do.
    #[serde(default)]
    pub necessity: Option<String>,
    #[serde(default)]
    pub task: Option<String>,
    #[serde(default)]
    pub task_covered_by_law: Option<bool>,
    #[serde(default)]
    pub lia: Said<String>,
    #[serde(default)]
    pub dpia: Said<String>,
    #[serde(default)]
    pub consent_record: Said<String>,
    #[serde(default)]
    pub consent_wording: Option<ConsentWording>,
    /// How consent was asked for, in words.
    #[serde(default, alias = "consent_method")]
    pub consent_mechanism: Option<String>,
    #[serde(default)]
    pub explicit_consent: Option<bool>,
    #[serde(default)]
    pub parental_consent: Said<Parental>,
    #[serde(default)]
    pub online_service: Option<bool>,
    #[serde(default)]
    pub channel: Option<String>,
    #[serde(default)]
    pub soft_opt_in: Said<bool>,
    /// Whether the line or address that is written to is a company's (PECR).
    #[serde(default)]
    pub corporate_subscriber: Option<bool>,
    /// The same in a word: "individual" or "corporate".
    #[serde(default, alias = "subscriber_type")]
    pub subscriber: Option<String>,
    #[serde(default)]
    pub data_class: Option<String>,
    #[serde(default, alias = "sensitive_flagged")]
    pub flagged_sensitive: bool,
    #[serde(default)]
    pub collected_for: Option<Many>,
    /// The day on which data from elsewhere were obtained (Art 14).
    #[serde(default)]
    pub obtained: Option<String>,
    #[serde(default)]
    pub subject_country: Option<Many>,
    #[serde(default)]
    pub retention: Said<String>,
    #[serde(default)]
    pub intended_audience: Option<String>,
    /// The contract for what the recipient passes on; null: there is none, as `contracts` say too.
    #[serde(default)]
    pub onward_contract: Said<String>,
    /// The roles say it.
    #[serde(default, rename = "purposes_decided_by")]
    pub _purposes_decided_by: Option<Many>,
    /// What a contract says of its own subject (Art 28(3)) is judged by people; no rule asks.
    #[serde(default, rename = "data_specified_in_contract")]
    pub _data_specified: Option<bool>,
    #[serde(default, rename = "purposes_specified_in_contract")]
    pub _purposes_specified: Option<bool>,
    /// The countries of the equipment that carries the data: transit is no disclosure.
    #[serde(default, rename = "route")]
    pub _route: Option<Many>,
    #[serde(flatten)]
    pub unread: Unread,
}

/// A parent's consent: given or not, or since when.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Parental {
    Given(bool),
    Since(Date),
}

#[derive(Debug, Deserialize)]
pub struct ConsentWording {
    #[serde(default)]
    pub channels: Option<Many>,
    #[serde(default)]
    pub bundled_with: Option<Many>,
    #[serde(default)]
    pub alternative: Option<bool>,
    #[serde(default)]
    pub withdrawal_told: Option<bool>,
    #[serde(default)]
    pub duration_told: Option<bool>,
    /// Assumed from a box ticked beforehand, or from silence.
    #[serde(default, alias = "by_default", alias = "preticked", alias = "opt_out")]
    pub pre_ticked: bool,
    #[serde(flatten)]
    pub unread: Unread,
}
