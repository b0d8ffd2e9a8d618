//! Scenarios: documents that are not part of the estate, laid over it by the call.

use super::document::Document;
use super::{Broken, DocumentPart, EstateReader, flow_nodes};
use crate::estate::formats;
use crate::estate::problems::Problems;
use crate::estate::raw::{
    OneOrMany, RawEnds, RawPart, RawProposal, RawScenario, RawStatement, Text,
};
use crate::estate::vocabulary::FlowStatus;
use crate::input::{Files, InputErrorKind, Node, NodeKind, SourceMap};

/// What a file that is laid over an estate holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Overlay {
    /// A scenario.
    Scenario,
    /// A proposal.
    Proposal,
}

/// A scenario or a proposal as the call names it.
#[derive(Debug, Clone)]
pub struct ScenarioFile {
    /// What it holds.
    pub kind: Overlay,
    /// Its path as seen from the estate's folder, with `/`.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// A scenario as written.
pub(in crate::estate) struct ScenarioDocument {
    /// The document, without what it adds.
    pub(in crate::estate) raw: RawScenario,
    /// What it adds.
    pub(in crate::estate) part: Option<DocumentPart>,
    /// The sentences that a proposal adds to the notice.
    pub(in crate::estate) statements: Vec<RawStatement>,
    /// The statements that a proposal withdraws, by their ids.
    pub(in crate::estate) withdraws: OneOrMany<Text>,
    /// Its shape is right, so that what it does not say is not only left out.
    pub(in crate::estate) is_sound: bool,
}

/// Reads scenarios, each file once. What is wrong with them joins what is wrong with the estate.
pub(in crate::estate) fn scenarios(
    files: &dyn Files,
    given: &[ScenarioFile],
    sources: &mut SourceMap,
    problems: &mut Problems,
    broken: &mut Broken,
) -> Vec<ScenarioDocument> {
    let mut reader = EstateReader {
        files,
        kept: None,
        sources,
        problems,
        broken: std::mem::take(broken),
    };
    let mut found = Vec::new();
    for (at, scenario) in given.iter().enumerate() {
        if scenario.kind == Overlay::Proposal {
            found.extend(proposal(&mut reader, given, at));
            continue;
        }
        let before = given.iter().take(at);
        if before.into_iter().any(|other| other.path == scenario.path) {
            continue;
        }
        let file = reader.sources.add(&*scenario.path, &*scenario.text);
        let errors = reader.problems.len();
        match reader.document::<RawScenario>(file, &formats::SCENARIO) {
            Some(Document { mut raw, node }) => {
                let flows = added(node).map(flow_nodes).unwrap_or_default();
                let part = raw.add.take().map(|raw| DocumentPart { raw, flows });
                let is_sound = reader.problems.len() == errors;
                found.push(ScenarioDocument {
                    raw,
                    part,
                    statements: Vec::new(),
                    withdraws: OneOrMany::default(),
                    is_sound,
                });
            }
            None => reader.broken.unreadable = true,
        }
    }
    *broken = reader.broken;
    found
}

/// Reads a proposal as a scenario that adds. Its flows are proposed, whatever they say but that they
/// are retired.
fn proposal(
    reader: &mut EstateReader<'_>,
    given: &[ScenarioFile],
    at: usize,
) -> Option<ScenarioDocument> {
    let proposal = given.get(at)?;
    let mut before = given.iter().take(at);
    if before.any(|other| other.path == proposal.path) {
        return None;
    }
    let file = reader.sources.add(&*proposal.path, &*proposal.text);
    let errors = reader.problems.len();
    let Some(Document { mut raw, node }) = reader.document::<RawProposal>(file, &formats::PROPOSAL)
    else {
        reader.broken.unreadable = true;
        return None;
    };
    let is_empty = [
        raw.retires.len(),
        raw.withdraws.len(),
        raw.statements.len(),
        raw.terms.len(),
        raw.parties.len(),
        raw.systems.len(),
        raw.services.len(),
        raw.contracts.len(),
        raw.safeguards.len(),
        raw.flows.len(),
    ]
    .iter()
    .all(|count| *count == 0);
    if let (true, Some(name)) = (is_empty && reader.problems.len() == errors, &raw.name) {
        let help = "add what it would bring: `parties`, `systems`, `flows`, `statements`";
        reader.error(
            InputErrorKind::Empty,
            name.span,
            "the proposal proposes nothing".to_owned(),
            help,
        );
    }
    for flow in &mut raw.flows {
        if flow.status == FlowStatus::Live {
            flow.status = FlowStatus::Proposed;
        }
    }
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
    Some(ScenarioDocument {
        raw: RawScenario {
            name: raw.name,
            from: raw.from,
            ends: RawEnds {
                flows: raw.retires,
                ..RawEnds::default()
            },
            ..RawScenario::default()
        },
        part: Some(DocumentPart {
            raw: part,
            flows: flow_nodes(node),
        }),
        statements: raw.statements,
        withdraws: raw.withdraws,
        is_sound: reader.problems.len() == errors,
    })
}

fn added(node: Node) -> Option<Node> {
    let NodeKind::Map(entries) = node.kind else {
        return None;
    };
    let mut entries = entries.into_iter();
    entries
        .find(|(key, _)| key.name == "add")
        .map(|(_, value)| value)
}
