//! Restricted transfers, by regime: EDPB Guidelines 05/2021 v2.0 (exporter under the regime,
//! disclosure to another controller or processor, importer in a third country) and the ICO's
//! three-step test (international transfers guidance).

use jiff::civil::Date;

use super::{Movement, MovementPlace, PlaceWhy, RecipientRole, regimes_of, role};
use crate::estate::model::{Estate, PartyIx};
use crate::estate::vocabulary::{Audience, FlowMode, PartyKind};
use crate::law::Regime;
use crate::taxonomy::Place;

/// Where a restricted transfer goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Destination {
    /// The country outside the territory, or the area with a state outside it; `None` where the place is
    /// not known, which never counts as inside.
    pub at: Option<Place>,
    /// The place that puts it there.
    pub place: MovementPlace,
}

/// The places outside the territory of a regime to which a movement takes the data, in the order
/// of their codes, a place that is not known first; empty when the movement is no restricted
/// transfer under it. One that goes to unknown places alone may be one: the rule on unknown places
/// speaks of it.
pub fn restricted(
    estate: &Estate,
    movement: &Movement,
    regime: Regime,
    day: Date,
) -> Vec<Destination> {
    if !movement.transfer_regimes.contains(&regime) || !movement.separate() {
        return Vec::new();
    }
    if movement.role == RecipientRole::Carrier {
        return Vec::new();
    }
    let shape = estate.shape(movement.shape);
    // The EDPB sees no transfer to anyone in particular in publication (CJEU C-101/01, Lindqvist);
    // the ICO does where the publisher means people abroad to read.
    let published = shape.route.mode == FlowMode::Published;
    if published && (regime == Regime::EuGdpr || shape.route.audience != Some(Audience::Worldwide))
    {
        return Vec::new();
    }
    let inside = |at: Place| estate.law.stays_inside(regime, at, day);
    // A controller that reaches its own data from a branch or by its staff abroad is no other controller than
    // the one for which its processor keeps them (EDPB Guidelines 05/2021, paragraph 16 and example 5).
    let is_home = |party: PartyIx| {
        estate
            .party(party)
            .country
            .map(Place::from)
            .is_some_and(inside)
    };
    let owner = movement
        .exporter_acts_for
        .filter(|owner| movement.importer == Some(*owner));
    if owner.is_some_and(is_home) {
        return Vec::new();
    }
    // What goes to an international organisation leaves the territory wherever its office is (Art
    // 44).
    let international = is_international(estate, movement);
    let inside = |at: Place| !international && inside(at);
    // The ICO asks where the organisation is that receives, not where its own machines are ("Are we making
    // a restricted transfer?", step two, January 2026). What a processor keeps abroad somebody keeps there
    // for it, and the transfer is that to the one who does; where the estate does not record who that is,
    // the place counts here.
    let engaged = matches!(
        movement.role,
        RecipientRole::Processor | RecipientRole::SubProcessor
    );
    let elsewhere = |place: &MovementPlace| !engaged || place.kept_by_another;
    let at_home = regime == Regime::UkGdpr && seat(movement).is_some_and(inside);
    let mut out: Vec<Destination> = movement
        .places
        .iter()
        .filter(|place| !(at_home && place.why == PlaceWhy::Hosting && elsewhere(place)))
        .filter(|place| !(engaged && is_own_branch(estate, movement, place, inside)))
        .filter(|place| place.at.is_none_or(|at| !inside(at)))
        .map(|place| Destination {
            at: place.at,
            place: *place,
        })
        .collect();
    out.sort_by_key(|destination| destination.at);
    out.dedup_by_key(|destination| destination.at);
    if !out.is_empty() && regime == Regime::UkGdpr && !initiated(estate, movement, day) {
        return Vec::new();
    }
    out
}

/// Where the importer is established.
fn seat(movement: &Movement) -> Option<Place> {
    let mut places = movement.places.iter();
    places.find(|place| place.why == PlaceWhy::Seat)?.at
}

/// Whether a processor that is established inside keeps data at a branch of its own: the same processor, and
/// no other to which data are transferred (the second criterion of EDPB Guidelines 05/2021; step two of the
/// ICO's test).
fn is_own_branch(
    estate: &Estate,
    movement: &Movement,
    place: &MovementPlace,
    inside: impl Fn(Place) -> bool,
) -> bool {
    let branches = movement
        .importer
        .map_or(&[][..], |party| &estate.party(party).branches);
    let is_there = |at: Place| {
        let mut countries = branches.iter().filter_map(|it| it.country);
        countries.any(|country| Place::from(country) == at)
    };
    place.why == PlaceWhy::Hosting
        && !place.kept_by_another
        && seat(movement).is_some_and(inside)
        && place.at.is_some_and(is_there)
}

/// Whether data leave the territory of a regime for no other reason than that a processor established inside
/// keeps them abroad, and the estate does not record who keeps them there: itself or another, to whom it
/// exports.
pub fn keeper_not_recorded(
    estate: &Estate,
    movement: &Movement,
    regime: Regime,
    day: Date,
    destinations: &[Destination],
) -> bool {
    let engaged = matches!(
        movement.role,
        RecipientRole::Processor | RecipientRole::SubProcessor
    );
    let is_open = |it: &Destination| it.place.why == PlaceWhy::Hosting && !it.place.kept_by_another;
    engaged
        && !destinations.is_empty()
        && destinations.iter().all(is_open)
        && !is_international(estate, movement)
        && seat(movement).is_some_and(|at| estate.law.stays_inside(regime, at, day))
}

/// Whether the importer is an international organisation, which is no establishment in the country in which
/// it has its seat.
pub fn is_international(estate: &Estate, movement: &Movement) -> bool {
    movement
        .importer
        .is_some_and(|party| estate.party(party).kind == PartyKind::InternationalOrganisation)
}

/// Step 2 of the ICO's test: somebody under the UK GDPR initiates and agrees the transfer: the
/// exporter, or the controller that has its processor send. One who fetches the data does not make
/// it the sender's; nor does a processor initiate what it returns to its controller. For the EDPB a
/// return is a transfer like any other (Guidelines 05/2021, example 3).
fn initiated(estate: &Estate, movement: &Movement, day: Date) -> bool {
    let fetched = estate
        .shape(movement.shape)
        .route
        .initiated_by
        .is_some_and(|starter| {
            ![movement.exporter, movement.sent_by].contains(&Some(starter))
                && (Some(starter) == movement.importer
                    || !regimes_of(estate, starter, day).contains(&Regime::UkGdpr))
        });
    !fetched && !movement.returned
}

/// Whether a processor gives data to the controller for which it has them, as instructed.
pub fn hands_back(estate: &Estate, movement: &Movement, day: Date) -> bool {
    let shape = estate.shape(movement.shape);
    let (Some(exporter), Some(importer)) = (movement.exporter, movement.importer) else {
        return false;
    };
    importer == shape.controller
        && exporter != importer
        && !shape.route.is_uninstructed()
        && (exporter == estate.controller
            || role::acts_for(estate, shape, importer, exporter, day)
            || role::is_sub_processor(estate, shape, exporter))
}
