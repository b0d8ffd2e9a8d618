//! What a check makes of transfers and of those who share data, where no rule's own estates ask.

use super::{findings, of};

/// A clinic that keeps its backup with a host in the United States, under clauses whose assessment
/// finds the law there wanting.
fn backup(day: &str, host: &str, conclusion: &str, flow: &str, measure: &str) -> Vec<String> {
    // The holder of the keys is written with the system.
    let (flow, keys) = flow.split_once("; keys ").unwrap_or((flow, ""));
    let keys = match keys {
        "" => String::new(),
        holder => format!(", keys-held-by: {holder}"),
    };
    let text = format!(
        "
name: A clinic
controller: clinic
parties:
  - {{id: clinic, name: Clinic, country: DE}}
  - {{id: host, name: Host, country: US{host}}}
  - {{id: trustee, name: Trustee, country: FR}}
  - {{id: cousin, name: Cousin, country: US}}
systems:
  - {{id: vault, name: Vault, operator: host, hosting: US{keys}}}
contracts:
  - {{id: c, kind: processor, between: [clinic, host]}}
safeguards:
  - id: s
    kind: eu-scc-2021
    between: [clinic, host]
    concluded: 2021-08-01
    risk-assessment: {{date: 2021-07-20, conclusion: {conclusion}}}
    {measure}
flows:
  - {{id: f, from: clinic, to: vault, subjects: customer, data: name, purpose: delivery-of-goods, basis: contract, {flow}}}
"
    );
    of(&findings(day, &text), "transfer/safeguard-ineffective")
}

/// The same, where the question is the flow and what is listed.
fn assessed(flow: &str, measure: &str) -> bool {
    let listed = match measure {
        "" => String::new(),
        word => format!("supplementary: {word}"),
    };
    !backup("2022-03-01", "", "problematic-law", flow, &listed).is_empty()
}

#[test]
fn what_leaves_the_importer_unable_to_read_works() {
    assert!(assessed("", ""));
    let sealed = "importer-needs-clear: false, measures: end-to-end-encryption";
    assert!(!assessed(&format!("{sealed}; keys clinic"), ""));
    assert!(!assessed(&format!("{sealed}; keys trustee"), ""));
    // The keys with the host, or with another whom the same law reaches, or nobody knows where.
    assert!(assessed(&format!("{sealed}; keys host"), ""));
    assert!(assessed(&format!("{sealed}; keys cousin"), ""));
    assert!(assessed(sealed, ""));
    // An importer that must work on them in the clear can be made to give them up (use case 6).
    let clear = "importer-needs-clear: true, measures: end-to-end-encryption; keys clinic";
    assert!(assessed(clear, ""));
}

#[test]
fn pseudonyms_work_while_the_key_is_kept_from_the_importer() {
    let by = |holder: &str| {
        assessed(
            &format!("measures: pseudonymisation, pseudonym-key-held-by: {holder}"),
            "",
        )
    };
    assert!(!by("clinic"));
    assert!(by("host"));
    assert!(by("cousin"));
    assert!(assessed("measures: pseudonymisation", ""));
}

#[test]
fn of_measures_that_are_listed_only_the_kinds_that_can_work_count() {
    let split = "measures: secret-sharing-schemes";
    assert!(!assessed(split, ""));
    let sealed = "importer-needs-clear: false";
    assert!(!assessed(sealed, "client-side-encryption"));
    assert!(assessed(
        "importer-needs-clear: true",
        "client-side-encryption"
    ));
    assert!(assessed(
        &format!("{sealed}; keys host"),
        "client-side-encryption"
    ));
    assert!(!assessed("", "professional-secrecy"));
    for word in ["transport-encryption", "security-policy", "good-will"] {
        assert!(assessed(sealed, word), "{word}");
    }
}

#[test]
fn a_ruling_binds_whatever_the_assessment_says_and_while_it_holds() {
    let found =
        |day: &str, host: &str, conclusion: &str| !backup(day, host, conclusion, "", "").is_empty();
    let subject = ", access-laws: fisa-702";
    assert!(found("2022-03-01", subject, "adequate"));
    assert!(found("2023-07-09", subject, "adequate"));
    assert!(!found("2023-07-10", subject, "adequate"));
    assert!(!found("2022-03-01", "", "adequate"));
    assert!(found("2023-07-10", subject, "problematic-law"));
}

