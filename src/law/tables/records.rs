//! The record of processing activities: its entries, and templates for it.

use jiff::civil::Date;

use super::LawRow;
use crate::law::Law;
use crate::law::head::raw_row;
use crate::law::reading::Reading;
use crate::law::row::{Regime, Row, has_row, words};

words! {
    /// Whose record an entry is part of.
    RecordHolder {
        /// The controller's.
        Controller = "controller",
        /// The processor's.
        Processor = "processor",
    }

    /// In which case an entry of the record is needed.
    RecordWhere {
        /// Always.
        Always = "always",
        /// Where there is such a thing.
        Applicable = "applicable",
        /// Where it can be said.
        Possible = "possible",
    }
}

/// An entry of the record of processing activities, or a template for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordRow {
    /// The head.
    pub row: Row,
    /// Whose record; `None` for what concerns both.
    pub holder: Option<RecordHolder>,
    /// The articles.
    pub articles: Vec<String>,
    /// In which case it is needed.
    pub needed: RecordWhere,
    /// For a template, its columns in their order.
    pub columns: Vec<String>,
}

has_row!(RecordRow);

raw_row! {
    /// An entry of the record of processing activities, or a template for it.
    RawRecord in Records {
        /// Whose record; absent for both.
        #[serde(default)]
        holder: Option<RecordHolder>,
        /// The articles.
        #[serde(default)]
        articles: Vec<String>,
        /// In which case it is needed; absent means always.
        #[serde(default, rename = "where")]
        needed: Option<RecordWhere>,
        /// For a template, its columns in their order.
        #[serde(default)]
        columns: Vec<String>,
    }
}

impl LawRow for RecordRow {
    type Raw = RawRecord;

    fn read(raw: RawRecord, row: Row, _: &mut Reading<'_>) -> Self {
        Self {
            row,
            holder: raw.holder,
            articles: raw.articles,
            needed: raw.needed.unwrap_or(RecordWhere::Always),
            columns: raw.columns,
        }
    }

    fn cited_by(&self) -> &[String] {
        &self.articles
    }
}

/// Records.
impl Law {
    /// The entries of the record of processing activities under a regime on a day.
    pub fn record_rows(&self, regime: Regime, day: Date) -> Vec<&RecordRow> {
        self.tables
            .records
            .iter()
            .filter(|row| self.applies(&row.row, regime, day))
            .collect()
    }

    /// A record's template by its row id.
    pub fn record_row(&self, id: &str) -> Option<&RecordRow> {
        self.tables.records.iter().find(|row| row.row.id == id)
    }
}
