//! `check --assume`: each kind of assumption in a case in which something rises and one in which
//! nothing does, filters, exit codes and formats.

use serde_json::Value;

use super::*;
use crate::support;

const ESTATE: &str = "\
name: Elm Court Surgery
controller: elm
parties:
  - {id: elm, name: Elm Court Surgery, country: GB}
  - id: cloud
    name: Cloudkeep Inc
    country: US
    certifications:
      - {scheme: eu-dpf, from: 2023-09-01}
      - {scheme: dpf-uk-extension, from: 2023-10-12}
  - {id: vaults, name: Vaults Ltd, country: GB}
  - {id: safes, name: Safes Ltd, country: GB}
  - {id: abroad, name: Safes Inc, country: US}
  - {id: typewell, name: Typewell Pvt Ltd, country: IN}
systems:
  - {id: store, name: cloud store, operator: cloud, hosting: GB}
  - {id: vault, name: backup vault, operator: vaults, hosting: GB}
contracts:
  - {id: cloud-terms, kind: processor, between: [elm, cloud], sub-processors: general}
  - {id: vault-terms, kind: processor, between: [elm, vaults], sub-processors: general}
  - {id: safes-terms, kind: processor, between: [elm, safes], sub-processors: general}
  - {id: abroad-terms, kind: processor, between: [elm, abroad], sub-processors: general}
  - {id: typing, kind: processor, between: [elm, typewell]}
  - {id: vault-support, kind: sub-processor, between: [vaults, safes]}
  - {id: vault-support-abroad, kind: sub-processor, between: [vaults, typewell]}
safeguards:
  - id: typing-idta
    kind: uk-idta
    between: [elm, typewell]
    concluded: 2023-06-01
    risk-assessment: {date: 2026-01-10}
flows:
  - {id: intake, from: data-subjects, to: elm, subjects: patient, data: name, purpose: account-management, basis: contract}
  - {id: keep, from: elm, to: store, role: processor, subjects: patient, data: name, purpose: account-management, basis: contract}
  - {id: copies, from: elm, to: vault, role: processor, subjects: patient, data: name, purpose: account-management, basis: contract}
  - {id: letters, from: elm, to: typewell, role: processor, subjects: patient, data: name, purpose: account-management, basis: contract}
";

/// The estate with a scenario that holds from 2026-06-01.
pub fn estate(scenario: &str) -> tempfile::TempDir {
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", ESTATE);
    let head = "name: what if\nfrom: 2026-06-01\n";
    write(folder.path(), "scenario.yaml", format!("{head}{scenario}"));
    folder
}

fn assume(scenario: &str, day: &str) -> Value {
    let folder = estate(scenario);
    let call = ["check", "--as-of", day, "--assume", "scenario.yaml"];
    let call = [&call[..], &["--format", "json", "--fail-on", "never"]].concat();
    run(folder.path(), &call).exits(0).json()
}

/// The rules of a list of findings.
fn rules<'v>(found: &'v Value, list: &str) -> Vec<&'v str> {
    let findings = found[list].as_array().unwrap().iter();
    findings.map(|it| it["rule"].as_str().unwrap()).collect()
}

/// `status importer: carriers`, for each transfer.
fn fates(found: &Value) -> Vec<String> {
    let transfers = found["transfers"].as_array().unwrap().iter();
    transfers
        .map(|it| {
            let after = it["after"].as_array().unwrap().iter();
            let after: Vec<&str> = after.map(|it| it["id"].as_str().unwrap()).collect();
            let text = |key: &str| it[key].as_str().unwrap().to_owned();
            format!(
                "{} {}: {}",
                text("change"),
                text("importer"),
                after.join(" ")
            )
        })
        .collect()
}

