//! On which legal basis, and on which condition of Art 9.

use jiff::civil::Date;

use super::recipient::names;
use super::{Fit, Judgement, StatementMatch, applying_under, best_fit, data, decide};
use crate::engine::movement::party_at;
use crate::estate::model::{Estate, FlowShape, PartyIx, ReliesOn, Statement, StatementIx, Who};
use crate::law::Regime;
use crate::taxonomy::TermId;

/// What the notice says about the legal basis of what a flow does for a purpose.
///
/// Of several statements the one on these data counts, else the one on the narrowest purpose; one that states a use for
/// other purposes counts where no other does, and it states several bases. A statement about this service, this purpose or these data in particular
/// that names other bases, and not this one, says no to it; a general one that does so is silent. A sentence that also
/// names who receives the data is about giving them to that one: it governs what the `receiver` gets, where it names it, and
/// otherwise counts only where no other sentence does.
pub fn basis(
    estate: &Estate,
    (shape, receiver): (&FlowShape, Option<PartyIx>),
    (purpose, basis): (TermId, TermId),
    regime: Regime,
    day: Date,
) -> Judgement {
    let taxonomy = &estate.taxonomy;
    let article = taxonomy.article(basis);
    let short = |term| taxonomy.short(term);
    let mut speaking: Vec<Speaking<'_>> = applying_under(estate, shape.service, regime, day)
        .filter_map(|(index, statement)| {
            let named = statement.relies_on.as_ref()?;
            if named.bases.is_empty() {
                return None;
            }
            let near = nearness(estate, statement, (named, shape), (purpose, day))?;
            let reach = reach(estate, statement, shape)?;
            Some((index, statement, named, (reach, near)))
        })
        .collect();
    let (to_this_one, all_to_others) = keep_of_giving(estate, &mut speaking, receiver, day);
    // A sentence on these data, or on a narrower purpose, governs them, whatever another says of a broader
    // purpose or of all.
    let on_these = speaking.iter().any(|(.., (reach, _))| reach.is_limited());
    speaking.retain(|(.., (reach, _))| !on_these || reach.is_limited());
    let limited = on_these || to_this_one;
    let nearest = speaking.iter().map(|(.., (_, near))| *near).max();
    speaking.retain(|(.., (_, near))| Some(*near) == nearest);
    // Of sentences for some data or people the one on the narrower ones governs them.
    let reaches: Vec<Reach> = speaking
        .iter()
        .map(|(.., (reach, _))| reach.clone())
        .collect();
    speaking.retain(|(.., (reach, _))| !reaches.iter().any(|other| other.governs(reach)));
    let with_these = speaking
        .iter()
        .any(|(.., (reach, _))| *reach == Reach::WithThese);
    let mut voices = Vec::new();
    for (index, statement, named, (reach, near)) in speaking {
        if with_these && reach == Reach::WithOthers {
            continue;
        }
        let same = named.bases.iter().find(|stated| {
            **stated == basis || (article.is_some() && taxonomy.article(**stated) == article)
        });
        let broader = named
            .bases
            .iter()
            .find(|stated| taxonomy.subsumes(**stated, basis));
        let is_for_this = matches!(near, Nearness::This(_));
        let particular =
            near != Nearness::Others && (statement.scope.is_specific() || is_for_this || limited);
        let voice = match (same, broader) {
            // WhatsApp Ireland (DPC, IN-18-12-2): which basis is for what must be clear.
            (Some(_), _) if named.purposes.is_empty() && !limited && named.bases.len() > 1 => {
                Some((
                    true,
                    Fit::Broader,
                    format!("it names {} among others, and not for what", short(basis)),
                ))
            }
            (Some(_), _) => Some((true, Fit::Named, format!("it names {}", short(basis)))),
            (None, Some(term)) => {
                Some((true, Fit::Broader, format!("{} is broader", short(*term))))
            }
            // What is said of giving data to others denies nothing of this.
            (None, None) if particular && !all_to_others => {
                let others: Vec<&str> = named.bases.iter().map(|term| short(*term)).collect();
                Some((
                    false,
                    Fit::Named,
                    format!("for this it names {} instead", others.join(", ")),
                ))
            }
            (None, None) => None,
        };
        if let Some((positive, fit, why)) = voice {
            voices.push(StatementMatch {
                statement: index,
                positive,
                fit,
                people: None,
                why,
            });
        }
    }
    decide(estate, voices)
}

/// A statement on legal bases, which data it is about, and how near its purposes are.
type Speaking<'e> = (StatementIx, &'e Statement, &'e ReliesOn, (Reach, Nearness));

