//! What holds of every built-in row.

use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::law::{BUILTIN, InstrumentState, Table};

#[test]
fn every_row_says_where_it_comes_from() {
    let law = law();
    let mut seen = BTreeSet::new();
    for row in law.rows() {
        assert!(seen.insert(&row.id), "`{}` occurs twice", row.id);
        assert!(!row.citation.is_empty(), "`{}` cites nothing", row.id);
        assert!(
            row.read.is_none() || !row.references.is_empty(),
            "`{}` was read nowhere",
            row.id
        );
        for address in &row.references {
            assert!(
                official(address),
                "`{}`: {address} is no official site",
                row.id
            );
        }
        assert!(
            !row.title.is_empty() && row.title.chars().count() <= 100,
            "`{}`",
            row.title
        );
        assert!(!row.title.ends_with('.'), "`{}`", row.title);
        assert_eq!(row.from.is_none(), row.never, "`{}`", row.id);
        assert!(
            row.until
                .is_none_or(|until| row.from.is_some_and(|from| from <= until))
        );
        assert!(
            row.existing_until
                .is_none_or(|last| row.until.is_some_and(|until| until <= last))
        );
    }
    assert!(seen.len() > 250);
}

/// Whether an address leads to a site of those who made the law, keep it or supervise it.
fn official(address: &str) -> bool {
    [
        "https://eur-lex.europa.eu/",
        "https://ec.europa.eu/",
        "https://publications.europa.eu/",
        "https://www.edpb.europa.eu/",
        "https://www.efta.int/",
        "https://www.legislation.gov.uk/",
        "https://ico.org.uk/",
    ]
    .iter()
    .any(|site| address.starts_with(site))
}

#[test]
fn most_rows_were_compared_with_the_official_text() {
    let law = law();
    let read = law.rows().filter(|row| row.read.is_some()).count();
    assert!(
        read > 240,
        "only {read} of {} rows were read",
        law.rows().count()
    );
}

#[test]
fn every_row_has_the_address_of_its_text() {
    let law = law();
    let bare: Vec<&str> = ids(law.rows().filter(|row| row.references.is_empty()));
    assert!(bare.is_empty(), "without `reference`: {bare:?}");
}

#[test]
fn a_row_knows_its_place() {
    let mut sources = SourceMap::new();
    let law = Law::builtin(&mut sources).expect("the built-in law");
    for row in law.rows() {
        assert_eq!(sources.text(row.span).trim_matches('"'), row.id);
        let (path, at) = sources.locate(row.span).expect("a place");
        assert!(
            path.starts_with("policies/law/") && at.line == row.line,
            "`{}`",
            row.id
        );
    }
    let order: Vec<_> = law.rows().map(|row| row.span).collect();
    assert!(order.is_sorted());
    assert!(
        law.row("uk-adq-us")
            .is_some_and(|row| row.table == Table::Adequacy)
    );
}

#[test]
fn law_of_the_uk_alone_begins_with_its_regime_unless_it_is_national() {
    let law = law();
    for row in law.rows() {
        let early = row.from.is_some_and(|from| from < day("2021-01-01"));
        if row.regimes == [UK] && early {
            assert_eq!(row.national.as_deref(), Some("GB"), "`{}`", row.id);
        }
    }
}

#[test]
fn instruments_of_one_kind_do_not_overlap() {
    let law = law();
    for kind in law.instrument_kinds() {
        for regime in [EU, UK] {
            let rows: Vec<_> = law
                .instrument_rows(kind)
                .filter(|row| row.row.is_of(regime) && !row.row.never)
                .collect();
            for (at, one) in rows.iter().enumerate() {
                for two in &rows[at + 1..] {
                    let apart = one.row.has_ended(two.row.from.expect("a first day"))
                        || two.row.has_ended(one.row.from.expect("a first day"));
                    assert!(apart, "`{}` and `{}`", one.row.id, two.row.id);
                }
            }
        }
    }
}

#[test]
fn rules_and_bases_leave_no_gap_and_no_overlap() {
    let law = law();
    for regime in [EU, UK] {
        let first = law.regime_begins(regime).expect("a first day");
        for on in law.change_days().into_iter().filter(|on| *on >= first) {
            let mut articles = BTreeMap::new();
            for row in law.bases(regime, on) {
                *articles.entry(row.article.as_str()).or_insert(0) += 1;
            }
            for row in law.conditions(regime, on) {
                *articles.entry(row.article.as_str()).or_insert(0) += 1;
            }
            assert!(
                articles.values().all(|count| *count == 1),
                "{regime} {on} {articles:?}"
            );
            for key in ["5(1)(b)", "22", "44", "45", "46"] {
                let rows = law.cited(key);
                let held = rows
                    .iter()
                    .filter(|row| law.applies(row, regime, on))
                    .count();
                assert_eq!(held, 1, "{key} {regime} on {on}");
            }
        }
    }
}

#[test]
fn a_key_of_a_notice_has_one_case_at_a_time() {
    let law = law();
    for regime in [EU, UK] {
        for on in law.change_days() {
            let mut cases = BTreeMap::new();
            for row in law.notice_rows(regime, on) {
                for (key, when) in &row.states {
                    assert_eq!(
                        *cases.entry(key.as_str()).or_insert(*when),
                        *when,
                        "{key} {on}"
                    );
                }
            }
        }
    }
    let stated: BTreeSet<&str> = law
        .tables
        .notice_items
        .iter()
        .flat_map(|row| row.states.keys().map(String::as_str))
        .collect();
    for key in law.notice_item_keys() {
        assert!(
            stated.contains(key.key.as_str()),
            "nothing asks for `{}`",
            key.key
        );
    }
}

#[test]
fn both_articles_are_cited_wherever_both_ask() {
    let law = law();
    for item in law.notice_items(EU, day("2019-06-01")) {
        let has = |prefix: &str| {
            item.articles
                .iter()
                .any(|article| article.starts_with(prefix))
        };
        let one_only = ["data-categories", "source", "requirement-to-provide"];
        assert_eq!(
            has("13") && has("14"),
            !one_only.contains(&item.key),
            "{}",
            item.key
        );
    }
}

#[test]
fn between_two_changes_nothing_changes() {
    let law = law();
    let changes = law.change_days();
    let answers = |on: Date| {
        let kinds = law.instrument_kinds();
        let states: Vec<InstrumentState<'_>> = kinds
            .iter()
            .flat_map(|kind| {
                [EU, UK].map(|regime| law.judge_instrument(kind, regime, Default::default(), on))
            })
            .collect();
        let inside: Vec<_> = ["GB", "NO", "GI", "FR", "RE"]
            .iter()
            .map(|country| law.regime_of_territory(country, on))
            .collect();
        (
            states,
            inside,
            law.notice_items(UK, on).len(),
            ids(law.in_force(on)),
        )
    };
    let mut on = day("2018-05-25");
    let mut held = answers(on);
    while on < day("2027-01-01") {
        on = on.tomorrow().expect("a day");
        let now = answers(on);
        assert!(
            now == held || changes.contains(&on),
            "something changes on {on} unannounced"
        );
        held = now;
    }
}

#[test]
fn the_files_have_no_line_that_is_too_long() {
    for (path, text) in BUILTIN {
        for (at, line) in text.lines().enumerate() {
            let short = line.chars().count() <= 100;
            assert!(short || line.contains("https://"), "{path}:{}", at + 1);
        }
    }
}
