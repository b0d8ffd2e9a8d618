//! What the notice says of a thing: clear, vague, ambiguous, incorrect or omitted.

use super::law;
use super::movements::Movement;
use super::queries::covers;
use super::terms::{CLASSES, DATA, PURPOSES, SUBJECTS, above, includes, parts};
use crate::estate::{Estate, Shares, Statement};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    Clear,
    Vague,
    Ambiguous,
    Incorrect,
    Omitted,
}

pub use Verdict::{Ambiguous, Clear, Incorrect, Omitted, Vague};

/// How the words of a statement mean a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Words {
    /// Broader words.
    Broader,
    /// The thing itself.
    Named,
    /// A denial of everything.
    All,
}

use Words::{All, Broader, Named};
fn words(named: bool) -> Words {
    if named { Named } else { Broader }
}

/// A statement that speaks of a thing: whether it says yes, in which words, and how near the people are of whom
/// alone it speaks (0: it speaks of all).
pub type Voice<'w> = (&'w Statement, bool, Words, u8);

/// The statements that apply to a service: its own and the general ones.
pub fn applying<'w>(
    estate: &'w Estate,
    service: Option<&'w str>,
) -> impl Iterator<Item = &'w Statement> {
    let all = estate.statements.iter().flatten();
    all.filter(move |statement| covers(&statement.services, service))
}

/// Whether a statement's own words give way to another: a general one to each of a section, and any to those of
/// its own kind that do not give way.
pub fn gives_way(statement: &Statement, other: &Statement) -> bool {
    let general = |it: &Statement| it.services.is_empty();
    statement.yields
        && match (general(statement), general(other)) {
            (true, false) => true,
            (false, true) => false,
            (true, true) | (false, false) => !other.yields,
        }
}

/// Yes and no together; a statement that gives way does so to one that says the opposite, and broader words to
/// those that name the thing.
pub fn decide(voices: &[Voice<'_>]) -> Verdict {
    let is_gone = |(statement, positive, ..): &Voice<'_>| {
        let mut others = voices.iter();
        others.any(|(other, yes, ..)| yes != positive && gives_way(statement, other))
    };
    let kept: Vec<&Voice<'_>> = voices.iter().filter(|voice| !is_gone(voice)).collect();
    // What is denied of some people is an exception to what is said of more, in words that are no narrower.
    let excepted = |(_, positive, words, people): &Voice<'_>| {
        let mut all = kept.iter();
        *positive && all.any(|(_, yes, no, nearer)| !yes && nearer > people && no >= words)
    };
    let side = |wanted: bool| -> Vec<(Words, u8)> {
        let voices = kept.iter().filter(|voice| voice.1 == wanted);
        let voices = voices.filter(|voice| !excepted(voice));
        voices
            .map(|(.., words, people)| (*words, *people))
            .collect()
    };
    let (said, denied) = (side(true), side(false));
    let nearest = |side: &[(Words, u8)]| side.iter().map(|(_, people)| *people).max();
    let is_nearer = nearest(&denied) > nearest(&said);
    let words = |side: Vec<(Words, u8)>| -> Vec<Words> {
        side.into_iter().map(|(words, _)| words).collect()
    };
    let (for_it, against) = (words(said), words(denied));
    let only_broader = |words: &[Words]| words.iter().all(|word| *word == Broader);
    let yes = !(for_it.is_empty() || only_broader(&for_it) && against.contains(&Named));
    let no =
        !(against.is_empty() || only_broader(&against) && for_it.contains(&Named) && !is_nearer);
    let named = for_it.contains(&Named);
    match (yes, no) {
        (true, true) => Ambiguous,
        (false, true) => Incorrect,
        (true, false) if named => Clear,
        (true, false) => Vague,
        (false, false) => Omitted,
    }
}

