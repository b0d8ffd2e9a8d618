//! What a privacy notice must state, item by item, by regime and day.

use indexmap::IndexMap;
use jiff::civil::Date;

use super::LawRow;
use super::notice_keys::NoticeKey;
use crate::law::Law;
use crate::law::head::raw_row;
use crate::law::reading::{Reading, Reference};
use crate::law::row::{Regime, Row, has_row, words};

words! {
    /// The case in which something must be stated.
    When {
        /// In every notice.
        Always = "always",
        /// The controller has a data protection officer.
        DpoAppointed = "dpo-appointed",
        /// The controller has a representative (Art 27).
        RepresentativeAppointed = "representative-appointed",
        /// Something relies on legitimate interests.
        BasisLegitimateInterests = "basis-legitimate-interests",
        /// Something relies on consent.
        BasisConsent = "basis-consent",
        /// Something relies on consent or a contract (Art 20(1)).
        BasisConsentOrContract = "basis-consent-or-contract",
        /// Something relies on a public task or on legitimate interests, or is direct marketing (Art 21(1)
        /// and (2)).
        BasisOpenToObjection = "basis-open-to-objection",
        /// Somebody receives the data.
        Recipients = "recipients",
        /// There is a restricted transfer.
        RestrictedTransfer = "restricted-transfer",
        /// A transfer relies on Art 46, 47 or 49(1) second subparagraph.
        Article46Safeguard = "article-46-safeguard",
        /// There are automated decisions with significant effects.
        AutomatedDecision = "automated-decision",
        /// Data come from the person.
        ObtainedFromPerson = "obtained-from-person",
        /// Data come from elsewhere.
        ObtainedElsewhere = "obtained-elsewhere",
        /// Data are about to be used for a new purpose.
        NewPurpose = "new-purpose",
    }

    /// What a row about notices is.
    NoticeRole {
        /// Information to state.
        Item = "item",
        /// New words for information to state.
        Rewording = "rewording",
        /// When a notice is due.
        Timing = "timing",
        /// How a notice must look.
        Manner = "manner",
        /// Who is exempt.
        Exemption = "exemption",
    }
}

/// A row about notices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeItemRow {
    /// The head.
    pub row: Row,
    /// What it is.
    pub role: NoticeRole,
    /// The articles, `13(1)(c)`.
    pub articles: Vec<String>,
    /// The keys that it asks for, each with its case.
    pub states: IndexMap<String, When>,
    /// Of an exemption: the articles that it frees from, `13` for data that come from the person,
    /// `14` for data that come from elsewhere, and `5(1)(b)` for purpose limitation; empty where an estate
    /// cannot rely on it by name.
    pub frees_from: Vec<String>,
    /// Of an exemption: whether it is for public authorities alone.
    pub authorities_only: bool,
}

has_row!(NoticeItemRow);

raw_row! {
    /// Something about notices.
    RawNoticeItem in NoticeItems {
        /// What it is; absent means information to state.
        #[serde(default)]
        role: Option<NoticeRole>,
        /// The articles, `13(1)(c)`.
        articles: Vec<String>,
        /// The keys that it asks for, each with its case.
        #[serde(default)]
        states: IndexMap<String, When>,
        /// Of an exemption: the articles that it frees from, `13` for data that come from the person,
        /// `14` for data that come from elsewhere, and `5(1)(b)` for purpose limitation.
        #[serde(default)]
        frees_from: Vec<String>,
        /// Of an exemption: it is for public authorities alone.
        #[serde(default)]
        authorities_only: bool,
    }
}

impl LawRow for NoticeItemRow {
    type Raw = RawNoticeItem;

    fn read(raw: RawNoticeItem, row: Row, reading: &mut Reading<'_>) -> Self {
        for key in raw.states.keys() {
            reading.refer(Reference::NoticeKey(key.clone()), row.span);
        }
        let role = raw.role.unwrap_or(NoticeRole::Item);
        if role == NoticeRole::Item {
            reading.not_empty(&row, "states", raw.states.is_empty());
        }
        Self {
            row,
            role,
            articles: raw.articles,
            states: raw.states,
            frees_from: raw.frees_from,
            authorities_only: raw.authorities_only,
        }
    }

    fn cited_by(&self) -> &[String] {
        &self.articles
    }
}

/// One thing that a notice must state, from all rows that ask for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeItem<'a> {
    /// The key that statements use.
    pub key: &'a str,
    /// What it is, in words that follow "the notice does not state".
    pub title: &'a str,
    /// The case in which it must be stated.
    pub when: When,
    /// The articles that ask for it, once each, in the order of the rows.
    pub articles: Vec<&'a str>,
    /// The rows that ask for it, in the order of the file.
    pub rows: Vec<&'a Row>,
}

/// Notices.
impl Law {
    /// What a notice must state under a regime on a day, one item per key, in the order of the keys.
    /// The rows of Arts 13 and 14 that ask for the same are one item.
    pub fn notice_items(&self, regime: Regime, day: Date) -> Vec<NoticeItem<'_>> {
        let rows: Vec<&NoticeItemRow> = self
            .tables
            .notice_items
            .iter()
            .filter(|row| self.applies(&row.row, regime, day))
            .collect();
        self.tables
            .notice_keys
            .iter()
            .filter_map(|key| NoticeItem::gather(key, &rows))
            .collect()
    }

    /// The keys of all items of notices, in the order in which they are listed.
    pub fn notice_keys(&self) -> impl Iterator<Item = &str> {
        self.tables.notice_keys.iter().map(|it| it.key.as_str())
    }

    /// Every exemption on which an estate may rely by name, of whatever regime and day.
    pub fn exemptions(&self) -> impl Iterator<Item = &NoticeItemRow> {
        let rows = self.tables.notice_items.iter();
        rows.filter(|row| row.role == NoticeRole::Exemption && !row.frees_from.is_empty())
    }

    /// The exemption with an id, of whatever regime and day.
    pub fn exemption(&self, id: &str) -> Option<&NoticeItemRow> {
        self.exemptions().find(|row| row.row.id == id)
    }

    /// Every row about notices of a regime on a day, items or not.
    pub fn notice_rows(&self, regime: Regime, day: Date) -> Vec<&NoticeItemRow> {
        self.tables
            .notice_items
            .iter()
            .filter(|row| self.applies(&row.row, regime, day))
            .collect()
    }
}

impl<'a> NoticeItem<'a> {
    fn gather(key: &'a NoticeKey, rows: &[&'a NoticeItemRow]) -> Option<Self> {
        let mut asking = rows
            .iter()
            .filter_map(|row| Some((*row, *row.states.get(&key.key)?)));
        let (first, when) = asking.next()?;
        let mut item = Self {
            key: &key.key,
            title: &key.title,
            when,
            articles: Vec::new(),
            rows: Vec::new(),
        };
        item.add(first);
        for (row, case) in asking {
            item.add(row);
            // Asked for always by one row, it is asked for always.
            if case == When::Always {
                item.when = When::Always;
            }
        }
        Some(item)
    }

    fn add(&mut self, row: &'a NoticeItemRow) {
        self.rows.push(&row.row);
        for article in &row.articles {
            if !self.articles.contains(&article.as_str()) {
                self.articles.push(article);
            }
        }
    }
}
