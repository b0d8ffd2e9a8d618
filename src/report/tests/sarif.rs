//! SARIF: valid against its schema, and free of the faults that other tools' SARIF has.

use std::path::Path;

use serde_json::Value;

use super::fixture::{Files, waiver, with_snapshots};
use super::{json, terminal};
use crate::engine::facts::LabelRole;
use crate::estate::model::Severity;
use crate::input::Span;
use crate::report::{TerminalOptions, sarif};
use crate::view::LabelView;
use crate::view::Report;

pub fn written(report: &Report<'_>) -> Value {
    let mut out = Vec::new();
    sarif(report, &mut out).unwrap();
    serde_json::from_slice(&out).unwrap()
}

/// The standard's own schema, which is next to the repository; without it the test is skipped, in
/// continuous integration it fails.
fn schema() -> Option<Value> {
    let shared = std::env::var_os("FAIRNOTICE_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"),
        std::path::PathBuf::from,
    );
    let path = shared.join("schemas/sarif-schema-2.1.0.json");
    #[expect(
        clippy::disallowed_methods,
        reason = "a test reads a schema that is no part of any estate"
    )]
    let text = std::fs::read_to_string(&path);
    match text {
        Ok(text) => Some(serde_json::from_str(&text).unwrap()),
        Err(error) => {
            let ci = std::env::var_os("CI").is_some_and(|ci| ci == "true");
            assert!(!ci, "{}: {error}", path.display());
            #[expect(clippy::print_stderr, reason = "a skipped test says so")]
            {
                eprintln!("skipped: no SARIF schema at {}", path.display());
            }
            None
        }
    }
}

fn everything(files: &Files) -> Report<'_> {
    let mut waived = files.nobody();
    waived.id = "accepted".to_owned();
    waived.waived = Some(waiver());
    let mut bare = files.retention();
    bare.id = "bare".to_owned();
    bare.labels.clear();
    files.report(vec![
        files.transfer(),
        files.nobody(),
        files.retention(),
        waived,
        bare,
    ])
}

