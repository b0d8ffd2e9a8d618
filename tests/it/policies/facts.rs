//! No policy errs, whatever the facts.

use super::*;
use crate::support;
use fairnotice::engine::facts::{
    Adequacy, CitationFacts, DeployedFacts, DutyFacts, FactRecord, FactValue, FileFacts,
    ImporterLaw, InstrumentState, InterestNamed, MechanismKind, MechanismSet, OperatedFacts,
    RelianceFacts, Requirement, SeenCookieFacts, SeenFacts, SettingFacts, TextFacts, TransferFacts,
    WaiverFacts,
};

/// Records of random facts.
fn any_facts<R: FactRecord + std::fmt::Debug>() -> impl Strategy<Value = R> {
    prop::collection::vec(any::<prop::sample::Index>(), 200).prop_map(|choices| {
        let mut choices = choices.into_iter();
        R::chosen(&mut |count| choices.next().unwrap().index(count))
    })
}

/// Every record of facts that there can be: all choices in turn, as a counter counts.
fn all_facts<R: FactRecord>() -> Vec<R> {
    let mut all = Vec::new();
    let mut digits: Vec<(usize, usize)> = Vec::new();
    loop {
        let mut at = 0;
        all.push(R::chosen(&mut |count| {
            if at == digits.len() {
                digits.push((0, count));
            }
            at += 1;
            digits[at - 1].0
        }));
        while digits
            .last()
            .is_some_and(|(digit, count)| digit + 1 == *count)
        {
            digits.pop();
        }
        match digits.last_mut() {
            Some((digit, _)) => *digit += 1,
            None => return all,
        }
    }
}

#[test]
fn all_facts_are_all() {
    // Two regimes, and six or eight flags.
    assert_eq!(all_facts::<NoticeItemFacts>().len(), 128);
    assert_eq!(all_facts::<StatementFacts>().len(), 512);
    let numbers = i64::chosen(&mut |count| count - 1);
    assert_eq!(numbers, i64::from(i32::MAX));
}

/// The rules that report a transfer without a mechanism, each with its own cause.
const NO_MECHANISM: [&str; 8] = [
    "transfer/no-safeguard",
    "transfer/onward-without-safeguard",
    "transfer/adequacy-condition-unmet",
    "transfer/safeguard-expired",
    "transfer/safeguard-of-other-regime",
    "transfer/derogation-for-systematic-transfer",
    "transfer/consent-by-use",
    "transfer/mechanism-not-recorded",
];

/// The places of the estate above that questions are about.
fn asked(checked: &support::Checked) -> (PartyIx, PartyIx, SystemIx, StatementIx) {
    let estate = &checked.estate;
    let ends = || {
        estate
            .shapes
            .iter()
            .flat_map(|shape| [shape.route.from, shape.route.to])
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
            A::Retain,
            A::Protect,
            A::Expose,
            A::Read,
            A::Operate,
            A::Receive,
            A::Keep,
            A::Waive,
            A::Cite,
            A::Rely,
            A::Appoint,
            A::Publish,
        ];
        !of_others.contains(action)
    });
    let config = ProptestConfig {
        cases: 1024,
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    proptest!(config, |(facts in any_facts::<MovementFacts>(), to_system in any::<bool>())| {
        let resource = if to_system { Asked::System(system) } else { Asked::Party(party) };
        for action in movements.clone() {
            let decision = ask(Question::new(action, controller, resource, facts));
            // Lawful only if: without a basis in force there is a verdict, whatever other rules
            // report.
            let article = facts.basis.article.as_str();
            let lawless = facts.basis.without_law && ["6(1)(c)", "6(1)(e)"].contains(&article);
            let unlisted = facts.basis.recognised_interest == InterestNamed::None && article == "6(1)(ea)";
            let asked_for = facts.basis.not_recorded && article == "none";
            let based = facts.controller.acts_as_processor
                || asked_for
                || (facts.basis.in_force && article != "none" && !lawless && !unlisted);
            let default = checked.rules.default_deny(action);
            let denied = decision.verdicts.iter().any(|rule| Some(*rule) == default);
            match action {
                Action::Collect | Action::Store | Action::Disclose => {
                    prop_assert_eq!(denied, !based, "{:?} {:?}", action, facts);
                }
                _ => prop_assert_eq!(default, None),
            }
            // Likewise of transfers: some rule says that no permit matched, and no other time.
            let fired = decision.verdicts.iter().map(|rule| checked.rules.rule(*rule).unwrap());
            let says_none = fired.into_iter().any(|rule| NO_MECHANISM.contains(&&*rule.id));
            let transfer = [Action::Transfer, Action::OnwardTransfer].contains(&action);
            let none = transfer
                && facts.transfer.restricted
                && (facts.mechanisms.is_empty() || is_undermined(&facts));
            prop_assert_eq!(says_none, none, "{:?} {:?}", action, facts);
        }
        let reliance = RelianceFacts { regime: facts.regime, transfer: facts.transfer };
        ask(Question::new(Action::Rely, controller, resource, reliance));
    });
}

