//! Which GDPR applies to an establishment in a country on a day, and what is inside its territory.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::LawRow;
use crate::law::Law;
use crate::law::head::{Text, raw_row};
use crate::law::reading::Reading;
use crate::law::row::{Regime, Row, has_row, words};

words! {
    /// What a row of territory says about its countries.
    TerritoryRole {
        /// The regime applies there, and they are inside.
        RegimeApplies = "regime-applies",
        /// EU member states: the regime applies, and they are inside.
        EuMember = "eu-member",
        /// EEA states: inside; whether the regime applies is for another row to say.
        EeaMember = "eea-member",
        /// As if a member state.
        TreatedAsMember = "treated-as-member",
        /// Territory of a member state under a code of its own.
        PartOfMember = "part-of-member",
        /// Outside, though transfers were not restricted for a while.
        Bridge = "bridge",
        /// Outside, said because it is often taken for inside.
        Outside = "outside",
    }
}

impl TerritoryRole {
    /// Whether data that are sent there stay inside.
    pub fn is_inside(self) -> bool {
        !matches!(self, Self::Bridge | Self::Outside)
    }

    /// Whether the regime applies to establishments there.
    pub fn applies_regime(self) -> bool {
        self.is_inside() && self != Self::EeaMember
    }
}

/// One row about countries and a regime.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TerritoryRow {
    /// The head.
    pub row: Row,
    /// What it says.
    pub role: TerritoryRole,
    /// The countries (ISO 3166-1, two letters), those of `parts` included.
    pub codes: Vec<String>,
    /// For parts of a member state: the member state and the codes of its parts.
    pub parts: BTreeMap<String, Vec<String>>,
}

has_row!(TerritoryRow);

raw_row! {
    /// Countries and a regime.
    RawTerritory in Territory {
        /// What the row says about its countries.
        role: TerritoryRole,
        /// The countries (ISO 3166-1, two letters).
        #[serde(default)]
        codes: Vec<Text>,
        /// For parts of a member state: the member state and the codes of its parts.
        #[serde(default)]
        parts: BTreeMap<String, Vec<Text>>,
    }
}

impl LawRow for TerritoryRow {
    type Raw = RawTerritory;

    fn read(raw: RawTerritory, row: Row, reading: &mut Reading<'_>) -> Self {
        let mut codes = reading.countries(&raw.codes);
        let mut parts = BTreeMap::new();
        for (member, written) in raw.parts {
            let of_member = reading.countries(&written);
            codes.extend(of_member.iter().cloned());
            parts.insert(member, of_member);
        }
        Self {
            row,
            role: raw.role,
            codes,
            parts,
        }
    }
}

impl TerritoryRow {
    fn names(&self, country: &str) -> bool {
        self.codes.iter().any(|code| code == country)
    }
}

/// Territory.
impl Law {
    /// Which regime applies to an establishment in a country on a day; `None` for a third country
    /// and for days before the regime began there.
    pub fn regime_of_territory(&self, country: &str, day: Date) -> Option<Regime> {
        self.regime_row(country, day).map(|(regime, _)| regime)
    }

    /// The same with the row that says so.
    pub fn regime_row(&self, country: &str, day: Date) -> Option<(Regime, &TerritoryRow)> {
        let country = self.country_code(country);
        Regime::ALL.iter().find_map(|regime| {
            if !self.has_begun(*regime, day) {
                return None;
            }
            let row = self.place(*regime, country, day, TerritoryRole::applies_regime)?;
            Some((*regime, row))
        })
    }

    /// Whether a country is inside the territory of a regime on a day, so that data sent there do
    /// not leave it.
    pub fn inside(&self, regime: Regime, country: &str, day: Date) -> bool {
        self.inside_row(regime, country, day).is_some()
    }

    /// The row that says that a country is inside the territory of a regime on a day.
    pub fn inside_row(&self, regime: Regime, country: &str, day: Date) -> Option<&TerritoryRow> {
        self.place(
            regime,
            self.country_code(country),
            day,
            TerritoryRole::is_inside,
        )
    }

    /// Whether a country is outside a regime on a day, and yet what is sent there counts as no
    /// transfer: the time that a treaty bridges.
    pub fn bridged(&self, regime: Regime, country: &str, day: Date) -> bool {
        let country = self.country_code(country);
        self.place(regime, country, day, |role| role == TerritoryRole::Bridge)
            .is_some()
    }

    /// Every row that names a country, of any day, in the order of the file.
    pub fn territory_rows(&self, country: &str) -> Vec<&TerritoryRow> {
        let country = self.country_code(country);
        self.tables
            .territory
            .iter()
            .filter(|row| row.names(country))
            .collect()
    }

    /// The first day of a regime anywhere; before it nothing can be judged under it.
    pub fn regime_begins(&self, regime: Regime) -> Option<Date> {
        self.tables
            .territory
            .iter()
            .filter(|row| row.role == TerritoryRole::RegimeApplies && row.row.is_of(regime))
            .filter_map(|row| row.row.from)
            .min()
    }

    /// The first day that can be judged at all.
    pub fn earliest_day(&self) -> Option<Date> {
        Regime::ALL
            .iter()
            .filter_map(|regime| self.regime_begins(*regime))
            .min()
    }

    /// Whether a regime has begun by the day.
    pub(in crate::law) fn has_begun(&self, regime: Regime, day: Date) -> bool {
        self.regime_begins(regime).is_some_and(|first| first <= day)
    }

    /// The member state that a code is a part of on a day.
    pub(in crate::law) fn member_of_part(&self, country: &str, day: Date) -> Option<&str> {
        self.tables
            .territory
            .iter()
            .filter(|row| row.row.in_force(day))
            .flat_map(|row| &row.parts)
            .find(|(_, parts)| parts.iter().any(|part| part == country))
            .map(|(member, _)| member.as_str())
    }

    fn place(
        &self,
        regime: Regime,
        country: &str,
        day: Date,
        says: fn(TerritoryRole) -> bool,
    ) -> Option<&TerritoryRow> {
        self.tables.territory.iter().find(|row| {
            says(row.role) && row.row.is_of(regime) && row.row.in_force(day) && row.names(country)
        })
    }
}
