//! What a format of observations is.

use super::model::Observation;
use crate::import::FileKind;
use crate::input::{FileId, InputError, Span};

/// A reader of one format in which other tools write down what they saw.
///
/// To add one, write a file next to `har.rs` and name it in [`FORMATS`](super::FORMATS). It keeps hosts, methods,
/// times, counts, sizes, and the names and lifetimes of cookies; hiding the rest of the text is not its work.
pub trait ObservationFormat: Sync {
    /// The kind of file that it reads.
    fn kind(&self) -> FileKind;

    /// The keys of the format that stay readable in the text that is shown.
    fn frame_keys(&self) -> &'static [&'static str];

    /// Whether a file is of its format, broken ones included. A quick look, not a reading.
    fn recognises(&self, source: &ObservedSource<'_>) -> bool;

    /// Reads a file that it recognises.
    ///
    /// # Errors
    /// Everything that is wrong with the file. Nothing of its values is in the words.
    fn read(&self, source: &ObservedSource<'_>) -> Result<Observed, Vec<InputError>>;
}

/// A file to read.
#[derive(Debug, Clone, Copy)]
pub struct ObservedSource<'t> {
    /// The id under which its text is shown.
    pub file: FileId,
    /// Its text.
    pub text: &'t str,
}

impl<'t> ObservedSource<'t> {
    /// How the text begins: as much as says what it is.
    pub fn begin(&self) -> &'t str {
        const LENGTH: usize = 64 * 1024;
        let mut end = self.text.len().min(LENGTH);
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        self.text.get(..end).unwrap_or("").trim_start()
    }

    /// The place of a part of the text.
    pub fn place(&self, part: &str) -> Span {
        let start = (part.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        Span::new(self.file, start as u32, (start + part.len()) as u32)
    }
}

/// What was read of a file.
#[derive(Debug)]
pub struct Observed {
    /// What was seen.
    pub observation: Observation,
    /// The parts of its text that may be shown.
    pub shown: Vec<Span>,
}
