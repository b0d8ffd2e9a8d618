//! Trying a candidate: it is laid over the estate, which is loaded and judged again, and the two checks are
//! compared.

use std::collections::{BTreeMap, BTreeSet};

use super::about::{About, Checked, Known};
use super::candidate::{Candidate, Draft};
use super::propose::{drafts, missing};
use crate::engine::check::{Check, Outcome};
use crate::engine::compare::{Change as Compared, Comparison, Side};
use crate::engine::deployment::{Deployed, lay};
use crate::engine::finding::{Change, FileChange, Finding, FindingRow, Remedy, Sentence};
use crate::engine::policy::{ChangeKind, Rules};
use crate::estate::model::{Estate, PartyIx, Statement};
use crate::estate::{Overlay, ScenarioFile, load_assuming_again};
use crate::input::{EditedFiles, ReadFiles, SourceMap};

/// How often sentences are added for what a candidate makes due.
const ROUNDS: usize = 2;

/// The path of the proposal in an estate that is tried; no file of an estate has it.
const PROPOSAL: &str = "remedy.yaml";

/// The estate with a change, what is deployed of it, and what a check of it finds.
struct Tried {
    estate: Estate,
    sources: SourceMap,
    deployed: Option<Deployed>,
    outcome: Outcome,
}

impl Tried {
    /// The check, with what was seen and all else as in that of the estate without the change.
    fn check<'t>(&'t self, before: Check<'t>) -> Check<'t> {
        Check {
            estate: &self.estate,
            sources: &self.sources,
            deployed: self.deployed.as_ref(),
            ..before
        }
    }
}

/// What a trial came to.
enum Result {
    /// The findings are resolved, with all that are named here, and nothing is new or worse.
    Good(BTreeSet<String>),
    /// The findings are resolved, and these are new or about more than before, by their ids.
    Brings(Vec<String>),
    /// One of the findings is still there.
    Bad,
}

/// A change that was applied, and resolves what it was proposed for.
#[derive(Debug, Clone)]
pub(super) struct Verified {
    /// What was proposed, with the sentences that it made due.
    pub candidate: Candidate,
    /// The change, with blanks for what the estate does not record.
    pub template: Change,
    /// The same with the values that are assumed: what was applied.
    pub change: Change,
    /// All findings that it resolves, by id.
    pub resolved: BTreeSet<String>,
}

impl Verified {
    /// The same as a remedy.
    pub fn remedy(&self) -> Remedy {
        Remedy {
            text: self.candidate.text.clone(),
            verified: true,
            change: Some(Box::new(self.change.clone())),
            template: Some(Box::new(self.template.clone())),
        }
    }
}

/// The candidate, if it resolves the finding and brings nothing. What follows what is deployed has to bring nothing in
/// an estate of which nothing is deployed, either: in the other the consequences are findings already.
pub(super) fn verified(about: About<'_>, candidate: Candidate) -> Option<Verified> {
    let candidate = if about.finding.about_deployed {
        lawful(about, candidate)?
    } else {
        candidate
    };
    let wanted = BTreeSet::from([about.finding.id.clone()]);
    resolving(about, candidate, &wanted)
}

/// The candidate with the sentences that it makes due, if it brings nothing else in the estate as it is declared.
fn lawful(about: About<'_>, candidate: Candidate) -> Option<Candidate> {
    let plain = Checked {
        check: Check {
            deployed: None,
            ..about.checked.check
        },
        ..about.checked
    };
    let before = tried(plain, &BTreeMap::new(), "", about.known)?;
    let checked = Checked {
        check: before.check(plain.check),
        outcome: &before.outcome,
        ..plain
    };
    let found = resolving(About { checked, ..about }, candidate, &BTreeSet::new())?;
    Some(found.candidate)
}

/// The candidate, if it resolves all these findings and brings nothing. Where all that it brings is that the notice
/// has to state more, it is tried with sentences that do.
pub(super) fn resolving(
    about: About<'_>,
    candidate: Candidate,
    wanted: &BTreeSet<String>,
) -> Option<Verified> {
    let mut candidate = candidate;
    for _ in 0..=ROUNDS {
        let template = change(about, &candidate)?;
        let filled = template.filled(|_| None);
        let texts = texts_of(&filled);
        if !loads_alone(about.checked, &texts, about.known) {
            return None;
        }
        let tried = tried(about.checked, &texts, &filled.proposal, about.known)?;
        match compared(about.checked, &tried, wanted) {
            Result::Good(resolved) => {
                return Some(Verified {
                    candidate,
                    template,
                    change: filled,
                    resolved,
                });
            }
            Result::Bad => return None,
            Result::Brings(new) => candidate = with_sentences(about, candidate, &tried, &new)?,
        }
    }
    None
}

