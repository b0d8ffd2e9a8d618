//! Areas are their states: every answer about one is compared with asking state by state, over lists that
//! are written out here.

use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::*;
use crate::taxonomy::{Area, Country, Place};

/// Read once: a property asks it many times.
static LAW: LazyLock<Law> = LazyLock::new(law);

const EU27: &str =
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK";

/// Days on both sides of every change of membership since the GDPR.
const DAYS: [&str; 10] = [
    "2018-05-25",
    "2018-07-19",
    "2018-07-20",
    "2020-01-31",
    "2020-02-01",
    "2020-12-31",
    "2021-01-01",
    "2021-06-28",
    "2021-06-29",
    "2026-11-01",
];

/// The states of a place, by hand.
fn members(place: &str, on: &str) -> Vec<&'static str> {
    let mut states: Vec<&str> = EU27.split(' ').collect();
    match place {
        "EU" => {}
        "EEA" | "UK+EEA" => states.extend(["IS", "LI", "NO"]),
        country => return COUNTRIES.into_iter().filter(|it| *it == country).collect(),
    }
    if place == "UK+EEA" || on < "2020-02-01" {
        states.push("GB");
    }
    states.sort_unstable();
    states
}

const COUNTRIES: [&str; 12] = [
    "DE", "FR", "IE", "NL", "GB", "NO", "IS", "LI", "CH", "US", "AX", "GI",
];

const AREAS: [&str; 3] = ["EU", "EEA", "UK+EEA"];

fn place(written: &str) -> Place {
    Place::parse(written).expect("a place")
}

fn anywhere() -> impl Strategy<Value = &'static str> {
    prop_oneof![select(&AREAS[..]), select(&COUNTRIES[..])]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn an_area_is_the_list_of_its_states(area in select(&AREAS[..]), on in select(&DAYS[..])) {
        let law = &*LAW;
        let states = law.states(place(area), day(on));
        let states: Vec<&str> = states.iter().map(Country::as_str).collect();
        prop_assert_eq!(states, members(area, on));
    }

    #[test]
    fn a_place_is_inside_where_every_state_is(
        written in anywhere(),
        regime in select(&[EU, UK][..]),
        on in select(&DAYS[..]),
    ) {
        let law = &*LAW;
        let each = members(written, on).iter().all(|state| {
            law.inside(regime, state, day(on)) || law.bridged(regime, state, day(on))
        });
        prop_assert_eq!(law.stays_inside(regime, place(written), day(on)), each);
    }

    #[test]
    fn places_cover_what_has_no_state_outside_them(
        listed in subsequence(&["EU", "EEA", "UK+EEA", "DE", "GB", "IS", "LI", "NO", "US"][..], 0..=9),
        written in select(&["EU", "EEA", "UK+EEA", "DE", "FR", "GB", "NO", "US"][..]),
        on in select(&DAYS[..]),
    ) {
        let law = &*LAW;
        let places: Vec<Place> = listed.iter().map(|it| place(it)).collect();
        let each = members(written, on).iter().all(|state| {
            listed.iter().any(|it| members(it, on).contains(state))
        });
        prop_assert_eq!(law.covers(&places, place(written), day(on)), each);
    }
}

#[test]
fn all_states_written_out_are_the_area() {
    let law = &*LAW;
    let every: Vec<Place> = EU27.split(' ').map(place).collect();
    let today = day("2026-11-01");
    assert!(law.covers(&every, place("EU"), today));
    assert!(!law.covers(&every[1..], place("EU"), today));
    assert!(!law.covers(&every, place("EEA"), today));
    // The United Kingdom was a member until it left.
    assert!(!law.covers(&every, place("EU"), day("2020-01-31")));
}

#[test]
fn parts_of_a_member_state_lie_in_its_areas() {
    let law = &*LAW;
    for (part, area, on, is_in) in [
        ("AX", "EU", "2026-11-01", true),
        ("RE", "EEA", "2026-11-01", true),
        ("RE", "UK+EEA", "2026-11-01", true),
        ("GI", "EU", "2020-01-31", true),
        ("GI", "EU", "2020-02-01", false),
        ("GI", "UK+EEA", "2020-06-01", false),
        ("GI", "UK+EEA", "2026-11-01", false),
        ("JE", "UK+EEA", "2026-11-01", false),
    ] {
        let found = law.covers(&[place(area)], place(part), day(on));
        assert_eq!(found, is_in, "{part} in {area} on {on}");
    }
    assert!(!law.covers(&[place("FI")], place("AX"), day("2026-11-01")));
}

#[test]
fn an_area_without_known_states_is_nowhere() {
    let law = &*LAW;
    let long_ago = day("2000-01-01");
    assert!(law.states(Area::Eu.into(), long_ago).is_empty());
    assert!(!law.stays_inside(EU, Area::Eu.into(), long_ago));
    assert!(!law.covers(&[place("DE")], Area::Eu.into(), long_ago));
}