#[test]
fn an_assessment_is_overtaken_by_rulings_changes_and_new_clauses() {
    let stale = |day: &str, host: &str, agreement: &str| {
        let text = format!(
            "
name: A clinic
controller: clinic
parties:
  - {{id: clinic, name: Clinic, country: DE}}
  - {{id: host, name: Host, country: US{host}}}
contracts:
  - {{id: c, kind: processor, between: [clinic, host]}}
safeguards:
  - {{id: s, between: [clinic, host], {agreement}}}
flows:
  - {{id: f, from: clinic, to: host, subjects: customer, data: name, purpose: delivery-of-goods, basis: contract}}
"
        );
        let found = findings(day, &text);
        !of(&found, "transfer/stale-risk-assessment").is_empty()
    };
    let on = |date: &str| {
        format!("kind: eu-scc-2021, concluded: 2021-12-01, risk-assessment: {{date: {date}}}")
    };
    assert!(!stale("2024-06-01", "", &on("2021-11-20")));
    // The ruling about a law that the host is subject to no longer holds, which only helps who might transfer before.
    let subject = ", access-laws: fisa-702";
    let says_no = on("2021-11-20").replace('}', ", conclusion: problematic-law}");
    for (day, agreement, expected) in [
        ("2023-07-09", on("2021-11-20"), false),
        ("2023-07-10", on("2021-11-20"), false),
        ("2023-07-09", says_no.clone(), false),
        ("2023-07-10", says_no, true),
    ] {
        assert_eq!(
            stale(day, subject, &agreement),
            expected,
            "{day} {agreement}"
        );
    }
    // Made for the clauses before.
    assert!(stale("2024-06-01", "", &on("2021-02-01")));
    let changed = on("2021-11-20") + ", processing-changed: 2022-05-01";
    assert!(!stale("2022-04-30", "", &changed));
    assert!(stale("2022-05-01", "", &changed));
    let old = "kind: eu-scc-2010, concluded: 2019-05-01, risk-assessment: {date: 2019-04-01}";
    assert!(!stale("2020-07-15", "", old));
    assert!(stale("2020-07-16", "", old));
}

#[test]
fn each_derogation_asks_for_its_own() {
    let unfit = |kind: &str, flow: &str| {
        let text = format!(
            "
name: A shop
controller: shop
parties:
  - {{id: shop, name: Shop, country: FR}}
  - {{id: partner, name: Partner, country: AE}}
safeguards:
  - {{id: s, kind: derogation-49-1-{kind}, between: [shop, partner]}}
flows:
  - {{id: f, from: shop, to: partner, subjects: customer, data: name, purpose: delivery-of-goods, basis: contract, {flow}}}
"
        );
        let found = findings("2024-06-01", &text);
        assert!(of(&found, "transfer/no-safeguard").is_empty(), "{kind}");
        let rule = "transfer/derogation-for-systematic-transfer";
        !of(&found, rule).is_empty()
    };
    for kind in ["b", "c", "e"] {
        let needed = "necessary-for: the order";
        assert!(
            unfit(kind, &format!("{needed}, frequency: systematic")),
            "{kind}"
        );
        assert!(
            !unfit(kind, &format!("{needed}, frequency: occasional")),
            "{kind}"
        );
        assert!(
            !unfit(kind, &format!("{needed}, frequency: once")),
            "{kind}"
        );
        assert!(unfit(kind, "frequency: occasional"), "{kind}");
    }
    // Standing access is no occasion, however rare the look-ups.
    let standing = "necessary-for: the order, frequency: occasional, mode: remote-access";
    assert!(unfit("b", standing));
    assert!(unfit("a", "frequency: once"));
    assert!(!unfit(
        "a",
        "frequency: systematic, consent: {record: per-person, explicit: true}"
    ));
    // Protecting somebody may take more than one transfer; only what is necessary for it.
    for kind in ["d", "f"] {
        assert!(unfit(kind, "frequency: systematic"), "{kind}");
        let needed = "necessary-for: the treatment, frequency: systematic";
        assert!(!unfit(kind, needed), "{kind}");
    }
    assert!(unfit("2", "frequency: systematic"));
}

