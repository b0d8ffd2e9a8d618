//! Candidates: the changes that may resolve a finding, by its rule, its rows and the estate. What they are worth
//! is for the check of each to say.

mod as_stated;
mod bases;
mod cookies;
mod data;
mod decisions;
mod deployed;
mod facts;
mod instruments;
mod items;
mod notice;
mod places;
mod places_of;
mod sentence;
mod stated;

pub(super) use bases::{bases, conditions};
pub(super) use decisions::decisions;
pub(super) use items::missing;
pub(super) use notice::{DELETE, NOTHING, REPLACE, drafts, numbered};
pub use stated::{Unstated, Words, stated};

use super::about::About;
use super::candidate::Candidate;
use crate::engine::policy::ChangeKind;
use crate::estate::model::Severity;
use crate::estate::vocabulary::Concern;

/// What may resolve a finding, of the kinds that its rule names; of a rule that names none that it states, of all.
pub(super) fn candidates(about: About<'_>) -> Vec<Candidate> {
    let rule = about.checked.check.rules.get(&about.finding.rule);
    let stated = rule.and_then(|rule| rule.changes.clone());
    let kinds = stated.unwrap_or_else(|| ChangeKind::ALL.to_vec());
    let of = |kind: ChangeKind| match kind {
        ChangeKind::Disclose => notice::disclose(about),
        ChangeKind::CorrectNotice => notice::correct(about),
        ChangeKind::RecordFact if about.finding.about_deployed => deployed::record(about),
        ChangeKind::RecordFact => [facts::record(about), as_stated::record(about)].concat(),
        ChangeKind::ConcludeInstrument => instruments::conclude(about),
        ChangeKind::ChangeLocation => places::relocate(about),
        ChangeKind::DropData => data::leave_out(about),
        // Which measure would do is not for the program to say; that the flow ends always would.
        ChangeKind::AddMeasure => facts::measures(about),
        ChangeKind::RetireFlow => Vec::new(),
    };
    let mut found: Vec<Candidate> = Vec::new();
    for candidate in kinds.into_iter().flat_map(of) {
        if !found.contains(&candidate) {
            found.push(candidate);
        }
    }
    found
}

/// That the flows end: what remains where nothing else helps.
pub(super) fn last_resort(about: About<'_>) -> Vec<Candidate> {
    let rule = about.checked.check.rules.get(&about.finding.rule);
    let changes = rule.and_then(|rule| rule.changes.as_ref());
    let may = changes.is_some_and(|it| it.contains(&ChangeKind::RetireFlow));
    let unlawful = rule.is_some_and(|rule| rule.family().concerns == Concern::Lawfulness);
    // What the notice lacks is no reason to stop, and a question is none either.
    // Nor is it that what would help cannot be written.
    let is_breach = about.finding.severity == Severity::Error && about.finding.asks.is_none();
    if may && unlawful && is_breach && !about.has_unwritable_files() {
        data::retire(about).into_iter().collect()
    } else {
        Vec::new()
    }
}
