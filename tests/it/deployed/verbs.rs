//! `reconcile` and `--deployed` as they are called.

use crate::support;
use crate::support::run::{DAY, folder, run, write};
use serde_json::Value;

const ESTATE: &str = "\
name: Elm Court Surgery
controller: elm-court
parties:
  - {id: elm-court, name: Elm Court Surgery, country: GB}
systems:
  - {id: records, operator: elm-court, hosting: GB, deployed: {tags: {app: records}}}
flows:
  - {id: visits, from: data-subjects, to: records, subjects: patient, data: [name],
     purpose: requested-service-provision, basis: public-task}
";

fn plan(location: &str) -> String {
    format!(
        r#"{{"format_version": "1.2", "resource_changes": [{{"address": "azurerm_storage_account.a",
  "mode": "managed", "type": "azurerm_storage_account", "name": "a", "provider_name": "azurerm",
  "change": {{"actions": ["create"], "after": {{"location": "{location}", "tags": {{"app": "records"}}}}}}}}]}}"#
    )
}

fn surgery(location: &str) -> tempfile::TempDir {
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", ESTATE);
    write(folder.path(), "plan.json", plan(location));
    folder
}

fn validated(value: &Value) {
    let schema = std::fs::read_to_string(support::root().join("schemas/reconcile.schema.json"));
    let schema: Value = serde_json::from_str(&schema.unwrap()).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(value)
        .map(|error| error.to_string())
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn exit_codes_follow_what_is_found() {
    let day = ["--as-of", DAY];
    let here = surgery("uksouth");
    run(here.path(), &["reconcile", "plan.json", day[0], day[1]]).exits(0);
    let abroad = surgery("eastus");
    let at = abroad.path();
    run(at, &["reconcile", "plan.json", day[0], day[1]]).exits(1);
    run(
        at,
        &[
            "reconcile",
            "plan.json",
            day[0],
            day[1],
            "--fail-on",
            "never",
        ],
    )
    .exits(0);
    run(at, &["check", "--deployed", "plan.json", day[0], day[1]]).exits(1);
    run(at, &["check", day[0], day[1]]).exits(0);
    let unknown = surgery("somewhere");
    let at = unknown.path();
    run(at, &["reconcile", "plan.json", day[0], day[1]]).exits(0);
    let ran = run(
        at,
        &[
            "reconcile",
            "plan.json",
            day[0],
            day[1],
            "--fail-on",
            "warning",
        ],
    )
    .exits(1);
    assert!(ran.out.contains("deployed/unknown-location"), "{}", ran.out);
    assert!(ran.out.contains("`somewhere`"), "{}", ran.out);
}

#[test]
fn without_an_estate_everything_is_listed() {
    let folder = folder();
    write(folder.path(), "plan.json", plan("eastus"));
    let ran = run(folder.path(), &["reconcile", "plan.json", "--as-of", DAY]).exits(0);
    assert!(
        ran.out.contains("outside the UK and the EEA"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("no estate given"), "{}", ran.out);
    let json = run(
        folder.path(),
        &["reconcile", "plan.json", "--format", "json"],
    )
    .json();
    validated(&json);
    assert_eq!(json["estate"], Value::Null);
    assert_eq!(json["resources"][0]["location"]["side"], "outside");
    assert_eq!(
        json["resources"][0]["location"]["places"][0]["countries"][0],
        "US"
    );
}

#[test]
fn json_is_what_its_schema_says_and_repeats_itself() {
    let plans = support::root().join("tests/it/deployed/plans");
    for name in [
        "copies.json",
        "providers.json",
        "state-v4.tfstate",
        "placeholders.json",
        "empty-state.json",
    ] {
        let call = ["reconcile", name, "--format", "json", "--as-of", DAY];
        let first = run(&plans, &call).exits(0);
        validated(&first.json());
        assert_eq!(first, run(&plans, &call));
    }
    let abroad = surgery("eastus");
    let json = run(
        abroad.path(),
        &["reconcile", "plan.json", "--format", "json", "--as-of", DAY],
    )
    .exits(1);
    let json = json.json();
    validated(&json);
    let finding = &json["findings"][0];
    assert_eq!(finding["rule"], "deployed/undeclared-location");
    assert_eq!(finding["labels"][0]["role"], "deployed");
    assert_eq!(finding["labels"][0]["quote"], "azurerm_storage_account.a");
    assert_eq!(json["resources"][0]["systems"][0], "records");
}

#[test]
fn what_is_wrong_with_the_call_or_the_files_is_reported() {
    let folder = surgery("uksouth");
    let at = folder.path();
    write(at, "cut.json", "{\"format_version\": \"1.2\",");
    write(at, "other.json", "{}");
    std::fs::create_dir(at.join("folder")).unwrap();
    for (call, words) in [
        (vec!["reconcile"], "required"),
        (vec!["reconcile", "nothing.json"], "there is no such file"),
        (vec!["reconcile", "folder"], "a folder"),
        (vec!["reconcile", "plan.json", "./plan.json"], "given twice"),
        (
            vec!["reconcile", "plan.json", "--estate", "nowhere"],
            "nowhere",
        ),
        (vec!["reconcile", "plan.json", "--output", "x.pdf"], "x.pdf"),
        (vec!["reconcile", "cut.json"], "EOF while parsing"),
        (
            vec!["check", "--deployed", "other.json"],
            "this is JSON, but neither",
        ),
    ] {
        let ran = run(at, &call).refused();
        assert!(ran.err.contains(words), "{call:?}: {}", ran.err);
    }
    // All that is wrong comes at once.
    let ran = run(at, &["reconcile", "cut.json", "other.json"]).refused();
    assert!(
        ran.err.contains("cut.json:1:25") && ran.err.contains("other.json"),
        "{}",
        ran.err
    );
}

#[test]
fn a_matcher_that_takes_everything_is_refused() {
    let folder = surgery("uksouth");
    write(
        folder.path(),
        "fairnotice.yaml",
        ESTATE.replace("{tags: {app: records}}", "{}"),
    );
    let ran = run(folder.path(), &["check", "--as-of", DAY]).refused();
    assert!(ran.err.contains("would take everything"), "{}", ran.err);
    write(
        folder.path(),
        "fairnotice.yaml",
        ESTATE.replace("tags:", "tag:"),
    );
    let ran = run(folder.path(), &["check", "--as-of", DAY]).refused();
    assert!(ran.err.contains("did you mean `tags`"), "{}", ran.err);
}

#[test]
fn a_large_plan_is_read_in_good_time() {
    let one = plan("uksouth");
    let resource = one
        .split_once("[{\"address\": \"azurerm_storage_account.a\"")
        .unwrap()
        .1
        .trim_end_matches("]}");
    let mut text = String::from("{\"format_version\": \"1.2\", \"resource_changes\": [");
    for at in 0..12000 {
        let comma = if at == 0 { "" } else { "," };
        text.push_str(&format!(
            "{comma}{{\"address\": \"azurerm_storage_account.a[{at}]\"{resource}"
        ));
    }
    text.push_str("]}");
    assert!(text.len() > 2_000_000);
    let folder = surgery("uksouth");
    write(folder.path(), "plan.json", text);
    let begun = std::time::Instant::now();
    let ran = run(
        folder.path(),
        &["reconcile", "plan.json", "--as-of", DAY, "--format", "json"],
    )
    .exits(0);
    assert_eq!(ran.json()["resources"].as_array().unwrap().len(), 12000);
    // Generous: unoptimised, on a machine that does other things as well.
    assert!(begun.elapsed().as_secs() < 60, "{:?}", begun.elapsed());
}
