//! Adequacy and who keeps data abroad, as estates record them in practice: the kind of a recipient and no law, one list
//! of two, machines in another country.

use super::{findings, of};

/// The rules on transfers that find something where a controller gives a name to a recipient.
fn given(controller: &str, recipient: &str, purpose: &str, day: &str) -> Vec<String> {
    let text = format!(
        "
controller: a
parties:
  - {{id: a, name: A, country: {controller}}}
  - {{id: b, name: B, {recipient}}}
flows:
  - {{id: f, from: a, to: b, role: controller, data: name, subjects: client, purpose: {purpose}, basis: contract}}
"
    );
    let rules = findings(day, &text).into_iter().map(|it| it.rule);
    rules.filter(|it| it.starts_with("transfer/")).collect()
}

const DAY: &str = "2026-11-25";
const UNMET: &str = "transfer/adequacy-condition-unmet";

#[test]
fn who_is_of_a_kind_that_a_law_binds_is_subject_to_it() {
    let found = |recipient: &str| given("DE", recipient, "customer-management", DAY);
    for bound in [
        "country: KR, kind: public-authority",
        "country: BR, kind: charity",
        "country: JP, kind: charity",
        "country: FO, kind: public-authority",
        "country: CA",
    ] {
        assert_eq!(found(bound), [""; 0], "{bound}");
    }
    // The Canadian act binds organisations in trade alone, and the Japanese one no authority.
    for free in [
        "country: CA, kind: charity",
        "country: JP, kind: public-authority",
        "country: KR, kind: charity, subject-to: lgpd",
    ] {
        assert_eq!(found(free), [UNMET], "{free}");
    }
}

#[test]
fn who_is_on_the_list_of_an_extension_is_on_the_list_that_it_extends() {
    let found = |controller: &str, entries: &str| {
        let recipient = format!("country: US, certifications: {entries}");
        given(controller, &recipient, "customer-management", DAY)
    };
    let extension = "{scheme: dpf-uk-extension, from: 2024-01-01}";
    assert_eq!(found("GB", extension), [""; 0]);
    assert_eq!(found("DE", extension), [""; 0]);
    // An entry that ended says otherwise.
    let ended = format!("[{extension}, {{scheme: eu-dpf, from: 2024-01-01, until: 2025-01-01}}]");
    assert!(!found("GB", &ended).is_empty());
    // The framework does not bring the extension with it.
    assert!(!found("GB", "{scheme: eu-dpf, from: 2024-01-01}").is_empty());
}

#[test]
fn the_control_of_immigration_was_left_out_whichever_word_is_used() {
    let found = |purpose: &str, day: &str| {
        let recipient = "country: GB, kind: public-authority";
        given("DE", recipient, purpose, day)
    };
    for purpose in [
        "immigration-management",
        "immigration-border-control-management",
    ] {
        assert_eq!(found(purpose, "2024-03-01"), [UNMET], "{purpose}");
    }
    assert_eq!(found("customer-management", "2024-03-01"), [""; 0]);
}

/// What is found of a name that a processor keeps abroad; the notice states nothing of that.
fn kept(seats: [&str; 2], hosting: &str, more: &str, flows: &str) -> Vec<String> {
    let text = format!(
        "
controller: a
parties:
  - {{id: a, name: A, country: {}}}
  - {{id: host, name: Host, country: {}}}
  - {{id: other, name: Other, country: {hosting}}}
systems: [{{id: s, operator: host, hosting: {hosting}{more}}}]
contracts: [{{id: c, kind: processor, between: [a, host], sub-processors: general, instructions-only: true}}]
flows:
  - {{id: f, from: data-subjects, to: s, data: [name, health], subjects: patient, purpose: customer-management, basis: contract}}
{flows}
notice:
  text: We take your name and keep it with Host.
  statements: [{{id: n, quote: We take your name, collects: {{data: [name, health]}}, shares: {{with: host}}}}]
",
        seats[0], seats[1]
    );
    let rules = findings(DAY, &text).into_iter().map(|it| it.rule);
    let wanted = [
        "disclosure/undisclosed-transfer",
        "transfer/importer-not-recorded",
    ];
    rules.filter(|it| wanted.contains(&it.as_str())).collect()
}

#[test]
fn who_keeps_data_abroad_for_a_processor_at_home_is_asked_where_no_mechanism_covers_it() {
    let undisclosed = "disclosure/undisclosed-transfer";
    let asked = "transfer/importer-not-recorded";
    assert_eq!(kept(["DE", "DE"], "US", "", ""), [undisclosed, asked]);
    assert_eq!(kept(["GB", "GB"], "IE", "", ""), [undisclosed]);
    // Of a processor that is abroad itself there is nothing to ask.
    assert_eq!(kept(["GB", "IE"], "IE", "", ""), [undisclosed]);
}

