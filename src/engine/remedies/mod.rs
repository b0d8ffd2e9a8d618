//! Verified remedies: changes that resolve a finding and bring no other. Each is proposed from the finding and the
//! estate, laid over the estate, and judged; what does not resolve the finding, or brings another, is not shown.

mod about;
mod candidate;
mod draft;
mod plan;
mod propose;
mod verify;
mod wording;

use rayon::prelude::*;

use self::about::{About, Known};
use self::verify::Verified;
use super::check::Outcome;
use super::finding::{Finding, Remedy};

pub use about::Checked;
pub use draft::{NoticeDraft, drafted};
pub use plan::{Plan, Step, plan};
pub use verify::resolves;

/// The most remedies that are shown of a finding.
const MOST: usize = 3;

/// The verified remedies of a finding of a check, the smallest first. None where nothing that is proposed helps, and
/// for what is deployed, which no change of an estate resolves.
pub fn verified(checked: Checked<'_>, finding: &Finding) -> Vec<Remedy> {
    verified_with(checked, finding, &Known::default())
}

fn verified_with(checked: Checked<'_>, finding: &Finding, known: &Known) -> Vec<Remedy> {
    let about = About {
        checked,
        finding,
        known,
    };
    let found = verified_candidates(about).into_iter();
    found.map(Verified::remedy).collect()
}

/// What was proposed for a finding and resolves it, the smallest first.
fn verified_candidates(about: About<'_>) -> Vec<Verified> {
    if about.finding.about_deployed || about.checked.check.deployed.is_some() {
        return Vec::new();
    }
    let mut candidates = propose::candidates(about);
    candidates.sort_by_key(|it| (it.size(), it.kinds.first().copied()));
    let tried = |candidates: Vec<candidate::Candidate>| -> Vec<Verified> {
        let found = candidates.into_iter();
        found
            .filter_map(|it| verify::verified(about, it))
            .take(MOST)
            .collect()
    };
    let found = tried(candidates);
    if found.is_empty() {
        return tried(propose::last_resort(about));
    }
    found
}

/// The verified remedies of the findings of a check that are wanted, in the order of the findings. What is waived, or
/// was there before, gets none.
pub fn suggestions(
    checked: Checked<'_>,
    wanted: impl Fn(&Finding) -> bool + Sync,
) -> Vec<Vec<Remedy>> {
    let known = Known::default();
    let findings = checked.outcome.findings.par_iter();
    let of = |finding: &Finding| {
        if wanted(finding) && !finding.is_suppressed() {
            verified_with(checked, finding, &known)
        } else {
            Vec::new()
        }
    };
    findings.map(of).collect()
}

/// Adds verified remedies to findings, before the general advice.
pub fn add(outcome: &mut Outcome, suggestions: Vec<Vec<Remedy>>) {
    for (finding, remedies) in outcome.findings.iter_mut().zip(suggestions) {
        finding.remedies.splice(0..0, remedies);
    }
}
