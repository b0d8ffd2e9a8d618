//! Places that may be areas: what holds of an area is what holds of each of its states.

use jiff::civil::Date;

use super::Law;
use super::row::Regime;
use super::tables::TerritoryRole;
use crate::taxonomy::{Area, Country, Place};

/// Places.
impl Law {
    /// The states of a place on a day, in the order of their codes: a country itself, or the member
    /// states of an area. Empty where the tables name no members of it for the day.
    pub fn states(&self, place: Place, day: Date) -> Vec<Country> {
        let area = match place {
            Place::Country(country) => return vec![country],
            Place::Area(area) => area,
        };
        let rows = self.tables.territory.iter();
        let codes = rows
            .filter(|row| row.role == member_role(area) && row.row.in_force(day))
            .flat_map(|row| &row.codes);
        sorted(codes, area)
    }

    /// The states that an area has on any day.
    pub fn states_of_any_day(&self, place: Place) -> Vec<Country> {
        let area = match place {
            Place::Country(country) => return vec![country],
            Place::Area(area) => area,
        };
        let rows = self.tables.territory.iter();
        let codes = rows
            .filter(|row| row.role == member_role(area))
            .flat_map(|row| &row.codes);
        sorted(codes, area)
    }

    /// Whether some places together have every state of a place on a day. Territory of a member state
    /// under a code of its own (Åland) lies in the areas of its member state.
    pub fn covers(&self, places: &[Place], place: Place, day: Date) -> bool {
        if places.contains(&place) {
            return true;
        }
        if !places.iter().any(|it| matches!(it, Place::Area(_)))
            && matches!(place, Place::Country(_))
        {
            return false;
        }
        let of = |place: &Place| self.states(*place, day);
        let covered: Vec<Country> = places.iter().flat_map(of).collect();
        let in_area = |country: Country| {
            let member = self.member_of_part(country.as_str(), day);
            member.is_some_and(|member| {
                places.iter().any(|it| match it {
                    Place::Country(_) => false,
                    // The parts of the United Kingdom were in the EU, and are not the United Kingdom.
                    Place::Area(Area::UkAndEea) => self.has_state(Area::Eea, member, day),
                    Place::Area(area) => self.has_state(*area, member, day),
                })
            })
        };
        let states = self.states(place, day);
        !states.is_empty()
            && states
                .iter()
                .all(|state| covered.contains(state) || in_area(*state))
    }

    fn has_state(&self, area: Area, code: &str, day: Date) -> bool {
        let states = self.states(area.into(), day);
        states.iter().any(|state| state.as_str() == code)
    }

    /// Whether some state of a place is in the territory of a regime on a day: what is there may be inside.
    pub fn reaches(&self, regime: Regime, place: Place, day: Date) -> bool {
        let mut states = self.states(place, day).into_iter();
        states.any(|state| self.inside(regime, state.as_str(), day))
    }

    /// Whether data that are sent to a place stay inside the territory of a regime on a day, or count as
    /// if they did for the time that a treaty bridges: so it is in every state of the place.
    pub fn stays_inside(&self, regime: Regime, place: Place, day: Date) -> bool {
        let states = self.states(place, day);
        !states.is_empty()
            && states.iter().all(|state| {
                self.inside(regime, state.as_str(), day)
                    || self.bridged(regime, state.as_str(), day)
            })
    }
}

fn member_role(area: Area) -> TerritoryRole {
    match area {
        Area::Eu => TerritoryRole::EuMember,
        Area::Eea | Area::UkAndEea => TerritoryRole::EeaMember,
    }
}

/// The countries of some codes; for the area with the United Kingdom, that one too.
fn sorted<'c>(codes: impl Iterator<Item = &'c String>, area: Area) -> Vec<Country> {
    let mut states: Vec<Country> = codes.flat_map(|code| Country::parse(code)).collect();
    if area == Area::UkAndEea && !states.is_empty() {
        states.extend(Country::parse("GB"));
    }
    states.sort();
    states.dedup();
    states
}
