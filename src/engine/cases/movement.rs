//! Cases on movements: what happens in each, and to whom.

use std::borrow::Cow;

use super::{Case, Subject};
use crate::engine::as_of::Assessed;
use crate::engine::movement::MovementKind;
use crate::engine::policy::{Action, Decider, Question};
use crate::estate::model::Estate;

/// Asks what restricted transfers rely on, before anything else is asked: what is shown of them
/// follows from it.
pub fn settle_transfers(decider: &mut Decider<'_>, estate: &Estate, assessed: &mut [Assessed<'_>]) {
    let question = |it: &Assessed<'_>| rely(estate, it);
    decider.prepare(assessed.iter().filter_map(question));
    for it in assessed {
        if let Some(question) = question(it) {
            it.found.settle(decider.decide(&question).mechanisms);
        }
    }
}

/// The cases of movements, one for each, in their order.
pub fn movement_cases<'d>(estate: &Estate, assessed: &'d [Assessed<'d>]) -> Vec<Case<'d>> {
    let case = |it: &'d Assessed<'d>| Case {
        questions: questions(estate, it),
        regime: it.regime,
        subject: Subject::Movement {
            movement: it.movement,
            flows: it.flows,
            countries: &it.found.countries,
        },
        evidence: Cow::Borrowed(&it.found.evidence),
    };
    assessed.iter().map(case).collect()
}

fn questions(estate: &Estate, assessed: &Assessed<'_>) -> Vec<Question> {
    let (principal, resource) = Question::ends(estate, assessed.movement);
    let facts = assessed.found.facts;
    let actions = actions(estate, assessed).into_iter();
    actions
        .map(|action| Question::new(action, principal, resource, facts))
        .chain(rely(estate, assessed))
        .collect()
}

/// What a restricted transfer relies on.
fn rely(estate: &Estate, assessed: &Assessed<'_>) -> Option<Question> {
    let transfer = assessed.found.facts.transfer;
    let question = Question::rely(estate, assessed.movement, assessed.regime, transfer);
    transfer.restricted.then_some(question)
}

fn actions(estate: &Estate, assessed: &Assessed<'_>) -> Vec<Action> {
    let (movement, regime) = (assessed.movement, assessed.regime);
    let mut actions = Vec::new();
    // An exporter's own regime may reach the transfer alone.
    if movement.regimes.contains(&regime) {
        actions.push(match movement.kind {
            MovementKind::Collect => Action::Collect,
            MovementKind::Store => Action::Store,
            MovementKind::Disclose | MovementKind::Through | MovementKind::Access(..) => {
                Action::Disclose
            }
        });
        // What is given to another is a decision of the one who gives it, where the flow states no other (C-634/21).
        let shape = estate.shape(movement.shape);
        let given = movement.is_the_flow() && shape.weighty_decision(estate).is_some();
        if shape.decision.is_some() && (given || movement.kind != MovementKind::Disclose) {
            actions.push(Action::Decide);
        }
    }
    if assessed.found.facts.transfer.restricted {
        let onward = movement.indirect && !movement.own_regimes.contains(&regime);
        actions.push(if onward {
            Action::OnwardTransfer
        } else {
            Action::Transfer
        });
    }
    actions
}
