//! `completions`: for shells.

use clap::CommandFactory;

use super::args::{Arguments, CompletionsArguments};
use super::{CliError, Env, ExitStatus};

/// Prints the completions of a shell.
pub fn run(arguments: &CompletionsArguments, env: &mut Env) -> Result<ExitStatus, CliError> {
    // Generated into memory first: the generator panics where it cannot write.
    let mut script = Vec::new();
    clap_complete::generate(
        arguments.shell,
        &mut Arguments::command(),
        "fairnotice",
        &mut script,
    );
    env.out.write_all(&script)?;
    env.out.flush()?;
    Ok(ExitStatus::Success)
}
