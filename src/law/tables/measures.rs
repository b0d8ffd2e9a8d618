//! Supplementary measures that can work against the law of the importer's country.

use jiff::civil::Date;

use super::LawRow;
use crate::law::Law;
use crate::law::head::raw_row;
use crate::law::reading::Reading;
use crate::law::row::{Regime, Row, has_row, words};

words! {
    /// In which way a supplementary measure can work against the law of the importer's country.
    Works {
        /// The importer cannot decrypt what it holds.
        Encryption = "encryption",
        /// The importer cannot identify the data subjects.
        Pseudonymisation = "pseudonymisation",
        /// What the importer holds means nothing without what others hold.
        SplitProcessing = "split-processing",
        /// The law that is the problem leaves this importer out.
        ProtectedRecipient = "protected-recipient",
        /// It does not: the importer can read the data, and must give them up.
        Never = "never",
    }
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

has_row!(MeasureRow);

raw_row! {
    /// A kind of supplementary measure.
    RawMeasure in Measures {
        /// What an instrument's `supplementary` calls it.
        words: Vec<String>,
        /// How it works.
        works: Works,
    }
}

impl LawRow for MeasureRow {
    type Raw = RawMeasure;

    fn read(raw: RawMeasure, row: Row, reading: &mut Reading<'_>) -> Self {
        reading.not_empty(&row, "words", raw.words.is_empty());
        Self {
            row,
            words: raw.words,
            works: raw.works,
        }
    }
}

/// Measures.
impl Law {
    /// What a word for a supplementary measure means on a day; `None` for one that the tables do not
    /// know, which never counts.
    pub fn measure(&self, word: &str, regime: Regime, day: Date) -> Option<&MeasureRow> {
        let plain = |text: &str| text.trim().to_lowercase().replace([' ', '_'], "-");
        let word = plain(word);
        self.tables.measures.iter().find(|measure| {
            measure.words.iter().any(|known| plain(known) == word)
                && self.applies(&measure.row, regime, day)
        })
    }
}
