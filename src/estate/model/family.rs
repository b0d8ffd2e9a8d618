//! Families of the estate's own policies.

use crate::estate::vocabulary::Concern;
use crate::input::Span;

/// A family that an estate states for its own policies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnFamily {
    /// The part before the slash in the ids of its rules.
    pub id: String,
    /// A title, where it has one.
    pub title: Option<String>,
    /// What an error of its rules says.
    pub concerns: Concern,
    /// Where it is written.
    pub span: Span,
}
