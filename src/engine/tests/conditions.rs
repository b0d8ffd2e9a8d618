//! What a law applies to: exempted flows, excluded uses, promises with a name, marketing by country, and
//! derogations next to clauses.

use super::{findings, of};

fn rules(day: &str, text: &str) -> Vec<String> {
    findings(day, text)
        .into_iter()
        .map(|finding| finding.rule)
        .collect()
}

fn has(found: &[String], rule: &str) -> bool {
    found.iter().any(|it| it == rule)
}

#[test]
fn of_a_flow_that_the_law_exempts_nothing_is_due_in_the_notice() {
    let items = |exemption: &str| {
        let text = format!(
            "
name: A shop
controller: shop
parties:
  - {{id: shop, name: Shop, country: GB}}
  - {{id: police, name: Investigators, country: GB}}
notice: {{text: A notice., statements: [{{id: a, quote: A notice, uses: law-enforcement, relies-on: legitimate-interest}}]}}
flows:
  - {{id: out, from: shop, to: police, subjects: customer, data: name, purpose: law-enforcement, basis: legitimate-interest, interests-assessed: 2024-01-01{exemption}}}
"
        );
        let found = of(&findings("2026-06-01", &text), "notice/missing-information");
        found.iter().any(|it| it.contains("legitimate interests"))
    };
    assert!(items(""));
    assert!(!items(", notice-exemption: uk-sch2-2"));
}

#[test]
fn an_excluded_use_is_known_by_the_terms_of_the_vocabulary() {
    let unmet = |purpose: &str, data: &str| {
        let text = format!(
            "
name: A shop
controller: shop
parties:
  - {{id: shop, name: Shop, country: DE}}
  - {{id: korea, name: Korea, country: KR}}
flows:
  - {{id: out, from: shop, to: korea, subjects: customer, data: {data}, purpose: {purpose}, basis: contract}}
"
        );
        has(
            &rules("2026-06-01", &text),
            "transfer/adequacy-condition-unmet",
        )
    };
    assert!(unmet("credit-checking", "name"));
    assert!(unmet("delivery-of-goods", "credit-score"));
    assert!(!unmet("delivery-of-goods", "name"));
}

#[test]
fn a_promise_with_a_name_is_kept_with_the_one_it_names() {
    let missing = |with: &str, measures: &str| {
        let text = format!(
            "
name: A shop
controller: shop
parties:
  - {{id: shop, name: Shop, country: DE}}
  - {{id: lab, name: Lab, country: DE}}
notice:
  text: We hide your name from Lab.
  statements: [{{id: p, quote: We hide your name, promises: {{measures: pseudonymisation{with}}}}}]
flows:
  - {{id: out, from: shop, to: lab, role: controller, subjects: customer, data: name, purpose: academic-research, basis: contract, measures: {measures}}}
"
        );
        has(
            &rules("2026-06-01", &text),
            "sharing/promised-measure-missing",
        )
    };
    assert!(missing(", with: lab", "encryption"));
    assert!(!missing(", with: lab", "pseudonymisation"));
    // For who holds the key nothing is pseudonymised.
    let key = |holder: &str| format!("pseudonymisation, pseudonym-key-held-by: {holder}");
    assert!(missing(", with: lab", &key("lab")));
    assert!(!missing(", with: lab", &key("shop")));
    // What is promised of our own processing is not promised of others'.
    assert!(!missing("", "encryption"));
}

#[test]
fn the_soft_opt_in_of_charities_is_law_of_the_united_kingdom() {
    let asked = |country: &str, at_collection: &str| {
        let text = format!(
            "
name: A charity
controller: aid
parties:
  - {{id: aid, name: Aid, country: {country}, kind: charity}}
flows:
  - {{id: out, from: aid, to: data-subjects, subjects: customer, data: email-address, purpose: marketing, basis: legitimate-interest, interests-assessed: 2026-03-01, marketing: {{channel: email, soft-opt-in: true, details-from: support, details-collected: 2026-03-01{at_collection}}}}}
"
        );
        has(
            &rules("2026-06-01", &text),
            "basis/marketing-without-consent",
        )
    };
    assert!(asked("IE", ""));
    assert!(!asked("GB", ""));
    // People must be able to refuse when they give their details.
    assert!(!asked("GB", ", opt-out-at-collection: true"));
    assert!(asked("GB", ", opt-out-at-collection: false"));
}

