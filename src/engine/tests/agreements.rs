//! Who has engaged whom, what clauses are for, what a decision may be based on: in small estates.

use super::{findings, of};
use crate::engine::finding::Finding;

const DAY: &str = "2026-11-25";

fn found(text: &str) -> Vec<Finding> {
    findings(DAY, text)
}

#[test]
fn a_chain_of_sub_processors_is_followed() {
    let chain = |last: &str| {
        let text = format!(
            "
name: A firm
controller: firm
parties:
  - {{id: firm, name: Firm, country: IE}}
  - {{id: host, name: Host, country: DE}}
  - {{id: sub, name: Sub, country: DE}}
  - {{id: far, name: Far, country: US}}
systems:
  - {{id: t, operator: host, hosting: DE, access: [{{by: sub, from: DE}}, {{by: far, from: US}}]}}
contracts:
  - {{id: a, kind: processor, between: [firm, host], since: 2024-01-01, sub-processors: general}}
  - {{id: b, kind: sub-processor, between: [host, sub], since: 2024-01-01}}
{last}
safeguards:
  - {{id: m, kind: eu-scc-2021, module: '3', between: [sub, far], concluded: 2024-01-01, risk-assessment: {{date: 2026-02-01, conclusion: adequate}}}}
flows:
  - {{id: f, from: data-subjects, to: t, data: name, subjects: user, purpose: customer-care, basis: contract}}
"
        );
        let found = found(&text);
        let rules = found.iter().map(|finding| finding.rule.clone());
        rules.collect::<Vec<String>>()
    };
    let whole = chain("  - {id: c, kind: sub-processor, between: [sub, far], since: 2024-01-01}");
    assert!(whole.is_empty(), "{whole:?}");
    let broken = chain("");
    assert!(
        broken.contains(&"sharing/processor-without-contract".to_owned()),
        "{broken:?}"
    );
}

#[test]
fn what_a_processor_returns_under_module_four_needs_no_risk_assessment() {
    let text = "
name: A supplier
controller: acme
parties:
  - {id: acme, name: Acme, country: IE}
  - {id: v, name: Customer, country: US}
services: [{id: s, on-behalf-of: v}]
contracts: [{id: dpa, kind: processor, between: [v, acme], since: 2024-01-01, sub-processors: none}]
safeguards: [{id: s4, kind: eu-scc-2021, module: 'MODULE', between: [acme, v], concluded: 2024-01-01}]
flows:
  - {id: i, service: s, from: v, to: acme, data: name, subjects: user, purpose: customer-care}
  - {id: o, service: s, from: acme, to: v, data: name, subjects: user, purpose: customer-care}
";
    let four = found(&text.replace("MODULE", "4"));
    assert!(four.is_empty(), "{four:#?}");
    let two = found(&text.replace("MODULE", "2"));
    assert_eq!(of(&two, "transfer/no-safeguard").len(), 1);
}

#[test]
fn what_a_processor_keeps_abroad_is_not_hidden_by_another_of_the_controller() {
    let hosted = |engaged: &str, by: &str| {
        let text = format!(
            "
name: A bank
controller: bank
parties:
  - {{id: bank, name: Bank, country: GB}}
  - {{id: core, name: Core, country: GB}}
  - {{id: affiliate, name: Affiliate, country: IN}}
systems: [{{id: c, operator: core, hosting: IN}}]
contracts:
  - {{id: a, kind: processor, between: [bank, core], since: 2024-01-01, sub-processors: general}}
  - {{id: b, kind: {engaged}, between: [{by}, affiliate], since: 2024-01-01}}
safeguards:
  - {{id: bcr, kind: uk-bcr, between: [{by}, affiliate], concluded: 2023-05-01, risk-assessment: {{date: 2026-02-01, conclusion: adequate}}}}
flows:
  - {{id: in, from: data-subjects, to: c, data: income, subjects: customer, purpose: account-management, basis: contract}}
  - {{id: out, from: c, to: affiliate, data: income, subjects: customer, purpose: account-management, basis: contract}}
"
        );
        let found = found(&text);
        assert!(of(&found, "transfer/no-safeguard").is_empty(), "{found:#?}");
        of(&found, "transfer/importer-not-recorded").len()
    };

    // Who keeps the data there for the operator is a question.
    assert_eq!(hosted("processor", "bank"), 1);
    // Where the operator has engaged the affiliate, it is the affiliate that keeps the data there.
    assert_eq!(hosted("sub-processor", "core"), 0);
}

