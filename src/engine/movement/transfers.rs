//! The restricted transfers of an estate on a day, lawful or not: what a register of transfers lists
//! and an auditor asks for first.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{Destination, Movement, Movements, RecipientRole, restricted};
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
    let all = transfers_by(estate, day, |flow, movement, regime| {
        let destinations = restricted(estate, movement, regime, day);
        let (exporter, importer) = (movement.exporter?, movement.importer?);
        (!destinations.is_empty()).then(|| Transfer {
            flow,
            regime,
            exporter,
            importer,
            role: movement.role,
            system: movement.system,
            by_access: !movement.is_the_flow(),
            destinations,
        })
    });
    let of_flow = |(flow, transfer)| Transfer { flow, ..transfer };
    all.into_iter().map(of_flow).collect()
}

/// What the flows that run on a day come to as transfers, by whatever is asked of each movement from
/// one party to another under each regime of the one that sends; in the order of [`transfers`]. Flows
/// that declare the same are asked about once, with the first of them.
pub fn transfers_by<T: Clone>(
    estate: &Estate,
    day: Date,
    of: impl Fn(FlowIx, &Movement, Regime) -> Option<T>,
) -> Vec<(FlowIx, T)> {
    // Flows that declare the same come to the same.
    let all = Movements::new(estate, day);
    let mut known: BTreeMap<ShapeIx, Vec<T>> = BTreeMap::new();
    let mut found = Vec::new();
    for (flow, record) in estate.flow_indices() {
        if !estate.shape(record.shape).runs(day) {
            continue;
        }
        let same = known.entry(record.shape).or_insert_with(|| {
            let movements = all.of(record.shape);
            let between_parties = movements
                .iter()
                .filter(|movement| movement.exporter.is_some() && movement.importer.is_some());
            between_parties
                .flat_map(|movement| {
                    let regimes = movement.transfer_regimes.iter();
                    regimes.filter_map(|regime| of(flow, movement, *regime))
                })
                .collect()
        });
        found.extend(same.iter().cloned().map(|it| (flow, it)));
    }
    found
}
