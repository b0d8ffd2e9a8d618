//! Manifests of Kubernetes, as people write them and as `helm template` prints them, and compose files.

mod compose;
mod crossplane;
mod manifest;

use std::collections::BTreeMap;

use super::importer::{ImportError, Imported, Importer, Read, Reads};
use super::known_files::Foreign;
use super::listed::{Item, ItemHead, Listed, Region, Tree};
use super::mail::Addresses;
use super::model::{Action, Deployment, FileKind};
use super::several::documents;
use super::source::ImportSource;
use super::systems::is_catalogue;
use super::tables::Tables;
use crate::input::{InputError, InputErrorKind, Key, Node, Span};

const MANIFESTS: FileKind = FileKind {
    id: "kubernetes",
    name: "manifests of Kubernetes",
};
const COMPOSE: FileKind = FileKind {
    id: "compose",
    name: "compose file",
};

const READS: Reads = Reads {
    documents: &["a manifest", "a compose file"],
    tools: "Kubernetes or Compose",
    remedy: "pass manifests of Kubernetes",
    every_remedy: "pass manifests of Kubernetes, what `helm template` or `kubectl kustomize` prints, or a compose file",
};

/// Manifests of Kubernetes and compose files.
#[derive(Debug)]
pub(super) struct Kubernetes;

/// What is gathered of a file.
#[derive(Debug, Default)]
struct Gathered {
    resources: Vec<(ItemHead, Tree)>,
    mail: Addresses,
}

impl Importer for Kubernetes {
    fn kinds(&self) -> &'static [FileKind] {
        &[MANIFESTS, COMPOSE]
    }

    fn reads(&self) -> Reads {
        READS
    }

    fn frame_keys(&self) -> &'static [&'static str] {
        &["kind", "metadata", "name", "spec", "services"]
    }

    fn recognises(&self, source: &ImportSource<'_>) -> bool {
        let begin = source.begin();
        // What is still to be filled in by Helm is none yet.
        let is_open = || source.text_or_empty().contains("{{");
        let is_compose = begin.has("services")
            && !["functions", "provider", "bomFormat"]
                .iter()
                .any(|key| begin.has(key));
        let is_manifest = begin.has_all(&["apiVersion", "kind"]) && !is_catalogue(source);
        (is_manifest || is_compose) && !is_open()
    }

    fn read(&self, source: &ImportSource<'_>, tables: &Tables) -> Result<Read, ImportError> {
        let found = documents(source, READS)?;
        let is_compose = !source.begin().has("kind");
        let mut gathered = Gathered::default();
        for node in &found {
            if is_compose {
                compose::file(node, &mut gathered)?;
            } else {
                manifest::object(node, &mut gathered)?;
            }
        }
        let mut items: Vec<Item> = gathered
            .resources
            .into_iter()
            .map(|(head, tree)| {
                let guesses = crossplane::types(&head.type_name);
                Item::new(head, &tree, "kubernetes", &guesses, tables)
            })
            .collect();
        items.sort_by(|a, b| a.head.address.cmp(&b.head.address));
        let why = "no label of it says where its cluster is";
        let deployed = Listed::new(&items, Region::Each(why)).deployed(tables);
        Ok(Read {
            shown: deployed.shown,
            imported: vec![Imported::Deployment(Deployment {
                file: source.file,
                document: (1, 1),
                kind: if is_compose { COMPOSE } else { MANIFESTS },
                resources: deployed.resources,
                left_out: Vec::new(),
                notes: Vec::new(),
            })],
        })
    }
}

impl Gathered {
    /// Adds a resource by its kind and its name.
    fn add(
        &mut self,
        (kind, name): (&str, &str),
        provider: &str,
        tags: BTreeMap<String, String>,
        span: Span,
        tree: Tree,
    ) {
        let address = format!("{kind} {name}");
        let own = name.rsplit('/').next().unwrap_or(name);
        let head = ItemHead {
            shown: self.mail.hide(&address).into_owned(),
            address,
            type_name: kind.to_owned(),
            provider: provider.to_owned(),
            module: None,
            names: vec![own.to_owned(), name.to_owned()],
            ids: Vec::new(),
            action: Action::Planned,
            tags,
            notes: Vec::new(),
            parent: None,
            settings: None,
            is_whole: true,
            span,
        };
        self.resources.push((head, tree));
    }
}

/// A setting by its name.
fn named(name: Tree) -> Tree {
    let span = name.span();
    let key = Key {
        name: "name".into(),
        span,
    };
    Tree::Map(vec![(key, name)], span)
}

/// The error for a file that is known and not read.
fn foreign(node: &Node, what: &'static str, instead: &'static str) -> ImportError {
    let start = Span::new(node.span.file, node.span.start, node.span.start);
    ImportError::Foreign(start, Foreign { what, instead })
}

fn wrong(span: Span, message: &str) -> ImportError {
    let start = Span::new(span.file, span.start, span.start);
    let error = InputError::new(InputErrorKind::BadValue, start, message);
    error
        .help("pass manifests as the cluster takes them, or a compose file")
        .into()
}
