//! `explain`.

use super::fixture::{Files, rule, waiver, with_snapshots};
use crate::estate::model::Severity;
use crate::report::{TerminalOptions, explain_finding, explain_rule};

#[test]
fn a_rule_is_explained_with_its_policy() {
    let mut out = Vec::new();
    let rule = rule("transfer/no-safeguard", Severity::Error);
    explain_rule(&rule, TerminalOptions::default(), &mut out).unwrap();
    with_snapshots(|| insta::assert_snapshot!("explain_rule", String::from_utf8(out).unwrap()));
}

#[test]
fn a_finding_is_explained_by_its_steps() {
    let files = Files::new();
    let mut finding = files.transfer();
    finding.waived = Some(waiver());
    finding.statements.push(crate::view::StatementView {
        id: "gone".to_owned(),
        quote: "no longer there".to_owned(),
        section: None,
        place: None,
    });
    let report = files.report(vec![finding]);
    let mut out = Vec::new();
    explain_finding(
        &report,
        &report.findings[0],
        TerminalOptions::default(),
        &mut out,
    )
    .unwrap();
    with_snapshots(|| insta::assert_snapshot!("explain_finding", String::from_utf8(out).unwrap()));
}