#[test]
fn it_is_valid_against_the_standard() {
    let Some(schema) = schema() else { return };
    let files = Files::new();
    let validator = jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .unwrap();
    for report in [everything(&files), files.report(vec![])] {
        let value = written(&report);
        let errors: Vec<_> = validator
            .iter_errors(&value)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
}

#[test]
fn one_result() {
    let files = Files::new();
    let value = written(&files.report(vec![files.transfer()]));
    let result = serde_json::to_string_pretty(&value["runs"][0]["results"][0]).unwrap();
    with_snapshots(|| insta::assert_snapshot!("sarif_result", result));
}

#[test]
fn one_rule() {
    let files = Files::new();
    let value = written(&files.report(vec![]));
    let rule =
        serde_json::to_string_pretty(&value["runs"][0]["tool"]["driver"]["rules"][1]).unwrap();
    with_snapshots(|| insta::assert_snapshot!("sarif_rule", rule));
}

#[test]
fn no_finding_is_lost_whatever_is_next_to_it() {
    let files = Files::new();
    let report = everything(&files);
    let sarif = written(&report);
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert_eq!(results.len(), report.findings.len());

    let json = json::written(&report);
    let text = terminal::rendered(&report, TerminalOptions::default());
    for (severity, count) in [
        ("error", report.summary.errors),
        ("warning", report.summary.warnings),
        ("note", report.summary.notes),
    ] {
        let in_sarif = results
            .iter()
            .filter(|result| result["level"] == severity && result.get("suppressions").is_none())
            .count();
        let in_json = json["findings"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|finding| finding["severity"] == severity && finding["waived"].is_null())
            .count();
        let head = format!("{severity}[");
        let in_text = text.lines().filter(|line| line.starts_with(&head)).count();
        assert_eq!(
            (in_sarif, in_json, in_text),
            (count, count, count),
            "{severity}"
        );
        assert_eq!(json["summary"][format!("{severity}s")], count);
    }
}

#[test]
fn lines_and_columns_are_those_of_the_json_and_count_from_one() {
    let files = Files::new();
    let mut report = everything(&files);
    // A place at the very start, one past the end, and one in the middle of nothing.
    let span = |start, end| LabelView {
        role: LabelRole::Flow,
        span: Span::new(files.flows, start, end),
        text: format!("{start}"),
        url: None,
    };
    report.findings[1].labels = vec![span(0, 0), span(90_000, 90_001), span(5, 5)];
    let (sarif, json) = (written(&report), json::written(&report));
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    for (result, finding) in results.iter().zip(json["findings"].as_array().unwrap()) {
        let list = |key: &str| result[key].as_array().cloned().unwrap_or_default();
        let places: Vec<_> = list("locations")
            .into_iter()
            .chain(list("relatedLocations"))
            .collect();
        let labels = finding["labels"].as_array().unwrap();
        assert_eq!(places.len(), labels.len());
        for (place, label) in places.iter().zip(labels) {
            let region = &place["physicalLocation"]["region"];
            for (ours, theirs) in [
                ("line", "startLine"),
                ("column", "startColumn"),
                ("end_line", "endLine"),
                ("end_column", "endColumn"),
            ] {
                assert_eq!(label[ours], region[theirs]);
                assert!(region[theirs].as_u64().unwrap() >= 1);
            }
            let start = (region["startLine"].as_u64(), region["startColumn"].as_u64());
            let end = (region["endLine"].as_u64(), region["endColumn"].as_u64());
            assert!(start <= end, "{region}");
        }
    }
}

#[test]
fn a_line_is_the_line_that_an_editor_shows() {
    let files = Files::new();
    let value = written(&files.report(vec![files.transfer()]));
    let region = &value["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"];
    let line = super::fixture::FLOWS
        .lines()
        .nth(region["startLine"].as_u64().unwrap() as usize - 1)
        .unwrap();
    let from = region["startColumn"].as_u64().unwrap() as usize - 1;
    let to = region["endColumn"].as_u64().unwrap() as usize - 1;
    assert_eq!(line.get(from..to), Some("office-365"));
}

#[test]
fn addresses_are_relative_and_of_no_machine() {
    let files = Files::new();
    let mut report = everything(&files);
    report.root = "flows/e i:s".to_owned();
    let value = written(&report);
    let base = &value["runs"][0]["originalUriBaseIds"]["SRCROOT"];
    assert!(base["uri"].is_null(), "{base}");
    let mut seen = 0;
    for result in value["runs"][0]["results"].as_array().unwrap() {
        for key in ["locations", "relatedLocations"] {
            for place in result[key].as_array().into_iter().flatten() {
                let artifact = &place["physicalLocation"]["artifactLocation"];
                let uri = artifact["uri"].as_str().unwrap();
                assert!(uri.starts_with("flows/e%20i%3As/"), "{uri}");
                assert_eq!(artifact["uriBaseId"], "SRCROOT");
                seen += 1;
            }
        }
    }
    assert!(seen > 5);
}

#[test]
fn every_result_has_its_rule_even_one_that_is_not_in_the_catalogue() {
    let files = Files::new();
    let mut report = everything(&files);
    report.findings[0].rule = "own/unheard-of".to_owned();
    let value = written(&report);
    let rules = value["runs"][0]["tool"]["driver"]["rules"]
        .as_array()
        .unwrap();
    for result in value["runs"][0]["results"].as_array().unwrap() {
        let rule = &rules[result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], result["ruleId"]);
    }
}

#[test]
fn a_level_is_the_findings_own_and_not_its_rules() {
    let files = Files::new();
    let mut report = files.report(vec![files.transfer()]);
    report.findings[0].severity = Severity::Note;
    let value = written(&report);
    assert_eq!(value["runs"][0]["results"][0]["level"], "note");
    assert_eq!(
        value["runs"][0]["tool"]["driver"]["rules"][1]["defaultConfiguration"]["level"],
        "error"
    );
}

#[test]
fn related_places_have_ids_of_their_own() {
    let files = Files::new();
    let value = written(&everything(&files));
    for result in value["runs"][0]["results"].as_array().unwrap() {
        let mut ids: Vec<_> = ["locations", "relatedLocations"]
            .iter()
            .flat_map(|key| result[key].as_array().into_iter().flatten())
            .map(|place| place["id"].as_u64().unwrap())
            .collect();
        let count = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), count);
    }
}