/// The texts of the files that a change edits, by path.
fn texts_of(change: &Change) -> BTreeMap<String, String> {
    let files = change.files.iter();
    files
        .map(|it| (it.path.clone(), it.after.clone()))
        .collect()
}

/// Whether the estate with its edited files loads without what is laid over it, too: a proposal may never be adopted.
fn loads_alone(checked: Checked<'_>, texts: &BTreeMap<String, String>, known: &Known) -> bool {
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
fn tried(
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

/// What a trial came to for some findings.
fn compared(checked: Checked<'_>, tried: &Tried, wanted: &BTreeSet<String>) -> Result {
    let comparison = comparison(checked, tried);
    if !wanted.is_subset(&comparison.resolved) {
        return Result::Bad;
    }
    let more = comparison.changed.iter().filter(|(_, it)| it.is_worse());
    let more = more.map(|(id, _)| id.clone());
    let brought: Vec<String> = comparison.new.iter().cloned().chain(more).collect();
    if brought.is_empty() {
        Result::Good(comparison.resolved)
    } else {
        Result::Brings(brought)
    }
}

/// The findings before and after.
fn comparison(checked: Checked<'_>, tried: &Tried) -> Comparison {
    let check = checked.check;
    let side = |estate, sources, outcome| side(estate, sources, check.rules, outcome);
    Comparison::new(
        side(check.estate, check.sources, checked.outcome),
        side(&tried.estate, &tried.sources, &tried.outcome),
    )
}

fn side<'a>(
    estate: &'a Estate,
    sources: &'a SourceMap,
    rules: &'a Rules,
    outcome: &'a Outcome,
) -> Side<'a> {
    Side {
        estate,
        sources,
        rules,
        outcome,
    }
}

/// The candidate with sentences on what it makes due; `None` where it brings something else as well.
fn with_sentences(
    about: About<'_>,
    mut candidate: Candidate,
    tried: &Tried,
    new: &[String],
) -> Option<Candidate> {
    let checked = Checked {
        check: tried.check(about.checked.check),
        outcome: &tried.outcome,
        ..about.checked
    };
    let before = candidate.drafts.clone();
    for finding in tried
        .outcome
        .findings
        .iter()
        .filter(|it| new.contains(&it.id))
    {
        if !DUE.iter().any(|rule| finding.rule.starts_with(rule)) {
            return None;
        }
        if let Some(item) = missing(About {
            checked,
            finding,
            ..about
        }) {
            candidate.drafts.extend(item.drafts);
            candidate.assumes.extend(item.assumes);
            continue;
        }
        let brought = only_brought(about, tried, finding);
        let finding = &brought;
        let more = drafts(About {
            checked,
            finding,
            ..about
        });
        if more.is_empty() {
            return None;
        }
        for draft in more {
            join(&mut candidate.drafts, draft);
        }
    }
    if candidate.drafts == before {
        return None;
    }
    let (own, candidate) = (candidate.withdraws.clone(), &mut candidate);
    for draft in &mut candidate.drafts {
        in_place_of_withdrawn(about, &own, draft);
    }
    if candidate.kinds.insert(ChangeKind::Disclose) {
        candidate.text.push_str(if candidate.withdraws.is_empty() {
            ", and disclose it in the notice"
        } else {
            ", and state in its place what is the case"
        });
    }
    Some(candidate.clone())
}

/// What a notice has to state more where something else changes: the beginnings of the rules.
const DUE: [&str; 3] = [
    "disclosure/undisclosed-",
    "disclosure/vague-",
    "notice/missing-information",
];

