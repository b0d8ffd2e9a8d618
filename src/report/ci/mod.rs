//! The formats that build servers read: JUnit, GitLab's Code Quality, GitHub's log commands, and Markdown
//! for a comment on a change.

mod github;
mod gitlab;
mod junit;
mod markdown;

pub use github::github;
pub(in crate::report) use github::what_was_judged;
pub use gitlab::gitlab;
pub use junit::junit;
pub(in crate::report) use markdown::details;
pub use markdown::markdown;
pub(super) use markdown::overridden;

use crate::input::LineColumn;
use crate::view::{FindingView, Report};

/// Where a finding is shown: its first place.
pub(in crate::report) struct Spot {
    pub path: String,
    pub from: LineColumn,
    pub to: LineColumn,
}

/// The first place of a finding, as build servers know it.
pub(in crate::report) fn spot(report: &Report<'_>, finding: &FindingView) -> Option<Spot> {
    let span = finding.labels.first()?.span;
    let (path, from) = report.sources.locate(span)?;
    let file = report.sources.file(span.file)?;
    Some(Spot {
        path: report.repository_path(path),
        from,
        to: file.line_column(span.end),
    })
}

/// The findings that are neither waived nor known, the most severe first, then in the order of every format.
pub(in crate::report) fn worst_first<'r>(report: &'r Report<'_>) -> Vec<&'r FindingView> {
    let mut findings = report.arranged();
    findings.retain(|finding| !finding.is_suppressed());
    findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    findings
}
