//! Replays the worked example of `CONTRIBUTING.md` on rules: the rule fires in the one estate, is silent in
//! the other, and the user sees what the page shows. `FAIRNOTICE_UPDATE=1` updates the latter.

use super::blocks::{Block, blocks, read, update, write};
use crate::support::{Checked, checked_files, day_of, terminal_of};
use fairnotice::input::MemoryFiles;

const PAGE: &str = "CONTRIBUTING.md";
const RULE: &str = "house/special-data-abroad";

#[test]
fn the_worked_example_works() {
    let page = read(PAGE);
    let example = Example::of(&page);

    let fires = checked(example.rule, example.fires);
    assert_eq!(
        found(&fires),
        [RULE],
        "the first estate shows this rule and no other"
    );
    let silent = checked(example.rule, example.silent);
    assert!(
        found(&silent).is_empty(),
        "the second estate is clean, but {:?}",
        found(&silent)
    );

    // The estate, not some other rule, makes the difference: without the rule nothing is found.
    let without = example.fires.replace("policies: policies/\n", "");
    assert!(found(&checked(example.rule, &without)).is_empty());

    let shown = terminal_of(&fires, None);
    if update() {
        let at = example.shown.as_ptr() as usize - page.as_ptr() as usize;
        let (before, after) = (&page[..at], &page[at + example.shown.len()..]);
        write(PAGE, &format!("{before}{shown}{after}"));
    } else {
        assert_eq!(
            example.shown, shown,
            "`FAIRNOTICE_UPDATE=1 cargo test --test it documents::` updates it"
        );
    }
}

#[test]
fn the_two_estates_differ_in_what_the_rule_is_about() {
    let page = read(PAGE);
    let example = Example::of(&page);
    let differing = example
        .silent
        .lines()
        .zip(example.fires.lines())
        .filter(|(silent, fires)| silent != fires)
        .count();
    assert_eq!(
        differing, 2,
        "the line that says what must happen, and the data"
    );
}

/// The blocks of the example.
struct Example<'a> {
    rule: &'a str,
    fires: &'a str,
    silent: &'a str,
    shown: &'a str,
}

impl<'a> Example<'a> {
    fn of(page: &'a str) -> Self {
        let (_, section) = page.split_once("\n## Adding a rule\n").unwrap();
        let section = section.split("\n## ").next().unwrap();
        let blocks = blocks(section);
        let of = |language: &str| -> Vec<&'a str> {
            blocks
                .iter()
                .filter(|block: &&Block<'a>| block.language == language)
                .map(|block| block.text)
                .collect()
        };
        match (
            of("cedar").as_slice(),
            of("yaml").as_slice(),
            of("text").as_slice(),
        ) {
            ([rule], [fires, silent], [shown]) => Self {
                rule,
                fires,
                silent,
                shown,
            },
            other => panic!(
                "the section should have one rule, two estates and what is shown, not {other:#?}"
            ),
        }
    }
}

fn checked(rule: &str, estate: &str) -> Checked {
    let files = MemoryFiles::new()
        .with(format!("policies/{RULE}.cedar"), rule)
        .with("fairnotice.yaml", estate);
    checked_files(&files, day_of(estate))
}

fn found(checked: &Checked) -> Vec<&str> {
    checked.rules().into_iter().collect()
}
