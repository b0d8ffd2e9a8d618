//! What a check makes of small estates: questions that no single rule's fixture asks.

mod acting;
mod adequacy;
mod agreements;
mod bases;
mod causes;
mod conditions;
mod consents;
mod contracts;
mod decisions;
mod disclosure;
mod documents;
mod duties;
mod elsewhere;
mod fit;
mod grounds;
mod joint;
mod mechanisms;
mod notices;
mod offences;
mod precision;
mod publisher;
mod purposes;
mod reach;
mod recipients;
mod sides;
mod transcribed;
mod transfers;

use crate::engine::check::Check;
use crate::engine::finding::Finding;
use crate::engine::policy::Rules;
use crate::input::MemoryFiles;

/// The findings of an estate of one file on a day.
pub(super) fn findings(day: &str, text: &str) -> Vec<Finding> {
    let files = MemoryFiles::new().with("fairnotice.yaml", text);
    let loaded = crate::estate::load(&files, "fairnotice.yaml");
    let estate = match loaded.estate {
        Ok(estate) => estate,
        Err(errors) => panic!("{errors:#?}"),
    };
    let rules = Rules::load(&estate, &loaded.sources).unwrap();
    let day = day.parse().unwrap();
    Check::new(&estate, &loaded.sources, &rules, day)
        .run()
        .unwrap()
        .findings
}

/// The findings of a rule, as `flow: message`.
pub(super) fn of(findings: &[Finding], rule: &str) -> Vec<String> {
    let found = findings.iter().filter(|finding| finding.rule == rule);
    found.map(|finding| finding.message.clone()).collect()
}

/// The rules that found something about movements.
fn rules_on_movements(findings: &[Finding]) -> Vec<&str> {
    let found = findings.iter().filter(|finding| !finding.flows.is_empty());
    found.map(|finding| finding.rule.as_str()).collect()
}

const PARTIES: &str = "
name: Two schools and a supplier
controller: us
parties:
  - {id: us, name: Us, country: GB}
  - {id: school, name: The school, country: GB}
  - {id: cloud, name: Cloud, country: GB}
  - {id: other, name: Other, country: GB}
contracts:
  - {id: ours, kind: processor, between: [school, us]}
  - {id: theirs, kind: processor, between: [school, cloud]}
systems:
  - {id: their-store, name: Their store, operator: school, hosting: GB, access: [{by: cloud, from: GB}]}
notice:
  text: We use your name.
  statements: [{id: name, quote: your name, collects: {data: name}}]
";

#[test]
fn what_another_controller_does_with_its_own_is_not_for_our_notice() {
    let flow = "
  - {id: f, from: data-subjects, to: school, on-behalf-of: school, subjects: student, data: [username, name], purpose: academic-research, basis: public-task}
  - {id: g, from: school, to: their-store, on-behalf-of: school, subjects: student, data: [username, name], purpose: academic-research, basis: public-task}
";
    let found = findings("2024-06-01", &format!("{PARTIES}flows:{flow}"));
    assert_eq!(rules_on_movements(&found), Vec::<&str>::new());
    // What it sends to us, we do have to disclose.
    let found = findings(
        "2024-06-01",
        &format!(
            "{PARTIES}flows:{flow}  - {{id: h, from: school, to: us, on-behalf-of: school, subjects: student, data: [username, name], purpose: academic-research, basis: public-task}}\n"
        ),
    );
    assert!(
        of(&found, "disclosure/undisclosed-data")
            .iter()
            .any(|message| message.contains("username")),
        "{found:#?}"
    );
}

#[test]
fn a_controller_has_data_of_its_own_and_a_processor_only_what_it_was_given() {
    // The school gets something back, and still knows its pupils from elsewhere.
    let flows = |sender: &str| {
        format!(
            "{PARTIES}flows:
  - {{id: back, from: us, to: {sender}, on-behalf-of: school, subjects: student, data: name, purpose: academic-research, basis: public-task}}
  - {{id: first, from: school, to: us, on-behalf-of: school, subjects: student, data: name, purpose: academic-research, basis: public-task}}
  - {{id: more, from: {sender}, to: other, on-behalf-of: school, subjects: student, data: [name, age], purpose: academic-research, basis: public-task}}
"
        )
    };
    let rule = "minimisation/data-without-source";
    let found = findings("2024-06-01", &flows("school"));
    assert_eq!(of(&found, rule), Vec::<String>::new());
    let found = findings("2024-06-01", &flows("cloud"));
    assert!(
        of(&found, rule)
            .iter()
            .any(|message| message.contains("age")),
        "{found:#?}"
    );
}

