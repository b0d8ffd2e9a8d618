//! Deployed resources of which the same is to be said, with their facts.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::keeping::{self, Stated};
use super::{Deployed, Match};
use crate::engine::as_of::Regimes;
use crate::engine::facts::{
    DeployedFacts, Evidence, EvidenceMap, Label, LabelRole, LocationStatus,
};
use crate::estate::model::{Estate, SystemIx};
use crate::import::{CopyPlace, DataRole, InferredFrom, KeptFor, Location, Place, Resource};
use crate::law::Regime;
use crate::taxonomy;

/// What is said of resources.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ResourceAspect {
    /// Resources at their place.
    Place,
    /// What they copy or send elsewhere.
    Copy,
    /// For how long they keep data.
    Retention,
    /// How they protect data.
    Protection,
    /// For whom they are open.
    Access,
}

/// Resources of which the same is to be said.
#[derive(Debug, Clone)]
pub struct ResourceGroup {
    /// Whether it is about their place or about copies.
    pub aspect: ResourceAspect,
    /// The system that they are; `None`: no system says so.
    pub system: Option<SystemIx>,
    /// What identifies it in addition to the system: the module and provider of what is not declared,
    /// and the place.
    pub subject: String,
    /// The countries concerned, by name.
    pub countries: Vec<String>,
}

/// A group of resources with its facts.
#[derive(Debug, Clone)]
pub struct GroupFound {
    /// The resources.
    pub group: ResourceGroup,
    /// The facts.
    pub facts: DeployedFacts,
    /// The evidence for them.
    pub evidence: EvidenceMap,
}

/// One side of a resource: where it is, or where a copy goes.
struct Side {
    aspect: ResourceAspect,
    place: LocationStatus,
    located: Vec<taxonomy::Place>,
    words: String,
    how: String,
    labels: Vec<Label>,
    stated: Option<Stated>,
}

impl Deployed {
    /// The groups under one of the regimes that apply, on a day, in a fixed order.
    pub fn groups(&self, estate: &Estate, under: (Regime, &Regimes), day: Date) -> Vec<GroupFound> {
        let mut groups: BTreeMap<
            (ResourceAspect, Option<SystemIx>, String, DeployedFacts),
            GroupFound,
        > = BTreeMap::new();
        let mut stated: BTreeMap<SystemIx, Option<Stated>> = BTreeMap::new();
        let mut stated = |system: SystemIx| {
            let found = stated.entry(system);
            let found = found.or_insert_with(|| keeping::stated(estate, system, day));
            found.clone()
        };
        for (_, resource, matched) in self.resources() {
            for system in owners(matched) {
                let mut sides = sides(resource, system.is_some());
                let kept = resource.kept.as_ref().zip(system);
                sides.extend(
                    kept.and_then(|(kept, system)| too_long(resource, kept, stated(system)?)),
                );
                for side in sides {
                    let facts =
                        self.facts(estate, (resource, matched), system, &side, (under, day));
                    let subject = match system {
                        Some(_) => side.words.clone(),
                        None => {
                            let module = resource.module.as_deref().unwrap_or("");
                            format!("{module} {} {}", resource.provider, side.words)
                        }
                    };
                    let key = (side.aspect, system, subject.clone(), facts);
                    let found = groups.entry(key).or_insert_with(|| GroupFound {
                        group: ResourceGroup {
                            aspect: side.aspect,
                            system,
                            subject,
                            countries: names(&side.located),
                        },
                        facts,
                        evidence: self.started(estate, system, &side, day),
                    });
                    for found in found.evidence.values_mut() {
                        found.elements.push(resource.address.clone());
                        found.labels.extend(side.labels.iter().cloned());
                        found.steps.push(format!(
                            "`{}` ({}): {}{}",
                            resource.address,
                            role_words(resource),
                            side.how,
                            tied(estate, system, matched)
                        ));
                    }
                }
            }
        }
        let mut groups: Vec<GroupFound> = groups.into_values().collect();
        for group in &mut groups {
            declared_last(&mut group.evidence);
        }
        groups
    }

