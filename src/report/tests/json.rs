//! The JSON contract.

use serde_json::Value;

use super::fixture::{Files, waiver, with_snapshots};
use crate::report::{check_schema, json};
use crate::view::Report;

pub fn written(report: &Report<'_>) -> Value {
    let mut out = Vec::new();
    json(report, &mut out).unwrap();
    serde_json::from_slice(&out).unwrap()
}

#[test]
fn a_finding_has_every_key_of_the_contract() {
    let files = Files::new();
    let report = files.report(vec![files.transfer()]);
    let mut out = Vec::new();
    json(&report, &mut out).unwrap();
    with_snapshots(|| insta::assert_snapshot!("json_transfer", String::from_utf8(out).unwrap()));
}

#[test]
fn what_is_written_holds_to_the_schema() {
    let files = Files::new();
    let mut waived = files.nobody();
    waived.waived = Some(waiver());
    let value = written(&files.report(vec![files.transfer(), waived, files.retention()]));
    let schema = check_schema();
    jsonschema::draft202012::meta::validate(&schema).unwrap();
    let validator = jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .unwrap();
    validator.validate(&value).unwrap();
    // The schema must be able to say no.
    for (pointer, wrong) in [
        ("/findings/0/labels/0/line", Value::from(0)),
        ("/findings/0/severity", Value::from("fatal")),
        ("/as_of", Value::from("tomorrow")),
        ("/version", Value::from(2)),
    ] {
        let mut value = value.clone();
        *value.pointer_mut(pointer).unwrap() = wrong;
        assert!(!validator.is_valid(&value), "{pointer}");
    }
}

#[test]
fn the_schema_asks_for_every_key_and_explains_it() {
    let schema = check_schema();
    let objects = schema["$defs"]
        .as_object()
        .unwrap()
        .values()
        .chain([&schema]);
    for object in objects.filter(|object| object.get("properties").is_some()) {
        for (key, property) in object["properties"].as_object().unwrap() {
            assert!(
                property["description"].is_string(),
                "{key} is not explained"
            );
            let required = object["required"].as_array().unwrap();
            assert!(
                required.contains(&Value::from(key.as_str())),
                "{key} is not asked for"
            );
        }
    }
}

#[test]
fn places_count_from_one_and_in_characters() {
    let mut files = Files::new();
    let mut finding = files.retention();
    files.notice = files.sources.add("other.md", "ééé x\n\u{1F600}word end");
    finding.labels = vec![files.label(crate::engine::facts::LabelRole::Notice, "word", 0, "")];
    let value = written(&files.report(vec![finding]));
    let label = &value["findings"][0]["labels"][0];
    let place: Vec<_> = ["line", "column", "end_line", "end_column"]
        .iter()
        .map(|key| label[key].as_u64())
        .collect();
    assert_eq!(place, [Some(2), Some(2), Some(2), Some(6)]);
    assert_eq!(label["quote"], "word");
}

#[test]
fn the_order_of_findings_does_not_depend_on_how_they_came() {
    let files = Files::new();
    let findings = vec![files.transfer(), files.nobody(), files.retention()];
    let forward = written(&files.report(findings.clone()));
    let backward = written(&files.report(findings.into_iter().rev().collect()));
    assert_eq!(forward, backward);
}
