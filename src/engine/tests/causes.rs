//! What follows from another finding is listed there, and is none of its own.

use super::{findings, of};
use crate::engine::finding::Finding;

const DAY: &str = "2026-11-25";

/// An estate whose notice says one sentence, with one flow.
fn found(country: &str, statement: &str, more: &str) -> Vec<Finding> {
    let text = format!(
        "
name: A firm
controller: firm
parties:
  - {{id: firm, name: Firm, country: {country}}}
  - {{id: tix, name: Tix, country: US, certifications: {{scheme: eu-dpf, from: 2024-01-01}}}}
  - {{id: desk, name: Desk, country: IN}}
  - {{id: police, name: Police, country: IE, kind: public-authority}}
systems:
  - {{id: tickets, operator: tix, hosting: US}}
  - {{id: calls, operator: desk, hosting: IN}}
contracts:
  - {{id: c, kind: processor, between: [firm, tix], since: 2024-01-01}}
  - {{id: d, kind: processor, between: [firm, desk], since: 2024-01-01}}
notice:
  text: We store your name.
  statements:
    - {{id: a, quote: We store your name, {statement}}}
{more}
"
    );
    findings(DAY, &text)
}

fn flow(more: &str) -> String {
    format!(
        "flows:\n  - {{id: f, from: data-subjects, subjects: user, data: name, purpose: customer-care, {more}}}"
    )
}

/// The one finding of a rule, and the rules that it covers.
fn covers<'f>(found: &'f [Finding], rule: &str) -> Vec<&'f str> {
    let mut of_rule = found.iter().filter(|finding| finding.rule == rule);
    let one = of_rule.next().unwrap_or_else(|| panic!("{rule}"));
    assert!(of_rule.next().is_none(), "{rule}");
    one.covers.iter().map(String::as_str).collect()
}

fn is_missing(found: &[Finding], item: &str) -> bool {
    let missing = of(found, "notice/missing-information");
    missing.iter().any(|message| message.contains(item))
}

const ITEM: &str = "notice/missing-information";

#[test]
fn the_items_of_a_transfer_follow_from_the_transfer() {
    let flow = flow("to: tickets, basis: contract");
    let silent = found("IE", "shares: {with: tix}", &flow);
    let by = covers(&silent, "disclosure/undisclosed-transfer");
    assert_eq!(by, ["disclosure/undisclosed-safeguard", ITEM]);
    assert!(!is_missing(&silent, "third countries"));
    // Items that follow from nothing stay.
    assert!(is_missing(&silent, "right of access"));
    let denied = found("IE", "shares: {with: tix}, transfers: none", &flow);
    let by = covers(&denied, "disclosure/contradicted-transfer");
    assert!(by.contains(&"disclosure/undisclosed-safeguard"), "{by:?}");
    assert_eq!(of(&denied, "disclosure/undisclosed-safeguard").len(), 0);
}

#[test]
fn legitimate_interests_follow_from_a_basis_that_is_one() {
    let pursued = "legitimate interests pursued";
    let changed = found(
        "IE",
        "uses: customer-care, relies-on: {basis: contract, purposes: delivery-of-goods}",
        &flow("to: firm, basis: legitimate-interests, interests-assessed: 2026-01-01"),
    );
    assert_eq!(covers(&changed, "disclosure/undisclosed-basis"), [ITEM]);
    assert!(!is_missing(&changed, pursued));
    // Another basis that is not disclosed does not make them due.
    let two = flow("to: firm, basis: legitimate-interests, interests-assessed: 2026-01-01")
        + "\n  - {id: g, from: data-subjects, to: firm, subjects: customer, data: name, purpose: delivery-of-goods, basis: contract}";
    let other = found(
        "IE",
        "uses: [customer-care, delivery-of-goods], relies-on: {basis: legitimate-interests, purposes: customer-care}",
        &two,
    );
    assert!(is_missing(&other, pursued));
}

#[test]
fn one_decision_is_one_finding_for_all_sources_of_its_data() {
    let decision = "to: calls, basis: contract, decision: {about: loan, solely-automated: true, significant: true}";
    let two = flow(decision)
        + "\n  - {id: g, from: tix, subjects: user, data: name, purpose: customer-care, "
        + decision
        + "}";
    let found = found("IE", "uses: customer-care", &two);
    assert_eq!(
        covers(&found, "disclosure/undisclosed-automated-decision"),
        [ITEM]
    );
    assert!(!is_missing(&found, "automated decisions"));
}

/// Whether transfers to India lack a mechanism by clauses with a module.
fn lacks(module: &str, role: &str) -> bool {
    let more = format!(
        "safeguards: [{{id: s, kind: eu-scc-2021, {module}between: [firm, desk], concluded: 2024-01-01}}]\n{}",
        flow(&format!("to: {role}, basis: contract")).replace("data-subjects", "firm")
    );
    let found = found("IE", "shares: {with: desk}", &more);
    !of(&found, "transfer/no-safeguard").is_empty()
}

#[test]
fn the_module_of_the_clauses_is_for_what_the_two_are() {
    assert!(!lacks("", "calls"));
    assert!(!lacks("module: '2', ", "calls"));
    for other in ["1", "3", "4"] {
        assert!(lacks(&format!("module: '{other}', "), "calls"), "{other}");
    }
    assert!(!lacks("module: '1', ", "desk, role: controller"));
    assert!(lacks("module: '2', ", "desk, role: controller"));
    assert!(!lacks("module: c2p, ", "calls"));
}