/// An estate of a UK controller that sends to Ireland, with words about countries.
fn to_ireland(words: &str) -> Vec<Finding> {
    findings(
        "2024-06-01",
        &format!(
            "
name: A shop
controller: shop
parties:
  - {{id: shop, name: Shop, country: GB}}
  - {{id: host, name: Host, country: IE}}
notice:
  text: Some of it goes abroad.
  statements: [{{id: abroad, quote: goes abroad, transfers: {{to: {words}}}}}]
flows:
  - {{id: f, from: shop, to: host, subjects: customer, data: name, purpose: delivery-of-goods, basis: contract}}
"
        ),
    )
}

#[test]
fn ireland_is_outside_the_uk_and_not_outside_the_eea() {
    let found_for = |words| {
        let found = to_ireland(words);
        let verdicts = ["undisclosed", "vague"];
        verdicts.map(|verdict| of(&found, &format!("disclosure/{verdict}-transfer")).len())
    };
    assert_eq!(found_for("IE"), [0, 0]);
    assert_eq!(found_for("outside-uk"), [0, 1]);
    assert_eq!(found_for("third-countries"), [0, 1]);
    assert_eq!(found_for("outside-eea"), [1, 0]);
    assert_eq!(found_for("outside-uk+eea"), [1, 0]);
}

#[test]
fn who_denies_that_data_go_outside_of_both_says_that_they_stay_there() {
    let to = |country: &str| {
        let text = format!(
            "
name: A shop
controller: shop
parties: [{{id: shop, name: Shop, country: GB}}, {{id: host, name: Host, country: {country}}}]
notice:
  title: Privacy
  published: 2024-01-01
  text: Host keeps it. It stays in the UK and the EEA.
  statements:
    - {{id: a, quote: Host keeps it, shares: {{with: host}}}}
    - {{id: b, quote: It stays in the UK and the EEA, transfers: {{none: true, to: outside-uk+eea}}}}
flows:
  - {{id: f, from: shop, to: host, subjects: customer, data: name, purpose: delivery-of-goods, basis: contract}}
"
        );
        let found = findings("2024-06-01", &text);
        let verdicts = ["undisclosed", "vague", "ambiguous", "contradicted"];
        verdicts.map(|verdict| of(&found, &format!("disclosure/{verdict}-transfer")).len())
    };
    assert_eq!(to("IE"), [0, 0, 0, 0]);
    assert_eq!(to("US"), [0, 0, 0, 1]);
}

#[test]
fn who_reaches_a_system_is_judged_by_what_this_flow_puts_there() {
    let flow = |id: &str, service: &str, from: &str, to: &str, data: &str| {
        format!(
            "  - {{id: {id}, service: {service}, from: {from}, to: {to}, subjects: customer, data: {data}, purpose: delivery-of-goods, basis: contract}}\n"
        )
    };
    let text = format!(
        "
name: A shop
controller: shop
parties:
  - {{id: shop, name: Shop, country: GB}}
  - {{id: host, name: Host, country: GB}}
  - {{id: helper, name: Helper, country: GB}}
systems:
  - {{id: store, name: Store, operator: host, hosting: GB, access: [{{by: helper, from: GB}}]}}
services:
  - {{id: orders, name: Orders}}
  - {{id: letters, name: Letters}}
notice:
  text: For letters, Host and Helper help. For orders, Host does.
  statements:
    - {{id: l, quote: Host and Helper help, services: letters, shares: {{with: [host, helper]}}}}
    - {{id: o, quote: Host does, services: orders, shares: {{with: host}}}}
flows:
{}{}{}{}",
        flow("a", "letters", "data-subjects", "shop", "name"),
        flow("b", "letters", "shop", "store", "name"),
        flow("c", "orders", "data-subjects", "shop", "name"),
        flow("d", "orders", "shop", "store", "name"),
    );
    let found = findings("2024-06-01", &text);
    let found_for =
        |finding: &&Finding| finding.rule == "disclosure/undisclosed-indirect-recipient";
    let flows: Vec<usize> = found
        .iter()
        .filter(found_for)
        .flat_map(|finding| finding.flows.iter().map(|flow| flow.index()))
        .collect();
    assert_eq!(flows, [3], "of the orders, and not of the letters");
}