    fn facts(
        &self,
        estate: &Estate,
        (resource, matched): (&Resource, &Match),
        system: Option<SystemIx>,
        side: &Side,
        ((regime, regimes), day): ((Regime, &Regimes), Date),
    ) -> DeployedFacts {
        let declared: Vec<taxonomy::Place> = system.map_or_else(Vec::new, |system| {
            let hosting = self.declared(estate.system(system), day);
            hosting.iter().filter_map(|place| place.at).collect()
        });
        let law = &estate.law;
        let is_declared = |at: &taxonomy::Place| law.covers(&declared, *at, day);
        let located = !side.located.is_empty();
        let is_outside = |regime: Regime| {
            let mut all = side.located.iter();
            all.any(|at| !law.stays_inside(regime, *at, day))
        };
        let unknown_type = is_unknown(resource, matched);
        DeployedFacts {
            regime,
            holds_data: resource.role.holds_or_moves(),
            moves_data: resource.role == DataRole::Network,
            unknown_type,
            store_like: !resource.clues.is_empty(),
            unknown_provider: unknown_type && resource.operator.is_none(),
            service: resource.is_service,
            declared: system.is_some(),
            place: side.place,
            located,
            place_declared: located && side.located.iter().all(is_declared),
            outside: is_outside(regime),
            outside_elsewhere: regimes
                .iter()
                .any(|other| other != regime && is_outside(other)),
            kept_too_long: side.aspect == ResourceAspect::Retention,
        }
    }

    /// The evidence of a group before any resource is in it: what the system declares.
    fn started(
        &self,
        estate: &Estate,
        system: Option<SystemIx>,
        side: &Side,
        day: Date,
    ) -> EvidenceMap {
        let mut found = Evidence {
            name: Some(side.words.clone()),
            ..Evidence::default()
        };
        if let Some(stated) = &side.stated {
            found.labels.extend(stated.labels.iter().cloned());
            found.statements.clone_from(&stated.statements);
        } else if let Some(system) = system.map(|system| estate.system(system)) {
            let hosting = self.declared(system, day);
            let declared: Vec<String> = hosting
                .iter()
                .map(|place| match place.at {
                    Some(at) => at.name().to_owned(),
                    None => "an unknown place".to_owned(),
                })
                .collect();
            found.steps.push(if declared.is_empty() {
                format!("`{}` declares no place", system.id)
            } else {
                format!("`{}` declares {}", system.id, declared.join(", "))
            });
            if hosting.is_empty() {
                found.labels.push(Label {
                    role: LabelRole::Estate,
                    span: system.span,
                    text: "declares no place".to_owned(),
                })
            } else {
                found.labels.extend(hosting.iter().filter_map(|place| {
                    Some(Label {
                        role: LabelRole::Estate,
                        span: place.span?,
                        text: "declared here".to_owned(),
                    })
                }))
            }
        }
        let key = match side.aspect {
            ResourceAspect::Place => "deployed.place",
            ResourceAspect::Copy => "deployed.copy",
            _ => "deployed.retention",
        };
        EvidenceMap::from([(key, found)])
    }
}

/// Puts what resources say before what is declared.
pub(super) fn declared_last(evidence: &mut EvidenceMap) {
    for found in evidence.values_mut() {
        let labels = &mut found.labels;
        labels.sort_by_key(|label| label.role == LabelRole::Estate);
    }
}

/// The systems of a resource, one by one; once without any for what nobody declared.
pub(super) fn owners(matched: &Match) -> Vec<Option<SystemIx>> {
    if matched.systems.is_empty() {
        vec![None]
    } else {
        matched.systems.iter().copied().map(Some).collect()
    }
}

/// Whether a resource is of a type that no table lists. What is part of another and lies there is the
/// other's affair.
fn is_unknown(resource: &Resource, matched: &Match) -> bool {
    let lies_there = matches!(
        resource.location,
        Location::Inferred(_, InferredFrom::Resource(_))
    );
    resource.role == DataRole::Unknown && !(matched.through.is_some() && lies_there)
}

/// The sides of a resource. Of what is not declared only the place is reported, and settings copy
/// nothing.
fn sides(resource: &Resource, is_declared: bool) -> Vec<Side> {
    let keeps = is_declared && resource.role != DataRole::Other;
    let copies = resource.copies.iter().filter(|_| keeps);
    std::iter::once(at_place(resource))
        .chain(copies.map(|copy| at_copy(resource, copy)))
        .collect()
}

