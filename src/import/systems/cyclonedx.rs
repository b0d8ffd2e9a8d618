//! Bills of materials of CycloneDX: their services, who provides them, and the data that go in and out.

use std::collections::BTreeMap;

use super::classes::{Class, ONLY_LEVEL, class};
use super::documents;
use super::model::{Declaration, DeclaredFlow, DeclaredSystem, End, LeftAside, Meaning, Said};
use crate::import::importer::{ImportError, Importer, Read, Reads};
use crate::import::known_files::Foreign;
use crate::import::model::FileKind;
use crate::import::path::{text, text_of};
use crate::import::source::ImportSource;
use crate::import::tables::Tables;
use crate::input::{Node, Span};

const BILL: FileKind = FileKind {
    id: "cyclonedx",
    name: "bill of materials of CycloneDX",
};

const READS: Reads = Reads {
    documents: &["a bill of materials"],
    tools: "CycloneDX",
    remedy: "pass a bill of materials of CycloneDX",
    every_remedy: "pass a bill of materials of CycloneDX (JSON) with `services`",
};

/// What a bill without services is.
const NO_SERVICES: Foreign = Foreign {
    what: "a bill of materials (CycloneDX) without services",
    instead: "pass one that has `services`, whose `data` say what goes in and out: components say nothing of personal data",
};

/// Services may be within services this deep.
const DEEPEST: usize = 16;

/// Why a flow is taken to come from a system.
const BY_DEPENDENCY: &str = "`dependencies` name it alone as what uses the service";

/// What to know of directions, where others provide the service.
const DIRECTIONS: &str = "the format has directions as the service sees them, and some write them as they see them themselves: compare";

/// Bills of materials of CycloneDX.
#[derive(Debug)]
pub(super) struct CycloneDx;

impl Importer for CycloneDx {
    fn kinds(&self) -> &'static [FileKind] {
        &[BILL]
    }

    fn reads(&self) -> Reads {
        READS
    }

    fn frame_keys(&self) -> &'static [&'static str] {
        &["bomFormat", "services"]
    }

    fn recognises(&self, source: &ImportSource<'_>) -> bool {
        source.begin().has("bomFormat")
    }

    fn read(&self, source: &ImportSource<'_>, _: &Tables) -> Result<Read, ImportError> {
        let mut declaration = Declaration::new(source.file, BILL);
        for document in &documents(source, READS)? {
            let mut services = Vec::new();
            flatten(document, 0, &mut services);
            let bill = Bill::new(document, &services);
            for service in &services {
                bill.service(service, &mut declaration);
            }
            bill.subject(&mut declaration);
        }
        if declaration.systems.is_empty() {
            let start = Span::new(source.file, 0, 0);
            return Err(ImportError::Foreign(start, NO_SERVICES));
        }
        Ok(super::declared(declaration))
    }
}

/// All services, those within others behind them.
fn flatten<'n>(node: &'n Node, depth: usize, all: &mut Vec<&'n Node>) {
    if depth > DEEPEST {
        return;
    }
    for service in node.get("services").map_or(&[][..], Node::items) {
        all.push(service);
        flatten(service, depth + 1, all);
    }
    // The format has no such component, and people write it.
    let components = node.get("components").map_or(&[][..], Node::items);
    all.extend(
        components
            .iter()
            .filter(|it| text_of(it, "type") == Some("service")),
    );
}

/// What services of a bill refer to.
struct Bill<'n> {
    /// What the bill is about.
    component: Option<&'n Node>,
    /// The keys of services, by their references and addresses.
    keys: BTreeMap<&'n str, String>,
    /// What uses a service, by the key of that.
    users: BTreeMap<String, Vec<String>>,
}

fn key(reference: &str) -> String {
    format!("cyclonedx:{reference}")
}

/// The key of a service or component: its reference, or its name.
fn own_key(node: &Node) -> Option<String> {
    let reference = text_of(node, "bom-ref").or_else(|| text_of(node, "name"))?;
    Some(key(reference))
}

