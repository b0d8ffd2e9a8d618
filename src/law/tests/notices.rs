//! Legal bases, what a notice must state, and citations.

use super::*;
use crate::law::{BasisCondition, NoticeItem, When};

fn item<'a>(law: &'a Law, key: &str, regime: Regime, on: Date) -> Option<NoticeItem<'a>> {
    law.notice_items(regime, on)
        .into_iter()
        .find(|item| item.key == key)
}

#[test]
fn recognised_legitimate_interests_come_to_the_uk_in_2026() {
    let law = law();
    let letters = |regime, on| {
        law.bases(regime, on)
            .iter()
            .map(|row| row.article.as_str())
            .collect::<Vec<_>>()
    };
    let six = [
        "6(1)(a)", "6(1)(b)", "6(1)(c)", "6(1)(d)", "6(1)(e)", "6(1)(f)",
    ];
    assert_eq!(letters(EU, day("2026-11-24")), six);
    assert_eq!(letters(UK, before("2026-02-05")), six);
    assert_eq!(letters(UK, day("2026-02-05")).len(), 7);
    let row = law
        .basis_row("6(1)(ea)", UK, day("2026-02-05"))
        .expect("a basis");
    assert!(
        row.conditions
            .contains(&BasisCondition::NotForPublicAuthorities)
    );
    assert!(
        law.basis_row("6(1)(ea)", UK, before("2026-02-05"))
            .is_none()
    );
    assert!(law.basis_row("6(1)(ea)", EU, day("2026-02-05")).is_none());
    assert_eq!(law.basis_rows("6(1)(ea)").len(), 1);
}

#[test]
fn the_uk_has_conditions_of_its_own_under_either_regime() {
    let law = law();
    let sch1 = |regime, on| law.condition_row("sch1-18", regime, day(on)).is_some();
    assert!(sch1(EU, "2019-06-01"));
    assert!(!sch1(EU, "2021-01-01"));
    assert!(sch1(UK, "2021-01-01"));
    let row = law
        .condition_row("sch1-18", UK, day("2021-01-01"))
        .expect("a condition");
    assert_eq!(row.row.national.as_deref(), Some("GB"));
    assert!(row.conditions.contains(&BasisCondition::PolicyDocument));
    let filling = law.filling("9(2)(g)", UK, day("2026-11-24"), None);
    assert_eq!(filling.len(), 24, "paragraphs 6 to 28, and Schedule A1");
    assert_eq!(
        law.filling("10", UK, day("2026-11-24"), None).len(),
        30,
        "paragraphs 1 to 37, no 5, without the seven that open special categories alone, and Schedule A1"
    );
    assert!(
        law.condition_row("9(2)(h)", EU, day("2019-06-01"))
            .is_some()
    );
}

#[test]
fn children_consent_at_different_ages() {
    let law = law();
    let age = |country, on: &str| {
        law.child_consent_age(country, day(on))
            .map(|found| found.age)
    };
    assert_eq!(age("GB", "2018-05-25"), Some(13));
    assert_eq!(age("UK", "2026-11-24"), Some(13));
    assert_eq!(age("GB", "2018-05-24"), None);
    assert_eq!(age("DE", "2026-11-24"), Some(16));
    assert_eq!(age("AT", "2026-11-24"), Some(14));
    assert_eq!(age("NO", "2018-07-19"), None);
    assert_eq!(age("NO", "2018-07-20"), Some(13));
    assert_eq!(
        (age("DK", "2023-12-31"), age("DK", "2024-01-01")),
        (Some(13), Some(15))
    );
    assert_eq!(
        (age("SI", "2023-01-25"), age("SI", "2023-01-26")),
        (Some(16), Some(15))
    );
    // Until the national law came, it was 16.
    for (country, until, from, lowered) in [
        ("BE", "2018-09-04", "2018-09-05", 13),
        ("CZ", "2019-04-23", "2019-04-24", 15),
        ("FI", "2018-12-31", "2019-01-01", 13),
    ] {
        let found = (age(country, until), age(country, from));
        assert_eq!(found, (Some(16), Some(lowered)), "{country}");
    }
    assert_eq!(age("RE", "2026-11-24"), Some(15), "as France");
    assert_eq!(age("US", "2026-11-24"), None);
    let read = |country| {
        let age = law.child_consent_age(country, day("2026-11-24"));
        age.expect("an age").read
    };
    assert_eq!((read("DE"), read("SI")), (Some(day("2026-11-28")), None));
}

#[test]
fn the_age_of_the_uk_was_in_the_act_until_the_uk_gdpr_came() {
    let law = law();
    let row = |on: &str| {
        let age = law.child_consent_age("GB", day(on)).expect("an age");
        (age.age, age.row.row.id.clone())
    };
    assert_eq!(row("2020-12-31"), (13, "uk-child-consent".to_owned()));
    assert_eq!(row("2021-01-01"), (13, "uk-child-consent-8".to_owned()));
}

