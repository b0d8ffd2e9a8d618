//! Other codes that people write for countries.

use std::collections::BTreeMap;

use super::LawRow;
use crate::law::Law;
use crate::law::head::raw_row;
use crate::law::reading::Reading;
use crate::law::row::{Row, has_row};

/// Other codes that people write for countries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AliasRow {
    /// The head.
    pub row: Row,
    /// What is written, and the ISO code.
    pub codes: BTreeMap<String, String>,
}

has_row!(AliasRow);

raw_row! {
    /// Other codes for countries.
    RawAlias in Aliases {
        /// What is written, and the ISO code.
        codes: BTreeMap<String, String>,
    }
}

impl LawRow for AliasRow {
    type Raw = RawAlias;

    fn read(raw: RawAlias, row: Row, _: &mut Reading<'_>) -> Self {
        Self {
            row,
            codes: raw.codes,
        }
    }
}

/// Aliases.
impl Law {
    /// The ISO code for what was written: `UK` is `GB`, `EL` is `GR`, everything else is itself.
    pub fn country_code<'a>(&'a self, written: &'a str) -> &'a str {
        self.tables
            .aliases
            .iter()
            .find_map(|row| row.codes.get(written))
            .map_or(written, String::as_str)
    }
}
