//! `import`: what somebody published or keeps, as a part of an estate to review.

pub mod ropa;
mod subprocessors;
pub mod systems;
pub mod tables;

use clap::{Args, Subcommand};

use super::env::Env;
use super::errors::{CliError, ExitStatus};

/// Arguments of `import`.
#[derive(Debug, Clone, Args)]
pub struct ImportArguments {
    /// The command.
    #[command(subcommand)]
    verb: ImportVerb,
}

/// What can be imported.
#[derive(Debug, Clone, Subcommand)]
pub enum ImportVerb {
    /// Read a page of sub-processors: parties and systems, and stubs of contracts and flows
    Subprocessors(subprocessors::SubprocessorsArguments),
    /// Read a record of processing from a sheet: services, flows and recipients
    Ropa(ropa::RopaArguments),
    /// Read descriptions of systems by Fides, CycloneDX, Backstage or OpenAPI: systems, parties, and flows as far as they
    /// say them
    Systems(systems::SystemsArguments),
}

/// Does what is asked.
pub fn run(arguments: &ImportArguments, env: &mut Env) -> Result<ExitStatus, CliError> {
    match &arguments.verb {
        ImportVerb::Subprocessors(arguments) => subprocessors::run(arguments, env),
        ImportVerb::Ropa(arguments) => ropa::run(arguments, env),
        ImportVerb::Systems(arguments) => systems::run(arguments, env),
    }
}