/// What is found of a decision that a machine takes alone.
fn decided(country: &str, basis: &str) -> usize {
    let text = format!(
        "
name: A lender
controller: lender
parties: [{{id: lender, name: Lender, country: {country}}}]
flows:
  - {{id: f, from: data-subjects, to: lender, data: health, subjects: customer, purpose: credit-checking, {basis},
     decision: {{about: loan, solely-automated: true, significant: true}}}}
"
    );
    of(&found(&text), "basis/automated-decision-without-ground").len()
}

#[test]
fn a_decision_by_a_machine_needs_a_ground_that_allows_it() {
    let explicit =
        "basis: consent, condition: 9(2)(a), consent: {record: per-person, explicit: true}";
    let not_explicit = explicit.replace("true", "false");
    for country in ["IE", "GB"] {
        assert_eq!(decided(country, explicit), 0, "{country}");
        assert_eq!(decided(country, &not_explicit), 1, "{country}");
        // Nothing is known of how it was given.
        assert_eq!(
            decided(
                country,
                "basis: consent, condition: 9(2)(a), consent: {record: per-person}"
            ),
            0
        );
        assert_eq!(decided(country, "basis: contract, condition: 9(2)(f)"), 1);
        assert_eq!(decided(country, "basis: contract, condition: 9(2)(g)"), 0);
    }
    let plain = |country: &str, basis: &str| {
        let text = format!(
            "
name: A lender
controller: lender
parties: [{{id: lender, name: Lender, country: {country}}}]
flows:
  - {{id: f, from: data-subjects, to: lender, data: income, subjects: customer, purpose: credit-checking, {basis},
     decision: {{about: loan, solely-automated: true, significant: true}}}}
"
        );
        of(&found(&text), "basis/automated-decision-without-ground").len()
    };
    // Art 22 allows certain grounds; Art 22B of the UK GDPR forbids some.
    assert_eq!(
        plain(
            "IE",
            "basis: legitimate-interests, interests-assessed: 2026-01-01"
        ),
        1
    );
    assert_eq!(
        plain(
            "GB",
            "basis: legitimate-interests, interests-assessed: 2026-01-01"
        ),
        0
    );
    assert_eq!(plain("GB", "basis: recognised-legitimate-interests"), 1);
    assert_eq!(plain("IE", "basis: legal-obligation"), 0);
    assert_eq!(
        plain("IE", "basis: legal-obligation, basis-in-law: none"),
        1
    );
}

#[test]
fn consent_that_is_not_explicit_opens_no_special_category() {
    let missing = |consent: &str| {
        let text = format!(
            "
name: A clinic
controller: clinic
parties: [{{id: clinic, name: Clinic, country: IE}}]
flows:
  - {{id: f, from: data-subjects, to: clinic, data: health, subjects: patient, purpose: customer-care, basis: consent,
     condition: 9(2)(a), consent: {{record: per-person{consent}}}}}
"
        );
        of(&found(&text), "basis/special-category-without-condition").len()
    };
    assert_eq!(missing(", explicit: false"), 1);
    assert_eq!(missing(", explicit: true"), 0);
    assert_eq!(missing(""), 0);
}

#[test]
fn an_authority_does_not_exercise_its_powers_by_a_contract() {
    let applies = |task: &str| {
        let text = format!(
            "
name: A town
controller: town
parties:
  - {{id: town, name: Town, country: IE, kind: public-authority}}
  - {{id: inn, name: Inn, country: IN}}
safeguards: [{{id: d, kind: derogation-49-1-b, between: [town, inn]}}]
flows:
  - {{id: f, from: town, to: inn, role: controller, data: name, subjects: citizen, purpose: customer-care, basis: contract,
     frequency: once, necessary-for: contract, safeguards: [d]{task}}}
"
        );
        of(&found(&text), "transfer/derogation-for-systematic-transfer")
    };
    assert!(applies("").is_empty());
    let found = applies(", task: public-task");
    assert!(found[0].contains("Art 49(3)"), "{found:?}");
}

