//! Rules that policies cite, and the entries of the record of processing activities.

use jiff::civil::Date;

use super::Law;
use super::row::{HasRow, Regime, Row, Table, has_row, words};

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

/// A rule that policies cite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleRow {
    /// The head.
    pub row: Row,
    /// The keys by which it is cited, `5(1)(b)`.
    pub keys: Vec<String>,
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

has_row!(RuleRow, RecordRow);

/// Citations.
impl Law {
    /// The row that a policy cites by a key (an article, `28(3)`, a key of the rules, or a row's
    /// id) as it stands under a regime on a day: of the rows in force, the one that began last.
    /// A row with `national` set counts only for establishments in that country.
    pub fn citation(&self, key: &str, regime: Regime, day: Date) -> Option<&Row> {
        self.cited(key)
            .into_iter()
            .filter(|row| self.applies(row, regime, day))
            // The first of equals: rules before the other tables.
            .reduce(|best, row| if row.from > best.from { row } else { best })
    }

    /// Every row that a key cites, of any regime and day; none means that the key is not known.
    pub fn cited(&self, key: &str) -> Vec<&Row> {
        let mut rows: Vec<&Row> = self
            .keys
            .get(key)
            .into_iter()
            .flatten()
            .filter_map(|(table, at)| self.at(*table, *at))
            .collect();
        if rows.is_empty() {
            rows.extend(self.row(key));
        }
        rows
    }

    /// Every key that can be cited, ids aside, in alphabetical order.
    pub fn citation_keys(&self) -> impl Iterator<Item = &str> {
        self.keys.keys().map(String::as_str)
    }

    /// The entries of the record of processing activities under a regime on a day.
    pub fn record_rows(&self, regime: Regime, day: Date) -> Vec<&RecordRow> {
        self.records
            .iter()
            .filter(|row| self.applies(&row.row, regime, day))
            .collect()
    }

    /// A record's template by its row id.
    pub fn record_row(&self, id: &str) -> Option<&RecordRow> {
        self.records.iter().find(|row| row.row.id == id)
    }

    /// Puts every key of every row into the index.
    pub(super) fn index_keys(&mut self) {
        let mut index: Vec<(String, Table, usize)> = Vec::new();
        for (at, row) in self.rules.iter().enumerate() {
            index.extend(row.keys.iter().map(|key| (key.clone(), Table::Rules, at)));
        }
        for (at, row) in self.bases.iter().enumerate() {
            index.push((row.article.clone(), Table::Bases, at));
        }
        for (at, row) in self.conditions.iter().enumerate() {
            index.push((row.article.clone(), Table::Conditions, at));
        }
        for (at, row) in self.notice_items.iter().enumerate() {
            index.extend(
                row.articles
                    .iter()
                    .map(|key| (key.clone(), Table::NoticeItems, at)),
            );
        }
        for (at, row) in self.records.iter().enumerate() {
            index.extend(
                row.articles
                    .iter()
                    .map(|key| (key.clone(), Table::Records, at)),
            );
        }
        self.keys.clear();
        for (key, table, at) in index {
            self.keys.entry(key).or_default().push((table, at));
        }
    }

    /// The head of the row at a place of a table.
    pub(super) fn at(&self, table: Table, at: usize) -> Option<&Row> {
        match table {
            Table::Rules => self.rules.get(at).map(HasRow::row),
            Table::Bases => self.bases.get(at).map(HasRow::row),
            Table::Conditions => self.conditions.get(at).map(HasRow::row),
            Table::NoticeItems => self.notice_items.get(at).map(HasRow::row),
            Table::Records => self.records.get(at).map(HasRow::row),
            Table::Adequacy => self.adequacy.get(at).map(HasRow::row),
            Table::Instruments => self.instruments.get(at).map(HasRow::row),
            Table::Duties => self.duties.get(at).map(HasRow::row),
            Table::Rulings => self.rulings.get(at).map(HasRow::row),
            Table::Measures => self.measures.get(at).map(HasRow::row),
            Table::ConsentAges => self.consent_ages.get(at).map(HasRow::row),
            Table::Territory => self.territory.get(at).map(HasRow::row),
            Table::Aliases => self.aliases.get(at).map(HasRow::row),
        }
    }
}
