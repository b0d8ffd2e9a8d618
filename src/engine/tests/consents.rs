//! Consent that is none, and consent of children.

use super::{findings, of, rules_on_movements};

/// The rules that find something about a flow on consent.
fn on_consent(flow: &str) -> Vec<String> {
    let text = format!(
        "
controller: us
parties: [{{id: us, name: Us, country: IE}}]
flows:
  - {{id: f, from: data-subjects, to: us, basis: consent, {flow}}}
"
    );
    let found = findings("2026-11-25", &text);
    rules_on_movements(&found)
        .into_iter()
        .map(str::to_owned)
        .collect()
}

#[test]
fn invalid_consent_for_special_categories_is_one_finding() {
    let flow = |condition: &str, consent: &str| {
        on_consent(&format!(
            "data: fingerprint, subjects: customer, purpose: identity-verification, impact-assessed: 2026-01-01{condition}, consent: {{record: per-person, {consent}}}"
        ))
    };
    let explicit = ", condition: 9(2)(a)";
    let one = ["basis/invalid-consent-for-special-category"];
    assert_eq!(flow(explicit, "explicit: true, alternative: false"), one);
    assert_eq!(
        flow(
            explicit,
            "explicit: true, alternative: true, bundled-with: terms"
        ),
        one
    );
    assert_eq!(flow(explicit, "given-by: use, alternative: true"), one);
    assert_eq!(flow(explicit, "explicit: true, alternative: true"), [""; 0]);
    // What is only not explicit is consent, and no condition.
    assert_eq!(
        flow(explicit, "explicit: false, alternative: true"),
        ["basis/special-category-without-condition"]
    );
    // Without a condition there are two causes.
    assert_eq!(
        flow("", "alternative: false"),
        [
            "basis/consent-not-freely-given",
            "basis/special-category-without-condition"
        ]
    );
}

#[test]
fn the_age_of_children_is_asked_for_where_they_consent_to_an_online_service() {
    let flow = |subjects: &str, more: &str| {
        on_consent(&format!(
            "data: name, subjects: {subjects}, purpose: service-provision{more}"
        ))
    };
    let consent = ", consent: {record: per-person, alternative: true}";
    let online = ", online-service: true";
    let asked = ["basis/child-age-not-recorded"];
    assert_eq!(flow("child", &format!("{consent}{online}")), asked);
    assert_eq!(
        flow("[customer, child]", &format!("{consent}{online}")),
        asked
    );
    assert_eq!(flow("customer", &format!("{consent}{online}")), [""; 0]);
    assert_eq!(flow("child", consent), [""; 0]);
    assert_eq!(
        flow("child", &format!("{consent}{online}, age: 16")),
        [""; 0]
    );
    let parents = ", consent: {record: per-person, alternative: true, parental: true}";
    assert_eq!(flow("child", &format!("{parents}{online}")), [""; 0]);
}

#[test]
fn what_is_wrong_with_consent_is_stated_alone() {
    let found = |consent: &str| {
        let text = format!(
            "
controller: us
parties: [{{id: us, name: Us, country: IE}}]
flows:
  - {{id: f, from: data-subjects, to: us, basis: consent, data: name, subjects: customer, purpose: marketing, consent: {{record: per-person, alternative: true, {consent}}}}}
"
        );
        of(
            &findings("2026-11-25", &text),
            "basis/consent-not-specific-or-unambiguous",
        )
    };
    assert_eq!(
        found("withdrawal-told: false, duration-told: true"),
        [
            "f relies on invalid consent of customers: data subjects were not informed how to withdraw it"
        ]
    );
    assert_eq!(
        found("withdrawal-told: true, duration-told: false"),
        [
            "f relies on invalid consent of customers: data subjects were not informed for how long it is used"
        ]
    );
}

