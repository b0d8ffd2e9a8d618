//! What a transfer relies on is what the policies permit, for findings, registers, timelines,
//! traces and comparisons alike, whatever the policies say.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use crate::engine::check::{Check, JudgedMovement};
use crate::engine::compare::{Side, transfers};
use crate::engine::facts::TransferMechanism;
use crate::engine::movement::MovementKind;
use crate::engine::policy::{Decider, RuleIx, Rules};
use crate::engine::timeline::{State, timeline};
use crate::engine::trace::{Query, trace};
use crate::estate::model::{Estate, ShapeIx};
use crate::input::{DiskFiles, MemoryFiles, SourceMap};
use crate::law::Regime;

/// The rules that report a transfer without a mechanism, each with its own cause.
const NO_MECHANISM: [&str; 9] = [
    "transfer/no-safeguard",
    "transfer/onward-without-safeguard",
    "transfer/adequacy-condition-unmet",
    "transfer/safeguard-expired",
    "transfer/safeguard-of-other-regime",
    "transfer/derogation-for-systematic-transfer",
    "transfer/consent-by-use",
    "transfer/mechanism-not-recorded",
    "transfer/importer-not-recorded",
];

const DAYS: [&str; 2] = ["2022-03-01", "2024-06-01"];

/// The catalogue, and what it would be if the law permitted less or more.
fn catalogues() -> Vec<(&'static str, Rules)> {
    let in_place_of = |old: &'static str, new: &'static str| {
        let found = std::cell::Cell::new(false);
        let rules = Rules::altered(|text| {
            found.set(found.get() || text.contains(old));
            text.replace(old, new)
        });
        assert!(found.get(), "{old} is in no policy");
        rules
    };
    vec![
        ("as it is", Rules::builtin().unwrap()),
        (
            "necessity is not asked for",
            in_place_of(" &&\n  context.transfer.necessary\n", "\n"),
        ),
        (
            "a public interest counts where it is named as necessary",
            in_place_of(
                "contains(Mechanism::\"49(1)(d)\")",
                "contains(Mechanism::\"49(1)(d)\") && context.transfer.necessary",
            ),
        ),
        (
            "a safeguard counts only with its assessment",
            in_place_of(
                "when { context.transfer.instrument == Instrument::\"in-force\" };",
                "when { context.transfer.instrument == Instrument::\"in-force\" && \
                 context.transfer.riskAssessment != Paper::\"missing\" };",
            ),
        ),
        (
            "an instrument counts after its time",
            in_place_of(
                "when { context.transfer.instrument == Instrument::\"in-force\" };",
                "when { context.transfer.instrument != Instrument::\"none\" };",
            ),
        ),
        (
            "there is no adequacy",
            in_place_of(
                "when { context.transfer.adequacy == Adequacy::\"in-force\" };",
                "when { context.transfer.adequacy == Adequacy::\"in-force\" && \
                 context.transfer.adequacy == Adequacy::\"none\" };",
            ),
        ),
    ]
}

/// The estates of the rules on transfers.
fn small_estates() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules/transfer");
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .flat_map(|entry| ["fires", "silent"].map(|kind| entry.as_ref().unwrap().path().join(kind)))
        .collect();
    found.sort();
    found
}

/// The same, and the example.
fn estates() -> Vec<PathBuf> {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("flows/eis");
    let mut found = small_estates();
    found.push(example);
    found
}

fn loaded(folder: &Path) -> (Estate, SourceMap) {
    let files = DiskFiles::new(folder).unwrap();
    let loaded = crate::estate::load(&files, "fairnotice.yaml");
    let estate = loaded.estate.unwrap_or_else(|errors| panic!("{errors:#?}"));
    (estate, loaded.sources)
}

/// What the register says, and whether it and the findings agree on every transfer.
fn agreed(estate: &Estate, sources: &SourceMap, rules: &Rules, day: Date) -> Vec<JudgedMovement> {
    let (_, examined) = Check::new(estate, sources, rules, day).examine().unwrap();
    let none: BTreeSet<RuleIx> = NO_MECHANISM
        .iter()
        .map(|id| rules.index(id).unwrap())
        .collect();
    for one in &examined {
        let Some(transfer) = &one.found.transfer else {
            assert!(one.rules.is_disjoint(&none));
            continue;
        };
        assert_eq!(
            transfer.mechanisms.is_empty(),
            !one.rules.is_disjoint(&none),
            "{:?} {:?}: the register names {:?}",
            one.movement,
            one.found.facts.transfer,
            transfer.mechanisms,
        );
    }
    examined
}

#[test]
fn registers_and_findings_agree_whatever_the_policies_say() {
    let catalogues = catalogues();
    let mut seen = BTreeSet::new();
    for folder in estates() {
        let (estate, sources) = loaded(&folder);
        for (name, rules) in &catalogues {
            for day in DAYS {
                for one in agreed(&estate, &sources, rules, day.parse().unwrap()) {
                    let transfer = one.found.transfer.as_ref();
                    seen.extend(transfer.map(|it| (name, it.mechanisms.is_empty())));
                }
            }
        }
    }
    assert_eq!(seen.len(), 2 * catalogues.len(), "each sees both: {seen:?}");
}