#[test]
fn a_recipient_of_something_else_says_nothing_of_who_keeps_the_data() {
    let asked = ["transfer/importer-not-recorded".to_owned()];
    let given = |role: &str| {
        let flow = format!(
            "  - {{id: g, from: s, to: other, role: {role}, data: name, subjects: patient, purpose: customer-management, basis: contract}}"
        );
        kept(["DE", "DK"], "US", "", &flow)
    };
    // That a partner receives something in that country leaves open who keeps the rest there.
    assert!(
        given("controller").contains(&asked[0]),
        "{:?}",
        given("controller")
    );
    // One whom the processor engaged keeps it.
    assert!(!given("sub-processor").contains(&asked[0]));
    let reads = |engaged: &str| {
        let contracts = ", access: {by: other, from: US}";
        let flows = engaged.to_owned();
        kept(["DE", "DK"], "US", contracts, &flows)
    };
    assert!(!reads("").contains(&asked[0]));
    let ours =
        "contracts: [{id: c2, kind: processor, between: [a, other], instructions-only: true}]";
    let text = |more: &str| {
        format!(
            "
controller: a
parties:
  - {{id: a, name: A, country: DE}}
  - {{id: host, name: Host, country: DK}}
  - {{id: other, name: Other, country: US}}
systems: [{{id: s, operator: host, hosting: US, access: {{by: other, from: US}}}}]
{more}
flows:
  - {{id: f, from: data-subjects, to: s, data: name, subjects: patient, purpose: customer-management, basis: contract}}
"
        )
    };
    // One whom the controller engaged reads there for the controller.
    let found = findings(DAY, &text(ours));
    assert_eq!(of(&found, "transfer/importer-not-recorded").len(), 1);
}

#[test]
fn what_another_transfers_to_us_is_for_its_own_notice() {
    let found = |from: &str| {
        let text = format!(
            "
controller: a
parties:
  - {{id: a, name: A, country: GB, branches: [{{id: a-de, country: DE}}], scope: {{eu-gdpr: art3-1, uk-gdpr: art3-1}}}}
  - {{id: b, name: B, country: DE}}
contracts: [{from}]
flows:
  - {{id: f, from: b, to: a, data: name, subjects: applicant, purpose: recruitment-management, basis: legitimate-interests}}
notice:
  text: We take your name.
  statements: [{{id: n, quote: We take your name, collects: {{data: name, from: b}}}}]
"
        );
        of(&findings(DAY, &text), "disclosure/undisclosed-transfer").len()
    };
    assert_eq!(found(""), 0);
    // What our processor sends back to us we transfer by it.
    assert_eq!(found("{id: c, kind: processor, between: [a, b]}"), 1);
}

#[test]
fn a_sentence_may_name_the_mechanism_of_either_regime() {
    let found = |words: &str| {
        let text = format!(
            "
controller: a
parties:
  - {{id: a, name: A, country: GB, branches: [{{id: a-de, country: DE}}], scope: {{eu-gdpr: art3-1, uk-gdpr: art3-1}}}}
  - {{id: b, name: B, country: NZ}}
flows:
  - {{id: f, from: a, to: b, role: controller, data: name, subjects: client, purpose: customer-management, basis: contract}}
notice:
  text: B is in New Zealand.
  statements: [{{id: n, quote: B is in New Zealand, shares: {{with: b}}, transfers: {{to: NZ, with: b, safeguards: {words}}}}}]
"
        );
        of(&findings(DAY, &text), "notice/outdated-mechanism").len()
    };
    assert_eq!(found("[commission-adequacy, uk-adequacy-regulations]"), 0);
    assert_eq!(found("commission-adequacy"), 1);
}

#[test]
fn the_day_of_a_later_review_leaves_open_whether_there_was_an_assessment_before() {
    let found = |concluded: &str, day: &str| {
        let text = format!(
            "
controller: a
parties: [{{id: a, name: A, country: DE}}, {{id: b, name: B, country: IN}}]
safeguards: [{{id: s, kind: eu-scc-2021, module: '1', between: [a, b], concluded: {concluded}, risk-assessment: {{date: 2026-04-02, conclusion: adequate}}}}]
flows: [{{id: f, from: a, to: b, role: controller, data: name, subjects: client, purpose: customer-management, basis: contract, safeguards: s}}]
"
        );
        let found = findings(day, &text);
        let rules = [
            "transfer/no-risk-assessment",
            "transfer/risk-assessment-not-recorded",
        ];
        rules.map(|rule| of(&found, rule).len())
    };
    assert_eq!(found("2024-05-01", "2026-03-01"), [0, 1]);
    assert_eq!(found("2024-05-01", "2026-05-01"), [0, 0]);
}
