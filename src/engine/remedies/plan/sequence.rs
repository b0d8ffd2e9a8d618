//! The changes of a plan one after the other: what each makes of the files with those before it.

use std::collections::BTreeSet;

use super::{Step, covered, joined};
use crate::engine::finding::{Change, Finding};
use crate::engine::remedies::about::About;
use crate::engine::remedies::candidate::{Candidate, Draft};
use crate::engine::remedies::verify::{self, Verified};

/// A change that a plan may take: the finding that it was found for, and its number among the remedies of that.
#[derive(Debug, Clone, Copy)]
pub(super) struct Named<'v> {
    pub finding: &'v str,
    pub number: usize,
    pub it: &'v Verified,
}

/// The changes of a plan in their order, with those of the findings asked for that each resolves first, by place. A
/// sentence that all of them together make more precise is the precise one from the start.
pub(super) fn steps(
    about: About<'_>,
    order: &[Named<'_>],
    together: Option<&Candidate>,
    asked: &[&Finding],
    open: &mut BTreeSet<usize>,
) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut shown: BTreeSet<String> = BTreeSet::new();
    let mut assumed = BTreeSet::new();
    for (at, named) in order.iter().enumerate() {
        let taken: Vec<&Verified> = order.iter().take(at + 1).map(|it| it.it).collect();
        let mut candidate = joined(&taken);
        let precise = |draft: &Draft| {
            let mut all = together?.drafts.iter();
            all.find(|it| it.id == draft.id).cloned()
        };
        for draft in &mut candidate.drafts {
            if let Some(precise) = precise(draft) {
                *draft = precise;
            }
        }
        let resolves: Vec<usize> = covered(named.it, asked)
            .intersection(open)
            .copied()
            .collect();
        open.retain(|at| !resolves.contains(at));
        let ids = resolves.iter().filter_map(|at| asked.get(*at));
        // What several of them take for granted each of them states: each may be written alone.
        let own = &named.it.candidate.assumes;
        let assumes = candidate.assumes.iter();
        let assumes = assumes.filter(|it| assumed.insert((*it).clone()) || own.contains(it));
        let assumes: Vec<String> = assumes.map(|it| it.text.clone()).collect();
        let so_far = verify::change(about, &candidate);
        let so_far = so_far.map_or_else(Change::default, |it| it.blank());
        let new = so_far.sentences.iter();
        let new = new.filter(|it| shown.insert(it.id.clone()));
        steps.push(Step {
            text: named.it.candidate.text.clone(),
            sentences: new.map(|it| it.text.clone()).collect(),
            assumes,
            finding: named.finding.to_owned(),
            number: named.number,
            resolves: ids.map(|it| it.id.clone()).collect(),
            so_far,
        });
    }
    steps
}
