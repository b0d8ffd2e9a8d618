//! A check under assumptions as SARIF: each result says by `baselineState` how it stands beside the
//! check without them.

use std::io::{self, Write};

use crate::report::sarif::{Part, write};
use crate::view::AssumedReport;

/// Writes a report of assumptions as SARIF. Findings that fall away are `absent`.
///
/// # Errors
/// When `out` cannot be written to.
pub fn assumed_sarif(report: &AssumedReport<'_>, out: &mut dyn Write) -> io::Result<()> {
    let compared = &report.compared;
    let after = compared.after.arranged().into_iter().map(|finding| {
        let state = if compared.findings.new.contains(&finding.id) {
            "new"
        } else if compared.findings.is_new_or_worse(&finding.id) {
            "updated"
        } else {
            "unchanged"
        };
        (finding, Some(state))
    });
    let gone = compared.resolved().into_iter();
    let parts = vec![
        Part {
            report: &compared.after,
            findings: after.collect(),
        },
        Part {
            report: &compared.before,
            findings: gone.map(|finding| (finding, Some("absent"))).collect(),
        },
    ];
    let assumptions = report.assumptions.iter().map(|it| match it.from {
        Some(day) => format!("from {day}: {}", it.words),
        None => it.words.clone(),
    });
    write(&parts, assumptions.collect(), out)
}