impl<'n> Bill<'n> {
    fn new(document: &'n Node, services: &[&'n Node]) -> Self {
        let component = document.get("metadata").and_then(|it| it.get("component"));
        let mut keys = BTreeMap::new();
        for node in services.iter().copied().chain(component) {
            let Some(own) = own_key(node) else { continue };
            for name in ["bom-ref", "name"] {
                if let Some(name) = text_of(node, name) {
                    keys.entry(name).or_insert_with(|| own.clone());
                }
            }
            let addresses = node.get("endpoints").map_or(&[][..], Node::items);
            for address in addresses.iter().filter_map(text) {
                keys.entry(address).or_insert_with(|| own.clone());
            }
        }
        let mut users: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for dependency in document.get("dependencies").map_or(&[][..], Node::items) {
            let Some(user) = text_of(dependency, "ref").and_then(|it| keys.get(it)) else {
                continue;
            };
            let used = dependency.get("dependsOn").map_or(&[][..], Node::items);
            for used in used.iter().filter_map(text).filter_map(|it| keys.get(it)) {
                users.entry(used.clone()).or_default().push(user.clone());
            }
        }
        Self {
            component,
            keys,
            users,
        }
    }

    /// A service with its data.
    fn service(&self, node: &Node, declaration: &mut Declaration) {
        let (Some(name), Some(own)) = (Said::at(node, "name"), own_key(node)) else {
            let said = Said::new("", node.span);
            declaration
                .unread
                .push(LeftAside::new(said, "a service without a name"));
            return;
        };
        let mut system = DeclaredSystem::new(own.clone(), name);
        let provider = node.get("provider");
        system.operator = provider.and_then(|it| Said::at(it, "name"));
        let address = provider.and_then(|it| it.get("address"));
        system.seat = address.and_then(|it| Said::at(it, "country"));
        let pages = provider.map_or_else(Vec::new, |it| Said::all(it, "url"));
        let addresses = Said::all(node, "endpoints");
        let links = pages.into_iter().chain(addresses);
        system.links = links.map(|said| said.words).collect();
        for property in node.get("properties").map_or(&[][..], Node::items) {
            let name = text_of(property, "name").unwrap_or_default().to_lowercase();
            let is_place = ["region", "location", "country", "residency"]
                .iter()
                .any(|word| name.ends_with(word));
            if is_place {
                system.places.extend(Said::at(property, "value"));
            }
        }
        if let Some(zone) = Said::at(node, "trustZone") {
            let words = format!("trustZone: {}", zone.words);
            system.remarks.push(Said { words, ..zone });
        }
        for data in node.get("data").map_or(&[][..], Node::items) {
            self.data(data, (&own, &system), declaration);
        }
        declaration.systems.push(system);
    }

    /// What the bill is about, where a flow comes from it.
    fn subject(&self, declaration: &mut Declaration) {
        let Some(component) = self.component else {
            return;
        };
        let (Some(name), Some(own)) = (Said::at(component, "name"), own_key(component)) else {
            return;
        };
        let of = End::System(own.clone());
        let is_known = declaration.systems.iter().any(|it| it.key == own);
        let mut flows = declaration.flows.iter();
        if !is_known && flows.any(|it| it.from == of || it.to == of) {
            declaration.systems.push(DeclaredSystem::new(own, name));
        }
    }

    /// A flow in each direction for data of a service.
    fn data(
        &self,
        node: &Node,
        (own, service): (&str, &DeclaredSystem),
        declaration: &mut Declaration,
    ) {
        // Versions before 1.2 of the format have a text.
        let words = Said::at(node, "classification").or_else(|| Said::of(node));
        let Some(words) = words else { return };
        let named = Said::at(node, "name").or_else(|| Said::at(node, "description"));
        let data = match class(&words.words) {
            Class::Personal(term) => Said {
                term: Some(Meaning {
                    term: term.to_owned(),
                    is_exact: false,
                }),
                ..words
            },
            Class::Other => Said {
                only_known: true,
                ..words
            },
            Class::NotPersonal => return,
            Class::Level => {
                declaration.unread.push(LeftAside::new(words, ONLY_LEVEL));
                return;
            }
        };
        let said = named.unwrap_or_else(|| service.name.clone());
        let note = service.operator.as_ref().map(|_| DIRECTIONS);
        let direction = text_of(node, "flow").unwrap_or("unknown").to_lowercase();
        let is_both = direction.starts_with("bi");
        let is_unknown = !is_both && !matches!(direction.as_str(), "inbound" | "outbound");
        let itself = || End::System(own.to_owned());
        let (peer, why) = self.user(own);
        if is_both || is_unknown || direction == "inbound" {
            let named = self.named(node, "source");
            let why = match &named {
                _ if is_unknown => Some("the bill does not state the direction"),
                Some(_) => None,
                None => why,
            };
            let from = named.or_else(|| peer.clone());
            let from = from.unwrap_or(End::Open("SENDER"));
            add(
                declaration,
                said.clone(),
                (from, itself(), why),
                (data.clone(), note),
            );
        }
        if is_both || direction == "outbound" {
            let named = self.named(node, "destination");
            let why = why.filter(|_| named.is_none() && is_both);
            // What comes in from others need not go out to them, unless it is an answer.
            let to = named.or_else(|| peer.filter(|_| is_both));
            let to = to.unwrap_or(End::Open("RECIPIENT"));
            add(declaration, said, (itself(), to, why), (data, note));
        }
    }

    /// What uses a service, where that is one thing, and why that is so.
    fn user(&self, own: &str) -> (Option<End>, Option<&'static str>) {
        match self.users.get(own).map(Vec::as_slice) {
            Some([only]) => (Some(End::System(only.clone())), Some(BY_DEPENDENCY)),
            _ => (None, None),
        }
    }

    /// The one service that a source or a destination names.
    fn named(&self, node: &Node, key: &str) -> Option<End> {
        let all = Said::all(node, key);
        let [only] = all.as_slice() else { return None };
        let words = only.words.as_str();
        let reference = words.rsplit_once('#').map_or(words, |(_, it)| it);
        let found = self.keys.get(words).or_else(|| self.keys.get(reference))?;
        Some(End::System(found.clone()))
    }
}

/// Adds data between two ends, to a flow that is there or as a new one.
fn add(
    declaration: &mut Declaration,
    said: Said,
    (from, to, guessed): (End, End, Option<&'static str>),
    (data, note): (Said, Option<&'static str>),
) {
    let mut flows = declaration.flows.iter_mut();
    if let Some(held) = flows.find(|it| it.from == from && it.to == to) {
        if !held.data.iter().any(|it| it.words == data.words) {
            held.data.push(data);
        }
        return;
    }
    let mut flow = DeclaredFlow::new(said, from, to);
    flow.guessed = guessed;
    flow.note = note;
    flow.data.push(data);
    declaration.flows.push(flow);
}
