//! A comparison of two checks as SARIF: `baselineState` of each result compares the second check with the
//! first.

use std::io::{self, Write};

use crate::engine::compare::State;
use crate::report::sarif::{Part, write};
use crate::view::{AssumedReport, ComparisonView, DiffReport};

/// Writes a report of assumptions as SARIF. Findings that are resolved are `absent`.
///
/// # Errors
/// When `out` cannot be written to.
pub fn assumed_sarif(report: &AssumedReport<'_>, out: &mut dyn Write) -> io::Result<()> {
    let assumptions = report.assumptions.iter().map(|it| match it.from {
        Some(day) => format!("from {day}: {}", it.words),
        None => it.words.clone(),
    });
    comparison(&report.compared, assumptions.collect(), out)
}

/// Writes a comparison of two versions as SARIF, as [`assumed_sarif`] does.
///
/// # Errors
/// When `out` cannot be written to.
pub fn diff_sarif(diff: &DiffReport<'_>, out: &mut dyn Write) -> io::Result<()> {
    comparison(&diff.compared, Vec::new(), out)
}

fn comparison(
    compared: &ComparisonView<'_>,
    assumptions: Vec<String>,
    out: &mut dyn Write,
) -> io::Result<()> {
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
    write(&parts, assumptions, out)
}
