//! Manifests of Fides: systems with privacy declarations, in the keys of the Fides taxonomy (fideslang).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::documents;
use super::model::{Declaration, DeclaredFlow, DeclaredSystem, End, LeftAside, Meaning, Said};
use crate::import::importer::{ImportError, Importer, Read, Reads};
use crate::import::known_files::Foreign;
use crate::import::model::FileKind;
use crate::import::path::text_of;
use crate::import::source::ImportSource;
use crate::import::tables::Tables;
use crate::input::{Node, NodeKind, Span};

const MANIFEST: FileKind = FileKind {
    id: "fides",
    name: "manifest of Fides",
};

const READS: Reads = Reads {
    documents: &["a manifest"],
    tools: "Fides",
    remedy: "pass a manifest of Fides",
    every_remedy: "pass a manifest of Fides with `system`",
};

/// What a manifest without systems is.
const NO_SYSTEMS: Foreign = Foreign {
    what: "a manifest of Fides without systems",
    instead: "pass the manifest that has `system`: datasets, policies and taxonomies say nothing of flows",
};

/// Why a flow is taken to come from the data subjects.
const FROM_SUBJECTS: &str = "the manifest does not state from whom the system has the data";

/// Keys of a system that an estate has no key for, or whose words are no list.
const REMARKS: [&str; 6] = [
    "administrating_department",
    "third_country_transfers",
    "joint_controller_info",
    "responsibility",
    "data_security_practices",
    "dpa_location",
];

/// Terms for the keys of the taxonomy.
#[derive(Debug, Deserialize)]
struct Terms {
    data: BTreeMap<String, String>,
    subjects: BTreeMap<String, String>,
    uses: BTreeMap<String, String>,
}

static TERMS: LazyLock<Option<Terms>> =
    LazyLock::new(|| serde_json::from_str(include_str!("fides.json")).ok());

/// Manifests of Fides.
#[derive(Debug)]
pub(super) struct Fides;

impl Importer for Fides {
    fn kinds(&self) -> &'static [FileKind] {
        &[MANIFEST]
    }

    fn reads(&self) -> Reads {
        READS
    }

    fn frame_keys(&self) -> &'static [&'static str] {
        &["system"]
    }

    fn recognises(&self, source: &ImportSource<'_>) -> bool {
        source.text_or_empty().contains("fides_key")
    }

    fn read(&self, source: &ImportSource<'_>, _: &Tables) -> Result<Read, ImportError> {
        let mut declaration = Declaration::new(source.file, MANIFEST);
        let documents = documents(source, READS)?;
        for document in &documents {
            for node in document.get("system").map_or(&[][..], Node::items) {
                system(node, &mut declaration);
            }
        }
        if declaration.systems.is_empty() {
            let start = Span::new(source.file, 0, 0);
            return Err(ImportError::Foreign(start, NO_SYSTEMS));
        }
        Ok(super::declared(declaration))
    }
}

fn key(fides_key: &str) -> String {
    format!("fides:{fides_key}")
}

fn system(node: &Node, declaration: &mut Declaration) {
    let Some(own) = Said::at(node, "fides_key") else {
        let said = Said::at(node, "name").unwrap_or_else(|| Said::new("", node.span));
        let why = "a system without `fides_key`";
        declaration.unread.push(LeftAside::new(said, why));
        return;
    };
    let name = Said::at(node, "name").unwrap_or_else(|| own.clone());
    let mut system = DeclaredSystem::new(key(&own.words), name);
    system.operator = Said::at(node, "legal_name");
    system.seat = Said::at(node, "legal_address").filter(|_| system.operator.is_some());
    let kind = text_of(node, "system_type").unwrap_or_default().to_lowercase();
    system.is_of_others = kind.contains("third") || Said::at(node, "vendor_id").is_some();
    for remark in REMARKS {
        for said in Said::all(node, remark) {
            let words = format!("{remark}: {}", said.words);
            system.remarks.push(Said { words, ..said });
        }
    }
    let declarations: Vec<&Node> = items(node, "privacy_declarations");
    for part in &declarations {
        used(&own, part, node, declaration);
    }
    links(&own, node, &declarations, declaration);
    declaration.systems.push(system);
}

