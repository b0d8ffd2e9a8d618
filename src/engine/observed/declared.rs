//! To whom the flows of a day lead: who receives by them, and who operates or can reach the systems at their ends.

use std::collections::{BTreeMap, BTreeSet};

use super::super::as_of::AsOf;
use crate::engine::facts::{Article6, Label, LabelRole};
use crate::engine::movement::party_at;
use crate::estate::model::{Endpoint, FlowIx, PartyIx, ShapeIx};
use crate::estate::vocabulary::FlowStatus;
use crate::law::Regime;
use crate::taxonomy::Place;

/// What flows of a day lead to each party.
#[derive(Debug)]
pub struct Declared {
    flows: BTreeMap<PartyIx, BTreeSet<(FlowIx, ShapeIx)>>,
    places: BTreeMap<PartyIx, BTreeSet<Place>>,
}

/// What a flow says of consent under a regime.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ConsentNeed {
    /// Its legal basis is consent.
    pub by_basis: bool,
    /// It stores on devices what needs consent.
    pub by_storage: bool,
    /// It stores on devices what needs none.
    pub exempt_storage: bool,
}

impl Declared {
    /// Those of a day.
    pub fn of(day: &AsOf<'_>) -> Self {
        let mut this = Self {
            flows: BTreeMap::new(),
            places: BTreeMap::new(),
        };
        let estate = day.estate;
        for running in &day.running {
            let shape = estate.shape(running.shape);
            // What is proposed does not run yet.
            if shape.lifecycle.status == FlowStatus::Proposed {
                continue;
            }
            let route = &shape.route;
            let mut parties: BTreeSet<PartyIx> = running
                .movements
                .iter()
                .filter_map(|it| it.importer)
                .collect();
            parties.extend(party_at(estate, route.to, day.day));
            // Who operates a system has what is in it, whichever way it goes.
            let systems = [route.from, route.to]
                .into_iter()
                .filter_map(|end| match end {
                    Endpoint::System(system) => Some(system),
                    _ => None,
                });
            for system in systems.chain(route.via) {
                parties.insert(estate.operator(system, day.day));
            }
            for party in parties {
                let flows = this.flows.entry(party).or_default();
                flows.extend(running.flows.iter().map(|flow| (*flow, running.shape)));
            }
            for movement in &running.movements {
                if let Some(importer) = movement.importer {
                    let places = movement.places.iter().filter_map(|place| place.at);
                    this.places.entry(importer).or_default().extend(places);
                }
            }
        }
        this
    }

    /// The flows to some parties, in the order of ids, with what they declare.
    pub fn flows(&self, parties: &[PartyIx]) -> Vec<(FlowIx, ShapeIx)> {
        let flows = parties.iter().filter_map(|party| self.flows.get(party));
        let flows: BTreeSet<(FlowIx, ShapeIx)> = flows.flatten().copied().collect();
        flows.into_iter().collect()
    }

    /// Whether a flow leads to one of some parties.
    pub fn is_declared(&self, parties: &[PartyIx]) -> bool {
        parties.iter().any(|party| self.flows.contains_key(party))
    }

    /// The parties to which a flow leads.
    pub fn parties(&self) -> impl Iterator<Item = PartyIx> {
        self.flows.keys().copied()
    }

    /// Where some parties have data by the flows to them.
    pub(super) fn places(&self, parties: &[PartyIx]) -> Vec<Place> {
        let places = parties.iter().filter_map(|party| self.places.get(party));
        let places: BTreeSet<Place> = places.flatten().copied().collect();
        places.into_iter().collect()
    }
}

/// What the flows of some declarations say of consent under a regime.
pub(super) fn consent_needs(
    day: &AsOf<'_>,
    shapes: &BTreeSet<ShapeIx>,
    regime: Regime,
) -> Vec<ConsentNeed> {
    let consent = Article6::of(Some("6(1)(a)"));
    let mut needs: BTreeMap<ShapeIx, ConsentNeed> = BTreeMap::new();
    for assessed in day.assess_only(|shape| shapes.contains(&shape)) {
        if assessed.regime != regime || !assessed.movement.is_the_flow() {
            continue;
        }
        let facts = &assessed.found.facts;
        let need = ConsentNeed {
            by_basis: facts.basis.article == consent,
            by_storage: facts.device.used && !facts.device.exempt,
            exempt_storage: facts.device.used && facts.device.exempt,
        };
        needs.insert(assessed.movement.shape, need);
    }
    needs.into_values().collect()
}

/// Labels at flows.
pub(super) fn at_flows(day: &AsOf<'_>, flows: &[(FlowIx, ShapeIx)], text: &str) -> Vec<Label> {
    /// Flows that are pointed at, at most.
    const MOST_FLOWS: usize = 5;
    let label = |(flow, _): &(FlowIx, ShapeIx)| Label {
        role: LabelRole::Flow,
        span: day.estate.flow(*flow).span,
        text: text.to_owned(),
    };
    flows.iter().take(MOST_FLOWS).map(label).collect()
}