/// How stated categories fit one: `Some(true)` names it, itself or by all of its parts.
pub fn category(stated: &[String], declared: &str) -> Option<bool> {
    if stated.iter().any(|term| term == declared) {
        return Some(true);
    }
    if stated.iter().any(|term| above(DATA, term, declared)) {
        return Some(false);
    }
    let own = parts(declared);
    let by_part: Option<Vec<bool>> = own.iter().map(|part| one_by_one(stated, part)).collect();
    if let Some(fits) = by_part.filter(|fits| !fits.is_empty()) {
        return Some(fits.into_iter().all(|named| named));
    }
    stated
        .iter()
        .any(|term| includes(term, declared))
        .then_some(false)
}

fn one_by_one(stated: &[String], part: &str) -> Option<bool> {
    category(stated, part)
}

fn about(stated: &[String], subject: &str) -> bool {
    stated.is_empty() || stated.iter().any(|term| above(SUBJECTS, term, subject))
}

/// How near the people are to whom a statement is limited: named, broader, or all.
fn people(stated: &[String], subject: &str) -> u8 {
    let mut narrower = stated.iter().filter(|term| *term != "human-subject");
    match stated {
        _ if stated
            .iter()
            .any(|term| term == subject && term != "human-subject") =>
        {
            2
        }
        _ if narrower.any(|term| above(SUBJECTS, term, subject)) => 1,
        _ => 0,
    }
}

/// Whether a statement that is limited to some people and data is about these.
fn concerns(data: &[String], subjects: &[String], (subject, datum): (&str, &str)) -> bool {
    about(subjects, subject) && (data.is_empty() || category(data, datum).is_some())
}

/// Whether words for recipients mean a party: `Some(true)` names it.
pub fn names(estate: &Estate, words: &[String], party: &str) -> Option<bool> {
    let party = estate.party(party);
    if words.contains(&party.id) {
        return Some(true);
    }
    let broader = words.iter().any(|word| {
        let in_group = party
            .groups
            .iter()
            .any(|(group, when)| group == word && when.has(&estate.day));
        in_group
            || party
                .classes
                .iter()
                .any(|class| above(CLASSES, word, class))
    });
    broader.then_some(false)
}

/// Whether a word for recipients fits what an importer is by its role and its kind, whatever `is` states.
fn what_it_is(estate: &Estate, words: &[String], movement: &Movement<'_>) -> bool {
    let kind = movement
        .importer
        .map_or("", |importer| estate.party(importer).kind.as_str());
    words.iter().any(|word| match word.as_str() {
        "service-provider" => ["processor", "sub-processor"].contains(&movement.role),
        "organisation" => {
            ["company", "charity", "public-authority", "eu-institution"].contains(&kind)
        }
        // Every recipient is one; a carrier is none.
        "legal-entity" => kind != "carrier" || movement.role != "carrier",
        _ => false,
    })
}

/// Whether words for recipients mean the importer of a movement, or what it is.
fn fits(estate: &Estate, words: &[String], movement: &Movement<'_>) -> bool {
    let importer = movement.importer.unwrap();
    names(estate, words, importer).is_some() || what_it_is(estate, words, movement)
}

fn inside_group(estate: &Estate, shares: &Shares, party: &str) -> bool {
    let groups = &estate.party(party).groups;
    groups
        .iter()
        .any(|(group, when)| shares.outside.contains(group) && when.has(&estate.day))
}

/// Whether what is shared through some systems is shared in this movement.
fn comes_about(shares: &Shares, movement: &Movement<'_>) -> bool {
    let by = |system: &str| shares.through.iter().any(|it| it == system);
    shares.through.is_empty()
        || movement.system.is_some_and(by)
        || movement.flow.via.as_deref().is_some_and(by)
}

/// How categories for which something else is stated fit one. Nobody calls an address tracking.
pub fn meant(stated: &[String], declared: &str) -> Option<bool> {
    let is_contact = above(DATA, "contact", declared);
    let means = |it: &&String| !(is_contact && *it == "tracking");
    let stated: Vec<String> = stated.iter().filter(means).cloned().collect();
    category(&stated, declared)
}

