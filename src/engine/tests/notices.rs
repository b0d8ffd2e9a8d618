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
