//! One cause, one finding.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::Finding;
use super::assemble::Assembler;
use crate::engine::cases::{RuleHit, Subject};
use crate::engine::movement::Movement;
use crate::engine::policy::{Dimension, Rule, RuleIx, Rules};
use crate::estate::model::{Basis, Estate, FlowIx, PartyIx, ServiceIx, StatementIx};

/// What hits of one finding share.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cause {
    Movement(Vec<CausePart>),
    /// The words, and the first statement that has them.
    Quote(String, StatementIx),
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

/// What movements of one cause share, in one dimension.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum CausePart {
    Flows(Vec<FlowIx>),
    Party(Option<PartyIx>),
    Service(Option<ServiceIx>),
    Basis(Basis),
    Statements(Vec<StatementIx>),
    Name(String),
}

/// Gathers hits to findings.
///
/// A rule that says the same of the same facts as a more precise one is folded into it: within one
/// movement or statement here, and between a statement's own fault and what it does to flows below.
pub fn gather(assembler: &Assembler<'_>, hits: Vec<RuleHit<'_>>) -> Vec<Finding> {
    let rules = assembler.rules;
    let mut causes: BTreeMap<(Option<RuleIx>, Cause), Vec<RuleHit<'_>>> = BTreeMap::new();
    for hit in hits {
        let Some(cause) = cause(assembler.estate, rules, &hit) else {
            continue;
        };
        causes.entry((hit.rule, cause)).or_default().push(hit);
    }
    // In parallel, since the lines of bulk flows are read again for what is shown of them.
    let causes: Vec<_> = causes.into_iter().collect();
    let mut findings: Vec<(Option<RuleIx>, Finding)> = causes
        .into_par_iter()
        .filter_map(|((rule, cause), hits)| Some((rule, assembler.finding(rule, &cause, &hits)?)))
        .collect();
    fold(rules, &mut findings);
    fold_quotes(assembler, rules, &mut findings);
    findings.into_iter().map(|(_, finding)| finding).collect()
}

fn cause(estate: &Estate, rules: &Rules, hit: &RuleHit<'_>) -> Option<Cause> {
    Some(match &hit.case.subject {
        Subject::Movement {
            movement, flows, ..
        } => {
            let rule = rules.rule(hit.rule?)?;
            let part = |dimension: &Dimension| part(estate, rule, hit, movement, flows, *dimension);
            Cause::Movement(rule.cause.iter().map(part).collect())
        }
        Subject::Statement(index) => {
            let quote = plain(&estate.statement(*index)?.quote);
            let mut all = estate.all_statements();
            let first = all.find(|(_, other)| plain(&other.quote) == quote);
            Cause::Quote(quote, first.map_or(*index, |(first, _)| first))
        }
        Subject::Item(key, _) => Cause::Item((*key).to_owned()),
        Subject::Resources(group) => Cause::Deployed(
            group.aspect,
            group.system.map(|system| system.0),
            group.subject.clone(),
        ),
        Subject::System(system) => Cause::Operated(system.0),
        Subject::Named(name) => Cause::Named((*name).to_owned()),
        Subject::Fault(policy, reason) => Cause::Fault(policy.clone(), reason.clone()),
    })
}

fn part(
    estate: &Estate,
    rule: &Rule,
    hit: &RuleHit<'_>,
    movement: &Movement,
    flows: &[FlowIx],
    dimension: Dimension,
) -> CausePart {
    let shape = estate.shape(movement.shape);
    let evidence = rule
        .evidence
        .iter()
        .filter_map(|key| hit.case.evidence.get(key.as_str()));
    match dimension {
        Dimension::Flow => CausePart::Flows(flows.to_vec()),
        Dimension::Exporter => CausePart::Party(movement.exporter),
        Dimension::Importer => CausePart::Party(movement.importer),
        Dimension::Controller => CausePart::Party(Some(shape.controller)),
        Dimension::Service => CausePart::Service(shape.service),
        Dimension::Basis => CausePart::Basis(shape.basis),
        Dimension::Statements => {
            let statements = evidence.flat_map(|found| found.statements.iter().copied());
            let statements: BTreeSet<StatementIx> = statements.collect();
            if statements.is_empty() {
                CausePart::Service(shape.service)
            } else {
                CausePart::Statements(statements.into_iter().collect())
            }
        }
        Dimension::Name => {
            let mut names = evidence.filter_map(|found| found.name.clone());
            CausePart::Name(names.next().unwrap_or_default())
        }
    }
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
