//! A statement on words of the notice that somebody names: the line, or the words themselves.

use std::collections::BTreeMap;

use super::items::{key, quoting};
use crate::engine::finding::Finding;
use crate::engine::policy::ChangeKind;
use crate::engine::remedies::about::{About, Checked, Known};
use crate::engine::remedies::candidate::{Candidate, EditKind};
use crate::estate::model::{Notice, NoticeDocument};
use crate::input::{ReadFiles, Span};
use crate::notice::AnchorError;

/// Where a notice states an item, as a person says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Words<'a> {
    /// All of the one sentence that a line has, from 1; of the document with an id or a file, by default the first.
    Line(Option<&'a str>, u32),
    /// These words.
    Quote(&'a str),
}

/// Why no statement can quote the words.
#[derive(Debug, thiserror::Error)]
pub enum Unstated {
    /// The finding is about no item that a notice must state.
    #[error("it is about no item that a notice must state")]
    NoItem,
    /// The notice has no such document.
    #[error("the notice has no document `{0}`")]
    NoDocument(String),
    /// The line has no sentence.
    #[error("line {line} of `{file}` has no sentence of the notice")]
    NoSentence {
        /// The file.
        file: String,
        /// The line, from 1.
        line: u32,
    },
    /// The line has several sentences.
    #[error(
        "line {line} of `{file}` has {} sentences (the first one is \"{first}\"): write the words that state it, ID=\"words\"",
        count
    )]
    Several {
        /// The file.
        file: String,
        /// The line, from 1.
        line: u32,
        /// How many.
        count: usize,
        /// The first of them.
        first: String,
    },
    /// The words are not in the notice, or not in one place alone.
    #[error("{0}")]
    Words(AnchorError),
    /// The list of statements has a form that is not edited.
    #[error("no file of the estate has a list of statements that can be edited")]
    NoList,
}

/// The files, by path, in which a statement is added that quotes words of the notice for the item that a finding is
/// about.
///
/// # Errors
/// Where the words are not found, or the list of statements cannot be edited.
pub fn stated(
    checked: Checked<'_>,
    finding: &Finding,
    words: Words<'_>,
) -> Result<BTreeMap<String, String>, Unstated> {
    let about = About {
        checked,
        finding,
        known: &Known::default(),
    };
    let item = key(about.estate(), finding).ok_or(Unstated::NoItem)?;
    let notice = about.estate().notice_on(about.day());
    let notice = notice.ok_or(Unstated::NoList)?;
    let (document, quote, start) = match words {
        Words::Line(named, line) => on_line(about, notice, (named, line))?,
        Words::Quote(words) => quoted(notice, words)?,
    };
    let (path, entry) =
        quoting(about, (notice, document), (&quote, start), item).ok_or(Unstated::NoList)?;
    let edit = EditKind::Append("statements", entry);
    let candidate = Candidate::new(ChangeKind::RecordFact, "").edit(path, edit);
    let files = ReadFiles::new(checked.check.sources);
    let texts = candidate.texts(|path| files.text(path));
    texts.map(|(texts, _)| texts).ok_or(Unstated::NoList)
}

/// The document, the one sentence of a line, and where it begins.
fn on_line<'e>(
    about: About<'e>,
    notice: &'e Notice,
    (named, line): (Option<&str>, u32),
) -> Result<(&'e NoticeDocument, String, u32), Unstated> {
    let path = |document: &NoticeDocument| {
        let file = about.sources().file(document.text.file());
        file.map_or_else(String::new, |it| it.path().to_owned())
    };
    let is_named = |it: &&NoticeDocument| match named {
        Some(name) => it.id.as_deref() == Some(name) || path(it) == name,
        None => true,
    };
    let mut documents = notice.documents.iter().map(|it| &**it);
    let document = documents.find(is_named);
    let document =
        document.ok_or_else(|| Unstated::NoDocument(named.unwrap_or_default().to_owned()))?;
    let file = path(document);
    let Some(source) = about.sources().file(document.text.file()) else {
        return Err(Unstated::NoSentence { file, line });
    };
    let is_there = |it: &Span| {
        let last = it.end.saturating_sub(1).max(it.start);
        (source.line_of(it.start)..=source.line_of(last)).contains(&line)
    };
    let sentences = document.text.sentences();
    let here: Vec<&Span> = sentences.iter().filter(|it| is_there(it)).collect();
    match here.as_slice() {
        [] => Err(Unstated::NoSentence { file, line }),
        [one] => Ok((document, document.text.words(**one), one.start)),
        [first, ..] => Err(Unstated::Several {
            file,
            line,
            count: here.len(),
            first: document.text.words(**first),
        }),
    }
}

/// The document that has some words in one place, and where they begin.
fn quoted<'e>(
    notice: &'e Notice,
    words: &str,
) -> Result<(&'e NoticeDocument, String, u32), Unstated> {
    let mut why = None;
    for document in &notice.documents {
        match document.text.find(None, words, None, None) {
            Ok(anchor) => return Ok((document, words.to_owned(), anchor.span.start)),
            Err(error) => why = why.or(Some(error)),
        }
    }
    Err(why.map_or(Unstated::NoList, Unstated::Words))
}
