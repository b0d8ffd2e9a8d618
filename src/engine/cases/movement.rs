//! Cases on movements: what happens in each, and to whom.

use std::borrow::Cow;

use super::{Case, Subject};
use crate::engine::as_of::Assessed;
use crate::engine::movement::MovementKind;
use crate::engine::policy::{Action, Asked, Question};
use crate::estate::model::Estate;

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
    let movement = assessed.movement;
    let principal = movement
        .exporter
        .or(movement.importer)
        .unwrap_or(estate.controller);
    let resource = match (movement.system, movement.importer) {
        (Some(system), _) if !matches!(movement.kind, MovementKind::Access(_)) => {
            Asked::System(system)
        }
        (_, Some(party)) => Asked::Party(party),
        (_, None) => Asked::Party(principal),
    };
    actions(estate, assessed)
        .into_iter()
        .map(|action| Question::Movement(action, principal, resource, assessed.found.facts))
        .collect()
}

fn actions(estate: &Estate, assessed: &Assessed<'_>) -> Vec<Action> {
    let (movement, regime) = (assessed.movement, assessed.regime);
    let mut actions = Vec::new();
    // An exporter's own regime may reach the transfer alone.
    if movement.regimes.contains(&regime) {
        actions.push(match movement.kind {
            MovementKind::Collect => Action::Collect,
            MovementKind::Store => Action::Store,
            MovementKind::Disclose | MovementKind::Through | MovementKind::Access(_) => {
                Action::Disclose
            }
        });
        if estate.shape(movement.shape).decision.is_some()
            && movement.kind != MovementKind::Disclose
        {
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
