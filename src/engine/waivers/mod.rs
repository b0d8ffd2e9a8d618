//! Waived findings: which waiver holds on a day, and what voids another. A waiver holds for what was
//! waived: it is void when the flow, the sentence or the law under the finding changes.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::cases::{self, Case, Subject};
use super::facts::{Evidence, EvidenceMap, Label, LabelRole, WaiverFacts};
use super::finding::{Assembler, Finding, Gathering};
use super::policy::{Action, Asked, Decider, Question};
use crate::estate::model::{Estate, Waiver};
use crate::estate::vocabulary::Concern;
use crate::input::Span;
use crate::law::Regime;

/// Marks the findings that are waived, and adds what policies find of the waivers themselves.
pub(super) fn apply(
    assembler: &Assembler<'_>,
    decider: &mut Decider<'_>,
    regime: Regime,
    findings: &mut Vec<Finding>,
) {
    let cases = waiver_cases(assembler, regime, findings);
    let mut gathering = Gathering::new(assembler);
    gathering.add(cases::judge(decider, &cases));
    let found = gathering.finish(regime);
    // A policy that fails whatever it is asked has been reported already.
    let reported: BTreeSet<String> = findings.iter().map(|it| it.id.clone()).collect();
    findings.extend(found.into_iter().filter(|it| !reported.contains(&it.id)));
}

/// Whether a rule is on something that was not looked at: what is deployed, or what was seen.
fn is_out_of_sight(assembler: &Assembler<'_>, rule: &str) -> bool {
    let concerns = assembler.rules.get(rule).map(|rule| rule.family().concerns);
    match concerns {
        Some(Concern::Deployment) => assembler.deployed.is_none(),
        Some(Concern::Observation) => !assembler.observed,
        _ => false,
    }
}

/// Marks the findings that are waived on a day; the cases of all waivers. Those of rules on what is
/// deployed, or was seen, are left alone where that is not looked at.
fn waiver_cases<'e>(
    assembler: &Assembler<'e>,
    regime: Regime,
    findings: &mut [Finding],
) -> Vec<Case<'e>> {
    let (estate, day) = (assembler.estate, assembler.day);
    let by_id: BTreeMap<String, usize> = findings
        .iter()
        .enumerate()
        .map(|(at, finding)| (finding.id.clone(), at))
        .collect();
    let mut cases = Vec::new();
    for (at, waiver) in estate.waivers.iter().enumerate() {
        if is_out_of_sight(assembler, &waiver.rule) {
            continue;
        }
        let finding = by_id
            .get(&waiver.finding)
            .and_then(|at| findings.get_mut(*at));
        // A waiver of another rule's finding waives nothing: the id was mistaken.
        let finding = finding.filter(|finding| finding.rule == waiver.rule);
        let seen = finding.as_ref().map(|it| it.state.clone());
        let facts = WaiverFacts {
            regime,
            found: finding.is_some(),
            expired: waiver.until < day,
            changed: seen.as_ref().is_some_and(|seen| *seen != waiver.state),
        };
        if let Some(finding) = finding
            && !facts.expired
            && !facts.changed
        {
            finding.waived = Some(at);
        }
        cases.push(Case {
            questions: vec![Question::new(
                Action::Waive,
                estate.controller,
                Asked::Notice,
                facts,
            )],
            regime,
            subject: Subject::Named(&waiver.finding),
            evidence: Cow::Owned(evidence(waiver, facts, seen.as_deref())),
        });
    }
    cases
}

fn evidence(waiver: &Waiver, facts: WaiverFacts, seen: Option<&str>) -> EvidenceMap {
    let found = |span: Span, text: String, name: Option<String>| Evidence {
        elements: vec![waiver.finding.clone()],
        labels: vec![Label {
            role: LabelRole::Estate,
            span,
            text: text.clone(),
        }],
        day: Some(waiver.until),
        name,
        steps: vec![format!(
            "`{}` of {} is waived by {} until {}: {text}",
            waiver.finding, waiver.rule, waiver.owner, waiver.until
        )],
        ..Evidence::default()
    };
    let mut map = EvidenceMap::new();
    if !facts.found {
        let text = "there is no such finding".to_owned();
        map.insert("waiver.unused", found(waiver.span, text, None));
    }
    if facts.expired {
        let text = "that day is past".to_owned();
        map.insert("waiver.expired", found(waiver.until_span, text, None));
    }
    if let Some(seen) = seen.filter(|_| facts.changed) {
        let text = format!("the finding has changed since: its state is `{seen}` now");
        map.insert(
            "waiver.changed",
            found(waiver.state_span, text, Some(seen.to_owned())),
        );
    }
    map
}

/// Takes back what waivers of the second of two versions of an estate waive that the first does not have:
/// a change does not excuse itself. How many findings that concerns.
pub fn only_those_of(before: &Estate, after: &Estate, findings: &mut [Finding]) -> usize {
    let had: BTreeSet<(&str, &str, &str)> = before.waivers.iter().map(key).collect();
    let mut taken_back = 0;
    for finding in findings {
        let waiver = finding.waived.and_then(|at| after.waivers.get(at));
        if waiver.is_some_and(|waiver| !had.contains(&key(waiver))) {
            finding.waived = None;
            taken_back += 1;
        }
    }
    taken_back
}

/// What a waiver is for.
fn key(waiver: &Waiver) -> (&str, &str, &str) {
    (&waiver.rule, &waiver.finding, &waiver.state)
}
