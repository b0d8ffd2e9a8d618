//! Restricted transfers, by regime: EDPB Guidelines 05/2021 v2.0 (exporter under the regime,
//! disclosure to another controller or processor, importer in a third country) and the ICO's
//! three-step test (international transfers guidance).

use jiff::civil::Date;

use super::{Movement, MovementPlace, RecipientRole};
use crate::estate::model::Estate;
use crate::estate::raw::FlowMode;
use crate::law::Regime;
use crate::taxonomy::Country;

/// Where a restricted transfer goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Destination {
    /// The country outside the territory.
    pub country: Country,
    /// The place that puts it there.
    pub place: MovementPlace,
}

/// The countries outside the territory of a regime to which a movement takes the data, in the order
/// of their codes; empty when the movement is no restricted transfer under it. An unknown place is
/// no destination: the rule on unknown places speaks of it.
pub fn restricted(
    estate: &Estate,
    movement: &Movement,
    regime: Regime,
    day: Date,
) -> Vec<Destination> {
    if !movement.transfer_regimes.contains(&regime) || !movement.separate() {
        return Vec::new();
    }
    if movement.role == RecipientRole::Carrier {
        return Vec::new();
    }
    let shape = estate.shape(movement.shape);
    // The EDPB sees no transfer to anyone in particular in publication (CJEU C-101/01, Lindqvist);
    // the ICO does where the publisher means people abroad to read.
    if shape.mode == FlowMode::Published && regime == Regime::EuGdpr {
        return Vec::new();
    }
    // Step 2 of the ICO's test: the transfer must be initiated and agreed by the exporter.
    if regime == Regime::UkGdpr
        && shape
            .initiated_by
            .is_some_and(|starter| Some(starter) != movement.exporter)
    {
        return Vec::new();
    }
    let mut out: Vec<Destination> = movement
        .places
        .iter()
        .filter_map(|place| {
            let country = place.country?;
            let outside = !estate.law.inside(regime, country.as_str(), day);
            outside.then_some(Destination {
                country,
                place: *place,
            })
        })
        .collect();
    out.sort_by_key(|destination| destination.country);
    out.dedup_by_key(|destination| destination.country);
    out
}
