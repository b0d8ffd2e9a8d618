//! Territory and adequacy.

use super::*;
use crate::law::{AdequacyCondition, Body};

fn adequate(law: &Law, regime: Regime, country: &str, on: Date) -> Vec<String> {
    law.adequacy(regime, country, on)
        .iter()
        .map(|row| row.row.id.clone())
        .collect()
}

#[test]
fn the_united_kingdom_changes_regime_when_the_transition_ends() {
    let law = law();
    assert_eq!(law.regime_of_territory("GB", before("2018-05-25")), None);
    assert_eq!(law.regime_of_territory("GB", day("2018-05-25")), Some(EU));
    let (regime, row) = law.regime_row("GB", day("2020-12-31")).expect("a regime");
    assert_eq!((regime, row.row.id.as_str()), (EU, "gb-transition"));
    let (regime, row) = law.regime_row("GB", day("2021-01-01")).expect("a regime");
    assert_eq!((regime, row.row.id.as_str()), (UK, "uk-regime"));
    assert!(law.inside(EU, "GB", day("2020-12-31")));
    assert!(!law.inside(EU, "GB", day("2021-01-01")));
    assert!(!law.inside(UK, "GB", day("2020-12-31")));
    assert!(law.inside(UK, "GB", day("2021-01-01")));
    assert!(!law.inside(UK, "FR", day("2021-01-01")));
}

#[test]
fn nothing_is_judged_before_the_gdpr() {
    let law = law();
    assert_eq!(law.earliest_day(), Some(day("2018-05-25")));
    assert_eq!(law.regime_begins(UK), Some(day("2021-01-01")));
    assert!(law.bases(EU, before("2018-05-25")).is_empty());
    assert!(law.notice_items(UK, before("2021-01-01")).is_empty());
}

#[test]
fn the_three_eea_states_are_inside_before_the_gdpr_applies_there() {
    let law = law();
    for country in ["IS", "LI", "NO"] {
        assert_eq!(law.regime_of_territory(country, before("2018-07-20")), None);
        assert_eq!(
            law.regime_of_territory(country, day("2018-07-20")),
            Some(EU)
        );
        assert!(law.inside(EU, country, before("2018-07-20")));
        assert!(law.inside(EU, country, day("2026-11-24")));
    }
}

#[test]
fn linked_territories_are_where_they_belong() {
    let law = law();
    let today = day("2026-11-24");
    for inside in ["RE", "GP", "AX", "FR", "EL"] {
        assert_eq!(law.regime_of_territory(inside, today), Some(EU), "{inside}");
    }
    for outside in ["GL", "SJ", "MC", "JE", "GG", "IM", "GI", "FO", "US", "ZZ"] {
        assert_eq!(law.regime_of_territory(outside, today), None, "{outside}");
        assert!(!law.inside(EU, outside, today), "{outside}");
        assert!(!law.inside(UK, outside, today), "{outside}");
    }
    assert_eq!(law.regime_of_territory("UK", today), Some(UK));
    assert_eq!(law.country_code("EL"), "GR");
    assert_eq!(law.country_code("DE"), "DE");
    assert!(law.inside(EU, "GI", day("2020-12-31")));
    assert!(!law.inside(EU, "GI", day("2021-01-01")));
}

#[test]
fn the_frameworks_with_the_united_states_come_and_go() {
    let law = law();
    let cases = [
        (EU, "2015-10-05", vec!["eu-adq-us-sh"]),
        (EU, "2015-10-06", vec![]),
        (EU, "2016-07-11", vec![]),
        (EU, "2016-07-12", vec!["eu-adq-us-ps"]),
        (EU, "2020-07-15", vec!["eu-adq-us-ps"]),
        (EU, "2020-07-16", vec![]),
        (EU, "2023-07-09", vec![]),
        (EU, "2023-07-10", vec!["eu-adq-us-dpf"]),
        (UK, "2023-10-11", vec![]),
        (UK, "2023-10-12", vec!["uk-adq-us"]),
    ];
    for (regime, on, expected) in cases {
        assert_eq!(
            adequate(&law, regime, "US", day(on)),
            expected,
            "{regime} {on}"
        );
    }
    let extension = law.adequacy(UK, "US", day("2023-10-12"));
    assert_eq!(extension[0].scheme(), Some("dpf-uk-extension"));
    assert_eq!(
        law.schemes_needed("dpf-uk-extension"),
        ["dpf-uk-extension", "eu-dpf"]
    );
    let words: Vec<String> = extension[0]
        .conditions
        .iter()
        .map(|condition| law.condition_words(condition))
        .collect();
    assert!(words[0].contains("UK Extension"), "{words:?}");
    assert!(
        words.contains(&"the data are not for journalism".to_owned()),
        "{words:?}"
    );
}

