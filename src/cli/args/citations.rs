//! The arguments of `evidence`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{FailOn, TableFormat};

/// Arguments of `evidence`.
#[derive(Debug, Clone, Args)]
pub struct EvidenceArguments {
    /// What to do.
    #[command(subcommand)]
    pub verb: EvidenceVerb,
}

/// What can be done with evidence.
#[derive(Debug, Clone, Subcommand)]
pub enum EvidenceVerb {
    /// Look up every link that the estate cites, and write what was seen into evidence.lock
    Check(EvidenceCheckArguments),
}

/// Arguments of `evidence check`.
#[derive(Debug, Clone, Default, Args)]
pub struct EvidenceCheckArguments {
    /// The estate: a folder with a `fairnotice.yaml`, or that file; else the nearest one upwards
    pub estate: Option<PathBuf>,
    /// Take the text that this link leads to by now for the one that it is cited for (repeatable)
    #[arg(long, value_name = "LINK")]
    pub accept: Vec<String>,
    /// The format of what is printed
    #[arg(long, value_enum, default_value_t)]
    pub format: TableFormat,
    /// Write the report to a file as well, in the format of its extension (.txt, .json)
    #[arg(long, value_name = "FILE")]
    pub output: Vec<PathBuf>,
    /// The least severity that makes the exit code 1
    #[arg(long, value_enum, default_value_t, value_name = "SEVERITY")]
    pub fail_on: FailOn,
}
