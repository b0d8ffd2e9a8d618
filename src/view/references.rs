//! Findings and statements of the notice as other things refer to them, with all that is shown next to them.

use super::finding::LawView;
use super::remedy::RemedyView;
use crate::estate::model::Severity;

/// A statement of the notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementRef {
    /// Its id.
    pub id: String,
    /// Its words.
    pub quote: String,
    /// The heading that they are under.
    pub section: Option<String>,
    /// The published page at these words; `None` where the estate names no page, or one that no
    /// browser should be sent to.
    pub url: Option<String>,
}

/// A finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FindingRef {
    /// Its stable id.
    pub id: String,
    /// The rule.
    pub rule: String,
    /// Its severity.
    pub severity: Severity,
    /// What is wrong, in a sentence.
    pub message: String,
    /// The law that it relies on.
    pub law: Vec<LawView>,
    /// Ways to clear it.
    pub remedies: Vec<RemedyView>,
}
