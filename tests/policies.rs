//! Policies: an estate's own beside the built-in ones, severities, and policies that cannot be
//! evaluated, which must never pass in silence.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::allow_attributes,
    missing_docs,
    reason = "tests may fail loudly"
)]

mod common;

use common::run::{DAY, Ran, folder, run, write};
use common::{checked_files, checked_text};
use fairnotice::engine::coverage::Verdict;
use fairnotice::engine::facts::{
    Adequacy, BasisFacts, ControllerFacts, CoverageFacts, DataFacts, DerogationAsks, EffectFacts,
    InstrumentState, MarketingFacts, MovementFacts, NoticeItemFacts, PaperFacts, PaperState,
    RecipientFacts, StatementFacts, TransferFacts, VerdictSet,
};
use fairnotice::engine::movement::RecipientRole;
use fairnotice::engine::policy::{Action, Asked, Decider, Effect, Question, Rules};
use fairnotice::estate::model::{Endpoint, PartyIx, StatementIx, SystemIx};
use fairnotice::estate::raw::{Certainty, TaskKind};
use fairnotice::input::MemoryFiles;
use fairnotice::law::Regime;
use proptest::prelude::*;

const ESTATE: &str = "name: Shop
controller: shop
parties:
  - {id: shop, country: GB}
  - {id: courier, country: GB}
systems:
  - {id: till, operator: shop, hosting: GB}
notice:
  text: We share your name with the courier.
  statements:
    - {id: courier, quote: share your name with the courier, shares: {with: courier, data: name}}
flows:
  - {id: sale, from: data-subjects, to: till, subjects: customer, data: [name, birth-date], purpose: service-provision, basis: contract}
  - {id: delivery, from: till, to: courier, subjects: customer, data: name, purpose: service-provision, basis: contract}
";

const OWN: &str = r#"// What it finds: anything that leaves the house. Ours alone.
//
// What to do: keep it in.
@id("house/nothing-leaves")
@title("Nothing leaves the house")
@severity("warning")
@law("5(1)(a)")
@message("{importer} receives {data} of {subjects}")
@remedy("keep it in")
forbid (principal, action == Action::"disclose", resource)
when { context.recipient.separate };
"#;

fn judged(estate: &str, policy: &str, more: &[&str]) -> Ran {
    let folder = folder();
    write(
        folder.path(),
        "fairnotice.yaml",
        format!("{ESTATE}policies: policies/\n{estate}"),
    );
    write(folder.path(), "policies/house/own.cedar", policy);
    run(folder.path(), &[&["check", "--as-of", DAY], more].concat())
}