#[test]
fn one_engaged_by_a_processor_may_be_allowed_to_engage_another() {
    let unauthorised = |terms: &str| {
        let text = format!(
            "
name: A shop
controller: shop
parties:
  - {{id: shop, name: Shop, country: FR}}
  - {{id: host, name: Host, country: FR}}
  - {{id: helper, name: Helper, country: FR}}
  - {{id: further, name: Further, country: FR}}
contracts:
  - {{id: a, kind: processor, between: [shop, host], sub-processors: general}}
  - {{id: b, kind: sub-processor, between: [host, helper]{terms}}}
  - {{id: c, kind: sub-processor, between: [helper, further]}}
flows:
  - {{id: f, from: shop, to: host, subjects: customer, data: name, purpose: delivery-of-goods, basis: contract}}
  - {{id: g, from: host, to: helper, subjects: customer, data: name, purpose: delivery-of-goods, basis: contract}}
  - {{id: h, from: helper, to: further, subjects: customer, data: name, purpose: delivery-of-goods, basis: contract}}
"
        );
        of(
            &findings("2024-06-01", &text),
            "sharing/sub-processor-not-authorised",
        )
    };
    assert_eq!(unauthorised("").len(), 1);
    let none: [String; 0] = [];
    assert_eq!(unauthorised(", sub-processors: general"), none);
}

#[test]
fn one_that_goes_by_anothers_name_has_taken_its_place() {
    let found = |name: &str, day: &str| {
        let text = format!(
            "
name: A register
controller: register
parties:
  - {{id: register, name: Register, country: GB}}
  - {{id: trainer, name: Trainer, country: GB, is: academic-scientific-organisation}}
  - {{id: gambler, name: Gambler, country: GB{name}}}
notice:
  text: Universities see your record.
  statements: [{{id: s, quote: Universities see, shares: {{with: academic-scientific-organisation}}}}]
systems:
  - {{id: records, name: Records, operator: register, hosting: GB, access: [{{by: gambler, from: GB}}]}}
flows:
  - {{id: f, from: data-subjects, to: register, subjects: student, data: name, purpose: academic-research, basis: public-task}}
  - {{id: g, from: register, to: gambler, mode: remote-access, via: records, subjects: student, data: name, purpose: academic-research, basis: public-task}}
"
        );
        let found = findings(day, &text);
        of(&found, "sharing/recipient-changed-hands").len()
    };
    assert_eq!(found("", "2024-06-01"), 0);
    let claims = ", goes-by-name-of: {party: trainer, since: 2023-01-01}";
    assert_eq!(found(claims, "2024-06-01"), 1);
    assert_eq!(found(claims, "2022-12-31"), 0);
}

#[test]
fn what_a_processor_gives_back_may_be_used_for_whatever_the_controller_decides() {
    let text = "
name: A cleaner
controller: cleaner
parties:
  - {id: cleaner, name: Cleaner, country: GB}
  - {id: principal, name: Principal, country: GB}
contracts: [{id: c, kind: processor, between: [principal, cleaner]}]
flows:
  - {id: in, from: principal, to: cleaner, on-behalf-of: principal, subjects: customer, data: name, purpose: delivery-of-goods, basis: contract}
  - {id: out, from: cleaner, to: principal, on-behalf-of: principal, subjects: customer, data: name, purpose: academic-research, basis: contract}
";
    let none: [String; 0] = [];
    assert_eq!(
        of(&findings("2024-06-01", text), "basis/incompatible-purpose"),
        none
    );
}

/// A transfer may rely on any of several instruments that are in force: the one that serves best is
/// asked for its assessment, whatever its name.
#[test]
fn of_several_instruments_the_best_is_asked() {
    let with = |one: &str, two: &str| {
        let text = format!(
            "
name: A clinic
controller: clinic
parties: [{{id: clinic, name: Clinic, country: DE}}, {{id: host, name: Host, country: IN}}]
contracts: [{{id: c, kind: processor, between: [clinic, host]}}]
safeguards:
  - {{id: one, kind: eu-scc-2021, between: [clinic, host], concluded: 2023-01-01{one}}}
  - {{id: two, kind: eu-scc-2021, between: [clinic, host], concluded: 2023-01-01{two}}}
flows:
  - {{id: f, from: clinic, to: host, subjects: customer, data: name, purpose: delivery-of-goods, basis: contract}}
"
        );
        let found = findings("2024-03-01", &text);
        [
            !of(&found, "transfer/no-risk-assessment").is_empty(),
            !of(&found, "transfer/safeguard-ineffective").is_empty(),
        ]
    };
    let good = ", risk-assessment: {date: 2023-01-01, conclusion: adequate}";
    let bad = ", risk-assessment: {date: 2023-01-01, conclusion: problematic-law}";
    assert_eq!(with("", ""), [true, false]);
    assert_eq!(with("", good), [false, false]);
    assert_eq!(with(good, ""), [false, false]);
    assert_eq!(with(bad, good), [false, false]);
    assert_eq!(with("", bad), [false, true]);
}

