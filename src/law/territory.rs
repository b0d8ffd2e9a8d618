//! Which GDPR applies to an establishment in a country on a day, and what is inside its territory.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Law;
use super::row::{Regime, Row, has_row, words};

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

/// Other codes that people write for countries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AliasRow {
    /// The head.
    pub row: Row,
    /// What is written, and the ISO code.
    pub codes: BTreeMap<String, String>,
}

has_row!(TerritoryRow, AliasRow);

impl TerritoryRow {
    fn names(&self, country: &str) -> bool {
        self.codes.iter().any(|code| code == country)
    }
}

/// Territory.
impl Law {
    /// The ISO code for what was written: `UK` is `GB`, `EL` is `GR`, everything else is itself.
    pub fn country_code<'a>(&'a self, written: &'a str) -> &'a str {
        self.aliases
            .iter()
            .find_map(|row| row.codes.get(written))
            .map_or(written, String::as_str)
    }

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
        self.territory
            .iter()
            .filter(|row| row.names(country))
            .collect()
    }

    /// The first day of a regime anywhere; before it nothing can be judged under it.
    pub fn regime_begins(&self, regime: Regime) -> Option<Date> {
        self.territory
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
    pub(super) fn has_begun(&self, regime: Regime, day: Date) -> bool {
        self.regime_begins(regime).is_some_and(|first| first <= day)
    }

    /// The member state that a code is a part of on a day.
    pub(super) fn member_of_part(&self, country: &str, day: Date) -> Option<&str> {
        self.territory
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
        self.territory.iter().find(|row| {
            says(row.role) && row.row.is_of(regime) && row.row.in_force(day) && row.names(country)
        })
    }
}