/// That a resource keeps data longer than is stated for its system.
fn too_long(resource: &Resource, kept: &KeptFor, stated: Stated) -> Option<Side> {
    let words = keeping::too_long(resource, kept, &stated)?;
    Some(Side {
        aspect: ResourceAspect::Retention,
        place: LocationStatus::NotStated,
        located: Vec::new(),
        how: format!("`{}` keeps data {words}", kept.attribute),
        labels: vec![Label {
            role: LabelRole::Deployed,
            span: kept.span,
            text: format!("`{}`: data are kept {words}", resource.address),
        }],
        words,
        stated: Some(stated),
    })
}

fn at_place(resource: &Resource) -> Side {
    let location = &resource.location;
    let words = place_words(location);
    let mut labels = vec![Label {
        role: LabelRole::Deployed,
        span: resource.span,
        text: format!("`{}`: {words}", resource.address),
    }];
    labels.extend(location.span().map(|span| Label {
        role: LabelRole::Deployed,
        span,
        text: "this says where".to_owned(),
    }));
    Side {
        aspect: ResourceAspect::Place,
        place: match location {
            Location::Stated(_) => LocationStatus::Stated,
            Location::Inferred(..) => LocationStatus::Inferred,
            Location::UnknownUntilApply(_) => LocationStatus::UnknownUntilApply,
            Location::NotAPlace(..) => LocationStatus::NotAPlace,
            Location::NotStated(_) => LocationStatus::NotStated,
        },
        located: located(location.places()),
        how: how(location),
        words,
        labels,
        stated: None,
    }
}

fn at_copy(resource: &Resource, copy: &CopyPlace) -> Side {
    let words = copy.to.words();
    let located = copy.to.located();
    Side {
        aspect: ResourceAspect::Copy,
        place: if located.is_empty() {
            LocationStatus::NotStated
        } else {
            LocationStatus::Stated
        },
        located,
        how: format!("`{}` sends data to {words}", copy.attribute),
        labels: vec![Label {
            role: LabelRole::Deployed,
            span: copy.span,
            text: format!("`{}` sends data to {words}", resource.address),
        }],
        words,
        stated: None,
    }
}

/// What a resource does, for derivations.
fn role_words(resource: &Resource) -> String {
    match resource.clues.as_slice() {
        [] => resource.role.as_str().to_owned(),
        clues => format!("{}, with `{}`", resource.role.as_str(), clues.join("`, `")),
    }
}

/// A place in a few words, for messages.
fn place_words(location: &Location) -> String {
    match location {
        Location::Stated(places) | Location::Inferred(places, _) => {
            let words: Vec<String> = places.iter().map(Place::words).collect();
            words.join(" and ")
        }
        Location::UnknownUntilApply(_) => "a place known only after apply".to_owned(),
        Location::NotAPlace(Some(word), _) if word.is_empty() => {
            "no place: the text is empty".to_owned()
        }
        Location::NotAPlace(Some(word), _) => {
            format!("`{word}`, which is no place that the tables know")
        }
        Location::NotAPlace(None, _) => "a text that is no place".to_owned(),
        Location::NotStated(_) => "a place that is not stated".to_owned(),
    }
}

/// How a place is known, for derivations.
pub(super) fn how(location: &Location) -> String {
    match location {
        Location::Stated(_) => format!("states {}", place_words(location)),
        Location::Inferred(_, clue) => {
            format!(
                "is in {}, inferred from {}",
                place_words(location),
                clue.words()
            )
        }
        Location::UnknownUntilApply(why) | Location::NotStated(why) => why.clone(),
        Location::NotAPlace(..) => format!("says {}", place_words(location)),
    }
}

fn located(places: &[Place]) -> Vec<taxonomy::Place> {
    let mut all: Vec<taxonomy::Place> = places.iter().flat_map(Place::located).collect();
    all.sort();
    all.dedup();
    // One place that names no country leaves the whole open.
    if places.iter().any(|place| place.countries.is_empty()) {
        Vec::new()
    } else {
        all
    }
}

fn names(places: &[taxonomy::Place]) -> Vec<String> {
    places.iter().map(|at| at.name().to_owned()).collect()
}

pub(super) fn tied(estate: &Estate, system: Option<SystemIx>, matched: &Match) -> String {
    let Some(system) = system.map(|system| &estate.system(system).id) else {
        return "; no system says that it is its own".to_owned();
    };
    match &matched.through {
        Some(parent) => format!("; of `{system}` as part of `{parent}`"),
        None => format!("; of `{system}`"),
    }
}
