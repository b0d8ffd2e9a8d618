//! What a check makes of those who act for others, where no rule's own estates ask.

use super::{findings, of};

/// A carrier whose bookings a processor keeps; its office and its staff abroad reach them.
fn reached_from_abroad(controller: &str) -> Vec<String> {
    let text = format!(
        "
controller: line
parties:
  - {{id: line, name: Line, country: {controller}, branches: [{{id: bogota, country: CO}}, {{id: lyon, country: FR}}]}}
  - {{id: deck, name: Deck, country: ES}}
systems: [{{id: bookings, operator: deck, hosting: ES, access: {{by: line, from: TH}}}}]
contracts: [{{id: c, kind: processor, between: [line, deck], instructions-only: true}}]
flows:
  - {{id: in, from: data-subjects, to: bookings, data: name, subjects: customer, purpose: delivery-of-goods, basis: contract}}
  - {{id: out, from: bookings, to: bogota, data: name, subjects: customer, purpose: delivery-of-goods, basis: contract}}
"
    );
    of(&findings("2026-03-01", &text), "transfer/no-safeguard")
}

#[test]
fn a_controller_that_reaches_its_own_data_from_a_branch_or_by_staff_abroad_is_no_importer() {
    assert_eq!(reached_from_abroad("ES"), [""; 0]);
    // One that is established abroad is (EDPB Guidelines 05/2021, example 3).
    assert!(!reached_from_abroad("US").is_empty());
}

/// What is asked about a further use of what patients gave for their care.
fn further_use(to: &str, purpose: &str) -> Vec<String> {
    let text = format!(
        "
controller: clinic
parties: [{{id: clinic, name: Clinic, country: DE}}, {{id: post, name: Post, country: DE}}]
systems: [{{id: files, operator: clinic, hosting: DE}}, {{id: letters, operator: post, hosting: DE}}]
contracts: [{{id: c, kind: processor, between: [clinic, post], instructions-only: true}}]
flows:
  - {{id: in, from: data-subjects, to: files, data: home-address, subjects: patient, purpose: customer-care, basis: contract}}
  - {{id: use, from: files, to: {to}, data: home-address, subjects: patient, purpose: {purpose}, basis: legitimate-interests, interests-assessed: 2026-01-01}}
"
    );
    of(&findings("2026-03-01", &text), "basis/incompatible-purpose")
}

#[test]
fn a_further_purpose_is_asked_about_also_where_a_processor_serves_it() {
    assert_eq!(
        further_use("files, mode: internal", "direct-marketing").len(),
        1
    );
    assert_eq!(further_use("letters", "direct-marketing").len(), 1);
    // What a host does serves the purpose of the controller.
    assert_eq!(further_use("letters", "service-provision"), [""; 0]);
}

#[test]
fn a_purpose_in_the_system_of_a_joint_controller_has_to_be_disclosed() {
    let text = "
controller: line
parties: [{id: line, name: Line, country: ES}, {id: club, name: Club, country: ES}]
systems: [{id: members, operator: club, hosting: ES}]
contracts: [{id: j, kind: joint-controllers, between: [line, club]}]
flows:
  - {id: offers, from: members, to: members, mode: internal, data: name, subjects: member, purpose: direct-marketing, basis: contract}
notice:
  published: 2026-01-01
  text: We use your name to run the club.
  statements: [{id: a, quote: to run the club, uses: service-provision}]
";
    let found = of(
        &findings("2026-03-01", text),
        "disclosure/undisclosed-purpose",
    );
    assert_eq!(found.len(), 1);
}
