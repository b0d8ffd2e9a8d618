//! Instruments over time, and the duties that come with them.

use super::*;
use crate::law::{InstrumentDates, InstrumentState as S};

fn concluded(on: &str) -> InstrumentDates {
    InstrumentDates {
        concluded: Some(day(on)),
        ..InstrumentDates::default()
    }
}

/// A state in a word or two, so that a table of cases can be read.
fn said(state: S<'_>) -> String {
    match state {
        S::Valid {
            row,
            last_day: Some(last),
        } => format!("{} to {last}", row.row.id),
        S::Valid {
            row,
            last_day: None,
        } => format!("{} open", row.row.id),
        S::NotYetConcluded { on } => format!("concluded on {on}"),
        S::NotYetAvailable { row } => format!("{} later", row.row.id),
        S::ConcludedTooEarly { row } => format!("{} too early", row.row.id),
        S::ConcludedTooLate { row } => format!("{} too late", row.row.id),
        S::Expired { row, last_day } => format!("{} expired {last_day}", row.row.id),
        S::Terminated { on } => format!("ended {on}"),
        S::ProcessingChanged { row, on } => format!("{} changed {on}", row.row.id),
        S::OtherRegime { row, why } => match why {
            Some(why) => format!("not here but {} because {}", row.row.id, why.row.id),
            None => format!("not here but {}", row.row.id),
        },
        S::Unknown => "unknown".to_owned(),
    }
}

/// Kind, regime, day of conclusion, day of judgement, and what is said of it.
type Case = (
    &'static str,
    Regime,
    &'static str,
    &'static str,
    &'static str,
);

fn hold(cases: &[Case]) {
    let law = law();
    for (kind, regime, from, on, expected) in cases.iter().copied() {
        let state = law.judge_instrument(kind, regime, concluded(from), day(on));
        assert_eq!(said(state), expected, "{kind} {regime} of {from} on {on}");
    }
}

#[test]
fn the_older_clauses_end_under_the_eu_gdpr() {
    hold(&[
        (
            "eu-scc-2010",
            EU,
            "2018-09-01",
            "2019-06-01",
            "eu-scc-2010 to 2022-12-27",
        ),
        (
            "eu-scc-2010",
            EU,
            "2018-09-01",
            "2022-12-27",
            "eu-scc-2010 to 2022-12-27",
        ),
        (
            "eu-scc-2010",
            EU,
            "2018-09-01",
            "2022-12-28",
            "eu-scc-2010 expired 2022-12-27",
        ),
        (
            "eu-scc-2010",
            EU,
            "2021-09-26",
            "2022-01-01",
            "eu-scc-2010 to 2022-12-27",
        ),
        (
            "eu-scc-2010",
            EU,
            "2021-09-27",
            "2022-01-01",
            "eu-scc-2010 too late",
        ),
        (
            "eu-scc-2010",
            EU,
            "2010-05-14",
            "2019-01-01",
            "eu-scc-2010 too early",
        ),
    ]);
}

#[test]
fn the_older_clauses_were_concluded_under_eu_rows_and_are_good_for_the_uk_afterwards() {
    hold(&[
        (
            "eu-scc-2010",
            UK,
            "2018-09-01",
            "2021-01-01",
            "uk-scc-eu-old to 2024-03-21",
        ),
        (
            "eu-scc-2001",
            UK,
            "2018-09-01",
            "2024-03-21",
            "uk-scc-eu-old to 2024-03-21",
        ),
        (
            "eu-scc-2001",
            UK,
            "2018-09-01",
            "2024-03-22",
            "uk-scc-eu-old expired 2024-03-21",
        ),
        (
            "eu-scc-2004",
            UK,
            "2022-09-21",
            "2023-01-01",
            "uk-scc-eu-old to 2024-03-21",
        ),
        (
            "eu-scc-2004",
            UK,
            "2022-09-22",
            "2023-01-01",
            "uk-scc-eu-old too late",
        ),
        (
            "eu-scc-2010",
            UK,
            "2018-09-01",
            "2020-12-31",
            "uk-scc-eu-old later",
        ),
    ]);
}

#[test]
fn the_clauses_of_2021_alone_are_no_mechanism_in_the_uk() {
    let law = law();
    let cases = [
        (
            "eu-scc-2021",
            EU,
            "2021-06-04",
            "2021-06-26",
            "eu-scc-2021 later",
        ),
        (
            "eu-scc-2021",
            EU,
            "2021-06-04",
            "2021-06-27",
            "eu-scc-2021 open",
        ),
        (
            "eu-scc-2021",
            UK,
            "2022-04-01",
            "2022-05-01",
            "not here but eu-scc-2021 because uk-scc-eu-2021-alone",
        ),
        (
            "eu-scc-2021+uk-addendum",
            UK,
            "2022-04-01",
            "2022-05-01",
            "uk-addendum open",
        ),
        (
            "eu-scc-2021+uk-addendum",
            EU,
            "2022-04-01",
            "2022-05-01",
            "eu-scc-2021 open",
        ),
        (
            "eu-scc-2021+uk-addendum",
            UK,
            "2022-03-01",
            "2022-03-20",
            "uk-addendum later",
        ),
        (
            "eu-scc-2021+uk-addendum",
            UK,
            "2022-03-01",
            "2022-03-21",
            "uk-addendum open",
        ),
        ("uk-idta", UK, "2022-03-21", "2022-03-21", "uk-idta open"),
        (
            "uk-idta",
            EU,
            "2022-03-21",
            "2026-11-24",
            "not here but uk-idta",
        ),
        (
            "uk-idta",
            UK,
            "2025-01-01",
            "2024-12-31",
            "concluded on 2025-01-01",
        ),
    ];
    for (kind, regime, from, on, expected) in cases {
        let state = law.judge_instrument(kind, regime, concluded(from), day(on));
        assert_eq!(said(state), expected, "{kind} {regime} of {from} on {on}");
    }
}