/// Whether clauses are all that a transfer relies on apart from a derogation, and the law of the
/// importer undermines them: a derogation that does not apply is reported as well.
fn is_undermined(facts: &MovementFacts) -> bool {
    let only_clauses: MechanismSet = [MechanismKind::Safeguard].into_iter().collect();
    let transfer = &facts.transfer;
    facts.mechanisms == only_clauses
        && !transfer.derogations.is_empty()
        && transfer.risk_assessment == Requirement::Met
        && transfer.effect.importer_law != ImporterLaw::Unproblematic
        && transfer.effect.importer_has_clear_text
        && !transfer.effect.supplementary_measure_effective
}

/// The facts of other subjects are few enough for all of them.
#[test]
fn no_built_in_policy_errs_on_any_other_subject() {
    let checked = checked_text(ESTATE, DAY.parse().unwrap());
    let (controller, _, system, statement) = asked(&checked);
    let decider = Decider::new(&checked.rules, &checked.estate).unwrap();
    let ask = |question: Question| {
        let decision = decider.decide(&question);
        assert_eq!(decision.errors, [], "{question:?}");
    };
    for facts in all_facts::<NoticeItemFacts>() {
        ask(Question::new(
            Action::Inform,
            controller,
            Asked::Notice,
            facts,
        ));
    }
    for facts in all_facts::<StatementFacts>() {
        ask(Question::new(
            Action::State,
            controller,
            Asked::Statement(statement),
            facts,
        ));
    }
    for facts in all_facts::<OperatedFacts>() {
        ask(Question::new(
            Action::Operate,
            controller,
            Asked::System(system),
            facts,
        ));
    }
    for facts in all_facts::<FileFacts>() {
        ask(Question::new(
            Action::Read,
            controller,
            Asked::Resource,
            facts,
        ));
    }
    for facts in all_facts::<DutyFacts>() {
        ask(Question::new(
            Action::Appoint,
            controller,
            Asked::Party(controller),
            facts,
        ));
    }
    for facts in all_facts::<TextFacts>() {
        ask(Question::new(
            Action::Publish,
            controller,
            Asked::Notice,
            facts,
        ));
    }
    for facts in all_facts::<WaiverFacts>() {
        ask(Question::new(
            Action::Waive,
            controller,
            Asked::Notice,
            facts,
        ));
    }
    for facts in all_facts::<CitationFacts>() {
        ask(Question::new(
            Action::Cite,
            controller,
            Asked::Notice,
            facts,
        ));
    }
    for facts in all_facts::<DeployedFacts>() {
        for action in [Action::Deploy, Action::Replicate, Action::Retain] {
            ask(Question::new(action, controller, Asked::Resource, facts));
        }
    }
}

#[test]
fn no_built_in_policy_errs_on_settings_of_what_is_deployed() {
    let checked = checked_text(ESTATE, DAY.parse().unwrap());
    let (controller, ..) = asked(&checked);
    let decider = Decider::new(&checked.rules, &checked.estate).unwrap();
    for facts in all_facts::<SettingFacts>() {
        for action in [Action::Protect, Action::Expose] {
            let question = Question::new(action, controller, Asked::Resource, facts);
            let decision = decider.decide(&question);
            assert_eq!(decision.errors, [], "{question:?}");
        }
    }
}

#[test]
fn no_built_in_policy_errs_on_what_is_observed() {
    let checked = checked_text(ESTATE, DAY.parse().unwrap());
    let (controller, ..) = asked(&checked);
    let decider = Decider::new(&checked.rules, &checked.estate).unwrap();
    let ask = |question: Question| {
        let decision = decider.decide(&question);
        assert_eq!(decision.errors, [], "{question:?}");
    };
    for facts in all_facts::<SeenFacts>() {
        let subject = Asked::Notice;
        ask(Question::new(Action::Receive, controller, subject, facts));
    }
    for facts in all_facts::<SeenCookieFacts>() {
        let subject = Asked::Notice;
        ask(Question::new(Action::Keep, controller, subject, facts));
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
                C::PublicInterestInLaw,
                C::VitalInterests,
                C::CompellingLegitimateInterests,
            ];
            for bits in 0..16_u8 {
                let flag = |at: u8| bits & (1 << at) != 0;
                let nothing = RelianceFacts::chosen(&mut |_| 0);
                let facts = TransferFacts {
                    adequacy: Adequacy::None,
                    instrument: InstrumentState::None,
                    derogations: [derogation].into_iter().collect(),
                    systematic: flag(0),
                    necessary: flag(1),
                    explicit_consent: flag(2),
                    public_powers: flag(3),
                    ..nothing.transfer
                };
                let fits = (!requires(&[C::Occasional, C::NotRepetitive]) || !facts.systematic)
                    && (!requires(&necessity) || facts.necessary)
                    && (!requires(&[C::NotForPublicAuthorities]) || !facts.public_powers)
                    && (!requires(&[C::ExplicitConsent]) || facts.explicit_consent);
                let question = RelianceFacts {
                    transfer: facts,
                    ..nothing
                };
                let question =
                    Question::new(Action::Rely, controller, Asked::Party(party), question);
                let permitted = decider.decide(&question).mechanisms;
                assert_eq!(permitted.contains(derogation), fits, "{kind} {facts:?}");
                assert_eq!(permitted.is_empty(), !fits, "{kind} {facts:?}");
            }
            seen += 1;
        }
    }
    assert!(seen >= 16, "{seen}");
}
