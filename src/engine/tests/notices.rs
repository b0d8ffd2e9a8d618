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
fn a_notice_of_a_later_day_discloses_nothing_and_is_not_judged() {
    let found = |day: &str| {
        let found = findings("2026-11-25", &published(day));
        found.iter().map(|it| it.rule.clone()).collect::<Vec<_>>()
    };
    let rule = "disclosure/undisclosed-purpose".to_owned();
    assert!(found("2026-11-25").contains(&rule));
    assert_eq!(found("2026-11-26"), Vec::<String>::new());
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
