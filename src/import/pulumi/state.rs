//! The states of resources, as previews and stacks hold them.

use std::collections::BTreeMap;

use super::types::Type;
use super::wrong;
use crate::import::importer::ImportError;
use crate::import::listed::{Item, ItemHead, Settings, Tree};
use crate::import::mail::Addresses;
use crate::import::model::Action;
use crate::import::path::{inner, text, text_of};
use crate::import::tables::Tables;
use crate::input::{Key, Name, Node, NodeKind};

/// The key of a map that represents a secret.
const SECRET: &str = "4dabf18193072939515e22adb298388d";
/// What represents a value that is known only after deployment.
const UNKNOWN: &str = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
/// Begins the types of providers.
const PROVIDERS: &str = "pulumi:providers:";

/// The resources of a file.
#[derive(Debug, Default)]
pub(super) struct States<'n> {
    resources: Vec<(&'n Node, &'n str, Action)>,
    /// The settings of providers, by URN.
    providers: BTreeMap<&'n str, &'n Node>,
    pub deleted: usize,
    pub read: usize,
    /// Groups of resources, which are none themselves.
    pub components: usize,
}

impl<'n> States<'n> {
    /// Adds a resource.
    ///
    /// # Errors
    /// When it has no name or no type.
    pub fn add(&mut self, node: &'n Node, action: Action) -> Result<(), ImportError> {
        let (Some(urn), Some(type_name)) = (text_of(node, "urn"), text_of(node, "type")) else {
            let message = "a resource is a map with a `urn` and a `type`, which are texts";
            return Err(wrong(node.span, message));
        };
        if type_name.starts_with(PROVIDERS) {
            self.providers.insert(urn, node);
        } else if type_name == "pulumi:pulumi:Stack" {
            // The program as a whole.
        } else if node
            .get("custom")
            .is_some_and(|it| it.kind == NodeKind::Bool(false))
        {
            self.components += 1;
        } else if !self.resources.iter().any(|(_, known, _)| *known == urn) {
            // A replacement has several steps.
            self.resources.push((node, urn, action));
        }
        Ok(())
    }

    /// The resources in the terms of Terraform.
    pub fn items(&self, tables: &Tables) -> Vec<Item> {
        let mut mail = Addresses::default();
        let items = self.resources.iter();
        items
            .map(|(node, urn, action)| self.item(node, urn, *action, &mut mail, tables))
            .collect()
    }

    fn item(
        &self,
        node: &'n Node,
        urn: &str,
        action: Action,
        mail: &mut Addresses,
        tables: &Tables,
    ) -> Item {
        let token = text_of(node, "type").unwrap_or("");
        let name = urn.rsplit("::").next().unwrap_or(urn);
        let of_type = Type::of(token);
        let mut tree = attributes(node);
        if of_type.as_ref().is_some_and(Type::is_of_terraform) {
            tree = with_singulars(tree);
        }
        let (family, listed) = match &of_type {
            Some(of_type) => of_type.family(token, tables),
            None => ("pulumi", token.to_owned()),
        };
        let own = ["id", "arn", "name", "bucket"]
            .into_iter()
            .filter_map(|key| text_of(node, key).or_else(|| tree.get(key)?.as_text()))
            .filter(|word| !word.is_empty());
        let mut ids: Vec<String> = own.map(str::to_owned).collect();
        let names = std::iter::once(name.to_owned())
            .chain(ids.iter().cloned())
            .collect();
        ids.retain(|id| id.contains([':', '/']));
        let head = ItemHead {
            address: urn.to_owned(),
            shown: mail.hide(&format!("{token} {name}")).into_owned(),
            // The tables know it by the name that they have for it; the file's own is set below.
            type_name: listed,
            provider: of_type.as_ref().map_or("", Type::provider).to_owned(),
            module: None,
            names,
            ids,
            action,
            tags: tags(&tree),
            notes: Vec::new(),
            parent: None,
            is_whole: true,
            settings: self.settings(node),
            span: node.get("type").map_or(node.span, inner),
        };
        let guesses = of_type.map_or_else(Vec::new, |it| it.guesses());
        let mut item = Item::new(head, &tree, family, &guesses, tables);
        token.clone_into(&mut item.head.type_name);
        item
    }

