//! The machine formats against their schemas, and all formats against each other, on every estate
//! that we have.

use std::path::{Path, PathBuf};

use crate::support::run::DAY;
use crate::support::{Checked, checked, fixtures, root, shared};
use fairnotice::cli::schema::schemas;
use fairnotice::report::{TerminalOptions, json, sarif, terminal};
use fairnotice::view::Report;
use serde_json::Value;

/// Every estate: the firing ones of the rules, and the real one on days apart.
fn estates() -> Vec<(String, PathBuf, Checked)> {
    let mut all: Vec<_> = fixtures()
        .into_iter()
        .map(|(rule, folder)| {
            let folder = folder.join("fires");
            let checked = checked(&folder, None);
            (rule, folder, checked)
        })
        .collect();
    let eis = root().join("flows/eis");
    for day in ["2019-06-01", "2024-06-01", DAY] {
        all.push((
            format!("eis {day}"),
            eis.clone(),
            checked(&eis, Some(day.parse().unwrap())),
        ));
    }
    all
}

fn written(
    checked: &Checked,
    format: impl Fn(&Report<'_>, &mut Vec<u8>) -> std::io::Result<()>,
) -> String {
    let report = Report::new(
        &checked.estate,
        &checked.sources,
        &checked.rules,
        &checked.outcome,
        "some/estate",
    );
    let mut out = Vec::new();
    format(&report, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn as_json(checked: &Checked) -> Value {
    serde_json::from_str(&written(checked, |report, out| json(report, out))).unwrap()
}

fn as_sarif(checked: &Checked) -> Value {
    serde_json::from_str(&written(checked, |report, out| sarif(report, out))).unwrap()
}

fn valid(validator: &jsonschema::Validator, document: &Value, what: &str) {
    let errors: Vec<String> = validator
        .iter_errors(document)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{what}:\n{}", errors.join("\n"));
}

#[test]
fn json_is_valid_against_its_schema() {
    let (_, schema) = schemas()
        .into_iter()
        .find(|(name, _)| name == "check.schema.json")
        .unwrap();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    for (name, _, checked) in estates() {
        let document = as_json(&checked);
        assert_ne!(document["findings"].as_array().unwrap().len(), 0, "{name}");
        valid(&validator, &document, &name);
    }
}

#[test]
fn sarif_is_valid_against_the_standards_schema() {
    let Some(shared) = shared() else { return };
    let text = std::fs::read_to_string(shared.join("schemas/sarif-schema-2.1.0.json")).unwrap();
    let schema: Value = serde_json::from_str(&text).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for (name, _, checked) in estates() {
        valid(&validator, &as_sarif(&checked), &name);
    }
}

/// Whether a place lies inside its file: lines and columns from 1, the end not before the start.
fn inside(folder: &Path, file: &str, at: [u64; 4], what: &str) {
    let [line, column, end_line, end_column] = at;
    assert!(
        line >= 1 && column >= 1 && (line, column) <= (end_line, end_column),
        "{what}: {at:?}"
    );
    // The text of a notice within a file counts its own lines.
    let Ok(text) = std::fs::read_to_string(folder.join(file)) else {
        assert!(
            file.contains('#') || file.starts_with("policies/law/"),
            "{what}: {file} is not there"
        );
        return;
    };
    let lines: Vec<&str> = text.split('\n').collect();
    assert!(
        (end_line as usize) <= lines.len(),
        "{what}: {file} has no line {end_line}"
    );
    let long = lines[end_line as usize - 1].chars().count() as u64;
    assert!(
        end_column <= long + 1,
        "{what}: {file}:{end_line} has no column {end_column}"
    );
}

#[test]
fn every_place_lies_inside_its_file() {
    for (name, folder, checked) in estates() {
        let number = |value: &Value| value.as_u64().unwrap();
        for finding in as_json(&checked)["findings"].as_array().unwrap() {
            let labels = finding["labels"].as_array().unwrap();
            assert!(!labels.is_empty(), "{name}: {finding} points nowhere");
            for label in labels {
                let at =
                    ["line", "column", "end_line", "end_column"].map(|key| number(&label[key]));
                inside(&folder, label["file"].as_str().unwrap(), at, &name);
            }
        }
        let log = as_sarif(&checked);
        for result in log["runs"][0]["results"].as_array().unwrap() {
            let places = result["locations"]
                .as_array()
                .unwrap()
                .iter()
                .chain(result["relatedLocations"].as_array().into_iter().flatten());
            for place in places {
                let place = &place["physicalLocation"];
                let uri = place["artifactLocation"]["uri"].as_str().unwrap();
                let path = uri
                    .strip_prefix("some/estate/")
                    .unwrap_or_else(|| panic!("{name}: {uri}"));
                assert!(
                    !uri.contains(':') && !uri.contains('\\') && !uri.starts_with('/'),
                    "{name}: {uri}"
                );
                let region = &place["region"];
                let at = ["startLine", "startColumn", "endLine", "endColumn"]
                    .map(|key| number(&region[key]));
                inside(&folder, &path.replace("%23", "#"), at, &name);
            }
        }
    }
}

#[test]
fn every_format_has_the_same_findings() {
    for (name, _, checked) in estates() {
        let document = as_json(&checked);
        let log = as_sarif(&checked);
        let shown = written(&checked, |report, out| {
            terminal(report, TerminalOptions::default(), out)
        });
        let findings = document["findings"].as_array().unwrap();
        let results = log["runs"][0]["results"].as_array().unwrap();
        assert_eq!(findings.len(), checked.outcome.findings.len(), "{name}");
        assert_eq!(findings.len(), results.len(), "{name}");
        for (finding, result) in findings.iter().zip(results) {
            let id = finding["id"].as_str().unwrap();
            assert_eq!(result["partialFingerprints"]["fairnotice/v1"], id, "{name}");
            assert_eq!(result["ruleId"], finding["rule"], "{name}");
            assert_eq!(result["level"], finding["severity"], "{name}");
            assert_eq!(
                shown.matches(&format!("fairnotice explain {id}")).count(),
                1,
                "{name}: {id}"
            );
            let index = result["ruleIndex"].as_u64().unwrap() as usize;
            assert_eq!(
                log["runs"][0]["tool"]["driver"]["rules"][index]["id"], finding["rule"],
                "{name}"
            );
        }
        for (key, severity) in [
            ("errors", "error"),
            ("warnings", "warning"),
            ("notes", "note"),
        ] {
            let count = findings
                .iter()
                .filter(|finding| finding["severity"] == severity && finding["asks"].is_null())
                .count();
            assert_eq!(document["summary"][key], count, "{name}: {severity}");
            let heads = shown
                .lines()
                .filter(|line| line.starts_with(&format!("{severity}[")))
                .count();
            assert_eq!(heads, count, "{name}: {severity} in the terminal");
            let noun = format!("{count} {severity}{}", if count == 1 { "" } else { "s" });
            assert!(
                count == 0 || shown.contains(&noun),
                "{name}: the closing line says not {noun}"
            );
        }
    }
}

#[test]
fn the_terminal_keeps_to_its_columns() {
    for (name, _, checked) in estates() {
        for width in [40, 80, 120] {
            let options = TerminalOptions {
                width,
                ..TerminalOptions::default()
            };
            let shown = written(&checked, |report, out| terminal(report, options, out));
            for line in shown.lines() {
                // A word that is wider than the terminal cannot be broken.
                let words = line
                    .split_whitespace()
                    .map(|word| word.chars().count())
                    .max()
                    .unwrap_or(0);
                assert!(
                    line.chars().count() <= width.max(words + 12),
                    "{name} at {width}: {line}"
                );
            }
        }
    }
}
