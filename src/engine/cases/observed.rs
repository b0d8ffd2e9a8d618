//! Cases on what was seen: who received data, who was not seen, and for how long cookies are stored.

use std::borrow::Cow;

use super::{Case, Subject};
use crate::engine::as_of::AsOf;
use crate::engine::observed::{
    CookieFound, Declared, Observations, RecipientFound, cookies, recipients, unseen,
};
use crate::engine::policy::{Action, Asked, Question};
use crate::estate::model::PartyIx;
use crate::observe::grouped;

/// The cases of what was seen, under each regime that applies to the controller. `flows_judged` says whether the
/// flows themselves are judged in the same check.
pub fn observed_cases<'d>(
    day: &AsOf<'d>,
    observed: &Observations,
    flows_judged: bool,
) -> Vec<Case<'d>> {
    let directory = observed.directory(day.estate, day.day);
    let grouped = grouped(&directory, &observed.files);
    let declared = Declared::of(day);
    let seen = (observed, &directory, &grouped);
    let controller = day.estate.controller;
    let mut cases = Vec::new();
    for regime in day.regimes.iter() {
        let found = recipients(day, seen, &declared, regime, flows_judged);
        cases.extend(found.into_iter().map(|it| recipient(controller, it)));
        let found = unseen(day, seen, &declared, regime);
        cases.extend(found.into_iter().map(|it| recipient(controller, it)));
        let found = cookies(day, observed, &grouped, &declared, regime);
        cases.extend(found.into_iter().map(|it| cookie(controller, it)));
    }
    cases
}

fn recipient<'e>(controller: PartyIx, found: RecipientFound) -> Case<'e> {
    Case {
        questions: vec![Question::new(
            Action::Receive,
            controller,
            Asked::Notice,
            found.facts,
        )],
        regime: found.facts.regime,
        subject: Subject::Seen(found.key),
        evidence: Cow::Owned(found.evidence),
    }
}

fn cookie<'e>(controller: PartyIx, found: CookieFound) -> Case<'e> {
    Case {
        questions: vec![Question::new(
            Action::Keep,
            controller,
            Asked::Notice,
            found.facts,
        )],
        regime: found.facts.regime,
        subject: Subject::Seen(found.key),
        evidence: Cow::Owned(found.evidence),
    }
}
