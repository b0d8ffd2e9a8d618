//! Movements: what the law judges. A flow is taken apart to one exporter, one importer and the
//! places of the importer; access to a system from elsewhere makes movements of its own.

mod places;
mod regime;
mod restricted;
mod role;
#[cfg(test)]
mod tests;
mod transfers;

use jiff::civil::Date;

pub use places::{MovementPlace, PlaceWhy};
pub use regime::{regimes_of, regimes_reaching};
pub use restricted::{Destination, hands_back, restricted};
pub use role::RecipientRole;
pub use transfers::{Transfer, transfers, transfers_by};

use places::{end_of, places};

use crate::estate::model::{Endpoint, Estate, FlowShape, PartyIx, ShapeIx, SystemIx};
use crate::estate::vocabulary::{FlowMode, PartyKind};
use crate::law::Regime;
use regime::regimes_at;

/// What happens in a movement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MovementKind {
    /// Data come to the controller: from the people, from another party, or from public sources.
    Collect,
    /// Data stay with the same entity, or come back to it from one that acts for it.
    Store,
    /// Data go to another entity, or to the people.
    Disclose,
    /// Data pass through a system of another entity on their way.
    Through,
    /// A party can reach the data in a system that the flow leads into (position in its list).
    Access(u32),
}

/// A flow taken apart to one exporter and one importer.
#[derive(Debug, Clone)]
pub struct Movement {
    /// What the flow declares.
    pub shape: ShapeIx,
    /// What happens.
    pub kind: MovementKind,
    /// Who sends; `None`: the people themselves, or nobody.
    pub exporter: Option<PartyIx>,
    /// Who receives; `None`: the people themselves.
    pub importer: Option<PartyIx>,
    /// The system at the receiving end.
    pub system: Option<SystemIx>,
    /// What the importer is.
    pub role: RecipientRole,
    /// Where the importer gets the data.
    pub places: Vec<MovementPlace>,
    /// The exporter is neither the estate's controller nor the one it acts for.
    pub indirect: bool,
    /// The regimes that govern the processing: those of the controller.
    pub regimes: Vec<Regime>,
    /// The regimes that the exporter itself stands under.
    pub own_regimes: Vec<Regime>,
    /// The regimes under which the exporter transfers: its own, or that under which it was sent the
    /// data.
    pub transfer_regimes: Vec<Regime>,
}

impl Movement {
    /// The regimes under which it is judged: those of its controller and those under which its exporter
    /// transfers. None, for what a company from abroad does elsewhere than in a branch.
    pub fn judged_under(&self) -> Vec<Regime> {
        let mut regimes = self.regimes.clone();
        regimes.extend(&self.transfer_regimes);
        regimes.sort();
        regimes.dedup();
        regimes
    }

    /// Whether it is the flow itself, and not what others get of it on the way or by access.
    pub fn is_the_flow(&self) -> bool {
        !matches!(self.kind, MovementKind::Through | MovementKind::Access(_))
    }

    /// Whether the importer is an entity other than the exporter.
    pub fn separate(&self) -> bool {
        !matches!(
            self.role,
            RecipientRole::SameEntity | RecipientRole::DataSubject
        ) && self.exporter.is_some()
            && self.exporter != self.importer
    }
}

/// The movements of what one flow declares, on a day: the flow itself first, then what other
/// parties can reach of it.
pub fn movements_of(estate: &Estate, index: ShapeIx, day: Date) -> Vec<Movement> {
    let shape = estate.shape(index);
    let from = party_at(estate, shape.from, day);
    let to = party_at(estate, shape.to, day);
    let us = estate.controller;
    let mut movements = Vec::new();
    let mut push = |kind, exporter: Option<PartyIx>, importer: Option<PartyIx>| {
        let role = role::recipient_role(estate, shape, exporter, importer, day);
        movements.push(assemble(estate, index, kind, exporter, importer, role, day));
    };
    match (from, to) {
        // Nobody sends: the people hand their data over, or they are taken from public sources.
        (None, Some(to)) => match behind(estate, shape, to, day) {
            Some(behind) => {
                push(MovementKind::Collect, None, Some(behind));
                push(MovementKind::Disclose, Some(behind), Some(to));
            }
            None => push(MovementKind::Collect, None, Some(to)),
        },
        // The one from whose pages data are taken is their source, and does not send them.
        (Some(from), Some(to)) if shape.mode == FlowMode::Scraped && from != to => {
            push(MovementKind::Collect, Some(from), Some(to));
        }
        (Some(from), None) => push(MovementKind::Disclose, Some(from), None),
        (Some(from), Some(to)) if from == to => push(MovementKind::Store, Some(from), Some(to)),
        (Some(from), Some(to)) if to == us => {
            let returns = role::acts_for(estate, shape, us, from, day);
            let kind = if returns {
                MovementKind::Store
            } else {
                MovementKind::Collect
            };
            push(kind, Some(from), Some(to));
        }
        (Some(from), Some(to)) => push(MovementKind::Disclose, Some(from), Some(to)),
        (None, None) => {}
    }
    movements.extend(through(estate, index, from, to, day));
    if let Endpoint::System(system) = shape.to {
        let operator = estate.operator(system, day);
        for (at, access) in estate.system(system).access.iter().enumerate() {
            // The same entity elsewhere is no other recipient, and who sent the data knows them.
            if !access.period.contains(day) || access.by == operator || Some(access.by) == from {
                continue;
            }
            let role = role::accessor_role(estate, shape, operator, access.by, day);
            movements.push(assemble(
                estate,
                index,
                MovementKind::Access(at as u32),
                Some(operator),
                Some(access.by),
                role,
                day,
            ));
        }
    }
    movements
}

