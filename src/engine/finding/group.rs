//! One cause, one finding.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::Finding;
use super::assemble::Assembler;
use crate::engine::cases::{RuleHit, Subject};
use crate::engine::policy::{Group, Grouping, RuleIx, Rules};
use crate::estate::model::Estate;

/// What hits of one finding share.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Cause {
    Flow(Vec<u32>, Option<u32>, Option<u32>),
    Parties(Option<u32>, Option<u32>, String),
    Controller(u32),
    Quote(String),
    Item(String),
    Deployed(
        crate::engine::deployment::ResourceAspect,
        Option<u32>,
        String,
    ),
    Operated(u32),
    Named(String),
    Fault(String, String),
}

/// Gathers hits to findings.
///
/// A rule that says the same of the same facts as a more precise one is folded into it: within one
/// movement or statement here, and between a statement's own fault and what it does to flows below.
pub fn gather(assembler: &Assembler<'_>, hits: Vec<RuleHit<'_>>) -> Vec<Finding> {
    let rules = assembler.rules;
    let mut causes: BTreeMap<(Option<RuleIx>, crate::law::Regime, Cause), Vec<RuleHit<'_>>> =
        BTreeMap::new();
    for hit in hits {
        let Some(cause) = cause(assembler.estate, rules, &hit) else {
            continue;
        };
        causes
            .entry((hit.rule, hit.case.regime, cause))
            .or_default()
            .push(hit);
    }
    // In parallel, since the lines of bulk flows are read again for what is shown of them.
    let causes: Vec<_> = causes.into_iter().collect();
    let mut findings: Vec<(Option<RuleIx>, Finding)> = causes
        .into_par_iter()
        .filter_map(|((rule, regime, _), hits)| {
            Some((rule, assembler.finding(rule, regime, &hits)?))
        })
        .collect();
    fold(rules, &mut findings);
    fold_quotes(assembler, rules, &mut findings);
    findings.into_iter().map(|(_, finding)| finding).collect()
}

fn cause(estate: &Estate, rules: &Rules, hit: &RuleHit<'_>) -> Option<Cause> {
    let grouping = hit
        .rule
        .and_then(|rule| rules.rule(rule))
        .map_or(Grouping::Flow, |rule| rule.grouping);
    Some(match (&hit.case.subject, grouping) {
        (Subject::Movement { movement, .. }, Grouping::Parties) => {
            let name = hit
                .rule
                .and_then(|rule| rules.rule(rule))
                .and_then(|rule| rule.evidence.first())
                .and_then(|key| hit.case.evidence.get(key.as_str()))
                .and_then(|evidence| evidence.name.clone())
                .unwrap_or_default();
            Cause::Parties(
                movement.exporter.map(|party| party.0),
                movement.importer.map(|party| party.0),
                name,
            )
        }
        (Subject::Movement { movement, .. }, Grouping::Controller) => {
            Cause::Controller(estate.shape(movement.shape).controller.0)
        }
        (
            Subject::Movement {
                movement, flows, ..
            },
            _,
        ) => {
            // A legal basis is the flow's, however many receive by it, and so is its risk.
            let by_flow = hit
                .rule
                .and_then(|rule| rules.rule(rule))
                .is_some_and(|rule| rule.family().group == Group::Flow);
            let party = |party: Option<crate::estate::model::PartyIx>| {
                party.filter(|_| !by_flow).map(|party| party.0)
            };
            Cause::Flow(
                flows.iter().map(|flow| flow.0).collect(),
                party(movement.exporter),
                party(movement.importer),
            )
        }
        (Subject::Statement(index), _) => Cause::Quote(plain(&estate.statement(*index)?.quote)),
        (Subject::Item(key, _), _) => Cause::Item((*key).to_owned()),
        (Subject::Resources(group), _) => Cause::Deployed(
            group.aspect,
            group.system.map(|system| system.0),
            group.subject.clone(),
        ),
        (Subject::System(system), _) => Cause::Operated(system.0),
        (Subject::Named(name), _) => Cause::Named((*name).to_owned()),
        (Subject::Fault(policy, reason), _) => Cause::Fault(policy.clone(), reason.clone()),
    })
}

/// A quote without regard to white space and case: the same sentence in twelve sections is one.
fn plain(quote: &str) -> String {
    quote
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase()
}

/// Folds findings about flows into one about the statements they rest on, where its rule covers
/// theirs and it speaks of all these statements.
fn fold(rules: &Rules, findings: &mut Vec<(Option<RuleIx>, Finding)>) {
    let mut faults: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (index, finding) in findings.iter() {
        let Some(rule) = index.and_then(|index| rules.rule(index)) else {
            continue;
        };
        if !finding.flows.is_empty() {
            continue;
        }
        for covered in &rule.covers {
            faults
                .entry(covered.clone())
                .or_default()
                .extend(finding.statements.iter().cloned());
        }
    }
    let mut folded: BTreeSet<String> = BTreeSet::new();
    findings.retain(|(_, finding)| {
        let gone = !finding.flows.is_empty()
            && !finding.statements.is_empty()
            && faults.get(&finding.rule).is_some_and(|statements| {
                finding
                    .statements
                    .iter()
                    .all(|statement| statements.contains(statement))
            });
        if gone {
            folded.insert(finding.rule.clone());
        }
        !gone
    });
    for (index, finding) in findings {
        let Some(rule) = index.and_then(|index| rules.rule(index)) else {
            continue;
        };
        if finding.flows.is_empty() {
            let more = rule
                .covers
                .iter()
                .filter(|covered| folded.contains(*covered))
                .cloned();
            finding.covers.extend(more);
        }
    }
}

/// Folds a finding about what the notice says into one about a flow that runs into it, where the
/// rule of that one covers its rule and cites all of its words.
fn fold_quotes(
    assembler: &Assembler<'_>,
    rules: &Rules,
    findings: &mut Vec<(Option<RuleIx>, Finding)>,
) {
    let quotes = |finding: &Finding| -> BTreeSet<String> {
        assembler
            .estate
            .statements_on(assembler.day)
            .filter(|(_, statement)| finding.statements.contains(&statement.id))
            .map(|(_, statement)| plain(&statement.quote))
            .collect()
    };
    let met: Vec<(usize, BTreeSet<String>)> = findings
        .iter()
        .enumerate()
        .filter(|(_, (_, finding))| !finding.flows.is_empty())
        .map(|(at, (_, finding))| (at, quotes(finding)))
        .collect();
    let mut gone: BTreeSet<usize> = BTreeSet::new();
    let mut covers: Vec<(usize, String)> = Vec::new();
    for (at, (_, finding)) in findings.iter().enumerate() {
        if !finding.flows.is_empty() {
            continue;
        }
        let own = quotes(finding);
        for (by, cited) in &met {
            let covered = findings.get(*by).is_some_and(|(rule, _)| {
                rule.and_then(|rule| rules.rule(rule))
                    .is_some_and(|rule| rule.covers.contains(&finding.rule))
            });
            if covered && !own.is_empty() && own.is_subset(cited) {
                gone.insert(at);
                covers.push((*by, finding.rule.clone()));
            }
        }
    }
    for (by, rule) in covers {
        if let Some((_, finding)) = findings.get_mut(by)
            && !finding.covers.contains(&rule)
        {
            finding.covers.push(rule);
        }
    }
    let mut at = 0;
    findings.retain(|_| {
        at += 1;
        !gone.contains(&(at - 1))
    });
}
