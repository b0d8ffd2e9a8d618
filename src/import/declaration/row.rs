//! What a page says of parties, row by row.

use std::collections::BTreeMap;

use super::columns::Column;
use super::names::{self, VendorNames};
use super::page::Cell;
use super::places;
use crate::import::tables::Tables;
use crate::taxonomy::Country;

/// Words of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Words {
    /// The words; a line feed is a new line.
    pub text: String,
    /// The heading of their column.
    pub column: Option<String>,
    /// Where they begin: a byte of the page.
    pub at: usize,
    /// They are around the row, and may be about others.
    pub is_around: bool,
}

/// What a page says of a party.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    /// Its name.
    pub name: Words,
    /// The company, where another column or line names it.
    pub company: Option<Words>,
    /// What else is said, by what it is about.
    pub says: Vec<(Column, Words)>,
    /// Where links of the row lead to.
    pub links: Vec<String>,
    /// That these words name a party is a guess.
    pub is_guess: bool,
    /// Where its seat is taken to be if nothing states it, and why.
    pub assumed: Option<(Country, String)>,
}

impl Row {
    /// What is said about something.
    pub fn about(&self, column: Column) -> impl Iterator<Item = &Words> {
        let said = self.says.iter().filter(move |(of, _)| *of == column);
        said.map(|(_, words)| words)
    }
}

/// What was not read.
#[derive(Debug, Clone)]
pub(super) struct Unread {
    /// Where it begins.
    pub at: usize,
    /// Its words.
    pub words: String,
    /// Why.
    pub why: String,
    /// It is a whole table of so many rows.
    pub table: Option<usize>,
}

/// What a page says of parties.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub rows: Vec<Row>,
    pub unread: Vec<Unread>,
}

/// What is known in addition to the page.
pub(super) struct Known<'k> {
    pub vendors: &'k VendorNames<'k>,
    pub tables: &'k Tables,
}

impl Known<'_> {
    pub fn is_vendor(&self, name: &str) -> bool {
        self.vendors.find(name, &[]).is_some()
    }

    /// Whether words are places and nothing else.
    pub fn is_place(&self, words: &str) -> bool {
        places::read(words, self.tables).is_all()
    }
}

/// What was not read, and why.
pub(super) fn unread(at: usize, words: &str, why: &str) -> Unread {
    Unread {
        at,
        words: words.to_owned(),
        why: why.to_owned(),
        table: None,
    }
}

/// The words of a cell.
pub(super) fn words_of(cell: &Cell, column: Option<&str>) -> Words {
    Words {
        text: cell.text.trim().to_owned(),
        column: column.map(str::to_owned),
        at: cell.at,
        is_around: false,
    }
}

/// A party that a page names in one row or several.
#[derive(Debug)]
pub(super) struct Named<'r> {
    pub rows: Vec<&'r Row>,
}

impl Named<'_> {
    /// What is said of it about something.
    pub fn about(&self, column: Column) -> impl Iterator<Item = &Words> {
        self.rows.iter().flat_map(move |row| row.about(column))
    }

    /// The words for its company: where the page names one next to a product, that one.
    pub fn words(&self) -> Option<&Words> {
        let company = self.rows.iter().find_map(|row| row.company.as_ref());
        company.or_else(|| self.rows.first().map(|row| &row.name))
    }

    /// Where links of its rows lead to.
    pub fn links(&self) -> Vec<String> {
        let links = self.rows.iter().flat_map(|row| &row.links);
        links.cloned().collect()
    }
}

/// Rows that name one party, in the order of the first of each.
pub(super) fn grouped(rows: &[Row]) -> Vec<Named<'_>> {
    let mut order: Vec<(String, Named<'_>)> = Vec::new();
    let mut at = BTreeMap::new();
    for row in rows {
        let fold = match names::folded(&row.name.text) {
            fold if fold.is_empty() => row.name.text.clone(),
            fold => fold,
        };
        let next = order.len();
        let held = *at.entry(fold.clone()).or_insert(next);
        match order.get_mut(held) {
            Some((_, named)) => named.rows.push(row),
            None => order.push((fold, Named { rows: vec![row] })),
        }
    }
    order.into_iter().map(|(_, named)| named).collect()
}
