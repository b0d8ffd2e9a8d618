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

/// How categories began before version 2 of the taxonomy.
const OLD_BRANCHES: [&str; 4] = [
    "user.provided.identifiable.",
    "user.derived.identifiable.",
    "user.provided.nonidentifiable.",
    "user.derived.nonidentifiable.",
];

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
            let systems = document.get("system").map_or(&[][..], Node::items);
            for node in systems {
                system(node, &mut declaration);
            }
            // What takes data in knows what for; what sends them, which.
            for direction in ["ingress", "egress"] {
                for node in systems {
                    links(node, direction, &mut declaration);
                }
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
    let kind = text_of(node, "system_type")
        .unwrap_or_default()
        .to_lowercase();
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

/// A category of data, which may be a key of the taxonomy, with its term; one that no table has is below the nearest key
/// above it.
pub(super) fn category(said: Said) -> Said {
    let key = OLD_BRANCHES
        .iter()
        .find_map(|old| said.words.strip_prefix(old));
    let key = key.map_or_else(|| said.words.clone(), |rest| format!("user.{rest}"));
    let Some((term, is_exact)) = TERMS.as_ref().and_then(|terms| nearest(&terms.data, &key)) else {
        return named(said, &key);
    };
    if is_exact {
        let term = Some(Meaning { term, is_exact });
        return Said { term, ..said };
    }
    let under = Some(term);
    named(Said { under, ..said }, &key)
}

/// A key with the name of its last part.
fn named(said: Said, key: &str) -> Said {
    let (above, last) = key.rsplit_once('.').unwrap_or(("", key));
    let of = above
        .rsplit('.')
        .next()
        .filter(|it| !it.is_empty() && *it != "user");
    let plain = |words: &str| words.replace(['_', '-'], " ");
    Said {
        name: Some(plain(last)),
        of: of.map(plain),
        ..said
    }
}

/// A key of another part of the taxonomy with its term: its own, or that of the nearest key above it.
fn meant(said: Said, of: impl Fn(&Terms) -> &BTreeMap<String, String>) -> Said {
    let found = TERMS
        .as_ref()
        .and_then(|terms| nearest(of(terms), &said.words));
    match found {
        Some((term, is_exact)) => Said {
            term: Some(Meaning { term, is_exact }),
            ..said
        },
        None => {
            let key = said.words.clone();
            named(said, &key)
        }
    }
}

/// The term of a key, or of the nearest one above it, and whether it is the key's own.
fn nearest(known: &BTreeMap<String, String>, key: &str) -> Option<(String, bool)> {
    let mut asked = key;
    loop {
        if let Some(term) = known.get(asked) {
            return Some((term.clone(), asked == key));
        }
        asked = asked.rsplit_once('.')?.0;
    }
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

/// The flows between systems in a direction, with the data that a link has, or those of the declarations that name the
/// link, or of all.
fn links(node: &Node, direction: &str, declaration: &mut Declaration) {
    let Some(own) = Said::at(node, "fides_key") else {
        return;
    };
    let parts = items(node, "privacy_declarations");
    for link in items(node, direction) {
        let Some(other) = Said::at(link, "fides_key").filter(|_| !is_user(link)) else {
            continue;
        };
        let (one, two) = (End::System(key(&own.words)), End::System(key(&other.words)));
        let (from, to) = match direction {
            "egress" => (one, two),
            _ => (two, one),
        };
        let own_data = Said::all(link, "data_categories");
        let own_data: Vec<Said> = own_data.into_iter().map(category).collect();
        let mut flows = declaration.flows.iter_mut();
        if let Some(held) = flows.find(|it| it.from == from && it.to == to) {
            if !own_data.is_empty() {
                held.data = own_data;
            }
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
        if !own_data.is_empty() {
            flow.data = own_data;
        }
        if flow.data.is_empty() {
            let why = "no category of personal data is declared for it";
            declaration.unread.push(LeftAside::new(other, why));
            continue;
        }
        declaration.flows.push(flow);
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
    fn a_key_without_a_term_is_below_the_key_above() {
        let span = Span::new(crate::input::SourceMap::new().upcoming(), 0, 0);
        let read = |words: &str| category(Said::new(words, span));
        let term = |words: &str| read(words).term.map(|it| it.term);
        assert_eq!(term("user.contact.email").unwrap(), "email-address");
        let old = "user.derived.identifiable.device.cookie_id";
        assert_eq!(term(old).unwrap(), "cookie-identifier");
        let pager = read("user.contact.pager");
        assert_eq!(
            (pager.term, pager.under.as_deref()),
            (None, Some("contact"))
        );
        assert_eq!(pager.name.as_deref(), Some("pager"));
        let points = read("loyalty.club_points");
        assert_eq!((points.term, points.under), (None, None));
        assert_eq!(points.name.as_deref(), Some("club points"));
        let purpose = meant(Said::new("marketing.events", span), |terms| &terms.uses);
        let term = Some(Meaning {
            term: "marketing".to_owned(),
            is_exact: false,
        });
        assert_eq!(purpose.term, term);
    }
}