/// Scenarios, each kind of assumption twice: the rules that rise, and what becomes of transfers.
const CASES: &[(&str, &[&str], &[&str])] = &[
    // A row of law ends.
    (
        "ends: {law: uk-adq-us}",
        &["transfer/no-safeguard"],
        &["mechanism-lost cloud: "],
    ),
    ("ends: {law: eu-adq-us-dpf}", &[], &[]),
    // A party loses a certificate; the UK extension is nothing without the framework.
    (
        "parties: [{id: cloud, loses: dpf-uk-extension}]",
        &["transfer/adequacy-condition-unmet"],
        &["mechanism-lost cloud: "],
    ),
    (
        "parties: [{id: cloud, loses: eu-dpf}]",
        &["transfer/adequacy-condition-unmet"],
        &["mechanism-lost cloud: "],
    ),
    (
        "parties: [{id: cloud, loses: dpf-uk-extension}]\nadd: {safeguards: [{id: idta, kind: uk-idta, between: [elm, cloud], concluded: 2026-05-01, risk-assessment: {date: 2026-05-01}}]}",
        &[],
        &["mechanism-replaced cloud: idta"],
    ),
    // A system goes to another operator.
    (
        "systems: [{id: vault, operator: abroad}]",
        &["transfer/no-safeguard"],
        &["new-without-mechanism abroad: "],
    ),
    ("systems: [{id: vault, operator: safes}]", &[], &[]),
    // A system moves; who keeps the data there for the operator is a question.
    (
        "systems: [{id: vault, hosting: IN}]",
        &["transfer/importer-not-recorded"],
        &["new-without-mechanism vaults: "],
    ),
    (
        "systems: [{id: vault, hosting: IE}]",
        &[],
        &["new-with-mechanism vaults: uk-adq-eea"],
    ),
    // Somebody gets access.
    (
        "systems: [{id: vault, access: [{by: typewell, from: IN}]}]",
        &["transfer/no-safeguard"],
        &["new-without-mechanism typewell: "],
    ),
    (
        "systems: [{id: vault, access: [{by: safes, from: GB}]}]",
        &[],
        &[],
    ),
    // A contract ends.
    (
        "ends: {contracts: vault-terms}",
        &["sharing/processor-without-contract"],
        &[],
    ),
    ("ends: {contracts: safes-terms}", &[], &[]),
    // A safeguard ends.
    (
        "ends: {safeguards: typing-idta}",
        &["transfer/safeguard-expired"],
        &["mechanism-lost typewell: "],
    ),
    (
        "ends: {safeguards: typing-idta}\nadd: {safeguards: [{id: new-idta, kind: uk-idta, between: [elm, typewell], concluded: 2026-05-01, risk-assessment: {date: 2026-05-01}}]}",
        &[],
        &["mechanism-replaced typewell: new-idta"],
    ),
    // Flows come and go.
    ("ends: {flows: letters}", &[], &["ended typewell: "]),
    (
        "add: {flows: [{id: more, from: elm, to: typewell, role: processor, subjects: patient, data: name, purpose: account-management}]}",
        &["basis/no-legal-basis"],
        &["new-with-mechanism typewell: typing-idta"],
    ),
    (
        "add: {flows: [{id: more, from: elm, to: vault, role: processor, subjects: patient, data: name, purpose: account-management, basis: contract}]}",
        &[],
        &[],
    ),
];

#[test]
fn each_kind_of_assumption_is_felt_and_one_that_changes_nothing_is_not() {
    for (scenario, rising, transfers) in CASES {
        let found = assume(scenario, "2026-06-01");
        assert_eq!(rules(&found, "new"), *rising, "{scenario}\n{found:#}");
        assert_eq!(fates(&found), *transfers, "{scenario}");
        // Before its day nothing of it holds, except for instruments that have a day of their own.
        let eve = assume(scenario, "2026-05-31");
        assert_eq!(rules(&eve, "new"), [""; 0], "{scenario}");
        assert_eq!(rules(&eve, "resolved"), [""; 0], "{scenario}");
    }
}

#[test]
fn a_party_that_is_sold_leaves_its_group() {
    let from = root().join("tests/rules/sharing/outside-promised-group/silent");
    let folder = folder();
    copy(&from, folder.path());
    write(
        folder.path(),
        "sold.yaml",
        "name: sold\nfrom: 2025-01-01\nparties: [{id: harbour-payroll, group: buyers}]\n",
    );
    let json = |day: &str| {
        let call = ["check", "--assume", "sold.yaml", "--as-of", day];
        run(folder.path(), &[&call[..], &["--format", "json"]].concat())
    };
    let sold = json("2025-01-01").exits(1).json();
    assert_eq!(rules(&sold, "new"), ["sharing/outside-promised-group"]);
    let label = sold["new"][0]["labels"].to_string();
    let before = json("2024-12-31").exits(0).json();
    assert_eq!(rules(&before, "new"), [""; 0], "{label}");
}

#[test]
fn what_was_wrong_before_is_unchanged_or_changed() {
    let scenario = "ends: {law: uk-adq-us}\nadd: {flows: [{id: more, from: elm, to: abroad, role: processor, subjects: patient, data: email-address, purpose: account-management, basis: contract}]}";
    let folder = estate(scenario);
    let text = ESTATE.to_owned()
        + "  - {id: first, from: elm, to: abroad, role: processor, subjects: patient, data: name, purpose: account-management, basis: contract}\n";
    write(folder.path(), "fairnotice.yaml", text);
    write(
        folder.path(),
        "only-more.yaml",
        scenario.replace("ends: {law: uk-adq-us}", "name: more\nfrom: 2026-06-01"),
    );
    let call = [
        "check",
        "--format",
        "json",
        "--as-of",
        "2026-06-01",
        "--assume",
    ];
    let more = [&call[..], &["only-more.yaml"]].concat();
    let more = run(folder.path(), &more).exits(1).json();
    assert_eq!(rules(&more, "changed"), ["transfer/no-safeguard"]);
    let changed = &more["changed"][0];
    assert_eq!(changed["change"], serde_json::json!(["flows"]));
    assert_eq!(changed["flows"].as_array().unwrap().len(), 2);
    assert_eq!(changed["before"]["flows"], serde_json::json!(["first"]));
    // The second scenario changes what the first is about: one finding goes, another comes.
    let both = [
        &call[..],
        &[
            "only-more.yaml",
            "--flow",
            "keep",
            "--assume",
            "scenario.yaml",
        ],
    ]
    .concat();
    let err = run(folder.path(), &both).refused().err;
    assert!(err.contains("`more` is given twice"), "{err}");
}

