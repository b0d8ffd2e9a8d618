//! The restricted transfers of an estate on a day, lawful or not: what a register of transfers lists
//! and an auditor asks for first.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Destination, RecipientRole, movements_of, restricted};
use crate::estate::model::{Estate, FlowIx, PartyIx, ShapeIx, SystemIx};
use crate::law::Regime;

/// A restricted transfer under a regime. Adequacy makes one lawful, it does not make it none.
#[derive(Debug, Clone)]
pub struct Transfer {
    /// The flow that comes to this.
    pub flow: FlowIx,
    /// The regime under which it is one.
    pub regime: Regime,
    /// Who sends, or makes available.
    pub exporter: PartyIx,
    /// Who receives.
    pub importer: PartyIx,
    /// What the importer is.
    pub role: RecipientRole,
    /// The system at the receiving end.
    pub system: Option<SystemIx>,
    /// The importer reads the data in that system from elsewhere, or runs a system on their way; the
    /// flow itself goes to another.
    pub by_access: bool,
    /// The countries outside the territory of the regime.
    pub destinations: Vec<Destination>,
}

/// The restricted transfers of the flows that run on a day, in the order of flows, then of what
/// each comes apart into, then of regimes.
pub fn transfers(estate: &Estate, day: Date) -> Vec<Transfer> {
    // Flows that declare the same come to the same.
    let mut known: BTreeMap<ShapeIx, Vec<Transfer>> = BTreeMap::new();
    let mut found = Vec::new();
    for (flow, record) in estate.flow_indices() {
        if !estate.shape(record.shape).runs(day) {
            continue;
        }
        let same = known
            .entry(record.shape)
            .or_insert_with(|| of_flow(estate, flow, record.shape, day));
        found.extend(same.iter().cloned().map(|it| Transfer { flow, ..it }));
    }
    found
}

fn of_flow(estate: &Estate, flow: FlowIx, shape: ShapeIx, day: Date) -> Vec<Transfer> {
    let mut found = Vec::new();
    for movement in movements_of(estate, shape, day) {
        let (Some(exporter), Some(importer)) = (movement.exporter, movement.importer) else {
            continue;
        };
        for regime in movement.transfer_regimes.iter().copied() {
            let destinations = restricted(estate, &movement, regime, day);
            if destinations.is_empty() {
                continue;
            }
            found.push(Transfer {
                flow,
                regime,
                exporter,
                importer,
                role: movement.role,
                system: movement.system,
                by_access: !movement.is_the_flow(),
                destinations,
            });
        }
    }
    found
}
