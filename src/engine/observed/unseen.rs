//! Who is declared or disclosed, could have been seen, and was not.

use std::collections::BTreeSet;

use super::super::as_of::AsOf;
use super::Observations;
use super::declared::{Declared, at_flows};
use super::recipients::RecipientFound;
use crate::engine::facts::{Evidence, EvidenceMap, Recorded, SeenFacts};
use crate::estate::model::{PartyIx, StatementIx, Who};
use crate::law::Regime;
use crate::observe::{Directory, Grouped, SeenKind, Whom};

/// What identifies the finding on all who were not seen: it is one.
const KEY: &str = "not seen";

/// The parties that were not seen, each with the facts of that. None where nothing was seen at all.
pub fn unseen(
    day: &AsOf<'_>,
    (observed, directory, grouped): (&Observations, &Directory<'_>, &Grouped<'_>),
    declared: &Declared,
    regime: Regime,
) -> Vec<RecipientFound> {
    let is_seen = |kind: SeenKind| kind != SeenKind::Allowed;
    let mut rows = observed.files.iter().flat_map(|file| &file.seen);
    if !rows.any(|seen| is_seen(seen.kind)) {
        return Vec::new();
    }
    missing(day, directory, grouped, declared)
        .into_iter()
        .map(|(party, statements)| {
            let flows = declared.flows(&[party]);
            let name = day.estate.party(party).name_on(day.day).to_owned();
            let found = Evidence {
                elements: vec![name.clone()],
                labels: at_flows(day, &flows, &format!("the flow to {name}")),
                steps: vec![format!("{name}: no host of it is in any of the files")],
                statements,
                ..Evidence::default()
            };
            RecipientFound {
                key: KEY.to_owned(),
                facts: SeenFacts {
                    regime,
                    received: false,
                    only_allowed: false,
                    known: true,
                    declared: !flows.is_empty(),
                    disclosed: Recorded::NotRecorded,
                    flows_judged: false,
                    before_consent: false,
                    undeclared_country: false,
                    not_seen: true,
                },
                evidence: EvidenceMap::from([("seen.notSeen", found)]),
            }
        })
        .collect()
}

/// The parties that are declared or that statements name, whose hosts are known, and of which nothing was seen; with
/// the statements.
pub fn missing(
    day: &AsOf<'_>,
    directory: &Directory<'_>,
    grouped: &Grouped<'_>,
    declared: &Declared,
) -> Vec<(PartyIx, Vec<StatementIx>)> {
    let seen: BTreeSet<PartyIx> = grouped
        .groups
        .iter()
        .filter(|group| !group.is_only_allowed())
        .flat_map(|group| match &group.whom {
            Whom::Party(parties) => parties.clone(),
            Whom::Vendor(_) | Whom::Company(_) | Whom::Nobody(_) => Vec::new(),
        })
        .collect();
    let named = |party: PartyIx| -> Vec<StatementIx> {
        let statements = day.estate.statements_on(day.day);
        let names = statements.filter(|(_, statement)| {
            let shares = statement.shares.as_ref().filter(|shares| !shares.none);
            shares.is_some_and(|shares| shares.with.contains(&Who::Party(party)))
        });
        names.map(|(index, _)| index).collect()
    };
    let parties = (0..day.estate.parties.len()).map(|at| PartyIx(at as u32));
    parties
        .filter(|party| *party != day.estate.controller && !seen.contains(party))
        .filter(|party| directory.has_hosts(*party))
        .map(|party| (party, named(party)))
        .filter(|(party, statements)| !statements.is_empty() || declared.is_declared(&[*party]))
        .collect()
}
