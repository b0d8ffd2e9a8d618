//! `evidence`: looking up what an estate cites. The only verb that goes to the network.

#[cfg(feature = "network")]
mod check;

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::env::Env;
use super::errors::{CliError, ExitStatus};
use super::fail_on::FailOn;
use super::outputs::OutputArguments;
use crate::view::EvidenceReport;

/// Arguments of `evidence`.
#[derive(Debug, Clone, Args)]
pub struct EvidenceArguments {
    /// What to do.
    #[command(subcommand)]
    verb: EvidenceVerb,
}

/// What can be done with evidence.
#[derive(Debug, Clone, Subcommand)]
pub enum EvidenceVerb {
    /// Look up every link that the estate cites, and write the results to evidence.lock
    Check(EvidenceCheckArguments),
}

/// Arguments of `evidence check`.
#[derive(Debug, Clone, Default, Args)]
pub struct EvidenceCheckArguments {
    /// The estate: a folder with a `fairnotice.yaml`, or that file; by default the nearest one upwards
    estate: Option<PathBuf>,
    /// Record the current text of this link as the cited one (repeatable)
    #[arg(long, value_name = "LINK")]
    accept: Vec<String>,
    /// Stop after this many seconds: what was seen by then is kept, and the exit code is 2
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(1..))]
    deadline: Option<u32>,
    #[command(flatten)]
    outputs: OutputArguments<EvidenceReport<'static>>,
    /// Exit with code 1 if any finding is at least this severe
    #[arg(long, value_enum, default_value_t, value_name = "SEVERITY")]
    fail_on: FailOn,
}

/// Does what is asked.
///
/// # Errors
/// A link or an estate that cannot be read, and always in a build without the feature `network`.
#[cfg_attr(
    not(feature = "network"),
    expect(unused_variables, reason = "no link is looked up")
)]
pub fn run(arguments: &EvidenceArguments, env: &mut Env) -> Result<ExitStatus, CliError> {
    match &arguments.verb {
        #[cfg(feature = "network")]
        EvidenceVerb::Check(arguments) => check::check_links(arguments, env),
        #[cfg(not(feature = "network"))]
        EvidenceVerb::Check(_) => Err(CliError::Message(
            "this build cannot use the network: it was made without the feature `network`"
                .to_owned(),
        )),
    }
}
