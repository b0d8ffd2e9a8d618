//! One cause, one finding.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::Finding;
use super::assemble::Assembler;
use super::cause::{Cause, cause, plain};
use crate::engine::cases::RuleHit;
use crate::engine::policy::{RuleIx, Rules};

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