#[test]
fn the_right_to_object_covers_recognised_legitimate_interests_in_the_uk_since_the_reform() {
    let law = law();
    let cited = |regime, on: &str| {
        law.citation("21", regime, day(on), None)
            .map(|row| row.id.clone())
    };
    assert_eq!(cited(UK, "2026-02-04").as_deref(), Some("art-21"));
    assert_eq!(cited(UK, "2026-02-05").as_deref(), Some("art-21-uk"));
    assert_eq!(cited(EU, "2026-02-05").as_deref(), Some("art-21"));
    let is_prominent = |regime, on: &str| -> Vec<String> {
        let rows = law.notice_rows(regime, day(on)).into_iter();
        let rows = rows.filter(|row| row.articles.iter().any(|article| article == "21(4)"));
        rows.map(|row| row.row.id.clone()).collect()
    };
    assert_eq!(is_prominent(UK, "2020-12-31"), [""; 0]);
    assert_eq!(is_prominent(UK, "2026-02-04"), ["uk-art21-4-old"]);
    assert_eq!(is_prominent(UK, "2026-02-05"), ["uk-art21-4"]);
    assert_eq!(is_prominent(EU, "2026-02-05"), ["art21-4"]);
}

#[test]
fn every_uk_notice_mentions_complaints_to_the_controller_since_june_2026() {
    let law = law();
    let key = "complaint-to-controller";
    assert!(item(&law, key, UK, before("2026-06-19")).is_none());
    let found = item(&law, key, UK, day("2026-06-19")).expect("an item");
    assert_eq!(found.when, When::Always);
    assert_eq!(found.articles, ["13(2)(ca)", "14(2)(da)"]);
    assert_eq!(found.title, "the right to complain to the controller");
    assert!(item(&law, key, EU, day("2026-06-19")).is_none());
}

#[test]
fn both_articles_make_one_item() {
    let law = law();
    let on = day("2019-06-01");
    let purposes = item(&law, "purposes", EU, on).expect("an item");
    assert_eq!(purposes.articles, ["13(1)(c)", "14(1)(c)"]);
    assert_eq!(ids(purposes.rows), ["both-13-1-c", "both-14-1-c"]);
    let categories = item(&law, "data-categories", EU, on).expect("an item");
    assert_eq!(categories.when, When::ObtainedElsewhere);
    let safeguards = item(&law, "transfer-safeguards", EU, on).expect("an item");
    assert_eq!(safeguards.when, When::Article46Safeguard);
    assert_eq!(
        item(&law, "dpo-contact", EU, on).expect("an item").when,
        When::DpoAppointed
    );
    let keys: Vec<&str> = law
        .notice_items(EU, on)
        .iter()
        .map(|item| item.key)
        .collect();
    assert_eq!(keys.len(), 23, "{keys:?}");
    assert_eq!(keys[0], "controller-identity");
    // The rewording of 2026 adds its row, not a second article.
    let reworded = item(&law, "transfers", UK, day("2026-02-05")).expect("an item");
    assert_eq!(reworded.articles, ["13(1)(f)", "14(1)(f)"]);
    assert_eq!(reworded.rows.len(), 3);
    assert_eq!(
        item(&law, "transfers", UK, before("2026-02-05"))
            .expect("an item")
            .rows
            .len(),
        2
    );
}

#[test]
fn a_citation_shows_the_row_of_the_day() {
    let law = law();
    let cited = |key, regime, on| {
        law.citation(key, regime, on, None)
            .map(|row| row.id.as_str())
    };
    let turn = "2026-02-05";
    for (key, old, new) in [
        ("5(1)(b)", "5-1-b-uk-old", "5-1-b-uk"),
        ("22", "22-uk-old", "22a-d-uk"),
        ("44", "44-uk-old", "44a-uk"),
        ("45", "art-45-uk-old", "uk-adq-reform"),
    ] {
        assert_eq!(cited(key, UK, before("2021-01-01")), None, "{key}");
        assert_eq!(cited(key, UK, before(turn)), Some(old), "{key}");
        assert_eq!(cited(key, UK, day(turn)), Some(new), "{key}");
        assert!(
            cited(key, EU, day(turn)).is_some_and(|id| id.ends_with("eu")),
            "{key}"
        );
    }
    // Articles of the other tables, and a row's own id.
    assert_eq!(cited("6(1)(f)", UK, day(turn)), Some("uk-6-1-f"));
    assert_eq!(cited("13(1)(f)", EU, day(turn)), Some("both-13-1-f"));
    assert_eq!(cited("30(1)(d)", EU, day(turn)), Some("30-1-d"));
    assert_eq!(cited("30", EU, day(turn)), Some("art-30"));
    assert_eq!(cited("28", EU, day(turn)), Some("28"));
    assert_eq!(cited("uk-adq-us", UK, day(turn)), Some("uk-adq-us"));
    assert_eq!(cited("99(9)", EU, day(turn)), None);
    assert!(law.cited("99(9)").is_empty());
}

#[test]
fn the_keys_that_policies_cite_are_there() {
    let law = law();
    for key in [
        "5(1)(a)",
        "5(1)(b)",
        "5(1)(c)",
        "5(1)(e)",
        "6(1)",
        "6(1) last sentence",
        "6(4)",
        "7",
        "8",
        "9(2)",
        "10",
        "12(1)",
        "13",
        "14",
        "22",
        "26",
        "28",
        "28(2)",
        "28(3)",
        "30",
        "32",
        "35",
        "44",
        "45",
        "46",
        "49",
        "13(2)(a)",
        "14(1)(d)",
    ] {
        for (regime, on) in [
            (EU, "2018-05-25"),
            (EU, "2026-11-24"),
            (UK, "2021-01-01"),
            (UK, "2026-11-24"),
        ] {
            assert!(
                law.citation(key, regime, day(on), None).is_some(),
                "{key} {regime} on {on}"
            );
        }
    }
}
