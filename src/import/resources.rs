//! From what a file declares to the resources that it deploys: the same for all importers.

use std::collections::BTreeMap;

use super::clues::clues;
use super::environment::handed;
use super::guardrails::{attached, guarantee, guardrail};
use super::location::{Declarations, Declared, Locator, Placed};
use super::model::{Action, CopyPlace, DataRole, Resource};
use super::path::{entries, text_of};
use super::settings::{said, settle};
use super::tables::{Provider, ProviderKind, Tables};
use crate::input::{Node, NodeKind, Span};

/// What a file deploys.
#[derive(Debug)]
pub(super) struct Deployed {
    pub resources: Vec<Resource>,
    /// What of the text may be shown.
    pub shown: Vec<Span>,
    /// How many resources are of tools that deploy nothing.
    pub tools: usize,
}

/// What a file says of a resource that nobody needs to find its place.
#[derive(Debug)]
pub(super) struct About {
    /// Its type as the file has it, where the tables list it as another.
    pub own_type: Option<String>,
    /// The module it is in.
    pub module: Option<String>,
    /// What it is called, only to be compared with; the first is that by which it is part of others.
    pub names: Vec<String>,
    pub action: Action,
    pub tags: BTreeMap<String, String>,
    /// What to know of it.
    pub notes: Vec<String>,
}

impl Deployed {
    /// Finds the place of each resource. `about` says the rest of the one at a position.
    pub fn new<'n>(
        declarations: &dyn Declarations<'n>,
        mut about: impl FnMut(usize) -> Option<About>,
        tables: &Tables,
    ) -> Self {
        let mut locator = Locator::new(tables, declarations);
        locator.learn();
        let mut copies: Vec<Vec<CopyPlace>> = (0..declarations.count())
            .map(|at| {
                let placed = locator.place(at);
                locator.copies(at, &placed)
            })
            .collect();
        locator.add_kin(&mut copies);
        let mut tools = 0;
        let mut resources = Vec::with_capacity(copies.len());
        let mut shown = Vec::new();
        let attached = attached(declarations);
        let mut roles: BTreeMap<&str, DataRole> = BTreeMap::new();
        for (at, copies) in copies.into_iter().enumerate() {
            let Some(declared) = declarations.get(at) else {
                continue;
            };
            let kind = tables.provider(declared.provider);
            if kind.is_some_and(|provider| provider.kind == ProviderKind::Tool) {
                tools += 1;
                continue;
            }
            let placed = locator.take(at);
            let part_of = placed
                .part_of
                .and_then(|parent| Some(locator.declared(parent)?.address.clone().into_owned()));
            let inner = by_its_type(declared, tables);
            let role = match inner {
                Some(inner) => role(inner, kind, tables),
                None => *roles
                    .entry(declared.type_name)
                    .or_insert_with(|| role(declared.type_name, kind, tables)),
            };
            let Some(about) = about(at) else { continue };
            let row = tables.settings_row(declared.type_name);
            let said = said(declarations, at, declared, row);
            shown.extend(&said.shown);
            let guardrail = guardrail(declared, attached.contains(&at), tables);
            resources.push(Resource {
                part_of,
                kept: said.kept.map(Box::new),
                settings: said.settings,
                guardrail: guardrail.map(Box::new),
                ..resource(declared, about, role, (placed, copies), tables)
            });
        }
        settle(&mut resources);
        guarantee(&mut resources, tables);
        shown.extend(locator.kept);
        shown.extend(resources.iter().map(|resource| resource.span));
        Self {
            resources,
            shown,
            tools,
        }
    }
}

/// The type of Terraform that a resource of `azapi` or `awscc` is: the `type` of the one is a type of Azure
/// Resource Manager, with the version of the interface behind it; the other has the types of CloudFormation.
fn by_its_type<'t>(declared: &Declared<'_>, tables: &'t Tables) -> Option<&'t str> {
    if let Some(rest) = declared.type_name.strip_prefix("awscc_") {
        let (service, kind) = rest.split_once('_')?;
        let name = format!("aws::{service}::{}", kind.replace('_', ""));
        return Some(&tables.named_elsewhere("cloudformation", &name)?.is);
    }
    if !declared.type_name.starts_with("azapi_") {
        return None;
    }
    let (name, _) = text_of(declared.values?, "type")?.split_once('@')?;
    let row = tables.named_elsewhere("arm", name)?;
    Some(&row.is)
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
    declared: &Declared<'_>,
    about: About,
    role: DataRole,
    (placed, copies): (Placed, Vec<CopyPlace>),
    tables: &Tables,
) -> Resource {
    let provider = tables.provider(declared.provider);
    let is_service = provider.is_some_and(|it| it.kind == ProviderKind::Service);
    let clues = match role {
        DataRole::Unknown => clues(declared, &declared.provider_name(tables)),
        _ => Vec::new(),
    };
    let listed_as = about
        .own_type
        .as_ref()
        .filter(|own| *own != declared.type_name)
        .map(|_| declared.type_name.to_owned());
    let mut notes = placed.notes;
    notes.extend(about.notes);
    Resource {
        address: match about.action {
            Action::Forget => format!("{} (left behind)", declared.shown),
            _ => declared.shown.clone().into_owned(),
        },
        names: about.names,
        module: about.module,
        type_name: about
            .own_type
            .unwrap_or_else(|| declared.type_name.to_owned()),
        listed_as,
        provider: declared.provider.to_owned(),
        operator: provider.and_then(|provider| provider.operator.clone()),
        is_service,
        role,
        action: about.action,
        part_of: None,
        location: placed.location,
        copies,
        kept: None,
        settings: Vec::new(),
        guardrail: None,
        guaranteed_by: Vec::new(),
        tags: about.tags.into(),
        hints: hints(declared.values, tables),
        clues,
        notes,
        span: declared.span,
    }
}

/// Adds the tags of a map, or of a list of keys and values.
pub(super) fn take(node: Option<&Node>, tags: &mut BTreeMap<String, String>) {
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

/// The firms that the names of a resource's settings hint at. Only names are read, and only the firm
/// is reported.
fn hints(node: Option<&Node>, tables: &Tables) -> Vec<String> {
    let names: Vec<String> = handed(node, None)
        .into_iter()
        .map(|setting| setting.name.to_lowercase())
        .collect();
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
