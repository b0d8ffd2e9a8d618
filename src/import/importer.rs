//! What an importer is, what it yields, and what can be wrong with a file.

use super::known_files::Foreign;
use super::model::{Deployment, FileKind};
use super::source::{ImportSource, NotText};
use super::systems::Declaration;
use super::tables::Tables;
use crate::input::{FileId, InputError, InputErrorKind, Node, NodeKind, Span};

/// A reader of one family of files that other tools write.
///
/// To add one, write a folder next to `terraform/` and name it in [`IMPORTERS`](super::IMPORTERS).
/// Finding places and hiding what may be secret is not its work: it hands its resources to
/// `location/`, and gives back which parts of the text may be shown.
pub trait Importer: Sync {
    /// The kinds of file that it reads.
    fn kinds(&self) -> &'static [FileKind];

    /// What it reads, for messages on files that no importer recognises.
    fn reads(&self) -> Reads;

    /// The keys of the format that stay readable in the text that is shown, without quotes. They say
    /// what a place in the file is and hold nothing of the user's.
    fn frame_keys(&self) -> &'static [&'static str];

    /// Whether a file is of its family, broken ones included: an importer that recognises a file is
    /// the one that says what is wrong with it. A quick look, not a reading.
    fn recognises(&self, source: &ImportSource<'_>) -> bool;

    /// Reads a file that it recognises.
    ///
    /// # Errors
    /// What is wrong with the file. Nothing of its values is in the words.
    fn read(&self, source: &ImportSource<'_>, tables: &Tables) -> Result<Read, ImportError>;
}

/// What a file says, as the importers yield it.
#[derive(Debug, Clone)]
pub enum Imported {
    /// What is deployed, or will be.
    Deployment(Deployment),
    /// Systems and the data between them, as somebody described them.
    Declaration(Declaration),
}

/// What was read of a file.
#[derive(Debug)]
pub struct Read {
    /// What its documents say: one as a rule, never none.
    pub imported: Vec<Imported>,
    /// The parts of its text that may be shown.
    pub shown: Vec<Span>,
}

impl Read {
    /// Reads the documents of a file one by one, each as a deployment with the parts of its text that may be
    /// shown. The reader is given which one of how many a document is, counted from one.
    ///
    /// # Errors
    /// What is wrong with the first document that cannot be read.
    pub(super) fn each(
        documents: &[Node],
        mut read: impl FnMut(&Node, (usize, usize)) -> Result<(Deployment, Vec<Span>), ImportError>,
    ) -> Result<Self, ImportError> {
        let (mut imported, mut shown) = (Vec::new(), Vec::new());
        for (at, node) in documents.iter().enumerate() {
            let (deployment, spans) = read(node, (at + 1, documents.len()))?;
            imported.push(Imported::Deployment(deployment));
            shown.extend(spans);
        }
        Ok(Self { imported, shown })
    }
}

/// What an importer reads, in words.
#[derive(Debug, Clone, Copy)]
pub struct Reads {
    /// Its documents, each with its article: `a plan`.
    pub documents: &'static [&'static str],
    /// The tools that write them: `Terraform or OpenTofu`.
    pub tools: &'static str,
    /// How to get such a file, as an imperative.
    pub remedy: &'static str,
    /// The same with every choice that there is.
    pub every_remedy: &'static str,
}

/// Why a file cannot be imported.
#[derive(Debug)]
pub enum ImportError {
    /// It is no text.
    NotText(FileId, NotText),
    /// It is empty.
    Empty(FileId, Vec<Reads>),
    /// It is not JSON, nor a log with a document that is expected; where its text begins.
    NoDocument(Span, Vec<Reads>),
    /// It is JSON of a sort that is not expected; where it begins, and what it is instead of a map.
    Unknown(Span, Option<&'static str>, Vec<Reads>),
    /// It is known and not read; where it begins.
    Foreign(Span, Foreign),
    /// It is a document that an importer recognises, with something wrong in it.
    Wrong(InputError),
}

impl ImportError {
    /// The same error, or what the file is instead, where it is known.
    pub(super) fn or_foreign(self, known: Option<Foreign>) -> Self {
        match (self, known) {
            (Self::Unknown(span, ..) | Self::NoDocument(span, _), Some(known)) => {
                Self::Foreign(span, known)
            }
            (other, _) => other,
        }
    }

    /// The error for a JSON value that begins at a place and is no document of those that are expected.
    pub(super) fn unknown(span: Span, kind: &NodeKind, expected: Vec<Reads>) -> Self {
        let start = Span::new(span.file, span.start, span.start + 1);
        let instead = match kind {
            NodeKind::Map(_) => None,
            other => Some(other.describe()),
        };
        Self::Unknown(start, instead, expected)
    }
}

impl From<InputError> for ImportError {
    fn from(error: InputError) -> Self {
        Self::Wrong(error)
    }
}

impl From<ImportError> for InputError {
    fn from(error: ImportError) -> Self {
        let start = |file| Span::new(file, 0, 0);
        match error {
            ImportError::NotText(file, what) => {
                Self::new(InputErrorKind::Encoding, start(file), what.to_string()).help(what.help())
            }
            ImportError::Foreign(span, known) => Self::new(
                InputErrorKind::BadValue,
                span,
                format!("this is {}", known.what),
            )
            .help(known.instead),
            ImportError::Empty(file, expected) => Self::new(
                InputErrorKind::Syntax,
                start(file),
                "this file is empty",
            )
            .help(joined(&expected, |reads| reads.remedy.to_owned(), "; or ")),
            ImportError::NoDocument(span, expected) => Self::new(
                InputErrorKind::Syntax,
                span,
                format!(
                    "this is not JSON, and no line of it begins {}",
                    joined(&expected, |reads| reads.documents.join(" or "), " or ")
                ),
            )
            .help(joined(&expected, |reads| reads.remedy.to_owned(), "; or ")),
            ImportError::Unknown(span, instead, expected) => {
                let message = match instead {
                    Some(instead) => format!(
                        "{} is a map, and this is {instead}",
                        joined(&expected, |reads| reads.documents.join(" or "), " or ")
                    ),
                    None => format!(
                        "this is JSON, but neither {}",
                        joined(
                            &expected,
                            |reads| format!("{} of {}", reads.documents.join(" nor "), reads.tools),
                            " nor "
                        )
                    ),
                };
                Self::new(InputErrorKind::BadValue, span, message).help(joined(
                    &expected,
                    |reads| reads.every_remedy.to_owned(),
                    "; or ",
                ))
            }
            ImportError::Wrong(error) => error,
        }
    }
}

fn joined(expected: &[Reads], words: impl Fn(&Reads) -> String, between: &str) -> String {
    let words: Vec<String> = expected.iter().map(words).collect();
    words.join(between)
}
