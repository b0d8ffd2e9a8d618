//! A plain description of an estate: words and days as text, nothing resolved. The oracle reads it
//! as it is; for the engine it is written out as a file.
//!
//! Fields are what somebody reads or changes; whatever else an estate may say is in `more`, by the
//! keys of the file.

use serde_json::{Map, Value};

/// Keys of the file that have no field.
pub type More = Map<String, Value>;

/// A day, as people write it: texts of days are in the order of the days.
pub type Day = String;

#[derive(Debug, Clone, Default)]
pub struct Period {
    pub from: Option<Day>,
    pub until: Option<Day>,
}

impl Period {
    /// From a day on.
    pub fn since(day: &str) -> Self {
        Self {
            from: Some(day.to_owned()),
            until: None,
        }
    }

    /// Up to a day.
    pub fn until(day: &str) -> Self {
        Self {
            from: None,
            until: Some(day.to_owned()),
        }
    }
}

#[derive(Debug, Clone, Default)]
pub struct Estate {
    /// The day of the check, which is no part of the file.
    pub day: Day,
    pub controller: String,
    pub terms: Vec<Term>,
    pub parties: Vec<Party>,
    pub systems: Vec<System>,
    pub services: Vec<Service>,
    pub contracts: Vec<Contract>,
    pub safeguards: Vec<Safeguard>,
    /// Absent: there is no notice.
    pub statements: Option<Vec<Statement>>,
    /// What the notice says in addition to its statements: its `text` is made of their quotes unless it
    /// is here.
    pub notice: More,
    pub flows: Vec<Flow>,
    pub more: More,
}

/// A term of the estate's own.
#[derive(Debug, Clone, Default)]
pub struct Term {
    pub id: String,
    pub under: String,
    pub parts: Vec<String>,
}

#[derive(Debug, Clone, Default)]
pub struct Party {
    pub id: String,
    /// A country, or `unknown`.
    pub country: String,
    pub kind: String,
    pub classes: Vec<String>,
    pub groups: Vec<(String, Period)>,
    /// Ids and countries.
    pub branches: Vec<(String, String)>,
    pub scope_eu: Option<String>,
    pub scope_uk: Option<String>,
    pub sector: Option<String>,
    pub subject_to: Vec<String>,
    pub certifications: Vec<Certification>,
    pub period: Period,
    pub more: More,
}

#[derive(Debug, Clone, Default)]
pub struct Certification {
    pub scheme: String,
    pub period: Period,
    pub covers: Vec<String>,
}

#[derive(Debug, Clone, Default)]
pub struct System {
    pub id: String,
    /// In order of time.
    pub operators: Vec<(String, Period)>,
    pub hosting: Vec<Hosting>,
    pub access: Vec<Access>,
    pub transit_only: bool,
    pub more: More,
}

#[derive(Debug, Clone, Default)]
pub struct Hosting {
    pub country: String,
    /// `stated`, `hinted` or `unknown`.
    pub certainty: String,
    pub period: Period,
}

impl Hosting {
    /// For good, and expressly.
    pub fn stated(country: &str) -> Self {
        Self {
            country: country.to_owned(),
            certainty: "stated".to_owned(),
            period: Period::default(),
        }
    }
}

#[derive(Debug, Clone, Default)]
pub struct Access {
    pub by: String,
    pub from: String,
    pub period: Period,
}

#[derive(Debug, Clone, Default)]
pub struct Service {
    pub id: String,
    pub on_behalf_of: Option<String>,
    pub more: More,
}

#[derive(Debug, Clone, Default)]
pub struct Contract {
    pub id: String,
    pub kind: String,
    pub first: String,
    pub second: String,
    pub period: Period,
    pub services: Vec<String>,
    /// `general`, `specific` or `none`.
    pub authorisation: Option<String>,
    pub authorised: Vec<Authorised>,
    pub more: More,
}

#[derive(Debug, Clone, Default)]
pub struct Authorised {
    pub party: String,
    pub on: Option<Day>,
    pub objected: Option<Day>,
}

#[derive(Debug, Clone, Default)]
pub struct Safeguard {
    pub id: String,
    pub kind: String,
    pub exporter: String,
    pub importer: String,
    pub concluded: Option<Day>,
    pub until: Option<Day>,
    pub processing_changed: Option<Day>,
    pub services: Vec<String>,
    /// The day of the risk assessment.
    pub assessed: Option<Day>,
    pub more: More,
}

#[derive(Debug, Clone, Default)]
pub struct Statement {
    pub id: String,
    /// Absent: a sentence with the id in it.
    pub quote: Option<String>,
    /// Empty: all.
    pub services: Vec<String>,
    pub yields: bool,
    pub collects: Option<Collects>,
    pub uses: Option<Uses>,
    pub shares: Option<Shares>,
    pub transfers: Option<Transfers>,
    /// How long, and which data.
    pub retains: Option<(String, Vec<String>)>,
    /// Bases, purposes, and the data to which both are limited.
    pub relies_on: Option<(Vec<String>, Vec<String>, Vec<String>)>,
    pub more: More,
}

#[derive(Debug, Clone, Default)]
pub struct Collects {
    pub none: bool,
    pub data: Vec<String>,
    pub subjects: Vec<String>,
    pub from: Vec<String>,
}

#[derive(Debug, Clone, Default)]
pub struct Uses {
    pub none: bool,
    pub purposes: Vec<String>,
    pub data: Vec<String>,
    pub subjects: Vec<String>,
}

#[derive(Debug, Clone, Default)]
pub struct Shares {
    pub none: bool,
    pub with: Vec<String>,
    pub outside: Vec<String>,
    pub through: Vec<String>,
    pub data: Vec<String>,
    pub subjects: Vec<String>,
    pub to: Vec<String>,
    pub safeguards: Vec<String>,
}

#[derive(Debug, Clone, Default)]
pub struct Transfers {
    pub none: bool,
    pub to: Vec<String>,
    pub with: Vec<String>,
    pub safeguards: Vec<String>,
}

#[derive(Debug, Clone, Default)]
pub struct Flow {
    pub id: String,
    pub service: Option<String>,
    pub from: String,
    pub to: String,
    pub mode: String,
    pub via: Option<String>,
    pub data: Vec<String>,
    pub subjects: Vec<String>,
    pub purposes: Vec<String>,
    /// A basis, or `none`.
    pub basis: Option<String>,
    pub condition: Option<String>,
    pub on_behalf_of: Option<String>,
    pub role: Option<String>,
    pub initiated_by: Option<String>,
    pub measures: Vec<String>,
    pub safeguards: Vec<String>,
    pub retention: Option<String>,
    pub task: Option<String>,
    pub data_class: Option<String>,
    pub flagged_sensitive: Option<bool>,
    pub collected_for: Vec<String>,
    pub retired: bool,
    pub period: Period,
    pub more: More,
}
