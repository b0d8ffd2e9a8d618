//! Which notice counts on a day, and what its sentences are one cause of.

use super::{findings, of};

/// An estate whose notice is published on a day and discloses no purpose.
fn published(day: &str) -> String {
    format!(
        "
controller: us
parties: [{{id: us, name: Us, country: FR}}]
notice:
  published: {day}
  text: We take your name.
  statements: [{{id: n, quote: We take your name, collects: {{data: name}}}}]
flows:
  - {{id: f, from: data-subjects, to: us, subjects: customer, data: name, purpose: service-provision, basis: contract}}
"
    )
}

#[test]
fn a_notice_of_a_later_day_is_compared_as_the_first_that_is_known() {
    let found = |day: &str| {
        let found = findings("2026-11-25", &published(day));
        found.iter().map(|it| it.rule.clone()).collect::<Vec<_>>()
    };
    let rule = "disclosure/undisclosed-purpose".to_owned();
    assert!(found("2026-11-25").contains(&rule));
    assert_eq!(found("2026-11-26"), found("2026-11-25"));
}

#[test]
fn a_further_recipient_is_disclosed_in_the_service_that_passes_the_data_on() {
    let text = |services: &str, more: &str| {
        format!(
            "
controller: works
parties:
  - {{id: works, name: Works, country: DE}}
  - {{id: sister, name: Sister, country: FR}}
  - {{id: talent, name: Talentwala, country: FR}}
systems: [{{id: hris, operator: works, hosting: DE}}]
services: [{{id: work, name: Work}}, {{id: talents, name: Talents}}]
notice:
  text: One. Two. Three.
  statements:
    - {{id: a, quote: One, services: talents, shares: {{with: sister}}}}
    - {{id: b, quote: Two, services: {services}, shares: {{with: talent}}}}
flows:
  - {{id: file, service: work, from: data-subjects, to: hris, data: name, subjects: employee, purpose: human-resource-management, basis: contract}}
{more}
  - {{id: share, service: talents, from: hris, to: sister, data: name, subjects: employee, purpose: human-resource-management, basis: contract}}
  - {{id: onward, service: talents, from: sister, to: talent, data: name, subjects: employee, purpose: human-resource-management, basis: contract}}
"
        )
    };
    let talents = "  - {id: own, service: talents, from: data-subjects, to: hris, data: name, subjects: employee, purpose: human-resource-management, basis: contract}";
    let count = |services: &str, more: &str| {
        let found = findings("2026-11-25", &text(services, more));
        of(&found, "disclosure/undisclosed-indirect-recipient").len()
    };
    assert_eq!(count("talents", talents), 0);
    assert_eq!(count("work", talents), 1);
    // What only the other service collected, people are informed of there.
    assert_eq!(count("talents", ""), 1);
    assert_eq!(count("work", ""), 0);
}

#[test]
fn another_condition_of_art_9_is_one_finding_however_many_hosts_have_the_data() {
    let text = "
controller: inst
parties: [{id: inst, name: Inst, country: FR}, {id: hosp, name: Hospital, country: FR}, {id: host, name: Host, country: FR}]
systems: [{id: db, operator: host, hosting: FR}]
contracts: [{id: c, kind: processor, between: [inst, host], instructions-only: true}]
notice:
  text: The hospital sends us your diagnosis for reasons of public health.
  statements:
    - {id: a, quote: The hospital sends us your diagnosis, collects: {data: diagnosis, from: hosp}}
    - {id: c, quote: for reasons of public health, relies-on: {condition: 9(2)(i), data: diagnosis}}
flows:
  - {id: in, from: hosp, to: db, data: diagnosis, subjects: patient, purpose: scientific-research, basis: public-task, basis-in-law: x, condition: 9(2)(j), impact-assessed: 2026-01-01}
";
    let found = findings("2026-11-25", text);
    assert_eq!(
        of(&found, "disclosure/contradicted-condition").len(),
        1,
        "{found:#?}"
    );
}

#[test]
fn a_sentence_that_denies_what_several_say_is_one_cause() {
    let text = "
controller: shop
parties:
  - {id: shop, name: Shop, country: FR}
  - {id: mill, name: Mill, country: FR}
  - {id: post, name: Post, country: FR}
notice:
  text: Mill gets your name. Post may help. We share it with nobody.
  statements:
    - {id: a, quote: Mill gets your name, shares: {with: mill}}
    - {id: b, quote: Post may help, shares: {with: post}}
    - {id: c, quote: We share it with nobody, shares: none}
flows:
  - {id: f, from: shop, to: mill, data: name, subjects: customer, purpose: service-provision, basis: contract}
";
    let found = findings("2026-11-25", text);
    assert_eq!(
        of(&found, "disclosure/ambiguous-recipient").len(),
        1,
        "{found:#?}"
    );
    assert_eq!(of(&found, "notice/contradiction"), Vec::<String>::new());
}
