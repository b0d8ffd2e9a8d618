//! How the words of a notice fit what they are compared with: terms of two vocabularies, public bodies, some
//! people among all, and words that say little.

use super::{findings, of};

const SHOP: &str = "
name: A shop
controller: shop
parties:
  - {id: shop, name: Shop, country: GB}
  - {id: mailer, name: Mailer Ltd, country: GB}
systems: [{id: tool, operator: mailer, hosting: GB}]
";

/// The rules on one side of disclosure that find something, without their family.
fn on(side: &str, text: &str) -> Vec<String> {
    let found = findings("2025-06-01", text);
    let rules = found.iter().map(|it| it.rule.as_str());
    let rules = rules.filter_map(|it| it.strip_prefix("disclosure/"));
    let rules = rules.filter(|it| it.ends_with(side) || it.starts_with("words"));
    rules.map(str::to_owned).collect()
}

#[test]
fn a_term_of_the_gdpr_and_its_twin_name_the_same_recipients() {
    let found = |role: &str, with: &str| {
        let text = format!(
            "{SHOP}
flows:
  - {{id: f, from: shop, to: tool, role: {role}, data: name, subjects: customer, purpose: postal-delivery, basis: contract}}
notice:
  text: Others receive your name.
  statements: [{{id: a, quote: Others receive, shares: {{with: {with}}}, collects: {{data: name}}}}]
"
        );
        on("-recipient", &text)
    };
    for (role, with) in [
        ("processor", "processor"),
        ("processor", "data-processor"),
        ("processor", "eu-gdpr:Recipient"),
        ("controller", "controller"),
        ("controller", "data-controller"),
        ("controller", "third-party"),
        ("controller", "eu-gdpr:ThirdParty"),
    ] {
        assert_eq!(found(role, with), ["vague-recipient"], "{role} {with}");
    }
    assert_eq!(found("controller", "processor"), ["undisclosed-recipient"]);
    assert_eq!(found("processor", "controller"), ["undisclosed-recipient"]);
}

#[test]
fn a_hospital_of_the_state_is_none_of_the_authorities() {
    let found = |is: &str| {
        let text = format!(
            "
name: An app
controller: app
parties:
  - {{id: app, name: App, country: GB}}
  - {{id: body, name: The body, country: GB, kind: public-authority{is}}}
flows:
  - {{id: f, from: app, to: body, data: name, subjects: user, purpose: service-provision, basis: contract}}
notice:
  text: Authorities receive your name if the law obliges us.
  statements: [{{id: a, quote: Authorities receive, shares: {{with: authority}}}}]
"
        );
        on("-recipient", &text)
    };
    assert_eq!(found(", is: hospital"), ["undisclosed-recipient"]);
    assert_eq!(
        found(", is: school-organisation"),
        ["undisclosed-recipient"]
    );
    for is in [
        "",
        ", is: police",
        ", is: court",
        ", is: public-sector-body",
    ] {
        assert_eq!(found(is), ["vague-recipient"], "{is}");
    }
}

#[test]
fn a_denial_about_children_holds_for_children() {
    let found = |subjects: &str, denied: &str| {
        let text = format!(
            "{SHOP}
flows:
  - {{id: f, from: data-subjects, to: shop, data: name, subjects: {subjects}, purpose: newsletter, basis: contract}}
notice:
  text: Names are for marketing. Some names are not.
  statements:
    - {{id: yes, quote: Names are for marketing, uses: marketing}}
    - {{id: no, quote: Some names are not, uses: {{none: true, purposes: {denied}, subjects: child}}}}
"
        );
        on("-purpose", &text)
    };
    assert_eq!(found("child", "marketing"), ["contradicted-purpose"]);
    assert_eq!(found("customer", "marketing"), ["vague-purpose"]);
    // Of which of them the flow uses names for the purpose is not known.
    assert_eq!(
        found("[child, customer]", "marketing"),
        ["ambiguous-purpose"]
    );
}