/// How near a statement on legal bases is to a purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Nearness {
    /// It states the use for others, and not that the basis is limited to them.
    Others,
    /// It states no purpose.
    All,
    /// It states this one, or a broader one.
    This(Fit),
}

/// How near a statement is to a purpose of a flow: by the purposes to which its bases are limited, else by those that it
/// states of these data and people; `None` where its bases are limited to others, or the one that it states is for others.
fn nearness(
    estate: &Estate,
    statement: &Statement,
    (named, shape): (&ReliesOn, &FlowShape),
    (purpose, day): (TermId, Date),
) -> Option<Nearness> {
    let fit = |stated: &[TermId]| best_fit(estate, stated, purpose).map(|(fit, _)| fit);
    if !named.purposes.is_empty() {
        return fit(&named.purposes).map(Nearness::This);
    }
    let used_for = statement.used_for();
    if used_for.is_empty() {
        return Some(Nearness::All);
    }
    let (data, people) = (&shape.content.data, &shape.content.subjects);
    let of_these = statement.uses.as_ref().is_some_and(|it| {
        concerns(estate, &it.data, data) && concerns(estate, &it.subjects, people)
    });
    let collects = statement.collects.as_ref().filter(|it| !it.none);
    let from_these = collects.is_none_or(|it| {
        concerns(estate, &it.subjects, people) && may_come_from(estate, &it.from, shape, day)
    });
    match fit(used_for) {
        Some(fit) if of_these && from_these => Some(Nearness::This(fit)),
        // Of several bases one may be for another use.
        None if named.bases.len() < 2 => None,
        _ => Some(Nearness::Others),
    }
}

/// Whether the data of a flow may come from one of the stated sources.
fn may_come_from(estate: &Estate, stated: &[Who], shape: &FlowShape, day: Date) -> bool {
    let is_stated = match party_at(estate, shape.route.from, day) {
        None => stated.contains(&Who::Subjects),
        Some(from) => from == shape.controller || names(estate, stated, from, day).is_some(),
    };
    stated.is_empty() || is_stated
}

/// Keeps the sentences that count for giving data to the receiver: those that name it; else those on giving
/// them to others only where no other sentence speaks, or states the purpose. Whether some name it, and whether
/// all are about others.
fn keep_of_giving(
    estate: &Estate,
    speaking: &mut Vec<Speaking<'_>>,
    receiver: Option<PartyIx>,
    day: Date,
) -> (bool, bool) {
    let giving = |statement: &Statement| is_of_giving(estate, statement, receiver, day);
    let to_this_one = speaking.iter().any(|(_, it, ..)| giving(it) == Some(true));
    if to_this_one {
        speaking.retain(|(_, it, ..)| giving(it) == Some(true));
        return (true, false);
    }
    let is_of_all = |it: &Statement| giving(it) != Some(false);
    let all_to_others = !speaking.iter().any(|(_, it, ..)| is_of_all(it));
    let is_for_this = |near: Nearness| matches!(near, Nearness::This(_));
    let names_purpose = speaking
        .iter()
        .any(|(_, it, _, (_, near))| is_for_this(*near) && is_of_all(it));
    speaking.retain(|(_, it, _, (_, near))| {
        all_to_others || is_of_all(it) || is_for_this(*near) && !names_purpose
    });
    (false, all_to_others)
}

/// Whether a statement is about giving data to the receiver; `Some(false)` where it is about giving them to
/// others. `None` where it names nobody who receives, or also states that data are collected, or
/// may name the receiver by a broader word.
fn is_of_giving(
    estate: &Estate,
    statement: &Statement,
    receiver: Option<PartyIx>,
    day: Date,
) -> Option<bool> {
    let shares = statement.shares.as_ref();
    let shares = shares.filter(|it| !it.none && !it.with.is_empty())?;
    let collects = statement.collects.as_ref().is_some_and(|it| !it.none);
    let by_class = shares.with.iter().any(|it| matches!(it, Who::Class(_)));
    match receiver.map(|it| names(estate, &shares.with, it, day)) {
        Some(Some((Fit::Named, _))) => Some(true),
        Some(Some(_)) => None,
        Some(None) if by_class => None,
        Some(None) | None => (!collects).then_some(false),
    }
}

/// Which data a statement on legal bases is about.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Reach {
    /// It is limited to these data, or to these people: how near it is to each datum and each kind of people of the flow.
    Limited(Vec<Limit>),
    /// It states that these data are collected.
    WithThese,
    /// It states of no data that they are collected.
    All,
    /// It states that others are collected, and is not limited to them.
    WithOthers,
}

