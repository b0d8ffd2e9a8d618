//! A check under assumptions as SARIF: each result says by `baselineState` how it stands beside the
//! check without them.

use std::io::{self, Write};

use crate::engine::compare::State;
use crate::report::sarif::{Part, write};
use crate::view::AssumedReport;

/// Writes a report of assumptions as SARIF. Findings that are resolved are `absent`.
///
/// # Errors
/// When `out` cannot be written to.
pub fn assumed_sarif(report: &AssumedReport<'_>, out: &mut dyn Write) -> io::Result<()> {
    let compared = &report.compared;
    let after = compared.after.arranged().into_iter();
    let after = after.map(|finding| (finding, compared.findings.state(&finding.id)));
    let resolved = compared.resolved().into_iter();
    let parts = vec![
        Part {
            report: &compared.after,
            findings: after.collect(),
        },
        Part {
            report: &compared.before,
            findings: resolved
                .map(|finding| (finding, Some(State::Resolved)))
                .collect(),
        },
    ];
    let assumptions = report.assumptions.iter().map(|it| match it.from {
        Some(day) => format!("from {day}: {}", it.words),
        None => it.words.clone(),
    });
    write(&parts, assumptions.collect(), out)
}
