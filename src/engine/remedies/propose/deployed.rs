//! Changes of the estate that follow what is deployed: a location that a system has in fact, and the system that a
//! resource is part of. The configuration that deploys it is never edited: to move something is for people to do.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::deployment::{Deployed, Match};
use crate::engine::facts::LabelRole;
use crate::engine::policy::ChangeKind;
use crate::engine::remedies::about::About;
use crate::engine::remedies::candidate::{Candidate, EditKind, list};
use crate::engine::remedies::wording::{joined, places_words};
use crate::estate::model::{
    Endpoint, FlowRecord, Period, Retention, System, SystemIx, period_words,
};
use crate::estate::vocabulary::Certainty;
use crate::import::{self, Resource};
use crate::taxonomy::Place;

/// So many systems are tried for a resource that none matches: the likeliest.
const MOST_SYSTEMS: usize = 4;

/// So many resources are listed under `deployed` of a system: more of them want a pattern that somebody chooses.
const MOST_RESOURCES: usize = 12;

/// So many flows get another period: more of them want a decision for each.
const MOST_FLOWS: usize = 12;

/// Facts to record that may resolve a finding on what is deployed.
pub(super) fn record(about: About<'_>) -> Vec<Candidate> {
    let Some(deployed) = about.checked.check.deployed else {
        return Vec::new();
    };
    match about.finding.rule.as_str() {
        "deployed/undeclared-location" | "deployed/undeclared-location-inside" => {
            declared(about, deployed, |it| {
                let all = it.location.places().iter();
                places(all.flat_map(import::Place::located))
            })
        }
        "deployed/undeclared-replication" | "deployed/undeclared-replication-inside" => {
            declared(about, deployed, |it| {
                places(it.copies.iter().flat_map(|copy| copy.to.located()))
            })
        }
        "deployed/undeclared-system" | "deployed/unknown-type" => part_of(about, deployed),
        "deployed/retention-exceeds" => kept_longer(about, deployed),
        _ => Vec::new(),
    }
}

fn places(places: impl IntoIterator<Item = Place>) -> BTreeSet<Place> {
    places.into_iter().collect()
}

/// The resources that a finding points at, with their systems.
fn resources<'c>(about: About<'c>, deployed: &'c Deployed) -> Vec<(&'c Resource, &'c Match)> {
    let labels = about.finding.labels.iter();
    let labels = labels.filter(|it| it.role == LabelRole::Deployed);
    let spans: BTreeSet<_> = labels.map(|it| it.span).collect();
    let all = deployed.resources();
    all.filter(|(_, resource, _)| {
        let copies = resource.copies.iter().map(|copy| copy.span);
        let kept = resource.kept.iter().map(|kept| kept.span);
        let mut own = std::iter::once(resource.span).chain(copies).chain(kept);
        own.any(|span| spans.contains(&span))
    })
    .map(|(_, resource, matched)| (resource, matched))
    .collect()
}

/// The resources that a finding points at, by the systems to which they belong.
fn by_system<'c>(
    about: About<'c>,
    deployed: &'c Deployed,
) -> BTreeMap<SystemIx, Vec<&'c Resource>> {
    let mut systems: BTreeMap<SystemIx, Vec<&Resource>> = BTreeMap::new();
    for (resource, matched) in resources(about, deployed) {
        for system in &matched.systems {
            systems.entry(*system).or_default().push(resource);
        }
    }
    systems
}

/// Each system of the resources with their places declared in addition to its own.
fn declared(
    about: About<'_>,
    deployed: &Deployed,
    places: impl Fn(&Resource) -> BTreeSet<Place>,
) -> Vec<Candidate> {
    let candidate = |(system, of_it): (SystemIx, Vec<&Resource>)| {
        let deployed_at = of_it.into_iter().flat_map(&places).collect();
        at_places(about, deployed, about.estate().system(system), &deployed_at)
    };
    let systems = by_system(about, deployed).into_iter();
    systems.filter_map(candidate).collect()
}

/// A system with places declared in addition to its own. `None` where what it declares has dates or is uncertain,
/// which an edit would lose.
fn at_places(
    about: About<'_>,
    deployed: &Deployed,
    system: &System,
    more: &BTreeSet<Place>,
) -> Option<Candidate> {
    let own = system.hosting.iter();
    let own = own.filter(|it| it.span.is_none_or(|span| !deployed.holds(span.file)));
    let plain = own.map(|it| {
        let is_plain = it.certainty == Certainty::Stated && it.period == Period::default();
        it.at.filter(|_| is_plain)
    });
    let mut all: Vec<Place> = plain.collect::<Option<_>>()?;
    let added: BTreeSet<Place> = more
        .iter()
        .copied()
        .filter(|it| !all.contains(it))
        .collect();
    if added.is_empty() {
        return None;
    }
    all.extend(&added);
    let words: Vec<&str> = all.iter().map(Place::as_str).collect();
    let text = format!(
        "declare {} under `hosting` of `{}`, where it is deployed",
        places_words(&added),
        system.id
    );
    let what = EditKind::Set("systems", system.id.clone(), "hosting", list(&words));
    Some(Candidate::new(ChangeKind::RecordFact, text).edit(about.path(system.span)?, what))
}

