//! Compose files: services, volumes, and the hosts outside that their settings name.

use std::collections::BTreeMap;

use super::{Gathered, named, wrong};
use crate::import::hosts::of_setting;
use crate::import::importer::ImportError;
use crate::import::listed::Tree;
use crate::import::path::{text, values};
use crate::import::resources::take;
use crate::input::{Node, NodeKind, Span};

/// Adds what a file holds.
///
/// # Errors
/// When its services are no map of maps.
pub(super) fn file(node: &Node, gathered: &mut Gathered) -> Result<(), ImportError> {
    let services = match node.get("services").map(|services| &services.kind) {
        Some(NodeKind::Map(services)) => services,
        _ => return Err(wrong(node.span, "`services` is a map of names to services")),
    };
    for (name, body) in services {
        if !matches!(body.kind, NodeKind::Map(_)) {
            return Err(wrong(name.span, "a service is a map"));
        }
        let mut tags = BTreeMap::new();
        for labels in ["labels", "deploy.labels"]
            .iter()
            .flat_map(|path| values(body, path))
        {
            take(Some(labels.node), &mut tags);
            tags.extend(pair(labels.node));
        }
        gathered.add(
            ("compose/service", &name.name),
            "compose",
            tags,
            name.span,
            attributes(body),
        );
    }
    if let Some(NodeKind::Map(volumes)) = node.get("volumes").map(|volumes| &volumes.kind) {
        for (name, body) in volumes {
            let mut tags = BTreeMap::new();
            take(body.get("labels"), &mut tags);
            let tree = Tree::Map(Vec::new(), name.span);
            gathered.add(
                ("compose/volume", &name.name),
                "compose",
                tags,
                name.span,
                tree,
            );
        }
    }
    Ok(())
}

/// What is written as `name=value`.
fn pair(node: &Node) -> Option<(String, String)> {
    let (name, value) = text(node)?.split_once('=')?;
    Some((name.to_owned(), value.to_owned()))
}

fn attributes(body: &Node) -> Tree {
    let mut settings: Vec<(String, String, Span)> = Vec::new();
    match body.get("environment").map(|environment| &environment.kind) {
        Some(NodeKind::Map(entries)) => settings.extend(entries.iter().map(|(key, value)| {
            let word = text(value).unwrap_or("").to_owned();
            (key.name.to_string(), word, value.span)
        })),
        Some(NodeKind::Seq(items)) => settings.extend(items.iter().filter_map(|item| {
            let (name, value) = pair(item)?;
            Some((name, value, item.span))
        })),
        _ => {}
    }
    let point = |span: Span| Span::new(span.file, span.start, span.start);
    let hosts: Vec<Tree> = settings
        .iter()
        .flat_map(|(name, value, span)| {
            let words = of_setting(name, value).into_iter();
            words.map(|word| Tree::text(format!("https://{word}"), point(*span)))
        })
        .collect();
    let mut tree = Tree::Map(Vec::new(), body.span);
    if !hosts.is_empty() {
        tree.set(&["hosts".to_owned()], hosts, body.span);
    }
    let names: Vec<Tree> = settings
        .iter()
        .map(|(name, _, span)| named(Tree::text(name, point(*span))))
        .collect();
    if !names.is_empty() {
        let path = ["container".to_owned(), "env".to_owned()];
        tree.set(&path, names, body.span);
    }
    let labelled: Vec<Tree> = values(body, "deploy.placement.constraints[*]")
        .iter()
        .filter_map(|hit| {
            let (label, value) = hit.text()?.split_once("==")?;
            let is_region = label.trim().ends_with("region");
            is_region.then(|| Tree::text(value.trim(), hit.node.span))
        })
        .collect();
    if !labelled.is_empty() {
        tree.set(&["region".to_owned()], labelled, body.span);
    }
    tree
}
