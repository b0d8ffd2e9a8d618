//! Two checks beside each other, of an estate as it is and as it is assumed to be: what newly
//! rises, what falls away, what holds, and which transfers lose what carried them.

pub mod baseline;
pub mod notice;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::as_of::CheckError;
use super::check::{Outcome, decider};
use super::facts::{RestrictedTransfer, TransferMechanism};
use super::finding::Finding;
use super::movement::{MovementKind, movements_of};
use super::policy::{Decider, Rules};
use crate::estate::model::{Estate, PartyIx, ShapeIx};
use crate::law::Regime;

/// How a finding stands beside those of the other check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It was not there before.
    Rises,
    /// It was, and is now of more flows or more data, or weighs more.
    Grows,
    /// It was there before.
    Holds,
}

/// An estate and what a check of it found.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// The estate.
    pub estate: &'a Estate,
    /// Its rules.
    pub rules: &'a Rules,
    /// What was found.
    pub outcome: &'a Outcome,
}

impl Side<'_> {
    fn flows(&self, finding: &Finding) -> BTreeSet<&str> {
        let flows = finding.flows.iter();
        flows.map(|flow| &*self.estate.flow(*flow).id).collect()
    }
}

/// How each finding of the second check stands beside the first, in its order, and the ids of the
/// findings that only the first has.
pub fn findings(before: Side<'_>, after: Side<'_>) -> (Vec<Standing>, BTreeSet<String>) {
    let known: BTreeMap<&str, &Finding> = before
        .outcome
        .findings
        .iter()
        .map(|finding| (&*finding.id, finding))
        .collect();
    let standing = |finding: &Finding| {
        let Some(old) = known.get(&*finding.id) else {
            return Standing::Rises;
        };
        let has_more = !after.flows(finding).is_subset(&before.flows(old))
            || finding.data.iter().any(|data| !old.data.contains(data))
            || finding.severity > old.severity;
        match has_more {
            true => Standing::Grows,
            false => Standing::Holds,
        }
    };
    let standings = after.outcome.findings.iter().map(standing).collect();
    let there: BTreeSet<&str> = after.outcome.findings.iter().map(|it| &*it.id).collect();
    let gone = known.keys().filter(|id| !there.contains(*id));
    (standings, gone.map(|id| (*id).to_owned()).collect())
}

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

/// A transfer of what flows declare: the regime, who sends, who receives, whether by reading in a
/// system, and what it rests on.
type Found = (Regime, PartyIx, PartyIx, bool, RestrictedTransfer);

/// Every restricted transfer of a day, and what it rests on.
fn all(side: Side<'_>, day: Date) -> Result<BTreeMap<Key<'_>, RestrictedTransfer>, CheckError> {
    let estate = side.estate;
    let decider = decider(side.rules, estate)?;
    // Flows that declare the same come to the same.
    let mut known: BTreeMap<ShapeIx, Vec<Found>> = BTreeMap::new();
    let mut found = BTreeMap::new();
    for (_, flow) in estate.flow_indices() {
        if !estate.shape(flow.shape).runs(day) {
            continue;
        }
        let same = known
            .entry(flow.shape)
            .or_insert_with(|| of_shape(estate, &decider, flow.shape, day));
        for (regime, exporter, importer, by_access, transfer) in same.iter() {
            let (exporter, importer) = (estate.party(*exporter), estate.party(*importer));
            let key = (&*flow.id, *regime, &*exporter.id, &*importer.id, *by_access);
            found.entry(key).or_insert_with(|| transfer.clone());
        }
    }
    Ok(found)
}

fn of_shape(estate: &Estate, decider: &Decider<'_>, shape: ShapeIx, day: Date) -> Vec<Found> {
    let mut found = Vec::new();
    for movement in movements_of(estate, shape, day) {
        let (Some(exporter), Some(importer)) = (movement.exporter, movement.importer) else {
            continue;
        };
        let by_access = matches!(movement.kind, MovementKind::Access(_));
        for regime in movement.transfer_regimes.iter().copied() {
            let transfer = decider.transfer(estate, &movement, regime, day);
            found.extend(transfer.map(|it| (regime, exporter, importer, by_access, it)));
        }
    }
    found
}