fn items<'n>(node: &'n Node, key: &str) -> Vec<&'n Node> {
    node.get(key).map_or(&[][..], Node::items).iter().collect()
}

/// What a privacy declaration says of data.
fn content(part: &Node, flow: &mut DeclaredFlow) {
    for data in Said::all(part, "data_categories") {
        // Data of the system itself are about nobody.
        if !(data.words == "system" || data.words.starts_with("system.")) {
            add(&mut flow.data, category(data));
        }
    }
    for subjects in subjects(part) {
        add(&mut flow.subjects, meant(subjects, |terms| &terms.subjects));
    }
    for purpose in Said::all(part, "data_use") {
        add(&mut flow.purposes, meant(purpose, |terms| &terms.uses));
    }
}

/// What a privacy declaration says of its own processing.
fn rest(part: &Node, flow: &mut DeclaredFlow) {
    flow.basis = Said::at(part, "legal_basis_for_processing");
    flow.condition = Said::at(part, "special_category_legal_basis");
    flow.retention = Said::at(part, "retention_period");
}

/// The subjects of a declaration: keys, or in older manifests maps with a name.
fn subjects(part: &Node) -> Vec<Said> {
    let maps = part.get("data_subjects").map_or(&[][..], Node::items);
    let named = maps.iter().filter_map(|it| Said::at(it, "name"));
    Said::all(part, "data_subjects")
        .into_iter()
        .chain(named)
        .collect()
}

fn add(all: &mut Vec<Said>, said: Said) {
    if !all.iter().any(|held| held.words == said.words) {
        all.push(said);
    }
}

/// A category of data, which may be a key of the taxonomy, with its term.
pub(super) fn category(said: Said) -> Said {
    meant(said, |terms| &terms.data)
}

/// A key of the taxonomy with its term: its own, or that of the nearest key above it.
fn meant(said: Said, of: impl Fn(&Terms) -> &BTreeMap<String, String>) -> Said {
    let Some(terms) = TERMS.as_ref() else {
        return said;
    };
    let known = of(terms);
    let mut key = said.words.as_str();
    let mut term = None;
    loop {
        if let Some(found) = known.get(key) {
            let is_exact = key == said.words;
            term = Some(Meaning {
                term: found.clone(),
                is_exact,
            });
            break;
        }
        match key.rsplit_once('.') {
            Some((above, _)) => key = above,
            None => break,
        }
    }
    // The estate's own term for a key that no table has is named by its last word.
    let words = match &term {
        Some(_) => said.words,
        None => said.words.replace(['.', '_'], " "),
    };
    Said { words, term, ..said }
}

/// A privacy declaration, as a flow into its system.
fn used(own: &Said, part: &Node, system: &Node, declaration: &mut Declaration) {
    let said = Said::at(part, "name").or_else(|| Said::at(part, "data_use"));
    let said = said.unwrap_or_else(|| Said::new(own.words.clone(), part.span));
    let has = |key: &str| items(system, key).iter().any(|it| is_user(it)) || is_by_user(part, key);
    let to = End::System(key(&own.words));
    let mut flow = DeclaredFlow::new(said.clone(), End::Subjects, to);
    content(part, &mut flow);
    if flow.data.is_empty() {
        let why = "it names no category of personal data";
        declaration.unread.push(LeftAside::new(said, why));
        return;
    }
    // What comes from other systems alone is no collection from people.
    let is_fed = !items(system, "ingress").is_empty() && !has("ingress");
    if is_fed {
        return;
    }
    if !has("ingress") {
        flow.guessed = Some(FROM_SUBJECTS);
    }
    rest(part, &mut flow);
    declaration.flows.push(flow);
    shared(part, own, declaration);
}