#[test]
fn a_change_of_processing_costs_the_transition_only() {
    let law = law();
    let changed = |regime, on: &str, today: &str| {
        let dates = InstrumentDates {
            concluded: Some(day("2018-09-01")),
            processing_changed: Some(day(on)),
            terminated: None,
        };
        said(law.judge_instrument("eu-scc-2010", regime, dates, day(today)))
    };
    // While new ones could be concluded a change did no harm.
    assert_eq!(
        changed(EU, "2021-09-26", "2022-01-01"),
        "eu-scc-2010 to 2022-12-27"
    );
    assert_eq!(
        changed(EU, "2021-09-27", "2021-09-26"),
        "eu-scc-2010 to 2022-12-27"
    );
    assert_eq!(
        changed(EU, "2021-09-27", "2021-09-27"),
        "eu-scc-2010 changed 2021-09-27"
    );
    assert_eq!(
        changed(UK, "2022-09-21", "2022-09-22"),
        "uk-scc-eu-old to 2024-03-21"
    );
    assert_eq!(
        changed(UK, "2022-09-22", "2022-09-22"),
        "uk-scc-eu-old changed 2022-09-22"
    );
    // The clauses of today take changes.
    let dates = InstrumentDates {
        concluded: Some(day("2022-01-01")),
        processing_changed: Some(day("2023-01-01")),
        terminated: None,
    };
    assert!(
        law.judge_instrument("eu-scc-2021", EU, dates, day("2024-01-01"))
            .is_valid()
    );
}

#[test]
fn an_instrument_ends_when_the_parties_end_it() {
    let law = law();
    let dates = InstrumentDates {
        concluded: Some(day("2022-05-01")),
        processing_changed: None,
        terminated: Some(day("2023-05-01")),
    };
    assert!(
        law.judge_instrument("uk-idta", UK, dates, day("2023-04-30"))
            .is_valid()
    );
    let state = law.judge_instrument("uk-idta", UK, dates, day("2023-05-01"));
    assert_eq!(said(state), "ended 2023-05-01");
}

#[test]
fn adequacy_as_a_safeguard_belongs_to_its_regime() {
    let law = law();
    let none = InstrumentDates::default();
    let cases = [
        ("eu-adequacy", EU, "2026-11-24", "kind-eu-adequacy open"),
        (
            "eu-adequacy",
            UK,
            "2026-11-24",
            "not here but kind-eu-adequacy",
        ),
        ("uk-adequacy", UK, "2021-01-01", "kind-uk-adequacy open"),
        ("eu-dpf", UK, "2026-11-24", "not here but kind-eu-dpf"),
        (
            "dpf-uk-extension",
            UK,
            "2023-10-11",
            "kind-dpf-uk-extension later",
        ),
        (
            "dpf-uk-extension",
            UK,
            "2023-10-12",
            "kind-dpf-uk-extension open",
        ),
        (
            "privacy-shield",
            EU,
            "2020-07-15",
            "kind-privacy-shield to 2020-07-15",
        ),
        (
            "privacy-shield",
            EU,
            "2020-07-16",
            "kind-privacy-shield expired 2020-07-15",
        ),
        // It ended while a UK exporter was under the EU GDPR: expired, not foreign.
        (
            "privacy-shield",
            UK,
            "2024-01-01",
            "kind-privacy-shield expired 2020-07-15",
        ),
        ("derogation-49-1-a", EU, "2018-05-25", "eu-49-a open"),
        ("derogation-49-1-2", UK, "2021-01-01", "uk-49-2 open"),
        ("carrier-pigeon", UK, "2021-01-01", "unknown"),
    ];
    for (kind, regime, on, expected) in cases {
        let state = law.judge_instrument(kind, regime, none, day(on));
        assert_eq!(said(state), expected, "{kind} {regime} on {on}");
    }
}

#[test]
fn the_risk_of_transfers_is_assessed_since_schrems_ii() {
    let law = law();
    let duty = |regime, on| {
        law.risk_assessment_duty(regime, on)
            .map(|row| row.row.id.as_str())
    };
    assert_eq!(duty(EU, before("2020-07-16")), None);
    assert_eq!(duty(EU, day("2020-07-16")), Some("eu-tia"));
    assert_eq!(duty(UK, before("2021-01-01")), None);
    assert_eq!(duty(UK, day("2021-01-01")), Some("uk-tra"));
    assert_eq!(duty(UK, before("2026-02-05")), Some("uk-tra"));
    assert_eq!(duty(UK, day("2026-02-05")), Some("uk-dpt"));
    assert_eq!(duty(EU, day("2026-02-05")), Some("eu-tia"));
}
