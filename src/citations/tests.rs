//! How a lock changes; the network itself is tested in `tests/it/evidence/`.

use std::collections::BTreeMap;

use jiff::civil::date;

use super::*;
use crate::estate::model::Seen;
use crate::estate::vocabulary::SeenState;

fn there(digest: &str) -> LinkAnswer {
    LinkAnswer::There {
        status: 200,
        digest: digest.to_owned(),
        moved: None,
    }
}

fn after(known: &BTreeMap<String, Seen>, answer: LinkAnswer, day: i8) -> BTreeMap<String, Seen> {
    let result = LinkResult {
        url: "https://example.org/".to_owned(),
        answer,
    };
    renewed(known, &[result], date(2026, 3, day))
}

fn only(seen: &BTreeMap<String, Seen>) -> &Seen {
    assert_eq!(seen.len(), 1);
    seen.values().next().unwrap()
}

#[test]
fn a_text_that_changes_stays_changed_until_it_is_accepted() {
    let first = after(&BTreeMap::new(), there("a"), 1);
    assert_eq!(only(&first).changed, None);
    let second = after(&first, there("b"), 5);
    let third = after(&second, there("b"), 9);
    let changed = only(&third).changed.clone().unwrap();
    assert_eq!(
        (changed.on, changed.digest.as_str()),
        (date(2026, 3, 5), "b")
    );
    assert_eq!(only(&third).digest.as_deref(), Some("a"));

    let mut accepted = third.clone();
    let seen = accepted.values_mut().next().unwrap();
    assert!(accept(seen) && !accept(seen));
    let fourth = after(&accepted, there("b"), 12);
    assert_eq!(only(&fourth).changed, None);
    assert_eq!(only(&fourth).digest.as_deref(), Some("b"));
}

#[test]
fn a_text_that_is_back_has_not_changed() {
    let first = after(&BTreeMap::new(), there("a"), 1);
    let back = after(&after(&first, there("b"), 2), there("a"), 3);
    assert_eq!(only(&back).changed, None);
}

#[test]
fn a_link_that_is_gone_keeps_its_first_day_and_its_text() {
    let first = after(&BTreeMap::new(), there("a"), 1);
    let gone = || LinkAnswer::Gone("it answers 404 Not Found".to_owned());
    let third = after(&after(&first, gone(), 4), gone(), 8);
    let seen = only(&third);
    assert_eq!(seen.state, SeenState::Gone);
    assert_eq!(
        (seen.since, seen.looked),
        (date(2026, 3, 4), date(2026, 3, 8))
    );
    assert_eq!(seen.digest.as_deref(), Some("a"));
    let back = after(&third, there("a"), 9);
    assert_eq!(only(&back).since, date(2026, 3, 9));
    assert_eq!(only(&back).why, None);
}

#[test]
fn what_is_cited_no_more_is_dropped() {
    let first = after(&BTreeMap::new(), there("a"), 1);
    assert!(renewed(&first, &[], date(2026, 3, 2)).is_empty());
}

#[test]
fn what_is_written_is_read_back() {
    let first = after(&BTreeMap::new(), there("a"), 1);
    let second = after(&first, there("b"), 5);
    let mut out = Vec::new();
    write_lock(&second, &mut out).unwrap();
    let yaml = "{name: x, controller: us, parties: [{id: us, name: U, country: GB, \
                evidence: 'https://example.org/'}], flows: []}";
    let files = crate::input::MemoryFiles::new()
        .with("fairnotice.yaml", yaml)
        .with("evidence.lock", String::from_utf8(out).unwrap());
    let loaded = crate::estate::load(&files, "fairnotice.yaml");
    let estate = loaded.estate.unwrap();
    assert_eq!(estate.citations.len(), 1);
    assert_eq!(estate.citations[0].seen.as_ref(), Some(only(&second)));
}
