//! `completions`: for shells.

use clap::{Args, Command};

use super::env::Env;
use super::errors::{CliError, ExitStatus};

/// Arguments of `completions`.
#[derive(Debug, Clone, Args)]
pub struct CompletionsArguments {
    /// The shell
    shell: clap_complete::Shell,
}

/// Prints the completions of `command` for a shell.
pub fn run(
    arguments: &CompletionsArguments,
    mut command: Command,
    env: &mut Env,
) -> Result<ExitStatus, CliError> {
    // Generated into memory first: the generator panics where it cannot write.
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, "fairnotice", &mut script);
    env.out.write_all(&script)?;
    env.out.flush()?;
    Ok(ExitStatus::Success)
}
