//! Whom a controller must appoint, what may be stored on devices, and the date of a text.

use super::{findings, of};

const REPRESENTATIVE: &str = "accountability/no-representative";

/// What is found of representatives of a firm in the US, with some keys of it, a text of its notice, and
/// keys of its flow.
fn abroad(party: &str, text: &str, flow: &str) -> Vec<String> {
    let notice = match text {
        "" => String::new(),
        text => format!("notice:\n  text: {text}\n"),
    };
    let estate = format!(
        "controller: us
parties: [{{id: us, name: Us Inc., country: US, {party}}}]
{notice}
flows:
  - {{id: f, from: data-subjects, to: us, subjects: customer, data: health-record, purpose: service-provision, basis: contract, {flow}}}
"
    );
    of(&findings("2024-06-01", &estate), REPRESENTATIVE)
}

const BOTH: &str = "scope: {eu-gdpr: art3-2, uk-gdpr: art3-2}";

#[test]
fn each_territory_has_its_representative() {
    let with = |more: &str| abroad(&format!("{BOTH}, {more}"), "We use your name.", "");
    assert_eq!(abroad(BOTH, "We use your name.", "").len(), 2);
    assert_eq!(with("representative: none").len(), 2);
    let one = with("representative: {name: Rep, country: FR}");
    assert_eq!(one.len(), 1);
    assert!(one[0].contains("in the United Kingdom"), "{one:?}");
    assert_eq!(with("representative: {name: Rep, country: NO}").len(), 1);
    assert_eq!(with("representative: {name: Rep, country: CH}").len(), 2);
    assert!(
        with("representative: Rep").is_empty(),
        "its place is not recorded"
    );
    let two = "representative: [{name: Rep, country: FR}, {name: Rep UK, country: GB}]";
    assert!(with(two).is_empty());
}

#[test]
fn who_needs_no_representative_is_left_alone() {
    let text = "We use your name.";
    for party in [
        "scope: {eu-gdpr: art3-1, uk-gdpr: art3-1}",
        "scope: {eu-gdpr: art3-2}, branches: [{id: paris, country: FR}]",
        "scope: {eu-gdpr: art3-2}, kind: public-authority",
        "scope: {eu-gdpr: art3-2}, representative-exempt: occasional",
    ] {
        assert_eq!(abroad(party, text, ""), [""; 0], "{party}");
    }
    let large = "risk-signs: large-scale, condition: 9(2)(a)";
    let exempt = "scope: {eu-gdpr: art3-2}, representative-exempt: occasional";
    assert_eq!(
        abroad(exempt, text, large).len(),
        1,
        "sensitive data at large scale"
    );
}

#[test]
fn what_the_notice_may_say_is_a_question() {
    assert_eq!(abroad(BOTH, "", ""), [""; 0], "no notice");
    for text in [
        "Our representative in the European Union is Rep SARL.",
        "Our UK representative is Rep Ltd.",
        "Notre représentant est Rep SARL.",
    ] {
        assert_eq!(abroad(BOTH, text, ""), [""; 0], "{text}");
    }
    let other = "Ask our customer service representatives.";
    assert_eq!(abroad(BOTH, other, "").len(), 2);
}

/// What is found of officers of a firm with some keys, and keys of its flow.
fn officer(party: &str, flow: &str) -> Vec<String> {
    let estate = format!(
        "controller: us
parties: [{{id: us, name: Us, country: DE, {party}}}]
flows:
  - {{id: f, from: data-subjects, to: us, subjects: customer, data: health-record, purpose: service-provision, basis: contract, {flow}}}
"
    );
    of(&findings("2024-06-01", &estate), "accountability/no-dpo")
}

#[test]
fn an_officer_is_asked_of_those_that_art_37_names() {
    let core = "core-activity: true, risk-signs: large-scale";
    assert_eq!(officer("kind: public-authority, dpo: none", "").len(), 1);
    assert_eq!(officer("dpo: none", core).len(), 1);
    for (party, flow) in [
        ("kind: public-authority", ""),
        ("kind: public-authority, dpo: Ms Roe", ""),
        (
            "kind: public-authority, is: judicial-organisation, dpo: none",
            "",
        ),
        ("dpo: none", ""),
        ("dpo: none", "core-activity: true"),
        ("dpo: none", "risk-signs: large-scale"),
        ("dpo: Ms Roe", core),
        ("is: charity-organisation", core),
    ] {
        assert_eq!(officer(party, flow), [""; 0], "{party}; {flow}");
    }
}

