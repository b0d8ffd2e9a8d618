//! Consent, derogations, impact assessments and bases: the days and words that decide.

use super::{findings, of};
use crate::engine::check::Check;
use crate::engine::finding::Finding;
use crate::engine::policy::Rules;
use crate::input::MemoryFiles;

/// The findings on one flow of a shop to a party abroad, with some keys, contracts and instruments.
fn found(flow: &str, agreements: &str) -> Vec<Finding> {
    let text = format!(
        "
name: A shop
controller: shop
parties:
  - {{id: shop, name: Shop, country: DE}}
  - {{id: inn, name: Inn, country: KE}}
{agreements}
flows:
  - {{id: f, from: shop, to: inn, subjects: customer, data: name, purpose: delivery-of-goods, {flow}}}
"
    );
    findings("2024-06-01", &text)
}

#[test]
fn a_record_of_consent_counts_from_its_day() {
    let missing = |record: &str| {
        let found = found(
            &format!("basis: consent, consent: {{record: {record}}}"),
            "",
        );
        !of(&found, "basis/consent-without-record").is_empty()
    };
    assert!(!missing("per-person"));
    assert!(!missing("2024-06-01"));
    assert!(missing("2024-06-02"));
}

#[test]
fn what_a_derogation_lacks_is_reported() {
    let message = |flow: &str| {
        let agreements = "safeguards: [{id: d, kind: derogation-49-1-b, between: [shop, inn]}]";
        let found = found(
            &format!("basis: contract, safeguards: [d], {flow}"),
            agreements,
        );
        let rule = "transfer/derogation-for-systematic-transfer";
        let finding = found.into_iter().find(|finding| finding.rule == rule);
        finding.map(|finding| finding.derivation.join("; "))
    };
    assert_eq!(message("frequency: once, necessary-for: contract"), None);
    let lacks = message("frequency: once").unwrap();
    assert!(lacks.contains("strictly necessary"), "{lacks}");
    let often = message("frequency: systematic, necessary-for: contract").unwrap();
    assert!(often.contains("only for occasional transfers"), "{often}");
}

#[test]
fn a_source_is_disclosed_where_a_sentence_names_one() {
    let missing = |from: &str| {
        let text = format!(
            "
name: A shop
controller: shop
parties:
  - {{id: shop, name: Shop, country: DE}}
  - {{id: bureau, name: Bureau, country: DE}}
notice:
  text: One.
  statements: [{{id: a, quote: One, collects: {{data: name{from}}}}}]
flows:
  - {{id: in, from: bureau, to: shop, subjects: customer, data: name, purpose: delivery-of-goods, basis: contract}}
"
        );
        let found = findings("2024-06-01", &text);
        // The item on sources follows from the source that is not disclosed.
        let items = of(&found, "notice/missing-information");
        assert!(
            !items.iter().any(|item| item.contains("source")),
            "{items:?}"
        );
        of(&found, "disclosure/undisclosed-source").len()
    };
    assert_eq!(missing(""), 1);
    assert_eq!(missing(", from: bureau"), 0);
}

#[test]
fn each_sign_of_a_high_risk_has_its_words() {
    let message = |sign: &str| {
        let found = found(
            &format!("basis: contract, risk-signs: [large-scale, {sign}]"),
            "",
        );
        let rule = "accountability/no-dpia";
        let finding = found.into_iter().find(|finding| finding.rule == rule);
        finding
            .unwrap_or_else(|| panic!("{sign}"))
            .derivation
            .join("; ")
    };
    for (sign, words) in [
        ("evaluation", "people are profiled"),
        ("automated-decision", "a machine decides"),
        ("systematic-monitoring", "people are watched"),
        ("public-area", "in a public place"),
        ("matching", "data sets are combined"),
        ("vulnerable-people", "vulnerable people"),
        ("innovation", "new technology"),
        ("barring", "people are kept from a right or service"),
    ] {
        let message = message(sign);
        assert!(
            message.contains(words) && message.contains("large scale"),
            "{sign}: {message}"
        );
    }
    // Special categories at large scale always call for an assessment, in words of their own.
    let sensitive = message("sensitive-data");
    assert!(sensitive.contains("sensitive data"), "{sensitive}");
}