/// What the transfers of the flows of a declaration rely on, where each flow has one.
type Known = BTreeSet<(ShapeIx, Regime, Vec<TransferMechanism>)>;

#[test]
fn traces_comparisons_and_timelines_say_what_registers_say() {
    let catalogues = catalogues();
    for folder in small_estates() {
        let (estate, sources) = loaded(&folder);
        for (name, rules) in &catalogues {
            let day = "2024-06-01".parse().unwrap();
            let (outcome, examined) = Check::new(&estate, &sources, rules, day).examine().unwrap();
            let decider = Decider::new(rules, &estate).unwrap();
            let mut of_flows: Known = BTreeSet::new();
            for one in &examined {
                let alone = decider.transfer(&estate, &one.movement, one.regime, day);
                assert_eq!(alone, one.found.transfer, "{name}");
                let transfer = one.found.transfer.as_ref();
                of_flows.extend(
                    transfer.map(|it| (one.movement.shape, one.regime, it.mechanisms.clone())),
                );
            }
            for shape in &estate.shapes {
                for data in &shape.content.data {
                    let query = Query {
                        data: *data,
                        subjects: None,
                        service: None,
                        from: None,
                        to: None,
                    };
                    let traced = trace(&estate, rules, &query, day).unwrap();
                    for step in traced.steps {
                        for (regime, transfer) in step.transfers {
                            let found = (step.movement.shape, regime, transfer.mechanisms);
                            assert!(of_flows.contains(&found), "{name}: {found:?}");
                        }
                    }
                }
            }
            // On one day a timeline holds what a register does, adequacy before anything else.
            let lanes = timeline(&estate, rules, day, day, None).unwrap().lanes;
            for lane in lanes {
                let State::Judged(judgement) = &lane.intervals[0].state else {
                    continue;
                };
                let all: BTreeSet<&TransferMechanism> = of_flows
                    .iter()
                    .filter(|(shape, regime, _)| (*shape, *regime) == (lane.shape, lane.regime))
                    .flat_map(|(_, _, mechanisms)| mechanisms)
                    .collect();
                assert!(
                    judgement.rests_on.iter().all(|it| all.contains(it)),
                    "{name}"
                );
                assert_eq!(judgement.rests_on.is_empty(), all.is_empty(), "{name}");
            }
            let side = Side {
                estate: &estate,
                sources: &sources,
                rules,
                outcome: &outcome,
            };
            assert_eq!(transfers(side, side, day).unwrap(), []);
        }
    }
}

/// A flow under a derogation, and its mechanism.
fn derogation(rules: &Rules, kind: &str, flow: &str) -> usize {
    let text = format!(
        "
name: A shop
controller: shop
parties: [{{id: shop, name: Shop, country: DE}}, {{id: inn, name: Inn, country: KE}}]
safeguards: [{{id: d, kind: {kind}, between: [shop, inn]}}]
flows:
  - {{id: f, from: shop, to: inn, subjects: customer, data: name, purpose: delivery-of-goods, basis: contract, safeguards: [d]{flow}}}
"
    );
    let files = MemoryFiles::new().with("fairnotice.yaml", text);
    let loaded = crate::estate::load(&files, "fairnotice.yaml");
    let estate = loaded.estate.unwrap_or_else(|errors| panic!("{errors:#?}"));
    let day = "2024-06-01".parse().unwrap();
    let examined = agreed(&estate, &loaded.sources, rules, day);
    let flow = |it: &&JudgedMovement| it.movement.kind == MovementKind::Disclose;
    let found = examined.iter().find(flow).unwrap();
    found.found.transfer.as_ref().unwrap().mechanisms.len()
}

#[test]
fn a_derogation_counts_where_what_it_requires_is_stated() {
    let rules = Rules::builtin().unwrap();
    let found = |kind: &str, flow: &str| derogation(&rules, kind, flow);
    let necessary = ", necessary-for: contract";
    let once = ", frequency: once";
    let both = format!("{necessary}{once}");
    let often = format!("{necessary}, frequency: systematic");
    assert_eq!(found("derogation-49-1-b", &both), 1);
    assert_eq!(found("derogation-49-1-b", &often), 0);
    assert_eq!(found("derogation-49-1-b", once), 0);
    assert_eq!(found("derogation-49-1-a", once), 0);
    let agreed = ", consent: {record: per-person, explicit: true}";
    assert_eq!(found("derogation-49-1-a", agreed), 1);
    assert_eq!(found("derogation-49-1-d", ""), 0);
    assert_eq!(found("derogation-49-1-d", necessary), 1);
}

#[test]
fn what_a_derogation_requires_is_the_policies_to_say() {
    let without = Rules::altered(|text| text.replace(" &&\n  context.transfer.necessary\n", "\n"));
    let once = ", frequency: once";
    assert_eq!(derogation(&without, "derogation-49-1-b", once), 1);
    let none = Rules::altered(|text| {
        text.replace(
            "contains(Mechanism::\"49(1)(d)\")",
            "contains(Mechanism::\"49(1)(d)\") && context.transfer.explicitConsent",
        )
    });
    assert_eq!(derogation(&none, "derogation-49-1-d", ""), 0);
}
