//! What the attributes of a type that no table lists say of it: whether it looks like something that keeps
//! data or works on them.

use super::location::Declared;
use super::path::ends_in;
use crate::input::{Node, NodeKind};

/// Attributes that stores and processors have, whatever their provider. They may have other words before
/// them: `primary_connection_string`, `backup_bucket`.
const OF_STORES: [&str; 17] = [
    "engine",
    "connection_string",
    "connection_strings",
    "connection_url",
    "connection_uri",
    "endpoint",
    "endpoints",
    "endpoint_url",
    "bucket",
    "bucket_name",
    "bucket_arn",
    "database",
    "database_name",
    "db_name",
    "storage_account_id",
    "host",
    "hostname",
];
/// Attributes that name a place of its own. With AWS every type has a `region`, which says nothing.
const OF_PLACES: [&str; 5] = ["region", "location", "regions", "locations", "datacenter"];
/// Attributes that say nothing of the thing itself.
pub(super) const ASIDE: [&str; 6] = [
    "tags",
    "tags_all",
    "labels",
    "annotations",
    "metadata",
    "timeouts",
];
/// Levels to look at, at most.
const MOST_LEVELS: usize = 5;

/// The attributes of a resource that a store or a processor has, in the order of the lists above.
pub(super) fn clues(declared: &Declared<'_>, provider: &str) -> Vec<&'static str> {
    let places = OF_PLACES
        .into_iter()
        .filter(|name| !(provider == "aws" && *name == "region"));
    let all: Vec<&'static str> = OF_STORES.into_iter().chain(places).collect();
    let mut found: Vec<bool> = vec![false; all.len()];
    for node in [declared.values, declared.unknown].into_iter().flatten() {
        search(node, MOST_LEVELS, &all, &mut found);
    }
    let found = all.into_iter().zip(found);
    found
        .filter(|(_, is_there)| *is_there)
        .map(|(name, _)| name)
        .collect()
}

fn search(node: &Node, levels: usize, all: &[&str], found: &mut [bool]) {
    let Some(levels) = levels.checked_sub(1) else {
        return;
    };
    match &node.kind {
        NodeKind::Seq(items) => {
            for item in items {
                search(item, levels, all, found);
            }
        }
        NodeKind::Map(entries) => {
            for (key, value) in entries {
                if ASIDE.contains(&key.name.as_str()) {
                    continue;
                }
                for (name, is_there) in all.iter().zip(found.iter_mut()) {
                    *is_there |= ends_in(&key.name, name) && says_something(value);
                }
                search(value, levels, all, found);
            }
        }
        _ => {}
    }
}

fn says_something(node: &Node) -> bool {
    match &node.kind {
        NodeKind::Null => false,
        NodeKind::Bool(value) => *value,
        NodeKind::Number(_) => true,
        NodeKind::String(text) => !text.trim().is_empty(),
        NodeKind::Seq(items) => items.iter().any(says_something),
        NodeKind::Map(entries) => !entries.is_empty(),
    }
}
