//! Cases on what the controller must appoint, whatever its flows: representatives and an officer.

use std::borrow::Cow;

use super::{Case, Subject};
use crate::engine::as_of::AsOf;
use crate::engine::facts::duties;
use crate::engine::policy::{Action, Asked, Question};

/// What the estate's controller must appoint, one case for each regime under which it must.
pub(super) fn duty_cases<'d>(day: &AsOf<'d>) -> Vec<Case<'d>> {
    let estate = day.estate;
    let controller = estate.controller;
    let running: Vec<_> = day
        .running
        .iter()
        .map(|it| (estate.shape(it.shape), it.flows.as_slice()))
        .collect();
    let case = |regime| {
        let found = duties(estate, regime, day.day, &running)?;
        Some(Case {
            questions: vec![Question::new(
                Action::Appoint,
                controller,
                Asked::Party(controller),
                found.facts,
            )],
            regime,
            subject: Subject::Named(&estate.party(controller).id),
            evidence: Cow::Owned(found.evidence),
        })
    };
    day.regimes.iter().filter_map(case).collect()
}