/// A finding with those of its rows alone that it did not have before.
fn only_brought(about: About<'_>, tried: &Tried, finding: &Finding) -> Finding {
    let mut findings = about.checked.outcome.findings.iter();
    let Some(before) = findings.find(|it| it.id == finding.id) else {
        return finding.clone();
    };
    let words = |estate: &Estate, row: &FindingRow| {
        let party = |party: Option<PartyIx>| party.map(|it| estate.party(it).id.clone());
        let flows: Vec<String> = row
            .flows
            .iter()
            .map(|it| estate.flow(*it).id.to_string())
            .collect();
        let elements: Vec<String> = row.elements.iter().map(|it| it.to_string()).collect();
        (flows, party(row.exporter), party(row.importer), elements)
    };
    let old: Vec<_> = before
        .rows
        .iter()
        .map(|row| words(about.estate(), row))
        .collect();
    let mut brought = finding.clone();
    brought
        .rows
        .retain(|row| !old.contains(&words(&tried.estate, row)));
    let flows = brought
        .rows
        .iter()
        .flat_map(|row| row.flows.iter().copied());
    let flows: BTreeSet<_> = flows.collect();
    brought.flows = flows.into_iter().collect();
    brought
}

/// Takes in a sentence. One on the same thing makes an earlier one more precise.
fn join(drafts: &mut Vec<Draft>, draft: Draft) {
    let keys = |it: &Draft| it.says.iter().map(|(key, _)| *key).collect::<Vec<_>>();
    let same = drafts.iter_mut().find(|it| {
        let base = it
            .id
            .trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
        keys(it) == keys(&draft)
            && draft.id.starts_with(base)
            && draft.services.iter().all(|s| it.services.contains(s))
    });
    match same {
        Some(earlier) => {
            earlier.quote = draft.quote;
            earlier.says = draft.says;
        }
        None => drafts.push(draft),
    }
}

/// A sentence goes where one was that is withdrawn from the same section.
fn in_place_of_withdrawn(about: About<'_>, withdrawn: &BTreeSet<String>, draft: &mut Draft) {
    let statements = about.estate().statements_on(about.day());
    let mut gone = statements
        .map(|(_, it)| it)
        .filter(|it| withdrawn.contains(&it.id));
    let own = |statement: &&Statement| {
        let says = |key: &str| match key {
            "collects" => statement.collects.is_some(),
            "uses" => statement.uses.is_some(),
            "shares" => statement.shares.is_some(),
            "transfers" => statement.transfers.is_some(),
            "retains" => statement.retains.is_some(),
            "relies-on" => statement.relies_on.is_some(),
            _ => false,
        };
        draft.says.iter().any(|(key, _)| says(key))
    };
    if let Some(statement) = gone.find(own) {
        draft.behind = Some(statement.id.clone());
        draft.section.clone_from(&statement.section);
        draft.document.clone_from(&statement.document);
    }
}

/// A candidate as a change of files and of the notice; `None` where an edit cannot be made.
fn change(about: About<'_>, candidate: &Candidate) -> Option<Change> {
    let files = ReadFiles::new(about.sources());
    let (texts, read) = candidate.texts(|path| files.text(path))?;
    about.known.effort.texts(read);
    let files = texts.into_iter().map(|(path, after)| FileChange {
        before: files.text(&path).unwrap_or("").to_owned(),
        path,
        after,
    });
    let sentences = candidate.drafts.iter().map(|draft| Sentence {
        id: draft.id.clone(),
        document: draft.document.clone(),
        section: draft.section.clone(),
        text: draft.quote.clone(),
        behind: draft.behind.clone(),
        entry: draft.entry(),
    });
    Some(Change {
        kinds: candidate.kinds.iter().copied().collect(),
        files: files.collect(),
        sentences: sentences.collect(),
        withdraws: candidate.withdraws.iter().cloned().collect(),
        proposal: candidate.proposal(),
        assumes: candidate.assumes.iter().cloned().collect(),
    })
}

/// The findings that a change resolves, by id, where it brings nothing new or worse; `None` where it does, or the
/// estate does not load with it.
pub fn resolves(checked: Checked<'_>, change: &Change) -> Option<Vec<String>> {
    let known = Known::default();
    let tried = tried(checked, &texts_of(change), &change.proposal, &known)?;
    let comparison = comparison(checked, &tried);
    let is_clean =
        comparison.new.is_empty() && !comparison.changed.values().any(Compared::is_worse);
    is_clean.then(|| comparison.resolved.into_iter().collect())
}
