//! What a notice says of its publisher, and of the law to which a sentence refers.

use super::{findings, of};

#[test]
fn controller_and_processor_of_the_same_is_a_contradiction() {
    let contradicts = |one: &str, other: &str| {
        let text = format!(
            "
name: A shop
controller: shop
parties: [{{id: shop, name: Shop, country: FR}}]
services: [{{id: mail, name: Mail}}, {{id: web, name: Web}}]
notice:
  text: One. Two.
  statements:
    - {{id: a, quote: One, {one}}}
    - {{id: b, quote: Two, {other}}}
"
        );
        let found = findings("2024-06-01", &text);
        !of(&found, "notice/contradiction").is_empty()
    };
    let controller = "acts-as: controller";
    assert!(contradicts(controller, "acts-as: processor"));
    assert!(!contradicts(controller, controller));
    assert!(!contradicts("acts-as: processor", "acts-as: processor"));
    // A sentence on some data, people or services is an exception to a general one.
    for exception in [
        "role: processor, data: name",
        "role: processor, subjects: customer",
    ] {
        assert!(!contradicts(
            controller,
            &format!("acts-as: {{{exception}}}")
        ));
    }
    assert!(!contradicts(
        controller,
        "acts-as: processor, services: mail"
    ));
    // The same data, and others.
    let of_names = "acts-as: {role: controller, data: name}";
    assert!(contradicts(
        of_names,
        "acts-as: {role: processor, data: [name, age]}"
    ));
    assert!(!contradicts(
        of_names,
        "acts-as: {role: processor, data: age}"
    ));
    // The same service, and another.
    let of_mail = "acts-as: controller, services: mail";
    assert!(contradicts(
        of_mail,
        "acts-as: processor, services: [web, mail]"
    ));
    assert!(!contradicts(of_mail, "acts-as: processor, services: web"));
}

#[test]
fn a_sentence_that_refers_to_one_law_counts_under_it_alone() {
    let found = |country: &str, statements: &str| {
        let text = format!(
            "
name: A shop
controller: shop
parties: [{{id: shop, name: Shop, country: {country}}}, {{id: host, name: Host, country: US}}]
safeguards:
  - {{id: eu, kind: eu-scc-2021, between: [shop, host], concluded: 2023-01-01, risk-assessment: {{date: 2023-01-01}}}}
  - {{id: uk, kind: uk-idta, between: [shop, host], concluded: 2023-01-01, risk-assessment: {{date: 2023-01-01}}}}
notice:
  text: One. Two.
  statements: [{statements}]
flows:
  - {{id: out, from: shop, to: host, data: name, subjects: customer, purpose: delivery-of-goods, basis: contract}}
"
        );
        let found = findings("2024-06-01", &text);
        let rules = [
            "disclosure/undisclosed-transfer",
            "disclosure/undisclosed-basis",
            "notice/contradiction",
            "disclosure/ambiguous-transfer",
        ];
        rules.map(|rule| of(&found, rule).len())
    };
    let says = "uses: delivery-of-goods, informs: recipients";
    let both = format!(
        "{{id: a, quote: One, {says}}},
         {{id: b, quote: Two, regime: uk-gdpr, transfers: {{to: US, safeguards: uk-idta}}, relies-on: contract}}"
    );
    assert_eq!(found("GB", &both), [0; 4]);
    assert_eq!(found("FR", &both), [1, 1, 0, 0]);
    // Yes under one law and no under the other is no contradiction.
    let denied = |regime: &str| {
        format!(
            "{{id: a, quote: One, transfers: {{to: US}}, regime: uk-gdpr}},
             {{id: b, quote: Two, transfers: none{regime}}}"
        )
    };
    assert_eq!(found("GB", &denied(", regime: eu-gdpr"))[2..], [0, 0]);
    assert_eq!(found("GB", &denied(""))[2..], [0, 1]);
}