#[test]
fn consent_that_is_none_is_none_for_cookies_and_marketing() {
    let found = |consent: &str, what: &str| {
        let text = format!(
            "
name: B
controller: b
parties: [{{id: b, name: B, country: GB}}]
flows:
  - {{id: f, {what}, basis: consent, consent: {{record: per-person, {consent}}}}}
"
        );
        let found = findings("2024-06-01", &text);
        let mut covers: Vec<String> = found.into_iter().flat_map(|it| it.covers).collect();
        covers.sort();
        covers
    };
    let cookies = "from: data-subjects, to: b, data: cookie-identifier, subjects: visitor, purpose: advertising, device-storage: other";
    let news = "from: b, to: data-subjects, data: email-address, subjects: customer, purpose: direct-marketing, marketing: email";
    let storage = "basis/device-storage-without-consent";
    let marketing = "basis/marketing-without-consent";
    for fault in [
        "by-default: true",
        "bundled-with: terms of use",
        "alternative: false",
    ] {
        assert_eq!(found(fault, cookies), [storage], "{fault}");
        assert_eq!(found(fault, news), [marketing], "{fault}");
    }
    assert_eq!(found("alternative: true", cookies), [""; 0]);
    assert_eq!(found("alternative: true", news), [""; 0]);
    // That people were not informed how to withdraw it is a fault of another kind.
    assert_eq!(found("withdrawal-told: false", cookies), [""; 0]);
}

#[test]
fn identifiers_of_devices_are_asked_about_where_they_serve_marketing() {
    let asked = |purpose: &str| {
        let text = format!(
            "
name: V
controller: v
parties: [{{id: v, name: V, country: FR}}]
flows:
  - {{id: f, from: data-subjects, to: v, data: device-identifier, subjects: user, purpose: {purpose}, basis: legitimate-interests, interests-assessed: 2022-01-01}}
"
        );
        let found = findings("2024-06-01", &text);
        of(&found, "basis/device-storage-not-recorded").len()
    };
    assert_eq!(asked("personalised-advertising"), 1);
    assert_eq!(asked("service-provision"), 0);
}

#[test]
fn advertising_is_no_service_that_people_ask_for() {
    let found = |purpose: &str, used_for: &str| {
        let text = format!(
            "
controller: a
parties: [{{id: a, name: A, country: DE}}]
flows:
  - {{id: f, from: data-subjects, to: a, data: cookie-identifier, subjects: visitor, purpose: {purpose}, basis: legitimate-interests, device-storage: {used_for}}}
"
        );
        let found = findings("2026-11-25", &text);
        of(&found, "basis/device-storage-without-consent").len()
    };
    assert_eq!(found("targeted-advertising", "requested-service"), 1);
    assert_eq!(found("advertising", "appearance"), 1);
    assert_eq!(found("service-provision", "requested-service"), 0);
    // Which of the two it is for is not recorded.
    assert_eq!(
        found("[service-provision, advertising]", "requested-service"),
        0
    );
}

#[test]
fn whether_companies_receive_marketing_is_asked_of_contacts_of_businesses() {
    let found = |subjects: &str, data: &str, marketing: &str| {
        let text = format!(
            "
controller: a
parties: [{{id: a, name: A, country: GB}}]
flows:
  - {{id: f, from: a, to: data-subjects, data: {data}, subjects: {subjects}, purpose: direct-marketing, basis: legitimate-interests, marketing: {marketing}}}
"
        );
        let found = findings("2026-11-25", &text);
        let rules = [
            "basis/marketing-without-consent",
            "basis/marketing-not-recorded",
        ];
        rules.map(|rule| of(&found, rule).len())
    };
    assert_eq!(found("business-contact", "email-address", "email"), [0, 1]);
    assert_eq!(found("customer", "email-address-work", "email"), [0, 1]);
    assert_eq!(found("customer", "email-address", "email"), [1, 0]);
    let to = |subscriber: &str| format!("{{channel: email, subscriber: {subscriber}}}");
    assert_eq!(
        found("business-contact", "email-address", &to("individual")),
        [1, 0]
    );
    assert_eq!(
        found("business-contact", "email-address", &to("corporate")),
        [0, 0]
    );
    assert_eq!(found("business-contact", "email-address", "post"), [0, 0]);
    // Calls by a machine need the consent of companies too.
    let called = found("business-contact", "telephone-number", "automated-call");
    assert_eq!(called, [1, 0]);
}
