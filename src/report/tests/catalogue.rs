//! The tables of law and rules.

use jiff::civil::{Date, date};

use super::fixture::{named, rule, with_snapshots};
use crate::estate::model::Severity;
use crate::report::{
    TerminalOptions, law_json, law_schema, law_table, rules_json, rules_schema, rules_table,
};
use crate::view::LawRowView;

const DAY: Date = date(2023, 6, 1);

fn row(id: &str, from: Option<Date>, until: Option<Date>) -> LawRowView {
    LawRowView {
        id: id.to_owned(),
        table: "instruments".to_owned(),
        regimes: vec![named("uk-gdpr", "UK GDPR")],
        national: None,
        title: "the International Data Transfer Agreement".to_owned(),
        citation: "DPA 2018 s 119A".to_owned(),
        from,
        until,
        existing_until: None,
        references: vec!["https://www.legislation.gov.uk/ukpga/2018/12/section/119A".to_owned()],
        read: None,
        under_appeal: None,
        source: None,
    }
}

fn rows() -> Vec<LawRowView> {
    let mut old = row(
        "uk-scc-eu-old",
        Some(date(2021, 1, 1)),
        Some(date(2022, 9, 21)),
    );
    old.title = "the EU's old standard clauses".to_owned();
    old.existing_until = Some(date(2024, 3, 21));
    old.read = Some(date(2026, 11, 28));
    let mut national = row("dpf", Some(date(2023, 10, 12)), None);
    national.national = Some("GB".to_owned());
    vec![
        old,
        row("uk-idta", Some(date(2022, 3, 21)), None),
        national,
        row("never", None, None),
    ]
}

fn law(width: usize) -> String {
    let mut out = Vec::new();
    law_table(
        &rows(),
        DAY,
        TerminalOptions {
            width,
            ..Default::default()
        },
        &mut out,
    )
    .unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn law_is_in_columns_where_there_is_space() {
    with_snapshots(|| insta::assert_snapshot!("law_160", law(160)));
}

#[test]
fn law_is_stacked_where_there_is_none() {
    with_snapshots(|| insta::assert_snapshot!("law_60", law(60)));
}

#[test]
fn tables_keep_within_the_width() {
    for width in 40..200 {
        let text = law(width);
        assert!(
            text.lines().all(|line| line.len() <= width),
            "{width}\n{text}"
        );
        assert!(
            text.lines().all(|line| line == line.trim_end()),
            "{width}\n{text}"
        );
    }
}

#[test]
fn rules_are_a_table() {
    let rules = [
        rule("transfer/no-safeguard", Severity::Error),
        rule("notice/unused-statement", Severity::Note),
    ];
    let mut out = Vec::new();
    rules_table(&rules, TerminalOptions::default(), &mut out).unwrap();
    with_snapshots(|| insta::assert_snapshot!("rules", String::from_utf8(out).unwrap()));
}

#[test]
fn the_json_of_both_holds_to_its_schema() {
    let mut law = Vec::new();
    law_json(&rows(), DAY, &mut law).unwrap();
    let law: serde_json::Value = serde_json::from_slice(&law).unwrap();
    jsonschema::validate(&law_schema(), &law).unwrap();
    let states: Vec<_> = law["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["state"].as_str().unwrap())
        .collect();
    assert_eq!(
        states,
        ["existing contracts only", "in force", "to come", "never"]
    );

    let mut rules = Vec::new();
    rules_json(&[rule("a/b", Severity::Note)], &mut rules).unwrap();
    let rules: serde_json::Value = serde_json::from_slice(&rules).unwrap();
    jsonschema::validate(&rules_schema(), &rules).unwrap();
}
