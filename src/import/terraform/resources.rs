//! From the instances of a document to the resources that it deploys.

use std::collections::BTreeMap;

use super::config::Config;
use super::document::Instance;
use super::references::References;
use crate::import::location::Locator;
use crate::import::model::{DataRole, Resource};
use crate::import::path::{entries, text_of, values};
use crate::import::tables::{ProviderKind, Tables};
use crate::input::{Node, NodeKind, Span};

/// What a document deploys.
#[derive(Debug)]
pub(super) struct Deployed {
    pub resources: Vec<Resource>,
    /// What of the text may be shown.
    pub shown: Vec<Span>,
    /// How many resources are of tools that deploy nothing.
    pub tools: usize,
}

impl Deployed {
    pub fn new(instances: &[Instance<'_>], config: &Config<'_>, tables: &Tables) -> Self {
        let references = References::new(instances, config);
        let mut locator = Locator::new(tables, &references);
        let mut tools = 0;
        let mut resources = Vec::new();
        for (at, instance) in instances.iter().enumerate() {
            let kind = tables.provider(&instance.declared.provider);
            if kind.is_some_and(|provider| provider.kind == ProviderKind::Tool) {
                tools += 1;
                continue;
            }
            resources.push(resource(at, instance, &mut locator, tables));
        }
        let mut shown = locator.kept;
        shown.extend(resources.iter().map(|resource| resource.span));
        Self {
            resources,
            shown,
            tools,
        }
    }
}

fn resource<'n>(
    at: usize,
    instance: &Instance<'n>,
    locator: &mut Locator<'_, 'n>,
    tables: &Tables,
) -> Resource {
    let declared = &instance.declared;
    let provider = tables.provider(&declared.provider);
    let is_service = provider.is_some_and(|it| it.kind == ProviderKind::Service);
    let mut placed = locator.place(at);
    let moved = instance
        .before
        .map(|before| format!("it was `{before}` before"));
    placed.notes.extend(moved);
    let copies = locator.copies(at, &placed);
    let unlisted = if is_service {
        DataRole::ThirdParty
    } else {
        DataRole::Other
    };
    let row = tables.type_row(declared.type_name);
    Resource {
        address: declared.address.clone(),
        module: instance.module.clone(),
        type_name: declared.type_name.to_owned(),
        provider: declared.provider.clone(),
        operator: provider.and_then(|provider| provider.operator.clone()),
        is_service,
        role: row.map_or(unlisted, |row| row.role),
        action: instance.action,
        part_of: placed.part_of.map(|parent| locator.address(parent)),
        location: placed.location,
        copies,
        tags: tags(declared.values),
        hints: hints(declared.values, tables),
        notes: placed.notes,
        span: declared.span,
    }
}

/// Tags and labels, by name.
fn tags(node: Option<&Node>) -> BTreeMap<String, String> {
    let mut tags = BTreeMap::new();
    for key in [
        "tags_all",
        "tags",
        "labels",
        "effective_labels",
        "terraform_labels",
    ] {
        let Some(map) = node.and_then(|node| node.get(key)) else {
            continue;
        };
        for (name, value) in entries(map) {
            if let NodeKind::String(text) = &value.kind {
                tags.insert(name.to_owned(), text.clone());
            }
        }
    }
    tags
}

/// The firms that the names of a resource's settings hint at. Only names are looked at, and only the
/// firm is told.
fn hints(node: Option<&Node>, tables: &Tables) -> Vec<String> {
    let Some(node) = node else { return Vec::new() };
    let maps = [
        "environment[*].variables",
        "app_settings",
        "environment_variables",
        "service_config[*].environment_variables",
    ];
    let names = maps
        .iter()
        .flat_map(|path| values(node, path))
        .flat_map(|hit| entries(hit.node))
        .map(|(name, _)| name);
    let lists = [
        "container[*].env[*]",
        "template[*].containers[*].env[*]",
        "template[*].spec[*].containers[*].env[*]",
        "template[*].container[*].env[*]",
    ];
    let listed = lists
        .iter()
        .flat_map(|path| values(node, path))
        .filter_map(|hit| text_of(hit.node, "name"));
    let names: Vec<String> = names.chain(listed).map(str::to_lowercase).collect();
    let mut found: Vec<String> = tables
        .hints
        .iter()
        .filter(|(word, _)| names.iter().any(|name| name.contains(word.as_str())))
        .map(|(_, party)| party.clone())
        .collect();
    found.sort();
    found.dedup();
    found
}
