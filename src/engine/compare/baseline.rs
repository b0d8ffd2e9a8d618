//! What was found before: a gate may begin with what is there, and fail on what comes.

use std::collections::BTreeMap;

use super::findings::{Comparison, Seen};
use crate::engine::finding::Finding;
use crate::estate::model::Severity;

/// A finding of an earlier check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownFinding {
    /// Its state then.
    pub state: String,
    /// Its severity then.
    pub severity: Severity,
    /// Its rule.
    pub rule: String,
    /// What was found.
    pub message: String,
}

/// The findings of an earlier check, by id.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    /// The findings.
    pub findings: BTreeMap<String, KnownFinding>,
}

impl Baseline {
    /// The baseline of findings: those that no waiver waives.
    pub fn of(findings: &[Finding]) -> Self {
        let counted = findings.iter().filter(|finding| finding.waived.is_none());
        let kept = |finding: &Finding| {
            let known = KnownFinding {
                state: finding.state.clone(),
                severity: finding.severity,
                rule: finding.rule.clone(),
                message: finding.message.clone(),
            };
            (finding.id.clone(), known)
        };
        Self {
            findings: counted.map(kept).collect(),
        }
    }

    /// Compares findings with those of the earlier check, of which states and severities are known.
    pub fn compare(&self, findings: &[Finding]) -> Comparison {
        fn seen(state: &str, severity: Severity) -> Seen<'_> {
            Seen {
                severity,
                state,
                extent: None,
            }
        }
        let before = self.findings.iter();
        let before = before.map(|(id, it)| (id.as_str(), seen(&it.state, it.severity)));
        let after = findings.iter();
        let after =
            after.map(|finding| (finding.id.as_str(), seen(&finding.state, finding.severity)));
        Comparison::of(&before.collect(), &after.collect())
    }

    /// Marks the findings that were there before, in the same state or in another, and gives those that are
    /// there no longer, by id.
    pub fn mark(&self, findings: &mut [Finding]) -> BTreeMap<String, KnownFinding> {
        let compared = self.compare(findings);
        for finding in findings {
            finding.known = !compared.is_new_or_other(&finding.id);
            finding.changed = !finding.known && compared.changed.contains_key(&finding.id);
        }
        let mut gone = self.findings.clone();
        gone.retain(|id, _| compared.resolved.contains(id));
        gone
    }
}
