//! Catalogues of Backstage: components and resources as systems, systems as services, and what depends on what.

use std::collections::BTreeMap;

use super::classes::{Class, ONLY_LEVEL, class};
use super::documents;
use super::model::{
    Declaration, DeclaredFlow, DeclaredService, DeclaredSystem, End, LeftAside, Meaning, Said,
};
use crate::import::importer::{ImportError, Importer, Read, Reads};
use crate::import::known_files::Foreign;
use crate::import::model::FileKind;
use crate::import::path::{entries, text_of};
use crate::import::source::ImportSource;
use crate::import::tables::Tables;
use crate::input::{Node, NodeKind, Span};

const CATALOGUE: FileKind = FileKind {
    id: "backstage",
    name: "catalogue of Backstage",
};

const READS: Reads = Reads {
    documents: &["a catalogue"],
    tools: "Backstage",
    remedy: "pass a catalogue of Backstage",
    every_remedy: "pass a catalogue of Backstage (`catalog-info.yaml`)",
};

/// What a catalogue without components is.
const NO_SYSTEMS: Foreign = Foreign {
    what: "a catalogue of Backstage without components and resources",
    instead: "pass the files that it names, which have `kind: Component` or `kind: Resource`",
};

/// Components that do not run.
const NOT_RUNNING: [&str; 6] = [
    "library",
    "documentation",
    "template",
    "plugin",
    "package",
    "backstage-plugin",
];

/// The last parts of labels and annotations that people classify data with.
const CLASSES: [&str; 9] = [
    "data-classification",
    "data-class",
    "data-categories",
    "data-category",
    "data-sensitivity",
    "classification",
    "personal-data",
    "pii",
    "contains-pii",
];

/// Tags that say of a component that it handles personal data, and mean nothing else.
const TAGS: [&str; 6] = ["pii", "personal-data", "gdpr", "phi", "hipaa", "pci"];

/// The last parts of labels and annotations that people state places with.
const PLACES: [&str; 4] = ["region", "aws-region", "location", "data-residency"];

/// Catalogues of Backstage.
#[derive(Debug)]
pub(super) struct Backstage;

impl Importer for Backstage {
    fn kinds(&self) -> &'static [FileKind] {
        &[CATALOGUE]
    }

    fn reads(&self) -> Reads {
        READS
    }

    fn frame_keys(&self) -> &'static [&'static str] {
        &["apiVersion", "kind", "metadata", "spec"]
    }

    fn recognises(&self, source: &ImportSource<'_>) -> bool {
        is_catalogue(source)
    }

    fn read(&self, source: &ImportSource<'_>, _: &Tables) -> Result<Read, ImportError> {
        let documents = documents(source, READS)?;
        let entities: Vec<&Node> = documents
            .iter()
            .flat_map(|it| match &it.kind {
                NodeKind::Seq(all) => all.iter().collect(),
                _ => vec![it],
            })
            .collect();
        let mut declaration = Declaration::new(source.file, CATALOGUE);
        let providers = providers(&entities);
        for entity in &entities {
            read_entity(entity, &providers, &mut declaration);
        }
        if declaration.systems.is_empty() && declaration.services.is_empty() {
            let start = Span::new(source.file, 0, 0);
            return Err(ImportError::Foreign(start, NO_SYSTEMS));
        }
        Ok(super::declared(declaration))
    }
}

/// Whether a file is a catalogue.
pub(in crate::import) fn is_catalogue(source: &ImportSource<'_>) -> bool {
    source.begin().has_all(&["apiVersion", "kind"])
        && source.text_or_empty().contains("backstage.io/v1")
}

/// What a reference leads to: `component:default/shop`. Of what it leaves out, the kind is that of the key in which it
/// is, and the namespace that of the entity.
fn reference(words: &str, kind: &str, namespace: &str) -> String {
    let (kind, rest) = words.split_once(':').unwrap_or((kind, words));
    let (namespace, name) = rest.split_once('/').unwrap_or((namespace, rest));
    format!("backstage:{kind}:{namespace}/{name}").to_lowercase()
}

fn namespace(entity: &Node) -> &str {
    let metadata = entity.get("metadata");
    metadata
        .and_then(|it| text_of(it, "namespace"))
        .unwrap_or("default")
}

/// The key of an entity.
fn own_key(entity: &Node) -> Option<String> {
    let kind = text_of(entity, "kind")?;
    let name = text_of(entity.get("metadata")?, "name")?;
    Some(reference(name, kind, namespace(entity)))
}

/// The components that provide interfaces.
fn providers(entities: &[&Node]) -> BTreeMap<String, String> {
    let mut providers = BTreeMap::new();
    for entity in entities {
        let (Some(own), Some(spec)) = (own_key(entity), entity.get("spec")) else {
            continue;
        };
        for api in Said::all(spec, "providesApis") {
            let api = reference(&api.words, "api", namespace(entity));
            providers.entry(api).or_insert_with(|| own.clone());
        }
    }
    providers
}

