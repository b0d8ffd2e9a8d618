//! Adequacy: which countries and recipients data may go to as if they stayed inside.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::LawRow;
use super::schemes::{BoundBody, Named};
use crate::input::{InputError, InputErrorKind as Kind};
use crate::law::Law;
use crate::law::head::{Text, raw_row};
use crate::law::reading::{Reading, Reference};
use crate::law::row::{Regime, Row, has_row, words};

words! {
    /// A recipient that is adequate as such, wherever it has its offices.
    Body {
        /// The European Patent Organisation.
        Epo = "epo",
        /// An institution, body, office or agency of the EU, or its counterpart in the EEA.
        EuInstitution = "eu-institution",
    }

    /// A kind of recipient that an adequacy row leaves out.
    RecipientKind {
        /// A public authority of any country.
        PublicAuthority = "public-authority",
        /// An authority of the Danish state on the Faroe Islands.
        DanishStateAuthority = "danish-state-authority",
    }

    /// A use of data that an adequacy row leaves out.
    Activity {
        /// Reporting by broadcasters and the press.
        PressReporting = "press-reporting",
        /// Writing as a profession.
        ProfessionalWriting = "professional-writing",
        /// Study at universities and academic bodies.
        AcademicStudy = "academic-study",
        /// The activities of religious bodies.
        ReligiousActivity = "religious-activity",
        /// The activities of political bodies.
        PoliticalActivity = "political-activity",
        /// Missionary work of religious organisations.
        MissionaryActivity = "missionary-activity",
        /// Choosing candidates, by political parties.
        CandidateNomination = "candidate-nomination",
        /// Credit information under financial supervision.
        CreditInformation = "credit-information",
        /// Control of immigration.
        ImmigrationControl = "immigration-control",
        /// Public security.
        PublicSecurity = "public-security",
        /// Law enforcement.
        LawEnforcement = "law-enforcement",
        /// Journalism.
        Journalism = "journalism",
    }
}

impl Activity {
    /// The terms of the vocabulary that are this use: purposes, and data that have no other. None where the
    /// vocabulary has no word for it: an estate that declares a term with the activity's id is judged by that.
    pub fn terms(self) -> &'static [&'static str] {
        match self {
            Self::PressReporting | Self::Journalism => &["journalism"],
            Self::AcademicStudy => &["academic-research"],
            Self::PoliticalActivity => &["political-campaign"],
            Self::CreditInformation => &["credit-checking", "credit"],
            Self::ImmigrationControl => &[
                "immigration-management",
                "immigration-application-management",
                "immigration-border-control-management",
            ],
            Self::PublicSecurity => &["protection-of-public-security"],
            Self::LawEnforcement => &["law-enforcement"],
            Self::ProfessionalWriting
            | Self::ReligiousActivity
            | Self::MissionaryActivity
            | Self::CandidateNomination => &[],
        }
    }
}

/// What must hold for an adequacy row to cover a transfer. All conditions of a row must hold.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum AdequacyCondition {
    /// The recipient is on the list of this scheme on the day.
    RecipientCertified(String),
    /// The recipient is subject to this law.
    RecipientSubjectTo(String),
    /// The recipient is none of these.
    RecipientNot(Vec<RecipientKind>),
    /// The recipient is this body.
    RecipientIs(Body),
    /// The recipient gets the data in the course of commercial activity.
    CommercialActivity,
    /// The data are transferred or processed there by automated means.
    AutomatedProcessing,
    /// The data are for none of these uses.
    NotFor(Vec<Activity>),
    /// The certification covers the class of data (data of the recipient's staff, or others).
    CertificationCoversDataClass,
    /// Special categories and criminal data are pointed out to the recipient as sensitive.
    FlagSensitiveData,
    /// Something that only a person can judge.
    Says(String),
}

/// Every line of business that a condition of adequacy speaks of, in the words of files.
pub fn sectors() -> Vec<&'static str> {
    let activities = Activity::ALL.iter().map(|word| word.id());
    let kinds = RecipientKind::ALL.iter().map(|word| word.id());
    let bodies = Body::ALL.iter().map(|word| word.id());
    activities.chain(kinds).chain(bodies).collect()
}

