//! What makes a safeguard hold against the law of the importer's country: rulings about such laws,
//! and the supplementary measures that can work against them.

use jiff::civil::Date;

use super::Law;
use super::row::{Regime, Row, has_row, words};

words! {
    /// What a ruling says.
    Finds {
        /// The law lets authorities reach the data beyond what is necessary, so that an instrument
        /// alone does not protect them.
        ProblematicLaw = "problematic-law",
        /// Exporters must assess, or assess in another way than before.
        Assessment = "assessment",
    }

    /// In which way a supplementary measure can work against the law of the importer's country.
    Works {
        /// The importer cannot decrypt what it holds.
        Encryption = "encryption",
        /// The importer cannot tell who the people are.
        Pseudonymisation = "pseudonymisation",
        /// What the importer holds means nothing without what others hold.
        SplitProcessing = "split-processing",
        /// The law that is the problem leaves this importer out.
        ProtectedRecipient = "protected-recipient",
        /// It does not: the importer can read the data, and must give them up.
        Never = "never",
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
}

/// A kind of supplementary measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasureRow {
    /// The head.
    pub row: Row,
    /// What an instrument's `supplementary` calls it.
    pub words: Vec<String>,
    /// How it works.
    pub works: Works,
}

has_row!(RulingRow, MeasureRow);

impl RulingRow {
    fn is_about(&self, country: &str, laws: &[String]) -> bool {
        let here = self.countries.is_empty() || self.countries.iter().any(|code| code == country);
        let subject = self.laws.is_empty() || self.laws.iter().any(|law| laws.contains(law));
        here && subject
    }
}

/// What holds against the law of the importer's country.
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
        self.rulings.iter().find(|ruling| {
            ruling.finds == Finds::ProblematicLaw
                && ruling.is_about(country, laws)
                && self.applies(&ruling.row, regime, day)
        })
    }

    /// The latest change by a ruling after one day and up to another, and its day: that one began to
    /// hold, or no longer does.
    pub fn rulings_changed(
        &self,
        regime: Regime,
        country: &str,
        laws: &[String],
        (after, until): (Date, Date),
    ) -> Option<(&RulingRow, Date)> {
        let ended = |row: &Row| row.until.and_then(|last| last.tomorrow().ok());
        self.rulings
            .iter()
            .filter(|ruling| ruling.row.is_of(regime) && ruling.is_about(country, laws))
            .flat_map(|ruling| {
                let days = [ruling.row.from, ended(&ruling.row)];
                days.into_iter().flatten().map(move |on| (ruling, on))
            })
            .filter(|(_, on)| *on > after && *on <= until)
            .max_by_key(|(_, on)| *on)
    }

    /// What a word for a supplementary measure means on a day; `None` for one that the tables do not
    /// know, which never counts.
    pub fn measure(&self, word: &str, regime: Regime, day: Date) -> Option<&MeasureRow> {
        let plain = |text: &str| text.trim().to_lowercase().replace([' ', '_'], "-");
        let word = plain(word);
        self.measures.iter().find(|measure| {
            measure.words.iter().any(|known| plain(known) == word)
                && self.applies(&measure.row, regime, day)
        })
    }
}
