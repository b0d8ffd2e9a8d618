//! Copies that are declared at the copy: a replica names its source, and a member of a group names the
//! group. Data go from the source to the replica, whichever of the two says so.

use super::locator::Locator;
use super::replication::elsewhere_only;
use crate::import::model::{CopyPlace, CopyTarget, Location};
use crate::import::path::{Hit, values};

/// What is set of the member of a group that is its first.
const FIRST: [&str; 2] = ["master_username", "master_password"];
/// What is set of the other members.
const LATER: [&str; 2] = ["source_region", "replication_source_identifier"];

impl<'n> Locator<'_, 'n> {
    /// Adds to each resource what others copy from it: `copies` holds those of each position.
    pub fn add_kin(&mut self, copies: &mut [Vec<CopyPlace>]) {
        let mut found: Vec<(usize, usize, String)> = Vec::new();
        let mut members: Vec<(String, String, usize)> = Vec::new();
        for at in 0..self.declarations.count() {
            let Some(declared) = self.declarations.get(at) else {
                continue;
            };
            let Some(row) = self.tables.type_row(declared.type_name) else {
                continue;
            };
            for path in &row.sources {
                let source = self.declarations.source_of(at, path);
                found.extend(source.map(|source| (source, at, path.clone())));
            }
            if let Some(path) = &row.joins
                && let Some(group) = self.group(at, path)
            {
                members.push((group, path.clone(), at));
            }
        }
        members.sort();
        for group in members.chunk_by(|a, b| a.0 == b.0) {
            let all: Vec<usize> = group.iter().map(|(_, _, at)| *at).collect();
            let path = group.first().map_or("", |(_, path, _)| path.as_str());
            found.extend(
                self.among(&all)
                    .into_iter()
                    .map(|(from, to)| (from, to, path.to_owned())),
            );
        }
        for (from, to, path) in found {
            let Some(span) = self.declarations.get(to).map(|declared| declared.span) else {
                continue;
            };
            let places = self.place(to).location.places().to_vec();
            let target = CopyTarget::Resource(self.address(to), places);
            if let Some(copies) = copies.get_mut(from) {
                copies.push(CopyPlace {
                    attribute: path,
                    to: target,
                    span,
                });
            }
        }
        for (at, copies) in copies.iter_mut().enumerate() {
            let own = match self.place(at).location {
                Location::Stated(places) | Location::Inferred(places, _) => places,
                _ => Vec::new(),
            };
            elsewhere_only(copies, &own);
        }
    }

    /// The group that a resource is a member of: the resource that it is, or its name.
    fn group(&self, at: usize, path: &str) -> Option<String> {
        if let Some(hub) = self.declarations.refers_to(at, path) {
            return Some(self.address(hub));
        }
        let node = self.declarations.get(at)?.values?;
        let hits = values(node, path);
        let word = hits.iter().find_map(Hit::text)?;
        (!word.is_empty()).then(|| word.to_owned())
    }

    /// Which member of a group copies to which: the first to the others, where that is known.
    fn among(&self, members: &[usize]) -> Vec<(usize, usize)> {
        let sets = |at: usize, names: &[&str]| {
            let declared = self.declarations.get(at);
            let values = declared.and_then(|declared| declared.values);
            names.iter().any(|name| {
                values
                    .and_then(|values| values.get(name))
                    .is_some_and(|node| node.kind != crate::input::NodeKind::Null)
            })
        };
        let is_first = |at: &usize| sets(*at, &FIRST) && !sets(*at, &LATER);
        let some = members.iter().any(is_first);
        let pairs = members.iter().flat_map(|from| {
            let others = members.iter().filter(move |to| *to != from);
            others.map(move |to| (*from, *to))
        });
        pairs
            .filter(|(from, to)| !some || (is_first(from) && !is_first(to)))
            .collect()
    }
}
