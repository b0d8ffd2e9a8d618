//! Conditions for special categories and criminal data.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Deserialize;

use super::LawRow;
use super::bases::{BasisCondition, once};
use crate::law::Law;
use crate::law::head::raw_row;
use crate::law::reading::{Reading, Reference};
use crate::law::row::{Regime, Row, has_row, words};
use crate::taxonomy::Country;

words! {
    /// A class of data that needs a condition besides its legal basis.
    DataClass {
        /// The special categories of Art 9(1).
        SpecialCategory = "special-category",
        /// Data on criminal convictions and offences, Art 10.
        Criminal = "criminal",
    }

    /// Whom data may be disclosed to without the policy document that a condition of DPA 2018 Sch 1 asks for.
    DocumentFree {
        /// A public authority, as a competent authority is one (para 10(2)).
        PublicAuthority = "public-authority",
        /// A party other than the controller, such as a body against doping (para 27(3)).
        Another = "another",
    }

    /// A special category of Art 9(1).
    SpecialCategory {
        /// Racial or ethnic origin.
        Origin = "racial-or-ethnic-origin",
        /// Political opinions.
        Politics = "political-opinions",
        /// Religious or philosophical beliefs.
        Belief = "religious-or-philosophical-beliefs",
        /// Trade union membership.
        TradeUnion = "trade-union-membership",
        /// Genetic data.
        Genetic = "genetic-data",
        /// Biometric data that identify somebody.
        Biometric = "biometric-data",
        /// Data on health.
        Health = "health",
        /// Data on sex life.
        SexLife = "sex-life",
        /// Data on sexual orientation.
        Orientation = "sexual-orientation",
    }
}

/// A use that a condition opens although it is filed under marketing, such as the campaigns of parties.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct OpenedUse {
    /// The purpose, by its id in the vocabulary.
    pub purpose: String,
    /// The special categories that it is opened for.
    pub data: Vec<SpecialCategory>,
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
    /// The special categories that it opens, where it does not open all of them; else empty.
    pub limited_to: Vec<SpecialCategory>,
    /// The uses that it opens although they are filed under marketing.
    pub opens_for: Vec<OpenedUse>,
    /// For DPA 2018 Sch 1: the articles that it fills.
    pub under: Vec<String>,
    /// What it asks for.
    pub conditions: Vec<BasisCondition>,
    /// Whom data may be disclosed to without the policy document that it asks for.
    pub no_document_to: Option<DocumentFree>,
}

has_row!(ConditionRow);

raw_row! {
    /// A condition for special categories or criminal data.
    RawCondition in Conditions {
        /// The article, `9(2)(h)` or `10`; for DPA 2018 Sch 1 `sch1-2`.
        article: String,
        /// The data that it opens.
        data: Vec<DataClass>,
        /// The special categories that it opens, where it does not open all of them.
        #[serde(default)]
        limited_to: Vec<SpecialCategory>,
        /// The uses that it opens although they are filed under marketing.
        #[serde(default)]
        opens_for: Vec<OpenedUse>,
        /// For DPA 2018 Sch 1: the articles that it fills.
        #[serde(default)]
        under: Vec<String>,
        /// What it asks for.
        #[serde(default)]
        conditions: Vec<BasisCondition>,
        /// Whom data may be disclosed to without the policy document that it asks for.
        #[serde(default)]
        no_document_to: Option<DocumentFree>,
    }
}

impl LawRow for ConditionRow {
    type Raw = RawCondition;

    fn read(raw: RawCondition, row: Row, reading: &mut Reading<'_>) -> Self {
        reading.not_empty(&row, "data", raw.data.is_empty());
        for article in &raw.under {
            reading.refer(Reference::Article(article.clone()), row.span);
        }
        Self {
            row,
            article: raw.article,
            data: raw.data,
            limited_to: raw.limited_to,
            opens_for: raw.opens_for,
            under: raw.under,
            conditions: raw.conditions,
            no_document_to: raw.no_document_to,
        }
    }

    fn cited_by(&self) -> &[String] {
        std::slice::from_ref(&self.article)
    }
}

/// Conditions.
impl Law {
    /// All rows of conditions, of whatever regime and day, in the order of the files.
    pub fn condition_rows(&self) -> &[ConditionRow] {
        &self.tables.conditions
    }

    /// The conditions that exist under a regime on a day. A row with `national` set counts only
    /// for establishments in that country.
    pub fn conditions(&self, regime: Regime, day: Date) -> Vec<&ConditionRow> {
        self.tables
            .conditions
            .iter()
            .filter(|row| self.applies(&row.row, regime, day))
            .collect()
    }

    /// The condition of an article, `9(2)(h)`, `10` or `sch1-2`, under a regime on a day. A row
    /// with `national` set counts only for establishments in that country.
    pub fn condition_row(&self, article: &str, regime: Regime, day: Date) -> Option<&ConditionRow> {
        self.tables
            .conditions
            .iter()
            .find(|row| row.article == article && self.applies(&row.row, regime, day))
    }

    /// The conditions of DPA 2018 Sch 1 that fill an article, `9(2)(g)` or `10`, on a day for a controller with a seat.
    pub fn filling(
        &self,
        article: &str,
        regime: Regime,
        day: Date,
        seat: Option<&Country>,
    ) -> Vec<&ConditionRow> {
        self.conditions(regime, day)
            .into_iter()
            .filter(|row| row.under.iter().any(|filled| filled == article))
            .filter(|row| self.binds(&row.row, regime, day, seat))
            .collect()
    }

    /// Every article that a condition may be given by, once each.
    pub fn condition_articles(&self) -> Vec<&str> {
        once(
            self.tables
                .conditions
                .iter()
                .map(|row| row.article.as_str()),
        )
    }
}
