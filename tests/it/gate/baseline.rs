//! Baselines: a gate that begins with what is there.

use std::collections::BTreeSet;

use crate::support::root;
use crate::support::run::{DAY, folder, run, write};
use serde_json::Value;

const ESTATE: &str = "
name: A shop
controller: shop
parties:
  - {id: shop, name: Shop, country: GB}
  - {id: host, name: Host, country: IN}
  - {id: more, name: More, country: KE}
flows:
  - {id: out, from: shop, to: host, role: controller, subjects: customer, data: name, purpose: delivery-of-goods, basis: contract}
";
const MORE: &str = "  - {id: new, from: shop, to: more, role: controller, subjects: customer, data: name, purpose: delivery-of-goods, basis: contract}\n";

#[test]
fn only_what_is_new_fails() {
    let folder = folder();
    let at = folder.path();
    write(at, "fairnotice.yaml", ESTATE);
    let check = ["check", "--as-of", DAY];
    let with = |more: &[&str]| run(at, &[&check[..], more].concat());
    // What is written fails as before; with it nothing does.
    with(&["--write-baseline", "baseline.json"]).exits(0);
    let shown = with(&["--baseline", "baseline.json"]).exits(0).out;
    assert!(shown.contains("2 known"), "{shown}");
    assert!(!shown.contains("transfer/no-safeguard"), "{shown}");
    let all = with(&["--baseline", "baseline.json", "--show-suppressed"])
        .exits(0)
        .out;
    assert!(all.contains("transfer/no-safeguard") && all.contains("it is in the baseline"));
    // A new flow fails, alone.
    write(at, "fairnotice.yaml", ESTATE.to_owned() + MORE);
    let new = with(&["--baseline", "baseline.json", "--format", "json"])
        .exits(1)
        .json();
    let findings = new["findings"].as_array().unwrap().iter();
    let open: Vec<&str> = findings
        .filter(|it| it["known"] == false && it["severity"] == "error")
        .map(|it| it["flow"].as_str().unwrap())
        .collect();
    assert_eq!(open, ["new"]);
    // What is more severe than it was is new.
    let milder = ESTATE.to_owned() + "severity: {transfer/no-safeguard: warning}\n";
    write(at, "fairnotice.yaml", milder);
    with(&["--write-baseline", "mild.json"]).exits(0);
    write(at, "fairnotice.yaml", ESTATE);
    with(&["--baseline", "mild.json"]).exits(1);
    with(&["--baseline", "baseline.json"]).exits(0);
    // What is gone is reported, but not where most of it is out of sight.
    write(at, "fairnotice.yaml", ESTATE.replace("IN", "FR"));
    let shown = with(&["--baseline", "baseline.json"]).exits(0).out;
    assert!(
        shown.contains("1 finding of the baseline resolved"),
        "{shown}"
    );
    let shown = with(&["--baseline", "baseline.json", "--rule", "basis"])
        .exits(0)
        .out;
    assert!(!shown.contains("of the baseline"), "{shown}");
}

#[test]
fn what_has_moved_since_the_baseline_is_shown_as_changed() {
    let estate = |country: &str| {
        format!(
            "name: Mill
controller: mill
parties:
  - {{id: mill, name: Mill, country: GB}}
  - {{id: lab, name: Lab, country: {country}}}
contracts: [{{id: c, kind: processor, between: [mill, lab], since: 2023-06-01}}]
flows:
  - {{id: in, from: data-subjects, to: mill, subjects: customer, data: name, purpose: delivery-of-goods, basis: contract}}
  - {{id: out, from: mill, to: lab, subjects: customer, data: name, purpose: delivery-of-goods, basis: contract}}
"
        )
    };
    let folder = folder();
    let with = |country: &str, more: &[&str]| {
        write(folder.path(), "fairnotice.yaml", estate(country));
        run(folder.path(), &[&["check", "--as-of", DAY], more].concat())
    };
    with("US", &["--write-baseline", "baseline.json"]).exits(0);
    let base = ["--baseline", "baseline.json"];
    let shown = |format: &str| {
        let more = [&base[..], &["--format", format]].concat();
        with("CN", &more).exits(1).out
    };
    let terminal = shown("terminal");
    assert!(
        terminal.contains("1 of them changed since the baseline"),
        "{terminal}"
    );
    assert!(
        terminal.contains("changed: the baseline has it in another state"),
        "{terminal}"
    );
    assert!(shown("concise").contains("(changed)"));
    assert!(shown("markdown").contains("1 finding changed since the baseline"));
    let json = with("CN", &[&base[..], &["--format", "json"]].concat())
        .exits(1)
        .json();
    assert_eq!(json["summary"]["changed"], 1);
    assert_eq!(json["findings"][0]["changed"], true);
    let same = with("US", &base).exits(0).out;
    assert!(!same.contains("changed"), "{same}");
}

