//! Restricted transfers, by regime: EDPB Guidelines 05/2021 v2.0 (exporter under the regime,
//! disclosure to another controller or processor, importer in a third country) and the ICO's
//! three-step test (international transfers guidance).

use jiff::civil::Date;

use super::{Movement, MovementKind, MovementPlace, PlaceWhy, RecipientRole, regimes_of, role};
use crate::estate::model::{Estate, PartyIx};
use crate::estate::vocabulary::{Audience, FlowMode, PartyKind};
use crate::law::Regime;
use crate::taxonomy::{Country, Place};

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
    // the ICO does where the publisher means people abroad to read. The one that runs the page is someone in particular.
    let is_page = movement.kind == MovementKind::Through;
    let published = shape.route.mode == FlowMode::Published && !is_page;
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
    // A transfer is one to another controller or processor (the second criterion of EDPB Guidelines 05/2021).
    // What another company keeps abroad for a processor is a transfer of the processor to that company, and judged
    // as such; where the estate does not record who keeps it there, the place counts here. So it is where the
    // processor is in a country that is adequate: the transfer is one to that country. The ICO asks of every
    // recipient where the organisation is, not where its machines are ("Are we making a restricted transfer?",
    // step two, January 2026).
    let engaged = movement.role.acts_for_another();
    // Nor is a controller at home an importer abroad for the EDPB (the third criterion).
    let decides = movement.role == RecipientRole::Controller;
    let at_home = (regime == Regime::UkGdpr || decides) && seat(movement).is_some_and(inside);
    let protected = !international && is_protected(estate, movement, regime, day);
    let elsewhere = |place: &MovementPlace| {
        (engaged && protected && place.kept_by_another) || (!engaged && at_home)
    };
    let mut out: Vec<Destination> = movement
        .places
        .iter()
        .filter(|place| !(place.why == PlaceWhy::Hosting && elsewhere(place)))
        .filter(|place| !(engaged && protected && is_own_branch(estate, movement, place)))
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

/// Whether the importer is established inside the territory of a regime, or in a country that is adequate under it
/// without a condition.
fn is_protected(estate: &Estate, movement: &Movement, regime: Regime, day: Date) -> bool {
    let law = &estate.law;
    let is_adequate = |at: Place| {
        let states = law.states(at, day);
        let without_condition = |state: &Country| {
            let mut rows = law.adequacy(regime, state.as_str(), day).into_iter();
            rows.any(|row| row.conditions.is_empty())
        };
        !states.is_empty() && states.iter().all(without_condition)
    };
    seat(movement).is_some_and(|at| law.stays_inside(regime, at, day) || is_adequate(at))
}

/// Whether a processor keeps data at a branch of its own: the same processor, and no other to which data are
/// transferred (the second criterion of EDPB Guidelines 05/2021; step two of the ICO's test).
fn is_own_branch(estate: &Estate, movement: &Movement, place: &MovementPlace) -> bool {
    let branches = movement
        .importer
        .map_or(&[][..], |party| &estate.party(party).branches);
    let is_there = |at: Place| {
        let mut countries = branches.iter().filter_map(|it| it.country);
        countries.any(|country| Place::from(country) == at)
    };
    place.why == PlaceWhy::Hosting && !place.kept_by_another && place.at.is_some_and(is_there)
}

/// Whether data leave the territory of a regime for no other reason than that a processor established inside, or in
/// an adequate country, keeps them elsewhere, and the estate does not record who keeps them there: itself or another,
/// to whom it exports.
pub fn keeper_not_recorded(
    estate: &Estate,
    movement: &Movement,
    regime: Regime,
    day: Date,
    destinations: &[Destination],
) -> bool {
    let engaged = movement.role.acts_for_another();
    let is_seat = |it: &&Destination| it.place.why == PlaceWhy::Seat;
    let mut elsewhere = destinations.iter().filter(|it| !is_seat(it)).peekable();
    engaged
        && elsewhere.peek().is_some()
        && elsewhere.all(|it| it.place.why == PlaceWhy::Hosting && !it.place.kept_by_another)
        && !is_international(estate, movement)
        && is_protected(estate, movement, regime, day)
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
