//! Oracle and engine find the same.

use std::collections::BTreeMap;

use super::engine;
use super::judge::{self, Found};
use super::random;
use super::terms::{self, DATA};
use super::world::World;

/// What only the oracle finds, and what only the engine does.
fn difference(world: &World) -> (Vec<Found>, Vec<Found>, usize) {
    let engine = engine::judge(world);
    let (ours, theirs) = (judge::judge(world), engine.found());
    let missing = ours
        .difference(&theirs)
        .filter(|found| !engine.told_of_the_notice(&found.0))
        .cloned()
        .collect();
    (missing, theirs.difference(&ours).cloned().collect(), theirs.len())
}

#[test]
fn agree() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let seeds = match number("FAIRNOTICE_ORACLE_SEED") {
        Some(seed) => seed..seed + 1,
        None => {
            let first = number("FAIRNOTICE_ORACLE_FIRST").unwrap_or(0);
            first..first + number("FAIRNOTICE_ORACLE_CASES").unwrap_or(2000)
        }
    };
    let alone = seeds.end - seeds.start == 1;
    let mut wrong: BTreeMap<String, Vec<u64>> = BTreeMap::new();
    let mut findings = 0;
    for seed in seeds.clone() {
        let world = random::world(seed);
        let (missing, extra, found) = difference(&world);
        findings += found;
        if alone {
            println!("{world:#?}\nonly the oracle: {missing:#?}\nonly the engine: {extra:#?}");
        }
        for (who, list) in [("only the oracle", missing), ("only the engine", extra)] {
            for one in list {
                let seeds = wrong.entry(format!("{who}: {}", one.0)).or_default();
                if seeds.last() != Some(&seed) {
                    seeds.push(seed);
                }
            }
        }
    }
    println!("seeds {seeds:?}: {findings} findings on both sides");
    let shown: Vec<String> = wrong
        .iter()
        .map(|(what, seeds)| format!("{what}: {} seeds, {:?}", seeds.len(), &seeds[..seeds.len().min(8)]))
        .collect();
    assert!(wrong.is_empty(), "{}", shown.join("\n"));
}

#[test]
fn terms_are_those_of_the_vocabulary() {
    use fairnotice::taxonomy::TermKind;
    let world = random::world(0);
    let taxonomy = engine::judge(&world).estate.taxonomy;
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
        assert_eq!(terms::SPECIAL.contains(word), taxonomy.is_special(term), "{word}");
    }
    for (word, article) in terms::BASES {
        let term = taxonomy.lookup(TermKind::LegalBasis, word).unwrap();
        assert_eq!(taxonomy.article(term), Some(*article), "{word}");
    }
}
