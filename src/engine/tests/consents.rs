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