/// One decision or regulation on adequacy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdequacyRow {
    /// The head.
    pub row: Row,
    /// The countries it is about (ISO 3166-1, two letters).
    pub countries: Vec<String>,
    /// The regime whose whole territory on the day it is about.
    pub territory_of: Option<Regime>,
    /// What must hold besides.
    pub conditions: Vec<AdequacyCondition>,
    /// The row under which a recipient that it covers may pass data on abroad by a contract; `None` where the
    /// decision itself has no such terms.
    pub onward_by: Option<String>,
}

has_row!(AdequacyRow);

raw_row! {
    /// An adequacy decision or regulation.
    RawAdequacy in Adequacy {
        /// The countries it is about (ISO 3166-1, two letters).
        #[serde(default)]
        countries: Vec<Text>,
        /// The regime whose whole territory on the day it is about.
        #[serde(default)]
        territory_of: Option<Regime>,
        /// What must hold besides, all of it.
        #[serde(default)]
        conditions: Vec<AdequacyCondition>,
        /// The row under which a recipient that it covers may pass data on abroad by a contract.
        #[serde(default)]
        onward_by: Option<String>,
    }
}

impl LawRow for AdequacyRow {
    type Raw = RawAdequacy;

    fn read(raw: RawAdequacy, row: Row, reading: &mut Reading<'_>) -> Self {
        let countries = reading.countries(&raw.countries);
        let says_where = !countries.is_empty()
            || raw.territory_of.is_some()
            || raw
                .conditions
                .iter()
                .any(|it| matches!(it, AdequacyCondition::RecipientIs(_)));
        if !says_where {
            reading.errors.push(
                InputError::new(
                    Kind::MissingKey,
                    row.span,
                    format!("`{}` names no place", row.id),
                )
                .help("give `countries`, `territory-of` or a condition `recipient-is`"),
            );
        }
        for condition in &raw.conditions {
            let reference = match condition {
                AdequacyCondition::RecipientCertified(id) => Reference::Scheme(id.clone()),
                AdequacyCondition::RecipientSubjectTo(id) => Reference::RecipientLaw(id.clone()),
                _ => continue,
            };
            reading.refer(reference, row.span);
        }
        if let Some(id) = &raw.onward_by {
            reading.refer(Reference::AnyRow(id.clone()), row.span);
        }
        Self {
            row,
            countries,
            territory_of: raw.territory_of,
            conditions: raw.conditions,
            onward_by: raw.onward_by,
        }
    }
}

impl AdequacyRow {
    /// The body that the row is about, if it is about one.
    pub fn body(&self) -> Option<Body> {
        self.conditions
            .iter()
            .find_map(|condition| match condition {
                AdequacyCondition::RecipientIs(body) => Some(*body),
                _ => None,
            })
    }

    /// The scheme on whose list the recipient must be, if there is one.
    pub fn scheme(&self) -> Option<&str> {
        self.conditions
            .iter()
            .find_map(|condition| match condition {
                AdequacyCondition::RecipientCertified(scheme) => Some(scheme.as_str()),
                _ => None,
            })
    }
}

/// Adequacy.
impl Law {
    /// The adequacy rows of a regime in force for a country on a day, in the order of the file.
    /// Each has conditions of its own: one of them met in full is enough.
    pub fn adequacy(&self, regime: Regime, country: &str, day: Date) -> Vec<&AdequacyRow> {
        let country = self.country_code(country);
        self.tables
            .adequacy
            .iter()
            .filter(|row| row.row.is_of(regime) && row.row.in_force(day))
            .filter(|row| {
                row.countries.iter().any(|code| code == country)
                    || row
                        .territory_of
                        .is_some_and(|inner| self.inside(inner, country, day))
            })
            .collect()
    }

    /// The adequacy rows of a regime for a country of any date, also those that say that there is
    /// none, to know until when a transfer was lawful or since when it is.
    pub fn adequacy_rows(&self, regime: Regime, country: &str) -> Vec<&AdequacyRow> {
        let country = self.country_code(country);
        self.tables
            .adequacy
            .iter()
            .filter(|row| row.row.is_of(regime))
            .filter(|row| {
                row.countries.iter().any(|code| code == country)
                    || row.territory_of.is_some_and(|inner| {
                        self.territory_rows(country)
                            .iter()
                            .any(|place| place.row.is_of(inner) && place.role.is_inside())
                    })
            })
            .collect()
    }

