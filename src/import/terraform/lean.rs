//! What of a plan nobody needs is let go while it is read: what `show -json` prints of everything a second and
//! a third time, and what was there before a change.

use std::borrow::Cow;
use std::collections::HashSet;

use foldhash::fast::FixedState;
use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::import::path::text;
use crate::import::unique::unique_keys;
use crate::input::{InputError, Key, Name, Node, NodeKind};

/// Parts of a plan that say nothing of what it deploys.
const ASIDE: [&str; 5] = [
    "checks",
    "output_changes",
    "relevant_attributes",
    "resource_drift",
    "timestamp",
];
/// What was there before a change, and how it is compared with what comes after.
const BEFORE: [&str; 5] = [
    "after_identity",
    "before",
    "before_identity",
    "before_sensitive",
    "replace_paths",
];

/// The addresses that a plan changes, borrowed from its text.
#[derive(Debug, Default)]
pub(super) struct Changed<'t>(HashSet<Cow<'t, str>, FixedState>);

#[derive(Deserialize)]
struct Head<'t> {
    #[serde(borrow, default)]
    resource_changes: Vec<ChangeHead<'t>>,
}

#[derive(Deserialize)]
struct ChangeHead<'t> {
    #[serde(borrow, default)]
    address: Option<Cow<'t, str>>,
    change: Option<IgnoredAny>,
    deposed: Option<IgnoredAny>,
}

impl<'t> Changed<'t> {
    /// Those of the document that is a text; none where it is no plan.
    pub fn of(text: &'t str) -> Self {
        let head = serde_json::from_str::<Head<'_>>(text);
        let changes = head.map_or_else(|_| Vec::new(), |head| head.resource_changes);
        let whole = changes
            .into_iter()
            .filter(|it| it.change.is_some() && it.deposed.is_none());
        Self(whole.filter_map(|it| it.address).collect())
    }

    /// Leaves out of a map that was just read what is not needed.
    ///
    /// # Errors
    /// A key that occurs twice in it.
    pub fn trim(&self, path: &[Name], entries: &mut Vec<(Key, Node)>) -> Result<(), InputError> {
        unique_keys(entries)?;
        let steps: Vec<&str> = path.iter().map(Name::as_str).collect();
        if is_head(&steps) {
            // What states no mode is managed.
            let is_managed =
                |(key, node): &(Key, Node)| key.name == "mode" && text(node) == Some("managed");
            entries.retain(|entry| !is_managed(entry));
        }
        match steps.as_slice() {
            [] => entries.retain(|(key, _)| !ASIDE.contains(&key.name.as_str())),
            ["resource_changes" | "deferred_changes", .., "change"] => {
                let is_after = |(key, node): &(Key, Node)| {
                    key.name == "after" && matches!(node.kind, NodeKind::Map(_))
                };
                entries.retain(|(key, node)| key.name != "after_sensitive" || !is_empty(node));
                // What is left behind is where it was before.
                let is_left = |(key, node): &(Key, Node)| {
                    let mut actions = node.items().iter();
                    key.name == "actions" && actions.any(|it| text(it) == Some("forget"))
                };
                if entries.iter().any(is_after) && !entries.iter().any(is_left) {
                    entries.retain(|(key, _)| !BEFORE.contains(&key.name.as_str()));
                }
            }
            // An attribute without a value says as much as none.
            ["resource_changes", "change", "after"] => {
                entries.retain(|(_, node)| node.kind != NodeKind::Null);
            }
            ["configuration", .., "resources"] => entries.retain(|(key, node)| match &*key.name {
                // A block is known by its type and its name.
                "address" | "schema_version" => false,
                "expressions" => !is_empty(node),
                _ => true,
            }),
            ["planned_values", .., "resources"] if self.is_stated(entries) => entries.clear(),
            ["prior_state", .., "resources"] if !is_data(entries) => entries.clear(),
            _ => {}
        }
        Ok(())
    }

    /// Whether a planned resource is among the changes, which say more of it.
    fn is_stated(&self, entries: &[(Key, Node)]) -> bool {
        let address = text_at(entries, "address");
        !is_data(entries) && address.is_some_and(|address| self.0.contains(address))
    }
}

/// Whether keys lead to a change of a resource, or to its block in the configuration.
fn is_head(steps: &[&str]) -> bool {
    match steps {
        ["resource_changes"] => true,
        ["configuration", within @ .., "resources"] => !within.contains(&"resources"),
        _ => false,
    }
}

fn is_empty(node: &Node) -> bool {
    matches!(&node.kind, NodeKind::Map(entries) if entries.is_empty())
}

