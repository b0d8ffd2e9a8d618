//! Areas as places: `EU`, `EEA` and `UK+EEA` wherever a country is allowed. An area has what all of its
//! states have in common; which of them it is is not stated.

use crate::support::run::{DAY, Ran, folder, run, write};

/// A company that keeps what people give it in a vendor's system, and says where.
fn estate(seat: &str, hosting: &str, to: &str) -> String {
    // For the ICO an organisation is where it is established, wherever its machines are.
    let host = if seat == "GB" { "IE" } else { seat };
    let to = match to {
        "" => String::new(),
        place => format!(", to: {place}"),
    };
    format!(
        "name: Shop
controller: shop
parties:
  - {{id: shop, name: Shop, country: {seat}}}
  - {{id: host, name: Host, country: {host}}}
systems:
  - {{id: store, name: Store, operator: host, hosting: {hosting}}}
contracts:
  - {{id: dpa, kind: processor, between: [shop, host], since: 2018-06-01, sub-processors: general}}
notice:
  text: We keep your name with Host.
  statements:
    - {{id: kept, quote: keep your name with Host, collects: {{data: name, subjects: customer}}, shares: {{with: host{to}}}}}
flows:
  - {{id: in, from: data-subjects, to: store, subjects: customer, data: name, purpose: service-provision, basis: contract}}
"
    )
}

fn check(text: &str, more: &[&str]) -> Ran {
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", text);
    run(
        folder.path(),
        &[&["check", "--format", "json"], more].concat(),
    )
}

/// The findings of some families, as rule and message.
fn found(text: &str, day: &str, families: &[&str]) -> Vec<(String, String)> {
    let json = check(text, &["--as-of", day]).json();
    let word = |finding: &serde_json::Value, key: &str| finding[key].as_str().unwrap().to_owned();
    json["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (word(it, "rule"), word(it, "message")))
        .filter(|(rule, _)| families.iter().any(|family| rule.starts_with(family)))
        .collect()
}

fn rules(text: &str, day: &str) -> Vec<String> {
    let families = [
        "transfer/",
        "disclosure/undisclosed-transfer",
        "disclosure/vague-transfer",
    ];
    let found = found(text, day, &families);
    found.into_iter().map(|(rule, _)| rule).collect()
}

#[test]
fn data_in_an_area_are_judged_by_all_its_states() {
    let none: [&str; 0] = [];
    // Inside the territory of the EU GDPR, whatever the notice says of places.
    assert_eq!(rules(&estate("DE", "EU", ""), DAY), none);
    assert_eq!(rules(&estate("DE", "EEA", ""), DAY), none);
    // Abroad for the United Kingdom, where each state is adequate: people are to know the place.
    let undisclosed = ["disclosure/undisclosed-transfer"];
    assert_eq!(rules(&estate("GB", "EU", ""), DAY), undisclosed);
    assert_eq!(rules(&estate("GB", "EU", "EU"), DAY), none);
    assert_eq!(rules(&estate("GB", "EU", "EEA"), DAY), none);
    assert_eq!(rules(&estate("GB", "DE", "EEA"), DAY), none);
    // The notice that names one state does not cover another.
    assert_eq!(rules(&estate("GB", "EU", "DE"), DAY), undisclosed);
    assert_eq!(rules(&estate("GB", "EEA", "EU"), DAY), undisclosed);
    // Nobody knows in which of them the data are: the United Kingdom is one that is outside.
    assert_eq!(rules(&estate("DE", "UK+EEA", ""), DAY), undisclosed);
    assert_eq!(rules(&estate("DE", "UK+EEA", "EEA"), DAY), undisclosed);
    assert_eq!(rules(&estate("DE", "UK+EEA", "GB"), DAY), none);
    assert_eq!(rules(&estate("DE", "UK+EEA", "UK+EEA"), DAY), none);
}

#[test]
fn who_the_states_are_depends_on_the_day() {
    // The United Kingdom was a member state; then treated as one; then bridged; then adequate.
    let text = estate("DE", "UK+EEA", "");
    for day in ["2019-06-01", "2020-06-01", "2021-03-01"] {
        assert_eq!(rules(&text, day), [""; 0], "{day}");
    }
    assert_eq!(
        rules(&text, "2021-06-29"),
        ["disclosure/undisclosed-transfer"]
    );
    // A promise of the EU held for the United Kingdom as long as it was a member.
    let text = estate("GB", "EU", "EU");
    assert_eq!(rules(&text, "2019-06-01"), [""; 0]);
}

#[test]
fn people_read_areas_as_sentences_and_machines_as_they_are_written() {
    let text = estate("GB", "EU", "DE");
    let json = check(&text, &["--as-of", DAY]).json();
    let finding = json["findings"]
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["rule"] == "disclosure/undisclosed-transfer")
        .unwrap();
    assert!(
        finding["message"]
            .as_str()
            .unwrap()
            .contains("(Ireland and the EU)"),
        "{finding}"
    );

    let folder = folder();
    write(folder.path(), "fairnotice.yaml", &text);
    let transfers = run(
        folder.path(),
        &["report", "transfers", "--as-of", DAY, "--format", "json"],
    )
    .exits(0)
    .json();
    assert!(transfers.to_string().contains("\"EU\""), "{transfers}");
    let trace = run(
        folder.path(),
        &[
            "trace", "--data", "name", "--as-of", DAY, "--format", "json",
        ],
    )
    .exits(0);
    assert!(trace.out.contains("\"EU\""), "{}", trace.out);

    // The vendor's clause for the area is in the EU, and its message says so.
    let text = text.replace(
        "text: We keep your name with Host.",
        "text: We keep your name with Host, under clauses.",
    );
    let own = "// Ours.\n//\n// What to do: keep it in.\n@id(\"house/stay\")\n@title(\"Stay\")\n@severity(\"note\")\n@law(\"5(1)(a)\")\n@message(\"{importer} keeps it in {country}\")\n@remedy(\"keep it in\")\nforbid (principal, action == Action::\"transfer\", resource);\n";
    write(folder.path(), "policies/house/own.cedar", own);
    for (place, said) in [
        ("EU", "in the EU and Ireland"),
        ("EEA", "in the EEA and Ireland"),
        ("NL", "in Ireland and the Netherlands"),
        ("[IE, NL]", "in Ireland and the Netherlands"),
    ] {
        let text = text.replace("hosting: EU", &format!("hosting: {place}"));
        write(
            folder.path(),
            "fairnotice.yaml",
            format!("{text}policies: policies/\n"),
        );
        let ran = run(
            folder.path(),
            &[
                "check", "--as-of", DAY, "--rule", "house", "--format", "json",
            ],
        );
        assert!(
            ran.out.contains(&format!("Host keeps it {said}\"")),
            "{place}: {}",
            ran.out
        );
    }
}

