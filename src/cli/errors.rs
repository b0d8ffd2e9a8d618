//! How a run ends: the exit status, and the errors that stop a verb.

use std::process::ExitCode;

/// How a run ended. The numbers are a contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExitStatus {
    /// Nothing at or above the failing severity.
    Success = 0,
    /// Findings at or above it.
    Findings = 1,
    /// Invalid input or usage.
    Usage = 2,
}

impl From<ExitStatus> for ExitCode {
    fn from(exit: ExitStatus) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a verb failed: already reported on the error stream, or still to be reported.
#[derive(Debug)]
pub enum CliError {
    /// Already reported.
    Reported,
    /// Words for the error stream, read after "error: ".
    Message(String),
    /// The reader of the output has closed it: there is nothing more to write.
    BrokenPipe,
}

impl From<std::io::Error> for CliError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::BrokenPipe => Self::BrokenPipe,
            _ => Self::Message(format!("cannot write: {error}")),
        }
    }
}
