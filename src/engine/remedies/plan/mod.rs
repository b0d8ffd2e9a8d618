//! The fewest changes that resolve many findings: a set cover over what was verified alone, verified once more
//! together.

mod cover;
mod sequence;

use std::collections::{BTreeMap, BTreeSet};

use self::cover::{Choice, fewest};
use self::sequence::Named;
use super::about::{About, Checked, Known};
use super::candidate::Candidate;
use super::verify::{self, Verified};
use crate::engine::finding::{Change, Finding};
use crate::engine::policy::ChangeKind;

/// Changes that together resolve findings and bring none.
#[derive(Debug, Default)]
pub struct Plan {
    /// The changes, the one that resolves most first.
    pub steps: Vec<Step>,
    /// All of them as one change, with blanks for what nobody recorded; `None` where there is none.
    pub together: Option<Change>,
    /// The findings that it was asked to resolve and does not, by id, in the order of findings.
    pub left: Vec<String>,
    /// Those of them that a change resolves which does not agree with the others.
    pub apart: Vec<String>,
}

impl Plan {
    /// The sentences that the changes make due only together: none of the changes states what they do.
    pub fn also_states(&self) -> Vec<&str> {
        let own = self.steps.last();
        let own: BTreeSet<&str> = (own.iter())
            .flat_map(|it| it.so_far.sentences.iter().map(|it| it.id.as_str()))
            .collect();
        let all = self.together.iter().flat_map(|it| &it.sentences);
        let more = all.filter(|it| !own.contains(it.id.as_str()));
        more.map(|it| it.text.as_str()).collect()
    }

    /// What the changes take for granted only together.
    pub fn also_assumes(&self) -> Vec<&str> {
        let own = self.steps.iter().flat_map(|it| &it.assumes);
        let own: BTreeSet<&str> = own.map(String::as_str).collect();
        let all = self.together.iter().flat_map(|it| &it.assumes);
        let all = all.map(|it| it.text.as_str());
        all.filter(|it| !own.contains(it)).collect()
    }
}

/// A change of a plan.
#[derive(Debug)]
pub struct Step {
    /// What to do, in the imperative.
    pub text: String,
    /// The sentences that it adds to the notice, as they are with all changes made.
    pub sentences: Vec<String>,
    /// What it takes for granted that no change before it does, each in a clause that follows "assumes that".
    pub assumes: Vec<String>,
    /// The finding of which it is a remedy, by id.
    pub finding: String,
    /// Its number among the remedies of that finding, from 1.
    pub number: usize,
    /// It and all changes before it as one, with the values that are assumed.
    pub so_far: Change,
    /// What it resolves of the findings asked for, by id, in the order of findings. What several resolve is with the
    /// first of them.
    pub resolves: Vec<String>,
}

/// The fewest changes that resolve findings, each of which comes with what resolves it.
pub(super) fn plan(
    checked: Checked<'_>,
    known: &Known,
    found: &[(&Finding, &Vec<Verified>)],
) -> Plan {
    let asked: Vec<&Finding> = found.iter().map(|(finding, _)| *finding).collect();
    let named = options(found);
    let options: Vec<&Verified> = named.iter().map(|it| it.it).collect();
    let Some(first) = asked.first() else {
        return Plan::default();
    };
    // All of them are tried on the same estate; which finding it is about makes no difference.
    let about = About {
        checked,
        finding: first,
        known,
    };
    let (mut taken, mut together) = needed(
        about,
        agreeing(about, &without_ends(&options, &asked), &asked),
        &asked,
    );
    taken.sort_by_key(|it| std::cmp::Reverse(covered(it, &asked).len()));
    // Sentences and their ids follow the order of the changes.
    if let Some(in_order) = as_one(about, &taken, &asked) {
        together = Some(in_order);
    }
    let order: Vec<Named<'_>> = (taken.iter())
        .filter_map(|it| named.iter().find(|named| std::ptr::eq(named.it, *it)))
        .copied()
        .collect();
    let mut open: BTreeSet<usize> = (0..asked.len()).collect();
    let candidate = together.as_ref().map(|it| &it.candidate);
    let steps = sequence::steps(about, &order, candidate, &asked, &mut open);
    let left: Vec<usize> = open.into_iter().collect();
    let ids = |wanted: &dyn Fn(&usize) -> bool| -> Vec<String> {
        let left = left.iter().filter(|at| wanted(at));
        left.filter_map(|at| Some(asked.get(*at)?.id.clone()))
            .collect()
    };
    let has_some = |at: &usize| found.get(*at).is_some_and(|(_, found)| !found.is_empty());
    Plan {
        left: ids(&|_| true),
        apart: ids(&has_some),
        together: together.map(|it| it.template),
        steps,
    }
}