/// A bucket whose jurisdiction the plan pins to the EU.
const PLAN: &str = r#"{"format_version": "1.2", "terraform_version": "1.9.0", "planned_values": {"root_module": {"resources": [
{"address": "cloudflare_r2_bucket.eu", "mode": "managed", "type": "cloudflare_r2_bucket", "name": "eu",
"provider_name": "registry.terraform.io/cloudflare/cloudflare", "schema_version": 0,
"values": {"name": "b", "jurisdiction": "eu"}}]}},
"resource_changes": [{"address": "cloudflare_r2_bucket.eu", "mode": "managed", "type": "cloudflare_r2_bucket", "name": "eu",
"provider_name": "registry.terraform.io/cloudflare/cloudflare",
"change": {"actions": ["create"], "before": null, "after": {"name": "b", "jurisdiction": "eu"}, "after_unknown": {}}}],
"configuration": {"provider_config": {"cloudflare": {"name": "cloudflare", "full_name": "registry.terraform.io/cloudflare/cloudflare"}}}}"#;

#[test]
fn a_plan_that_says_the_eu_is_held_against_every_state() {
    for (hosting, rules) in [
        ("EU", &[][..]),
        ("EEA", &[]),
        ("UK+EEA", &[]),
        ("DE", &["deployed/undeclared-location-inside"]),
        ("[DE, FR]", &["deployed/undeclared-location-inside"]),
    ] {
        let folder = folder();
        let text = estate("DE", hosting, "").replace(
            "operator: host,",
            "operator: host, deployed: cloudflare_r2_bucket.eu,",
        );
        write(folder.path(), "fairnotice.yaml", text);
        write(folder.path(), "plan.json", PLAN);
        let ran = run(
            folder.path(),
            &[
                "check",
                "--deployed",
                "plan.json",
                "--as-of",
                DAY,
                "--format",
                "json",
            ],
        );
        let json = ran.json();
        let found: Vec<&str> = json["findings"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|it| it["rule"].as_str())
            .filter(|rule| rule.starts_with("deployed/"))
            .collect();
        assert_eq!(found, rules, "{hosting}: {json}");
    }
}

#[test]
fn an_area_in_a_denial_denies_each_of_its_states() {
    let text = |yes: &str, no: &str| {
        estate("DE", "DE", yes).replace(
            "flows:",
            &format!(
                "    - {{id: never, quote: We keep, transfers: {{none: true, to: {no}}}}}\nflows:"
            ),
        )
    };
    let contradicted = |yes: &str, no: &str| {
        let found = found(&text(yes, no), DAY, &["notice/contradiction"]);
        !found.is_empty()
    };
    assert!(contradicted("DE", "EEA"));
    assert!(contradicted("EU", "EEA"));
    assert!(contradicted("EU", "EU"));
    // What is denied of some states only is narrower than what is said of all.
    assert!(!contradicted("EEA", "DE"));
    assert!(!contradicted("US", "EEA"));
}

#[test]
fn people_in_an_area_are_in_each_of_its_states() {
    let text = |at: &str| {
        estate("DE", "DE", "").replace(
            "basis: contract}",
            &format!(
                "basis: consent, consent: {{record: 2024-01-01}}, age: 15, online-service: true, subjects-in: {at}}}"
            ),
        )
    };
    // In Germany children consent themselves from 16; in Denmark from 15 (since 2024).
    let found_in = |at: &str| found(&text(at), DAY, &["basis/child-consent-age"]);
    assert_eq!(found_in("DK"), []);
    let in_area = found_in("EU");
    assert_eq!(in_area.len(), 1, "{in_area:?}");
    assert!(in_area[0].1.contains("16 in Germany"), "{in_area:?}");
}

#[test]
fn a_timeline_knows_when_a_state_leaves() {
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", estate("DE", "UK+EEA", ""));
    let ran = run(
        folder.path(),
        &[
            "timeline",
            "--from",
            "2019-01-01",
            "--to",
            "2022-01-01",
            "--format",
            "json",
        ],
    );
    assert!(ran.out.contains("2021-06-29"), "{}\n{}", ran.out, ran.err);
}
