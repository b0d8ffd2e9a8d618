//! The estate of EIS on four days: what comes out, that it follows from the notice and the law, and
//! that its README is true.

mod days;
mod pages;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use crate::support;
use crate::support::{Checked, checked, root, shared};
use fairnotice::engine::facts::LabelRole;
use fairnotice::engine::finding::Finding;
use fairnotice::estate::model::{AnchorState, Endpoint, Retention};
use fairnotice::law::{InstrumentDates, Regime};
use jiff::civil::{Date, date};

const DAYS: [Date; 4] = [
    date(2019, 6, 1),
    date(2021, 6, 1),
    date(2024, 6, 1),
    date(2026, 11, 24),
];

fn eis() -> PathBuf {
    root().join("flows/eis")
}

fn on(day: Date) -> Checked {
    checked(&eis(), Some(day))
}

fn flow_ids(checked: &Checked, finding: &Finding) -> Vec<String> {
    finding
        .flows
        .iter()
        .map(|flow| checked.estate.flow(*flow).id.to_string())
        .collect()
}

/// What a finding of a rule points at in the notice, by section.
fn sections(checked: &Checked, rule: &str) -> Vec<String> {
    let notice = checked.estate.notices.first().unwrap();
    let cited: BTreeSet<&str> = checked
        .of(rule)
        .iter()
        .flat_map(|it| it.statements.iter().map(String::as_str))
        .collect();
    let statements = notice
        .statements
        .iter()
        .filter(|statement| cited.contains(statement.id.as_str()));
    statements
        .map(|statement| statement.section.clone().unwrap())
        .collect()
}

#[test]
fn what_comes_out_on_each_day() {
    support::snapshots("eis", || {
        for day in DAYS {
            let checked = on(day);
            let lines: Vec<String> = checked
                .outcome
                .findings
                .iter()
                .map(|finding| {
                    format!(
                        "{} {} {} -> {}: {}",
                        finding.severity.as_str(),
                        finding.rule,
                        flow_ids(&checked, finding)
                            .first()
                            .map_or("the notice", String::as_str),
                        finding.importer.as_deref().unwrap_or("-"),
                        finding.message
                    )
                })
                .collect();
            insta::assert_snapshot!(format!("findings_{day}"), lines.join("\n"));
        }
    });
}

#[test]
fn dozens_not_hundreds_and_each_can_be_acted_on() {
    for day in DAYS {
        let checked = on(day);
        let findings = &checked.outcome.findings;
        assert!(
            (10..=60).contains(&findings.len()),
            "{day}: {} findings",
            findings.len()
        );
        for finding in findings {
            assert!(
                !finding.labels.is_empty(),
                "{day}: {} points nowhere",
                finding.message
            );
            assert!(
                !finding.law.is_empty(),
                "{day}: {} cites no law",
                finding.message
            );
            assert!(
                !finding.remedies.is_empty(),
                "{day}: {} offers nothing to do",
                finding.message
            );
            // That words set no period is a reading of the words, and nothing to derive.
            let is_read = finding.rule == "notice/indefinite-retention";
            assert!(
                is_read || !finding.derivation.is_empty(),
                "{day}: {} gives no reason",
                finding.message
            );
            assert!(
                !finding.message.contains("unknown"),
                "{day}: {}",
                finding.message
            );
            assert!(
                !finding.rule.starts_with("minimisation/"),
                "{day}: every datum has its source: {}",
                finding.message
            );
        }
        let ids: BTreeSet<&str> = findings.iter().map(|finding| finding.id.as_str()).collect();
        assert_eq!(
            ids.len(),
            findings.len(),
            "{day}: each finding has an id of its own"
        );
    }
}