#[test]
fn a_derogation_next_to_clauses_that_are_defeated_is_judged() {
    let found = |derogation: &str, flow: &str| -> Vec<String> {
        let text = format!(
            "
name: An agency
controller: agency
parties:
  - {{id: agency, name: Agency, country: DE}}
  - {{id: hotel, name: Hotel, country: RU, access-laws: sorm}}
safeguards:
  - {{id: c, kind: eu-scc-2021, between: [agency, hotel], module: \"1\", concluded: 2024-01-01, risk-assessment: {{date: 2025-01-01, conclusion: problematic-law}}}}
{derogation}
flows:
  - {{id: out, from: agency, to: hotel, role: controller, subjects: customer, data: name, purpose: delivery-of-goods, basis: contract, {flow}}}
"
        );
        let mut found = rules("2025-06-01", &text);
        found.retain(|rule| rule.starts_with("transfer/"));
        found
    };
    let derogation = "  - {id: d, kind: derogation-49-1-b, between: [agency, hotel]}";
    let once = "frequency: occasional, necessary-for: the stay";
    assert_eq!(found("", once), ["transfer/safeguard-ineffective"]);
    assert!(found(derogation, once).is_empty());
    assert_eq!(
        found(derogation, "frequency: systematic"),
        [
            "transfer/derogation-for-systematic-transfer",
            "transfer/safeguard-ineffective"
        ]
    );
}

#[test]
fn a_processor_at_home_exports_to_the_one_who_reads_its_servers_abroad() {
    let found = |access: &str, idta: &str| -> Vec<String> {
        let text = format!(
            "
name: A shop
controller: shop
parties:
  - {{id: shop, name: Shop, country: GB}}
  - {{id: desk, name: Desk, country: GB}}
  - {{id: cloud, name: Cloud, country: US}}
systems:
  - {{id: app, name: App, operator: desk, hosting: US{access}}}
contracts:
  - {{id: c, kind: processor, between: [shop, desk], sub-processors: general}}
  - {{id: s, kind: sub-processor, between: [desk, cloud]}}
{idta}
flows:
  - {{id: out, from: shop, to: app, subjects: customer, data: name, purpose: delivery-of-goods, basis: contract}}
"
        );
        let found = findings("2026-06-01", &text);
        of(&found, "transfer/no-safeguard")
    };
    let reads = ", access: [{by: cloud, from: US}]";
    let idta = "safeguards: [{id: i, kind: uk-idta, between: [desk, cloud], concluded: 2024-01-01, risk-assessment: {date: 2025-01-01}}]";
    assert_eq!(found(reads, idta), Vec::<String>::new());
    let open = found(reads, "");
    assert_eq!(open.len(), 1, "{open:?}");
    assert!(open[0].starts_with("Desk transfers"), "{open:?}");
}

#[test]
fn who_keeps_data_abroad_for_a_processor_at_home_is_asked_where_nobody_recorded_it() {
    const ASKED: &str = "transfer/importer-not-recorded";
    let found = |country: &str, desk: &str, role: &str, more: &str| -> Vec<String> {
        let text = format!(
            "
name: A shop
controller: shop
parties:
  - {{id: shop, name: Shop, country: {country}}}
  - {{id: desk, name: Desk, country: {desk}}}
  - {{id: cloud, name: Cloud, country: US}}
systems:
  - {{id: app, name: App, operator: desk, hosting: US}}
{more}
flows:
  - {{id: out, from: shop, to: app, role: {role}, subjects: customer, data: name, purpose: delivery-of-goods, basis: contract}}
"
        );
        let found = findings("2022-06-01", &text).into_iter();
        let rules = found
            .map(|it| it.rule)
            .filter(|it| it.starts_with("transfer/"));
        rules.collect()
    };
    for country in ["GB", "DE"] {
        assert_eq!(found(country, country, "processor", ""), [ASKED]);
        let branch = format!("{country}, branches: [{{id: desk-us, country: US}}]");
        assert_eq!(
            found(country, &branch, "processor", ""),
            [""; 0],
            "{country}"
        );
        let elsewhere = format!("{country}, branches: [{{id: desk-in, country: IN}}]");
        assert_eq!(found(country, &elsewhere, "processor", ""), [ASKED]);
        assert_eq!(
            found(country, "US", "processor", ""),
            ["transfer/no-safeguard"]
        );
    }
    // An instrument that is recorded is judged.
    let expired =
        "safeguards: [{id: i, kind: eu-scc-2010, between: [shop, desk], concluded: 2019-01-01}]";
    let judged = found("DE", "DE", "processor", expired);
    assert!(!judged.contains(&ASKED.to_owned()), "{judged:?}");
}

#[test]
fn academic_study_is_left_out_where_a_body_of_academic_study_receives() {
    let found = |lab: &str, purpose: &str| -> Vec<String> {
        let text = format!(
            "
name: A clinic
controller: clinic
parties:
  - {{id: clinic, name: Clinic, country: IE}}
  - {{id: lab, name: Lab, country: JP{lab}}}
flows:
  - {{id: f, from: clinic, to: lab, role: controller, subjects: patient, data: name, purpose: {purpose}, basis: public-task}}
"
        );
        let found = findings("2024-06-01", &text).into_iter();
        let rules = found
            .map(|it| it.rule)
            .filter(|it| it.starts_with("transfer/"));
        rules.collect()
    };
    let unmet = ["transfer/adequacy-condition-unmet"];
    let asked = ["transfer/recipient-kind-not-recorded"];
    let study = "academic-research";
    assert_eq!(found(", is: university", study), unmet);
    assert_eq!(found(", sector: academic-study", study), unmet);
    assert_eq!(found("", study), asked);
    assert_eq!(
        found(", is: organisation", study),
        asked,
        "it may be either"
    );
    assert_eq!(found(", is: manufacturer", study), [""; 0]);
    assert_eq!(found(", is: university", "delivery-of-goods"), [""; 0]);
    assert_eq!(found("", "delivery-of-goods"), [""; 0]);
}

#[test]
fn schedule_1_binds_those_in_the_united_kingdom() {
    let found = |country: &str, day: &str| {
        let text = format!(
            "
name: D
controller: b
parties: [{{id: b, name: B, country: {country}}}]
flows:
  - {{id: f, from: data-subjects, to: b, data: health, subjects: employee, purpose: personnel-management, basis: legal-obligation, basis-in-law: a law, condition: 9(2)(b)}}
  - {{id: g, from: data-subjects, to: b, data: health, subjects: employee, purpose: safeguarding, basis: legal-obligation, basis-in-law: a law, condition: 9(2)(g)}}
"
        );
        let found = findings(day, &text);
        let about = [
            "basis/public-interest-without-schedule-condition",
            "basis/no-policy-document",
        ];
        let rules = found.into_iter().map(|it| it.rule);
        rules.filter(|it| about.contains(&it.as_str())).count()
    };
    assert_eq!(found("FR", "2019-06-01"), 0);
    assert_eq!(found("GB", "2019-06-01"), 2);
    assert_eq!(found("FR", "2024-06-01"), 0);
    assert_eq!(found("GB", "2024-06-01"), 2);
}

#[test]
fn that_no_condition_applies_can_be_stated() {
    let found = |condition: &str| {
        let text = format!(
            "
controller: b
not-recorded: basis
parties: [{{id: b, name: B, country: DE}}]
flows:
  - {{id: f, from: data-subjects, to: b, data: health, subjects: employee, purpose: personnel-management, basis: contract{condition}}}
"
        );
        let found = findings("2026-06-01", &text);
        let rules = [
            "basis/special-category-without-condition",
            "basis/condition-not-recorded",
        ];
        rules.map(|rule| found.iter().filter(|it| it.rule == rule).count())
    };
    assert_eq!(found(""), [0, 1]);
    assert_eq!(found(", condition: none"), [1, 0]);
}
