//! Cases on what was seen: who received data, who was not seen, and for how long cookies are stored.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::{Case, Subject};
use crate::engine::as_of::AsOf;
use crate::engine::facts::{EvidenceMap, QuestionFacts};
use crate::engine::observed::{
    Declared, Observations, cookies, own_before_consent, recipients, unseen,
};
use crate::engine::policy::{Action, Asked, Question};
use crate::estate::model::PartyIx;
use crate::law::Regime;
use crate::observe::grouped;

/// The cases of what was seen, under each regime that applies to the controller. `judged` are the parties of whom
/// findings on flows say in the same check whether the notice discloses them.
pub fn observed_cases<'d>(
    day: &AsOf<'d>,
    observed: &Observations,
    judged: &BTreeSet<(PartyIx, Regime)>,
) -> Vec<Case<'d>> {
    let directory = observed.directory(day.estate, day.day);
    let grouped = grouped(&directory, &observed.files);
    let declared = Declared::of(day);
    let seen = (observed, &directory, &grouped);
    let controller = day.estate.controller;
    let mut cases = Vec::new();
    for regime in day.regimes.iter() {
        let found = recipients(day, seen, &declared, regime, judged).into_iter();
        let own = own_before_consent(day, observed, &grouped, &declared, regime);
        let found = found.chain(own).chain(unseen(day, seen, &declared, regime));
        let receive = (controller, Action::Receive);
        cases.extend(found.map(|it| case(receive, regime, (it.key, it.facts, it.evidence))));
        let found = cookies(day, observed, &grouped, &declared, regime).into_iter();
        let keep = (controller, Action::Keep);
        cases.extend(found.map(|it| case(keep, regime, (it.key, it.facts, it.evidence))));
    }
    cases
}

/// The case of one thing that was seen.
fn case<'e>(
    (controller, action): (PartyIx, Action),
    regime: Regime,
    (key, facts, evidence): (String, impl Into<QuestionFacts>, EvidenceMap),
) -> Case<'e> {
    Case {
        questions: vec![Question::new(action, controller, Asked::Notice, facts)],
        regime,
        subject: Subject::Seen(key),
        evidence: Cow::Owned(evidence),
    }
}