fn is_user(link: &Node) -> bool {
    text_of(link, "type") == Some("user") || text_of(link, "fides_key") == Some("user")
}

fn is_by_user(part: &Node, key: &str) -> bool {
    Said::all(part, key).iter().any(|it| it.words == "user")
}

/// Data that a declaration shares with third parties, whom it may name.
fn shared(part: &Node, own: &Said, declaration: &mut Declaration) {
    let node = part.get("data_shared_with_third_parties");
    if !node.is_some_and(|it| matches!(it.kind, NodeKind::Bool(true))) {
        return;
    }
    let said = Said::at(part, "third_parties");
    let said = said.unwrap_or_else(|| Said::new("third parties", part.span));
    let open = End::Open("RECIPIENT");
    let mut flow = DeclaredFlow::new(said, End::System(key(&own.words)), open);
    content(part, &mut flow);
    let only = Said::all(part, "shared_categories");
    if !only.is_empty() {
        let only = only.into_iter().map(category);
        flow.data = only.collect();
    }
    declaration.flows.push(flow);
}

/// The flows between systems: what `egress` and `ingress` name, with the data that they have, or those of the
/// declarations that name the same link, or of all.
fn links(own: &Said, node: &Node, parts: &[&Node], declaration: &mut Declaration) {
    for direction in ["egress", "ingress"] {
        for link in items(node, direction) {
            let Some(other) = Said::at(link, "fides_key").filter(|_| !is_user(link)) else {
                continue;
            };
            let (one, two) = (
                End::System(key(&own.words)),
                End::System(key(&other.words)),
            );
            let (from, to) = match direction {
                "egress" => (one, two),
                _ => (two, one),
            };
            let is_there = |flow: &DeclaredFlow| flow.from == from && flow.to == to;
            if declaration.flows.iter().any(is_there) {
                continue;
            }
            let mut flow = DeclaredFlow::new(other.clone(), from, to);
            let names = |part: &&&Node| {
                let named = Said::all(part, direction);
                named.iter().any(|it| it.words == other.words)
            };
            let mut of_link: Vec<&&Node> = parts.iter().filter(names).collect();
            if of_link.is_empty() {
                of_link = parts.iter().collect();
            }
            for part in &of_link {
                content(part, &mut flow);
            }
            if let ([only], "ingress") = (of_link.as_slice(), direction) {
                rest(only, &mut flow);
            }
            let own_data = Said::all(link, "data_categories");
            if !own_data.is_empty() {
                flow.data = own_data.into_iter().map(category).collect();
            }
            if flow.data.is_empty() {
                let why = "no category of personal data is declared for it";
                declaration.unread.push(LeftAside::new(other, why));
                continue;
            }
            declaration.flows.push(flow);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taxonomy::{Taxonomy, TermKind};

    #[test]
    fn every_key_has_a_term_of_the_vocabulary() {
        let taxonomy = Taxonomy::builtin().unwrap();
        let terms = TERMS.as_ref().unwrap();
        for (kind, known) in [
            (TermKind::Data, &terms.data),
            (TermKind::Subject, &terms.subjects),
            (TermKind::Purpose, &terms.uses),
        ] {
            for (key, term) in known {
                assert!(taxonomy.lookup(kind, term).is_ok(), "{key}: {term}");
            }
        }
    }

    #[test]
    fn a_key_without_a_term_has_that_of_the_key_above() {
        let said = |words: &str| Said::new(words, Span::new(crate::input::SourceMap::new().upcoming(), 0, 0));
        let term = |words: &str| meant(said(words), |terms| &terms.data).term;
        let meaning = |term: &str, is_exact| {
            Some(Meaning {
                term: term.to_owned(),
                is_exact,
            })
        };
        assert_eq!(term("user.contact.email"), meaning("email-address", true));
        assert_eq!(term("user.contact.pager"), meaning("contact", false));
        assert_eq!(term("loyalty.points"), None);
    }
}
