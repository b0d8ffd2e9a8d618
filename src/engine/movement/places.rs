//! Where an importer gets the data.

use jiff::civil::Date;

use super::{MovementKind, SystemEnd, party_at};
use crate::estate::model::{Endpoint, Estate, FlowShape, PartyIx, System};
use crate::estate::vocabulary::{Certainty, FlowMode};
use crate::input::Span;
use crate::law::Regime;
use crate::taxonomy::Place;

/// One place in which an importer gets the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MovementPlace {
    /// The country or area; `None` is unknown.
    pub at: Option<Place>,
    /// How sure that is.
    pub certainty: Certainty,
    /// Why it counts: the importer's seat, the hosting of its system, where it reads from.
    pub why: PlaceWhy,
    /// Where it is written.
    pub span: Option<Span>,
    /// The importer gives what is in the system that receives to another, who keeps it in this place.
    pub kept_by_another: bool,
}

/// Why a place counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlaceWhy {
    /// The importer is established there.
    Seat,
    /// Its system is hosted there.
    Hosting,
    /// It reads the data from there.
    Access,
}

impl PlaceWhy {
    /// In words, behind a country.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Seat => "is where the recipient is established",
            Self::Hosting => "is where its system is hosted",
            Self::Access => "is from where it reads the data",
        }
    }
}

/// Where a movement ends: where the flow leads to, or at the system on the way or at its source.
pub(super) fn end_of(shape: &FlowShape, kind: MovementKind) -> Endpoint {
    match (kind, shape.route.via) {
        (MovementKind::Through, Some(via)) => Endpoint::System(via),
        (MovementKind::Access(SystemEnd::From, _), _) => shape.route.from,
        _ => shape.route.to,
    }
}

/// Where a system keeps data on a day: somewhere unknown, where it states no place and is not there to
/// pass data on only.
fn hosting(system: &System, day: Date) -> Vec<MovementPlace> {
    let hosted = system.hosting.iter();
    let places: Vec<MovementPlace> = hosted
        .filter(|place| place.period.contains(day))
        .map(|place| MovementPlace {
            at: place.at,
            certainty: if place.at.is_none() {
                Certainty::Unknown
            } else {
                place.certainty
            },
            why: PlaceWhy::Hosting,
            span: place.span,
            kept_by_another: false,
        })
        .collect();
    if places.is_empty() && !system.transit_only {
        return vec![MovementPlace {
            at: None,
            certainty: Certainty::Unknown,
            why: PlaceWhy::Hosting,
            span: Some(system.span),
            kept_by_another: false,
        }];
    }
    places
}

/// Where the importer gets the data: where it is established, and where its system keeps them, or
/// from where it reads them. Places written twice count once.
pub(super) fn places(
    estate: &Estate,
    shape: &FlowShape,
    kind: MovementKind,
    importer: Option<PartyIx>,
    day: Date,
) -> Vec<MovementPlace> {
    let Some(importer) = importer else {
        return Vec::new();
    };
    let party = estate.party(importer);
    let mut places = Vec::new();
    let seat = MovementPlace {
        at: party.country.map(Place::from),
        certainty: known(party.country),
        why: PlaceWhy::Seat,
        span: party.country_span.or(Some(party.span)),
        kept_by_another: false,
    };
    if let (MovementKind::Access(_, at), Endpoint::System(system)) = (kind, end_of(shape, kind)) {
        if let Some(access) = estate.system(system).access.get(at as usize) {
            places.push(MovementPlace {
                at: access.from,
                certainty: known(access.from),
                why: PlaceWhy::Access,
                span: access.span,
                kept_by_another: false,
            });
        }
        return places;
    }
    let end = end_of(shape, kind);
    // What a controller collects through its processor, or together with another, it collects where it is
    // established; the other's places are those of the disclosure to it.
    if party_at(estate, end, day) != Some(importer) {
        return vec![seat];
    }
    match end {
        Endpoint::System(system) => {
            places.push(seat);
            places.extend(hosting(estate.system(system), day));
            // One at home stays there when its own staff read from elsewhere (EDPB Guidelines 05/2021, paragraph 16
            // and example 5; the ICO's step three). One abroad has the data in each country from which it reads.
            if !is_at_home(estate, seat.at, day) {
                places.extend(own_access(estate.system(system), importer, day));
            }
        }
        Endpoint::Party(_, branch) => {
            let country = branch
                .and_then(|at| party.branches.get(at as usize))
                .map_or(party.country, |branch| branch.country);
            let reads_in = shape.route.mode == FlowMode::RemoteAccess;
            places.push(MovementPlace {
                at: country.map(Place::from),
                certainty: known(country),
                why: if reads_in {
                    PlaceWhy::Access
                } else {
                    PlaceWhy::Seat
                },
                span: party.country_span.or(Some(party.span)),
                kept_by_another: false,
            });
            // The system they pass through may say from where its readers read.
            if let (true, Some(via)) = (reads_in, shape.route.via) {
                places.extend(own_access(estate.system(via), importer, day));
            }
        }
        Endpoint::Subjects => {}
    }
    let mut seen = Vec::new();
    places.retain(|place: &MovementPlace| {
        let key = (place.at, place.certainty == Certainty::Stated);
        let new = !seen.contains(&key);
        seen.push(key);
        new
    });
    places
}

/// From where a party itself reads in a system.
fn own_access(
    system: &System,
    party: PartyIx,
    day: Date,
) -> impl Iterator<Item = MovementPlace> + '_ {
    let own = system.access.iter();
    let own = own.filter(move |access| access.by == party && access.period.contains(day));
    own.map(|access| MovementPlace {
        at: access.from,
        certainty: known(access.from),
        why: PlaceWhy::Access,
        span: access.span,
        kept_by_another: false,
    })
}

/// Whether a place is in the territory of a regime.
fn is_at_home(estate: &Estate, place: Option<Place>, day: Date) -> bool {
    let inside = |at: Place| {
        let mut regimes = [Regime::EuGdpr, Regime::UkGdpr].into_iter();
        regimes.any(|regime| estate.law.stays_inside(regime, at, day))
    };
    place.is_some_and(inside)
}

fn known<T>(place: Option<T>) -> Certainty {
    match place {
        Some(_) => Certainty::Stated,
        None => Certainty::Unknown,
    }
}