    /// The adequacy rows of a regime in force for an international organisation on a day.
    pub fn adequacy_of_body(&self, regime: Regime, body: Body, day: Date) -> Vec<&AdequacyRow> {
        self.tables
            .adequacy
            .iter()
            .filter(|row| row.row.is_of(regime) && row.row.in_force(day))
            .filter(|row| row.body() == Some(body))
            .collect()
    }

    /// The schemes of certification that adequacy rows speak of.
    pub fn schemes(&self) -> &[Named] {
        &self.tables.schemes
    }

    /// The foreign laws that adequacy rows speak of.
    pub fn recipient_laws(&self) -> &[Named] {
        &self.tables.recipient_laws
    }

    /// Whether a foreign law binds bodies of a kind.
    pub fn binds_bodies(&self, law: &str, kind: BoundBody) -> bool {
        let mut laws = self.tables.recipient_laws.iter();
        laws.any(|it| it.id == law && it.binds.contains(&kind))
    }

    /// The schemes that extend one: who is in one of these is in that as well.
    pub fn scheme_extensions<'a>(&'a self, scheme: &'a str) -> impl Iterator<Item = &'a str> {
        let extends = move |it: &&Named| it.extends.as_deref() == Some(scheme);
        self.tables
            .schemes
            .iter()
            .filter(extends)
            .map(|it| it.id.as_str())
    }

    /// Every scheme in which a recipient must be for `scheme` to count: itself and what it extends.
    pub fn schemes_needed<'a>(&'a self, scheme: &str) -> Vec<&'a str> {
        let mut needed: Vec<&str> = Vec::new();
        let mut next = self.tables.schemes.iter().find(|named| named.id == scheme);
        while let Some(named) = next {
            // A scheme that extends itself in a circle must not loop.
            if needed.contains(&named.id.as_str()) {
                break;
            }
            needed.push(&named.id);
            next = named
                .extends
                .as_deref()
                .and_then(|base| self.tables.schemes.iter().find(|named| named.id == base));
        }
        needed
    }

    /// A condition in words that go on from "only if".
    pub fn condition_words(&self, condition: &AdequacyCondition) -> String {
        use AdequacyCondition as C;
        let title = |table: &[Named], id: &str| {
            table
                .iter()
                .find(|named| named.id == id)
                .map_or_else(|| id.to_owned(), |named| named.title.clone())
        };
        match condition {
            C::RecipientCertified(scheme) => {
                format!(
                    "the recipient is on {}",
                    title(&self.tables.schemes, scheme)
                )
            }
            C::RecipientSubjectTo(law) => {
                format!(
                    "the recipient is subject to {}",
                    title(&self.tables.recipient_laws, law)
                )
            }
            C::RecipientNot(kinds) => format!(
                "the recipient is no {}",
                list(kinds.iter().map(|kind| kind.words()))
            ),
            C::RecipientIs(Body::Epo) => {
                "the recipient is the European Patent Organisation".to_owned()
            }
            C::RecipientIs(Body::EuInstitution) => {
                "the recipient is an institution or body of the EU or the EEA".to_owned()
            }
            C::CommercialActivity => {
                "the recipient gets the data in the course of commercial activity".to_owned()
            }
            C::AutomatedProcessing => "the data are processed by automated means".to_owned(),
            C::NotFor(uses) => format!(
                "the data are not for {}",
                list(uses.iter().map(|activity| activity.words()))
            ),
            C::CertificationCoversDataClass => {
                "the entry of the recipient in the list covers this class of data".to_owned()
            }
            C::FlagSensitiveData => "sensitive data are pointed out to the recipient".to_owned(),
            C::Says(words) => words.clone(),
        }
    }
}

fn list(words: impl Iterator<Item = String>) -> String {
    words.collect::<Vec<_>>().join(", ")
}