pub fn recipient<'w>(
    estate: &'w Estate,
    movement: &Movement<'w>,
    service: Option<&'w str>,
    datum: (&str, &str),
) -> Verdict {
    let importer = movement.importer.unwrap();
    let mut voices = Vec::new();
    for statement in applying(estate, service) {
        let Some(shares) = &statement.shares else {
            continue;
        };
        if !concerns(&shares.data, &shares.subjects, datum) {
            continue;
        }
        let near = people(&shares.subjects, datum.0);
        if !shares.none {
            let named = names(estate, &shares.with, importer);
            let is = || what_it_is(estate, &shares.with, movement).then_some(false);
            if let Some(named) = named.or_else(is)
                && comes_about(shares, movement)
            {
                voices.push((statement, true, words(named), near));
            }
        } else if !shares.outside.is_empty() {
            if !inside_group(estate, shares, importer) {
                voices.push((statement, false, All, near));
            }
        } else if shares.with.is_empty() {
            voices.push((statement, false, All, near));
        } else if let Some(named) = names(estate, &shares.with, importer) {
            voices.push((statement, false, words(named), near));
        }
    }
    decide(&voices)
}

pub fn data<'w>(
    estate: &'w Estate,
    service: Option<&'w str>,
    (subject, datum): (&str, &str),
) -> Verdict {
    let mut voices = Vec::new();
    for statement in applying(estate, service) {
        if let Some(it) = &statement.collects
            && about(&it.subjects, subject)
        {
            let near = people(&it.subjects, subject);
            // That something is not got from someone denies that source, not the data.
            let about_sources = it.none && !it.from.is_empty();
            if it.none && it.data.is_empty() && !about_sources {
                voices.push((statement, false, All, near));
            } else if let Some(named) = category(&it.data, datum)
                && !about_sources
            {
                voices.push((statement, !it.none, words(named), near));
            }
        }
        // What the notice says is shared or used, it says is there.
        let shares = statement.shares.as_ref().filter(|it| !it.none);
        let uses = statement.uses.as_ref().filter(|it| !it.none);
        let both = [
            shares.map(|it| (&it.data, &it.subjects)),
            uses.map(|it| (&it.data, &it.subjects)),
        ];
        for (data, subjects) in both.into_iter().flatten() {
            if about(subjects, subject)
                && let Some(named) = category(data, datum)
            {
                voices.push((statement, true, words(named), people(subjects, subject)));
            }
        }
    }
    decide(&voices)
}

/// A purpose of a flow. Which of its data serve which of its purposes a flow does not say; so a
/// statement on some data covers a flow that has any of them.
pub fn purpose<'w>(
    estate: &'w Estate,
    service: Option<&'w str>,
    purpose: &str,
    datums: impl Iterator<Item = (&'w str, &'w str)> + Clone,
) -> Verdict {
    let voices: Vec<Voice<'_>> = applying(estate, service)
        .filter_map(|statement| {
            let it = statement.uses.as_ref()?;
            if !datums
                .clone()
                .any(|datum| concerns(&it.data, &it.subjects, datum))
            {
                return None;
            }
            let named = it.purposes.iter().any(|term| term == purpose);
            let broader = it
                .purposes
                .iter()
                .any(|term| above(PURPOSES, term, purpose));
            // Of a flow with others as well it is not known that these are meant.
            let near = datums.clone().map(|datum| match datum {
                _ if concerns(&it.data, &it.subjects, datum) => people(&it.subjects, datum.0),
                _ => 0,
            });
            let near = near.min().unwrap_or(0);
            (named || broader).then_some((statement, !it.none, words(named), near))
        })
        .collect();
    decide(&voices)
}

