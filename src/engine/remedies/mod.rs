//! Verified remedies: changes that resolve a finding and bring no other. Each is proposed from the finding and the
//! estate, laid over the estate, and judged; what does not resolve the finding, or brings another, is not shown.

mod about;
mod candidate;
mod coherent;
mod draft;
mod draft_block;
mod draft_html;
mod draft_text;
mod due;
mod outdated;
mod plan;
mod propose;
mod trial;
mod verify;
mod withdrawn;
mod wording;

use rayon::prelude::*;

use self::about::{About, Known};
use self::verify::Verified;
use super::check::Outcome;
use super::finding::{Finding, Remedy};

pub use about::{Checked, Effort};
pub use draft::{NoticeDraft, drafted, proposal_with};
pub use plan::{Plan, Step};
pub use propose::{Unstated, Words, stated};
pub use verify::resolves;

/// The most remedies that are shown of a finding.
const MOST: usize = 3;

/// The verified remedies of a finding of a check, the smallest first. None where nothing that is proposed helps.
pub fn verified(checked: Checked<'_>, finding: &Finding) -> Vec<Remedy> {
    let found = verified_candidates(About {
        checked,
        finding,
        known: &Known::default(),
    });
    found.iter().map(Verified::remedy).collect()
}

/// What resolves findings of a check, each tried once: remedies and plans come from the same.
pub struct Suggestions<'c> {
    checked: Checked<'c>,
    /// What the trials have in common.
    known: Known,
    /// What resolves each finding, in the order of the findings; nothing of those that are not asked about.
    found: Vec<Vec<Verified>>,
}

impl<'c> Suggestions<'c> {
    /// Looks for what resolves the findings that are wanted. What is waived, or was there before, gets nothing.
    pub fn of(checked: Checked<'c>, wanted: impl Fn(&Finding) -> bool + Sync) -> Self {
        let known = Known::default();
        let of = |finding: &Finding| {
            if !wanted(finding) || finding.is_suppressed() {
                return Vec::new();
            }
            verified_candidates(About {
                checked,
                finding,
                known: &known,
            })
        };
        let found = checked.outcome.findings.par_iter().map(of).collect();
        Self {
            checked,
            known,
            found,
        }
    }

    /// The verified remedies of each finding of the check, the smallest first.
    pub fn remedies(&self) -> Vec<Vec<Remedy>> {
        let found = self.found.iter();
        let of = |found: &Vec<Verified>| found.iter().map(Verified::remedy).collect();
        found.map(of).collect()
    }

    /// How much was done so far, for those who watch how it grows.
    pub fn effort(&self) -> Effort {
        self.known.effort.so_far()
    }

    /// The fewest changes found that together resolve the findings that are wanted, of those asked about. Each was
    /// verified, and all of them together; one that does not agree with the others is left out, and what it alone
    /// would resolve is left.
    pub fn plan(&self, wanted: impl Fn(&Finding) -> bool) -> Plan {
        let findings = self.checked.outcome.findings.iter();
        let asked: Vec<_> = (findings.zip(&self.found))
            .filter(|(finding, _)| wanted(finding) && !finding.is_suppressed())
            .collect();
        plan::plan(self.checked, &self.known, &asked)
    }
}

/// What was proposed for a finding and resolves it, the smallest first.
fn verified_candidates(about: About<'_>) -> Vec<Verified> {
    let mut candidates = propose::candidates(about);
    candidates.sort_by_key(|it| (it.size(), it.kinds.first().copied()));
    let tried = |candidates: Vec<candidate::Candidate>| -> Vec<Verified> {
        let mut found: Vec<Verified> = Vec::new();
        for it in candidates {
            if found.len() < MOST
                && let Some(more) = verify::verified(about, it)
                && !found.iter().any(|known| known.is_same(&more))
            {
                found.push(more);
            }
        }
        found
    };
    let found = tried(candidates.clone());
    if !found.is_empty() {
        return found;
    }
    let last = propose::last_resort(about);
    // Where something else leaves no more than questions, nothing has to end.
    let leaves_questions = |it: &candidate::Candidate| verify::leaves_questions(about, it);
    // Nor where something else cannot be tried: that a file has a form which is not edited is no reason to stop.
    let is_untried = |it: &candidate::Candidate| verify::change(about, it).is_none();
    if last.is_empty()
        || candidates.iter().any(is_untried)
        || candidates.iter().any(leaves_questions)
    {
        return found;
    }
    tried(last)
}

/// Adds verified remedies to findings, before the general advice.
pub fn add(outcome: &mut Outcome, suggestions: Vec<Vec<Remedy>>) {
    for (finding, remedies) in outcome.findings.iter_mut().zip(suggestions) {
        finding.remedies.splice(0..0, remedies);
    }
}