#[test]
fn a_basis_that_no_law_lays_down_is_reported_as_such() {
    let message = |more: &str| {
        let found = found(&format!("basis: public-task{more}"), "");
        let finding = found
            .into_iter()
            .find(|it| it.rule == "basis/no-legal-basis");
        finding.map(|finding| finding.derivation.join("; "))
    };
    assert_eq!(message(""), None);
    let without = message(", basis-in-law: none").unwrap();
    assert!(without.contains("no law lays this down"), "{without}");
}

#[test]
fn a_public_authority_that_receives_is_one() {
    let text = "
name: A shop
controller: shop
parties:
  - {id: shop, name: Shop, country: DE}
  - {id: office, name: Tax office, country: DE, kind: public-authority}
  - {id: bank, name: Bank, country: DE}
flows:
  - {id: a, from: shop, to: office, subjects: customer, data: name, purpose: customer-care, basis: contract}
  - {id: b, from: shop, to: bank, subjects: customer, data: name, purpose: customer-care, basis: contract}
";
    let files = MemoryFiles::new().with("fairnotice.yaml", text);
    let loaded = crate::estate::load(&files, "fairnotice.yaml");
    let estate = loaded.estate.unwrap();
    let rules = Rules::load(&estate, &loaded.sources).unwrap();
    let day = "2024-06-01".parse().unwrap();
    let (_, examined) = Check::new(&estate, &loaded.sources, &rules, day)
        .examine()
        .unwrap();
    let message: Vec<(&str, bool)> = examined
        .iter()
        .map(|it| {
            let importer = estate.party(it.movement.importer.unwrap());
            (
                importer.id.as_str(),
                it.found.facts.recipient.public_authority,
            )
        })
        .collect();
    assert_eq!(message, [("office", true), ("bank", false)]);
}

#[test]
fn the_host_of_a_page_on_which_data_are_published_acts_for_the_publisher() {
    let found = |contract: &str, mode: &str| {
        let text = format!(
            "
controller: r
parties:
  - {{id: r, name: Register, country: IE}}
  - {{id: everyone, name: the public, country: unknown, kind: public}}
  - {{id: host, name: Host, country: US}}
systems: [{{id: www, operator: host, hosting: US, public: true}}]
{contract}
flows:
  - {{id: in, from: data-subjects, to: r, data: name, subjects: customer, purpose: legal-compliance, basis: legal-obligation, basis-in-law: Act s 1, retention: P1Y}}
  - {{id: out, from: r, to: everyone, via: www, mode: {mode}, data: name, subjects: customer, purpose: legal-compliance, basis: legal-obligation, basis-in-law: Act s 1}}
"
        );
        let found = findings("2026-09-15", &text);
        let rules = [
            "sharing/processor-without-contract",
            "transfer/no-safeguard",
        ];
        rules.map(|rule| of(&found, rule).len())
    };
    let signed =
        "contracts: [{id: c, kind: processor, between: [r, host], instructions-only: true}]";
    assert_eq!(found("", "published"), [1, 1]);
    // That the page is for all to read is no transfer to anyone in particular; that a host abroad keeps it is one.
    assert_eq!(found(signed, "published"), [0, 1]);
    assert_eq!(found(signed, "sent"), [0, 1]);
}

#[test]
fn a_processor_may_engage_the_one_that_runs_a_system_for_the_controller() {
    let found = |authorised: &str, ours: &str| {
        let text = format!(
            "
controller: a
parties: [{{id: a, name: A, country: DE}}, {{id: agency, name: Agency, country: DE}}, {{id: cloud, name: Cloud, country: DE}}]
systems: [{{id: s, operator: cloud, hosting: DE}}]
contracts:
  - {{id: c1, kind: processor, between: [a, agency], sub-processors: {authorised}, instructions-only: true{ours}}}
  - {{id: c2, kind: sub-processor, between: [agency, cloud]}}
flows:
  - {{id: f, from: data-subjects, to: s, data: name, subjects: customer, purpose: customer-care, basis: contract}}
"
        );
        of(
            &findings("2026-03-01", &text),
            "sharing/processor-without-contract",
        )
        .len()
    };
    assert_eq!(found("general", ""), 0);
    assert_eq!(found("{authorisation: specific, authorised: cloud}", ""), 0);
    assert_eq!(found("none", ""), 1);
    assert_eq!(
        found("{authorisation: specific, authorised: agency}", ""),
        1
    );
    assert_eq!(found("general", ", until: 2025-01-01"), 1);
}
