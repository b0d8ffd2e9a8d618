//! The estate with a change: loaded, and judged once more.

use std::collections::BTreeMap;

use super::about::{Checked, Known};
use crate::engine::check::{Check, Outcome};
use crate::engine::deployment::{Deployed, lay};
use crate::engine::finding::Change;
use crate::estate::model::Estate;
use crate::estate::{Overlay, ScenarioFile, load_assuming_again};
use crate::input::{EditedFiles, ReadFiles, SourceMap};

/// The path of the proposal in an estate that is tried; no file of an estate has it.
const PROPOSAL: &str = "remedy.yaml";

/// The estate with a change, what is deployed of it, and what a check of it finds.
pub(super) struct Tried {
    pub estate: Estate,
    pub sources: SourceMap,
    deployed: Option<Deployed>,
    pub outcome: Outcome,
}

impl Tried {
    /// The check, with what was seen and all else as in that of the estate without the change.
    pub fn check<'t>(&'t self, before: Check<'t>) -> Check<'t> {
        Check {
            estate: &self.estate,
            sources: &self.sources,
            deployed: self.deployed.as_ref(),
            ..before
        }
    }
}

/// The texts of the files that a change edits, by path.
pub(super) fn texts_of(change: &Change) -> BTreeMap<String, String> {
    let files = change.files.iter();
    files
        .map(|it| (it.path.clone(), it.after.clone()))
        .collect()
}

/// Whether the estate with its edited files loads without what is laid over it, too: a proposal may never be adopted.
pub(super) fn loads_alone(
    checked: Checked<'_>,
    texts: &BTreeMap<String, String>,
    known: &Known,
) -> bool {
    let own = texts.iter().filter(|(path, _)| !checked.is_laid(path));
    let own: BTreeMap<String, String> = own
        .map(|(path, text)| (path.clone(), text.clone()))
        .collect();
    if own.is_empty() || checked.laid.is_empty() {
        return true;
    }
    let read = ReadFiles::new(checked.check.sources);
    let files = EditedFiles::new(&read, &own);
    let Some((root, _)) = checked.check.sources.locate(checked.check.estate.root) else {
        return false;
    };
    load_assuming_again(&files, root, checked.actual, &[], &known.kept)
        .loaded
        .estate
        .is_ok()
}

/// Loads the estate with edited files and a proposal, and judges it; `None` where it does not load.
pub(super) fn tried(
    checked: Checked<'_>,
    texts: &BTreeMap<String, String>,
    proposal: &str,
    known: &Known,
) -> Option<Tried> {
    let check = checked.check;
    let read = ReadFiles::new(check.sources);
    let files = EditedFiles::new(&read, texts);
    let (root, _) = check.sources.locate(check.estate.root)?;
    let mut laid = checked.laid.to_vec();
    for file in &mut laid {
        if let Some(text) = texts.get(&file.path) {
            file.text.clone_from(text);
        }
    }
    if !proposal.is_empty() {
        laid.push(ScenarioFile {
            kind: Overlay::Proposal,
            path: PROPOSAL.to_owned(),
            text: proposal.to_owned(),
        });
    }
    let loaded = load_assuming_again(&files, root, checked.actual, &laid, &known.kept).loaded;
    let (mut estate, mut sources) = (loaded.estate.ok()?, loaded.sources);
    sources.share_given(check.sources);
    let deployed = check.deployed.map(|it| it.again(&estate, &sources));
    if let Some(deployed) = &deployed {
        lay(&mut estate, deployed);
    }
    let again = Check {
        estate: &estate,
        sources: &sources,
        deployed: deployed.as_ref(),
        brief: true,
        ..check
    };
    let again = again.remembering(&known.answers).recalling(&known.read);
    let outcome = again.run().ok()?;
    known.effort.trial(outcome.movements);
    Some(Tried {
        estate,
        sources,
        deployed,
        outcome,
    })
}
