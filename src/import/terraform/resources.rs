//! From the instances of a document to the resources that it deploys.

use std::collections::BTreeMap;

use super::config::Config;
use super::document::Instance;
use super::references::References;
use crate::import::clues::clues;
use crate::import::keeping::kept_for;
use crate::import::location::{Locator, Placed};
use crate::import::mail::Addresses;
use crate::import::model::{Action, CopyPlace, DataRole, Resource};
use crate::import::path::{entries, text_of, values};
use crate::import::tables::{Provider, ProviderKind, Tables};
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
    pub fn new(
        instances: &[Instance<'_>],
        config: &Config<'_>,
        mail: &mut Addresses,
        tables: &Tables,
    ) -> Self {
        let references = References::new(instances, config, tables);
        let mut locator = Locator::new(tables, &references);
        locator.learn();
        let mut copies: Vec<Vec<CopyPlace>> = (0..instances.len())
            .map(|at| {
                let placed = locator.place(at);
                locator.copies(at, &placed)
            })
            .collect();
        locator.add_kin(&mut copies);
        let mut tools = 0;
        let mut resources = Vec::new();
        let mut roles: BTreeMap<&str, DataRole> = BTreeMap::new();
        for ((at, instance), copies) in instances.iter().enumerate().zip(copies) {
            let kind = tables.provider(&instance.declared.provider);
            if kind.is_some_and(|provider| provider.kind == ProviderKind::Tool) {
                tools += 1;
                continue;
            }
            let tags = tags(instance, config);
            let placed = locator.place(at);
            let type_name = instance.declared.type_name;
            let role = *roles
                .entry(type_name)
                .or_insert_with(|| role(type_name, kind, tables));
            let resource = resource(instance, role, (placed, copies), tags, mail, tables);
            resources.push(Resource {
                part_of: locator
                    .place(at)
                    .part_of
                    .and_then(|parent| Some(locator.declared(parent)?.address.clone())),
                ..resource
            });
        }
        let mut shown = locator.kept;
        shown.extend(resources.iter().map(|resource| resource.span));
        let kept = resources.iter().filter_map(|it| it.kept.as_ref());
        shown.extend(kept.map(|kept| kept.span));
        Self {
            resources,
            shown,
            tools,
        }
    }
}

/// What resources of a type do with data.
fn role(type_name: &str, provider: Option<&Provider>, tables: &Tables) -> DataRole {
    let is_service = provider.is_some_and(|it| it.kind == ProviderKind::Service);
    match tables.type_row(type_name) {
        Some(row) => row.role,
        None if tables.is_harmless(type_name) => DataRole::Other,
        None if is_service => DataRole::ThirdParty,
        None => DataRole::Unknown,
    }
}

fn resource(
    instance: &Instance<'_>,
    role: DataRole,
    (mut placed, copies): (Placed, Vec<CopyPlace>),
    tags: BTreeMap<String, String>,
    mail: &mut Addresses,
    tables: &Tables,
) -> Resource {
    let declared = &instance.declared;
    let provider = tables.provider(&declared.provider);
    let is_service = provider.is_some_and(|it| it.kind == ProviderKind::Service);
    let moved = instance
        .before
        .map(|before| format!("it was `{}` before", mail.hide(before)));
    placed.notes.extend(moved);
    if instance.is_imported {
        let taken = "it exists already, and the plan takes it over".to_owned();
        placed.notes.push(taken);
    }
    let clues = match role {
        DataRole::Unknown => clues(declared, &declared.provider_name(tables)),
        _ => Vec::new(),
    };
    Resource {
        address: match instance.action {
            Action::Forget => format!("{} (left behind)", declared.shown),
            _ => declared.shown.clone(),
        },
        names: std::iter::once(declared.address.clone())
            .chain(instance.before.map(str::to_owned))
            .collect(),
        module: instance.module.as_deref().map(|module| mail.hide(module)),
        type_name: declared.type_name.to_owned(),
        provider: declared.provider.clone(),
        operator: provider.and_then(|provider| provider.operator.clone()),
        is_service,
        role,
        action: instance.action,
        part_of: None,
        location: placed.location,
        copies,
        kept: tables
            .type_row(declared.type_name)
            .and_then(|row| kept_for(declared, row)),
        tags,
        hints: hints(declared.values, tables),
        clues,
        notes: placed.notes,
        span: declared.span,
    }
}

/// Tags and labels, by name: those that the provider's block and the configuration give count where the
/// values do not hold them yet.
fn tags(instance: &Instance<'_>, config: &Config<'_>) -> BTreeMap<String, String> {
    let mut tags = BTreeMap::new();
    let module = instance.modules();
    let of_provider = |attribute: &str| {
        let provider = &instance.declared.provider;
        config.provider_expression(&module, &instance.block(), provider, attribute)
    };
    if let Some((blocks, within)) = of_provider("default_tags") {
        let blocks = match blocks.items() {
            [] => std::slice::from_ref(blocks),
            items => items,
        };
        for map in blocks.iter().filter_map(|block| block.get("tags")) {
            take(config.map(map, &within), &mut tags);
        }
    }
    if let Some((labels, within)) = of_provider("default_labels") {
        take(config.map(labels, &within), &mut tags);
    }
    for key in ["labels", "tags"] {
        for expression in config.expression(&module, &instance.block(), key) {
            take(config.map(expression, &module), &mut tags);
        }
    }
    for key in [
        "tags_all",
        "tags",
        "labels",
        "effective_labels",
        "terraform_labels",
    ] {
        take(
            instance.declared.values.and_then(|node| node.get(key)),
            &mut tags,
        );
    }
    tags
}

/// Adds the tags of a map, or of a list of keys and values.
fn take(node: Option<&Node>, tags: &mut BTreeMap<String, String>) {
    let Some(node) = node else { return };
    for (name, value) in entries(node) {
        if let NodeKind::String(text) = &value.kind {
            tags.insert(name.to_owned(), text.clone());
        }
    }
    for item in node.items() {
        let either = |small: &str, large: &str| text_of(item, small).or(text_of(item, large));
        if let (Some(name), Some(value)) = (either("key", "Key"), either("value", "Value")) {
            tags.insert(name.to_owned(), value.to_owned());
        }
    }
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
