//! Which systems a deployed resource is, by the matchers of the estate.

use std::collections::BTreeMap;

use super::Match;
use crate::estate::model::{Estate, Matcher, SystemIx};
use crate::import::{Deployment, Resource, wildcard};

/// Steps from a part to what it is part of, at most.
const MOST_STEPS: usize = 8;

/// The systems of each resource of a file.
pub(super) fn matches(estate: &Estate, file: &Deployment) -> Vec<Match> {
    let own: Vec<Vec<SystemIx>> = file
        .resources
        .iter()
        .map(|resource| systems(estate, resource))
        .collect();
    let by_address: BTreeMap<&str, usize> = file
        .resources
        .iter()
        .enumerate()
        .map(|(at, resource)| (resource.address.as_str(), at))
        .collect();
    let parent = |at: usize| {
        let part_of = file.resources.get(at)?.part_of.as_deref()?;
        by_address.get(part_of).copied()
    };
    own.iter()
        .enumerate()
        .map(|(at, systems)| {
            let mut now = at;
            let mut systems = systems;
            let mut through = None;
            for _ in 0..MOST_STEPS {
                if !systems.is_empty() {
                    break;
                }
                let Some(above) = parent(now) else { break };
                now = above;
                through = file
                    .resources
                    .get(above)
                    .map(|resource| resource.address.clone());
                if let Some(theirs) = own.get(above) {
                    systems = theirs;
                }
            }
            Match {
                through: through.filter(|_| !systems.is_empty()),
                systems: systems.clone(),
            }
        })
        .collect()
}

fn systems(estate: &Estate, resource: &Resource) -> Vec<SystemIx> {
    let systems = estate.systems.iter().enumerate();
    systems
        .filter(|(_, system)| {
            system
                .deployed
                .iter()
                .any(|matcher| fits(matcher, resource))
        })
        .map(|(at, _)| SystemIx(at as u32))
        .collect()
}

fn fits(matcher: &Matcher, resource: &Resource) -> bool {
    let any = |patterns: &[String], text: &str| {
        patterns.is_empty()
            || patterns
                .iter()
                .any(|pattern| wildcard::matches(pattern, text))
    };
    any(&matcher.addresses, &resource.address)
        && any(&matcher.types, &resource.type_name)
        && matcher.tags.iter().all(|(name, pattern)| {
            let value = resource.tags.get(name);
            value.is_some_and(|value| wildcard::matches(pattern, value))
        })
}
