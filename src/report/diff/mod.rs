//! Two versions of an estate: what is new, cleared, moved and weighs otherwise, and what becomes of the
//! sentences of the notice.

mod json;
mod markdown;
mod terminal;

use crate::engine::compare::{Change, StatementChangeKind};
use crate::view::{DiffReport, FindingView, Report};

pub use json::{diff_json, diff_schema};
pub use markdown::diff_markdown;
pub use terminal::diff_terminal;

/// The word for what becomes of a sentence, in JSON.
fn id(kind: StatementChangeKind) -> &'static str {
    match kind {
        StatementChangeKind::BecomesFalse => "becomes-false",
        StatementChangeKind::LeftWithoutFlow => "left-without-flow",
        StatementChangeKind::TrueAgain => "true-again",
        StatementChangeKind::HasFlow => "has-flow",
    }
}

/// The words for it.
fn words(kind: StatementChangeKind) -> &'static str {
    match kind {
        StatementChangeKind::BecomesFalse => "becomes false",
        StatementChangeKind::LeftWithoutFlow => "is left without a flow",
        StatementChangeKind::TrueAgain => "is true again",
        StatementChangeKind::HasFlow => "has a flow again",
    }
}

/// The changed findings of which something holds.
fn changed<'r>(diff: &'r DiffReport<'_>, wanted: impl Fn(&Change) -> bool) -> Vec<&'r FindingView> {
    let changed = diff.compared.changed().into_iter();
    changed
        .filter(|(_, change)| wanted(change))
        .map(|(finding, _)| finding)
        .collect()
}

/// Those that weigh otherwise.
fn reweighed<'r>(diff: &'r DiffReport<'_>) -> Vec<&'r FindingView> {
    changed(diff, |change| change.severity.is_some())
}

/// Those that are shown elsewhere.
fn moved<'r>(diff: &'r DiffReport<'_>) -> Vec<&'r FindingView> {
    changed(diff, |change| change.place.is_some())
}

/// A finding of both, as it was.
fn before<'r>(diff: &'r DiffReport<'_>, id: &str) -> Option<&'r FindingView> {
    let mut findings = diff.compared.before.findings.iter();
    findings.find(|finding| finding.id == id)
}

/// Where a finding is shown: file within the estate, and line.
fn place(report: &Report<'_>, finding: &FindingView) -> Option<(String, u32)> {
    let (path, at) = report.sources.locate(finding.labels.first()?.span)?;
    Some((path.to_owned(), at.line))
}