fn is_data(entries: &[(Key, Node)]) -> bool {
    text_at(entries, "mode") == Some("data")
}

fn text_at<'n>(entries: &'n [(Key, Node)], name: &str) -> Option<&'n str> {
    let (_, node) = entries.iter().find(|(key, _)| key.name == name)?;
    text(node)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{Diagnostics, FileId, read_json_trimmed};

    fn read(text: &str) -> Option<Node> {
        let changed = Changed::of(text);
        let mut errors = Diagnostics::new();
        let mut trim = |path: &[Name], entries: &mut Vec<(Key, Node)>| changed.trim(path, entries);
        read_json_trimmed(FileId(0), text, (0, 10_000), &mut trim, &mut errors)
    }

    #[test]
    fn what_is_stated_elsewhere_is_dropped() {
        let node = read(
            r#"{"format_version": "1.2",
            "planned_values": {"root_module": {"child_modules": [{"resources": [
                {"address": "a.b", "mode": "managed", "type": "a", "name": "b", "values": {}},
                {"address": "a.c", "mode": "managed", "type": "a", "name": "c", "values": {}},
                {"address": "data.a.b", "mode": "data", "values": {}}]}]}},
            "resource_drift": [{"address": "a.b"}],
            "resource_changes": [
                {"address": "a.b", "change": {"actions": ["update"], "before": {"x": 1}, "after": {"x": 2}}},
                {"address": "a.d", "change": {"actions": ["forget"], "before": {"x": 1}, "after": null}},
                {"address": "a.e", "change": {"actions": ["create", "forget"], "before": {}, "after": {}}},
                {"address": "a.c", "deposed": "x", "change": {"actions": ["delete"], "before": {}, "after": null}}],
            "prior_state": {"values": {"root_module": {"resources": [
                {"address": "a.b", "mode": "managed"}, {"address": "data.a.b", "mode": "data"}]}}}}"#,
        )
        .unwrap();
        let items = |node: Option<&Node>| -> Vec<bool> {
            let items = node.map_or(&[][..], Node::items).iter();
            items.map(|it| it.get("address").is_some()).collect()
        };
        let root = |key: &str| node.get(key)?.get("root_module");
        let planned = root("planned_values").and_then(|it| it.get("child_modules"));
        let child = planned.and_then(|it| it.items().first());
        assert_eq!(
            items(child.and_then(|it| it.get("resources"))),
            [true, true]
        );
        let prior = node
            .get("prior_state")
            .and_then(|it| it.get("values")?.get("root_module"));
        assert_eq!(items(prior.and_then(|it| it.get("resources"))), [true]);
        assert!(node.get("resource_drift").is_none());
        let changes = node.get("resource_changes").map_or(&[][..], Node::items);
        let has_before: Vec<bool> = changes
            .iter()
            .map(|it| {
                it.get("change")
                    .is_some_and(|it| it.get("before").is_some())
            })
            .collect();
        assert_eq!(has_before, [false, true, true, true]);
    }

    #[test]
    fn what_says_as_much_as_nothing_is_dropped() {
        let node = read(
            r#"{"resource_changes": [{"mode": "managed", "change": {"after": {"a": null, "b": {"c": null}, "mode": "managed"}}}],
            "configuration": {"root_module": {"resources": [{"mode": "managed", "expressions": {"x": {}}}, {"mode": "data"}]}}}"#,
        )
        .unwrap();
        let change = &node.get("resource_changes").unwrap().items()[0];
        assert!(change.get("mode").is_none());
        let after = change.get("change").and_then(|it| it.get("after")).unwrap();
        assert!(after.get("a").is_none());
        assert!(after.get("b").is_some_and(|it| it.get("c").is_some()));
        assert!(after.get("mode").is_some());
        let root = node
            .get("configuration")
            .and_then(|it| it.get("root_module"));
        let blocks = root.and_then(|it| it.get("resources")).unwrap().items();
        let modes: Vec<bool> = blocks.iter().map(|it| it.get("mode").is_some()).collect();
        assert_eq!(modes, [false, true]);
    }

    #[test]
    fn a_key_that_occurs_twice_is_refused_everywhere() {
        assert!(read(r#"{"resource_drift": [{"a": 1, "a": 2}]}"#).is_none());
        assert!(read(r#"{"a": {"b": [{"c": 1, "c": 1}]}}"#).is_none());
        assert!(read(r#"{"a": {"b": [{"c": 1}, {"c": 1}]}}"#).is_some());
    }
}