#[test]
fn sarif_marks_each_result_against_the_baseline() {
    let estate = |host: &str, more: &str, rest: &str| {
        write_estate(
            &ESTATE.replace("country: IN", &format!("country: {host}")),
            more,
            rest,
        )
    };
    let folder = folder();
    let check = |text: String, more: &[&str]| {
        write(folder.path(), "fairnotice.yaml", text);
        run(folder.path(), &[&["check", "--as-of", DAY], more].concat())
    };
    check(
        estate("IN", MORE, ""),
        &["--write-baseline", "baseline.json"],
    )
    .exits(0);
    let with = ["--baseline", "baseline.json", "--format", "sarif"];
    let states = |text: String| -> BTreeSet<(String, String)> {
        let sarif = check(text, &with).json();
        let results = sarif["runs"][0]["results"].as_array().unwrap().iter();
        let word = |it: &Value| it.as_str().unwrap_or("-").to_owned();
        let marked = results.map(|it| (word(&it["ruleId"]), word(&it["baselineState"])));
        marked
            .filter(|(rule, _)| rule == "transfer/no-safeguard")
            .collect()
    };
    let pair = |state: &str| ("transfer/no-safeguard".to_owned(), state.to_owned());
    assert_eq!(states(estate("IN", MORE, "")), [pair("unchanged")].into());
    let moved = states(estate("CN", MORE, ""));
    assert_eq!(moved, [pair("unchanged"), pair("updated")].into());
    let gone = states(estate("IN", "", ""));
    assert_eq!(gone, [pair("absent"), pair("unchanged")].into());
    let third = MORE.replace("id: new", "id: third").replace("more", "last");
    let new = states(estate("IN", MORE, &third));
    assert_eq!(new, [pair("new"), pair("unchanged")].into());
    // Without a baseline nothing is compared.
    let plain = run(
        folder.path(),
        &["check", "--as-of", DAY, "--format", "sarif"],
    )
    .json();
    assert!(
        plain["runs"][0]["results"][0]
            .get("baselineState")
            .is_none()
    );
}

/// An estate with two more flows, and a party for the last.
fn write_estate(estate: &str, more: &str, rest: &str) -> String {
    let party = "  - {id: last, name: Last, country: KE}\nflows:\n";
    format!("{}{more}{rest}", estate.replace("flows:\n", party))
}

#[test]
fn a_baseline_of_eis_holds_to_its_schema_and_has_all() {
    let folder = folder();
    let path = folder.path().join("b.json");
    let path = path.to_str().unwrap();
    let eis = ["check", "flows/eis", "--as-of", DAY];
    let json = run(
        &root(),
        &[&eis[..], &["--write-baseline", path, "--format", "json"]].concat(),
    );
    let all = json.exits(0).json()["findings"].as_array().unwrap().len();
    let text = std::fs::read_to_string(path).unwrap();
    let written: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(written["findings"].as_array().unwrap().len(), all);
    let schema = run(&root(), &["schema", "baseline"]).exits(0).json();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    assert!(validator.is_valid(&written));
    assert!(!validator.is_valid(&serde_json::json!({"version": 3})));
    run(
        &root(),
        &[&eis[..], &["--baseline", path, "--fail-on", "note"]].concat(),
    )
    .exits(0);
    // Twice the same bytes.
    let again = folder.path().join("c.json");
    let call = [&eis[..], &["--write-baseline", again.to_str().unwrap()]].concat();
    run(&root(), &call).exits(0);
    assert_eq!(text, std::fs::read_to_string(again).unwrap());
}

#[test]
fn what_is_no_baseline_is_refused_with_its_place() {
    let folder = folder();
    let at = folder.path();
    write(at, "fairnotice.yaml", ESTATE);
    let refused = |text: &str| {
        write(at, "b.json", text);
        run(at, &["check", "--baseline", "b.json"]).refused().err
    };
    for (text, expected) in [
        ("", "line 1 column 0"),
        ("{\"version\": 2,\n \"x\": 2}", "unknown field `x`"),
        ("[]", "b.json"),
        (
            "{\"version\": 9, \"estate\": \"a\", \"as_of\": \"2026-01-01\", \"findings\": []}",
            "its version is 9",
        ),
        (
            "{\"version\": 2, \"estate\": \"a\", \"as_of\": \"2026-01-01\", \"findings\": [{\"id\": \"a\", \"state\": \"v2:0\", \"rule\": \"b\", \"severity\": \"grave\", \"message\": \"\"}]}",
            "`grave` is no severity",
        ),
    ] {
        let err = refused(text);
        assert!(err.contains(expected), "{expected}: {err}");
        assert!(err.contains("`--write-baseline` writes one"), "{err}");
    }
    let err = run(at, &["check", "--baseline", "none.json"]).refused().err;
    assert!(err.contains("cannot read `none.json`"), "{err}");
    let call = ["check", "--write-baseline", "c.json", "--flow", "out"];
    let err = run(at, &call).refused().err;
    assert!(err.contains("leave out"), "{err}");
    assert!(!at.join("c.json").exists());
    write(
        at,
        "s.yaml",
        "name: s\nfrom: 2026-01-01\nends: {flows: out}\n",
    );
    let err = run(at, &["check", "--assume", "s.yaml", "--baseline", "b.json"])
        .refused()
        .err;
    assert!(!err.is_empty());
}
