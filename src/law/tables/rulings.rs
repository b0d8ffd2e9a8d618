//! Rulings: about the law of importers' countries, against which a safeguard has to hold, and on how the
//! GDPR is to be read.

use jiff::civil::Date;

use super::LawRow;
use crate::law::Law;
use crate::law::head::{Text, raw_row};
use crate::law::reading::Reading;
use crate::law::row::{Regime, Row, has_row, words};

words! {
    /// What a ruling says.
    Finds {
        /// The law lets authorities reach the data beyond what is necessary, so that an instrument
        /// alone does not protect them.
        ProblematicLaw = "problematic-law",
        /// Exporters must assess, or assess in another way than before.
        Assessment = "assessment",
        /// How articles are to be read.
        Interpretation = "interpretation",
    }
}

/// A binding ruling, or an act that ends its effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulingRow {
    /// The head: the days on which what it finds holds.
    pub row: Row,
    /// What it says.
    pub finds: Finds,
    /// The countries it is about; empty: every one outside the territory.
    pub countries: Vec<String>,
    /// The laws it is about, by the words of a party's `access-laws`; empty: of everybody there.
    pub laws: Vec<String>,
    /// The articles that it says how to read, `6(1)(f)`.
    pub about: Vec<String>,
}

has_row!(RulingRow);

raw_row! {
    /// A ruling about the law of importers' countries, or on the articles of the GDPR.
    RawRuling in Rulings {
        /// What it says.
        finds: Finds,
        /// The countries it is about (ISO 3166-1, two letters); empty: every one outside.
        #[serde(default)]
        #[schemars(with = "Vec<String>")]
        countries: Vec<Text>,
        /// The laws it is about, by the words of a party's `access-laws`; empty: of everybody there.
        #[serde(default)]
        laws: Vec<String>,
        /// The articles that it says how to read, `6(1)(f)`.
        #[serde(default)]
        about: Vec<String>,
    }
}

impl LawRow for RulingRow {
    type Raw = RawRuling;

    fn read(raw: RawRuling, row: Row, reading: &mut Reading<'_>) -> Self {
        if raw.finds == Finds::Interpretation {
            reading.not_empty(&row, "about", raw.about.is_empty());
        }
        Self {
            row,
            about: raw.about,
            finds: raw.finds,
            countries: reading.countries(&raw.countries),
            laws: raw.laws,
        }
    }
}

impl RulingRow {
    fn is_about(&self, country: &str, laws: &[String]) -> bool {
        let here = self.countries.is_empty() || self.countries.iter().any(|code| code == country);
        let subject = self.laws.is_empty() || self.laws.iter().any(|law| laws.contains(law));
        here && subject
    }
}

/// Rulings.
impl Law {
    /// The ruling by which, on a day, the law of a country that an importer is subject to defeats an
    /// instrument that is not backed by a measure.
    pub fn ruled_problematic(
        &self,
        regime: Regime,
        country: &str,
        laws: &[String],
        day: Date,
    ) -> Option<&RulingRow> {
        self.tables.rulings.iter().find(|ruling| {
            ruling.finds == Finds::ProblematicLaw
                && ruling.is_about(country, laws)
                && self.applies(&ruling.row, regime, day)
        })
    }

    /// Whether a ruling found that the law of a country defeats instruments, and no longer does on a day.
    pub fn ruling_ended(&self, regime: Regime, country: &str, day: Date) -> bool {
        let about = |ruling: &&RulingRow| {
            ruling.finds == Finds::ProblematicLaw
                && ruling.row.is_of(regime)
                && ruling.countries.iter().any(|code| code == country)
        };
        let mut found = self.tables.rulings.iter().filter(about).peekable();
        found.peek().is_some() && found.all(|it| it.row.until.is_some_and(|last| last < day))
    }

    /// The latest change by a ruling after one day and up to another, and its day: that one began to
    /// hold or, where `ends_count`, no longer does.
    pub fn rulings_changed(
        &self,
        regime: Regime,
        (country, laws): (&str, &[String]),
        (after, until): (Date, Date),
        ends_count: bool,
    ) -> Option<(&RulingRow, Date)> {
        let ended = |row: &Row| row.until.and_then(|last| last.tomorrow().ok());
        self.tables
            .rulings
            .iter()
            .filter(|ruling| ruling.finds != Finds::Interpretation)
            .filter(|ruling| ruling.row.is_of(regime) && ruling.is_about(country, laws))
            .flat_map(|ruling| {
                let end = ended(&ruling.row).filter(|_| ends_count);
                let days = [ruling.row.from, end];
                days.into_iter().flatten().map(move |on| (ruling, on))
            })
            .filter(|(_, on)| *on > after && *on <= until)
            .max_by_key(|(_, on)| *on)
    }
}
