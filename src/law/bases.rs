//! Legal bases, the conditions for special categories and criminal data, and the age of consent.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::Law;
use super::row::{Regime, Row, has_row, words};

words! {
    /// A class of data that needs a condition besides its legal basis.
    DataClass {
        /// The special categories of Art 9(1).
        SpecialCategory = "special-category",
        /// Data on criminal convictions and offences, Art 10.
        Criminal = "criminal",
    }

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
    /// Consent can be shown, told apart and withdrawn (Art 7).
    #[serde(rename = "consent-as-in-art-7")]
    ConsentAsInArt7,
    /// The duty or task is laid down in law (Art 6(3)).
    BasisInLaw,
    /// The interests are weighed against those of the person.
    BalancingTest,
    /// The notice says which interest it is.
    InterestNamedInNotice,
    /// Not for public authorities in the performance of their tasks.
    NotForPublicAuthorities,
    /// One of these interests.
    RecognisedInterest(Vec<RecognisedInterest>),
    /// No significant decision by automated means alone rests on it.
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

/// A condition for special categories or criminal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConditionRow {
    /// The head.
    pub row: Row,
    /// The article, `9(2)(h)` or `10`; for DPA 2018 Sch 1 `sch1-2`.
    pub article: String,
    /// The data that it opens.
    pub data: Vec<DataClass>,
    /// For DPA 2018 Sch 1: the articles that it fills.
    pub under: Vec<String>,
    /// What it asks for.
    pub conditions: Vec<BasisCondition>,
}

/// From which age children consent themselves, by country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConsentAgeRow {
    /// The head.
    pub row: Row,
    /// The age where a country under the regime has no entry.
    pub default_age: Option<u8>,
    /// The ages by country.
    pub ages: Vec<AgeEntry>,
}

/// The age in one country for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgeEntry {
    /// ISO 3166-1, two letters.
    pub country: String,
    /// In years.
    pub age: u8,
    /// First day, if it was not always so.
    pub from: Option<Date>,
    /// Last day, if it did not stay so.
    pub until: Option<Date>,
    /// Whether it was read in a source.
    pub checked: bool,
}

/// The age of consent in a country on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ConsentAge<'a> {
    /// In years.
    pub age: u8,
    /// Whether it was read in a source.
    pub checked: bool,
    /// The row that says so.
    pub row: &'a ConsentAgeRow,
}

has_row!(BasisRow, ConditionRow, ConsentAgeRow);

/// Legal bases and conditions.
impl Law {
    /// The legal bases that exist under a regime on a day, in the order of the articles.
    pub fn bases(&self, regime: Regime, day: Date) -> Vec<&BasisRow> {
        self.bases
            .iter()
            .filter(|row| self.applies(&row.row, regime, day))
            .collect()
    }

    /// The legal basis of an article, `6(1)(f)`, under a regime on a day.
    pub fn basis_row(&self, article: &str, regime: Regime, day: Date) -> Option<&BasisRow> {
        self.bases
            .iter()
            .find(|row| row.article == article && self.applies(&row.row, regime, day))
    }

    /// Every legal basis of an article of any regime and date.
    pub fn basis_rows(&self, article: &str) -> Vec<&BasisRow> {
        self.bases
            .iter()
            .filter(|row| row.article == article)
            .collect()
    }

    /// All rows of conditions, of whatever regime and day, in the order of the files.
    pub fn condition_rows(&self) -> &[ConditionRow] {
        &self.conditions
    }

    /// The conditions that exist under a regime on a day. A row with `national` set counts only
    /// for establishments in that country.
    pub fn conditions(&self, regime: Regime, day: Date) -> Vec<&ConditionRow> {
        self.conditions
            .iter()
            .filter(|row| self.applies(&row.row, regime, day))
            .collect()
    }

    /// The condition of an article, `9(2)(h)`, `10` or `sch1-2`, under a regime on a day. A row
    /// with `national` set counts only for establishments in that country.
    pub fn condition_row(&self, article: &str, regime: Regime, day: Date) -> Option<&ConditionRow> {
        self.conditions
            .iter()
            .find(|row| row.article == article && self.applies(&row.row, regime, day))
    }

    /// The conditions of DPA 2018 Sch 1 that fill an article, `9(2)(g)` or `10`, on a day.
    pub fn filling(&self, article: &str, regime: Regime, day: Date) -> Vec<&ConditionRow> {
        self.conditions(regime, day)
            .into_iter()
            .filter(|row| row.under.iter().any(|filled| filled == article))
            .collect()
    }

    /// Every article that a legal basis may be given by, once each.
    pub fn basis_articles(&self) -> Vec<&str> {
        once(self.bases.iter().map(|row| row.article.as_str()))
    }

    /// Every article that a condition may be given by, once each.
    pub fn condition_articles(&self) -> Vec<&str> {
        once(self.conditions.iter().map(|row| row.article.as_str()))
    }

    /// The days between which an age of consent holds, for those that did not always or will not
    /// ever, with the rows that they stand in.
    pub fn dated_ages(&self) -> impl Iterator<Item = (&Row, Option<Date>, Option<Date>)> {
        self.consent_ages.iter().flat_map(|row| {
            row.ages
                .iter()
                .map(move |age| (&row.row, age.from, age.until))
        })
    }

    /// From which age a child in a country consents to an online service itself; `None` where
    /// neither GDPR applies, and for parts of a member state of whose age nothing is known.
    pub fn child_consent_age(&self, country: &str, day: Date) -> Option<ConsentAge<'_>> {
        let country = self.country_code(country);
        let regime = self.regime_of_territory(country, day)?;
        let in_force = || {
            self.consent_ages
                .iter()
                .filter(|row| self.applies(&row.row, regime, day))
        };
        let listed = |row: &'_ ConsentAgeRow, code: &str| {
            row.ages
                .iter()
                .find(|entry| entry.holds(code, day))
                .map(|entry| (entry.age, entry.checked))
        };
        let given = |row, (age, checked)| ConsentAge { age, checked, row };
        let own = in_force().find(|row| row.row.national.as_deref() == Some(country));
        if let Some(row) = own {
            return listed(row, country).map(|found| given(row, found));
        }
        let row = in_force().find(|row| row.row.national.is_none())?;
        if let Some(found) = listed(row, country) {
            return Some(given(row, found));
        }
        match self.member_of_part(country, day) {
            Some(member) => listed(row, member).map(|found| given(row, found)),
            None => row
                .default_age
                .map(|age| given(row, (age, row.row.checked))),
        }
    }
}

impl AgeEntry {
    fn holds(&self, country: &str, day: Date) -> bool {
        self.country == country
            && self.from.is_none_or(|from| from <= day)
            && self.until.is_none_or(|until| day <= until)
    }
}

fn once<'a>(words: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut seen = Vec::new();
    for word in words {
        if !seen.contains(&word) {
            seen.push(word);
        }
    }
    seen
}
