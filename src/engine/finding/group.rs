//! One cause, one finding.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::fast::FixedState;
use indexmap::IndexMap;
use rayon::prelude::*;

use super::Finding;
use super::assemble::Assembler;
use super::cause::{Cause, cause, plain};
use super::gathered::Gathered;
use super::rows::Shared;
use crate::engine::cases::{Fault, Judged, RuleHit, fault_cases};
use crate::engine::facts::due_by_basis;
use crate::engine::policy::{Rule, RuleIx, Rules};
use crate::estate::model::{AnchorState, Basis, Statement};
use crate::input::Span;
use crate::law::{Regime, When};

/// A finding with what it came from.
struct Origin {
    rule: Option<RuleIx>,
    /// The item of the notice that it is about.
    item: Option<String>,
    /// The words of the statement that it is about.
    first: Option<String>,
    finding: Finding,
}

impl Origin {
    fn rule<'r>(&self, rules: &'r Rules) -> Option<&'r Rule> {
        self.rule.and_then(|rule| rules.rule(rule))
    }
}

/// Gathers hits to findings, case by case.
///
/// A rule that says the same of the same facts as a more precise one is folded into it: within one
/// movement or statement by [`judge`](crate::engine::cases::judge), and between a statement's own fault and
/// what it does to flows when all have been gathered.
pub struct Gathering<'a, 'e> {
    assembler: &'a Assembler<'e>,
    causes: IndexMap<(Option<RuleIx>, Cause), Gathered, FixedState>,
    faults: BTreeSet<Fault>,
    shared: Shared,
}

impl<'a, 'e> Gathering<'a, 'e> {
    /// Nothing yet.
    pub fn new(assembler: &'a Assembler<'e>) -> Self {
        Self {
            assembler,
            causes: IndexMap::default(),
            faults: BTreeSet::new(),
            shared: Shared::default(),
        }
    }

    /// Takes in what was judged.
    pub fn add(&mut self, judged: Vec<Judged<'_>>) {
        for judged in judged {
            self.faults.extend(judged.faults);
            for hit in &judged.hits {
                self.hit(hit);
            }
        }
    }

    fn hit(&mut self, hit: &RuleHit<'_>) {
        let Assembler { estate, rules, .. } = self.assembler;
        let Some(cause) = cause(estate, rules, hit) else {
            return;
        };
        let rule = hit.rule.and_then(|rule| rules.rule(rule));
        let gathered = self.causes.entry((hit.rule, cause));
        let gathered = gathered.or_insert_with(|| Gathered::new(hit));
        gathered.add(estate, rule, hit, &mut self.shared);
    }

    /// The findings. What policies could not be evaluated belongs to a regime.
    pub fn finish(mut self, regime: Regime) -> Vec<Finding> {
        let faults = fault_cases(&self.faults, regime);
        for case in &faults {
            self.hit(&RuleHit::fault(case));
        }
        let assembler = self.assembler;
        let rules = assembler.rules;
        self.causes.sort_unstable_keys();
        // In parallel, since the lines of bulk flows are read again for what is shown of them.
        let causes: Vec<_> = self.causes.into_iter().collect();
        let mut findings: Vec<Origin> = causes
            .into_par_iter()
            .filter_map(|((rule, cause), gathered)| {
                let finding = assembler.finding(rule, &cause, gathered)?;
                let first = match &cause {
                    Cause::Quote(_, first) => assembler.estate.statement(*first),
                    _ => None,
                };
                let first = first.map(|statement| plain(&statement.quote));
                let item = match cause {
                    Cause::Item(key) => Some(key),
                    _ => None,
                };
                Some(Origin {
                    rule,
                    item,
                    first,
                    finding,
                })
            })
            .collect();
        fold(rules, &mut findings);
        fold_quotes(assembler, rules, &mut findings);
        fold_items(assembler, rules, &mut findings);
        findings.into_iter().map(|it| it.finding).collect()
    }
}