/// Each change once, by the finding and the number by which a call names it.
fn options<'v>(found: &[(&'v Finding, &'v Vec<Verified>)]) -> Vec<Named<'v>> {
    let mut seen = BTreeSet::new();
    let mut options: Vec<Named<'v>> = Vec::new();
    for (finding, remedies) in found {
        for (at, it) in remedies.iter().enumerate() {
            let files = it.change.files.iter();
            let files: Vec<_> = files.map(|it| (&it.path, &it.before, &it.after)).collect();
            if seen.insert((&it.change.proposal, files)) {
                options.push(Named {
                    finding: &finding.id,
                    number: at + 1,
                    it,
                });
            }
        }
    }
    options
}

/// Whether a change ends something that is done: a flow, or that some data are part of it.
fn ends(it: &Verified) -> bool {
    let kinds = &it.candidate.kinds;
    kinds.contains(&ChangeKind::DropData) || kinds.contains(&ChangeKind::RetireFlow)
}

/// The changes without those that end something where others resolve the same: that a plan has fewer changes is no reason to
/// stop what can go on.
fn without_ends<'v>(options: &[&'v Verified], asked: &[&Finding]) -> Vec<&'v Verified> {
    let others = options.iter().filter(|it| !ends(it));
    let others: BTreeSet<usize> = others.flat_map(|it| covered(it, asked)).collect();
    let mut kept = options.to_vec();
    kept.retain(|it| !ends(it) || !covered(it, asked).is_subset(&others));
    kept
}

/// Which of the findings asked for a change resolves, by place.
fn covered(it: &Verified, asked: &[&Finding]) -> BTreeSet<usize> {
    let places = asked.iter().enumerate();
    let places = places.filter(|(_, finding)| it.resolved.contains(&finding.id));
    places.map(|(at, _)| at).collect()
}

/// The fewest options that cover what all of them cover and agree with each other, and all of them as one change.
fn agreeing<'v>(
    about: About<'_>,
    options: &[&'v Verified],
    asked: &[&Finding],
) -> (Vec<&'v Verified>, Option<Verified>) {
    let mut pool: Vec<&Verified> = options.to_vec();
    let (mut taken, mut together): (Vec<&Verified>, Option<Verified>) = (Vec::new(), None);
    loop {
        let done: BTreeSet<usize> = taken.iter().flat_map(|it| covered(it, asked)).collect();
        let choice = |it: &&Verified| Choice {
            covers: covered(it, asked).difference(&done).copied().collect(),
            cost: it.candidate.size(),
        };
        let choices: Vec<Choice> = pool.iter().map(choice).collect();
        let chosen: Vec<&Verified> = fewest(&choices)
            .into_iter()
            .filter_map(|at| pool.get(at).copied())
            .collect();
        if chosen.is_empty() {
            return (taken, together);
        }
        let all = [taken.as_slice(), chosen.as_slice()].concat();
        if let Some(found) = as_one(about, &all, asked) {
            return (all, Some(found));
        }
        // What ends something comes last, so that it is what is left out where others do not agree with it.
        let mut one_by_one = chosen.clone();
        one_by_one.sort_by_key(|it| ends(it));
        for it in one_by_one {
            let more = [taken.as_slice(), &[it]].concat();
            if let Some(found) = as_one(about, &more, asked) {
                (taken, together) = (more, Some(found));
            }
        }
        // What was tried with the others is not tried again, so that this ends.
        pool.retain(|it| !chosen.iter().any(|other| std::ptr::eq(*it, *other)));
    }
}

/// So many changes are each left out to see whether the others do without it.
const FEW: usize = 8;

/// Those of some changes that are needed: without one, the others together may still resolve what it was taken for.
fn needed<'v>(
    about: About<'_>,
    (mut taken, mut together): (Vec<&'v Verified>, Option<Verified>),
    asked: &[&Finding],
) -> (Vec<&'v Verified>, Option<Verified>) {
    let all = resolved(&taken, asked);
    let doubtful = if taken.len() <= FEW {
        (0..taken.len()).collect()
    } else {
        doubtful(&taken, |kept| Some(as_one(about, kept, asked)?.resolved))
    };
    for at in doubtful.into_iter().rev() {
        let mut others = taken.clone();
        others.remove(at);
        if let Some(found) = as_one(about, &others, asked)
            && all.is_subset(&found.resolved)
        {
            (taken, together) = (others, Some(found));
        }
    }
    (taken, together)
}

/// The changes, by place, without which others may do. They are left out by halves, so that for any two there is a half
/// that lacks the one and has the other: what no half without a change resolves needs that change, unless two others
/// do it together. So the trials grow with the digits of the number of changes, and not with the number.
fn doubtful(
    taken: &[&Verified],
    resolved: impl Fn(&[&Verified]) -> Option<BTreeSet<String>>,
) -> BTreeSet<usize> {
    let mut by: BTreeMap<&str, usize> = BTreeMap::new();
    for id in taken.iter().flat_map(|it| &it.resolved) {
        *by.entry(id).or_default() += 1;
    }
    // What each alone resolves, as far as no half without it has.
    let alone = |it: &&Verified| -> BTreeSet<String> {
        let ids = it.resolved.iter();
        let ids = ids.filter(|id| by.get(id.as_str()) == Some(&1));
        ids.cloned().collect()
    };
    let mut own: Vec<BTreeSet<String>> = taken.iter().map(alone).collect();
    let digits = usize::BITS - taken.len().leading_zeros();
    for half in (0..digits).flat_map(|digit| [(digit, 0), (digit, 1)]) {
        let is_out = |at: usize| (at >> half.0) & 1 == half.1;
        let kept = taken.iter().enumerate().filter(|(at, _)| !is_out(*at));
        let kept: Vec<&Verified> = kept.map(|(_, it)| *it).collect();
        if kept.is_empty() || kept.len() == taken.len() {
            continue;
        }
        let found = resolved(&kept);
        for (_, own) in own.iter_mut().enumerate().filter(|(at, _)| is_out(*at)) {
            match &found {
                Some(found) => own.retain(|id| !found.contains(id)),
                // Nothing is known of it.
                None => own.clear(),
            }
        }
    }
    let places = own.iter().enumerate().filter(|(_, own)| own.is_empty());
    places.map(|(at, _)| at).collect()
}