#[test]
fn an_estates_own_policy_is_a_rule_like_any_other() {
    let json = judged("", OWN, &["--format", "json", "--rule", "house"])
        .exits(0)
        .json();
    let findings = json["findings"].as_array().unwrap();
    assert_eq!(findings.len(), 1, "{json}");
    assert_eq!(findings[0]["rule"], "house/nothing-leaves");
    assert_eq!(findings[0]["severity"], "warning");
    assert_eq!(findings[0]["flow"], "delivery");
    assert_eq!(findings[0]["message"], "courier receives name of customer");

    let sarif = judged("", OWN, &["--format", "sarif"]).json();
    let run = &sarif["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let at = rules
        .iter()
        .position(|rule| rule["id"] == "house/nothing-leaves")
        .unwrap();
    assert!(
        rules[at]["help"]["markdown"]
            .as_str()
            .unwrap()
            .contains("Ours alone"),
        "{}",
        rules[at]
    );
    let results = run["results"].as_array().unwrap();
    let own = results
        .iter()
        .find(|result| result["ruleId"] == "house/nothing-leaves")
        .unwrap();
    assert_eq!(own["ruleIndex"], at);
    assert_eq!(own["level"], "warning");
}

#[test]
fn an_estates_own_policy_is_explained() {
    let folder = folder();
    write(
        folder.path(),
        "fairnotice.yaml",
        format!("{ESTATE}policies: policies/\n"),
    );
    write(folder.path(), "policies/own.cedar", OWN);
    let explained = run(folder.path(), &["explain", "house/nothing-leaves", "."]).exits(0);
    assert!(explained.out.contains("Ours alone"), "{}", explained.out);
}

#[test]
fn severities_are_the_estates_to_choose() {
    let severity = |level: &str| {
        let estate = format!("severity: {{ house/nothing-leaves: {level} }}\n");
        judged(&estate, OWN, &["--format", "json", "--rule", "house"])
    };
    for (level, code) in [("error", 1), ("warning", 0), ("note", 0)] {
        let json = severity(level).exits(code).json();
        assert_eq!(json["findings"][0]["severity"], level);
    }
    assert_eq!(
        severity("off").exits(0).json()["findings"]
            .as_array()
            .unwrap()
            .len(),
        0
    );
    // A built-in rule as well.
    let found = |more: &str| {
        let checked = checked_text(&format!("{ESTATE}{more}"), DAY.parse().unwrap());
        checked
            .of("disclosure/undisclosed-data")
            .iter()
            .map(|finding| finding.severity.as_str())
            .collect::<Vec<_>>()
    };
    assert_eq!(found(""), ["error"]);
    assert_eq!(
        found("severity: { disclosure/undisclosed-data: note }\n"),
        ["note"]
    );
    assert_eq!(
        found("severity: { disclosure/undisclosed-data: off }\n"),
        [""; 0]
    );
}

/// A policy that holds to the schema and cannot be evaluated: the sum is larger than any number.
fn overflowing() -> String {
    OWN.replace("context.recipient.separate", "9223372036854775807 + 1 > 0")
}

#[test]
fn a_policy_that_cannot_be_evaluated_is_an_error_and_never_silence() {
    let policy = overflowing();
    let json = judged("", &policy, &["--format", "json"]).exits(1).json();
    let faults: Vec<_> = json["findings"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|finding| finding["rule"] == "policy/evaluation-error")
        .collect();
    assert_eq!(faults.len(), 1, "one cause, one finding: {json}");
    assert_eq!(faults[0]["severity"], "error");
    let message = faults[0]["message"].as_str().unwrap();
    assert!(
        message.contains("house/nothing-leaves") && message.contains("overflow"),
        "{message}"
    );
    let label = &faults[0]["labels"][0];
    assert_eq!(
        label["file"], "policies/house/own.cedar",
        "it points at the policy: {}",
        faults[0]
    );

    for format in ["terminal", "sarif"] {
        let ran = judged("", &policy, &["--format", format]).exits(1);
        assert!(
            ran.out.contains("policy/evaluation-error") && ran.out.contains("house/nothing-leaves"),
            "{}",
            ran.out
        );
    }
}

#[test]
fn filters_do_not_hide_that_a_policy_cannot_be_evaluated() {
    // A gate that asks for one rule must not be green because that rule could not be asked.
    let policy = overflowing();
    for filter in [
        ["--rule", "house"],
        ["--rule", "transfer"],
        ["--flow", "sale"],
    ] {
        let json = judged("", &policy, &[&["--format", "json"], &filter[..]].concat())
            .exits(1)
            .json();
        assert!(
            json.to_string().contains("policy/evaluation-error"),
            "{filter:?}: {json}"
        );
    }
}

#[test]
fn a_policy_that_cannot_be_evaluated_hides_no_other() {
    let without = checked_text(ESTATE, DAY.parse().unwrap());
    let files = MemoryFiles::new()
        .with("fairnotice.yaml", format!("{ESTATE}policies: own.cedar\n"))
        .with("own.cedar", overflowing());
    let with = checked_files(&files, DAY.parse().unwrap());
    let mut rules = with.rules();
    assert!(rules.remove("policy/evaluation-error"));
    assert_eq!(rules, without.rules());
}

#[test]
fn every_built_in_policy_is_asked_by_some_action() {
    let rules = Rules::builtin().unwrap();
    assert!(rules.iter().any(|rule| rule.effect == Effect::Permit));
    assert_eq!(
        rules
            .iter()
            .filter(|rule| rule.effect == Effect::Permit)
            .count(),
        1,
        "one rule of legal bases"
    );
}

fn verdicts() -> impl Strategy<Value = VerdictSet> {
    (0_u8..32).prop_map(|bits| {
        Verdict::ALL
            .into_iter()
            .enumerate()
            .filter(|(at, _)| bits & (1 << at) != 0)
            .map(|(_, verdict)| verdict)
            .collect()
    })
}

fn coverage() -> impl Strategy<Value = CoverageFacts> {
    prop::collection::vec(verdicts(), 10).prop_map(|sets| CoverageFacts {
        recipient: sets[0],
        indirect_recipient: sets[1],
        data: sets[2],
        purpose: sets[3],
        destination: sets[4],
        safeguard: sets[5],
        retention: sets[6],
        source: sets[7],
        basis: sets[8],
        automated_decision: sets[9],
    })
}

const ARTICLES: [&str; 8] = [
    "6(1)(a)", "6(1)(b)", "6(1)(c)", "6(1)(d)", "6(1)(e)", "6(1)(ea)", "6(1)(f)", "none",
];
const CONDITIONS: [&str; 11] = [
    "9(2)(a)", "9(2)(b)", "9(2)(c)", "9(2)(d)", "9(2)(e)", "9(2)(f)", "9(2)(g)", "9(2)(h)",
    "9(2)(i)", "9(2)(j)", "none",
];
const ROLES: [RecipientRole; 8] = [
    RecipientRole::Controller,
    RecipientRole::JointController,
    RecipientRole::Processor,
    RecipientRole::SubProcessor,
    RecipientRole::Carrier,
    RecipientRole::DataSubject,
    RecipientRole::SameEntity,
    RecipientRole::Public,
];
const INSTRUMENTS: [InstrumentState; 5] = [
    InstrumentState::None,
    InstrumentState::InForce,
    InstrumentState::NotConcluded,
    InstrumentState::Spent,
    InstrumentState::OtherRegime,
];
const PAPERS: [PaperState; 3] = [
    PaperState::NotNeeded,
    PaperState::InForce,
    PaperState::Missing,
];
const PLACES: [Certainty; 3] = [Certainty::Stated, Certainty::Hinted, Certainty::Unknown];
const ADEQUACY: [Adequacy; 3] = [Adequacy::None, Adequacy::InForce, Adequacy::ConditionUnmet];
const TASKS: [Option<TaskKind>; 3] = [None, Some(TaskKind::PublicTask), Some(TaskKind::OtherTask)];

fn movement() -> impl Strategy<Value = MovementFacts> {
    use prop::sample::select;
    let words = (
        select(Regime::ALL),
        select(&ROLES[..]),
        select(&ARTICLES[..]),
        select(&TASKS[..]),
        select(&CONDITIONS[..]),
        select(&PLACES[..]),
        select(&ADEQUACY[..]),
        select(&INSTRUMENTS[..]),
        (
            select(&PAPERS[..]),
            select(&PAPERS[..]),
            select(&PAPERS[..]),
        ),
    );
    (words, coverage(), any::<u32>()).prop_map(|(words, coverage, bits)| {
        let (regime, role, article, task, condition, place, adequacy, instrument, papers) = words;
        let flag = |at: u32| bits & (1 << at) != 0;
        MovementFacts {
            regime,
            controller: ControllerFacts {
                acts_as_processor: flag(0),
                public_authority: flag(1),
            },
            recipient: RecipientFacts {
                role,
                separate: flag(2),
                public_authority: flag(3),
            },
            basis: BasisFacts {
                article,
                in_force: flag(4),
                task,
                interests_assessed: flag(5),
                consent_recorded: flag(6),
                consent_explicit: flag(7),
            },
            data: DataFacts {
                special: flag(8),
                criminal: flag(9),
                condition,
                condition_in_force: flag(10),
                criminal_authority: flag(11),
            },
            purpose_compatible: flag(12),
            purpose_research: flag(13),
            marketing: MarketingFacts {
                electronic: flag(14),
                corporate: flag(15),
                soft_opt_in: flag(16),
                consent_covers_channel: flag(17),
            },
            coverage,
            transfer: TransferFacts {
                restricted: flag(18),
                place,
                adequacy,
                instrument,
                derogation: flag(19),
                derogation_asks: DerogationAsks::default(),
                systematic: false,
                necessary: false,
                effect: EffectFacts::default(),
                relies_on_lapsed: flag(20),
                risk_assessment: papers.0,
            },
            papers: PaperFacts {
                processor_contract: papers.1,
                sub_processor_authorisation: papers.2,
                joint_arrangement: PaperState::NotNeeded,
                outside_instructions: false,
            },
            changed_hands: flag(21),
            measure_missing: flag(22),
            outside_group: flag(23),
            without_source: flag(24),
            more_than_collected: flag(25),
        }
    })
}

/// The places of the estate above that questions are about.
fn asked(checked: &common::Checked) -> (PartyIx, PartyIx, SystemIx, StatementIx) {
    let estate = &checked.estate;
    let ends = || {
        estate
            .shapes
            .iter()
            .flat_map(|shape| [shape.from, shape.to])
    };
    let party = ends().find_map(|end| match end {
        Endpoint::Party(party, _) => Some(party),
        _ => None,
    });
    let system = ends().find_map(|end| match end {
        Endpoint::System(system) => Some(system),
        _ => None,
    });
    (
        estate.controller,
        party.unwrap(),
        system.unwrap(),
        estate.statements().next().unwrap().0,
    )
}

#[test]
fn no_built_in_policy_errs_whatever_the_facts() {
    let checked = checked_text(ESTATE, DAY.parse().unwrap());
    let (controller, party, system, statement) = asked(&checked);
    let decider = Decider::new(&checked.rules, &checked.estate).unwrap();
    let ask = |question: Question| {
        let decision = decider.decide(&question);
        assert_eq!(decision.errors, [], "{question:?}");
        decision
    };
    let movements = Action::ALL
        .into_iter()
        .filter(|action| !matches!(action, Action::Inform | Action::State));
    let config = ProptestConfig {
        cases: 1024,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    proptest!(config, |(facts in movement(), to_system in any::<bool>())| {
        let resource = if to_system { Asked::System(system) } else { Asked::Party(party) };
        for action in movements.clone() {
            let decision = ask(Question::Movement(action, controller, resource, facts));
            // Lawful only if: without a basis in force there is a verdict, whoever else objects.
            let based = facts.controller.acts_as_processor
                || (facts.basis.in_force && facts.basis.article != "none");
            let denied = decision.verdicts.iter().any(|rule| Some(*rule) == checked.rules.default_deny());
            if action.needs_basis() {
                prop_assert_eq!(denied, !based, "{:?} {:?}", action, facts);
            } else {
                prop_assert!(!denied);
            }
        }
    });
    // The facts of items and statements are few enough for all of them.
    for regime in Regime::ALL.iter().copied() {
        for bits in 0..32_u8 {
            let flag = |at: u8| bits & (1 << at) != 0;
            ask(Question::Item(
                controller,
                NoticeItemFacts {
                    regime,
                    required: flag(0),
                    told: flag(1),
                },
            ));
            let facts = StatementFacts {
                regime,
                found: flag(0),
                used: flag(1),
                indefinite: flag(2),
                outdated: flag(3),
                contradicted: flag(4),
            };
            ask(Question::Statement(controller, statement, facts));
        }
    }
}
