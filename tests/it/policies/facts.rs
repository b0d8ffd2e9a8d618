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
            consent: ConsentFacts {
                recorded: flag(21),
                explicit: flag(22),
                choice: [Choice::Real, Choice::None, Choice::Unstated][(bits >> 23) as usize % 3],
                imbalance: flag(25),
                bundled: flag(26),
                by_default: flag(27),
                uninformed: flag(28),
                child_too_young: flag(29),
            },
            data: DataFacts {
                special: flag(8),
                criminal: flag(9),
                condition,
                condition_in_force: flag(10),
                criminal_authority: flag(11),
                schedule_condition: PAPERS[(bits >> 3) as usize % PAPERS.len()],
                policy_document: PAPERS[(bits >> 5) as usize % PAPERS.len()],
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
                derogations: MechanismKind::ALL
                    .into_iter()
                    .skip(2)
                    .zip(10..)
                    .filter(|(_, at)| flag(*at) && flag(19))
                    .map(|(kind, _)| kind)
                    .collect(),
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
                risk_assessment: papers.0,
            },
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

/// The rules that say that a transfer rests on nothing, each with its own cause.
const NO_MECHANISM: [&str; 6] = [
    "transfer/no-safeguard",
    "transfer/onward-without-safeguard",
    "transfer/adequacy-condition-unmet",
    "transfer/safeguard-expired",
    "transfer/safeguard-of-other-regime",
    "transfer/derogation-for-systematic-transfer",
];

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
    let (controller, party, system, statement) = asked(&checked);
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
            A::Rely,
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
            let default = checked.rules.default_deny(action);
            let denied = decision.verdicts.iter().any(|rule| Some(*rule) == default);
            match action {
                Action::Collect | Action::Store | Action::Disclose => {
                    prop_assert_eq!(denied, !based, "{:?} {:?}", action, facts);
                }
                _ => prop_assert_eq!(default, None),
            }
            // Likewise of transfers: where no permit matches, some rule says so, and no other time.
            let fired: Vec<&str> = decision
                .verdicts
                .iter()
                .map(|rule| checked.rules.rule(*rule).unwrap().id.as_str())
                .collect();
            let none = fired.iter().any(|rule| NO_MECHANISM.contains(rule));
            let transfer = [Action::Transfer, Action::OnwardTransfer].contains(&action);
            let restricted = facts.transfer.restricted;
            prop_assert_eq!(
                none,
                transfer && restricted && decision.mechanisms.is_empty(),
                "{:?} {:?}",
                action,
                facts
            );
            prop_assert!(restricted || decision.mechanisms.is_empty());
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

#[test]
fn derogations_require_what_the_law_tables_say() {
    use fairnotice::law::{InstrumentCondition as C, SafeguardClass};
    let checked = checked_text(ESTATE, DAY.parse().unwrap());
    let (controller, party, ..) = asked(&checked);
    let decider = Decider::new(&checked.rules, &checked.estate).unwrap();
    let law = &checked.estate.law;
    let mut seen = 0;
    for kind in law.instrument_kinds() {
        for row in law.instrument_rows(kind) {
            if row.class != SafeguardClass::Derogation {
                continue;
            }
            let derogation = MechanismKind::of_derogation(kind).unwrap();
            let requires = |any_of: &[C]| row.conditions.iter().any(|it| any_of.contains(it));
            let necessity = [
                C::ContractWithPerson,
                C::ContractInPersonsInterest,
                C::LegalClaims,
            ];
            for bits in 0..8_u8 {
                let flag = |at: u8| bits & (1 << at) != 0;
                let (systematic, necessary, agreed) = (flag(0), flag(1), flag(2));
                let facts = TransferFacts {
                    restricted: true,
                    place: Certainty::Stated,
                    adequacy: Adequacy::None,
                    instrument: InstrumentState::None,
                    derogations: [derogation].into_iter().collect(),
                    systematic,
                    necessary,
                    agreed,
                    relies_on_lapsed: false,
                    risk_assessment: PaperState::NotNeeded,
                    effect: EffectFacts::default(),
                };
                let fits = (!requires(&[C::Occasional, C::NotRepetitive]) || !systematic)
                    && (!requires(&necessity) || necessary)
                    && (!requires(&[C::ExplicitConsent]) || agreed);
                let question =
                    Question::Rely(controller, Asked::Party(party), Regime::EuGdpr, facts);
                let permitted = decider.decide(&question).mechanisms;
                assert_eq!(permitted.contains(derogation), fits, "{kind} {facts:?}");
                assert_eq!(permitted.is_empty(), !fits, "{kind} {facts:?}");
            }
            seen += 1;
        }
    }
    assert!(seen >= 16, "{seen}");
}
