//! What a check read of what is deployed: every file, and how each of its resources was used.

use std::collections::BTreeMap;

use crate::engine::deployment::Deployed;
use crate::import::{DataRole, NoteKind};

/// Types that are named of those that no table lists.
const NAMED_TYPES: usize = 8;

/// A file that a check looked at. Each of its resources is counted once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LookedAt {
    /// Its path, with the document where it holds several.
    pub path: String,
    /// What kind of file it is, for people and for machines.
    pub kind: (&'static str, &'static str),
    /// Its resources.
    pub resources: usize,
    /// Those that a system says are its own.
    pub matched: usize,
    /// Those that keep or handle data, and that no system matches.
    pub unmatched: usize,
    /// Those that keep and handle no data, and that no system matches.
    pub skipped: usize,
    /// Those of types that no table lists, and that no system matches.
    pub unknown: usize,
    /// The types that no table lists, also of those that a system matches, each with its count.
    pub unknown_types: Vec<(String, usize)>,
    /// Its policies that allow some regions only: the address of each, what it allows, and for how many
    /// resources it guarantees the location.
    pub guardrails: Vec<(String, String, usize)>,
    /// Other templates that it deploys and that were not read, by name.
    pub not_read: Vec<String>,
    /// What it holds and does not deploy: how many of which, in words.
    pub left_out: Vec<(usize, &'static str)>,
}

impl LookedAt {
    /// The files of a check, in their order.
    pub fn of(deployed: &Deployed) -> Vec<Self> {
        let mut all: Vec<Self> = deployed
            .files
            .iter()
            .zip(&deployed.names)
            .map(|(file, name)| Self {
                path: name.clone(),
                kind: (file.kind.name, file.kind.id),
                resources: file.resources.len(),
                matched: 0,
                unmatched: 0,
                skipped: 0,
                unknown: 0,
                unknown_types: Vec::new(),
                guardrails: file
                    .resources
                    .iter()
                    .filter_map(|it| Some((it.address.clone(), it.guardrail.as_ref()?.words(), 0)))
                    .collect(),
                not_read: file
                    .notes
                    .iter()
                    .filter(|note| note.kind == NoteKind::Elsewhere)
                    .map(|note| note.text.clone())
                    .collect(),
                left_out: file
                    .left_out
                    .iter()
                    .map(|left| (left.count, left.what))
                    .collect(),
            })
            .collect();
        for (at, looked) in all.iter_mut().enumerate() {
            let mut types: BTreeMap<&str, usize> = BTreeMap::new();
            for (resource, matched) in deployed.of_file(at) {
                if resource.role == DataRole::Unknown {
                    *types.entry(resource.type_name.as_str()).or_default() += 1;
                }
                let count = match resource.role {
                    _ if !matched.systems.is_empty() => &mut looked.matched,
                    DataRole::Unknown => &mut looked.unknown,
                    DataRole::Other => &mut looked.skipped,
                    _ => &mut looked.unmatched,
                };
                *count += 1;
                for (address, _, guaranteed) in &mut looked.guardrails {
                    *guaranteed += usize::from(resource.guaranteed_by.contains(address));
                }
            }
            let types = types.into_iter();
            looked.unknown_types = types
                .map(|(name, count)| (name.to_owned(), count))
                .collect();
        }
        all
    }

    /// It in words, behind its path.
    pub fn words(&self) -> String {
        let resources = if self.resources == 1 {
            "1 resource".to_owned()
        } else {
            format!("{} resources", self.resources)
        };
        let parts: Vec<String> = [
            (self.matched, "of a system"),
            (self.unmatched, "keeping or moving data, of no system"),
            (self.skipped, "keeping no data"),
            (self.unknown, "of an unknown type and of no system"),
        ]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
        let mut words = format!("{}, {resources}", self.kind.0);
        if !parts.is_empty() {
            words.push_str(&format!(": {}", parts.join(", ")));
        }
        if !self.left_out.is_empty() {
            let left: Vec<String> = self
                .left_out
                .iter()
                .map(|(count, what)| format!("{count} {what}"))
                .collect();
            words.push_str(&format!("; not counted: {}", left.join(", ")));
        }
        for file in &self.not_read {
            words.push_str(&format!("; {file}"));
        }
        for (address, allows, guaranteed) in &self.guardrails {
            let locations = match guaranteed {
                1 => "1 location".to_owned(),
                count => format!("{count} locations"),
            };
            words.push_str(&format!(
                "; {locations} guaranteed by `{address}`, which {allows}"
            ));
        }
        if !self.unknown_types.is_empty() {
            let named = self.unknown_types.iter().take(NAMED_TYPES);
            let named: Vec<&str> = named.map(|(name, _)| name.as_str()).collect();
            let more = self.unknown_types.len() - named.len();
            let more = if more > 0 {
                format!(" and {more} more")
            } else {
                String::new()
            };
            words.push_str(&format!(
                "; types that no table lists: {}{more}",
                named.join(", ")
            ));
        }
        words
    }
}
