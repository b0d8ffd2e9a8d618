//! Scenarios: documents that are not part of the estate, laid over it by the call.

use super::document::Document;
use super::{Broken, Part, Reader, flow_nodes};
use crate::estate::assume::ScenarioFile;
use crate::estate::problems::Problems;
use crate::estate::raw::RawScenario;
use crate::estate::rules;
use crate::input::{Files, Node, NodeKind, SourceMap};

/// A scenario as written.
pub(in crate::estate) struct ScenarioDocument {
    /// The document, without what it adds.
    pub(in crate::estate) raw: RawScenario,
    /// What it adds.
    pub(in crate::estate) part: Option<Part>,
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
    let mut reader = Reader {
        files,
        sources,
        problems,
        broken: std::mem::take(broken),
    };
    let mut found = Vec::new();
    for (at, scenario) in given.iter().enumerate() {
        let before = given.iter().take(at);
        if before.into_iter().any(|other| other.path == scenario.path) {
            continue;
        }
        let file = reader.sources.add(&*scenario.path, &*scenario.text);
        let errors = reader.problems.len();
        match reader.document::<RawScenario>(file, &rules::SCENARIO) {
            Some(Document { mut raw, node }) => {
                let flows = added(node).map(flow_nodes).unwrap_or_default();
                let part = raw.add.take().map(|raw| Part { raw, flows });
                let is_sound = reader.problems.len() == errors;
                found.push(ScenarioDocument {
                    raw,
                    part,
                    is_sound,
                });
            }
            None => reader.broken.unreadable = true,
        }
    }
    *broken = reader.broken;
    found
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
