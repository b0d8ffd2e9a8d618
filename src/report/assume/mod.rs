//! The report of a check under assumptions: what falls, what holds, what newly rises.

mod json;
mod sarif;
mod terminal;

use crate::engine::compare::Fate;
use crate::view::{ComparisonView, FindingView};

pub use json::{assumed_json, assumed_schema};
pub use sarif::assumed_sarif;
pub use terminal::assumed_terminal;

/// The word of a fate in machines' formats.
fn fate_word(fate: Fate) -> &'static str {
    match fate {
        Fate::Falls => "falls",
        Fate::NewUncarried => "new-uncarried",
        Fate::Holds => "holds",
        Fate::NewCarried => "new-carried",
        Fate::Gains => "gains",
        Fate::Ends => "ends",
    }
}

/// The findings that both checks have and that are worse under the assumptions.
fn worse<'r>(compared: &'r ComparisonView<'_>) -> Vec<&'r FindingView> {
    let changed = compared.changed().into_iter();
    changed
        .filter(|(_, change)| change.is_worse())
        .map(|(finding, _)| finding)
        .collect()
}

/// The findings that both checks have and that are no worse under the assumptions.
fn no_worse<'r>(compared: &'r ComparisonView<'_>) -> Vec<&'r FindingView> {
    let mut findings = compared.after.arranged();
    findings.retain(|finding| !compared.findings.is_new_or_worse(&finding.id));
    findings
}
