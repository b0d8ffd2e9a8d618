//! The words of notices for what protects a transfer, and for the law.

use super::*;
use crate::law::{MechanismState as M, Precision};

#[test]
fn a_word_names_a_kind_or_is_broader() {
    let law = law();
    let cases = [
        ("eu-scc", "eu-scc-2010", Some(Precision::Named)),
        ("eu-scc", "eu-scc-2021", Some(Precision::Named)),
        ("eu-scc", "uk-idta", None),
        (
            "eu-scc",
            "eu-scc-2021+uk-addendum",
            Some(Precision::Broader),
        ),
        (
            "eu-scc-2021+uk-addendum",
            "eu-scc-2021+uk-addendum",
            Some(Precision::Named),
        ),
        (
            "standard-contractual-clauses",
            "eu-scc-2021+uk-addendum",
            Some(Precision::Broader),
        ),
        ("uk-idta", "uk-idta", Some(Precision::Named)),
        (
            "standard-contractual-clauses",
            "uk-idta",
            Some(Precision::Broader),
        ),
        ("contract", "eu-scc-2010", Some(Precision::Broader)),
        ("contract", "eu-bcr", None),
        ("appropriate-safeguards", "eu-bcr", Some(Precision::Broader)),
        ("appropriate-safeguards", "eu-adequacy", None),
        // Art 13(1)(f) asks for the existence of an adequacy decision, not for its name.
        ("adequacy", "eu-dpf", Some(Precision::Named)),
        (
            "commission-adequacy",
            "privacy-shield",
            Some(Precision::Named),
        ),
        ("adequacy", "uk-adequacy", Some(Precision::Named)),
        ("commission-adequacy", "eu-adequacy", Some(Precision::Named)),
        // The UK Extension is what adequacy regulations are about, and no mechanism next to them.
        ("uk-adequacy", "dpf-uk-extension", Some(Precision::Named)),
        ("eu-adequacy", "eu-dpf", Some(Precision::Named)),
        ("uk-adequacy", "eu-dpf", None),
        ("eu-adequacy", "dpf-uk-extension", None),
        ("dpf-uk-extension", "uk-adequacy", None),
        ("uk-idta", "dpf-uk-extension", None),
        ("gdpr", "eu-scc-2010", None),
        ("carrier-pigeon", "eu-scc-2010", None),
    ];
    for (word, kind, expected) in cases {
        assert_eq!(
            law.mechanism_covers(word, kind),
            expected,
            "{word} for {kind}"
        );
    }
    assert!(law.known_mechanism("eu-scc") && law.known_mechanism("uk-idta"));
    assert!(!law.known_mechanism("carrier-pigeon"));
    assert!(law.mechanism_words().contains(&"appropriate-safeguards"));
}

#[test]
fn what_a_notice_names_goes_out_of_date() {
    let law = law();
    let said = |word, regime, on| match law.mechanism_in_force(word, regime, day(on)) {
        M::InForce {
            last_day: Some(last),
            ..
        } => format!("to {last}"),
        M::InForce { last_day: None, .. } => "open".to_owned(),
        M::NotYet { row } => format!("{} later", row.id),
        M::Expired { row, last_day } => format!("{} lapsed {last_day}", row.id),
        M::OtherRegime { row } => format!("not here but {}", row.id),
        M::Unknown => "unknown".to_owned(),
    };
    let cases = [
        ("eu-scc", EU, "2019-06-01", "to 2022-12-27"),
        ("eu-scc", EU, "2026-11-24", "open"),
        ("eu-scc", UK, "2024-03-21", "to 2024-03-21"),
        (
            "eu-scc",
            UK,
            "2024-03-22",
            "uk-scc-eu-old lapsed 2024-03-21",
        ),
        (
            "eu-approved-mechanism",
            UK,
            "2024-03-22",
            "uk-scc-eu-old lapsed 2024-03-21",
        ),
        ("standard-contractual-clauses", UK, "2024-03-22", "open"),
        ("appropriate-safeguards", UK, "2026-11-24", "open"),
        ("eu-gdpr", EU, "2026-11-24", "open"),
        ("eu-gdpr", UK, "2020-12-31", "to 2020-12-31"),
        (
            "eu-gdpr",
            UK,
            "2021-01-01",
            "gb-transition lapsed 2020-12-31",
        ),
        ("uk-gdpr", UK, "2021-01-01", "open"),
        ("uk-gdpr", EU, "2021-01-01", "not here but uk-regime"),
        ("gdpr", UK, "2026-11-24", "open"),
        ("commission-adequacy", EU, "2026-11-24", "open"),
        (
            "commission-adequacy",
            UK,
            "2021-01-01",
            "gb-transition lapsed 2020-12-31",
        ),
        (
            "privacy-shield",
            EU,
            "2020-07-16",
            "kind-privacy-shield lapsed 2020-07-15",
        ),
        (
            "privacy-shield",
            UK,
            "2024-01-01",
            "kind-privacy-shield lapsed 2020-07-15",
        ),
        ("eu-dpf", EU, "2023-07-09", "kind-eu-dpf later"),
        ("eu-dpf", UK, "2026-11-24", "not here but kind-eu-dpf"),
        ("uk-idta", EU, "2026-11-24", "not here but uk-idta"),
        // A UK controller's own act, under either regime that applied there.
        ("dpa-2018", EU, "2019-06-01", "open"),
        ("dpa-2018", UK, "2026-11-24", "open"),
        ("dpa-2018", EU, "2026-11-24", "not here but dpa-2018"),
        ("dpa-1998", UK, "2021-01-01", "dpa-1998 lapsed 2018-05-24"),
        ("carrier-pigeon", UK, "2021-01-01", "unknown"),
    ];
    for (word, regime, on, expected) in cases {
        assert_eq!(said(word, regime, on), expected, "{word} {regime} on {on}");
    }
}
