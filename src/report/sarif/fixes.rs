//! Verified remedies as `fixes` of a result (SARIF 2.1.0, 3.55): edits that a viewer can apply.

use super::model::{ArtifactChange, ArtifactContent, ArtifactLocation, Fix, Region, Replacement};
use super::{BASE, text, uri};
use crate::view::{FileDiff, FindingView, RemedyView, Report};

/// The fixes of a finding, each with what it takes for granted. A remedy with a value that nobody recorded has none: a
/// viewer would write the value that was assumed. Nor has one that needs something done first, or a sentence for the
/// notice, which is a draft for approval.
pub(super) fn fixes(report: &Report<'_>, finding: &FindingView) -> Vec<Fix> {
    let verified = finding.remedies.iter().filter(|it| it.verified);
    verified.filter_map(|it| fix(report, it)).collect()
}

fn fix(report: &Report<'_>, remedy: &RemedyView) -> Option<Fix> {
    let change = remedy.change.as_ref()?;
    // A name is that of a value that somebody has to give, or something that has to be done first.
    let is_whole = change.assumes.iter().all(|it| it.name.is_empty()) && change.proposal.is_empty();
    let words = match change.assumptions().as_str() {
        "" => remedy.text.clone(),
        assumes => format!("{} ({assumes})", remedy.text),
    };
    (is_whole && !change.files.is_empty()).then(|| Fix {
        description: text(&words),
        artifact_changes: change.files.iter().map(|it| changed(report, it)).collect(),
    })
}

fn changed(report: &Report<'_>, file: &FileDiff) -> ArtifactChange {
    let replaced = &file.replaced;
    ArtifactChange {
        artifact_location: ArtifactLocation {
            uri: uri(&report.repository_path(&file.path)),
            uri_base_id: BASE,
        },
        replacements: [Replacement {
            deleted_region: Region {
                start_line: replaced.lines.start,
                start_column: 1,
                end_line: replaced.lines.end,
                end_column: 1,
            },
            inserted_content: ArtifactContent {
                text: replaced.text.clone(),
            },
        }],
    }
}
