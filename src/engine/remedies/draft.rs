//! What a remedy changes of a notice, as drafts next to what is published: the text with the sentences, and a
//! proposal with their statements. What is published is never edited.

use super::draft_text::{with_sentences, words_of};
use super::outdated::outdated;
use crate::engine::finding::Change;
use crate::estate::model::{Estate, Notice, NoticeDocument};
use crate::input::{SourceMap, edit};

/// A draft of a document of a notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoticeDraft {
    /// The file of the published text.
    pub published: String,
    /// Where the text goes: next to the published one.
    pub path: String,
    /// The text with the sentences; `None` where the published one is a value in a file of the estate.
    pub text: Option<String>,
    /// Where the proposal goes.
    pub proposal_path: String,
    /// The proposal, for `check --with`.
    pub proposal: String,
}

/// The drafts that a change makes of a notice; `earlier` gives the text of a draft that is there already. `None`
/// where the change leaves the notice as it is, or an earlier draft has a form that is not edited.
pub fn drafted(
    estate: &Estate,
    sources: &SourceMap,
    day: jiff::civil::Date,
    change: &Change,
    earlier: impl Fn(&str) -> Option<String>,
) -> Option<NoticeDraft> {
    if change.proposal.is_empty() {
        return None;
    }
    let notice = estate.notice_on(day)?;
    let document = document_of(notice, change)?;
    let file = sources.file(document.text.file())?;
    let (stem, extension) = file.path().rsplit_once('.').unwrap_or((file.path(), "txt"));
    let path = format!("{stem}.draft.{extension}");
    let proposal_path = format!("{stem}.draft.yaml");
    let inline = path == proposal_path;
    let format = document.text.format();
    let before = earlier(&path).filter(|_| !inline);
    let is_there = |quote: &str| match &before {
        Some(text) => text.contains(&words_of(quote, format)),
        None => inline,
    };
    let mut gone = Vec::new();
    let proposal = match earlier(&proposal_path) {
        Some(text) => {
            let mut proposal = proposal_with(&text, change)?;
            // What cannot be taken out of the proposal stays in the text as well.
            for it in outdated(&text, change, is_there) {
                if let Some(without) = edit::entry_removed(&proposal, "statements", &it.id) {
                    proposal = without;
                    gone.push(it);
                }
            }
            proposal
        }
        None => format!(
            "# Drafts for approval, not published: fairnotice check --with {}\n{}",
            proposal_path, change.proposal
        ),
    };
    let text = (!inline).then(|| {
        let text = before.unwrap_or_else(|| document.text.text().to_owned());
        with_sentences((notice, document, sources), change, &gone, text)
    });
    Some(NoticeDraft {
        published: file.path().to_owned(),
        path,
        text,
        proposal_path,
        proposal,
    })
}

/// The document that the sentences are for, or else the one with the statements that are withdrawn.
fn document_of<'e>(notice: &'e Notice, change: &Change) -> Option<&'e NoticeDocument> {
    let named = change.sentences.iter().find_map(|it| it.document.clone());
    let withdrawn = || {
        let statements = notice.statements.iter();
        let mut of_it = statements.filter(|it| change.withdraws.contains(&it.id));
        of_it.find_map(|it| it.document.clone())
    };
    let id = named.or_else(withdrawn);
    let mut documents = notice.documents.iter();
    let found = documents.find(|it| it.id == id);
    found.or(notice.documents.first()).map(|it| &**it)
}

/// An earlier proposal with what a change adds; `None` where it has a form that is not edited.
pub fn proposal_with(earlier: &str, change: &Change) -> Option<String> {
    let mut text = earlier.to_owned();
    for id in &change.withdraws {
        text = edit::item_appended(&text, "withdraws", id)?;
    }
    for sentence in &change.sentences {
        text = edit::entry_appended(&text, "statements", &sentence.entry)?;
    }
    Some(text)
}
