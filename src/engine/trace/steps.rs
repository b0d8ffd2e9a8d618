//! What is asked of a trace, and the steps that paths are made of.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::engine::facts::RestrictedTransfer;
use crate::engine::graph::{Handovers, SentItem};
use crate::engine::movement::{Movement, MovementKind, Movements, SystemEnd};
use crate::engine::policy::Decider;
use crate::estate::model::{Endpoint, Estate, FlowIx, PartyIx, ServiceIx, ShapeIx, SystemIx};
use crate::law::Regime;
use crate::taxonomy::TermId;

/// Somebody or something that has data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// The people the data are about.
    Subjects,
    /// A party.
    Party(PartyIx),
    /// A system.
    System(SystemIx),
}

impl Spot {
    /// What an id means: `data-subjects`, a party or a system.
    pub fn find(estate: &Estate, id: &str) -> Option<Self> {
        let mut parties = estate.parties.iter().zip(0..);
        let mut systems = estate.systems.iter().zip(0..);
        let party = parties.find(|(party, _)| party.id == id);
        let system = systems.find(|(system, _)| system.id == id);
        match (party, system) {
            _ if id == "data-subjects" => Some(Self::Subjects),
            (Some((_, at)), _) => Some(Self::Party(PartyIx(at))),
            (None, Some((_, at))) => Some(Self::System(SystemIx(at))),
            (None, None) => None,
        }
    }

    fn of(end: Endpoint) -> Self {
        match end {
            Endpoint::Subjects => Self::Subjects,
            Endpoint::Party(party, _) => Self::Party(party),
            Endpoint::System(system) => Self::System(system),
        }
    }

    /// The same as an end of flows.
    pub(super) fn end(self) -> Endpoint {
        match self {
            Self::Subjects => Endpoint::Subjects,
            Self::Party(party) => Endpoint::Party(party, None),
            Self::System(system) => Endpoint::System(system),
        }
    }
}

/// What is asked.
#[derive(Debug, Clone)]
pub struct Query {
    /// The datum; narrower ones and parts of it count, and so do broader ones and composites, which
    /// may hold it.
    pub data: TermId,
    /// Only data of these people.
    pub subjects: Option<TermId>,
    /// Only flows of this service.
    pub service: Option<ServiceIx>,
    /// Only paths from here on.
    pub from: Option<Spot>,
    /// Only paths to here.
    pub to: Option<Spot>,
}

/// One step.
#[derive(Debug, Clone)]
pub struct Step {
    /// The movement.
    pub movement: Movement,
    /// Further movements of the same flow from and to the same: one party collects and makes the data
    /// available to another that takes them in for it.
    pub others: Vec<Movement>,
    /// From where it comes.
    pub from: Spot,
    /// To where it goes.
    pub to: Spot,
    /// The flows that declare it, in the order of ids.
    pub flows: Vec<FlowIx>,
    /// The categories that are declared for it, of those asked for.
    pub data: Vec<TermId>,
    /// For each regime under which it is a restricted transfer, what it relies on.
    pub transfers: Vec<(Regime, RestrictedTransfer)>,
}

/// What flows declare of what is asked for.
pub(super) fn items(estate: &Estate, query: &Query, handovers: &Handovers<'_>) -> Vec<SentItem> {
    let taxonomy = &estate.taxonomy;
    let is_of_the_datum = |category: TermId| {
        taxonomy.includes(query.data, category) || taxonomy.includes(category, query.data)
    };
    let is_of_the_people = |subject: TermId| {
        query.subjects.is_none_or(|people| {
            taxonomy.subsumes(people, subject) || taxonomy.subsumes(subject, people)
        })
    };
    let shapes = (0..estate.shapes.len()).map(|at| ShapeIx(at as u32));
    shapes
        .filter(|index| {
            let service = estate.shape(*index).service;
            query.service.is_none_or(|asked| service == Some(asked))
        })
        .flat_map(|index| handovers.items(index))
        .filter(|item| is_of_the_datum(item.category) && is_of_the_people(item.subject))
        .collect()
}

/// The movements of the flows that declare any of the items.
pub(super) fn steps(
    estate: &Estate,
    decider: &Decider<'_>,
    items: &[SentItem],
    day: Date,
) -> Vec<Step> {
    let mut flows: BTreeMap<ShapeIx, Vec<FlowIx>> = BTreeMap::new();
    for (index, flow) in estate.flow_indices() {
        flows.entry(flow.shape).or_default().push(index);
    }
    let all = Movements::new(estate, day);
    let mut steps: Vec<Step> = Vec::new();
    for items in items.chunk_by(|one, other| one.shape == other.shape) {
        let Some(index) = items.first().map(|item| item.shape) else {
            continue;
        };
        let shape = estate.shape(index);
        let declared = |category: &TermId| items.iter().any(|item| item.category == *category);
        let data: Vec<TermId> = shape
            .content
            .data
            .iter()
            .copied()
            .filter(declared)
            .collect();
        let first = steps.len();
        for movement in all.of(index) {
            let party = movement.importer.map_or(Spot::Subjects, Spot::Party);
            let (from, to) = match movement.kind {
                MovementKind::Access(SystemEnd::To, _) => (Spot::of(shape.route.to), party),
                MovementKind::Access(SystemEnd::From, _) => (Spot::of(shape.route.from), party),
                MovementKind::Through => (Spot::of(shape.route.from), party),
                _ => (Spot::of(shape.route.from), Spot::of(shape.route.to)),
            };
            let regimes = movement.judged_under().into_iter();
            let transfers = regimes.filter_map(|regime| {
                Some((regime, decider.transfer(estate, &movement, regime, day)?))
            });
            let transfers: Vec<_> = transfers.collect();
            let mut own = steps.get_mut(first..).unwrap_or_default().iter_mut();
            let is_flow = movement.is_the_flow();
            let same = own.find(|it: &&mut Step| {
                is_flow && it.movement.is_the_flow() && (it.from, it.to) == (from, to)
            });
            if let Some(step) = same {
                step.others.push(movement);
                step.transfers.extend(transfers);
                continue;
            }
            steps.push(Step {
                from,
                to,
                flows: flows.get(&index).cloned().unwrap_or_default(),
                data: data.clone(),
                transfers,
                movement,
                others: Vec::new(),
            });
        }
    }
    steps
}
