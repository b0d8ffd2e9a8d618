//! The restricted transfers of two estates compared: which lose a transfer mechanism, and which gain
//! one.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::side::Side;
use crate::engine::as_of::CheckError;
use crate::engine::check::decider;
use crate::engine::facts::{RestrictedTransfer, TransferMechanism};
use crate::engine::movement::transfers_by;
use crate::law::Regime;

/// What a change does to a transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TransferStatus {
    /// It had a transfer mechanism, and has none now.
    MechanismLost,
    /// It is a new transfer, and has no mechanism.
    NewWithoutMechanism,
    /// It loses a mechanism, and still has another.
    MechanismReplaced,
    /// It is a new transfer, and has a mechanism.
    NewWithMechanism,
    /// It gains a mechanism, and loses none.
    MechanismAdded,
    /// It is no restricted transfer any longer: the flow has ended, or stays inside the territory.
    Ended,
}

/// A transfer whose mechanisms change. Flows between the same two parties that change alike are one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransferChange {
    /// What the change does to it.
    pub status: TransferStatus,
    /// The regime under which it is one.
    pub regime: Regime,
    /// The id of the one that sends.
    pub exporter: String,
    /// The id of the one that receives.
    pub importer: String,
    /// The names of the countries that it goes to, or went to.
    pub countries: Vec<String>,
    /// Its mechanisms before.
    pub before: Vec<TransferMechanism>,
    /// Its mechanisms after.
    pub after: Vec<TransferMechanism>,
    /// The ids of the flows.
    pub flows: Vec<String>,
}

/// What distinguishes transfers, in words that two estates share.
type Key<'e> = (&'e str, Regime, &'e str, &'e str, bool);

/// The transfers whose mechanism differs in the second estate on a day; those that lose it first.
///
/// # Errors
/// [`CheckError::Internal`], as of a check.
pub fn transfers(
    before: Side<'_>,
    after: Side<'_>,
    day: Date,
) -> Result<Vec<TransferChange>, CheckError> {
    let (old, new) = (all(before, day)?, all(after, day)?);
    let keys: BTreeSet<&Key<'_>> = old.keys().chain(new.keys()).collect();
    let mut groups: BTreeMap<_, Vec<String>> = BTreeMap::new();
    for key in keys {
        let (was, is) = (old.get(key), new.get(key));
        let Some(status) = status(was, is) else {
            continue;
        };
        let (flow, regime, exporter, importer, _) = *key;
        let flows = groups
            .entry((status, regime, exporter, importer, was, is))
            .or_default();
        if flows.last().is_none_or(|last| last != flow) {
            flows.push(flow.to_owned());
        }
    }
    let by =
        |it: Option<&RestrictedTransfer>| it.map(|it| it.mechanisms.clone()).unwrap_or_default();
    let changes = groups
        .into_iter()
        .map(
            |((status, regime, exporter, importer, was, is), flows)| TransferChange {
                status,
                regime,
                exporter: exporter.to_owned(),
                importer: importer.to_owned(),
                countries: is
                    .or(was)
                    .map(|it| it.countries.clone())
                    .unwrap_or_default(),
                before: by(was),
                after: by(is),
                flows,
            },
        )
        .collect();
    Ok(changes)
}

/// What becomes of a transfer; `None` where its mechanism is the same.
fn status(
    was: Option<&RestrictedTransfer>,
    is: Option<&RestrictedTransfer>,
) -> Option<TransferStatus> {
    Some(match (was, is) {
        (None, None) => return None,
        (None, Some(is)) if is.mechanisms.is_empty() => TransferStatus::NewWithoutMechanism,
        (None, Some(_)) => TransferStatus::NewWithMechanism,
        (Some(_), None) => TransferStatus::Ended,
        (Some(was), Some(is)) if was.mechanisms == is.mechanisms => return None,
        (Some(_), Some(is)) if is.mechanisms.is_empty() => TransferStatus::MechanismLost,
        (Some(was), Some(is)) if was.mechanisms.iter().all(|it| is.mechanisms.contains(it)) => {
            TransferStatus::MechanismAdded
        }
        (Some(_), Some(_)) => TransferStatus::MechanismReplaced,
    })
}

/// Every restricted transfer of a day, and its mechanism.
fn all(side: Side<'_>, day: Date) -> Result<BTreeMap<Key<'_>, RestrictedTransfer>, CheckError> {
    let estate = side.estate;
    let decider = decider(side.rules, estate)?;
    let all = transfers_by(estate, day, |_, movement, regime| {
        let transfer = decider.transfer(estate, movement, regime, day)?;
        let by_access = !movement.is_the_flow();
        Some((
            regime,
            movement.exporter?,
            movement.importer?,
            by_access,
            transfer,
        ))
    });
    let mut found = BTreeMap::new();
    for (flow, (regime, exporter, importer, by_access, transfer)) in all {
        let (exporter, importer) = (estate.party(exporter), estate.party(importer));
        let key = (
            &*estate.flow(flow).id,
            regime,
            &*exporter.id,
            &*importer.id,
            by_access,
        );
        found.entry(key).or_insert(transfer);
    }
    Ok(found)
}
