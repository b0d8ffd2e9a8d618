//! Remedies as JSON, in every document that has findings.

use schemars::JsonSchema;
use serde::Serialize;

use crate::view::{RemedyChange, RemedyView};

/// A way to clear a finding.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Remedy")]
pub(super) struct RemedyJson<'a> {
    /// What to do.
    text: &'a str,
    /// Whether it was applied and the finding seen to go, with no other coming.
    verified: bool,
    /// The change that was tried, with a blank (`‹NAME›`) in the place of each value that nobody recorded; null for
    /// general advice, which is never verified.
    change: Option<ChangeJson<'a>>,
}

/// A change to an estate and its notice that was tried.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Change")]
struct ChangeJson<'a> {
    /// Its kinds, as `@changes` of a rule writes them.
    kinds: &'a [&'static str],
    /// What it takes for granted that the estate does not record.
    assumes: Vec<AssumptionJson<'a>>,
    /// The files of the estate that it edits.
    files: Vec<FileDiffJson<'a>>,
    /// Sentences for the notice: drafts that somebody has to approve.
    sentences: Vec<SentenceJson<'a>>,
    /// The statements that the notice would no longer make, by id.
    withdraws: &'a [String],
    /// What changes of the notice, as the text of a proposal for `check --with`; null where it stays as it is.
    proposal: Option<&'a str>,
}

/// Something that a change takes for granted.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Assumption")]
struct AssumptionJson<'a> {
    /// The name of the blank that it fills, as `fix --set` takes it; null where there is nothing to fill in.
    name: Option<&'a str>,
    /// What is assumed, in a clause that follows "assumes that".
    text: &'a str,
    /// The value with which the change was tried; null where there is nothing to fill in.
    value: Option<&'a str>,
}

/// An edit of a file.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "FileDiff")]
struct FileDiffJson<'a> {
    /// The file, relative to the estate's folder.
    file: &'a str,
    /// The edit as a unified diff, from the estate's folder. It may have blanks, for which `assumes` has the names.
    diff: &'a str,
}

/// A sentence for the notice.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Sentence")]
struct SentenceJson<'a> {
    /// The id of its statement.
    id: &'a str,
    /// The document it is for; null where the notice is one document.
    document: Option<&'a str>,
    /// The heading it goes under; null where it belongs to none.
    section: Option<&'a str>,
    /// Its words.
    text: &'a str,
}

impl<'a> From<&'a RemedyView> for RemedyJson<'a> {
    fn from(remedy: &'a RemedyView) -> Self {
        Self {
            text: &remedy.text,
            verified: remedy.verified,
            change: remedy.change.as_ref().map(ChangeJson::from),
        }
    }
}

impl<'a> From<&'a RemedyChange> for ChangeJson<'a> {
    fn from(change: &'a RemedyChange) -> Self {
        let some = |text: &'a str| Some(text).filter(|it| !it.is_empty());
        let assumes = change.assumes.iter().map(|it| AssumptionJson {
            name: some(&it.name),
            text: &it.text,
            value: some(&it.value),
        });
        let files = change.files.iter().map(|it| FileDiffJson {
            file: &it.path,
            diff: &it.diff,
        });
        let sentences = change.sentences.iter().map(|it| SentenceJson {
            id: &it.id,
            document: it.document.as_deref(),
            section: it.section.as_deref(),
            text: &it.text,
        });
        Self {
            kinds: &change.kinds,
            assumes: assumes.collect(),
            files: files.collect(),
            sentences: sentences.collect(),
            withdraws: &change.withdraws,
            proposal: some(&change.proposal),
        }
    }
}
