//! A check under assumptions as SARIF: each result says by `baselineState` how it stands beside the
//! check without them.

use std::io::{self, Write};

use super::AssumedReport;
use crate::engine::compare::Standing;
use crate::report::sarif::{Part, write};

/// Writes a report of assumptions as SARIF. Findings that fall away are `absent`.
///
/// # Errors
/// When `out` cannot be written to.
pub fn assumed_sarif(report: &AssumedReport<'_>, out: &mut dyn Write) -> io::Result<()> {
    let after = report.after.arranged().into_iter().map(|finding| {
        let state = match report.standings.get(&finding.id) {
            Some(Standing::Holds) => "unchanged",
            Some(Standing::Grows) => "updated",
            Some(Standing::Rises) | None => "new",
        };
        (finding, Some(state))
    });
    let gone = report.falling_away().into_iter();
    let parts = vec![
        Part {
            report: &report.after,
            findings: after.collect(),
        },
        Part {
            report: &report.before,
            findings: gone.map(|finding| (finding, Some("absent"))).collect(),
        },
    ];
    let assumptions = report.assumptions.iter().map(|it| match it.from {
        Some(day) => format!("from {day}: {}", it.words),
        None => it.words.clone(),
    });
    write(&parts, assumptions.collect(), out)
}
