//! What the attributes of a type that no table lists say of it: whether it looks like something that keeps
//! data or works on them.

use super::location::Declared;
use crate::input::{Node, NodeKind};

/// Attributes that stores and processors have, whatever their provider.
const OF_STORES: [&str; 14] = [
    "engine",
    "connection_string",
    "connection_strings",
    "primary_connection_string",
    "connection_url",
    "connection_uri",
    "endpoint",
    "endpoint_url",
    "bucket",
    "bucket_name",
    "database",
    "database_name",
    "db_name",
    "storage_account_id",
];
/// Attributes that name a place of its own. With AWS every type has a `region`, which says nothing.
const OF_PLACES: [&str; 6] = [
    "region",
    "location",
    "regions",
    "locations",
    "primary_region",
    "datacenter",
];

/// The attributes of a resource that a store or a processor has, in the order of the lists above.
pub(super) fn clues(declared: &Declared<'_>, provider: &str) -> Vec<&'static str> {
    let places = OF_PLACES
        .into_iter()
        .filter(|name| !(provider == "aws" && *name == "region"));
    OF_STORES
        .into_iter()
        .chain(places)
        .filter(|name| {
            let given = declared.values.and_then(|values| values.get(name));
            let later = declared.unknown.and_then(|marks| marks.get(name));
            given.is_some_and(says_something) || later.is_some_and(says_something)
        })
        .collect()
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
