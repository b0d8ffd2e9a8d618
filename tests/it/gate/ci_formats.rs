//! Each format of CI on the estate of EIS: what its reader is promised.

use serde_json::Value;
use xmlschema::{parse_schema, validate};

use super::snapshots;
use crate::support::run::{DAY, run};
use crate::support::{root, shared};

fn eis(format: &str, more: &[&str]) -> String {
    let call = ["check", "flows/eis", "--as-of", DAY, "--format", format];
    let code = i32::from(!more.contains(&"never"));
    run(&root(), &[&call[..], more].concat()).exits(code).out
}

#[test]
fn what_github_sees() {
    let out = eis("github", &[]);
    snapshots(|| insta::assert_snapshot!("eis-github", out));
    let json: Value = serde_json::from_str(&eis("json", &[])).unwrap();
    let errors = json["summary"]["errors"].as_u64().unwrap();
    assert!(errors > 10, "there is something to cut");
    let of = |command: &str| out.lines().filter(|it| it.starts_with(command)).count();
    assert_eq!(of("::error "), 10);
    // The most severe come first.
    let first_warning = out.find("::warning ").unwrap();
    assert!(out.rfind("::error ").unwrap() < first_warning);
    assert!(
        out.contains(&format!("{} errors", errors - 10)),
        "the cut is told"
    );
}

#[test]
fn what_gitlab_sees() {
    let issues: Value = serde_json::from_str(&eis("gitlab", &[])).unwrap();
    let json: Value = serde_json::from_str(&eis("json", &[])).unwrap();
    let ids = |list: &Value, key: &str| -> std::collections::BTreeSet<String> {
        let list = list.as_array().unwrap();
        let ids = list.iter().map(|it| it[key].as_str().unwrap().to_owned());
        let ids: std::collections::BTreeSet<String> = ids.collect();
        assert_eq!(ids.len(), list.len(), "ids are unique");
        ids
    };
    // What the estate sets is an issue of its own.
    let mut found = ids(&issues, "fingerprint");
    found.retain(|id| !id.starts_with("overrides-"));
    assert_eq!(found, ids(&json["findings"], "id"));
    for issue in issues.as_array().unwrap() {
        let severity = issue["severity"].as_str().unwrap();
        assert!(["info", "minor", "critical"].contains(&severity));
        let path = issue["location"]["path"].as_str().unwrap();
        assert!(root().join(path).is_file(), "{path}");
        assert!(issue["location"]["lines"]["begin"].as_u64().unwrap() > 0);
    }
    // The keys of a list that another tool wrote.
    if let Some(shared) = shared() {
        let sample = shared.join("schemas/trivy-gitlab-codequality-example.json");
        let sample: Value =
            serde_json::from_str(&std::fs::read_to_string(sample).unwrap()).unwrap();
        let sample = sample[0].as_object().unwrap();
        for (key, value) in issues[0].as_object().unwrap() {
            let theirs = sample.get(key).unwrap_or_else(|| panic!("{key}"));
            assert_eq!(
                std::mem::discriminant(value),
                std::mem::discriminant(theirs),
                "{key}"
            );
        }
    }
}

#[test]
fn what_a_comment_shows() {
    let out = eis("markdown", &[]);
    assert!(out.len() < 65_536, "GitHub's limit on comments");
    snapshots(|| insta::assert_snapshot!("eis-markdown", out));
}

#[test]
fn each_rule_is_a_test_of_junit() {
    let out = eis("junit", &[]);
    snapshots(|| insta::assert_snapshot!("eis-junit", out));
    let (tests, failures) = counts(&out);
    let json: Value = serde_json::from_str(&eis("json", &[])).unwrap();
    assert_eq!(
        failures,
        json["summary"]["errors"].as_u64().unwrap() as usize
    );
    assert!(tests > 80, "rules that found nothing pass");
    // What fails follows the severity that fails the run.
    assert_eq!(counts(&eis("junit", &["--fail-on", "never"])).1, 0);
    let findings = json["findings"].as_array().unwrap().len();
    assert_eq!(counts(&eis("junit", &["--fail-on", "note"])).1, findings);
}

fn counts(xml: &str) -> (usize, usize) {
    (
        xml.matches("<testcase ").count(),
        xml.matches("<failure ").count(),
    )
}

#[test]
fn junit_holds_to_its_schema() {
    let Some(shared) = shared() else { return };
    let schema = std::fs::read_to_string(shared.join("schemas/JUnit.xsd")).unwrap();
    let schema = parse_schema(&schema).unwrap();
    let holds = |xml: &str| validate(&oxml::parse(xml).unwrap(), &schema).is_valid();
    for fail_on in ["error", "note", "never"] {
        assert!(holds(&eis("junit", &["--fail-on", fail_on])), "{fail_on}");
    }
    // A validator that took anything would take these.
    let good = eis("junit", &[]);
    for (from, to) in [
        ("hostname=\"localhost\" ", ""),
        ("time=\"0\"", "time=\"soon\""),
        ("<system-out/>", ""),
        ("T00:00:00\"", "\""),
    ] {
        assert!(!holds(&good.replacen(from, to, 1)), "{from}");
    }
}
