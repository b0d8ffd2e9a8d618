//! Movements: what the law judges. A flow is taken apart to one exporter, one importer and the
//! places of the importer; access to a system from elsewhere makes movements of its own. A processor
//! that operates a system acts for its controller: see [`Acting`].

mod acting;
#[cfg(test)]
mod acting_tests;
mod exporter;
mod index;
mod own_affair;
mod places;
mod readers;
mod regime;
mod restricted;
mod role;
mod take_apart;
#[cfg(test)]
mod tests;
mod transfers;

use jiff::civil::Date;

pub use acting::Acting;
pub use exporter::is_anonymised;
pub use places::{MovementPlace, PlaceWhy};
pub use regime::{regimes_of, regimes_reaching};
pub use restricted::{Destination, hands_back, is_international, keeper_not_recorded, restricted};
pub use role::RecipientRole;
pub use take_apart::Movements;
pub use transfers::{Transfer, transfers, transfers_by};

use crate::estate::model::{Endpoint, Estate, PartyIx, ShapeIx, SystemIx};
use crate::law::Regime;

/// An end of a flow that is a system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SystemEnd {
    /// The system that the flow leads into.
    To,
    /// The system that the flow comes from, where no flow leads into it.
    From,
}

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
    /// A party can reach the data in a system at an end of the flow (position in its list).
    Access(SystemEnd, u32),
}

/// A flow taken apart to one exporter and one importer.
#[derive(Debug, Clone)]
pub struct Movement {
    /// What the flow declares.
    pub shape: ShapeIx,
    /// What happens.
    pub kind: MovementKind,
    /// Who sends: the controller, where its processor sends for it. `None`: the people themselves, or
    /// nobody.
    pub exporter: Option<PartyIx>,
    /// The processor that sends for the exporter, where it does not send itself.
    pub sent_by: Option<PartyIx>,
    /// The party for which the exporter acts as processor.
    pub exporter_acts_for: Option<PartyIx>,
    /// Who receives; `None`: the people themselves.
    pub importer: Option<PartyIx>,
    /// The system at the receiving end.
    pub system: Option<SystemIx>,
    /// What the importer is.
    pub role: RecipientRole,
    /// Where the importer gets the data.
    pub places: Vec<MovementPlace>,
    /// The exporter is neither the estate's controller nor the controller of the flow, and hands
    /// nothing back to the one that it acts for.
    pub indirect: bool,
    /// The regimes that govern the processing: those of the controller.
    pub regimes: Vec<Regime>,
    /// The regimes that the exporter itself is under.
    pub own_regimes: Vec<Regime>,
    /// The regimes under which the exporter transfers: its own, or that under which it was sent the
    /// data.
    pub transfer_regimes: Vec<Regime>,
    /// It is a matter of another controller alone, under a regime of its own.
    pub own_affair: bool,
    /// A processor gives back to its controller what is the controller's alone.
    pub returned: bool,
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
        !matches!(self.kind, MovementKind::Through | MovementKind::Access(..))
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

/// The party at an end of a flow; `None` for the people themselves.
pub fn party_at(estate: &Estate, end: Endpoint, day: Date) -> Option<PartyIx> {
    match end {
        Endpoint::Subjects => None,
        Endpoint::Party(party, _) => Some(party),
        Endpoint::System(system) => Some(estate.operator(system, day)),
    }
}
