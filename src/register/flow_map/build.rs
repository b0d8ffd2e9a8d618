//! The map of an estate, from what a check judged.

use std::collections::{BTreeMap, BTreeSet};

use crate::engine::check::JudgedMovement;
use crate::engine::movement::{Movement, MovementKind, MovementPlace, PlaceWhy};
use crate::engine::policy::Group;
use crate::estate::model::{PartyIx, ShapeIx};
use crate::estate::vocabulary::FlowMode;
use crate::law::Regime;
use crate::register::context::RegisterContext;
use crate::register::flow_map::{Band, FlowMap, MapMove, MapSpot, MapWay};
use crate::register::phrases;
use crate::register::table::NOT_STATED;
use crate::taxonomy::Place;

/// Who has data, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Who {
    /// The people themselves.
    Subjects,
    /// Sources that anyone can read.
    Public,
    /// A party in a country; `None`: it is not known where.
    Party(PartyIx, Option<Place>),
}

/// One movement, under all the regimes that it was judged by.
type Key = (ShapeIx, MovementKind, Option<PartyIx>, Option<PartyIx>);

impl FlowMap {
    /// The map of what runs on the day of the check.
    pub(in crate::register) fn new(draft: &RegisterContext<'_>) -> Self {
        let mut movements: BTreeMap<Key, Vec<&JudgedMovement>> = BTreeMap::new();
        for examined in draft.examined {
            let movement = &examined.movement;
            let key = (
                movement.shape,
                movement.kind,
                movement.exporter,
                movement.importer,
            );
            movements.entry(key).or_default().push(examined);
        }
        let mut whys: BTreeMap<Who, BTreeSet<&'static str>> = BTreeMap::new();
        let mut ways: BTreeMap<(Who, Who), Vec<MapMove>> = BTreeMap::new();
        for of in movements.values() {
            let Some(movement) = of.first().map(|examined| &examined.movement) else {
                continue;
            };
            let from = sender(draft, movement);
            whys.entry(from).or_default().extend(seat(draft, from));
            for (to, place) in receivers(movement) {
                let known = whys.entry(to).or_default();
                known.extend(place.map(|place| phrases::place(place.why)));
                known.extend(seat(draft, to));
                let moved = of_way(draft, of, place);
                ways.entry((from, to)).or_default().push(moved);
            }
        }
        let controller = draft.estate.controller;
        let mut spots: Vec<(Who, MapSpot)> = whys
            .into_iter()
            .map(|(who, why)| (who, spot(draft, who, why)))
            .collect();
        spots.sort_by(|(one, a), (other, b)| {
            let first = |who: &Who| !matches!(who, Who::Party(party, _) if *party == controller);
            (first(one), &a.name, &a.country, one).cmp(&(first(other), &b.name, &b.country, other))
        });
        let at: BTreeMap<Who, usize> = spots.iter().map(|(who, _)| *who).zip(0..).collect();
        let mut ways: Vec<MapWay> = ways
            .into_iter()
            .filter_map(|((from, to), mut moves)| {
                moves.sort_by(|a, b| (b.severity(), &a.flows).cmp(&(a.severity(), &b.flows)));
                let (from, to) = (*at.get(&from)?, *at.get(&to)?);
                Some(MapWay { from, to, moves })
            })
            .collect();
        ways.sort_by_key(|way| (std::cmp::Reverse(way.severity()), way.from, way.to));
        Self {
            spots: spots.into_iter().map(|(_, spot)| spot).collect(),
            ways,
            home: band(
                draft,
                draft.estate.party(controller).country.map(Place::from),
            ),
        }
    }
}

/// A sender is shown where it is established.
fn sender(draft: &RegisterContext<'_>, movement: &Movement) -> Who {
    match movement.exporter {
        Some(party) => Who::Party(party, draft.estate.party(party).country.map(Place::from)),
        None if draft.estate.shape(movement.shape).route.mode == FlowMode::Scraped => Who::Public,
        None => Who::Subjects,
    }
}

/// A recipient is shown wherever it receives the data.
fn receivers(movement: &Movement) -> Vec<(Who, Option<MovementPlace>)> {
    let Some(party) = movement.importer else {
        return vec![(Who::Subjects, None)];
    };
    let mut places: Vec<(Who, Option<MovementPlace>)> = Vec::new();
    for place in &movement.places {
        let who = Who::Party(party, place.at);
        if places.iter().all(|(known, _)| *known != who) {
            places.push((who, Some(*place)));
        }
    }
    if places.is_empty() {
        places.push((Who::Party(party, None), None));
    }
    places
}

