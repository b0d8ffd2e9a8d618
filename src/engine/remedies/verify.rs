//! Trying a candidate: it is laid over the estate, which is loaded and judged again, and the two checks are
//! compared.

use std::collections::{BTreeMap, BTreeSet};

use super::about::{About, Checked, Known};
use super::candidate::{Candidate, Draft};
use super::coherent::is_coherent;
use super::due::{is_of_notice, placed, with_sentences};
use super::trial::{Tried, loads_alone, texts_of, tried};
use super::withdrawn::{NOTHING_ELSE, restated, says_less};
use crate::engine::check::{Check, Outcome};
use crate::engine::compare::{Change as Compared, Comparison, Side};
use crate::engine::finding::{Change, FileChange, Remedy, Sentence};
use crate::engine::policy::Rules;
use crate::estate::model::Estate;
use crate::input::{ReadFiles, SourceMap};
use crate::notice::read::other_language;

/// How often sentences are added for what a candidate makes due.
const ROUNDS: usize = 3;

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
    /// Whether it comes to the same as another, however it was found.
    pub fn is_same(&self, other: &Self) -> bool {
        let parts = |it: &'_ Self| {
            let sentences = it.change.sentences.iter();
            let sentences: BTreeSet<String> = sentences.map(|it| it.text.clone()).collect();
            (
                it.change.files.clone(),
                sentences,
                it.change.withdraws.clone(),
            )
        };
        parts(self) == parts(other)
    }

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
        candidate = translated(about, candidate);
        candidate.assumes.retain(|it| it.text != NOTHING_ELSE);
        if !candidate.drafts.is_empty() && says_less(about, &candidate) {
            candidate = candidate.assuming("", NOTHING_ELSE, "");
        }
        let template = change(about, &candidate)?.blank();
        let filled = template.filled(|_| None);
        let texts = texts_of(&filled);
        if !loads_alone(about.checked, &texts, about.known) {
            return None;
        }
        let tried = tried(about.checked, &texts, &filled.proposal, about.known)?;
        match compared(about.checked, &tried, wanted) {
            Result::Good(resolved) => {
                let more = restated(about, &candidate, &tried);
                if !more.is_empty() {
                    candidate.drafts.extend(more);
                    placed(about, &mut candidate);
                    continue;
                }
                if !is_coherent(about, &candidate, &tried) {
                    return None;
                }
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

/// Whether a candidate resolves its finding and brings no more than questions, and what the notice has to state: it is not
/// offered as verified, and yet helps more than to end what is done.
pub(super) fn leaves_questions(about: About<'_>, candidate: &Candidate) -> bool {
    let filled = change(about, candidate).map(|it| it.filled(|_| None));
    let tried = filled.and_then(|filled| {
        let texts = texts_of(&filled);
        tried(about.checked, &texts, &filled.proposal, about.known)
    });
    let Some(tried) = tried else { return false };
    let wanted = BTreeSet::from([about.finding.id.clone()]);
    match compared(about.checked, &tried, &wanted) {
        Result::Good(_) => true,
        Result::Bad => false,
        Result::Brings(new) => {
            let brought = tried.outcome.findings.iter();
            let mut brought = brought.filter(|it| new.contains(&it.id));
            brought.all(|it| it.asks.is_some() || is_of_notice(it))
        }
    }
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

/// The candidate with what it takes for granted where its sentences, which are English, are for a notice in another
/// language.
fn translated(about: About<'_>, candidate: Candidate) -> Candidate {
    let others = about.known.languages.get_or_init(|| {
        let notice = about.estate().notice_on(about.day());
        let documents = notice.into_iter().flat_map(|it| &it.documents);
        let languages = documents.map(|it| (it.id.clone(), other_language(it.text.text())));
        languages.collect()
    });
    let language = |draft: &Draft| {
        let mut named = others.iter().filter(|(id, _)| *id == draft.document);
        named.next().or(others.first()).and_then(|(_, it)| *it)
    };
    match candidate.drafts.iter().find_map(language) {
        Some(language) => {
            let words = format!("the sentences are translated into {language}, as the notice is");
            candidate.assuming("", words, "")
        }
        None => candidate,
    }
}

/// A candidate as a change of files and of the notice; `None` where an edit cannot be made.
pub(super) fn change(about: About<'_>, candidate: &Candidate) -> Option<Change> {
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