#[test]
fn the_clauses_and_the_addendum_are_named_one_by_one() {
    let more = format!(
        "safeguards: [{{id: s, kind: eu-scc-2021+uk-addendum, between: [firm, desk], concluded: 2024-01-01}}]\n{}",
        flow("to: calls, basis: contract")
    );
    let vague = |safeguards: &str| {
        let statement = format!(
            "shares: {{with: desk}}, transfers: {{to: IN, with: desk, safeguards: {safeguards}}}"
        );
        of(
            &found("GB", &statement, &more),
            "disclosure/vague-safeguard",
        )
        .len()
    };
    assert_eq!(vague("[eu-scc-2021, uk-addendum]"), 0);
    assert_eq!(vague("eu-scc-2021+uk-addendum"), 0);
    // The instrument of the United Kingdom is the addendum.
    assert_eq!(vague("uk-addendum"), 0);
    assert_eq!(vague("eu-scc-2021"), 1);
}

#[test]
fn a_condition_of_schedule_1_completes_its_own_article() {
    let missing = |condition: &str, schedule: &str| {
        let flow = flow(&format!(
            "to: firm, basis: legitimate-interests, condition: {condition}{schedule}"
        ));
        let flow = flow.replace("data: name", "data: health");
        let found = found("GB", "collects: {data: health}", &flow);
        of(&found, "basis/public-interest-without-schedule-condition").len()
    };
    assert_eq!(missing("9(2)(j)", ""), 0);
    assert_eq!(missing("9(2)(j)", ", schedule-1: uk-sch1-4"), 0);
    assert_eq!(missing("9(2)(j)", ", schedule-1: uk-sch1-2"), 1);
}

#[test]
fn consent_and_legal_duties_need_no_assessment_of_compatibility() {
    let asked = |basis: &str| {
        let more = format!(
            "flows:
  - {{id: in, from: data-subjects, to: firm, subjects: user, data: name, purpose: customer-care, basis: contract}}
  - {{id: out, from: firm, to: desk, role: controller, subjects: user, data: name, purpose: law-enforcement, {basis}}}"
        );
        let found = found("IE", "uses: customer-care", &more);
        of(&found, "basis/incompatible-purpose").len()
    };
    assert_eq!(asked("basis: legitimate-interests"), 1);
    assert_eq!(asked("basis: legal-obligation"), 0);
    assert_eq!(asked("basis: legal-obligation, basis-in-law: none"), 1);
    assert_eq!(asked("basis: consent, consent: {record: per-person}"), 0);
    assert_eq!(asked("basis: consent, consent: {alternative: true}"), 1);
}

#[test]
fn an_authority_in_a_particular_inquiry_is_no_recipient() {
    let undisclosed = |basis: &str| {
        let more = format!(
            "flows:
  - {{id: in, from: data-subjects, to: firm, subjects: user, data: name, purpose: customer-care, basis: contract}}
  - {{id: out, from: firm, to: police, role: controller, subjects: user, data: name, purpose: law-enforcement, {basis}}}"
        );
        let found = found("IE", "uses: [customer-care, law-enforcement]", &more);
        let recipients = of(&found, "disclosure/undisclosed-recipient").len();
        (recipients, is_missing(&found, "who receives"))
    };
    assert_eq!(
        undisclosed("basis: legal-obligation, frequency: occasional"),
        (0, false)
    );
    // What is reported regularly, or without a duty, is disclosed to a recipient.
    assert_eq!(
        undisclosed("basis: legal-obligation, frequency: systematic").0,
        1
    );
    assert_eq!(undisclosed("basis: legal-obligation").0, 1);
    assert_eq!(
        undisclosed("basis: legitimate-interests, frequency: occasional").0,
        1
    );
}

#[test]
fn that_a_sub_processor_is_not_authorised_follows_from_its_missing_contract() {
    let engaged = |contracts: &str| {
        let text = format!(
            "
name: A firm
controller: firm
parties:
  - {{id: firm, name: Firm, country: GB}}
  - {{id: desk, name: Desk, country: GB}}
  - {{id: cloud, name: Cloud, country: GB}}
contracts:
  - {{id: c, kind: processor, between: [firm, desk], sub-processors: none}}
{contracts}
flows:
  - {{id: f, from: firm, to: desk, subjects: user, data: name, purpose: customer-care, basis: contract}}
  - {{id: g, from: desk, to: cloud, role: sub-processor, subjects: user, data: name, purpose: customer-care, basis: contract}}
"
        );
        let found = findings(DAY, &text);
        let all = found.iter().filter(|it| it.rule.starts_with("sharing/"));
        let rules = all.map(|it| (it.rule.clone(), it.covers.clone()));
        rules.collect::<Vec<_>>()
    };
    let missing = "sharing/processor-without-contract".to_owned();
    let open = "sharing/sub-processor-not-authorised".to_owned();
    assert_eq!(engaged(""), [(missing, vec![open.clone()])]);
    let concluded = "  - {id: d, kind: sub-processor, between: [desk, cloud]}";
    assert_eq!(engaged(concluded), [(open, Vec::new())]);
}

#[test]
fn that_no_flow_does_what_a_sentence_says_follows_from_a_consent_that_is_none() {
    let found = found(
        "IE",
        "transfers: {to: US, consent-by-use: true}",
        &flow("to: firm, basis: contract"),
    );
    let by = covers(&found, "notice/transfer-consent-by-use");
    assert_eq!(by, ["notice/unused-statement"], "{found:#?}");
    assert!(of(&found, "notice/unused-statement").is_empty());
}
