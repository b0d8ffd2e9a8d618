//! From files to raw documents: which files an estate consists of, and what each of them holds.

mod document;
mod files;
mod notice;
mod scenario;

use std::collections::{BTreeMap, BTreeSet};

use self::document::Document;
pub use self::files::LOCK;
pub(super) use self::notice::{DocumentFile, NoticeFile};
pub use self::scenario::{Overlay, ScenarioFile};
pub(super) use self::scenario::{ScenarioDocument, scenarios};
use super::kept::Kept;
use super::problems::Problems;
use super::raw::{
    OneOrMany, RawDefaults, RawEstate, RawEvidenceLock, RawFamily, RawNotice, RawPart, RawRecord,
    RawSeen, RawWaiver, RawWaivers, Text,
};
use super::vocabulary::{Matter, SeverityLevel};
use crate::estate::formats;
use crate::input::{FileId, Files, InputError, InputErrorKind, Node, NodeKind, SourceMap, Span};

/// What the files of an estate hold.
pub(super) struct Documents {
    /// The file that the estate starts from.
    pub(super) root: FileId,
    /// What only that file may say.
    pub(super) head: Head,
    /// What it and the included files say.
    pub(super) parts: Vec<DocumentPart>,
    /// The notice.
    pub(super) notice: Option<NoticeFile>,
    /// Its earlier versions.
    pub(super) earlier_notices: Vec<NoticeFile>,
    /// NDJSON files of flows.
    pub(super) bulk: Vec<FileId>,
    /// Files of law.
    pub(super) law: Vec<FileId>,
    /// Policies.
    pub(super) policies: Vec<FileId>,
    /// Waivers.
    pub(super) waivers: Vec<RawWaiver>,
    /// What was seen of links.
    pub(super) evidence: Vec<RawSeen>,
    /// What was left out because it could not be read.
    pub(super) broken: Broken,
}

/// What only `fairnotice.yaml` may say.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub(super) name: Option<Text>,
    pub(super) controller: Option<Text>,
    pub(super) families: Vec<RawFamily>,
    pub(super) severity: Vec<(Text, SeverityLevel)>,
    pub(super) not_recorded: BTreeSet<Matter>,
    pub(super) not_recorded_span: Option<Span>,
    pub(super) record: RawRecord,
    pub(super) defaults: RawDefaults,
}

/// What any file of an estate may say, and its flows as nodes, for the places of their values.
#[derive(Debug)]
pub(super) struct DocumentPart {
    pub(super) raw: RawPart,
    pub(super) flows: Vec<Node>,
}

/// What could not be read, so that nothing defined there is reported as unknown.
#[derive(Debug, Default)]
pub(super) struct Broken {
    /// A whole file could not be read.
    pub(super) unreadable: bool,
    /// The law of the estate could not be read.
    pub(super) law: bool,
    /// The ids in files with faults, where they may be in what was left out.
    pub(super) ids: BTreeSet<String>,
    /// Where the ids of those things are written within which something is wrong: nothing is said
    /// of what they lack.
    pub(super) incomplete: BTreeSet<Span>,
}

impl Broken {
    /// Whether everything could be read.
    pub(super) fn is_empty(&self) -> bool {
        !self.unreadable && !self.law && self.ids.is_empty()
    }

    /// Whether something within the thing with this id is wrong.
    pub(super) fn is_incomplete(&self, id: &Text) -> bool {
        id.is_stand_in() || id.span.is_some_and(|span| self.incomplete.contains(&span))
    }

    /// Whether an id may be defined in what could not be read.
    pub(super) fn may_define(&self, id: &str) -> bool {
        self.unreadable || self.ids.contains(id)
    }
}

/// Reads the estate that starts at `root`; `None` when that file cannot be read. What was `kept` is not read again.
pub(super) fn documents(
    files: &dyn Files,
    root: &str,
    kept: Option<&Kept>,
    sources: &mut SourceMap,
    problems: &mut Problems,
) -> Option<Documents> {
    let mut reader = EstateReader {
        files,
        kept,
        sources,
        problems,
        broken: Broken::default(),
    };
    let file = reader.open(root, None)?;
    let Document { raw, node } = reader.document::<RawEstate>(file, &formats::ESTATE)?;
    let RawEstate {
        name,
        controller,
        record,
        notice,
        earlier_notices,
        include,
        policies,
        law,
        waivers,
        families,
        severity,
        not_recorded,
        defaults,
        ..
    } = raw;
    let severity = spanned_keys(&node, "severity", severity);
    let not_recorded_span = key_span(&node, "not-recorded");
    let notice_span = key_span(&node, "notice").unwrap_or(Span::new(file, 0, 0));
    let is_stand_in = node
        .get("notice")
        .is_some_and(|notice| notice.span == Span::NOWHERE);
    let notice = notice
        .filter(|_| !is_stand_in)
        .and_then(|raw| reader.notice(raw, notice_span));
    let earlier_notices = reader.earlier_notices(&earlier_notices);
    // Not taken apart above: what is left is what a part may hold.
    let part = RawPart {
        terms: raw.terms,
        parties: raw.parties,
        systems: raw.systems,
        services: raw.services,
        contracts: raw.contracts,
        safeguards: raw.safeguards,
        service: raw.service,
        flows: raw.flows,
    };
    let mut parts = vec![DocumentPart {
        raw: part,
        flows: flow_nodes(node),
    }];
    let law = reader.law(&law);
    let policies = reader.policies(&policies);
    let waivers = reader.waivers(&waivers);
    let evidence = reader.evidence();
    let bulk = reader.includes(&include, &mut parts);
    Some(Documents {
        root: file,
        head: Head {
            name,
            controller,
            families,
            severity,
            not_recorded: not_recorded.iter().copied().collect(),
            not_recorded_span,
            record: record.unwrap_or_default(),
            defaults,
        },
        parts,
        notice,
        earlier_notices,
        bulk,
        law,
        policies,
        waivers,
        evidence,
        broken: reader.broken,
    })
}

