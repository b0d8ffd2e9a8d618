//! Accepted findings: which acceptance holds on a day, and what stopped another. An acceptance holds for
//! what was accepted: it is void when the flow, the sentence or the law under the finding changes.

mod digest;
#[cfg(test)]
mod digest_tests;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::facts::{Evidence, EvidenceMap, Label, LabelRole, WaiverFacts};
use super::finding::{About, Assembler, Finding, Verdict, decided, gather};
use super::policy::{Decider, Question, Rules};
use crate::estate::model::{Estate, Waiver};
use crate::estate::raw::Concern;
use crate::input::{SourceMap, Span};
use crate::law::Regime;

pub use digest::digest;

/// An acceptance on a day.
struct Judged<'e> {
    /// The acceptance.
    waiver: &'e Waiver,
    /// The facts that policies decide by.
    facts: WaiverFacts,
    /// What they rest on.
    evidence: EvidenceMap,
}

/// Marks the findings that are accepted, and adds what policies find of the acceptances themselves.
pub(super) fn settle(
    assembler: &Assembler<'_>,
    decider: &mut Decider<'_>,
    regime: Regime,
    findings: &mut Vec<Finding>,
) {
    let (estate, rules) = (assembler.estate, assembler.rules);
    let when = (regime, assembler.day);
    let deployed = assembler.deployed.is_some();
    let is_judged = |rule: &str| deployed || !is_on_deployment(rules, rule);
    let accepted = accept(estate, assembler.sources, when, &is_judged, findings);
    let asked = |it: &Judged<'_>| Question::Waiver(estate.controller, it.facts);
    decider.prepare(accepted.iter().map(asked));
    let mut faults: BTreeSet<(String, String)> = BTreeSet::new();
    let mut verdicts: Vec<Verdict<'_>> = Vec::new();
    for it in &accepted {
        let (question, about) = (asked(it), About::Waiver(&it.waiver.finding));
        let ask = (rules, &*decider);
        verdicts.extend(decided(
            ask,
            &question,
            regime,
            &about,
            &it.evidence,
            &mut faults,
        ));
    }
    let nothing = EvidenceMap::new();
    verdicts.extend(
        faults
            .iter()
            .map(|fault| Verdict::fault(fault, regime, &nothing)),
    );
    let found = gather(assembler, rules, verdicts);
    // A policy that fails whatever it is asked has been told of already.
    let told: BTreeSet<String> = findings.iter().map(|it| it.id.clone()).collect();
    findings.extend(found.into_iter().filter(|it| !told.contains(&it.id)));
}

/// Whether a rule is on what is deployed.
fn is_on_deployment(rules: &Rules, rule: &str) -> bool {
    rules
        .get(rule)
        .is_some_and(|rule| rule.family().concerns == Concern::Deployment)
}

/// Marks the findings that are accepted on a day, and judges every acceptance. Those of rules that are
/// not judged, because nothing deployed is looked at, are left alone.
fn accept<'e>(
    estate: &'e Estate,
    sources: &SourceMap,
    (regime, day): (Regime, Date),
    is_judged: &dyn Fn(&str) -> bool,
    findings: &mut [Finding],
) -> Vec<Judged<'e>> {
    let by_id: BTreeMap<String, usize> = findings
        .iter()
        .enumerate()
        .map(|(at, finding)| (finding.id.clone(), at))
        .collect();
    let mut judged = Vec::new();
    for (at, waiver) in estate.waivers.iter().enumerate() {
        if !is_judged(&waiver.rule) {
            continue;
        }
        let finding = by_id
            .get(&waiver.finding)
            .and_then(|at| findings.get_mut(*at));
        // An acceptance of another rule's finding accepts nothing: the id was mistaken.
        let finding = finding.filter(|finding| finding.rule == waiver.rule);
        let seen = finding.as_ref().map(|it| digest(estate, sources, it));
        let facts = WaiverFacts {
            regime,
            found: finding.is_some(),
            expired: waiver.until < day,
            changed: seen.as_ref().is_some_and(|seen| *seen != waiver.digest),
        };
        if let Some(finding) = finding
            && !facts.expired
            && !facts.changed
        {
            finding.waived = Some(at);
        }
        judged.push(Judged {
            waiver,
            facts,
            evidence: evidence(waiver, facts, seen.as_deref()),
        });
    }
    judged
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
            "`{}` of {} is accepted by {} until {}: {text}",
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
        let text = format!("what it rests on has changed since: it is `{seen}` now");
        map.insert(
            "waiver.changed",
            found(waiver.digest_span, text, Some(seen.to_owned())),
        );
    }
    map
}
