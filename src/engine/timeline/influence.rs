//! Which declarations can change what is found about which others. On a day on which nothing but flows
//! begin or end, only what they can reach is judged again.
//!
//! It errs on the side of more: a declaration counts as one that has a part in another wherever some query of
//! facts could see it, on whatever day. `tests/it/timeline/every_day.rs` compares with judging all.

use std::collections::{BTreeMap, BTreeSet};

use super::dependencies::Dependencies;
use crate::estate::model::{Endpoint, Estate, PartyIx, ServiceIx, ShapeIx, SystemIx};
use crate::estate::vocabulary::{FlowMode, FlowRole};

/// What one declaration says to others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Topic {
    /// That data come to a party, or into a system that it operates or reads in.
    Brings(PartyIx),
    /// That data come into a system, out of it or through it.
    Uses(SystemIx),
    /// What is collected for a service.
    Collects(Option<ServiceIx>),
    /// That a party decides on what it receives.
    Decides(PartyIx),
}

/// Who says what, and who asks for it.
#[derive(Debug)]
pub(super) struct Influence {
    says: Vec<Vec<Topic>>,
    asks: Vec<Vec<Topic>>,
    said_by: BTreeMap<Topic, Vec<ShapeIx>>,
    asked_by: BTreeMap<Topic, Vec<ShapeIx>>,
}

impl Influence {
    /// That among all declarations of an estate.
    pub fn new(estate: &Estate) -> Self {
        let mut this = Self {
            says: Vec::new(),
            asks: Vec::new(),
            said_by: BTreeMap::new(),
            asked_by: BTreeMap::new(),
        };
        for at in 0..estate.shapes.len() {
            let shape = ShapeIx(at as u32);
            let (says, asks) = (says(estate, shape), asks(estate, shape));
            for topic in &says {
                this.said_by.entry(*topic).or_default().push(shape);
            }
            for topic in &asks {
                this.asked_by.entry(*topic).or_default().push(shape);
            }
            this.says.push(says);
            this.asks.push(asks);
        }
        this
    }

    /// The declarations of which something else may be found once these are there or gone, themselves among
    /// them; in order.
    pub fn reached(&self, from: impl IntoIterator<Item = ShapeIx>) -> Vec<ShapeIx> {
        closure(from, &self.says, &self.asked_by)
    }

    /// The declarations that have a part in what is found about these, themselves among them; in order.
    pub fn needed(&self, of: impl IntoIterator<Item = ShapeIx>) -> Vec<ShapeIx> {
        closure(of, &self.asks, &self.said_by)
    }
}

/// All declarations to which topics lead from some, directly or through others; in order.
fn closure(
    from: impl IntoIterator<Item = ShapeIx>,
    topics: &[Vec<Topic>],
    shapes: &BTreeMap<Topic, Vec<ShapeIx>>,
) -> Vec<ShapeIx> {
    let mut found: BTreeSet<ShapeIx> = from.into_iter().collect();
    let mut open: Vec<ShapeIx> = found.iter().copied().collect();
    let mut seen = BTreeSet::new();
    while let Some(shape) = open.pop() {
        for topic in topics.get(shape.index()).into_iter().flatten() {
            if !seen.insert(*topic) {
                continue;
            }
            let others = shapes.get(topic).into_iter().flatten();
            open.extend(others.copied().filter(|other| found.insert(*other)));
        }
    }
    found.into_iter().collect()
}

fn says(estate: &Estate, index: ShapeIx) -> Vec<Topic> {
    let shape = estate.shape(index);
    let mut topics = Vec::new();
    let (from, to) = (shape.route.from, shape.route.to);
    for end in [Some(from), Some(to), shape.route.via.map(Endpoint::System)] {
        if let Some(Endpoint::System(system)) = end {
            topics.push(Topic::Uses(system));
        }
    }
    let at_end = match to {
        Endpoint::Subjects => Vec::new(),
        Endpoint::Party(party, _) => vec![party],
        Endpoint::System(system) => {
            let system = estate.system(system);
            let operators = system.operators.iter().map(|tenure| tenure.party);
            let readers = system.access.iter().map(|access| access.by);
            let mut all: Vec<PartyIx> = operators.chain(readers).collect();
            // Without an operator it is the controller's.
            if system.operators.is_empty() {
                all.push(estate.controller);
            }
            all
        }
    };
    topics.extend(at_end.iter().map(|party| Topic::Brings(*party)));
    if matches!(
        shape.route.role,
        Some(FlowRole::Controller | FlowRole::JointController)
    ) {
        topics.extend(at_end.iter().map(|party| Topic::Decides(*party)));
    }
    // The controller collects nothing by what it sends.
    let sends = matches!(from, Endpoint::Party(party, _) if party == estate.controller);
    if !sends || shape.route.mode == FlowMode::Scraped {
        topics.push(Topic::Collects(shape.service));
    }
    topics.sort_unstable();
    topics.dedup();
    topics
}

fn asks(estate: &Estate, index: ShapeIx) -> Vec<Topic> {
    let dependencies = Dependencies::of(estate, index);
    let mut topics = vec![Topic::Collects(estate.shape(index).service)];
    topics.extend(dependencies.systems().map(Topic::Uses));
    let recipient = mere_recipient(estate, index, &dependencies);
    let senders = dependencies
        .parties()
        .filter(|party| Some(*party) != recipient);
    topics.extend(senders.map(Topic::Brings));
    topics.extend(dependencies.parties().map(Topic::Decides));
    topics.sort_unstable();
    topics.dedup();
    topics
}

/// The party to which a declaration leads, where it sends nothing of it itself and nobody sends for it: what
/// else comes to it says nothing of what it is sent.
fn mere_recipient(estate: &Estate, index: ShapeIx, of: &Dependencies<'_>) -> Option<PartyIx> {
    let shape = estate.shape(index);
    let Endpoint::Party(to, _) = shape.route.to else {
        return None;
    };
    let sends = match shape.route.from {
        // Then what passes a system is sent by the one that receives it.
        Endpoint::Subjects => true,
        Endpoint::Party(from, _) => from == to,
        Endpoint::System(_) => false,
    };
    let is_ours = to == estate.controller || to == shape.controller;
    let mut systems = of.systems().map(|system| estate.system(system));
    let has_part = systems.any(|system| {
        let mut operators = system.operators.iter();
        operators.any(|tenure| tenure.party == to)
            || system.access.iter().any(|access| access.by == to)
    });
    (!sends && !is_ours && !has_part).then_some(to)
}
