//! What is judged elsewhere, or known for a reason that no flow shows: places that another company keeps, data that another
//! service collected, what a processor holds for its controller.

use super::{findings, of};
use crate::engine::finding::Finding;

const DAY: &str = "2026-11-25";

fn found(text: &str) -> Vec<Finding> {
    findings(DAY, text)
}

/// An Irish tool that keeps data in the United States, for a controller somewhere; `access` says who reads there.
fn tool(country: &str, access: &str) -> Vec<Finding> {
    found(&format!(
        "
name: A shop
controller: shop
parties:
  - {{id: shop, name: Shop, country: {country}}}
  - {{id: tool, name: Tool Ltd, country: IE}}
  - {{id: inc, name: Tool Inc, country: US, certifications: [{{scheme: eu-dpf, from: 2023-09-01}}]}}
systems: [{{id: t, operator: tool, hosting: US{access}}}]
contracts:
  - {{id: a, kind: processor, between: [shop, tool], since: 2024-01-01, sub-processors: general}}
  - {{id: b, kind: sub-processor, between: [tool, inc], since: 2024-01-01}}
flows:
  - {{id: f, from: data-subjects, to: t, data: name, subjects: user, purpose: customer-care, basis: contract}}
"
    ))
}

#[test]
fn what_a_company_keeps_abroad_for_a_processor_is_that_processors_transfer() {
    // At home under the EU GDPR, and in a country that is adequate under the UK GDPR.
    for country in ["IE", "GB"] {
        let asked = tool(country, "");
        assert_eq!(of(&asked, "transfer/importer-not-recorded").len(), 1);
        assert!(of(&asked, "transfer/no-safeguard").is_empty(), "{country}");
        let recorded = tool(country, ", access: {by: inc, from: US}");
        let unlawful: Vec<&str> = recorded.iter().map(|it| it.rule.as_str()).collect();
        assert!(unlawful.is_empty(), "{country}: {unlawful:?}");
    }
}

#[test]
fn staff_abroad_of_a_party_at_home_are_no_transfer_and_those_of_one_abroad_are() {
    let read = |country: &str, hosting: &str| {
        let text = format!(
            "
name: A shop
controller: shop
parties:
  - {{id: shop, name: Shop, country: IE}}
  - {{id: desk, name: Desk, country: {country}}}
systems: [{{id: t, operator: desk, hosting: {hosting}, access: {{by: desk, from: PH}}}}]
contracts: [{{id: a, kind: processor, between: [shop, desk], since: 2024-01-01}}]
safeguards:
  - {{id: s, kind: eu-scc-2021, module: '2', between: [shop, desk], concluded: 2024-01-01, risk-assessment: {{date: 2026-02-01, conclusion: adequate, countries: IN}}}}
flows:
  - {{id: in, from: data-subjects, to: shop, data: name, subjects: user, purpose: customer-care, basis: contract}}
  - {{id: f, from: shop, to: t, data: name, subjects: user, purpose: customer-care, basis: contract, safeguards: s}}
"
        );
        of(&found(&text), "transfer/no-risk-assessment").len()
    };
    assert_eq!(read("IN", "IN"), 1);
    assert_eq!(read("DE", "DE"), 0);
}

#[test]
fn data_that_another_service_collected_are_disclosed_there_and_denied_here() {
    let text = "
name: A shop
controller: shop
parties:
  - {id: shop, name: Shop, country: IE}
  - {id: tax, name: Tax office, country: IE, kind: public-authority, is: tax-authority}
services: [{id: account, sections: Account}, {id: law, sections: Law}]
notice:
  title: Notice
  published: 2024-01-01
  text: |
    # Account
    We take your name to run your account.
    # Law
    The tax office gets what the law obliges us to give. LAST
  statements:
    - {id: a, section: Account, quote: We take your name to run your account, collects: {data: name}, uses: account-management}
    - {id: b, section: Law, quote: The tax office gets what the law obliges us to give, shares: {with: tax}, uses: tax-compliance}
    MORE
flows:
  - {id: in, service: account, from: data-subjects, to: shop, data: name, subjects: user, purpose: account-management, basis: contract}
  - {id: out, service: law, from: shop, to: tax, data: name, subjects: user, purpose: tax-compliance, basis: legal-obligation, basis-in-law: an Act}
";
    let plain = found(&text.replace("LAST", "").replace("    MORE\n", ""));
    assert!(of(&plain, "disclosure/undisclosed-data").is_empty());
    let denial =
        "- {id: c, section: Law, quote: We have no names, collects: {none: true, data: name}}";
    let denied = found(
        &text
            .replace("LAST", "We have no names.")
            .replace("MORE", denial),
    );
    assert_eq!(
        of(&denied, "disclosure/contradicted-data").len(),
        1,
        "{denied:#?}"
    );
}

#[test]
fn the_controller_has_what_its_processor_collected_and_what_arises_in_its_systems() {
    let text = "
name: A shop
controller: shop
parties:
  - {id: shop, name: Shop, country: IE}
  - {id: host, name: Host, country: IE}
  - {id: tax, name: Tax office, country: IE, kind: public-authority, is: tax-authority}
systems:
  - {id: core, operator: host, hosting: IE}
  - {id: ledger, operator: shop, hosting: IE, produces: invoice}
contracts: [{id: a, kind: processor, between: [shop, host], since: 2024-01-01}]
flows:
  - {id: in, from: data-subjects, to: core, data: name, subjects: user, purpose: accounting, basis: contract}
  - {id: out, from: shop, to: tax, data: [name, invoice], subjects: user, purpose: accounting, basis: legal-obligation, basis-in-law: an Act}
";
    let asked = |text: &str| of(&found(text), "minimisation/data-without-source").len();
    assert_eq!(asked(text), 0);
    assert_eq!(asked(&text.replace(", produces: invoice", "")), 1);
    assert_eq!(
        asked(&text.replace(
            "from: data-subjects, to: core, data: name",
            "from: data-subjects, to: core, data: age"
        )),
        1
    );
}