fn seat(draft: &RegisterContext<'_>, who: Who) -> Option<&'static str> {
    match who {
        Who::Party(party, Some(Place::Country(country)))
            if draft.estate.party(party).country == Some(country) =>
        {
            Some(phrases::place(PlaceWhy::Seat))
        }
        _ => None,
    }
}

fn of_way(
    draft: &RegisterContext<'_>,
    of: &[&JudgedMovement],
    place: Option<MovementPlace>,
) -> MapMove {
    let at = draft.findings_on(of);
    let mut findings = draft.finding_refs(&at);
    if let Some(place) = place {
        findings.retain(|finding| concerns(draft, of, &finding.rule, place));
    }
    let shape = of.first().map(|examined| draft.shape(examined));
    let kind = of.first().map(|examined| examined.movement.kind);
    let role = of.first().map(|examined| examined.movement.role);
    let disclosed = draft.disclosed(
        of,
        &[
            "recipient",
            "indirectRecipient",
            "destination",
            "safeguard",
            "data",
            "purpose",
            "source",
        ],
    );
    let service = shape.and_then(|shape| shape.service);
    MapMove {
        flows: draft.flow_ids(of.iter().flat_map(|examined| &examined.flows)),
        service: service.map(|it| draft.estate.service(it).id.clone()),
        service_name: service.map_or_else(
            || "of no service in particular".to_owned(),
            |it| draft.estate.service(it).name.clone(),
        ),
        data: draft.terms(shape.iter().flat_map(|shape| &shape.content.data)),
        purposes: draft.terms(shape.iter().flat_map(|shape| &shape.content.purposes)),
        role: role.map_or("", phrases::role),
        nature: match (kind, shape) {
            (Some(kind), Some(shape)) => phrases::nature(kind, shape.route.mode),
            _ => "",
        },
        statements: disclosed
            .statements
            .iter()
            .filter_map(|at| draft.statement(*at))
            .collect(),
        findings,
    }
}

/// Whether a finding is about what goes to one of the places of a movement: one on a transfer is about
/// those outside alone.
fn concerns(
    draft: &RegisterContext<'_>,
    of: &[&JudgedMovement],
    rule: &str,
    place: MovementPlace,
) -> bool {
    let rule = draft.rules.get(rule);
    let abroad = rule.is_some_and(|rule| rule.family().group == Group::Destination);
    let places: BTreeSet<Option<Place>> = of
        .iter()
        .flat_map(|examined| &examined.movement.places)
        .map(|place| place.at)
        .collect();
    let outside = || {
        of.iter()
            .flat_map(|examined| &examined.found.destinations)
            .any(|destination| destination.at == place.at)
    };
    let somewhere = of
        .iter()
        .any(|examined| !examined.found.destinations.is_empty());
    !abroad || places.len() < 2 || !somewhere || outside()
}

fn spot(draft: &RegisterContext<'_>, who: Who, mut why: BTreeSet<&'static str>) -> MapSpot {
    match who {
        Who::Subjects => MapSpot {
            name: "The data subjects".to_owned(),
            country: String::new(),
            band: Band::People,
            why: Vec::new(),
        },
        Who::Public => MapSpot {
            name: "Sources that anyone can read".to_owned(),
            country: String::new(),
            band: Band::People,
            why: Vec::new(),
        },
        Who::Party(party, at) => {
            if party == draft.estate.controller {
                why.insert("controller");
            }
            MapSpot {
                name: draft.party_name(party),
                country: at.map_or(NOT_STATED, |at| at.name()).to_owned(),
                band: band(draft, at),
                why: why.into_iter().collect(),
            }
        }
    }
}

/// Where a place is on the day of the check. One that is inside both is of the EEA's band: that is the
/// UK before it left, and an area with the UK in it.
fn band(draft: &RegisterContext<'_>, at: Option<Place>) -> Band {
    let Some(at) = at else {
        return Band::Unknown;
    };
    let (law, day) = (&draft.estate.law, draft.outcome.day);
    let states = law.states(at, day);
    let inside = |regime| {
        states
            .iter()
            .map(move |it| law.inside(regime, it.as_str(), day))
    };
    let (in_eea, in_uk) = (inside(Regime::EuGdpr), inside(Regime::UkGdpr));
    let bands: BTreeSet<Band> = in_eea
        .zip(in_uk)
        .map(|(in_eea, in_uk)| match (in_eea, in_uk) {
            (true, _) => Band::Eea,
            (false, true) => Band::Uk,
            (false, false) => Band::Outside,
        })
        .collect();
    let mut bands = bands.into_iter();
    match (bands.next(), bands.next()) {
        (None, _) => Band::Outside,
        (Some(one), None) => one,
        (_, Some(Band::Outside)) => Band::Outside,
        (Some(_), Some(_)) => Band::Eea,
    }
}
