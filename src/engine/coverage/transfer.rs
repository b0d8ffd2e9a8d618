//! To which countries, and under which safeguard.

use jiff::civil::Date;

use super::recipient::comes_about;
use super::{Fit, Judgement, StatementMatch, applying_under, covers, decide, names};
use crate::engine::movement::{Movement, is_international};
use crate::estate::model::{Destination, Estate, PartyIx, Statement, Transfers, Who};
use crate::law::{Precision, Regime};
use crate::taxonomy::{Country, Place};

/// What the notice says about the data of a movement going to a place outside the territory of a regime,
/// in the hands of its importer. They may be in any state of an area, so that of those outside the one of
/// which the notice says least counts.
pub fn destination(
    estate: &Estate,
    movement: &Movement,
    (at, regime): (Place, Regime),
    day: Date,
) -> Judgement {
    let law = &estate.law;
    let states = law.states(at, day).into_iter();
    let international = is_international(estate, movement);
    let outside =
        |state: &Country| international || !law.stays_inside(regime, (*state).into(), day);
    let states = states.filter(outside);
    let judged: Vec<Judgement> = states
        .map(|state| to_country(estate, movement, (state, regime), day))
        .collect();
    let worst = judged.iter().map(|it| it.verdict).max();
    let mut of_worst = judged.iter().filter(|it| Some(it.verdict) == worst);
    let Some(first) = of_worst.next() else {
        return decide(estate, Vec::new());
    };
    let mut found = first.clone();
    for other in of_worst {
        found.statements.extend(&other.statements);
        found.denials.extend(&other.denials);
    }
    for statements in [&mut found.statements, &mut found.denials] {
        statements.sort();
        statements.dedup();
    }
    // Statements on other states are no grounds of the verdict, but useful to show.
    let others = judged
        .iter()
        .flat_map(|it| it.yielding.iter().chain(&it.statements));
    found.yielding = others
        .filter(|statement| !found.statements.contains(statement))
        .copied()
        .collect();
    found.yielding.sort();
    found.yielding.dedup();
    found
}

fn to_country(
    estate: &Estate,
    movement: &Movement,
    (country, regime): (Country, Regime),
    day: Date,
) -> Judgement {
    let Some(importer) = movement.importer else {
        return decide(estate, Vec::new());
    };
    let service = estate.shape(movement.shape).service;
    let in_either = [Regime::EuGdpr, Regime::UkGdpr]
        .into_iter()
        .any(|it| estate.law.inside(it, country.as_str(), day));
    let fit = |to: &[Destination]| {
        to.iter()
            .filter_map(|place| match place {
                Destination::Place(named) => estate
                    .law
                    .covers(&[*named], country.into(), day)
                    .then(|| (Fit::Named, format!("it names {}", named.in_prose()))),
                Destination::Outside(territory) => territory
                    .is_none_or(|regime| !estate.law.inside(regime, country.as_str(), day))
                    .then(|| {
                        let what = territory.map_or("the territory", Regime::territory);
                        (
                            Fit::Broader,
                            format!("it speaks of countries outside {what} without naming them"),
                        )
                    }),
                Destination::OutsideBoth => (!in_either).then(|| {
                    let why = "it speaks of countries outside the United Kingdom and the EEA";
                    (Fit::Broader, why.to_owned())
                }),
            })
            .max_by_key(|(fit, _)| *fit)
    };
    let mut voices = Vec::new();
    for (index, statement) in applying_under(estate, service, regime, day) {
        if let Some(shares) = &statement.shares
            && !shares.none
            && comes_about(estate, shares, movement)
            && covers(estate, &shares.with, movement, importer, day).is_some()
            && let Some((fit, why)) = fit(&shares.to)
        {
            voices.push(StatementMatch {
                statement: index,
                positive: true,
                fit,
                people: None,
                why,
            });
        }
        if let Some(transfers) = &statement.transfers
            && (transfers.with.is_empty() || concerns(estate, transfers, movement, importer, day))
        {
            if transfers.none && transfers.to.is_empty() {
                voices.push(StatementMatch {
                    statement: index,
                    positive: false,
                    fit: Fit::All,
                    people: None,
                    why: "data do not leave the territory".to_owned(),
                });
            } else if transfers.none
                && transfers.to.contains(&Destination::OutsideBoth)
                && in_either
            {
                voices.push(StatementMatch {
                    statement: index,
                    positive: true,
                    fit: Fit::Named,
                    people: None,
                    why: "it says that data stay in the United Kingdom and the EEA".to_owned(),
                });
            } else if let Some((fit, why)) = fit(&transfers.to) {
                voices.push(StatementMatch {
                    statement: index,
                    positive: !transfers.none,
                    fit,
                    people: None,
                    why,
                });
            }
        }
    }
    decide(estate, voices)
}

