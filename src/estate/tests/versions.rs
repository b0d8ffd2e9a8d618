//! Several versions of a notice, each with its day.

use super::{load, shown, sound};
use crate::input::MemoryFiles;

const ROOT: &str = "
controller: shop
parties: [{id: shop, country: GB}]
services: [{id: orders, sections: Orders}]
notice: new.yaml
earlier-notices: [old.yaml]
";

fn version(published: &str, text: &str, quote: &str) -> String {
    format!(
        "{published}\ntext: |\n  # Notice\n\n  ## {text}\n\n  We use your name. We use your age.\nstatements: [{{id: n, quote: {quote}, collects: {{data: name}}}}]\n"
    )
}

fn files(old: &str, new: &str) -> MemoryFiles {
    let files = MemoryFiles::new().with("fairnotice.yaml", ROOT);
    files.with("old.yaml", old).with("new.yaml", new)
}

#[test]
fn the_version_of_the_day_is_the_last_one_published() {
    let old = version("published: 2018-05-25", "Parcels", "your name");
    let new = version("published: 2021-03-01", "Orders", "your age");
    let (mut estate, _) = sound(load(&files(&old, &new), "fairnotice.yaml"));
    let quote = |estate: &crate::estate::model::Estate, day: &str| {
        let mut statements = estate.statements_on(day.parse().unwrap());
        let (index, statement) = statements.next().unwrap();
        assert!(statements.next().is_none());
        // The index leads to the same statement, whichever version it is of.
        assert_eq!(estate.statement(index).unwrap().quote, statement.quote);
        statement.quote.clone()
    };
    // Of the time before the first version nothing else is known.
    assert_eq!(quote(&estate, "2016-01-01"), "your name");
    assert_eq!(quote(&estate, "2018-05-25"), "your name");
    assert_eq!(quote(&estate, "2021-02-28"), "your name");
    assert_eq!(quote(&estate, "2021-03-01"), "your age");
    assert_eq!(estate.all_statements().count(), 2);
    estate.pin_notice(0);
    assert_eq!(quote(&estate, "2021-03-01"), "your name");
}

#[test]
fn each_version_has_a_day_of_its_own() {
    let new = version("published: 2021-03-01", "Orders", "your age");
    let undated = version("title: Old", "Orders", "your name");
    assert_eq!(
        shown(&load(&files(&undated, &new), "fairnotice.yaml")),
        [
            "old.yaml:1:1: where a notice has several versions, each has its day (write `published: YYYY-MM-DD`)"
        ]
    );
    let same = version("published: 2021-03-01", "Orders", "your name");
    assert_eq!(
        shown(&load(&files(&same, &new), "fairnotice.yaml")),
        [
            "old.yaml:1:1: two versions of the notice were published on the same day (give each version the day on which it was published, whatever date its text gives, or keep one) [the other one: new.yaml:1]"
        ]
    );
}

#[test]
fn the_sections_of_services_are_those_of_the_latest_version() {
    let old = version("published: 2018-05-25", "Orders", "your name");
    let new = version("published: 2021-03-01", "Parcels", "your age");
    let reported = shown(&load(&files(&old, &new), "fairnotice.yaml"));
    assert_eq!(reported.len(), 1, "{reported:?}");
    assert!(reported[0].contains("Orders"), "{reported:?}");
}

#[test]
fn a_party_has_the_name_of_the_day() {
    let estate = |formerly: &str| {
        format!(
            "controller: a\nparties: [{{id: a, name: Blue, country: GB, formerly: {formerly}}}]\n"
        )
    };
    let text = estate("[{name: Red, until: 2023-05-01}, {name: White, until: 2021-01-31}]");
    let files = MemoryFiles::new().with("fairnotice.yaml", text);
    let (estate, _) = sound(load(&files, "fairnotice.yaml"));
    let party = &estate.parties[0];
    let on = |day: &str| party.full_name_on(day.parse().unwrap());
    assert_eq!(on("2021-01-31"), "White");
    assert_eq!(on("2021-02-01"), "Red (formerly White, until 2021-01-31)");
    assert_eq!(on("2023-05-01"), "Red (formerly White, until 2021-01-31)");
    assert_eq!(on("2023-05-02"), "Blue (formerly Red, until 2023-05-01)");
}