/// The values of a map with its keys as located texts, in the order of the keys.
fn spanned_keys<T>(
    node: &Node,
    name: &str,
    values: indexmap::IndexMap<String, T>,
) -> Vec<(Text, T)> {
    let mut list: Vec<(Text, T)> = values
        .into_iter()
        .map(|(key, value)| {
            let span = node.get(name).and_then(|map| key_span(map, &key));
            (Text { value: key, span }, value)
        })
        .collect();
    list.sort_by(|a, b| a.0.cmp(&b.0));
    list
}

fn key_span(node: &Node, name: &str) -> Option<Span> {
    match &node.kind {
        NodeKind::Map(entries) => entries
            .iter()
            .find(|(key, _)| key.name == name)
            .map(|(key, _)| key.span),
        _ => None,
    }
}

fn flow_nodes(node: Node) -> Vec<Node> {
    let NodeKind::Map(entries) = node.kind else {
        return Vec::new();
    };
    entries
        .into_iter()
        .find(|(key, _)| key.name == "flows")
        .and_then(|(_, value)| match value.kind {
            NodeKind::Seq(items) => Some(items),
            _ => None,
        })
        .unwrap_or_default()
}

fn has_more_than_file(raw: &RawNotice) -> bool {
    let texts = [&raw.source, &raw.text, &raw.title, &raw.published, &raw.url];
    !raw.statements.is_empty()
        || !raw.documents.is_empty()
        || texts.iter().any(|text| text.is_some())
}

/// Reads files, and remembers what could not be read.
struct EstateReader<'a> {
    files: &'a dyn Files,
    kept: Option<&'a Kept>,
    sources: &'a mut SourceMap,
    problems: &'a mut Problems,
    broken: Broken,
}

impl EstateReader<'_> {
    fn error(&mut self, kind: InputErrorKind, span: Option<Span>, message: String, help: &str) {
        self.problems
            .push(InputError::new(kind, span, message).help(help));
    }

    /// The included files: documents go to `parts`, bulk files are given back.
    fn includes(
        &mut self,
        include: &OneOrMany<Text>,
        parts: &mut Vec<DocumentPart>,
    ) -> Vec<FileId> {
        let mut found: BTreeMap<String, Option<Span>> = BTreeMap::new();
        for pattern in include {
            for path in self.included(pattern) {
                found.entry(path).or_insert(pattern.span);
            }
        }
        let mut bulk = Vec::new();
        for (path, span) in found {
            let Some(file) = self.open(&path, span) else {
                self.broken.unreadable = true;
                continue;
            };
            if files::is_bulk(&path) {
                bulk.push(file);
                continue;
            }
            match self.document::<RawPart>(file, &formats::PART) {
                Some(Document { raw, node }) => parts.push(DocumentPart {
                    raw,
                    flows: flow_nodes(node),
                }),
                None => self.broken.unreadable = true,
            }
        }
        bulk
    }

    /// The waivers in some files.
    fn waivers(&mut self, files: &OneOrMany<Text>) -> Vec<RawWaiver> {
        let mut found = Vec::new();
        for path in files {
            let file = self.file(path);
            let read = file.and_then(|file| self.document::<RawWaivers>(file, &formats::WAIVERS));
            found.extend(read.into_iter().flat_map(|document| document.raw.waivers));
        }
        found
    }

    /// What was seen of links, where they were ever looked up.
    fn evidence(&mut self) -> Vec<RawSeen> {
        let Some(file) = self.lock() else {
            return Vec::new();
        };
        let read = self.document::<RawEvidenceLock>(file, &formats::EVIDENCE);
        read.map_or_else(Vec::new, |document| document.raw.evidence)
    }
}