/// Which of the findings asked for some changes resolve alone, by id.
fn resolved(taken: &[&Verified], asked: &[&Finding]) -> BTreeSet<String> {
    let ids = taken.iter().flat_map(|it| &it.resolved);
    let ids = ids.filter(|id| asked.iter().any(|finding| finding.id == **id));
    ids.cloned().collect()
}

/// Several changes as one with what it resolves, if that is all of what was asked for that they resolve alone, and it
/// brings nothing. What they make due together comes with it. What else a change resolves alone, another one may lay
/// open: a contradiction, say, that the findings on its sentences cover for as long as there are any.
fn as_one(about: About<'_>, taken: &[&Verified], asked: &[&Finding]) -> Option<Verified> {
    match taken {
        [] => None,
        [one] => Some((*one).clone()),
        all => verify::resolving(about, joined(all), &resolved(all, asked)),
    }
}

/// All edits and sentences of several changes, each once.
fn joined(taken: &[&Verified]) -> Candidate {
    let mut all = Candidate {
        text: format!("resolve findings by {} changes", taken.len()),
        ..Candidate::default()
    };
    for Verified { candidate, .. } in taken {
        all.kinds.extend(candidate.kinds.iter().copied());
        all.withdraws.extend(candidate.withdraws.iter().cloned());
        all.assumes.extend(candidate.assumes.iter().cloned());
        for edit in &candidate.edits {
            if !all.edits.contains(edit) {
                all.edits.push(edit.clone());
            }
        }
        for draft in &candidate.drafts {
            if all.drafts.contains(draft) {
                continue;
            }
            let mut draft = draft.clone();
            let ids = |id: &str| all.drafts.iter().any(|it| it.id == id);
            let number = (2..).find(|number| !ids(&format!("{}-{number}", draft.id)));
            if let (true, Some(number)) = (ids(&draft.id), number) {
                draft.id = format!("{}-{number}", draft.id);
            }
            all.drafts.push(draft);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    /// A change that resolves findings alone.
    fn alone(ids: &[usize]) -> Verified {
        Verified {
            candidate: Candidate::default(),
            template: Change::default(),
            change: Change::default(),
            resolved: ids.iter().map(usize::to_string).collect(),
        }
    }

    /// The places of the doubtful changes where each resolves what it does, and these pairs more; and the trials.
    fn tried(count: usize, more: &[(usize, usize)]) -> (Vec<usize>, usize) {
        let all: Vec<Verified> = (0..count).map(|at| alone(&[at])).collect();
        let taken: Vec<&Verified> = all.iter().collect();
        let trials = Cell::new(0);
        let found = doubtful(&taken, |kept| {
            trials.set(trials.get() + 1);
            let mut resolved: BTreeSet<String> =
                kept.iter().flat_map(|it| it.resolved.clone()).collect();
            for (by, other) in more {
                if resolved.contains(&by.to_string()) {
                    resolved.insert(other.to_string());
                }
            }
            Some(resolved)
        });
        (found.into_iter().collect(), trials.get())
    }

    #[test]
    fn what_others_may_do_is_found_by_halves() {
        for count in [9, 40, 500] {
            let (found, trials) = tried(count, &[]);
            assert!(found.is_empty(), "{found:?}");
            assert!(trials <= 2 * 9, "{trials} trials of {count}");
            for other in [0, 3, count - 1] {
                for by in [1, 7, count - 2] {
                    assert_eq!(tried(count, &[(by, other)]).0, [other]);
                }
            }
        }
    }

    #[test]
    fn halves_of_which_nothing_is_known_leave_every_change_in_doubt() {
        let all: Vec<Verified> = (0..20).map(|at| alone(&[at])).collect();
        let taken: Vec<&Verified> = all.iter().collect();
        assert_eq!(doubtful(&taken, |_| None).len(), 20);
        // What two resolve alike is in doubt of both.
        let (one, other) = (alone(&[0]), alone(&[0]));
        let found = doubtful(&[&one, &other], |kept| {
            Some(kept.iter().flat_map(|it| it.resolved.clone()).collect())
        });
        assert_eq!(found.len(), 2);
    }
}
