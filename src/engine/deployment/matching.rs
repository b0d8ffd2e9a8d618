//! Which systems a deployed resource is, by the matchers of the estate.

use std::collections::BTreeMap;

use super::Match;
use crate::estate::model::{Estate, Matcher, System, SystemIx};
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
        .map(|(at, resource)| {
            let name = resource.names.first().unwrap_or(&resource.address);
            (name.as_str(), at)
        })
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

/// How many resources of some files each matcher of a system finds.
pub(super) fn found(system: &System, files: &[Deployment]) -> Vec<usize> {
    let count = |matcher: &Matcher| {
        let all = files.iter().flat_map(|file| &file.resources);
        all.filter(|resource| fits(matcher, resource)).count()
    };
    system.deployed.iter().map(count).collect()
}

/// A matcher in words: `` `aws_s3_bucket.*` `` or `` the type `aws_s3_*` with the tag `app=crm` ``.
pub(super) fn words(matcher: &Matcher) -> String {
    let quoted = |words: &[String]| format!("`{}`", words.join("` or `"));
    let mut parts = Vec::new();
    if !matcher.addresses.is_empty() {
        parts.push(quoted(&matcher.addresses));
    }
    if !matcher.types.is_empty() {
        parts.push(format!("the type {}", quoted(&matcher.types)));
    }
    let tags = matcher.tags.iter();
    parts.extend(tags.map(|(name, value)| format!("the tag `{name}={value}`")));
    parts.join(" with ")
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

/// Whether a resource is what a matcher describes. What was moved still has the address that it had.
pub(super) fn fits(matcher: &Matcher, resource: &Resource) -> bool {
    let any = |patterns: &[String], text: &str| {
        patterns.is_empty()
            || patterns
                .iter()
                .any(|pattern| wildcard::matches(pattern, text))
    };
    let mut names = resource.names.iter();
    let by_name = names.any(|name| any(&matcher.addresses, name));
    (by_name || any(&matcher.addresses, &resource.address))
        && (any(&matcher.types, &resource.type_name)
            || resource.listed_as.iter().any(|it| any(&matcher.types, it)))
        && matcher.tags.iter().all(|(name, pattern)| {
            let value = resource.tags.get(name);
            value.is_some_and(|value| wildcard::matches(pattern, value))
        })
}