#[test]
fn who_runs_a_system_on_the_way_gets_the_data() {
    let text = |system: &str| {
        format!(
            "
name: A shop
controller: shop
parties:
  - {{id: shop, name: Shop, country: GB}}
  - {{id: courier, name: Courier, country: GB}}
  - {{id: relay, name: Relay, country: IN}}
systems:
  - {{id: box, name: Box, operator: relay{system}}}
notice:
  text: Courier gets your name.
  statements: [{{id: n, quote: Courier gets your name, shares: {{with: courier}}, collects: {{data: name}}}}]
flows:
  - {{id: in, from: data-subjects, to: shop, subjects: customer, data: name, purpose: delivery-of-goods, basis: contract}}
  - {{id: out, from: shop, to: courier, via: box, subjects: customer, data: name, purpose: delivery-of-goods, basis: contract}}
"
        )
    };
    let found = findings("2024-06-01", &text(", hosting: IN"));
    assert_eq!(
        of(&found, "disclosure/undisclosed-recipient"),
        ["the notice does not disclose Relay as a recipient of name of customers"]
    );
    assert_eq!(of(&found, "transfer/no-safeguard").len(), 1);
    assert_eq!(of(&found, "sharing/processor-without-contract").len(), 1);
    // What only passes on is no recipient.
    let found = findings("2024-06-01", &text(", transit-only: true"));
    assert_eq!(of(&found, "disclosure/undisclosed-recipient").len(), 0);
    assert_eq!(of(&found, "transfer/no-safeguard").len(), 0);
}

/// The findings of an estate of one controller, with some statements, on one flow in and one out.
fn findings_with(statements: &str, purposes: &str, via: &str) -> Vec<Finding> {
    findings(
        "2024-06-01",
        &format!(
            "
name: A shop
controller: shop
parties:
  - {{id: shop, name: Shop, country: GB}}
  - {{id: host, name: Host, country: US}}
systems:
  - {{id: box, name: Box, operator: host, hosting: US}}
  - {{id: other, name: Other, operator: host, hosting: US}}
notice:
  text: One. Two. Three. Four.
  statements: [{statements}]
flows:
  - {{id: in, from: data-subjects, to: shop, subjects: customer, data: name, purpose: [{purposes}], basis: contract}}
  - {{id: out, from: shop, to: {via}, subjects: customer, data: name, purpose: [{purposes}], basis: contract}}
"
        ),
    )
}

#[test]
fn to_deny_a_source_is_not_to_deny_the_data() {
    let yes = "{id: a, quote: One, collects: {data: name}}";
    let no = "{id: b, quote: Two, collects: {none: true, data: name, from: host}}";
    let found = findings_with(&format!("{yes}, {no}"), "delivery-of-goods", "box");
    assert_eq!(
        of(&found, "disclosure/ambiguous-data").len(),
        0,
        "{found:#?}"
    );
    assert_eq!(of(&found, "disclosure/undisclosed-data").len(), 0);
}

#[test]
fn a_sentence_on_the_use_of_some_data_says_nothing_of_others() {
    let found_for = |data: &str| {
        let uses =
            format!("{{id: a, quote: One, uses: {{purposes: delivery-of-goods, data: {data}}}}}");
        let found = findings_with(&uses, "delivery-of-goods", "box");
        of(&found, "disclosure/undisclosed-purpose").is_empty()
    };
    assert!(found_for("name"));
    assert!(!found_for("age"));
}

#[test]
fn the_basis_of_each_purpose_may_be_in_a_sentence_of_its_own() {
    let basis = |id: &str, quote: &str, purpose: &str| {
        format!("{{id: {id}, quote: {quote}, relies-on: {{basis: contract, purposes: {purpose}}}}}")
    };
    let one = basis("a", "One", "delivery-of-goods");
    let two = basis("b", "Two", "customer-care");
    let both = "delivery-of-goods, customer-care";
    let found_for = |statements: &str| {
        let found = findings_with(statements, both, "box");
        of(&found, "disclosure/undisclosed-basis").is_empty()
    };
    let uses = format!("{{id: c, quote: One, uses: [{both}]}}");
    assert!(found_for(&format!("{uses}, {one}, {two}")));
    assert!(!found_for(&format!("{uses}, {one}")));
    // Of a purpose that is not disclosed the purpose itself is what is missing.
    assert!(found_for(&one));
}

#[test]
fn a_sharing_through_one_system_discloses_no_places_of_another() {
    let shares = "{id: a, quote: One, shares: {with: host, through: box, to: US}}";
    let found_for = |system: &str| {
        let found = findings_with(shares, "delivery-of-goods", system);
        of(&found, "disclosure/undisclosed-transfer").is_empty()
    };
    assert!(found_for("box"));
    assert!(!found_for("other"));
}
