//! No policy errs, whatever the facts.

use super::*;
use crate::support;
use fairnotice::engine::facts::{
    CitationFacts, DeployedFacts, OperatedFacts, WaiverFacts, Whereabouts,
};

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
                without_law: flag(6),
                less_intrusive: flag(7),
            },
            consent: consent_facts(bits),
            data: data_facts(bits, condition),
            purpose_compatible: flag(12),
            purpose_research: flag(13),
            marketing: MarketingFacts {
                electronic: flag(14),
                corporate: flag(15),
                soft_opt_in: flag(16),
                consent_covers_channel: flag(17),
            },
            coverage,
            transfer: transfer_facts(bits, place, adequacy, instrument, papers.0),
            papers: PaperFacts {
                processor_contract: papers.1,
                sub_processor_authorisation: papers.2,
                joint_arrangement: PAPERS[(bits >> 28) as usize % PAPERS.len()],
                outside_instructions: flag(27),
                impact_assessment: PAPERS[(bits >> 30) as usize % PAPERS.len()],
            },
            changed_hands: flag(21),
            measure_missing: flag(22),
            outside_group: flag(23),
            without_source: flag(24),
            more_than_collected: flag(25),
        }
    })
}

fn consent_facts(bits: u32) -> ConsentFacts {
    let flag = |at: u32| bits & (1 << at) != 0;
    ConsentFacts {
        recorded: flag(21),
        explicit: flag(22),
        choice: [Choice::Real, Choice::None, Choice::Unstated][(bits >> 23) as usize % 3],
        imbalance: flag(25),
        bundled: flag(26),
        by_default: flag(27),
        uninformed: flag(28),
        child_too_young: flag(29),
    }
}

fn transfer_facts(
    bits: u32,
    place: Certainty,
    adequacy: Adequacy,
    instrument: InstrumentState,
    risk_assessment: PaperState,
) -> TransferFacts {
    let flag = |at: u32| bits & (1 << at) != 0;
    TransferFacts {
        restricted: flag(18),
        place,
        adequacy,
        instrument,
        derogation: flag(19),
        derogation_asks: DerogationAsks {
            occasional: flag(12),
            necessity: flag(13),
            explicit_consent: flag(14),
        },
        systematic: flag(15),
        necessary: flag(16),
        agreed: flag(22),
        effect: EffectFacts {
            importer_law: [
                ImporterLaw::Unproblematic,
                ImporterLaw::Assessed,
                ImporterLaw::Ruled,
            ][(bits >> 17) as usize % 3],
            importer_reads: flag(19),
            measure_works: flag(20),
            assessment_stale: flag(21),
        },
        relies_on_lapsed: flag(20),
        risk_assessment,
    }
}

fn data_facts(bits: u32, condition: &'static str) -> DataFacts {
    let flag = |at: u32| bits & (1 << at) != 0;
    DataFacts {
        special: flag(8),
        criminal: flag(9),
        condition,
        condition_in_force: flag(10),
        criminal_authority: flag(11),
        schedule_condition: PAPERS[(bits >> 3) as usize % PAPERS.len()],
        policy_document: PAPERS[(bits >> 5) as usize % PAPERS.len()],
    }
}

/// The places of the estate above that questions are about.
fn asked(checked: &support::Checked) -> (PartyIx, PartyIx, SystemIx, StatementIx) {
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
        estate.all_statements().next().unwrap().0,
    )
}

#[test]
fn no_built_in_policy_errs_whatever_the_facts() {
    let checked = checked_text(ESTATE, DAY.parse().unwrap());
    let (controller, party, system, _) = asked(&checked);
    let decider = Decider::new(&checked.rules, &checked.estate).unwrap();
    let ask = |question: Question| {
        let decision = decider.decide(&question);
        assert_eq!(decision.errors, [], "{question:?}");
        decision
    };
    let movements = Action::ALL.into_iter().filter(|action| {
        use Action as A;
        let of_others = [
            A::Inform,
            A::State,
            A::Deploy,
            A::Replicate,
            A::Operate,
            A::Accept,
            A::Cite,
        ];
        !of_others.contains(action)
    });
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
            let lawless = facts.basis.without_law && ["6(1)(c)", "6(1)(e)"].contains(&facts.basis.article);
            let based = facts.controller.acts_as_processor
                || (facts.basis.in_force && facts.basis.article != "none" && !lawless);
            let denied = decision.verdicts.iter().any(|rule| Some(*rule) == checked.rules.default_deny());
            if action.needs_basis() {
                prop_assert_eq!(denied, !based, "{:?} {:?}", action, facts);
            } else {
                prop_assert!(!denied);
            }
        }
    });
}

/// The facts of everything else are few enough for all of them.
#[test]
fn no_built_in_policy_errs_on_any_facts_of_items_and_things() {
    let checked = checked_text(ESTATE, DAY.parse().unwrap());
    let (controller, _, system, statement) = asked(&checked);
    let decider = Decider::new(&checked.rules, &checked.estate).unwrap();
    let ask = |question: Question| {
        let decision = decider.decide(&question);
        assert_eq!(decision.errors, [], "{question:?}");
    };
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
            ask(Question::Operated(
                controller,
                system,
                OperatedFacts {
                    regime,
                    deployed: flag(0),
                },
            ));
            let facts = WaiverFacts {
                regime,
                found: flag(0),
                expired: flag(1),
                changed: flag(2),
            };
            ask(Question::Waiver(controller, facts));
            for unreachable_days in [0, 13, 14, i64::from(i32::MAX)] {
                let facts = CitationFacts {
                    regime,
                    gone: flag(0),
                    unreachable_days,
                    changed: flag(1),
                };
                ask(Question::Citation(controller, facts));
            }
        }
        for bits in 0..128_u8 {
            let flag = |at: u8| bits & (1 << at) != 0;
            for place in [
                Whereabouts::Stated,
                Whereabouts::Inferred,
                Whereabouts::UnknownUntilApply,
                Whereabouts::NotAPlace,
                Whereabouts::NotStated,
            ] {
                let facts = DeployedFacts {
                    regime,
                    holds_data: flag(0),
                    moves_data: flag(1),
                    service: flag(2),
                    declared: flag(3),
                    place,
                    located: flag(4),
                    place_declared: flag(5),
                    outside: flag(6),
                };
                for action in [Action::Deploy, Action::Replicate] {
                    ask(Question::Deployed(action, controller, facts));
                }
            }
        }
    }
}
