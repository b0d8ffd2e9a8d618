//! Rules that policies cite.

use super::LawRow;
use crate::law::head::raw_row;
use crate::law::reading::Reading;
use crate::law::row::{Row, has_row};

/// A rule that policies cite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleRow {
    /// The head.
    pub row: Row,
    /// The keys by which it is cited, `5(1)(b)`.
    pub keys: Vec<String>,
}

has_row!(RuleRow);

raw_row! {
    /// A rule that policies cite.
    RawRule in Rules {
        /// The keys by which it is cited, `5(1)(b)`.
        keys: Vec<String>,
    }
}

impl LawRow for RuleRow {
    type Raw = RawRule;

    fn read(raw: RawRule, row: Row, reading: &mut Reading<'_>) -> Self {
        reading.not_empty(&row, "keys", raw.keys.is_empty());
        Self {
            row,
            keys: raw.keys,
        }
    }

    fn cited_by(&self) -> &[String] {
        &self.keys
    }
}
