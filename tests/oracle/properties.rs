//! What must hold when an estate changes a little, whatever it is.

use std::collections::BTreeSet;

use rayon::prelude::*;
use serde_json::Value;

use super::disclosure::describes;
use super::engine;
use super::judge::Found;
use super::random::estate;
use super::take_apart::movements;
use crate::estate::rng::{Draw, Rng};
use crate::estate::{Collects, Estate, Safeguard, Shares, Statement, Uses, write};

/// Estates for each property.
const SEEDS: std::ops::Range<u64> = 5000..5014;

fn found(estate: &Estate) -> BTreeSet<Found> {
    engine::load(estate).judge(&estate.day).found()
}

/// Changes each estate and collects what is found in none but the changed one, unless it is one of
/// the exceptions; the changed flow is given by its id.
fn added(
    change: impl Fn(&mut Estate, &mut Rng) -> Option<String> + Sync,
    excepted: impl Fn(&Found, &str) -> bool + Sync,
) {
    let wrong: Vec<String> = SEEDS
        .into_par_iter()
        .flat_map_iter(|seed| {
            let before = recent(seed);
            let mut after = before.clone();
            let Some(flow) = change(&mut after, &mut Rng::new(seed)) else {
                return Vec::new();
            };
            let (old, new) = (found(&before), found(&after));
            let more = new.difference(&old).filter(|one| !excepted(one, &flow));
            more.map(|one| format!("seed {seed}, {flow} changed: {one:?}"))
                .collect()
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// An estate on a day on which every kind of instrument that is still concluded exists.
fn recent(seed: u64) -> Estate {
    let mut estate = estate(seed);
    estate.day = format!("2025-{}", &estate.day[5..]);
    estate
}

/// A sentence that names what a flow does makes nothing undisclosed. Exceptions are the basis of a purpose, which is
/// asked for only once the purpose is disclosed, and what is done for another controller: it is held to our notice
/// only once that describes the service, which the sentence may be the first to do.
#[test]
fn disclosing_more_adds_nothing_undisclosed() {
    added(
        |estate, rng| {
            let flow = rng.pick(&estate.flows).clone();
            let with: BTreeSet<String> = movements(estate, &flow)
                .iter()
                .filter_map(|it| it.importer)
                .map(str::to_owned)
                .collect();
            let statement = Statement {
                id: "sentence-more".to_owned(),
                services: flow
                    .service
                    .clone()
                    .into_iter()
                    .filter(|_| rng.once_in(2))
                    .collect(),
                collects: Some(Collects {
                    data: flow.data.clone(),
                    subjects: flow.subjects.clone(),
                    ..Collects::default()
                }),
                uses: Some(Uses {
                    purposes: flow.purposes.clone(),
                    ..Uses::default()
                }),
                shares: (!with.is_empty()).then(|| Shares {
                    with: with.into_iter().collect(),
                    ..Shares::default()
                }),
                ..Statement::default()
            };
            let described = |estate: &Estate| -> Vec<BTreeSet<&str>> {
                let flows = estate.flows.iter();
                flows
                    .map(|it| describes(estate, it.service.as_deref()))
                    .collect()
            };
            let before = described(estate);
            estate.statements.as_mut()?.push(statement);
            (described(estate) == before).then_some(flow.id)
        },
        |found, _| {
            !found.0.starts_with("disclosure/undisclosed-")
                || found.0 == "disclosure/undisclosed-basis"
        },
    );
}

/// A flow with a datum less does nothing that it did not do before.
///
/// Exceptions, all for what the datum that is dropped did for others:
/// - `minimisation/`, `basis/incompatible-purpose`, `sharing/instruction-not-recorded`, and who receives indirectly for which service,
///   of other flows: it may have been where these had the datum from, or one of their purposes;
/// - data that a service no longer collects are asked about where it discloses them;
/// - the purposes of the flow itself: a sentence may state them for the dropped datum only.
#[test]
fn a_narrower_flow_adds_nothing() {
    added(
        |estate, rng| {
            let at = rng.below(estate.flows.len());
            let flow = &mut estate.flows[at];
            if flow.data.len() < 2 {
                return None;
            }
            flow.data.remove(rng.below(flow.data.len()));
            Some(flow.id.clone())
        },
        |found, flow| {
            let own = found.1 == flow;
            let rule = found.0.as_str();
            if own {
                return rule.starts_with("disclosure/") && rule.ends_with("-purpose");
            }
            rule.starts_with("minimisation/")
                || rule == "basis/incompatible-purpose"
                || rule == "sharing/instruction-not-recorded"
                || rule == "disclosure/undisclosed-indirect-recipient"
                || rule.starts_with("disclosure/") && rule.ends_with("-data")
        },
    );
}

/// An instrument that is valid under both regimes, with its assessment, makes a transfer lawful or
/// changes nothing.
///
/// Exception: a transfer that relied on an expired instrument and had no mechanism now has one, and
/// still relies on the expired instrument: `transfer/safeguard-superseded` takes the place of the
/// error.
#[test]
fn a_valid_safeguard_adds_no_finding_on_a_transfer() {
    added(
        |estate, rng| {
            let flow = rng.pick(&estate.flows).clone();
            let pairs: Vec<(String, String)> = movements(estate, &flow)
                .iter()
                .filter(|it| it.separate())
                .filter_map(|it| Some((it.exporter?.to_owned(), it.importer?.to_owned())))
                .collect();
            let (exporter, importer) = pairs.first()?.clone();
            estate.safeguards.push(Safeguard {
                id: "paper-new".to_owned(),
                kind: "eu-scc-2021+uk-addendum".to_owned(),
                exporter,
                importer,
                concluded: Some("2023-01-01".to_owned()),
                assessed: Some("2023-01-01".to_owned()),
                ..Safeguard::default()
            });
            Some(flow.id)
        },
        |found, _| !found.0.starts_with("transfer/") || found.0 == "transfer/safeguard-superseded",
    );
}

/// A flow that is gone takes nothing from what others do.
///
/// Exceptions, all for what it did for others:
/// - `minimisation/`, `basis/incompatible-purpose`, `sharing/instruction-not-recorded` and who receives indirectly for which service: it
///   may have been where another flow had its data from, for this service or for these purposes;
/// - data, purposes and basis: where it was how a service collected, a disclosure of that service
///   is asked about what it discloses.
#[test]
fn without_a_flow_nothing_is_found_about_another() {
    added(
        |estate, rng| {
            if estate.flows.len() < 2 {
                return None;
            }
            Some(estate.flows.remove(rng.below(estate.flows.len())).id)
        },
        |found, _| {
            let rule = found.0.as_str();
            rule.starts_with("minimisation/")
                || rule == "basis/incompatible-purpose"
                || rule == "sharing/instruction-not-recorded"
                || rule == "disclosure/undisclosed-indirect-recipient"
                || rule.starts_with("disclosure/")
                    && ["-data", "-purpose", "-basis"]
                        .iter()
                        .any(|side| rule.ends_with(side))
        },
    );
}

/// The order of lists changes no finding, nor a word of one.
#[test]
fn order_changes_nothing() {
    (5000..5008_u64).into_par_iter().for_each(|seed| {
        let estate = estate(seed);
        let mut value = write::value(&estate);
        let shown = |value: &Value| {
            let loaded = engine::load_text(serde_json::to_string_pretty(value).unwrap());
            let judged = loaded.judge(&estate.day);
            let findings = judged.outcome.findings.iter();
            findings
                .map(|it| {
                    (
                        it.id.clone(),
                        it.rule.clone(),
                        it.message.clone(),
                        it.derivation.clone(),
                    )
                })
                .collect::<Vec<_>>()
        };
        let plain = shown(&value);
        reverse(&mut value);
        assert_eq!(shown(&value), plain, "seed {seed}");
    });
}

fn reverse(value: &mut Value) {
    match value {
        Value::Array(items) => {
            items.iter_mut().for_each(reverse);
            items.reverse();
        }
        Value::Object(map) => {
            // The order of the two parties of a contract or an instrument has a meaning.
            map.iter_mut()
                .filter(|(key, _)| *key != "between")
                .for_each(|(_, item)| reverse(item));
            let reversed: Vec<_> = std::mem::take(map).into_iter().rev().collect();
            map.extend(reversed);
        }
        _ => {}
    }
}
