//! Words that a notice uses for what protects a transfer, or for the law that it cites.

use jiff::civil::Date;

use super::LawList;
use super::instruments::{InstrumentRow, SafeguardClass};
use crate::input::Span;
use crate::law::Law;
use crate::law::head::Text;
use crate::law::reading::{Reading, Reference};
use crate::law::row::{Regime, Row};
use schemars::JsonSchema;
use serde::Deserialize;

/// A word for one or several kinds of instrument, or for a law.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mechanism {
    /// The word.
    pub word: String,
    /// What it means.
    pub title: String,
    /// The kinds that it says exactly.
    pub names: Vec<String>,
    /// The kinds that it covers without saying which.
    pub broader_than: Vec<String>,
    /// The classes whose kinds it covers without saying which.
    pub broader_than_class: Vec<SafeguardClass>,
    /// For a word that means a law: the rows that say when that law holds.
    pub rests_on: Vec<String>,
    /// The row with whose last day the word stops being right under a regime.
    pub ends: Vec<(Regime, String)>,
    /// Where the word is.
    pub span: Span,
}

/// How exactly a word says a kind of instrument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// The word is broader than the kind.
    Broader,
    /// The word says the kind.
    Named,
}

/// Whether what a word means can be relied on by anyone under a regime on a day, be it with a
/// contract concluded earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MechanismState<'a> {
    /// It can.
    InForce {
        /// The row that says so, the one that lasts longest.
        row: Option<&'a Row>,
        /// The last day on which it can, if that is known already.
        last_day: Option<Date>,
    },
    /// It will.
    NotYet {
        /// The row that begins later.
        row: &'a Row,
    },
    /// It could.
    Expired {
        /// The row that ended last.
        row: &'a Row,
        /// Its last day.
        last_day: Date,
    },
    /// It can under the other regime only.
    OtherRegime {
        /// The other regime's row.
        row: &'a Row,
    },
    /// No row knows the word.
    Unknown,
}

/// A word that a notice uses for what protects a transfer, or for the law it cites.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::law) struct RawMechanism {
    /// The word.
    word: Text,
    /// What it means.
    title: String,
    /// The kinds of instrument that it says exactly.
    #[serde(default)]
    names: Vec<Text>,
    /// The kinds that it covers without saying which.
    #[serde(default)]
    broader_than: Vec<Text>,
    /// The classes whose kinds it covers without saying which.
    #[serde(default)]
    broader_than_class: Vec<SafeguardClass>,
    /// For a word that means a law: the rows that say when that law holds.
    #[serde(default)]
    rests_on: Vec<Text>,
    /// The row with whose last day the word stops being right under a regime.
    #[serde(default)]
    ends: Vec<RawEnd>,
}

/// When a word stops being right under a regime.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(in crate::law) struct RawEnd {
    /// The regime.
    regime: Regime,
    /// The row with whose last day it does.
    with: Text,
}

impl LawList for Mechanism {
    type Raw = RawMechanism;

    fn name(&self) -> &String {
        &self.word
    }

    fn read(raw: RawMechanism, reading: &mut Reading<'_>) -> Option<Self> {
        if !reading.is_new("word", &raw.word) {
            return None;
        }
        let mut refer = |texts: &[Text], to: fn(String) -> Reference| -> Vec<String> {
            for text in texts {
                let span = reading.span(text);
                reading.refer(to(text.value.clone()), span);
            }
            texts.iter().map(|text| text.value.clone()).collect()
        };
        let names = refer(&raw.names, Reference::Instrument);
        let broader_than = refer(&raw.broader_than, Reference::Instrument);
        let rests_on = refer(&raw.rests_on, Reference::AnyRow);
        let mut ends = Vec::new();
        for end in raw.ends {
            refer(std::slice::from_ref(&end.with), Reference::AnyRow);
            ends.push((end.regime, end.with.value));
        }
        let span = reading.span(&raw.word);
        Some(Self {
            word: raw.word.value,
            title: raw.title,
            names,
            broader_than,
            broader_than_class: raw.broader_than_class,
            rests_on,
            ends,
            span,
        })
    }
}

/// Mechanisms.
impl Law {
    /// The words that are no kinds of instrument, in the order of the files.
    pub fn mechanisms(&self) -> &[Mechanism] {
        &self.tables.mechanisms
    }

    /// Every word that a notice may use: kinds of instrument, then the other words.
    pub fn mechanism_words(&self) -> Vec<&str> {
        let mut words = self.instrument_kinds();
        words.extend(
            self.tables
                .mechanisms
                .iter()
                .map(|mechanism| mechanism.word.as_str()),
        );
        words
    }

    /// Whether a word is a kind of instrument or another word for one.
    pub fn known_mechanism(&self, word: &str) -> bool {
        self.mechanism(word).is_some() || self.instrument_rows(word).next().is_some()
    }

    /// The entry of a word that is no kind of instrument.
    pub fn mechanism(&self, word: &str) -> Option<&Mechanism> {
        self.tables
            .mechanisms
            .iter()
            .find(|mechanism| mechanism.word == word)
    }

    /// How exactly a word covers a kind of instrument; `None` if it does not cover it.
    ///
    /// Kinds joined by `+` (`eu-scc-2021+uk-addendum`) are used together: a word that says only
    /// one of them is broader than the two.
    pub fn mechanism_covers(&self, word: &str, kind: &str) -> Option<Precision> {
        if word == kind {
            return Some(Precision::Named);
        }
        let parts: Vec<Option<Precision>> = kind
            .split('+')
            .map(|part| self.covers_part(word, part))
            .collect();
        if parts.iter().all(|part| *part == Some(Precision::Named)) {
            return Some(Precision::Named);
        }
        if parts.iter().any(Option::is_some) || self.covers_part(word, kind).is_some() {
            return Some(Precision::Broader);
        }
        None
    }