    /// The settings of the provider that a resource has: `URN::ID`.
    fn settings(&self, node: &Node) -> Option<Settings> {
        let (urn, _) = text_of(node, "provider")?.rsplit_once("::")?;
        let provider = self.providers.get(urn)?;
        let name = urn.rsplit("::").next().unwrap_or(urn);
        Some(Settings {
            key: name.to_owned(),
            values: attributes(provider).snaked().split().values,
        })
    }
}

/// The attributes of a resource: what its program sets, and what is known of the rest.
fn attributes(node: &Node) -> Tree {
    let depends = node.get("propertyDependencies");
    let of_key = |key: &str| {
        let urns = depends.and_then(|depends| depends.get(key));
        let mut urns = urns.map_or(&[][..], Node::items).iter().filter_map(text);
        // Of several nobody knows which.
        let first = urns.next()?;
        urns.next().is_none().then(|| first.to_owned())
    };
    let mut found: Vec<(Key, Tree)> = Vec::new();
    for part in ["inputs", "outputs"] {
        let NodeKind::Map(entries) = (match node.get(part) {
            Some(part) => &part.kind,
            None => continue,
        }) else {
            continue;
        };
        for (key, value) in entries {
            let is_known = found.iter().any(|(known, _)| known.name == key.name);
            if !is_known && !key.name.starts_with("__") {
                found.push((key.clone(), opened(value, &of_key(&key.name))));
            }
        }
    }
    Tree::Map(found, node.span)
}

/// A value, in which what is secret or not yet known is left open.
fn opened(node: &Node, from: &Option<String>) -> Tree {
    match &node.kind {
        NodeKind::String(text) if text.contains(UNKNOWN) => Tree::Later(from.clone(), node.span),
        NodeKind::Map(entries) if entries.iter().any(|(key, _)| key.name == SECRET) => {
            Tree::Later(None, node.span)
        }
        NodeKind::Map(entries) => Tree::Map(
            entries
                .iter()
                .filter(|(key, _)| !key.name.starts_with("__"))
                .map(|(key, value)| (key.clone(), opened(value, from)))
                .collect(),
            node.span,
        ),
        NodeKind::Seq(items) => Tree::Seq(
            items.iter().map(|item| opened(item, from)).collect(),
            node.span,
        ),
        _ => Tree::of(node),
    }
}

/// Lists of blocks also by their name in the singular, as Terraform has them: `replica` of `replicas`.
fn with_singulars(tree: Tree) -> Tree {
    match tree {
        Tree::Map(entries, span) => {
            let mut all: Vec<(Key, Tree)> = Vec::new();
            for (key, value) in entries {
                let value = with_singulars(value);
                let is_blocks = value.items().iter().any(|it| matches!(it, Tree::Map(..)));
                let singular = match key.name.strip_suffix("ies") {
                    Some(stem) => Some(format!("{stem}y").into()),
                    None => key.name.strip_suffix('s').map(Name::from),
                };
                if let (true, Some(name)) = (is_blocks, singular) {
                    let key = Key { name, ..key };
                    all.push((key, value.clone()));
                }
                all.push((key, value));
            }
            Tree::Map(all, span)
        }
        Tree::Seq(items, span) => Tree::Seq(items.into_iter().map(with_singulars).collect(), span),
        other => other,
    }
}

fn tags(tree: &Tree) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    for key in ["labels", "tags", "tagsAll"] {
        match tree.get(key) {
            Some(Tree::Map(entries, _)) => {
                found.extend(entries.iter().filter_map(|(key, value)| {
                    Some((key.name.to_string(), value.as_text()?.to_owned()))
                }))
            }
            Some(list) => found.extend(list.items().iter().filter_map(|tag| {
                let (name, value) = (tag.get("key")?.as_text()?, tag.get("value")?.as_text()?);
                Some((name.to_owned(), value.to_owned()))
            })),
            None => {}
        }
    }
    found
}
