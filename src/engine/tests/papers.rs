//! Consent, derogations, impact assessments and bases: the days and words that decide.

use super::{findings, of};
use crate::engine::finding::Finding;

/// The findings on one flow of a shop to a party abroad, with some keys and papers.
fn found(flow: &str, papers: &str) -> Vec<Finding> {
    let text = format!(
        "
name: A shop
controller: shop
parties:
  - {{id: shop, name: Shop, country: DE}}
  - {{id: inn, name: Inn, country: KE}}
{papers}
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
fn what_a_derogation_lacks_is_told() {
    let told = |flow: &str| {
        let papers = "safeguards: [{id: d, kind: derogation-49-1-b, between: [shop, inn]}]";
        let found = found(&format!("basis: contract, safeguards: [d], {flow}"), papers);
        let rule = "transfer/derogation-for-systematic-transfer";
        let finding = found.into_iter().find(|finding| finding.rule == rule);
        finding.map(|finding| finding.derivation.join("; "))
    };
    assert_eq!(told("frequency: once, necessary-for: contract"), None);
    let lacks = told("frequency: once").unwrap();
    assert!(lacks.contains("strictly necessary"), "{lacks}");
    let often = told("frequency: systematic, necessary-for: contract").unwrap();
    assert!(often.contains("now and then"), "{often}");
}

#[test]
fn a_source_is_told_where_a_sentence_names_one() {
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
        let items = of(&found, "notice/missing-information");
        items
            .iter()
            .any(|item| item.contains("where the data come from") || item.contains("source"))
    };
    assert!(missing(""));
    assert!(!missing(", from: bureau"));
}
