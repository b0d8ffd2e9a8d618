//! `notice read`: what the program makes of a published text, and that its output is an estate's notice.

use std::collections::BTreeSet;
use std::io::Write as _;

use serde_json::Value;

use super::*;
use crate::support::yaml::parsed;
use fairnotice::Project;
use fairnotice::notice::read::{Kind, subject_terms, vocabulary};
use fairnotice::taxonomy::{Taxonomy, TermKind};

/// A notice of a shop that does not exist.
const NOTICE: &str = "\
# Privacy notice of Tarn Outdoor

## What we collect

When you order we collect your name, your postal address and your e-mail address.

## Why

We use these details to deliver your order and to answer your questions.

## Who receives it

We share your address with Swift Parcels Ltd, our courier. We never pass it on to anyone else.

## How long

We keep orders for six years. The auditors of [Company name] may read them.

## Your rights

You can ask us to delete your data. Write to privacy@tarn.example.
";

fn read(text: &str, name: &str, more: &[&str]) -> Ran {
    let folder = folder();
    write(folder.path(), name, text);
    run(folder.path(), &[&["notice", "read", name], more].concat())
}

#[test]
fn a_notice_becomes_statements() {
    snapshots(|| {
        let ran = read(NOTICE, "privacy.md", &[]).exits(0);
        assert_eq!(ran.err, "");
        insta::assert_snapshot!("notice-read", ran.out);
    });
    let json = read(NOTICE, "privacy.md", &["--format", "json"])
        .exits(0)
        .json();
    let placeholders = json["placeholders"].as_array().unwrap();
    assert_eq!(placeholders[0]["quote"], "[Company name]");
    // That nobody else receives the data denies no recipient who is named.
    assert_eq!(json["uncovered"].as_array().unwrap().len(), 2);
}

#[test]
fn lint_holds_a_notice_against_the_law() {
    let folder = folder();
    write(folder.path(), "privacy.md", NOTICE);
    let lint = ["notice", "lint", "privacy.md", "--as-of", "2026-01-15"];
    snapshots(|| {
        let ran = run(folder.path(), &lint).exits(1);
        assert_eq!(ran.err, "");
        insta::assert_snapshot!("notice-lint", ran.out);
    });
    let json = run(folder.path(), &[&lint[..], &["--format", "json"]].concat())
        .exits(1)
        .json();
    let answer = |key: &str| {
        let items = json["items"].as_array().unwrap().iter();
        let mut of_key = items.filter(|it| it["item"] == key);
        let item = of_key.next().unwrap();
        assert!(of_key.next().is_none(), "{key} is listed twice");
        item["answer"].as_str().unwrap().to_owned()
    };
    assert_eq!(answer("retention"), "found");
    assert_eq!(answer("right-to-erasure"), "found");
    assert_eq!(answer("right-to-restriction"), "missing");
    // The text has no transfers, and so needs no words on them.
    assert_eq!(answer("transfers"), "unknown");
    let eu = run(
        folder.path(),
        &[&lint[..], &["--regime", "eu-gdpr", "--format", "json"]].concat(),
    )
    .exits(1);
    assert!(!eu.out.contains("uk-gdpr"));
    run(folder.path(), &[&lint[..], &["--regime", "gdpr"]].concat()).refused();
}

#[test]
fn standard_input_is_read_as_what_it_looks_like() {
    let folder = folder();
    let page = "<!doctype html><h1>Sharing</h1><p>We never share your data with <b>anyone</b>.</p>";
    for (text, section) in [
        (NOTICE, Some("What we collect")),
        (page, Some("Sharing")),
        ("We never share your data with anyone.", None),
    ] {
        let mut command = command(folder.path(), &["notice", "read", "-", "--format", "json"]);
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(text.as_bytes()).unwrap();
        drop(stdin);
        let ran = ran(child.wait_with_output().unwrap()).exits(0);
        let json = ran.json();
        assert_eq!(json["source"], "-");
        assert_eq!(json["statements"][0]["section"].as_str(), section);
    }
}

#[test]
fn what_cannot_be_read_is_refused() {
    let folder = folder();
    let ran = run(folder.path(), &["notice", "read", "none.md"]).refused();
    assert!(ran.err.contains("none.md"), "{}", ran.err);
    write(folder.path(), "bytes.md", [0xC3, 0x28]);
    run(folder.path(), &["notice", "read", "bytes.md"]).refused();
}

