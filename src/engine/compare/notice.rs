//! What the notice discloses of each flow, and what changes in that from one version to another.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::engine::as_of::{AsOf, Assessed, CheckError};
use crate::engine::coverage::Verdict;
use crate::estate::model::{Estate, FlowIx, PartyIx, StatementIx};
use crate::law::Regime;

/// One thing that a notice may state about flows: which side of them, to whom, and what of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Disclosure {
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
    /// The statements that it relies on.
    pub statements: Vec<StatementIx>,
}

/// What a new version of a notice changes about a matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DisclosureChange {
    /// The matter.
    pub matter: Disclosure,
    /// How the old version treats it.
    pub before: Treatment,
    /// How the new one does.
    pub after: Treatment,
}

impl DisclosureChange {
    /// Whether the new version discloses more of it, or denies it no longer.
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
/// When the day cannot be judged.
pub fn disclosures(
    estate: &Estate,
    day: Date,
) -> Result<BTreeMap<Disclosure, Treatment>, CheckError> {
    let as_of = AsOf::new(estate, day)?;
    let assessed = as_of.assess();
    let found = assessed.iter().flat_map(of_movement);
    // Where a flow comes apart into several movements that ask the same, the worst counts.
    let mut all: BTreeMap<Disclosure, Treatment> = BTreeMap::new();
    for (matter, treatment) in found {
        let known = all.entry(matter).or_insert_with(|| treatment.clone());
        if known.verdict < treatment.verdict {
            *known = treatment;
        }
    }
    Ok(all)
}

fn of_movement(assessed: &Assessed<'_>) -> Vec<(Disclosure, Treatment)> {
    let mut found = Vec::new();
    let evidence_of = &assessed.found.evidence;
    for side in SIDES {
        for verdict in Verdict::ALL {
            let key = format!("coverage.{side}.{}", verdict.as_str());
            let Some(evidence) = evidence_of.get(key.as_str()) else {
                continue;
            };
            for element in &evidence.elements {
                let matter = Disclosure {
                    flows: assessed.flows.to_vec(),
                    regime: assessed.regime,
                    importer: assessed.movement.importer,
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
    found
}

/// What changes for the flows of a day when one version of the notice takes the place of another
/// (positions in the estate's list); in the order of matters. The estate is left pinned to the new
/// version.
///
/// # Errors
/// As [`disclosures`].
pub fn disclosure_changes(
    estate: &mut Estate,
    day: Date,
    old: usize,
    new: usize,
) -> Result<Vec<DisclosureChange>, CheckError> {
    estate.pin_notice(old);
    let before = disclosures(estate, day)?;
    estate.pin_notice(new);
    let mut after = disclosures(estate, day)?;
    let silent = || Treatment {
        verdict: Verdict::Omitted,
        statements: Vec::new(),
    };
    let mut changes = Vec::new();
    for (matter, before) in before {
        // A question that no longer arises, such as for a safeguard that is not disclosed, is
        // silence.
        let after = after.remove(&matter).unwrap_or_else(silent);
        if before.verdict != after.verdict {
            changes.push(DisclosureChange {
                matter,
                before,
                after,
            });
        }
    }
    for (matter, after) in after {
        if after.verdict != Verdict::Omitted {
            changes.push(DisclosureChange {
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
pub fn sentences(change: &DisclosureChange) -> BTreeSet<StatementIx> {
    let by = if change.after.statements.is_empty() {
        &change.before.statements
    } else {
        &change.after.statements
    };
    by.iter().copied().collect()
}