fn read_entity(entity: &Node, providers: &BTreeMap<String, String>, out: &mut Declaration) {
    let kind = text_of(entity, "kind").unwrap_or_default();
    let (Some(own), Some(metadata)) = (own_key(entity), entity.get("metadata")) else {
        return;
    };
    let title = Said::at(metadata, "title").or_else(|| Said::at(metadata, "name"));
    let Some(name) = title else { return };
    let spec = entity.get("spec").unwrap_or(entity);
    match kind {
        "System" => out.services.push(DeclaredService {
            key: own,
            name,
            description: Said::at(metadata, "description"),
            owner: Said::at(spec, "owner"),
        }),
        "Component" | "Resource" => {
            let sort = text_of(spec, "type").unwrap_or_default().to_lowercase();
            if NOT_RUNNING.contains(&sort.as_str()) {
                out.unread.push(LeftAside::new(
                    name,
                    format!("a {sort} handles no data by itself"),
                ));
                return;
            }
            component(entity, (&own, name), providers, out);
        }
        "API" if spec.get("definition").is_some() => {
            let why =
                "an interface: its definition is read where it is passed as a file of its own";
            out.unread.push(LeftAside::new(name, why));
        }
        _ => {}
    }
}

/// A component or a resource, with what it depends on.
fn component(
    entity: &Node,
    (own, name): (&str, Said),
    providers: &BTreeMap<String, String>,
    out: &mut Declaration,
) {
    let (Some(metadata), Some(spec)) = (entity.get("metadata"), entity.get("spec")) else {
        out.systems.push(DeclaredSystem::new(own, name));
        return;
    };
    let mut system = DeclaredSystem::new(own, name.clone());
    for link in metadata.get("links").map_or(&[][..], Node::items) {
        system
            .links
            .extend(Said::at(link, "url").map(|it| it.words));
    }
    let space = namespace(entity);
    let service = Said::at(spec, "system").map(|it| reference(&it.words, "system", space));
    let data = classified(metadata, &mut system, out);
    for (key, kind) in [("dependsOn", "component"), ("consumesApis", "api")] {
        for said in Said::all(spec, key) {
            let used = reference(&said.words, kind, space);
            let to = providers.get(&used).unwrap_or(&used).clone();
            if to == own {
                continue;
            }
            let to = match key {
                "consumesApis" if !providers.contains_key(&used) => {
                    let why = "the catalogue does not say what provides this interface";
                    out.unread.push(LeftAside::new(said, why));
                    continue;
                }
                _ => End::System(to),
            };
            let mut flow = DeclaredFlow::new(said, End::System(own.to_owned()), to);
            flow.service.clone_from(&service);
            out.flows.push(flow);
        }
    }
    for said in Said::all(spec, "dependencyOf") {
        let user = End::System(reference(&said.words, "component", space));
        let to = End::System(own.to_owned());
        let is_there = |it: &DeclaredFlow| it.from == user && it.to == to;
        if !out.flows.iter().any(is_there) {
            out.flows.push(DeclaredFlow::new(said, user, to));
        }
    }
    if !data.is_empty() {
        let to = End::System(own.to_owned());
        let mut flow = DeclaredFlow::new(name, End::Open("SENDER"), to);
        flow.service = service;
        flow.data = data;
        out.flows.push(flow);
    }
    out.systems.push(system);
}

/// What labels, annotations and tags of an entity say of its data, and of the places where it is.
fn classified(metadata: &Node, system: &mut DeclaredSystem, out: &mut Declaration) -> Vec<Said> {
    let mut data = Vec::new();
    let mut add = |said: Said, words: &str, out: &mut Declaration| match class(words) {
        Class::Personal(term) => data.push(Said {
            term: Some(Meaning {
                term: term.to_owned(),
                is_exact: false,
            }),
            ..said
        }),
        Class::NotPersonal => {}
        Class::Level | Class::Other => out.unread.push(LeftAside::new(said, ONLY_LEVEL)),
    };
    for part in ["labels", "annotations"] {
        for (key, value) in metadata.get(part).into_iter().flat_map(entries) {
            let last = key.rsplit('/').next().unwrap_or(key).to_lowercase();
            let last = last.replace(['_', '.'], "-");
            if PLACES.contains(&last.as_str()) {
                system.places.extend(Said::of(value));
                continue;
            }
            if !CLASSES.contains(&last.as_str()) {
                continue;
            }
            let words = match (&value.kind, Said::of(value)) {
                (NodeKind::Bool(is), _) => is.to_string(),
                (_, Some(said)) => said.words,
                _ => continue,
            };
            let said = Said::new(format!("{key}: {words}"), value.span);
            match words.to_lowercase().as_str() {
                "true" | "yes" => add(said, &last, out),
                "false" | "no" | "none" => {}
                _ => words
                    .split(',')
                    .for_each(|word| add(said.clone(), word, out)),
            }
        }
    }
    for tag in Said::all(metadata, "tags") {
        if TAGS.contains(&tag.words.to_lowercase().as_str()) {
            let words = tag.words.clone();
            add(tag, &words, out);
        }
    }
    data
}