pub fn source<'w>(
    estate: &'w Estate,
    service: Option<&'w str>,
    from: &str,
    datum: (&str, &str),
) -> Verdict {
    let voices: Vec<Voice<'_>> = applying(estate, service)
        .filter_map(|statement| {
            let it = statement.collects.as_ref()?;
            if !concerns(&it.data, &it.subjects, datum) {
                return None;
            }
            let near = people(&it.subjects, datum.0);
            Some((
                statement,
                !it.none,
                words(names(estate, &it.from, from)?),
                near,
            ))
        })
        .collect();
    decide(&voices)
}

/// How words for places fit a country: `Some(true)` names it.
fn place(estate: &Estate, words: &[String], country: &str) -> Option<bool> {
    let has = |word: &String| law::states(word, &estate.day).contains(&country);
    if words.iter().any(has) {
        return Some(true);
    }
    let broader = words.iter().any(|word| match word.as_str() {
        "third-countries" => true,
        "outside-eea" => !law::inside(law::EU, country, &estate.day),
        "outside-uk+eea" => [law::EU, law::UK]
            .iter()
            .all(|regime| !law::inside(regime, country, &estate.day)),
        "outside-uk" => !law::inside(law::UK, country, &estate.day),
        _ => false,
    });
    broader.then_some(false)
}

pub fn destination<'w>(estate: &'w Estate, movement: &Movement<'w>, country: &str) -> Verdict {
    let importer = movement.importer.unwrap();
    let mut voices = Vec::new();
    for statement in applying(estate, movement.flow.service.as_deref()) {
        if let Some(it) = &statement.shares
            && !it.none
            && comes_about(it, movement)
            && fits(estate, &it.with, movement)
            && let Some(named) = place(estate, &it.to, country)
        {
            voices.push((statement, true, words(named), 0));
        }
        if let Some(it) = &statement.transfers
            && (it.with.is_empty()
                || names(estate, &it.with, importer).is_some()
                || !it.none && what_it_is(estate, &it.with, movement))
        {
            if it.none && it.to.is_empty() {
                voices.push((statement, false, All, 0));
            } else if let Some(named) = place(estate, &it.to, country) {
                voices.push((statement, !it.none, words(named), 0));
            }
        }
    }
    decide(&voices)
}

/// The kind of safeguard that a transfer relies on. What names this recipient with other safeguards
/// only says no.
pub fn safeguard<'w>(
    estate: &'w Estate,
    movement: &Movement<'w>,
    (kind, regime): (&str, &str),
) -> Verdict {
    let importer = movement.importer.unwrap();
    let mut voices = Vec::new();
    for statement in applying(estate, movement.flow.service.as_deref()) {
        let mut stated: Vec<&str> = Vec::new();
        let mut particular = false;
        if let Some(it) = &statement.shares
            && !it.none
            && comes_about(it, movement)
            && fits(estate, &it.with, movement)
        {
            stated.extend(it.safeguards.iter().map(String::as_str));
            let named = names(estate, &it.with, importer) == Some(true);
            particular = named && !it.safeguards.is_empty();
        }
        if let Some(it) = &statement.transfers
            && (!it.none || !it.to.is_empty())
            && (it.with.is_empty() || fits(estate, &it.with, movement))
        {
            stated.extend(it.safeguards.iter().map(String::as_str));
            // What is said of other places says nothing of these.
            let day = &estate.day;
            let named_there = |at: &str| {
                let mut states = law::states(at, day).into_iter();
                states.all(|state| place(estate, &it.to, state) == Some(true))
            };
            let mut places = movement.places.iter().filter_map(|(at, _)| *at);
            let there = it.to.is_empty() || places.any(named_there);
            let named = !it.none && there && names(estate, &it.with, importer) == Some(true);
            particular |= named && !it.safeguards.is_empty();
        }
        let fits: Vec<bool> = stated
            .iter()
            .filter_map(|word| law::says(word, kind))
            .collect();
        if !fits.is_empty() {
            let named = fits.contains(&true) || law::says_part_of(&stated, kind, regime);
            voices.push((statement, true, words(named), 0));
        } else if particular {
            voices.push((statement, false, Named, 0));
        }
    }
    decide(&voices)
}
