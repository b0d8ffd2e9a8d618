//! Further purposes that need no assessment, and purposes that a condition of Art 9 does not cover.

use super::{findings, of};

const COMPATIBILITY: &str = "basis/incompatible-purpose";

/// The questions on compatibility where a council gives film to the police, with more keys of the flow.
fn film(day: &str, country: &str, more: &str) -> usize {
    let text = format!(
        "
controller: council
parties:
  - {{id: council, name: Council, country: {country}, kind: public-authority, dpo: {{name: D}}}}
  - {{id: police, name: Police, country: {country}, kind: public-authority}}
flows:
  - {{id: in, from: data-subjects, to: council, data: cctv-footage, subjects: visitor, purpose: enforce-security, basis: public-task, basis-in-law: a law}}
  - {{id: out, from: council, to: police, data: cctv-footage, subjects: visitor, purpose: law-enforcement, {more}}}
"
    );
    of(&findings(day, &text), COMPATIBILITY).len()
}

#[test]
fn an_exemption_from_purpose_limitation_ends_the_question() {
    let task = "basis: public-task, basis-in-law: a law";
    let named = |row: &str| format!("{task}, notice-exemption: {row}");
    for day in ["2024-06-01", "2026-11-25"] {
        assert_eq!(film(day, "GB", task), 1, "{day}");
        assert_eq!(film(day, "GB", &named("uk-sch2-2")), 0, "{day}");
        assert_eq!(film(day, "GB", &named("uk-sch2-5")), 0, "{day}");
        // Paragraph 3 has a list of its own, without Art 5(1)(b).
        assert_eq!(film(day, "GB", &named("uk-sch2-3")), 1, "{day}");
    }
    assert_eq!(film("2026-11-25", "IE", &named("eu-23")), 1);
}

#[test]
fn a_recognised_interest_is_compatible_in_the_uk() {
    let interest = "basis: recognised-legitimate-interest, recognised-interest: crime";
    assert_eq!(film("2026-11-25", "GB", interest), 0);
    let none = "basis: recognised-legitimate-interest, recognised-interest: none";
    assert_eq!(film("2026-11-25", "GB", none), 1);
}

#[test]
fn no_condition_but_consent_is_one_of_marketing() {
    let missing = |condition: &str, purpose: &str| {
        let text = format!(
            "
controller: us
parties: [{{id: us, name: Us, country: FR}}]
flows:
  - {{id: f, from: data-subjects, to: us, data: genetic, subjects: patient, purpose: {purpose}, basis: consent, consent: {{record: per-person, given-by: statement, explicit: true, alternative: true}}, condition: {condition}}}
"
        );
        let found = findings("2026-11-25", &text);
        of(&found, "basis/special-category-without-condition").len()
    };
    for letter in ["b", "c", "f", "g", "h", "i", "j"] {
        let condition = format!("9(2)({letter})");
        assert_eq!(missing(&condition, "direct-marketing"), 1, "{condition}");
        assert_eq!(
            missing(&condition, "personalised-advertising"),
            1,
            "{condition}"
        );
        assert_eq!(
            missing(&condition, "[scientific-research, marketing]"),
            1,
            "{condition}"
        );
        assert_eq!(missing(&condition, "scientific-research"), 0, "{condition}");
    }
    for letter in ["a", "d", "e"] {
        let condition = format!("9(2)({letter})");
        assert_eq!(missing(&condition, "direct-marketing"), 0, "{condition}");
    }
}

#[test]
fn a_party_may_campaign_where_the_law_opens_it_for_political_opinions() {
    let refused = |country: &str, data: &str, purpose: &str, condition: &str| {
        let text = format!(
            "
controller: us
parties: [{{id: us, name: Us, country: {country}, policy-document: 2026-01-01}}]
flows:
  - {{id: f, from: data-subjects, to: us, data: {data}, subjects: voter, purpose: {purpose}, basis: legitimate-interests, interests-assessed: 2026-01-01, {condition}}}
"
        );
        let found = findings("2026-11-25", &text);
        of(&found, "basis/special-category-without-condition").len()
    };
    let (opinion, campaign) = ("political-opinion", "political-campaign");
    let parties = "condition: 9(2)(g), schedule-1: uk-sch1-22";
    assert_eq!(refused("GB", opinion, campaign, parties), 0);
    assert_eq!(refused("FR", opinion, campaign, "condition: 9(2)(g)"), 0);
    // Other marketing, other data and other conditions are not opened.
    assert_eq!(refused("GB", opinion, "direct-marketing", parties), 1);
    assert_eq!(
        refused("GB", opinion, "[political-campaign, marketing]", parties),
        1
    );
    assert_eq!(refused("FR", "genetic", campaign, "condition: 9(2)(g)"), 1);
    let equality = "condition: 9(2)(g), schedule-1: uk-sch1-8";
    assert_eq!(refused("GB", opinion, campaign, equality), 1);
    assert_eq!(refused("FR", opinion, campaign, "condition: 9(2)(h)"), 1);
}
