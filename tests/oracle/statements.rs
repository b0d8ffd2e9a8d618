//! Random sentences of a notice.

use super::random::{RETENTIONS, SERVICES, words};
use super::terms::{BASES, DATA, PURPOSES, SUBJECTS};
use crate::estate::rng::{Draw, Rng};
use crate::estate::{Collects, Estate, Shares, Statement, Transfers, Uses};

const WORDS: &[&str] = &[
    "eu-scc",
    "standard-contractual-clauses",
    "contract",
    "binding-corporate-rules",
    "adequacy",
    "commission-adequacy",
    "data-privacy-framework",
    "data-bridge",
    "uk-idta",
    "derogation",
    "appropriate-safeguards",
];
/// Words for recipients: parties, groups that have members, classes.
fn recipients(rng: &mut Rng, estate: &Estate) -> Vec<String> {
    let parties = estate.parties.iter().map(|party| party.id.as_str());
    let groups = estate
        .parties
        .iter()
        .flat_map(|it| &it.groups)
        .map(|(group, _)| group.as_str());
    let mut all: Vec<&str> = parties.chain(groups).collect();
    all.extend(["service-provider", "organisation", "legal-entity"]);
    rng.some(&all, 1, 2)
}

fn places(rng: &mut Rng) -> Vec<String> {
    rng.some(
        &[
            "US",
            "IN",
            "GB",
            "JP",
            "FR",
            "EU",
            "EEA",
            "UK+EEA",
            "third-countries",
            "outside-eea",
            "outside-uk",
        ],
        1,
        2,
    )
}

/// Terms of a table, or none.
fn limit(rng: &mut Rng, table: &[(&'static str, &[&str])]) -> Vec<String> {
    if rng.once_in(3) {
        rng.some(&words(table), 1, 2)
    } else {
        Vec::new()
    }
}

pub fn statement(rng: &mut Rng, at: usize, estate: &Estate) -> Statement {
    let mut it = Statement {
        id: format!("sentence-{at:02}"),
        services: if rng.once_in(2) {
            rng.some(SERVICES, 1, 2)
        } else {
            Vec::new()
        },
        yields: rng.once_in(3),
        ..Statement::default()
    };
    let none = rng.once_in(4);
    match rng.below(8) {
        0 => {
            let mut collects = Collects {
                none,
                data: rng.some(&words(DATA), 1, 3),
                subjects: limit(rng, SUBJECTS),
                from: if rng.once_in(2) {
                    recipients(rng, estate)
                } else {
                    Vec::new()
                },
            };
            if rng.once_in(6) {
                collects.from.push("data-subjects".to_owned());
            }
            if collects.none && rng.once_in(3) {
                collects.data.clear();
            }
            it.collects = Some(collects);
        }
        1 => {
            it.uses = Some(Uses {
                none,
                purposes: rng.some(&words(PURPOSES), 1, 2),
                data: limit(rng, DATA),
                subjects: limit(rng, SUBJECTS),
            });
        }
        2..=4 => it.shares = Some(shares(rng, none, estate)),
        5 => {
            it.transfers = Some(Transfers {
                none,
                to: if none && rng.once_in(2) {
                    Vec::new()
                } else {
                    places(rng)
                },
                with: if rng.once_in(2) {
                    recipients(rng, estate)
                } else {
                    Vec::new()
                },
                safeguards: if none {
                    Vec::new()
                } else {
                    rng.some(WORDS, 0, 1)
                },
            });
        }
        6 => it.retains = Some((rng.word(RETENTIONS), limit(rng, DATA))),
        _ => on_bases(rng, &mut it),
    }
    it
}

/// What a sentence states of legal bases: their purposes, or next to them what data are used for.
fn on_bases(rng: &mut Rng, it: &mut Statement) {
    let mut bases: Vec<&str> = BASES.iter().map(|(word, _)| *word).collect();
    bases.push("legal-basis");
    let data = if rng.once_in(3) {
        limit(rng, DATA)
    } else {
        Vec::new()
    };
    let purposes = limit(rng, PURPOSES);
    if purposes.is_empty() && rng.once_in(2) {
        it.uses = Some(Uses {
            none: false,
            purposes: rng.some(&words(PURPOSES), 1, 2),
            data: Vec::new(),
            subjects: Vec::new(),
        });
    }
    it.relies_on = Some((rng.some(&bases, 1, 2), purposes, data));
}

fn shares(rng: &mut Rng, none: bool, estate: &Estate) -> Shares {
    let mut it = Shares {
        none,
        data: limit(rng, DATA),
        subjects: limit(rng, SUBJECTS),
        ..Shares::default()
    };
    if none {
        let groups: Vec<&str> = estate
            .parties
            .iter()
            .flat_map(|it| &it.groups)
            .map(|(group, _)| group.as_str())
            .collect();
        match rng.below(3) {
            0 => {}
            1 if !groups.is_empty() => it.outside = rng.some(&groups, 1, 1),
            _ => it.with = recipients(rng, estate),
        }
        return it;
    }
    it.with = recipients(rng, estate);
    let systems: Vec<&str> = estate.systems.iter().map(|it| it.id.as_str()).collect();
    if rng.once_in(5) {
        it.through = rng.some(&systems, 1, 1);
    }
    if rng.once_in(2) {
        it.to = places(rng);
    }
    if rng.once_in(2) {
        it.safeguards = rng.some(WORDS, 1, 1);
    }
    it
}