/// Whether a statement on transfers to some recipients is about this one. A denial is about those it names.
fn concerns(
    estate: &Estate,
    transfers: &Transfers,
    movement: &Movement,
    importer: PartyIx,
    day: Date,
) -> bool {
    if transfers.none {
        names(estate, &transfers.with, importer, day).is_some()
    } else {
        covers(estate, &transfers.with, movement, importer, day).is_some()
    }
}

/// What the notice says about a safeguard (a kind of the law tables) on which the transfer of a
/// movement rests. A statement that names the recipient and other safeguards, and not this one, says
/// no to it.
pub fn safeguard(
    estate: &Estate,
    movement: &Movement,
    (kind, regime): (&str, Regime),
    day: Date,
) -> Judgement {
    let Some(importer) = movement.importer else {
        return decide(estate, Vec::new());
    };
    let service = estate.shape(movement.shape).service;
    let voices = applying_under(estate, service, regime, day)
        .filter_map(|(index, statement)| {
            let words: Vec<&str> =
                stated_safeguards(estate, statement, movement, importer, day).collect();
            let fit = words
                .iter()
                .filter_map(|word| {
                    let precision = estate.law.mechanism_covers(word, kind)?;
                    Some(match precision {
                        Precision::Named => (Fit::Named, format!("it names `{word}`")),
                        Precision::Broader => {
                            (Fit::Broader, format!("`{word}` is broader than `{kind}`"))
                        }
                    })
                })
                .max_by_key(|(fit, _)| *fit);
            let together = estate.law.mechanisms_cover(&words, kind, regime);
            let fit = if together {
                Some((Fit::Named, format!("it names {}", words.join(" and "))))
            } else {
                fit
            };
            // A statement that names this recipient and only other safeguards is incorrect.
            let it = Who::Party(importer);
            let shares = statement.shares.as_ref().filter(|shares| {
                !shares.none && shares.with.contains(&it) && comes_about(estate, shares, movement)
            });
            let transfers = statement.transfers.as_ref();
            let transfers = transfers.filter(|transfers| {
                let leads_there = leads_there(estate, &transfers.to, movement, day);
                !transfers.none && transfers.with.contains(&it) && leads_there
            });
            let particular = shares.is_some_and(|shares| !shares.safeguards.is_empty())
                || transfers.is_some_and(|transfers| !transfers.safeguards.is_empty());
            let (positive, fit, why) = match fit {
                Some((fit, why)) => (true, fit, why),
                None if particular => (
                    false,
                    Fit::Named,
                    format!("for this recipient it names {} instead", words.join(", ")),
                ),
                None => return None,
            };
            Some(StatementMatch {
                statement: index,
                positive,
                fit,
                people: None,
                why,
            })
        })
        .collect();
    decide(estate, voices)
}

/// Whether a statement on a transfer is about one of the places of a movement: it names it, or none.
fn leads_there(estate: &Estate, to: &[Destination], movement: &Movement, day: Date) -> bool {
    let named: Vec<Place> = to.iter().filter_map(Destination::place).collect();
    let mut places = movement.places.iter().filter_map(|it| it.at);
    to.is_empty() || places.any(|at| estate.law.covers(&named, at, day))
}

fn stated_safeguards<'e>(
    estate: &'e Estate,
    statement: &'e Statement,
    movement: &'e Movement,
    importer: PartyIx,
    day: Date,
) -> impl Iterator<Item = &'e str> {
    let shared = statement
        .shares
        .iter()
        .filter(move |shares| {
            !shares.none
                && comes_about(estate, shares, movement)
                && covers(estate, &shares.with, movement, importer, day).is_some()
        })
        .flat_map(|shares| &shares.safeguards);
    let transferred = statement
        .transfers
        .iter()
        .filter(move |transfers| {
            // What is said to stay somewhere may be said to be there under a safeguard.
            (!transfers.none || !transfers.to.is_empty())
                && (transfers.with.is_empty()
                    || covers(estate, &transfers.with, movement, importer, day).is_some())
        })
        .flat_map(|transfers| &transfers.safeguards);
    shared.chain(transferred).map(String::as_str)
}