/// A scheme for certified recipients that the flow does not rely on, and whose list the recipient was
/// never on, is no condition that is not met: there is simply no safeguard.
#[test]
fn a_scheme_that_nobody_claims_is_no_adequacy() {
    let found = |party: &str, flow: &str, agreements: &str| {
        let text = format!(
            "
name: A shop
controller: shop
parties: [{{id: shop, name: Shop, country: DE}}, {{id: host, name: Host, country: US{party}}}]
contracts: [{{id: c, kind: processor, between: [shop, host]}}]
{agreements}
flows:
  - {{id: f, from: shop, to: host, subjects: customer, data: name, purpose: delivery-of-goods, basis: contract{flow}}}
"
        );
        let found = findings("2024-06-01", &text);
        [
            !of(&found, "transfer/no-safeguard").is_empty(),
            !of(&found, "transfer/adequacy-condition-unmet").is_empty(),
        ]
    };
    assert_eq!(found("", "", ""), [true, false]);
    // Once on the list, or on that of what extends it; or relied on expressly.
    let left = ", certifications: [{scheme: eu-dpf, from: 2023-08-01, until: 2024-01-31}]";
    assert_eq!(found(left, "", ""), [false, true]);
    let agreement = "safeguards: [{id: p, kind: eu-dpf, between: [shop, host]}]";
    assert_eq!(found("", ", safeguards: [p]", agreement), [false, true]);
}

#[test]
fn what_the_notice_says_of_consent_by_use_counts_where_the_flow_records_no_explicit_one() {
    let found = |consent: &str, by_use: &str| {
        let text = format!(
            "
name: A shop
controller: shop
parties:
  - {{id: shop, name: Shop, country: FR}}
  - {{id: friend, name: Friend, country: US}}
  - {{id: other, name: Other, country: US}}
safeguards: [{{id: s, kind: derogation-49-1-a, between: [shop, friend]}}]
notice:
  text: One. Two.
  statements: [{{id: a, quote: One, transfers: {{to: US{by_use}}}}}]
flows:
  - {{id: out, from: shop, to: friend, data: name, subjects: customer, purpose: delivery-of-goods,
     basis: contract, safeguards: s, frequency: once{consent}}}
"
        );
        let found = findings("2024-06-01", &text);
        let rules = [
            "transfer/consent-by-use",
            "transfer/derogation-for-systematic-transfer",
            "notice/transfer-consent-by-use",
        ];
        rules.map(|rule| of(&found, rule).len())
    };
    // The sentence of the notice is the cause of what is wrong with the transfer.
    assert_eq!(found("", ", consent-by-use: true"), [1, 0, 0]);
    assert_eq!(found("", ", consent-by-use: true, with: friend"), [1, 0, 0]);
    assert_eq!(found("", ""), [0, 1, 0]);
    // It speaks of another recipient.
    assert_eq!(found("", ", consent-by-use: true, with: other"), [0, 1, 1]);
    // The flow records an explicit consent, whatever the notice says.
    let explicit = ", consent: {record: per-person, explicit: true, given-by: statement}";
    assert_eq!(found(explicit, ", consent-by-use: true"), [0, 0, 1]);
    // What is called explicit and is given by use is none.
    let by_use = ", consent: {record: per-person, explicit: true, given-by: use}";
    assert_eq!(found(by_use, ""), [1, 0, 0]);
}

#[test]
fn an_instrument_between_others_is_named_as_such() {
    let estate = |between: &str, services: &str| {
        format!(
            "
name: A mill
controller: mill
parties:
  - {{id: mill, name: Mill, country: DE}}
  - {{id: lab, name: Lab, country: US}}
  - {{id: other, name: Other, country: US}}
services:
  - {{id: sale, name: Sale}}
contracts:
  - {{id: c, kind: processor, between: [mill, lab]}}
safeguards:
  - {{id: s, kind: eu-scc-2021, between: [mill, {between}], concluded: 2022-01-01{services}}}
flows:
  - {{id: f, from: mill, to: lab, subjects: customer, data: name, purpose: delivery-of-goods, basis: contract, safeguards: [s]}}
"
        )
    };
    let labels = |between: &str, services: &str| -> Vec<String> {
        let found = findings("2025-01-01", &estate(between, services)).into_iter();
        let found = found.filter(|finding| finding.rule == "transfer/no-safeguard");
        let labels = found.flat_map(|finding| finding.labels);
        labels.map(|label| label.text).collect()
    };
    let says = |labels: &[String], words: &str| labels.iter().any(|it| it == words);
    assert!(says(&labels("other", ""), "`s` is between Mill and Other"));
    assert!(says(
        &labels("lab", ", services: sale"),
        "`s` is for another service"
    ));
    assert!(labels("lab", "").is_empty());
}
