//! The flows of a day by their ends, so that what concerns one movement looks at few of them.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::acting::engages;
use super::role::{RecipientRole, accessor_role, acts_for, recipient_role};
use super::{Movement, hands_back, party_at};
use crate::estate::model::{Endpoint, Estate, FlowShape, PartyIx, ShapeIx, SystemIx};
use crate::taxonomy::Place;

/// The flows of a day by the systems that they leave, and by those who receive them.
#[derive(Debug)]
pub(super) struct FlowIndex<'e> {
    estate: &'e Estate,
    day: Date,
    /// By the system that they leave: those that lead to another party than its operator.
    leaving: BTreeMap<SystemIx, Vec<&'e FlowShape>>,
    /// By the party that they lead to.
    arriving: BTreeMap<PartyIx, Vec<&'e FlowShape>>,
}

impl<'e> FlowIndex<'e> {
    /// Some flows of an estate that run on a day.
    pub fn new(estate: &'e Estate, day: Date, running: &[ShapeIx]) -> Self {
        let mut leaving: BTreeMap<SystemIx, Vec<&FlowShape>> = BTreeMap::new();
        let mut arriving: BTreeMap<PartyIx, Vec<&FlowShape>> = BTreeMap::new();
        for shape in running.iter().map(|shape| estate.shape(*shape)) {
            let Some(to) = party_at(estate, shape.route.to, day) else {
                continue;
            };
            arriving.entry(to).or_default().push(shape);
            if let Endpoint::System(system) = shape.route.from
                && estate.operator(system, day) != to
            {
                leaving.entry(system).or_default().push(shape);
            }
        }
        Self {
            estate,
            day,
            leaving,
            arriving,
        }
    }

    /// The places in which those whom the operator of a system has engaged keep what it gives them out of
    /// it, or from which they reach what is in it. Where others keep what they are given, the controller's other
    /// processors and those who decide for themselves, says nothing of where this one keeps it.
    pub fn kept_by_others(&self, system: SystemIx, for_whom: &FlowShape) -> Vec<Option<Place>> {
        let (estate, day) = (self.estate, self.day);
        let mut places = Vec::new();
        let operator = estate.operator(system, day);
        let given = self.leaving.get(&system).into_iter().flatten();
        for shape in given {
            let Some(other) = party_at(estate, shape.route.to, day) else {
                continue;
            };
            let role = recipient_role(estate, shape, Some(operator), Some(other), day);
            if !self.is_engaged(shape, operator, other, role) {
                continue;
            }
            if let Endpoint::System(to) = shape.route.to {
                let hosting = estate.system(to).hosting.iter();
                let of_day = hosting.filter(|it| it.period.contains(day));
                places.extend(of_day.map(|it| it.at));
            }
            places.push(estate.party(other).country.map(Place::Country));
        }
        let readers = estate.system(system).access.iter();
        let others = readers.filter(|it| {
            let role = || accessor_role(estate, for_whom, operator, it.by, day);
            it.by != operator
                && it.period.contains(day)
                && self.is_engaged(for_whom, operator, it.by, role())
        });
        for reader in others {
            let seat = estate.party(reader.by).country.map(Place::Country);
            places.extend([reader.from, seat].map(Option::Some).into_iter().flatten());
        }
        places
    }

    /// Whether the operator of a system has engaged a party of some role, and not the controller for which it runs it.
    fn is_engaged(
        &self,
        shape: &FlowShape,
        operator: PartyIx,
        other: PartyIx,
        role: RecipientRole,
    ) -> bool {
        let (estate, day) = (self.estate, self.day);
        let by_controller = || {
            operator != shape.controller && acts_for(estate, shape, shape.controller, other, day)
        };
        engages(estate, shape, operator, other) || role.acts_for_another() && !by_controller()
    }

    /// Whether a processor gives back to its controller what is the controller's alone: nothing of it came
    /// from a third party alone. What it was given by the controller or the people, and what it made of
    /// that, is the controller's.
    pub fn returns(&self, movement: &Movement) -> bool {
        let (estate, day) = (self.estate, self.day);
        if !hands_back(estate, movement, day) {
            return false;
        }
        let Some(exporter) = movement.exporter else {
            return false;
        };
        let shape = estate.shape(movement.shape);
        let arriving = self.arriving.get(&exporter).into_iter().flatten();
        let inbound: Vec<&&FlowShape> = arriving
            .filter(|other| other.controller == shape.controller)
            .collect();
        shape.content.data.iter().all(|category| {
            let brings = |other: &&&&FlowShape| {
                let mut data = other.content.data.iter();
                data.any(|term| estate.taxonomy.subsumes(*term, *category))
            };
            let mut bringing = inbound.iter().filter(brings).peekable();
            bringing.peek().is_none()
                || bringing.any(|other| {
                    let from = party_at(estate, other.route.from, day);
                    from.is_none() || from == movement.importer || from == movement.exporter
                })
        })
    }
}
