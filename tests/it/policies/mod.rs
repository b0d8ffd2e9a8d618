//! Policies: an estate's own next to the built-in ones, severities, and policies that cannot be
//! evaluated, which must never be ignored.

mod changes;
mod evidence;
mod facts;
mod families;
mod faults;

use crate::support::run::{DAY, Ran, folder, run, write};
use crate::support::{checked_files, checked_text};
use fairnotice::engine::facts::{MovementFacts, NoticeItemFacts, StatementFacts};
use fairnotice::engine::policy::{Action, Asked, Decider, Effect, Question, Rules};
use fairnotice::estate::model::{Endpoint, PartyIx, StatementIx, SystemIx};
use fairnotice::input::MemoryFiles;
use proptest::prelude::*;

const ESTATE: &str = "name: Shop
controller: shop
parties:
  - {id: shop, country: GB}
  - {id: courier, country: GB}
systems:
  - {id: till, operator: shop, hosting: GB}
notice:
  text: We share your name with the courier.
  statements:
    - {id: courier, quote: share your name with the courier, shares: {with: courier, data: name}}
flows:
  - {id: sale, from: data-subjects, to: till, subjects: customer, data: [name, birth-date], purpose: service-provision, basis: contract}
  - {id: delivery, from: till, to: courier, subjects: customer, data: name, purpose: service-provision, basis: contract}
";

const OWN: &str = r#"// What it finds: anything that leaves the house. Ours alone.
//
// What to do: keep it in.
@id("house/nothing-leaves")
@title("Nothing leaves the house")
@severity("warning")
@law("5(1)(a)")
@message("{importer} receives {data} of {subjects}")
@remedy("keep it in")
forbid (principal, action == Action::"disclose", resource)
when { context.recipient.separate };
"#;

fn judged(estate: &str, policy: &str, more: &[&str]) -> Ran {
    let folder = folder();
    write(
        folder.path(),
        "fairnotice.yaml",
        format!("{ESTATE}policies: policies/\n{estate}"),
    );
    write(folder.path(), "policies/house/own.cedar", policy);
    run(folder.path(), &[&["check", "--as-of", DAY], more].concat())
}

#[test]
fn an_estates_own_policy_is_a_rule_like_any_other() {
    let json = judged("", OWN, &["--format", "json", "--rule", "house"])
        .exits(0)
        .json();
    let findings = json["findings"].as_array().unwrap();
    assert_eq!(findings.len(), 1, "{json}");
    assert_eq!(findings[0]["rule"], "house/nothing-leaves");
    assert_eq!(findings[0]["severity"], "warning");
    assert_eq!(findings[0]["flow"], "delivery");
    assert_eq!(findings[0]["message"], "courier receives name of customers");

    let sarif = judged("", OWN, &["--format", "sarif"]).json();
    let run = &sarif["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let at = rules
        .iter()
        .position(|rule| rule["id"] == "house/nothing-leaves")
        .unwrap();
    assert!(
        rules[at]["help"]["markdown"]
            .as_str()
            .unwrap()
            .contains("Ours alone"),
        "{}",
        rules[at]
    );
    let results = run["results"].as_array().unwrap();
    let own = results
        .iter()
        .find(|result| result["ruleId"] == "house/nothing-leaves")
        .unwrap();
    assert_eq!(own["ruleIndex"], at);
    assert_eq!(own["level"], "warning");
}

#[test]
fn an_estates_own_policy_is_explained() {
    let folder = folder();
    write(
        folder.path(),
        "fairnotice.yaml",
        format!("{ESTATE}policies: policies/\n"),
    );
    write(folder.path(), "policies/own.cedar", OWN);
    let explained = run(folder.path(), &["explain", "house/nothing-leaves", "."]).exits(0);
    assert!(explained.out.contains("Ours alone"), "{}", explained.out);
}

#[test]
fn severities_are_the_estates_to_choose() {
    let severity = |level: &str| {
        let estate = format!("severity: {{ house/nothing-leaves: {level} }}\n");
        judged(&estate, OWN, &["--format", "json", "--rule", "house"])
    };
    for (level, code) in [("error", 1), ("warning", 0), ("note", 0)] {
        let json = severity(level).exits(code).json();
        assert_eq!(json["findings"][0]["severity"], level);
    }
    assert_eq!(
        severity("off").exits(0).json()["findings"]
            .as_array()
            .unwrap()
            .len(),
        0
    );
    // A built-in rule as well.
    let found = |more: &str| {
        let checked = checked_text(&format!("{ESTATE}{more}"), DAY.parse().unwrap());
        checked
            .of("disclosure/undisclosed-data")
            .iter()
            .map(|finding| finding.severity.as_str())
            .collect::<Vec<_>>()
    };
    assert_eq!(found(""), ["error"]);
    assert_eq!(
        found("severity: { disclosure/undisclosed-data: note }\n"),
        ["note"]
    );
    assert_eq!(
        found("severity: { disclosure/undisclosed-data: off }\n"),
        [""; 0]
    );
}

#[test]
fn every_built_in_policy_is_asked_by_some_action() {
    let rules = Rules::builtin().unwrap();
    assert!(rules.iter().any(|rule| rule.effect == Effect::Permit));
    assert_eq!(
        rules
            .iter()
            .filter(|rule| rule.effect == Effect::Permit)
            .count(),
        1,
        "one rule of legal bases"
    );
}
