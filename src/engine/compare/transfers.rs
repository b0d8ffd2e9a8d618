//! The transfers of two estates beside each other: which lose what carried them, and which gain it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::side::Side;
use crate::engine::as_of::CheckError;
use crate::engine::check::decider;
use crate::engine::facts::{RestrictedTransfer, TransferMechanism};
use crate::engine::movement::transfers_by;
use crate::law::Regime;

/// What becomes of a transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// Something carried it, and now nothing does.
    Falls,
    /// It was none, and nothing carries it.
    NewUncarried,
    /// It loses something that carried it, and something else does.
    Holds,
    /// It was none, and something carries it.
    NewCarried,
    /// More carries it than before.
    Gains,
    /// It is none any longer: the flow has ended, or stays inside the territory.
    Ends,
}

/// A transfer that is carried otherwise than before. Flows between the same two of which the same is
/// to be said are one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransferChange {
    /// What becomes of it.
    pub fate: Fate,
    /// The regime under which it is one.
    pub regime: Regime,
    /// The id of the one that sends.
    pub exporter: String,
    /// The id of the one that receives.
    pub importer: String,
    /// The names of the countries that it goes to, or went to.
    pub countries: Vec<String>,
    /// What carried it.
    pub before: Vec<TransferMechanism>,
    /// What carries it.
    pub after: Vec<TransferMechanism>,
    /// The ids of the flows.
    pub flows: Vec<String>,
}

/// What tells one transfer from another, in words that two estates share.
type Key<'e> = (&'e str, Regime, &'e str, &'e str, bool);

/// The transfers that rest on something else in the second estate on a day, those that fall first.
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
        let Some(fate) = fate(was, is) else {
            continue;
        };
        let (flow, regime, exporter, importer, _) = *key;
        let flows = groups
            .entry((fate, regime, exporter, importer, was, is))
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
            |((fate, regime, exporter, importer, was, is), flows)| TransferChange {
                fate,
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

/// What becomes of a transfer; `None` where what carries it is the same.
fn fate(was: Option<&RestrictedTransfer>, is: Option<&RestrictedTransfer>) -> Option<Fate> {
    Some(match (was, is) {
        (None, None) => return None,
        (None, Some(is)) if is.mechanisms.is_empty() => Fate::NewUncarried,
        (None, Some(_)) => Fate::NewCarried,
        (Some(_), None) => Fate::Ends,
        (Some(was), Some(is)) if was.mechanisms == is.mechanisms => return None,
        (Some(_), Some(is)) if is.mechanisms.is_empty() => Fate::Falls,
        (Some(was), Some(is)) if was.mechanisms.iter().all(|it| is.mechanisms.contains(it)) => {
            Fate::Gains
        }
        (Some(_), Some(_)) => Fate::Holds,
    })
}

/// Every restricted transfer of a day, and what it rests on.
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
