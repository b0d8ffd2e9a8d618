//! Legal bases.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::LawRow;
use crate::law::Law;
use crate::law::head::raw_row;
use crate::law::reading::Reading;
use crate::law::row::{Regime, Row, has_row, words};

words! {
    /// A legitimate interest that UK law recognises as such.
    RecognisedInterest {
        /// Another body asks for the data for its public task.
        DisclosureForPublicTask = "disclosure-for-public-task",
        /// National security, public security, defence.
        SecurityAndDefence = "security-and-defence",
        /// Emergencies.
        Emergencies = "emergencies",
        /// Finding, looking into and preventing crime.
        Crime = "crime",
        /// Safeguarding vulnerable people.
        SafeguardingVulnerablePeople = "safeguarding-vulnerable-people",
    }
}

/// What a basis or a condition asks for besides.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum BasisCondition {
    /// Consent can be demonstrated, is distinguishable and can be withdrawn (Art 7).
    #[serde(rename = "consent-as-in-art-7")]
    ConsentAsInArt7,
    /// The duty or task is laid down in law (Art 6(3)).
    BasisInLaw,
    /// The interests are balanced against those of the data subject.
    BalancingTest,
    /// The notice says which interest it is.
    InterestNamedInNotice,
    /// Not for public authorities in the performance of their tasks.
    NotForPublicAuthorities,
    /// One of these interests.
    RecognisedInterest(Vec<RecognisedInterest>),
    /// No significant decision by automated means alone relies on it.
    NoSolelyAutomatedDecision,
    /// A legal basis of Art 6(1) as well.
    #[serde(rename = "art-6-basis-too")]
    Art6BasisToo,
    /// Someone bound to secrecy is responsible (Art 9(3)).
    ProfessionalSecrecy,
    /// A condition of DPA 2018 Sch 1 as well; see [`Law::filling`].
    #[serde(rename = "schedule-1-condition")]
    Schedule1Condition,
    /// Control of official authority, or authorised by law.
    OfficialAuthorityOrLaw,
    /// An appropriate policy document.
    PolicyDocument,
    /// Something that only a person can judge.
    Says(String),
}

/// A legal basis of Art 6(1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BasisRow {
    /// The head.
    pub row: Row,
    /// The article, `6(1)(a)`.
    pub article: String,
    /// What it asks for.
    pub conditions: Vec<BasisCondition>,
}

has_row!(BasisRow);

raw_row! {
    /// A legal basis.
    RawBasis in Bases {
        /// The article, `6(1)(a)`.
        article: String,
        /// What it asks for.
        #[serde(default)]
        conditions: Vec<BasisCondition>,
    }
}

impl LawRow for BasisRow {
    type Raw = RawBasis;

    fn read(raw: RawBasis, row: Row, _: &mut Reading<'_>) -> Self {
        Self {
            row,
            article: raw.article,
            conditions: raw.conditions,
        }
    }

    fn cited_by(&self) -> &[String] {
        std::slice::from_ref(&self.article)
    }
}

/// Legal bases.
impl Law {
    /// The legal bases that exist under a regime on a day, in the order of the articles.
    pub fn bases(&self, regime: Regime, day: Date) -> Vec<&BasisRow> {
        self.tables
            .bases
            .iter()
            .filter(|row| self.applies(&row.row, regime, day))
            .collect()
    }

    /// The legal basis of an article, `6(1)(f)`, under a regime on a day.
    pub fn basis_row(&self, article: &str, regime: Regime, day: Date) -> Option<&BasisRow> {
        self.tables
            .bases
            .iter()
            .find(|row| row.article == article && self.applies(&row.row, regime, day))
    }

    /// Every legal basis of an article of any regime and date.
    pub fn basis_rows(&self, article: &str) -> Vec<&BasisRow> {
        self.tables
            .bases
            .iter()
            .filter(|row| row.article == article)
            .collect()
    }

    /// Every article that a legal basis may be given by, once each.
    pub fn basis_articles(&self) -> Vec<&str> {
        once(self.tables.bases.iter().map(|row| row.article.as_str()))
    }
}

/// Each word once, in the order of the first times.
pub(super) fn once<'a>(words: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen = Vec::new();
    for word in words {
        if !seen.contains(&word) {
            seen.push(word);
        }
    }
    seen
}
