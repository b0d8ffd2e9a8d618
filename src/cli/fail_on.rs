//! `--fail-on`: which findings make the exit code 1.

use clap::ValueEnum;

use super::errors::ExitStatus;
use crate::engine::finding::Finding;
use crate::estate::model::Severity;

/// The least severity that fails a run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum FailOn {
    /// Errors
    #[default]
    Error,
    /// Warnings and errors
    Warning,
    /// Notes, warnings and errors
    Note,
    /// Never
    Never,
}

impl FailOn {
    /// The least severity that makes the exit code 1; `None`: none does.
    pub fn least(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Note => Some(Severity::Note),
            Self::Never => None,
        }
    }

    /// The exit status that findings of these severities lead to.
    pub fn status(self, mut severities: impl Iterator<Item = Severity>) -> ExitStatus {
        let least = self.least();
        if severities.any(|severity| least.is_some_and(|least| severity >= least)) {
            ExitStatus::Findings
        } else {
            ExitStatus::Success
        }
    }
}

/// The severities of findings that are neither waived nor in a baseline.
pub fn severities<'f>(
    findings: impl Iterator<Item = &'f Finding>,
) -> impl Iterator<Item = Severity> {
    findings
        .filter(|finding| !finding.is_suppressed())
        .map(|finding| finding.severity)
}
