//! What carries a transfer: for registers, for comparing a day with another, or an estate with what
//! is assumed.

use jiff::civil::Date;

use crate::engine::facts::transfer::{TransferFound, transfer};
use crate::engine::facts::{Adequacy, EvidenceMap, InstrumentState};
use crate::engine::movement::Movement;
use crate::estate::model::Estate;
use crate::law::Regime;

/// Something that carries a transfer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Carrier {
    /// Adequacy: the id of its row of law.
    Adequacy(String),
    /// An appropriate safeguard that can be relied on: its id.
    Safeguard(String),
    /// A derogation that has what it asks for: its id.
    Derogation(String),
}

/// A restricted transfer, and what carries it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Carried {
    /// The names of the countries that it goes to.
    pub countries: Vec<String>,
    /// All that carries it, each enough by itself; empty: nothing does.
    pub by: Vec<Carrier>,
}

/// What carries the transfer of a movement under a regime; `None` where it is none. Whether the law
/// of the importer's country undoes a safeguard is not asked here.
pub fn carried(estate: &Estate, movement: &Movement, regime: Regime, day: Date) -> Option<Carried> {
    let mut evidence = EvidenceMap::new();
    let found = transfer(estate, movement, regime, day, &mut evidence);
    carried_by(&found, &evidence)
}

/// The same of a transfer about which the facts are known, and what they rest on.
pub(in crate::engine::facts) fn carried_by(
    found: &TransferFound,
    evidence: &EvidenceMap,
) -> Option<Carried> {
    let facts = &found.facts;
    if !facts.restricted {
        return None;
    }
    let mut by = Vec::new();
    if facts.adequacy == Adequacy::InForce {
        let rows = evidence.get("transfer.adequacy").into_iter();
        by.extend(rows.flat_map(|found| found.law.iter().cloned().map(Carrier::Adequacy)));
    }
    let named = |key| evidence.get(key).and_then(|found| found.name.clone());
    if facts.instrument == InstrumentState::InForce {
        by.extend(named("transfer.instrument").map(Carrier::Safeguard));
    }
    let asks = facts.derogation_asks;
    let is_met = (!asks.occasional || !facts.systematic)
        && (!asks.necessity || facts.necessary)
        && (!asks.explicit_consent || facts.agreed);
    if facts.derogation && is_met {
        by.extend(named("transfer.derogation").map(Carrier::Derogation));
    }
    by.sort();
    by.dedup();
    let countries = found.destinations.iter();
    let mut countries: Vec<String> = countries
        .filter_map(|destination| Some(destination.country?.name().to_owned()))
        .collect();
    countries.sort();
    countries.dedup();
    Some(Carried { countries, by })
}
