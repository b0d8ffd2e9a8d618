//! What the notice tells of each flow, and what changes in that from one version to another.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rayon::prelude::*;

use crate::engine::check::{flows_by_shape, governing, regimes_for};
use crate::engine::coverage::Verdict;
use crate::engine::facts::FactSource;
use crate::engine::movement::{Movement, movements_of};
use crate::estate::model::{Estate, FlowIx, PartyIx, ShapeIx, StatementIx};
use crate::input::InputError;
use crate::law::Regime;

/// One thing that a notice may tell of flows: which side of them, to whom, and what of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Matter {
    /// The flows, those that declare the same together; in the order of their ids.
    pub flows: Vec<FlowIx>,
    /// The regime.
    pub regime: Regime,
    /// Who receives; `None`: the people themselves.
    pub importer: Option<PartyIx>,
    /// The side: `recipient`, `data`, `purpose` and so on, as evidence names them.
    pub side: &'static str,
    /// What of it: a category, a country, a purpose.
    pub element: String,
}

/// How a matter is treated, by which statements.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Treatment {
    /// The verdict.
    pub verdict: Verdict,
    /// The statements that it rests on.
    pub statements: Vec<StatementIx>,
}

/// What a new version of a notice changes about a matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The matter.
    pub matter: Matter,
    /// How the old version treats it.
    pub before: Treatment,
    /// How the new one does.
    pub after: Treatment,
}

impl Change {
    /// Whether the new version tells more of it, or denies it no longer.
    pub fn is_better(&self) -> bool {
        self.after.verdict < self.before.verdict
    }
}

/// The sides that coverage judges, as evidence names them.
const SIDES: [&str; 10] = [
    "recipient",
    "indirectRecipient",
    "data",
    "purpose",
    "destination",
    "safeguard",
    "retention",
    "source",
    "basis",
    "automatedDecision",
];

/// How the notice that is in force on a day, or that is pinned, treats each matter of the flows that
/// run on that day.
///
/// # Errors
/// As [`check`](crate::engine::check::check).
pub fn told(estate: &Estate, day: Date) -> Result<BTreeMap<Matter, Treatment>, InputError> {
    governing(estate, day)?;
    let flows = flows_by_shape(estate, day);
    let running: Vec<(ShapeIx, Vec<Movement>)> = flows
        .iter()
        .map(|(shape, _)| (*shape, movements_of(estate, *shape, day)))
        .collect();
    let source = FactSource::new(estate, day, &running);
    let found: Vec<(Matter, Treatment)> = running
        .par_iter()
        .zip(flows.par_iter())
        .flat_map_iter(|((_, movements), (_, flows))| {
            movements.iter().map(move |movement| (movement, flows))
        })
        .flat_map_iter(|(movement, flows)| of_movement(&source, movement, flows))
        .collect();
    // Where a flow comes apart into several movements that ask the same, the worst counts.
    let mut all: BTreeMap<Matter, Treatment> = BTreeMap::new();
    for (matter, treatment) in found {
        let known = all.entry(matter).or_insert_with(|| treatment.clone());
        if known.verdict < treatment.verdict {
            *known = treatment;
        }
    }
    Ok(all)
}

fn of_movement(
    source: &FactSource<'_>,
    movement: &Movement,
    flows: &[FlowIx],
) -> Vec<(Matter, Treatment)> {
    let mut found = Vec::new();
    for regime in regimes_for(movement) {
        let facts = source.facts(movement, regime);
        for side in SIDES {
            for verdict in Verdict::ALL {
                let key = format!("coverage.{side}.{}", verdict.as_str());
                let Some(evidence) = facts.evidence.get(key.as_str()) else {
                    continue;
                };
                for element in &evidence.elements {
                    let matter = Matter {
                        flows: flows.to_vec(),
                        regime,
                        importer: movement.importer,
                        side,
                        element: element.clone(),
                    };
                    let treatment = Treatment {
                        verdict,
                        statements: evidence.statements.clone(),
                    };
                    found.push((matter, treatment));
                }
            }
        }
    }
    found
}

/// What changes for the flows of a day when one version of the notice takes the place of another
/// (positions in the estate's list); in the order of matters. The estate is left pinned to the new
/// version.
///
/// # Errors
/// As [`told`].
pub fn changes(
    estate: &mut Estate,
    day: Date,
    old: usize,
    new: usize,
) -> Result<Vec<Change>, InputError> {
    estate.pin_notice(old);
    let before = told(estate, day)?;
    estate.pin_notice(new);
    let mut after = told(estate, day)?;
    let silent = || Treatment {
        verdict: Verdict::Omitted,
        statements: Vec::new(),
    };
    let mut changes = Vec::new();
    for (matter, before) in before {
        // A question that no longer arises, such as for a safeguard that nobody told, is silence.
        let after = after.remove(&matter).unwrap_or_else(silent);
        if before.verdict != after.verdict {
            changes.push(Change {
                matter,
                before,
                after,
            });
        }
    }
    for (matter, after) in after {
        if after.verdict != Verdict::Omitted {
            changes.push(Change {
                matter,
                before: silent(),
                after,
            });
        }
    }
    changes.sort_by(|a, b| a.matter.cmp(&b.matter));
    Ok(changes)
}

/// The sentences that bring a change about: those on which the new verdict rests, or, where nothing
/// is said any longer, those on which the old one did.
pub fn sentences(change: &Change) -> BTreeSet<StatementIx> {
    let by = match change.after.statements.is_empty() {
        true => &change.before.statements,
        false => &change.after.statements,
    };
    by.iter().copied().collect()
}
