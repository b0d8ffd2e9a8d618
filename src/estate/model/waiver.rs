//! Waivers.

use jiff::civil::Date;

use crate::input::Span;

/// The version of digests, which precedes their digits and a colon.
pub const STATE_VERSION: &str = "v2";

/// A finding that is waived until a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiver {
    /// The id of the finding.
    pub finding: String,
    /// The rule that found it.
    pub rule: String,
    /// Who answers for it.
    pub owner: String,
    /// Why.
    pub reason: String,
    /// Its last day.
    pub until: Date,
    /// The state of the finding that is waived: see [`digest`](crate::engine::finding::digest).
    pub state: String,
    /// Where it is written: its finding.
    pub span: Span,
    /// Where its last day is written.
    pub until_span: Span,
    /// Where its state is written.
    pub state_span: Span,
}