    /// Whether words together name a kind that is made of parts: `eu-scc-2021` and `uk-addendum` name the clauses with
    /// the addendum. The part that is the instrument under a regime names it there: the clauses in the EU, the
    /// addendum in the United Kingdom.
    pub fn mechanisms_cover(&self, words: &[&str], kind: &str, regime: Regime) -> bool {
        let named = |part: &str| {
            let mut words = words.iter();
            words.any(|word| self.covers_part(word, part) == Some(Precision::Named))
        };
        let of_regime = self.instrument_rows(kind).filter(|it| it.row.is_of(regime));
        let mut parts_there = of_regime.flat_map(|it| {
            let parts = kind.split('+');
            parts.filter(|part| it.kinds.iter().any(|kind| kind == part))
        });
        kind.contains('+') && (kind.split('+').all(named) || parts_there.any(named))
    }

    /// Whether a kind is adequacy under a regime and another one a framework that adequacy under that regime has as a
    /// condition: who relies on the framework relies on the adequacy decision on it, and Art 13(1)(f) asks for that.
    fn is_adequacy_with(&self, kind: &str, framework: &str) -> bool {
        let rows = |kind: &str, has_own_dates: bool| -> Vec<&InstrumentRow> {
            let rows = self.instrument_rows(kind);
            let rows = rows.filter(|it| it.class == SafeguardClass::Adequacy);
            rows.filter(|it| it.dates_of.is_none() == has_own_dates)
                .collect()
        };
        let frameworks = rows(framework, false);
        rows(kind, true).iter().any(|it| {
            let mut regimes = it.row.regimes.iter();
            regimes.any(|regime| frameworks.iter().any(|it| it.row.is_of(*regime)))
        })
    }

    fn covers_part(&self, word: &str, kind: &str) -> Option<Precision> {
        if word == kind {
            return Some(Precision::Named);
        }
        if self.is_adequacy_with(word, kind) {
            return Some(Precision::Named);
        }
        let mechanism = self.mechanism(word)?;
        if mechanism.names.iter().any(|name| name == kind) {
            return Some(Precision::Named);
        }
        self.instrument_rows(kind)
            .any(|row| mechanism.is_broader_than(kind, row))
            .then_some(Precision::Broader)
    }

    /// Whether what a word means can be relied on by anyone under a regime on a day.
    pub fn mechanism_in_force(&self, word: &str, regime: Regime, day: Date) -> MechanismState<'_> {
        let Some(mechanism) = self.mechanism(word) else {
            let rows: Vec<&Row> = self.instrument_rows(word).map(|row| &row.row).collect();
            return self.state_of(&rows, regime, day);
        };
        let end = mechanism
            .ends
            .iter()
            .find(|(of, _)| *of == regime)
            .and_then(|(_, id)| self.row(id));
        if let Some(row) = end {
            return match row.last_day() {
                Some(last_day) if last_day < day => MechanismState::Expired { row, last_day },
                last_day => MechanismState::InForce {
                    row: Some(row),
                    last_day,
                },
            };
        }
        let mut rows: Vec<&Row> = mechanism
            .rests_on
            .iter()
            .filter_map(|id| self.row(id))
            .collect();
        for instrument in &self.tables.instruments {
            let meant = instrument.kinds.iter().any(|kind| {
                mechanism.names.contains(kind) || mechanism.is_broader_than(kind, instrument)
            });
            if meant {
                rows.push(&instrument.row);
            }
        }
        self.state_of(&rows, regime, day)
    }

    fn state_of<'a>(&'a self, rows: &[&'a Row], regime: Regime, day: Date) -> MechanismState<'a> {
        let usable: Vec<&Row> = rows.iter().copied().filter(|row| !row.never).collect();
        // A country's own law is part of whichever regime applies there on the day.
        let is_own = |row: &&Row| match &row.national {
            Some(country) => {
                row.is_of(regime) || self.regime_of_territory(country, day) == Some(regime)
            }
            None => row.is_of(regime),
        };
        let own = || usable.iter().copied().filter(is_own);
        // An open row outlasts every dated one.
        let lasting = |row: &&Row| row.last_day().unwrap_or(Date::MAX);
        if let Some(row) = own().filter(|row| row.in_force(day)).max_by_key(lasting) {
            return MechanismState::InForce {
                row: Some(row),
                last_day: row.last_day(),
            };
        }
        let ended = |row: &&Row| row.has_ended(day);
        let expired = own().filter(ended).max_by_key(lasting);
        if let Some((row, last_day)) = expired.and_then(|row| Some((row, row.last_day()?))) {
            return MechanismState::Expired { row, last_day };
        }
        if let Some(row) = own().min_by_key(|row| row.from) {
            return MechanismState::NotYet { row };
        }
        // What ended in every regime is expired; else it is the other regime's.
        match usable.iter().copied().max_by_key(lasting) {
            Some(row) => match row.last_day().filter(|last| *last < day) {
                Some(last_day) => MechanismState::Expired { row, last_day },
                None => MechanismState::OtherRegime { row },
            },
            None => MechanismState::Unknown,
        }
    }
}

impl Mechanism {
    fn is_broader_than(&self, kind: &str, row: &InstrumentRow) -> bool {
        self.broader_than.iter().any(|name| name == kind)
            || self.broader_than_class.contains(&row.class)
    }
}
