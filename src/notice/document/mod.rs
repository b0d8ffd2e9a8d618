//! Notices that lie in a document of an office program: what a reader sees of it, as Markdown, with the way back
//! from each line of that to the place in the document.
//!
//! `package` unpacks, `docx` and `styles` read WordprocessingML, `pdf/` reads what pages draw, `lines` writes Markdown.

mod docx;
mod lines;
mod package;
#[cfg(feature = "documents")]
mod pdf;
mod styles;
#[cfg(all(test, feature = "documents"))]
mod tests;
mod xml;

use thiserror::Error;

use super::read::{Passage, Reading};

/// What a document unpacks to, at most: its parts are compressed, and nothing else bounds them.
pub const MAX_UNPACKED: u64 = 64 * 1024 * 1024;
/// A document may have as many parts.
pub const MAX_PARTS: usize = 10_000;
/// Elements of a document may be nested this deep.
pub const MAX_NESTED: usize = 256;
/// The text of a document may have this many bytes: an estate has no longer text either.
pub const MAX_TEXT_BYTES: usize = crate::input::limits::MAX_SCALAR_BYTES;

/// The name of the thread in which a PDF is read. A panic in it is a fault of the file, which is reported as an error: a
/// program may keep the words of the panic from its users.
pub const READER_THREAD: &str = "reader of a document";

/// A PDF may have as many pages.
pub const MAX_PAGES: usize = 2_000;
/// The pages of a PDF may draw as many things.
pub const MAX_OPERATIONS: usize = 5_000_000;
/// What a page of a PDF draws may have as many operands at once. A page has some hundreds: the letters of a line, each with
/// its place.
pub const MAX_OPERANDS: usize = 100_000;

/// What the number of a place in a file counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PlaceUnit {
    /// Lines of a text.
    #[default]
    Line,
    /// Paragraphs of a document, those of tables and empty ones counted.
    Paragraph,
    /// Pages of a document, from 1, whatever is printed on them.
    Page,
}

impl PlaceUnit {
    /// The word in output: `line`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Paragraph => "paragraph",
            Self::Page => "page",
        }
    }
}

/// Why a document cannot be read, in words that fit behind "cannot read `x`: ".
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum DocumentFault {
    /// It is of a format that is not read.
    #[error("it is {0}; save it as DOCX")]
    Format(&'static str),
    /// It is damaged, or no document.
    #[error("it is no document that can be read: {0}")]
    Damaged(String),
    /// It holds too much.
    #[error("it holds more than {0}; split the document")]
    TooLarge(String),
    /// No text is in it.
    #[error("it has no text; save the text as Markdown, and read that")]
    NoText,
    /// Its pages are pictures.
    #[error(
        "no page of it has text, as in a scan; run text recognition over it, or save the text as Markdown"
    )]
    Scan,
    /// Its fonts do not say which letters they draw.
    #[error(
        "its fonts do not say which letters they draw; save the text as Markdown, and read that"
    )]
    NoLetters,
    /// It cannot be opened without a password.
    #[error("it is protected with a password; save it without one")]
    Password,
    /// The program was built without the feature.
    #[error("this program was built without `documents`; save it as Markdown or HTML")]
    NotBuilt,
}

/// What a reader sees of a document.
#[derive(Debug)]
pub struct Document {
    /// Its text in Markdown.
    pub text: String,
    /// What the numbers of its places count.
    pub unit: PlaceUnit,
    /// The pages that have no text, from 1: blank ones, or pictures, which nobody has read.
    pub without_text: Vec<u32>,
    /// The place of each line of the text.
    places: Vec<u32>,
}

impl Document {
    /// Reads a document by what it begins with; `None` where that is of none.
    ///
    /// # Errors
    /// See [`DocumentFault`].
    pub fn read(bytes: &[u8]) -> Option<Result<Self, DocumentFault>> {
        if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
            let what = "a document of an old version of Word, or one with a password";
            return Some(Err(DocumentFault::Format(what)));
        }
        if bytes.starts_with(b"%PDF-") {
            return Some(read_pdf(bytes));
        }
        // The second is an archive with nothing in it.
        let is_archive = bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06");
        is_archive.then(|| docx::read(bytes))
    }

    /// The place of a line of the text, from 1.
    pub fn place(&self, line: u32) -> u32 {
        let at = (line as usize).saturating_sub(1);
        self.places.get(at).copied().unwrap_or(line)
    }

    /// What was read of the text, with places of the document in place of lines of the text.
    pub fn placed(&self, mut reading: Reading) -> Reading {
        for statement in &mut reading.statements {
            statement.line = self.place(statement.line);
        }
        let moved = |all: &mut Vec<Passage>| {
            for passage in all {
                passage.line = self.place(passage.line);
            }
        };
        moved(&mut reading.uncovered);
        moved(&mut reading.placeholders);
        reading
    }
}

#[cfg(feature = "documents")]
use self::pdf::read as read_pdf;

#[cfg(not(feature = "documents"))]
fn read_pdf(_: &[u8]) -> Result<Document, DocumentFault> {
    Err(DocumentFault::NotBuilt)
}
