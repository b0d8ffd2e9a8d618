//! Deployed places as facts of a check: what a system's resources say is laid over what it declares.

use super::Deployed;
use crate::estate::model::{Estate, Hosting, Period};
use crate::estate::vocabulary::Certainty;
use crate::import::{CopyTarget, DataRole, InferredFrom, Location, Resource};
use crate::taxonomy::Place;

/// Adds the places of deployed resources to those of their systems. What is declared stays: the part
/// of a system that a file does not show may still be there.
pub fn lay(estate: &mut Estate, deployed: &Deployed) {
    for (_, resource, matched) in deployed.resources() {
        // What is not known of an unknown type is no fact of the system.
        let is_open = resource.location.places().is_empty()
            || matches!(
                resource.location,
                Location::Inferred(_, InferredFrom::Global)
            );
        if resource.role == DataRole::Other
            || (resource.role == DataRole::Unknown && is_open && resource.clues.is_empty())
        {
            continue;
        }
        for system in &matched.systems {
            let Some(system) = estate.systems.get_mut(system.index()) else {
                continue;
            };
            for place in places(resource) {
                let is_known = system.hosting.iter().any(|known| {
                    known.at == place.at
                        && known.certainty <= place.certainty
                        && known.period == place.period
                });
                if !is_known {
                    system.hosting.push(place);
                }
            }
            system
                .hosting
                .sort_by_key(|it| (it.at, it.period, it.certainty, it.span));
        }
    }
}

/// The places at which a resource keeps data. Where nothing is said, what is declared counts; a word
/// that is no place, an area without countries and what is known only after applying are unknown.
fn places(resource: &Resource) -> Vec<Hosting> {
    // A place that was inferred is written at the provider; the resource is what one wants to see.
    let here = match &resource.location {
        Location::Stated(_) | Location::NotAPlace(..) => resource.location.span(),
        _ => None,
    };
    let place = |at: Option<Place>, certainty, span| Hosting {
        at,
        certainty,
        period: Period::default(),
        span: Some(span),
    };
    let here = here.unwrap_or(resource.span);
    let mut places = Vec::new();
    match &resource.location {
        Location::Stated(own) | Location::Inferred(own, _) => {
            for own in own {
                let certainty = if own.binds {
                    Certainty::Stated
                } else {
                    Certainty::Hinted
                };
                let located = own.located();
                let is_open = located.is_empty();
                places.extend(
                    located
                        .into_iter()
                        .map(|at| place(Some(at), certainty, here)),
                );
                if is_open {
                    places.push(place(None, Certainty::Unknown, here));
                }
            }
        }
        Location::UnknownUntilApply(_) | Location::NotAPlace(..) => {
            places.push(place(None, Certainty::Unknown, here));
        }
        Location::NotStated(_) => {}
    }
    for copy in &resource.copies {
        // A host is a recipient of its own, and no place of this system.
        if !matches!(copy.to, CopyTarget::Host(_) | CopyTarget::Unknown(_)) {
            let located = copy.to.located().into_iter();
            places.extend(located.map(|at| place(Some(at), Certainty::Stated, copy.span)));
        }
    }
    places
}
