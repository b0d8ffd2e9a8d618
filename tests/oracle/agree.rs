//! Oracle and engine find the same.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::judge::{self, Found};
use super::terms::{self, DATA};
use super::{engine, random};
use crate::estate::{Estate, write};

/// What only the oracle finds, what only the engine does, and how much both do.
struct Compared {
    missing: Vec<Found>,
    extra: Vec<Found>,
    both: usize,
}

fn compare(estate: &Estate, loaded: &engine::Loaded) -> Compared {
    let engine = loaded.judge(&estate.day);
    let (ours, theirs) = (judge::judge(estate), engine.found());
    let missing = ours
        .difference(&theirs)
        .filter(|found| !engine.is_reported_for_the_notice(&found.0))
        .cloned()
        .collect();
    Compared {
        missing,
        extra: theirs.difference(&ours).cloned().collect(),
        both: theirs.intersection(&ours).count(),
    }
}

/// An estate in all of its turns.
fn compare_turns(seed: u64, show: bool) -> Vec<Compared> {
    let turns = random::turns(seed);
    let mut loaded = engine::load(&turns[0]);
    let mut found = Vec::new();
    for (at, estate) in turns.iter().enumerate() {
        loaded.only(estate);
        let compared = compare(estate, &loaded);
        if show && !(compared.missing.is_empty() && compared.extra.is_empty()) {
            println!(
                "turn {at}: {}",
                serde_json::to_string_pretty(&write::value(estate)).unwrap()
            );
            println!("{}: only the oracle: {:#?}", estate.day, compared.missing);
            println!("only the engine: {:#?}", compared.extra);
        }
        found.push(compared);
    }
    found
}

#[test]
fn agree() {
    let number = |name: &str| {
        std::env::var(name)
            .ok()
            .and_then(|text| text.parse::<u64>().ok())
    };
    let seeds = match number("FAIRNOTICE_ORACLE_SEED") {
        Some(seed) => seed..seed + 1,
        None => {
            let first = number("FAIRNOTICE_ORACLE_FIRST").unwrap_or(0);
            let cases = number("FAIRNOTICE_ORACLE_CASES").unwrap_or(2000);
            first..first + cases.div_ceil(random::TURNS)
        }
    };
    let alone = seeds.end - seeds.start == 1;
    let begun = std::time::Instant::now();
    let compared: Vec<(u64, Vec<Compared>)> = seeds
        .clone()
        .into_par_iter()
        .map(|seed| (seed, compare_turns(seed, alone)))
        .collect();
    let mut wrong: BTreeMap<String, BTreeSet<u64>> = BTreeMap::new();
    let (mut cases, mut both) = (0, 0);
    for (seed, turns) in &compared {
        for turn in turns {
            cases += 1;
            both += turn.both;
            for (who, list) in [
                ("only the oracle", &turn.missing),
                ("only the engine", &turn.extra),
            ] {
                for (rule, ..) in list {
                    wrong
                        .entry(format!("{who}: {rule}"))
                        .or_default()
                        .insert(*seed);
                }
            }
        }
    }
    println!(
        "seeds {seeds:?}, {cases} estates, {both} findings by both, {:.0?}",
        begun.elapsed()
    );
    let shown: Vec<String> = wrong
        .iter()
        .map(|(what, seeds)| {
            let first: Vec<_> = seeds.iter().take(8).collect();
            format!("{what}: {} seeds, {first:?}", seeds.len())
        })
        .collect();
    assert!(wrong.is_empty(), "{}", shown.join("\n"));
}

#[test]
fn terms_are_those_of_the_vocabulary() {
    use fairnotice::taxonomy::TermKind;
    let estate = random::estate(0);
    let taxonomy = engine::load(&estate).estate.taxonomy;
    for (table, kind) in [
        (DATA, TermKind::Data),
        (terms::SUBJECTS, TermKind::Subject),
        (terms::PURPOSES, TermKind::Purpose),
        (terms::CLASSES, TermKind::Recipient),
    ] {
        for (high, _) in table {
            for (low, _) in table {
                let find = |word: &str| taxonomy.lookup(kind, word).unwrap();
                assert_eq!(
                    terms::above(table, high, low),
                    taxonomy.subsumes(find(high), find(low)),
                    "{high} above {low}"
                );
            }
        }
    }
    for (word, _) in DATA {
        let term = taxonomy.lookup(TermKind::Data, word).unwrap();
        assert_eq!(
            terms::SPECIAL.contains(word),
            taxonomy.is_special(term),
            "{word}"
        );
    }
    for (word, article) in terms::BASES {
        let term = taxonomy.lookup(TermKind::LegalBasis, word).unwrap();
        assert_eq!(taxonomy.article(term), Some(*article), "{word}");
    }
}