/// The flows into each system of the resources with the period for which these keep data in fact. To configure the declared
/// period is for people to do. None where data are kept without end, which no period declares.
fn kept_longer(about: About<'_>, deployed: &Deployed) -> Vec<Candidate> {
    let candidate = |(system, of_it): (SystemIx, Vec<&Resource>)| {
        let kept = of_it.into_iter().filter_map(|it| it.kept.as_ref());
        let days: Vec<u32> = kept.map(|it| it.days).collect::<Option<_>>()?;
        declared_for(about, system, days.into_iter().max()?)
    };
    let systems = by_system(about, deployed).into_iter();
    systems.filter_map(candidate).collect()
}

/// The flows into a system that declare a shorter period, with one of so many days.
fn declared_for(about: About<'_>, system: SystemIx, days: u32) -> Option<Candidate> {
    let (estate, period) = (about.estate(), format!("P{days}D"));
    let is_shorter = |flow: &&FlowRecord| {
        let shape = estate.shape(flow.shape);
        let own = matches!(&shape.retention, Some(Retention::Period(_, own)) if *own < days);
        own && shape.route.to == Endpoint::System(system) && shape.runs(about.day())
    };
    let flows: Vec<&FlowRecord> = estate.flows.iter().filter(is_shorter).collect();
    if flows.is_empty() || flows.len() > MOST_FLOWS {
        return None;
    }
    let ids: Vec<&str> = flows.iter().map(|flow| &*flow.id).collect();
    let text = format!(
        "declare that the data of {} are kept for {}, as in `{}`",
        joined(&ids),
        period_words(&period),
        estate.system(system).id
    );
    let mut candidate = Candidate::new(ChangeKind::RecordFact, text);
    for flow in flows {
        flow.places.as_ref()?;
        let what = EditKind::Set("flows", flow.id.to_string(), "retention", period.clone());
        candidate = candidate.edit(about.path(flow.span)?, what);
    }
    Some(candidate.assuming_fact("the data are necessary for that long"))
}

/// The resources as part of a system into which flows lead, for each of the systems that are likeliest: those that have
/// resources of the same module, then of the same type.
fn part_of(about: About<'_>, deployed: &Deployed) -> Vec<Candidate> {
    let estate = about.estate();
    let found = resources(about, deployed);
    let addresses: BTreeSet<&str> = found.iter().map(|(it, _)| it.address.as_str()).collect();
    if addresses.is_empty() || addresses.len() > MOST_RESOURCES {
        return Vec::new();
    }
    let likeness = |system: SystemIx| {
        let theirs = deployed.resources();
        let theirs = theirs.filter(|(_, _, matched)| matched.systems.contains(&system));
        let alike = theirs.flat_map(|(_, other, _)| {
            found.iter().map(move |(it, _)| {
                let of_type = it.type_name == other.type_name;
                usize::from(it.module == other.module) * 2 + usize::from(of_type)
            })
        });
        alike.max()
    };
    let running = estate.running_on(about.day()).into_iter();
    let into: BTreeSet<SystemIx> = running
        .filter_map(|shape| match estate.shape(shape).route.to {
            Endpoint::System(system) => Some(system),
            _ => None,
        })
        .collect();
    // A system of which nothing is deployed is no likely owner of what is.
    let ranked = into.into_iter().filter_map(|it| Some((likeness(it)?, it)));
    let mut ranked: Vec<(usize, SystemIx)> = ranked.collect();
    ranked.sort_by_key(|(likeness, system)| (std::cmp::Reverse(*likeness), *system));
    let likely = ranked.into_iter().take(MOST_SYSTEMS);
    likely
        .filter_map(|(_, system)| with_resources(about, estate.system(system), &addresses))
        .collect()
}

/// A system with more resources that it is. `None` where it describes them by more than their addresses.
fn with_resources(
    about: About<'_>,
    system: &System,
    addresses: &BTreeSet<&str>,
) -> Option<Candidate> {
    let matchers = system.deployed.iter();
    let own = matchers.map(|it| {
        let by_address = it.types.is_empty() && it.tags.is_empty();
        by_address.then_some(it.addresses.iter().map(String::as_str))
    });
    let own: Vec<_> = own.collect::<Option<_>>()?;
    let mut all: Vec<&str> = own.into_iter().flatten().collect();
    all.extend(addresses);
    let quoted: Vec<String> = addresses.iter().map(|it| format!("`{it}`")).collect();
    let quoted = joined(&quoted);
    let verb = if addresses.len() == 1 { "is" } else { "are" };
    let text = format!("add {quoted} under `deployed` of `{}`", system.id);
    let what = EditKind::Set("systems", system.id.clone(), "deployed", list(&all));
    let candidate = Candidate::new(ChangeKind::RecordFact, text);
    let candidate = candidate.edit(about.path(system.span)?, what);
    Some(candidate.assuming_fact(format!("{quoted} {verb} part of {}", system.name)))
}
