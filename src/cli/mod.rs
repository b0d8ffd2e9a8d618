//! The command line: one file per verb, arguments, exit codes, and the only place that prints.

mod args;
mod assume;
mod check;
#[cfg(feature = "network")]
mod citations;
mod completions;
mod deployed;
mod diff;
mod env;
mod explain;
mod git;
mod init;
mod law;
mod load;
mod notice;
mod output;
mod reconcile;
mod report;
mod rules;
pub mod schema;
mod timeline;
mod trace;

use std::process::ExitCode;

use clap::Parser;

pub use args::Arguments;
pub use env::Edge;

use args::Verb;

/// How a run ended. The numbers are a contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Nothing at or above the failing severity.
    Clean = 0,
    /// Findings at or above it.
    Findings = 1,
    /// The input or the call is wrong.
    Wrong = 2,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a verb could not do its work: already told on the error stream, or still to be told.
#[derive(Debug)]
pub enum Failure {
    /// Told already.
    Told,
    /// Words for the error stream, read after "error: ".
    Say(String),
    /// The reader of our output has gone; nobody is left to tell.
    Pipe,
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::BrokenPipe => Self::Pipe,
            _ => Self::Say(format!("cannot write: {error}")),
        }
    }
}

/// Parses the arguments of the process, does what they ask, and gives the exit code.
pub fn main() -> ExitCode {
    match Arguments::try_parse() {
        Ok(arguments) => run(&arguments, &mut Edge::of_process()).into(),
        Err(error) => {
            let wrong = error.use_stderr();
            // Help and version go to standard output, errors to standard error.
            let printed = error.print();
            match (wrong, printed) {
                (false, Ok(())) => Exit::Clean,
                _ => Exit::Wrong,
            }
            .into()
        }
    }
}

/// Does what the arguments ask.
pub fn run(arguments: &Arguments, edge: &mut Edge) -> Exit {
    let done = match &arguments.verb {
        Verb::Check(arguments) => check::run(arguments, edge),
        Verb::Trace(arguments) => trace::run(arguments, edge),
        Verb::Diff(arguments) => diff::run(arguments, edge),
        Verb::Reconcile(arguments) => reconcile::run(arguments, edge),
        Verb::Timeline(arguments) => timeline::run(arguments, edge),
        Verb::Report(arguments) => report::run(arguments, edge),
        Verb::Explain(arguments) => explain::run(arguments, edge),
        Verb::Rules(arguments) => rules::run(arguments, edge),
        Verb::Law(arguments) => law::run(arguments, edge),
        Verb::Notice(arguments) => notice::run(arguments, edge),
        #[cfg(feature = "network")]
        Verb::Evidence(arguments) => citations::run(arguments, edge),
        #[cfg(not(feature = "network"))]
        Verb::Evidence(_) => Err(Failure::Say(without("network", "use the network"))),
        Verb::Schema(arguments) => schema::run(arguments, edge),
        Verb::Init(arguments) => init::run(arguments, edge),
        Verb::Completions(arguments) => completions::run(arguments, edge),
    };
    match done {
        Ok(exit) => exit,
        Err(Failure::Told) => Exit::Wrong,
        Err(Failure::Pipe) => Exit::Clean,
        Err(Failure::Say(words)) => {
            edge.complain(&words);
            Exit::Wrong
        }
    }
}

/// What a build lacks without a feature.
#[cfg(not(all(feature = "network", feature = "xlsx")))]
fn without(feature: &str, what: &str) -> String {
    format!("this build cannot {what}: it was made without the feature `{feature}`")
}
