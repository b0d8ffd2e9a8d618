//! What has a part in a declaration, on whatever day.

use std::collections::{BTreeMap, BTreeSet};

use super::events::{Event, Scope};
use crate::estate::model::{Endpoint, Estate, PartyIx, ShapeIx, SystemIx};
use crate::taxonomy::Place;

/// The parties, systems and countries that have a part in a declaration.
#[derive(Debug, Clone)]
pub(super) struct Dependencies<'e> {
    estate: &'e Estate,
    shape: ShapeIx,
    parties: BTreeSet<PartyIx>,
    systems: BTreeSet<SystemIx>,
    countries: BTreeSet<String>,
}

/// What has a part in each declaration asked for.
pub(super) fn of_shapes<'e>(
    estate: &'e Estate,
    only: Option<&BTreeSet<ShapeIx>>,
) -> BTreeMap<ShapeIx, Dependencies<'e>> {
    (0..estate.shapes.len())
        .map(|at| ShapeIx(at as u32))
        .filter(|shape| only.is_none_or(|only| only.contains(shape)))
        .map(|shape| (shape, Dependencies::of(estate, shape)))
        .collect()
}

impl<'e> Dependencies<'e> {
    /// What has a part in one declaration.
    pub fn of(estate: &'e Estate, index: ShapeIx) -> Self {
        let shape = estate.shape(index);
        let mut parties = BTreeSet::from([estate.controller, shape.controller]);
        let mut systems: BTreeSet<SystemIx> = shape.route.via.into_iter().collect();
        let mut places: BTreeSet<Place> = shape.content.subjects_in.iter().copied().collect();
        for end in [shape.route.from, shape.route.to] {
            match end {
                Endpoint::Subjects => {}
                Endpoint::System(system) => drop(systems.insert(system)),
                Endpoint::Party(party, _) => drop(parties.insert(party)),
            }
        }
        for system in &systems {
            let system = estate.system(*system);
            parties.extend(system.operators.iter().map(|tenure| tenure.party));
            parties.extend(system.access.iter().map(|access| access.by));
            parties.extend(&system.keys_held_by);
            let hosted = system.hosting.iter().filter_map(|place| place.at);
            let read = system.access.iter().filter_map(|access| access.from);
            places.extend(hosted.chain(read));
        }
        parties.extend(shape.route.initiated_by);
        parties.extend(shape.protection.pseudonym_key_held_by);
        let service = shape.service.map(|service| estate.service(service));
        parties.extend(service.and_then(|service| service.on_behalf_of));
        let branches = parties
            .iter()
            .flat_map(|party| &estate.party(*party).branches)
            .filter_map(|branch| branch.country);
        places.extend(branches.map(Place::from));
        let seats = parties
            .iter()
            .filter_map(|party| estate.party(*party).country);
        places.extend(seats.map(Place::from));
        // Of an area those count that belong to it on any day, and so do the rows that say so.
        let countries = places
            .into_iter()
            .flat_map(|place| estate.law.states_of_any_day(place))
            .map(|country| country.as_str().to_owned())
            .collect();
        Self {
            estate,
            shape: index,
            parties,
            systems,
            countries,
        }
    }

    /// The parties that have a part in it.
    pub fn parties(&self) -> impl Iterator<Item = PartyIx> + use<'_, 'e> {
        self.parties.iter().copied()
    }

    /// The systems that have a part in it.
    pub fn systems(&self) -> impl Iterator<Item = SystemIx> + use<'_, 'e> {
        self.systems.iter().copied()
    }

    /// Whether an event of the estate touches it; a row of law does by what cites it alone.
    pub fn is_touched_by(&self, event: &Event) -> bool {
        let shape = self.estate.shape(self.shape);
        let serves = |services: &[_]| {
            services.is_empty()
                || shape
                    .service
                    .is_some_and(|service| services.contains(&service))
        };
        match &event.scope {
            Scope::Law => false,
            Scope::Parties(parties, services) => {
                serves(services) && parties.iter().all(|party| self.parties.contains(party))
            }
            Scope::Instrument(index, parties, services) => {
                shape.transfer.safeguards.contains(index)
                    || (serves(services)
                        && parties.iter().all(|party| self.parties.contains(party)))
            }
            Scope::System(system) => self.systems.contains(system),
            Scope::Shape(shape) => *shape == self.shape,
            Scope::All => true,
        }
    }

    /// Whether a row of law says of a country that has a part in it that it is inside a regime's
    /// territory, or outside.
    pub fn is_in_territory_of(&self, row: &str) -> bool {
        self.countries.iter().any(|country| {
            let rows = self.estate.law.territory_rows(country);
            rows.iter().any(|it| it.row.id == row)
        })
    }
}