#[test]
fn a_processor_is_no_third_party() {
    let denied = |role: &str, more: &str| {
        let text = format!(
            "
name: A shop
controller: shop
parties:
  - {{id: shop, name: Shop, country: IE}}
  - {{id: host, name: Host, country: IE}}
contracts: [{more}]
notice:
  text: Nothing goes to third parties.
  statements:
    - {{id: a, quote: Nothing goes to third parties, shares: {{none: true, with: third-party}}}}
flows:
  - {{id: f, from: shop, to: host, data: name, subjects: customer, purpose: customer-care, basis: contract{role}}}
"
        );
        of(&found(&text), "disclosure/contradicted-recipient").len()
    };
    assert_eq!(
        denied(
            "",
            "{id: c, kind: processor, between: [shop, host], since: 2024-01-01}"
        ),
        0
    );
    assert_eq!(denied(", role: controller", ""), 1);
}

/// What is found on how long data are kept, by two sentences and two flows.
fn kept(first: &str, second: &str, flows: &str) -> Vec<String> {
    let text = format!(
        "
name: A firm
controller: firm
parties: [{{id: firm, name: Firm, country: IE}}]
notice:
  text: One sentence. Another sentence.
  statements:
    - {{id: a, quote: One sentence, {first}}}
    - {{id: b, quote: Another sentence, {second}}}
flows:
{flows}
"
    );
    let found = found(&text);
    let of_retention = found.iter().filter(|it| it.rule.ends_with("-retention"));
    of_retention.map(|it| it.rule.clone()).collect()
}

#[test]
fn a_period_is_for_those_of_whom_its_sentence_speaks() {
    let flows = |staff: &str, applicants: &str| {
        format!(
            "  - {{id: s, from: data-subjects, to: firm, data: name, subjects: employee, purpose: personnel-payment, basis: contract, retention: {staff}}}
  - {{id: t, from: data-subjects, to: firm, data: name, subjects: job-applicant, purpose: personnel-hiring, basis: contract, retention: {applicants}}}"
        )
    };
    let first = "collects: {data: name, subjects: employee}, uses: personnel-payment, retains: P6Y";
    let second = "collects: {data: name, subjects: job-applicant}, uses: personnel-hiring, retains: {for: P6M, data: name}";
    assert_eq!(kept(first, second, &flows("P6Y", "P6M")), [""; 0]);
    assert_eq!(
        kept(first, second, &flows("P6Y", "P1Y")),
        ["disclosure/contradicted-retention"]
    );
    // What a recipient keeps is no period of the controller.
    let second = "shares: {with: firm-2}, retains: {for: P1M, data: name}";
    let second = second.replace("firm-2", "service-provider");
    let both = flows("P6Y", "P6Y");
    let staff = both.lines().next().unwrap_or_default();
    assert_eq!(kept(first, &second, staff), [""; 0]);
    // By purpose alone: nine years of customer care are not those of the books.
    let first = "uses: personnel-payment, retains: {for: P2Y, data: name}";
    let second = "uses: personnel-hiring, retains: {for: P10Y, data: name}";
    assert_eq!(kept(first, second, &flows("P2Y", "P10Y")), [""; 0]);
    assert_eq!(
        kept(first, second, &flows("P9Y", "P10Y")),
        ["disclosure/contradicted-retention"]
    );
}

#[test]
fn two_documents_with_two_periods_contradict_each_other() {
    let contradicted = |first: &str, second: &str, kind: &str| {
        let text = format!(
            "
name: A site
controller: site
parties: [{{id: site, name: Site, country: IE}}]
notice:
  documents:
    - {{id: policy, published: 2026-01-01, text: Visits are counted for a time.}}
    - {{id: cookies, kind: {kind}, published: 2026-01-01, text: One cookie for a time.}}
  statements:
    - {{id: a, document: policy, quote: Visits are counted for a time, retains: {{for: {first}, data: identifier}}}}
    - {{id: b, document: cookies, quote: One cookie for a time, retains: {{for: {second}, data: identifier}}}}
"
        );
        of(&found(&text), "notice/contradiction").len()
    };
    assert_eq!(contradicted("P13M", "P24M", "policy"), 1);
    assert_eq!(contradicted("P13M", "P13M", "policy"), 0);
    // What a cookie keeps is another matter than what the controller keeps.
    assert_eq!(contradicted("P13M", "P24M", "cookie-table"), 0);
}