#[test]
fn the_exit_code_follows_what_is_new_or_worse() {
    let folder = estate("ends: {law: eu-adq-us-dpf}");
    // Something is wrong already.
    let text = ESTATE.replace("basis: contract}\n", "basis: none}\n");
    write(folder.path(), "fairnotice.yaml", text);
    let plain = ["check", "--as-of", "2026-06-01"];
    for format in FORMATS {
        let call = [&plain[..], &["--format", format]].concat();
        run(folder.path(), &call).exits(1);
        let call = [&call[..], &["--assume", "scenario.yaml"]].concat();
        run(folder.path(), &call).exits(0);
    }
    let folder = estate("ends: {law: uk-adq-us}");
    let plain = [&plain[..], &["--assume", "scenario.yaml"]].concat();
    run(folder.path(), &plain).exits(1);
    for (more, code) in [
        (["--fail-on", "never"], 0),
        (["--rule", "basis"], 0),
        (["--rule", "transfer"], 1),
        (["--flow", "letters"], 0),
        (["--flow", "keep"], 1),
    ] {
        let ran = run(folder.path(), &[&plain[..], &more].concat()).exits(code);
        let is_shown = ran.out.contains("mechanism lost:");
        assert_eq!(is_shown, more != ["--flow", "letters"], "{}", ran.out);
    }
}

#[test]
fn without_a_day_the_latest_of_the_scenarios_counts_and_explain_finds_the_same() {
    let folder = estate("ends: {law: {id: uk-adq-us, on: 2099-05-01}}");
    let call = ["check", "--assume", "scenario.yaml", "--format", "json"];
    let found = run(folder.path(), &call).exits(1).json();
    assert_eq!(found["as_of"], "2099-05-01");
    let id = found["new"][0]["id"].as_str().unwrap();
    let ran = run(folder.path(), &["check", "--assume", "scenario.yaml"]).exits(1);
    let line = "fairnotice explain";
    let at = ran.out.find(line).unwrap();
    let tail = ran.out[at + line.len()..].split("\n\n").next().unwrap();
    let words: Vec<&str> = tail
        .split_whitespace()
        .filter(|word| !["\\", "="].contains(word))
        .collect();
    assert_eq!(words[0], id);
    let explained = run(folder.path(), &[&["explain"], &words[..]].concat()).exits(0);
    assert!(
        explained.out.contains("its end is assumed"),
        "{}",
        explained.out
    );
    run(folder.path(), &["explain", id, "--as-of", "2099-05-01"]).refused();
}

#[test]
fn sarif_gives_the_state_of_each_result() {
    let folder = estate("ends: {law: uk-adq-us, flows: letters}");
    let text = ESTATE.replace(
        "data: name, purpose: account-management, basis: contract}\n",
        "data: name, purpose: account-management}\n",
    );
    write(folder.path(), "fairnotice.yaml", text);
    let call = [
        "check",
        "--as-of",
        "2026-06-01",
        "--format",
        "sarif",
        "--assume",
        "scenario.yaml",
    ];
    let log = run(folder.path(), &call).exits(1).json();
    let call = call.map(|word| if word == "sarif" { "json" } else { word });
    let json = run(folder.path(), &call).exits(1).json();
    let results = log["runs"][0]["results"].as_array().unwrap();
    for (state, list) in [
        ("new", "new"),
        ("unchanged", "unchanged"),
        ("updated", "changed"),
        ("absent", "resolved"),
    ] {
        let mut ids: Vec<&Value> = results
            .iter()
            .filter(|result| result["baselineState"] == state)
            .map(|result| &result["partialFingerprints"]["fairnotice/v1"])
            .collect();
        let mut wanted: Vec<&Value> = json[list]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| &it["id"])
            .collect();
        ids.sort_by_key(|id| id.to_string());
        wanted.sort_by_key(|id| id.to_string());
        assert_eq!(ids, wanted, "{list}");
    }
    assert!(!json["new"].as_array().unwrap().is_empty());
    assert_eq!(
        log["runs"][0]["properties"]["assumptions"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
    let schema = fairnotice::report::assumed_schema();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    assert!(
        validator.is_valid(&json),
        "{:?}",
        validator.iter_errors(&json).next()
    );
    let Some(shared) = support::shared() else {
        return;
    };
    let text = std::fs::read_to_string(shared.join("schemas/sarif-schema-2.1.0.json")).unwrap();
    let official = jsonschema::validator_for(&serde_json::from_str(&text).unwrap()).unwrap();
    assert!(
        official.is_valid(&log),
        "{:?}",
        official.iter_errors(&log).next()
    );
}
