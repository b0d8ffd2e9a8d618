//! Verified remedies as `fixes` of a result (SARIF 2.1.0, 3.55): edits that a viewer can apply.

use super::model::{ArtifactChange, ArtifactContent, ArtifactLocation, Fix, Region, Replacement};
use super::{BASE, text, uri};
use crate::view::{FileDiff, FindingView, RemedyView, Report};

/// The fixes of a finding. A remedy with a value that nobody recorded has none: a viewer would write the value that was
/// assumed. Nor has a sentence for the notice, which is a draft for approval.
pub(super) fn fixes(report: &Report<'_>, finding: &FindingView) -> Vec<Fix> {
    let verified = finding.remedies.iter().filter(|it| it.verified);
    verified.filter_map(|it| fix(report, it)).collect()
}

fn fix(report: &Report<'_>, remedy: &RemedyView) -> Option<Fix> {
    let change = remedy.change.as_ref()?;
    let is_whole = change.assumes.is_empty() && change.proposal.is_empty();
    (is_whole && !change.files.is_empty()).then(|| Fix {
        description: text(&remedy.text),
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