/// How near a limit is to one of the things that a flow declares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Limit {
    /// It is about others.
    Others,
    /// There is none.
    None,
    /// It names this one, or a broader one.
    This(Fit),
}

impl Reach {
    fn is_limited(&self) -> bool {
        matches!(self, Self::Limited(_))
    }

    /// Whether it is nearer than another in something, and in nothing less near.
    fn governs(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Limited(one), Self::Limited(other)) => {
                one != other && one.iter().zip(other).all(|(one, other)| one >= other)
            }
            _ => false,
        }
    }
}

/// Whether what a statement is limited to is about some of what a flow declares; without a limit it is about all.
fn concerns(estate: &Estate, limit: &[TermId], declared: &[TermId]) -> bool {
    let mut declared = declared.iter();
    limit.is_empty() || declared.any(|it| best_fit(estate, limit, *it).is_some())
}

/// Which data a statement is about; `None` where it is limited to others, or to other people.
fn reach(estate: &Estate, statement: &Statement, shape: &FlowShape) -> Option<Reach> {
    let fits = |stated: &[TermId]| {
        let mut all = shape.content.data.iter();
        all.any(|it| data::fit(estate, stated, *it).is_some())
    };
    let stated = statement.relies_on.as_ref()?;
    let people = &shape.content.subjects;
    if !concerns(estate, &stated.subjects, people) || !stated.data.is_empty() && !fits(&stated.data)
    {
        return None;
    }
    if !stated.data.is_empty() || !stated.subjects.is_empty() {
        let limit = |is_limited: bool, fit: Option<Fit>| match fit {
            Some(fit) => Limit::This(fit),
            None if is_limited => Limit::Others,
            None => Limit::None,
        };
        let data = shape.content.data.iter();
        let data = data.map(|it| {
            limit(
                !stated.data.is_empty(),
                data::fit(estate, &stated.data, *it),
            )
        });
        let of_people = |it: &TermId| best_fit(estate, &stated.subjects, *it).map(|(fit, _)| fit);
        let people = people
            .iter()
            .map(|it| limit(!stated.subjects.is_empty(), of_people(it)));
        return Some(Reach::Limited(data.chain(people).collect()));
    }
    let collects = statement.collects.as_ref().filter(|it| !it.data.is_empty());
    Some(match collects {
        None => Reach::All,
        Some(collects) if fits(&collects.data) => Reach::WithThese,
        Some(_) => Reach::WithOthers,
    })
}

/// What the notice says about the condition of Art 9 on which a flow processes special categories. A sentence on these data, purposes or this service that names other conditions, and
/// not this one, says no to it; a general one that does so is silent, as it may be about other data.
pub fn condition(
    estate: &Estate,
    (shape, receiver): (&FlowShape, Option<PartyIx>),
    special: &[TermId],
    (condition, regime): (TermId, Regime),
    day: Date,
) -> Judgement {
    let (purposes, people) = (&shape.content.purposes, &shape.content.subjects);
    let taxonomy = &estate.taxonomy;
    let voices = applying_under(estate, shape.service, regime, day)
        .filter_map(|(index, statement)| {
            let stated = statement.relies_on.as_ref()?;
            let (of_data, for_these) = (&stated.data, &stated.purposes);
            let other_data = !of_data.is_empty()
                && !special
                    .iter()
                    .any(|it| data::fit(estate, of_data, *it).is_some());
            let concerns_it =
                concerns(estate, for_these, purposes) && concerns(estate, &stated.subjects, people);
            if stated.conditions.is_empty() || other_data || !concerns_it {
                return None;
            }
            let article = taxonomy.article(condition);
            let same = |term: &TermId| *term == condition || taxonomy.article(*term) == article;
            let names = stated.conditions.iter().any(same);
            let particular = statement.scope.is_specific()
                || !of_data.is_empty()
                || !for_these.is_empty()
                || !stated.subjects.is_empty();
            let all: Vec<&str> = stated
                .conditions
                .iter()
                .map(|term| {
                    taxonomy
                        .article(*term)
                        .unwrap_or_else(|| taxonomy.short(*term))
                })
                .collect();
            // What is said of giving data to others denies nothing of this.
            let of_others = is_of_giving(estate, statement, receiver, day) == Some(false);
            (names || particular && !of_others).then(|| StatementMatch {
                statement: index,
                positive: names,
                fit: Fit::Named,
                people: None,
                why: format!("it names Art {}", all.join(", ")),
            })
        })
        .collect();
    decide(estate, voices)
}
