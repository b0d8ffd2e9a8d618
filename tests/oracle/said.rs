//! Random sentences of a notice.

use super::dice::Dice;
use super::random::{RETENTIONS, SERVICES, words};
use super::terms::{BASES, DATA, PURPOSES, SUBJECTS};
use super::world::{Collects, Shares, Statement, Transfers, Uses, World};

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
fn recipients(dice: &mut Dice, world: &World) -> Vec<String> {
    let parties = world.parties.iter().map(|party| party.id.as_str());
    let groups = world
        .parties
        .iter()
        .flat_map(|it| &it.groups)
        .map(|(group, _)| group.as_str());
    let mut all: Vec<&str> = parties.chain(groups).collect();
    all.extend(["service-provider", "organisation", "legal-entity"]);
    dice.some(&all, 1, 2)
}

fn places(dice: &mut Dice) -> Vec<String> {
    dice.some(
        &[
            "US",
            "IN",
            "GB",
            "JP",
            "third-countries",
            "outside-eea",
            "outside-uk",
        ],
        1,
        2,
    )
}

/// Terms of a table, or none.
fn limit(dice: &mut Dice, table: &[(&'static str, &[&str])]) -> Vec<String> {
    if dice.once_in(3) {
        dice.some(&words(table), 1, 2)
    } else {
        Vec::new()
    }
}

pub fn statement(dice: &mut Dice, at: usize, world: &World) -> Statement {
    let mut it = Statement {
        id: format!("sentence-{at:02}"),
        services: if dice.once_in(2) {
            dice.some(SERVICES, 1, 2)
        } else {
            Vec::new()
        },
        yields: dice.once_in(3),
        ..Statement::default()
    };
    let none = dice.once_in(4);
    match dice.below(8) {
        0 => {
            let mut collects = Collects {
                none,
                data: dice.some(&words(DATA), 1, 3),
                subjects: limit(dice, SUBJECTS),
                from: if dice.once_in(2) {
                    recipients(dice, world)
                } else {
                    Vec::new()
                },
            };
            if dice.once_in(6) {
                collects.from.push("data-subjects".to_owned());
            }
            if collects.none && dice.once_in(3) {
                collects.data.clear();
            }
            it.collects = Some(collects);
        }
        1 => {
            it.uses = Some(Uses {
                none,
                purposes: dice.some(&words(PURPOSES), 1, 2),
                data: limit(dice, DATA),
                subjects: limit(dice, SUBJECTS),
            });
        }
        2..=4 => it.shares = Some(shares(dice, none, world)),
        5 => {
            it.transfers = Some(Transfers {
                none,
                to: if none && dice.once_in(2) {
                    Vec::new()
                } else {
                    places(dice)
                },
                with: if dice.once_in(2) {
                    recipients(dice, world)
                } else {
                    Vec::new()
                },
                safeguards: if none {
                    Vec::new()
                } else {
                    dice.some(WORDS, 0, 1)
                },
            });
        }
        6 => it.retains = Some((dice.word(RETENTIONS), limit(dice, DATA))),
        _ => {
            let mut bases: Vec<&str> = BASES.iter().map(|(word, _)| *word).collect();
            bases.push("legal-basis");
            it.relies_on = Some((dice.some(&bases, 1, 2), limit(dice, PURPOSES)));
        }
    }
    it
}

fn shares(dice: &mut Dice, none: bool, world: &World) -> Shares {
    let mut it = Shares {
        none,
        data: limit(dice, DATA),
        subjects: limit(dice, SUBJECTS),
        ..Shares::default()
    };
    if none {
        let groups: Vec<&str> = world
            .parties
            .iter()
            .flat_map(|it| &it.groups)
            .map(|(group, _)| group.as_str())
            .collect();
        match dice.below(3) {
            0 => {}
            1 if !groups.is_empty() => it.outside = dice.some(&groups, 1, 1),
            _ => it.with = recipients(dice, world),
        }
        return it;
    }
    it.with = recipients(dice, world);
    let systems: Vec<&str> = world.systems.iter().map(|it| it.id.as_str()).collect();
    if dice.once_in(5) {
        it.through = dice.some(&systems, 1, 1);
    }
    if dice.once_in(2) {
        it.to = places(dice);
    }
    if dice.once_in(2) {
        it.safeguards = dice.some(WORDS, 1, 1);
    }
    it
}