/// Whether storage on devices is found of a flow with some keys, for a firm in a country.
fn stored(country: &str, day: &str, flow: &str) -> bool {
    let estate = format!(
        "controller: us
parties: [{{id: us, name: Us, country: {country}}}]
flows:
  - {{id: f, from: data-subjects, to: us, subjects: customer, data: uid, purpose: service-provision, {flow}}}
"
    );
    let rule = "basis/device-storage-without-consent";
    !of(&findings(day, &estate), rule).is_empty()
}

#[test]
fn the_law_of_the_day_says_what_may_be_stored_without_consent() {
    let interests = "basis: legitimate-interests, interests-assessed: 2020-01-01";
    let of = |country, day, used_for: &str| {
        stored(
            country,
            day,
            &format!("{interests}, device-storage: {used_for}"),
        )
    };
    for used_for in ["transmission", "requested-service"] {
        assert!(!of("GB", "2024-06-01", used_for), "{used_for}");
        assert!(!of("FR", "2024-06-01", used_for), "{used_for}");
    }
    for used_for in ["statistics", "appearance", "emergency-assistance"] {
        assert!(of("GB", "2026-02-04", used_for), "{used_for}");
        assert!(!of("GB", "2026-02-05", used_for), "{used_for}");
        assert!(of("FR", "2026-02-05", used_for), "{used_for}");
    }
    assert!(of("GB", "2026-03-01", "[statistics, other]"));
    assert!(of(
        "GB",
        "2026-03-01",
        "{used-for: statistics, opt-out: false}"
    ));
    assert!(!of(
        "GB",
        "2026-03-01",
        "{used-for: statistics, opt-out: true}"
    ));
}

#[test]
fn consent_to_storage_comes_before_it() {
    let of = |flow: &str| stored("FR", "2024-06-01", flow);
    assert!(of("basis: contract, device-storage: other"));
    assert!(of(
        "basis: consent, device-storage: {used-for: other, consent: after}"
    ));
    assert!(of(
        "basis: consent, device-storage: {used-for: other, consent: none}"
    ));
    assert!(!of("basis: consent, device-storage: other"));
    assert!(!of(
        "basis: contract, device-storage: {used-for: other, consent: before}"
    ));
    assert!(!of("device-storage: other"), "no basis is recorded");
    assert!(
        !of("basis: contract, device-storage: {consent: none}"),
        "what for is not recorded"
    );
    assert!(!of("basis: contract"));
}

#[test]
fn what_is_kept_on_devices_is_asked_for_where_nothing_is_recorded_of_it() {
    const ASKED: &str = "basis/device-storage-not-recorded";
    let asked = |ends: &str, data: &str, more: &str| {
        let estate = format!(
            "controller: us
parties: [{{id: us, name: Us, country: FR}}, {{id: you, name: You, country: FR}}]
flows:
  - {{id: f, {ends}, subjects: customer, data: {data}, purpose: service-provision, {more}}}
"
        );
        of(&findings("2024-06-01", &estate), ASKED).len()
    };
    let collected = "from: data-subjects, to: us";
    assert_eq!(asked(collected, "cookie-identifier", "basis: contract"), 1);
    assert_eq!(asked(collected, "email-address", "basis: contract"), 0);
    assert_eq!(
        asked("from: us, to: you", "cookie-identifier", "basis: contract"),
        0
    );
    let consents = "basis: consent, consent: {record: 2024-01-01}";
    assert_eq!(asked(collected, "cookie-identifier", consents), 0);
    let stated = "basis: contract, device-storage: {used-for: requested-service}";
    assert_eq!(asked(collected, "cookie-identifier", stated), 0);
    let open = "basis: contract, device-storage: {}";
    assert_eq!(asked(collected, "email-address", open), 1);
    let before = "basis: contract, device-storage: {consent: before}";
    assert_eq!(asked(collected, "cookie-identifier", before), 0);
}