/// What the operator of a system gets through which data are sent, where it is none of the two ends:
/// it stores or handles them for the one who sends, or, where nobody does, for the one who receives.
/// A system that only passes on gets nothing (Art 4(9) knows no such recipient).
fn through(
    estate: &Estate,
    index: ShapeIx,
    from: Option<PartyIx>,
    to: Option<PartyIx>,
    day: Date,
) -> Option<Movement> {
    let shape = estate.shape(index);
    let via = shape.via.filter(|_| shape.mode == FlowMode::Sent)?;
    let operator = estate.operator(via, day);
    let carries = estate.party(operator).kind == PartyKind::Carrier;
    if estate.system(via).transit_only || carries {
        return None;
    }
    let exporter = from.or(to)?;
    if exporter == operator || to == Some(operator) {
        return None;
    }
    let role = role::accessor_role(estate, shape, exporter, operator, day);
    let kind = MovementKind::Through;
    Some(assemble(
        estate,
        index,
        kind,
        Some(exporter),
        Some(operator),
        role,
        day,
    ))
}

/// Who has collected what the people hand to another, and so makes it available to that other: the
/// controller for which a processor takes it in; the controller that decides on the collection
/// together with the one that takes it in, or whose page makes people's browsers send it there
/// (CJEU C-40/17, Fashion ID; criterion 2 of EDPB Guidelines 05/2021).
fn behind(estate: &Estate, shape: &FlowShape, to: PartyIx, day: Date) -> Option<PartyIx> {
    let us = estate.controller;
    if shape.mode == FlowMode::Scraped {
        return None;
    }
    let role = |of| role::recipient_role(estate, shape, Some(of), Some(to), day);
    if shape.controller != to
        && (shape.mode == FlowMode::Embedded
            || role(shape.controller) == RecipientRole::JointController)
    {
        return Some(shape.controller);
    }
    let acts_for_us = matches!(
        role(us),
        RecipientRole::Processor | RecipientRole::SubProcessor
    );
    (to != us && acts_for_us).then_some(us)
}

/// Whether an exporter is one in law: data that are taken from public pages nobody sends, and a
/// private person who tells of others is no controller (Art 2(2)(c)). A person who trades, or works
/// for another, is.
fn exports(estate: &Estate, shape: &FlowShape, exporter: PartyIx) -> bool {
    let private = estate.party(exporter).kind == PartyKind::Individual
        && exporter != estate.controller
        && exporter != shape.controller
        && !estate
            .contracts
            .iter()
            .any(|contract| contract.first == exporter || contract.second == exporter);
    shape.mode != FlowMode::Scraped && !private
}

/// The party at an end of a flow; `None` for the people themselves.
pub fn party_at(estate: &Estate, end: Endpoint, day: Date) -> Option<PartyIx> {
    match end {
        Endpoint::Subjects => None,
        Endpoint::Party(party, _) => Some(party),
        Endpoint::System(system) => Some(estate.operator(system, day)),
    }
}

fn assemble(
    estate: &Estate,
    index: ShapeIx,
    kind: MovementKind,
    exporter: Option<PartyIx>,
    importer: Option<PartyIx>,
    role: RecipientRole,
    day: Date,
) -> Movement {
    let shape = estate.shape(index);
    let system = match end_of(shape, kind) {
        Endpoint::System(system) => Some(system),
        _ => None,
    };
    let controller = shape.controller;
    let mut regimes = regimes_at(estate, controller, shape.from, day);
    regimes.extend(regimes_at(estate, controller, shape.to, day));
    regimes.sort();
    regimes.dedup();
    if regimes.is_empty() {
        regimes = regimes_of(estate, estate.controller, day);
    }
    let sender = exporter.filter(|party| exports(estate, shape, *party));
    let own_regimes =
        sender.map_or_else(Vec::new, |party| regimes_at(estate, party, shape.from, day));
    let mut transfer_regimes = own_regimes.clone();
    // One outside both regimes who passes on what it was sent under a regime does so under that
    // regime's instruments.
    let received_under = exporter != Some(controller) && exporter != Some(estate.controller);
    if transfer_regimes.is_empty() && sender.is_some() && received_under {
        transfer_regimes.clone_from(&regimes);
    }
    Movement {
        shape: index,
        kind,
        exporter,
        importer,
        system,
        role,
        places: places(estate, shape, kind, importer, day),
        indirect: exporter.is_some_and(|party| party != estate.controller && party != controller),
        regimes,
        own_regimes,
        transfer_regimes,
    }
}