/// Folds findings about flows into one about the statements they rely on, where its rule covers
/// theirs and it speaks of all these statements.
fn fold(rules: &Rules, findings: &mut Vec<Origin>) {
    let mut faults: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for it in findings.iter() {
        let finding = &it.finding;
        let Some(rule) = it.rule(rules) else {
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
    findings.retain(|Origin { finding, .. }| {
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
    for it in findings {
        let Some(rule) = it.rule(rules) else {
            continue;
        };
        let finding = &mut it.finding;
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

/// Words of a statement, and where they are.
type Words = (String, Option<Span>);

/// Folds a finding about what the notice says into one about a flow that runs into it, where the
/// rule of that one covers its rule and cites all of its words; of sentences that contradict each other,
/// those that deny what the first says.
fn fold_quotes(assembler: &Assembler<'_>, rules: &Rules, findings: &mut Vec<Origin>) {
    // The same words in two places are two sentences: a flow that runs into the one says nothing of the other.
    let quotes = |finding: &Finding| -> BTreeSet<Words> {
        let place = |statement: &Statement| match statement.anchor {
            AnchorState::Found { span, .. } => Some(span),
            AnchorState::NotFound { .. } => None,
        };
        assembler
            .estate
            .statements_on(assembler.day)
            .filter(|(_, statement)| finding.statements.contains(&statement.id))
            .map(|(_, statement)| (plain(&statement.quote), place(statement)))
            .collect()
    };
    let met: Vec<(usize, BTreeSet<Words>)> = findings
        .iter()
        .enumerate()
        .filter(|(_, it)| !it.finding.flows.is_empty())
        .map(|(at, it)| (at, quotes(&it.finding)))
        .collect();
    let mut gone: BTreeSet<usize> = BTreeSet::new();
    let mut covers: Vec<(usize, String)> = Vec::new();
    for (at, Origin { finding, first, .. }) in findings.iter().enumerate() {
        if !finding.flows.is_empty() {
            continue;
        }
        let mut own = quotes(finding);
        if let (Some(first), true) = (first, own.len() > 1) {
            own.retain(|(words, _)| words != first);
        }
        for (by, cited) in &met {
            let rule = findings.get(*by).and_then(|it| it.rule(rules));
            let covered = rule.is_some_and(|rule| rule.covers.contains(&finding.rule));
            if covered && !own.is_empty() && own.is_subset(cited) {
                gone.insert(at);
                covers.push((*by, finding.rule.clone()));
            }
        }
    }
    for (by, rule) in covers {
        if let Some(Origin { finding, .. }) = findings.get_mut(by)
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

/// Folds a finding about an item that the notice lacks into those about flows that it follows from: the
/// sentence that discloses the transfer is the item on transfers.
fn fold_items(assembler: &Assembler<'_>, rules: &Rules, findings: &mut Vec<Origin>) {
    let mut covered: BTreeSet<(String, String)> = BTreeSet::new();
    let missing: BTreeSet<(String, String)> = findings
        .iter()
        .filter_map(|it| Some((it.finding.rule.clone(), it.item.clone()?)))
        .collect();
    let mut whens = BTreeMap::new();
    for it in findings.iter_mut() {
        let Some(rule) = it.rule(rules) else { continue };
        for pair in &rule.covers_items {
            if missing.contains(pair) && makes_due(assembler, &it.finding, &pair.1, &mut whens) {
                covered.insert(pair.clone());
                if !it.finding.covers.contains(&pair.0) {
                    it.finding.covers.push(pair.0.clone());
                }
            }
        }
    }
    findings.retain(|it| {
        let item = it.item.as_ref();
        !item.is_some_and(|item| covered.contains(&(it.finding.rule.clone(), item.clone())))
    });
}

/// When regimes make the items of a notice due, by the key of each; worked out once for each regime.
type Whens<'e> = BTreeMap<Regime, Vec<(&'e str, When)>>;

/// Whether flows of a finding are among those that make an item due, where that depends on their legal bases.
fn makes_due<'e>(
    assembler: &Assembler<'e>,
    finding: &Finding,
    item: &str,
    known: &mut Whens<'e>,
) -> bool {
    let estate = assembler.estate;
    let of = |regime: Regime| {
        let items = estate.law.notice_items(regime, assembler.day).into_iter();
        items.map(|it| (it.key, it.when)).collect()
    };
    finding.regimes.iter().all(|regime| {
        let items = known.entry(*regime).or_insert_with(|| of(*regime));
        let mut whens = items.iter().filter(|(key, _)| *key == item);
        whens.all(|(_, when)| {
            let mut flows = finding.flows.iter();
            flows.any(|flow| {
                let basis = match estate.shape(estate.flow(*flow).shape).lawfulness.basis {
                    Basis::Term(term) => estate.taxonomy.article(term).unwrap_or_default(),
                    Basis::Absent | Basis::None => "",
                };
                due_by_basis(*when, basis).unwrap_or(true)
            })
        })
    })
}