#[test]
fn the_output_is_the_notice_of_an_estate() {
    let folder = folder();
    let estate = "name: Tarn\ncontroller: tarn\nparties: [{id: tarn, name: Tarn, country: GB}]\nnotice: notice.yaml\n";
    write(folder.path(), "fairnotice.yaml", estate);
    write(folder.path(), "privacy.md", NOTICE);
    let output = ["notice", "read", "privacy.md", "--output", "notice.yaml"];
    run(folder.path(), &output).exits(0);
    let ran = check(folder.path(), &["--format", "json"]);
    assert_ne!(ran.code, 2, "{}", ran.err);

    // A notice that holds its text twice is anchored by position; nobody has to edit the page.
    write(
        folder.path(),
        "privacy.md",
        format!("{NOTICE}\n{NOTICE}\n{NOTICE}"),
    );
    run(folder.path(), &output).exits(0);
    let yaml = std::fs::read_to_string(folder.path().join("notice.yaml")).unwrap();
    assert!(yaml.contains("\n    occurrence: 2\n"), "{yaml}");
    assert!(!yaml.contains("by hand"), "{yaml}");
    let ran = check(folder.path(), &["--format", "json"]);
    assert_ne!(ran.code, 2, "{}", ran.err);
    assert!(!ran.out.contains("notice/quote-not-found"), "{}", ran.out);

    // So is that of the notice of EIS, with the terms, parties and flows that its estate has.
    copy(&root().join("flows/eis"), folder.path());
    run(
        folder.path(),
        &["notice", "read", "notice.md", "--output", "notice.yaml"],
    )
    .exits(0);
    let ran = check(folder.path(), &["--format", "json"]);
    assert_ne!(ran.code, 2, "{}", ran.err);
}

#[test]
fn vendors_of_the_table_are_named_with_their_ids() {
    let text = "# Paying\n\nCard payments are processed by Stripe. We share your address with Swift Parcels Ltd, our courier.\n";
    let yaml = read(text, "n.md", &[]).exits(0).out;
    assert!(
        yaml.contains("# names Stripe (vendor: stripe): write"),
        "{yaml}"
    );
    assert!(yaml.contains("# names Swift Parcels Ltd: write"), "{yaml}");
    // Without its mark the line is a party of an estate.
    assert!(
        yaml.contains("\n#   - {id: stripe, vendor: stripe}\n"),
        "{yaml}"
    );
    let estate = "name: Tarn\ncontroller: tarn\nparties:\n  - {id: tarn, name: Tarn, country: GB}\n  - {id: stripe, vendor: stripe}\n";
    let folder = folder();
    write(folder.path(), "fairnotice.yaml", estate);
    let ran = check(folder.path(), &["--format", "json"]);
    assert_ne!(ran.code, 2, "{}", ran.err);
    let json = read(text, "n.md", &["--format", "json"]).exits(0).json();
    let statements = json["statements"].as_array().unwrap();
    let vendors: Vec<&Value> = statements.iter().map(|it| &it["vendors"]).collect();
    let stripe = serde_json::json!([{"name": "Stripe", "vendor": "stripe"}]);
    assert!(vendors.contains(&&stripe), "{vendors:?}");
    assert!(vendors.contains(&&Value::Null), "{vendors:?}");
}

#[test]
fn everyday_words_are_terms_of_the_vocabulary() {
    let text = "We collect your billing address. We share it with our parent company.\n";
    let yaml = read(text, "n.md", &[]).exits(0).out;
    assert!(yaml.contains("{data: billing-address}"), "{yaml}");
}

#[test]
fn hostile_words_stay_within_their_quotes() {
    let text =
        "# A: \"b\" # c\n\nWe collect your name \u{202E}\\ \u{7}\"and: [address]\", {email}.\n";
    let yaml = read(text, "n.md", &[]).exits(0).out;
    assert!(!yaml.contains(['\u{202E}', '\u{7}']), "{yaml}");
    let parsed = parsed(&yaml);
    let quote = parsed["statements"][0]["quote"].as_str().unwrap();
    assert!(quote.contains("\"and: [address]\", {email}."), "{quote}");
}

#[test]
fn every_term_of_the_reader_exists() {
    let taxonomy = Taxonomy::builtin().unwrap();
    for (kind, term) in vocabulary() {
        let kinds = match kind {
            Kind::Collects => TermKind::Data,
            Kind::Uses => TermKind::Purpose,
            Kind::Shares => TermKind::Recipient,
            Kind::ReliesOn => TermKind::LegalBasis,
            Kind::Promises => TermKind::Measure,
            // Words of the law tables, which an estate is asked about when it is loaded.
            _ => continue,
        };
        assert!(taxonomy.lookup(kinds, term).is_ok(), "{kind:?}: {term}");
    }
    for term in subject_terms() {
        assert!(taxonomy.lookup(TermKind::Subject, term).is_ok(), "{term}");
    }
    for (kind, broadest) in [
        (TermKind::Data, "personal-data"),
        (TermKind::Purpose, "purpose"),
        (TermKind::Recipient, "recipient"),
        (TermKind::LegalBasis, "legal-basis"),
    ] {
        assert!(taxonomy.lookup(kind, broadest).is_ok(), "{broadest}");
    }
}

