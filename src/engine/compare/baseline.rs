//! What was found before: a gate may begin with what is there, and fail on what comes.

use std::collections::BTreeMap;

use crate::engine::finding::Finding;
use crate::estate::model::Severity;

/// The findings of an earlier check, by id, each with its severity then.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    /// The findings.
    pub findings: BTreeMap<String, Severity>,
}

impl Baseline {
    /// Marks the findings that were there before and weigh no more than they did, and gives the number
    /// of those that are there no longer.
    pub fn mark(&self, findings: &mut [Finding]) -> usize {
        let mut still = 0;
        for finding in findings {
            let Some(before) = self.findings.get(&finding.id) else {
                continue;
            };
            still += 1;
            finding.known = finding.severity <= *before;
        }
        self.findings.len() - still.min(self.findings.len())
    }
}
