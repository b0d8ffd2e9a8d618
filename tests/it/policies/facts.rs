//! No policy errs, whatever the facts.

use super::*;
use crate::support;
use fairnotice::engine::facts::{
    CitationFacts, DeployedFacts, FactRecord, FactValue, OperatedFacts, WaiverFacts,
};

/// Records of random facts.
fn any_facts<R: FactRecord + std::fmt::Debug>() -> impl Strategy<Value = R> {
    prop::collection::vec(any::<prop::sample::Index>(), 150).prop_map(|choices| {
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
    // Two regimes, and two flags.
    assert_eq!(all_facts::<NoticeItemFacts>().len(), 8);
    assert_eq!(all_facts::<StatementFacts>().len(), 64);
    let numbers = i64::chosen(&mut |count| count - 1);
    assert_eq!(numbers, i64::from(i32::MAX));
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
            let decision = ask(Question::Movement(action, controller, resource, facts));
            // Lawful only if: without a basis in force there is a verdict, whoever else objects.
            let article = facts.basis.article.as_str();
            let lawless = facts.basis.without_law && ["6(1)(c)", "6(1)(e)"].contains(&article);
            let based = facts.controller.acts_as_processor
                || (facts.basis.in_force && article != "none" && !lawless);
            let denied = decision.verdicts.iter().any(|rule| Some(*rule) == checked.rules.default_deny());
            if action.needs_basis() {
                prop_assert_eq!(denied, !based, "{:?} {:?}", action, facts);
            } else {
                prop_assert!(!denied);
            }
        }
    });
    // The other facts are few enough for all of them.
    for facts in all_facts::<NoticeItemFacts>() {
        ask(Question::Item(controller, facts));
    }
    for facts in all_facts::<StatementFacts>() {
        ask(Question::Statement(controller, statement, facts));
    }
    for facts in all_facts::<OperatedFacts>() {
        ask(Question::Operated(controller, system, facts));
    }
    for facts in all_facts::<WaiverFacts>() {
        ask(Question::Waiver(controller, facts));
    }
    for facts in all_facts::<CitationFacts>() {
        ask(Question::Citation(controller, facts));
    }
    for facts in all_facts::<DeployedFacts>() {
        for action in [Action::Deploy, Action::Replicate] {
            ask(Question::Deployed(action, controller, facts));
        }
    }
}