/// The published notice of EIS against the statements that people wrote for it: at least 85 of 100 come out
/// with their kind, section and terms, and all denials.
#[test]
fn most_of_what_people_read_in_the_notice_of_eis_is_read() {
    let Some(shared) = support::shared() else {
        return;
    };
    let path = shared.join("notice/eis-privacy-notice.txt");
    let path = path.to_str().unwrap();
    let json = run(&root(), &["notice", "read", path, "--format", "json"])
        .exits(0)
        .json();
    let read = json["statements"].as_array().unwrap();
    let eis = root().join("flows/eis");
    let project = Project::open(&eis).unwrap();
    let wanted = parsed(&std::fs::read_to_string(eis.join("notice.yaml")).unwrap());
    let (mut all, mut found, mut missed) = (0, 0, Vec::new());
    for statement in wanted["statements"].as_array().unwrap() {
        for (key, value) in statement.as_object().unwrap() {
            let Some(kind) = kind_of(key) else { continue };
            all += 1;
            let section = statement["section"].as_str().unwrap();
            let same: Vec<&Value> = read
                .iter()
                .filter(|it| it["section"].as_str() == Some(section))
                .filter(|it| it.get(key).is_some_and(|it| is_none(it) == is_none(value)))
                .collect();
            let names: Vec<String> = same.iter().flat_map(|it| words(&it["names"])).collect();
            let terms: Vec<String> = same.iter().flat_map(|it| terms_of(key, &it[key])).collect();
            let near = |wanted: &String| {
                let named = names.iter().any(|name| {
                    let first = name.split(' ').next().unwrap_or("").to_lowercase();
                    wanted.split('-').next() == Some(first.as_str())
                });
                named
                    || terms
                        .iter()
                        .any(|term| is_near(&project.estate.taxonomy, kind, wanted, term))
            };
            let wanted = terms_of(key, value);
            let hits = wanted.iter().filter(|term| near(term)).count();
            // What is denied or decided is in the estate's own words.
            let is_free = key == "decides" || is_none(value);
            let is_read = !same.is_empty() && (is_free || 2 * hits >= wanted.len());
            if is_read {
                found += 1;
            } else {
                assert!(!is_none(value), "a denial is missed: {statement}");
                missed.push(statement["id"].to_string());
            }
        }
    }
    assert!(all > 120, "only {all} statements are compared");
    assert!(
        found * 100 >= all * 85,
        "{found} of {all}; missed: {}",
        missed.join(", ")
    );
}

/// Where the terms of a kind of statement are looked up; `Some(None)`: they are words.
fn kind_of(key: &str) -> Option<Option<TermKind>> {
    Some(match key {
        "collects" => Some(TermKind::Data),
        "uses" => Some(TermKind::Purpose),
        "shares" => Some(TermKind::Recipient),
        "relies-on" => Some(TermKind::LegalBasis),
        "promises" => Some(TermKind::Measure),
        "transfers" | "retains" | "decides" | "informs" | "cites" => None,
        _ => return None,
    })
}

fn is_none(value: &Value) -> bool {
    value == "none" || value.get("none").is_some()
}

fn words(value: &Value) -> Vec<String> {
    match value {
        Value::String(word) if word != "none" => vec![word.clone()],
        Value::Array(all) => all.iter().flat_map(words).collect(),
        _ => Vec::new(),
    }
}

/// The terms of a statement, short form or long.
fn terms_of(key: &str, value: &Value) -> Vec<String> {
    let field = match key {
        "collects" => "data",
        "uses" => "purposes",
        "shares" => "with",
        "transfers" => "to",
        "retains" => "for",
        "relies-on" => "basis",
        "promises" => "measures",
        _ => "about",
    };
    let inner = value.get(field);
    let terms: BTreeSet<String> = words(inner.unwrap_or(value)).into_iter().collect();
    terms.into_iter().collect()
}

/// Whether one of two terms covers the other.
fn is_near(taxonomy: &Taxonomy, kind: Option<TermKind>, one: &str, other: &str) -> bool {
    let Some(kind) = kind else {
        return one == other;
    };
    match (taxonomy.lookup(kind, one), taxonomy.lookup(kind, other)) {
        (Ok(one), Ok(other)) => taxonomy.subsumes(one, other) || taxonomy.subsumes(other, one),
        _ => one == other,
    }
}