#[test]
fn a_processor_without_a_contract_can_act_outside_its_instructions() {
    let text = "
name: A laboratory
controller: lab
parties: [{id: lab, name: Lab, country: FR}, {id: vendor, name: Vendor, country: FR}]
systems: [{id: store, operator: vendor, hosting: FR}, {id: tool, operator: vendor, hosting: FR}]
flows:
  - {id: in, from: data-subjects, to: store, role: processor, data: name, subjects: user, purpose: customer-care, basis: contract}
  - {id: own, from: store, to: tool, data: name, subjects: user, purpose: customer-care, basis: contract, instructed: false}
";
    let rule = "sharing/processor-outside-instructions";
    assert_eq!(of(&found(text), rule).len(), 1);
    assert!(of(&found(&text.replace(", instructed: false", "")), rule).is_empty());
}

#[test]
fn measures_beyond_what_the_law_of_the_day_needs_are_no_sign_of_a_problem() {
    let assessed = |country: &str, day: &str| {
        let text = format!(
            "
name: A shop
controller: shop
parties: [{{id: shop, name: Shop, country: IE}}, {{id: desk, name: Desk, country: {country}}}]
contracts: [{{id: a, kind: processor, between: [shop, desk], since: 2020-01-01}}]
safeguards:
  - {{id: s, kind: eu-scc-2021, module: '2', between: [shop, desk], concluded: 2022-01-01, risk-assessment: {{date: {day}, conclusion: adequate-with-measures}}}}
flows:
  - {{id: in, from: data-subjects, to: shop, data: name, subjects: user, purpose: customer-care, basis: contract}}
  - {{id: f, from: shop, to: desk, role: processor, data: name, subjects: user, purpose: customer-care, basis: contract, safeguards: s}}
"
        );
        of(&found(&text), "transfer/safeguard-ineffective").len()
    };
    assert_eq!(assessed("US", "2026-01-15"), 0);
    // Before the ruling ended, and where there was none, the measures have to work.
    assert_eq!(assessed("US", "2023-01-15"), 1);
    assert_eq!(assessed("IN", "2026-01-15"), 1);
}

#[test]
fn a_derogation_for_what_is_necessary_needs_the_necessity() {
    let relied = |kind: &str, more: &str| {
        let text = format!(
            "
name: A clinic
controller: clinic
parties: [{{id: clinic, name: Clinic, country: IE}}, {{id: far, name: Far, country: CN}}]
safeguards: [{{id: s, kind: {kind}, between: [clinic, far]}}]
flows:
  - {{id: in, from: data-subjects, to: clinic, data: name, subjects: user, purpose: customer-care, basis: contract}}
  - {{id: f, from: clinic, to: far, role: controller, data: name, subjects: user, purpose: customer-care, basis: contract, safeguards: s, frequency: once{more}}}
"
        );
        of(&found(&text), "transfer/derogation-for-systematic-transfer").len()
    };
    for kind in [
        "derogation-49-1-d",
        "derogation-49-1-f",
        "derogation-49-1-2",
    ] {
        assert_eq!(relied(kind, ""), 1, "{kind}");
        assert_eq!(relied(kind, ", necessary-for: the treatment"), 0, "{kind}");
    }
}

#[test]
fn a_recipient_that_no_sentence_discloses_is_one_finding_for_all_services() {
    let text = "
name: A shop
controller: shop
parties: [{id: shop, name: Shop, country: IE}, {id: host, name: Host, country: IE}]
services: [{id: one, sections: One}, {id: two, sections: Two}]
contracts: [{id: a, kind: processor, between: [shop, host], since: 2024-01-01}]
notice:
  title: Notice
  published: 2024-01-01
  text: |
    # One
    We take your name to care for you.
    # Two
    We take your age to care for you.
  statements:
    - {id: a, section: One, quote: We take your name to care for you, collects: {data: name}, uses: customer-care}
    - {id: b, section: Two, quote: We take your age to care for you, collects: {data: age}, uses: customer-care}
flows:
  - {id: in-one, service: one, from: data-subjects, to: shop, data: name, subjects: user, purpose: customer-care, basis: contract}
  - {id: in-two, service: two, from: data-subjects, to: shop, data: age, subjects: user, purpose: customer-care, basis: contract}
  - {id: out-one, service: one, from: shop, to: host, role: processor, data: name, subjects: user, purpose: customer-care, basis: contract}
  - {id: out-two, service: two, from: shop, to: host, role: processor, data: age, subjects: user, purpose: customer-care, basis: contract}
";
    let found = found(text);
    let rule = "disclosure/undisclosed-recipient";
    let own: Vec<&Finding> = found.iter().filter(|it| it.rule == rule).collect();
    let [one] = own[..] else { panic!("{found:#?}") };
    assert_eq!(one.flows.len(), 2);
}
