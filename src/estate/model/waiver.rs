//! Accepted findings.

use jiff::civil::Date;

use crate::input::Span;

/// The version of digests, which stands before their digits and a colon.
pub const DIGEST_VERSION: &str = "v1";

/// A finding that somebody has accepted for a time.
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
    /// What was accepted, as `v1:` and twelve digits: see [`digest`](crate::engine::waivers::digest).
    pub digest: String,
    /// Where it is written: its finding.
    pub span: Span,
    /// Where its last day is written.
    pub until_span: Span,
    /// Where its digest is written.
    pub digest_span: Span,
}
