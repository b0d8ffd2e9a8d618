//! Joint controllers, and those who act for one of them.

use super::{findings, of, rules_on_movements};

/// Two joint controllers in an estate of one of them.
fn two(us: &str, more: &str) -> String {
    format!(
        "
name: Us
controller: {us}
parties:
  - {{id: a, name: A, country: FR}}
  - {{id: b, name: B, country: FR}}
  - {{id: host, name: Host, country: FR}}
systems: [{{id: sys, operator: host, hosting: FR}}]
{more}"
    )
}

const WHAT: &str =
    "data: name, subjects: customer, purpose: customer-care, basis: contract, retention: P1Y";

const ARRANGED: &str = "  - {id: j, kind: joint-controllers, between: [a, b], since: 2020-01-01}\n";

#[test]
fn the_one_that_receives_needs_the_arrangement_as_well() {
    let rule = "sharing/joint-controllers-without-arrangement";
    let flow = format!("flows: [{{id: f, from: a, to: b, role: joint-controller, {WHAT}}}]\n");
    for us in ["a", "b"] {
        let found = |contracts: &str| {
            let text = two(us, &format!("{contracts}{flow}"));
            of(&findings("2024-06-01", &text), rule).len()
        };
        assert_eq!(found("contracts: []\n"), 1, "{us}");
        assert_eq!(found(&format!("contracts:\n{ARRANGED}")), 0, "{us}");
    }
}

#[test]
fn an_arrangement_is_asked_for_once_whichever_way_data_go() {
    let rule = "sharing/joint-controllers-without-arrangement";
    let flows = format!(
        "contracts: []\nflows:\n  - {{id: out, from: a, to: b, role: joint-controller, {WHAT}}}\n  - {{id: back, from: b, to: a, role: joint-controller, {WHAT}}}\n"
    );
    assert_eq!(
        of(&findings("2024-06-01", &two("a", &flows)), rule).len(),
        1
    );
}

#[test]
fn of_joint_controllers_one_may_engage_the_processor() {
    let rule = "sharing/processor-without-contract";
    let engaged = "  - {id: c, kind: processor, between: [b, host], since: 2020-01-01, instructions-only: true}\n";
    let found = |contracts: &str, role: &str| {
        let flows = format!(
            "flows:\n  - {{id: in, from: data-subjects, to: sys, {WHAT}}}\n  - {{id: y, from: sys, to: b, role: {role}, {WHAT}}}\n"
        );
        let text = two("a", &format!("contracts:\n{contracts}{flows}"));
        of(&findings("2024-06-01", &text), rule).len()
    };
    let joint = "joint-controller";
    assert_eq!(found(&format!("{ARRANGED}{engaged}"), joint), 0);
    assert_eq!(
        found(engaged, joint),
        0,
        "the arrangement is what is missing"
    );
    assert_eq!(found(engaged, "controller"), 1, "B decides for itself");
    assert_eq!(found(ARRANGED, joint), 1, "nobody engages it");
}

#[test]
fn what_comes_back_from_a_joint_controller_has_no_new_source() {
    let notice = "notice:
  text: You give us your name for care, by contract, for a year. B is our joint controller.
  statements:
    - {id: s1, quote: You give us your name, collects: {data: name, from: data-subjects}, uses: customer-care}
    - {id: s2, quote: by contract, relies-on: contract}
    - {id: s3, quote: for a year, retains: P1Y}
    - {id: s4, quote: B is our joint controller, shares: {with: b}}
";
    let rule = "disclosure/undisclosed-source";
    let found = |purpose: &str| {
        let back = WHAT.replace("customer-care", purpose);
        let flows = format!(
            "flows:\n  - {{id: in, from: data-subjects, to: a, {WHAT}}}\n  - {{id: out, from: a, to: b, role: joint-controller, {WHAT}}}\n  - {{id: back, from: b, to: a, role: joint-controller, {back}}}\n"
        );
        let text = two("a", &format!("contracts:\n{ARRANGED}{notice}{flows}"));
        of(&findings("2024-06-01", &text), rule).len()
    };
    assert_eq!(found("customer-care"), 0);
    assert_eq!(found("commercial-research"), 1, "given for another purpose");
}

#[test]
fn a_processor_needs_the_contract_in_its_own_estate_as_well() {
    let rule = "sharing/processor-without-contract";
    let flow = format!(
        "services: [{{id: m, on-behalf-of: a}}]\nservice: m\nflows: [{{id: f, from: a, to: sys, {WHAT}}}]\n"
    );
    let found = |contracts: &str| {
        let text = two("host", &format!("{contracts}{flow}"));
        of(&findings("2024-06-01", &text), rule)
    };
    assert_eq!(
        found("contracts: []\n"),
        [
            "Host processes name of customers for A, and no contract between them is in force on 2024-06-01"
        ]
    );
    let engaged = "contracts: [{id: c, kind: processor, between: [a, host], since: 2020-01-01, instructions-only: true}]\n";
    assert_eq!(found(engaged), [""; 0]);
}

#[test]
fn the_one_from_whose_pages_data_are_taken_engages_nobody() {
    let found = |mode: &str| {
        let flow = format!("contracts: []\nflows: [{{id: f, from: b, to: sys{mode}, {WHAT}}}]\n");
        let found = findings("2024-06-01", &two("a", &flow));
        let rules = rules_on_movements(&found);
        let rules = rules.into_iter().filter(|it| it.starts_with("sharing/"));
        rules.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(
        found(", mode: scraped"),
        ["sharing/processor-without-contract"]
    );
}