#[test]
fn canada_is_adequate_under_its_private_sector_act_only() {
    let law = law();
    for regime in [EU, UK] {
        let rows = law.adequacy(regime, "CA", day("2026-11-24"));
        assert_eq!(rows.len(), 1);
        assert_eq!(
            rows[0].conditions,
            [
                AdequacyCondition::RecipientSubjectTo("pipeda".to_owned()),
                AdequacyCondition::CommercialActivity
            ]
        );
    }
}

#[test]
fn brazil_and_the_patent_organisation_are_adequate_for_the_eu_only() {
    let law = law();
    assert!(adequate(&law, EU, "BR", before("2026-01-26")).is_empty());
    assert_eq!(adequate(&law, EU, "BR", day("2026-01-26")), ["eu-adq-br"]);
    assert!(adequate(&law, UK, "BR", day("2026-11-24")).is_empty());
    let why = law.adequacy_rows(UK, "BR");
    assert_eq!(ids(why.iter().map(|row| &row.row)), ["uk-adq-none"]);
    assert!(why[0].row.never && why[0].row.read.is_none());
    let epo = |regime, on| law.adequacy_of_body(regime, Body::Epo, day(on)).len();
    assert_eq!((epo(EU, "2025-07-14"), epo(EU, "2025-07-15")), (0, 1));
    assert_eq!(epo(UK, "2026-11-24"), 0);
}

#[test]
fn the_united_kingdom_stays_adequate_from_bridge_to_renewal() {
    let law = law();
    assert_eq!(
        adequate(&law, EU, "GB", day("2021-01-01")),
        ["eu-uk-bridge"]
    );
    let mut on = day("2021-01-01");
    while on <= day("2031-12-27") {
        assert!(!adequate(&law, EU, "GB", on).is_empty(), "a gap on {on}");
        on = on.tomorrow().expect("a day");
    }
    assert!(adequate(&law, EU, "GB", day("2031-12-28")).is_empty());
    assert_eq!(adequate(&law, EU, "GB", day("2025-06-27")), ["eu-adq-gb-1"]);
    assert_eq!(adequate(&law, EU, "GB", day("2025-06-28")), ["eu-adq-gb-2"]);
    assert_eq!(adequate(&law, EU, "GB", day("2025-12-28")), ["eu-adq-gb-3"]);
}

#[test]
fn the_united_kingdom_trusts_the_eea_as_it_is_on_the_day() {
    let law = law();
    for country in ["FR", "NO", "RE", "EL"] {
        assert_eq!(
            adequate(&law, UK, country, day("2021-01-01")),
            ["uk-adq-eea"],
            "{country}"
        );
        assert!(adequate(&law, UK, country, day("2020-12-31")).is_empty());
        let any = law.adequacy_rows(UK, country);
        assert_eq!(ids(any.iter().map(|row| &row.row)), ["uk-adq-eea"]);
    }
    assert_eq!(adequate(&law, UK, "GI", day("2021-01-01")), ["uk-adq-gi"]);
    assert!(adequate(&law, EU, "GI", day("2021-01-01")).is_empty());
    let institutions = law.adequacy_of_body(UK, Body::EuInstitution, day("2021-01-01"));
    assert_eq!(institutions.len(), 1);
    assert_eq!(
        adequate(&law, UK, "KR", day("2022-12-18")),
        Vec::<String>::new()
    );
    assert_eq!(adequate(&law, UK, "KR", day("2022-12-19")), ["uk-adq-kr"]);
}

#[test]
fn a_regime_has_only_its_own_rows_and_none_before_its_first_day() {
    let law = law();
    let row = law.row("44-uk-old").expect("the row");
    assert!(law.applies(row, UK, day("2021-01-01")));
    // In force on the day, and of the other regime.
    assert!(!law.applies(row, EU, day("2021-01-01")));
    // Of the regime and in force, in a place where the regime does not apply yet.
    let own = law
        .rows()
        .find(|row| row.is_of(UK) && row.in_force(day("2020-12-31")) && row.national.is_none());
    let own = own.expect("a row that is older than the regime");
    assert!(!law.applies(own, UK, day("2020-12-31")), "{}", own.id);
}

#[test]
fn the_lines_of_business_that_conditions_speak_of() {
    let words = crate::law::sectors();
    for word in ["journalism", "public-authority", "eu-institution"] {
        assert!(words.contains(&word), "{words:?}");
    }
}
