//! What files say of themselves.

use crate::input::Span;

/// What to know of a file as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What follows from it.
    pub kind: NoteKind,
    /// It in words.
    pub text: String,
    /// Where it is written.
    pub span: Span,
}

/// What follows from what a file says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoteKind {
    /// It holds a part only of what will be deployed.
    Incomplete,
    /// Something leaves the care of the tool and stays in place.
    Forgets,
    /// It deploys another file, which was not read.
    Elsewhere,
    /// There is other text around it, which was not read.
    Wrapped,
}