#[test]
fn a_denial_about_some_people_is_an_exception_and_no_contradiction() {
    let found = |subjects: &str| {
        let text = format!(
            "{SHOP}
flows: []
notice:
  text: Names are for marketing. Some names are not.
  statements:
    - {{id: yes, quote: Names are for marketing, uses: {{purposes: marketing{subjects}}}}}
    - {{id: no, quote: Some names are not, uses: {{none: true, purposes: marketing, subjects: child}}}}
"
        );
        of(&findings("2025-06-01", &text), "notice/contradiction").len()
    };
    assert_eq!(found(""), 0);
    assert_eq!(found(", subjects: child"), 1);
}

#[test]
fn who_collects_no_location_data_may_collect_addresses() {
    let found = |data: &str, denied: &str| {
        let text = format!(
            "{SHOP}
flows:
  - {{id: f, from: data-subjects, to: shop, data: {data}, subjects: customer, purpose: newsletter, basis: contract}}
notice:
  text: We collect data. We do not collect others.
  statements:
    - {{id: yes, quote: We collect data, collects: {{data: {data}}}}}
    - {{id: no, quote: We do not collect others, collects: {{none: true, data: {denied}}}}}
"
        );
        on("-data", &text)
    };
    for data in [
        "physical-address",
        "billing-address",
        "postal-code",
        "country",
    ] {
        assert!(found(data, "location").is_empty(), "{data}");
    }
    assert_eq!(
        found("gps-coordinate", "gps-coordinate"),
        ["ambiguous-data"]
    );
    assert_eq!(found("country", "country"), ["ambiguous-data"]);
    let undisclosed = |data: &str| {
        let text = format!(
            "{SHOP}
flows:
  - {{id: f, from: data-subjects, to: shop, data: {data}, subjects: customer, purpose: newsletter, basis: contract}}
notice:
  text: We do not collect location data.
  statements: [{{id: no, quote: We do not collect, collects: {{none: true, data: location}}}}]
"
        );
        on("-data", &text)
    };
    assert_eq!(undisclosed("gps-coordinate"), ["contradicted-data"]);
    assert_eq!(undisclosed("country"), ["undisclosed-data"]);
}

#[test]
fn words_that_only_say_that_there_are_data_excuse_nothing() {
    let found = |data: &str, rest: &str| {
        let text = format!(
            "{SHOP}
flows:
  - {{id: f, from: data-subjects, to: shop, data: {data}, subjects: customer, purpose: newsletter, basis: contract, condition: 9(2)(e)}}
notice:
  text: We collect your name. {rest}
  statements: [{{id: a, quote: We collect your name, collects: {{data: name}}}}]
"
        );
        on("-data", &text)
    };
    let general = "Please note that we may still collect such information.";
    for data in ["iban", "religion"] {
        assert_eq!(found(data, general), ["undisclosed-data"], "{data}");
    }
    let bank = "We may also collect your bank account numbers.";
    assert_eq!(found("financial-account", bank), ["words-not-transcribed"]);
    let health = "We may also collect your health data.";
    assert_eq!(found("health", health), ["words-not-transcribed"]);
}

#[test]
fn a_vendor_that_is_a_controller_for_its_customers_needs_no_contract_of_a_processor() {
    let found = |party: &str, role: &str| {
        let text = format!(
            "
name: A club
controller: club
parties:
  - {{id: club, name: Club, country: GB}}
  - {{id: them, {party}}}
systems: [{{id: tool, operator: them, hosting: GB}}]
flows:
  - {{id: f, from: data-subjects, to: tool{role}, data: name, subjects: member, purpose: payment-processing, basis: contract}}
"
        );
        let found = findings("2025-06-01", &text);
        let rules = found.into_iter().map(|it| it.rule);
        let rules: Vec<String> = rules.filter(|it| it.starts_with("sharing/")).collect();
        rules
    };
    assert!(found("vendor: gocardless", "").is_empty());
    assert_eq!(found("vendor: stripe", ""), ["sharing/role-not-recorded"]);
    let without = ["sharing/processor-without-contract"];
    assert_eq!(found("vendor: stripe", ", role: processor"), without);
    assert_eq!(found("vendor: gocardless", ", role: processor"), without);
    assert_eq!(found("name: Them, country: GB", ""), without);
}
