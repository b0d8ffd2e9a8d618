//! `completions`: for shells.

use clap::CommandFactory;

use super::args::{Arguments, CompletionsArguments};
use super::{Edge, Exit, Failure};

/// Prints the completions of a shell.
pub fn run(arguments: &CompletionsArguments, edge: &mut Edge) -> Result<Exit, Failure> {
    // Generated into memory first: the generator panics where it cannot write.
    let mut script = Vec::new();
    clap_complete::generate(
        arguments.shell,
        &mut Arguments::command(),
        "fairnotice",
        &mut script,
    );
    edge.out.write_all(&script)?;
    edge.out.flush()?;
    Ok(Exit::Clean)
}
