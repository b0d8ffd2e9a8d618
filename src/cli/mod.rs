//! The command line: one file per verb, arguments, exit codes, and the only place that prints.

mod args;
mod assume;
mod check;
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
pub use env::Env;

use args::Verb;

/// How a run ended. The numbers are a contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExitStatus {
    /// Nothing at or above the failing severity.
    Success = 0,
    /// Findings at or above it.
    Findings = 1,
    /// The input or the call is wrong.
    Usage = 2,
}

impl From<ExitStatus> for ExitCode {
    fn from(exit: ExitStatus) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a verb could not do its work: already told on the error stream, or still to be told.
#[derive(Debug)]
pub enum CliError {
    /// Told already.
    Reported,
    /// Words for the error stream, read after "error: ".
    Message(String),
    /// The reader of our output has gone; nobody is left to tell.
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

/// Parses the arguments of the process, does what they ask, and gives the exit code.
pub fn main() -> ExitCode {
    match Arguments::try_parse() {
        Ok(arguments) => run(&arguments, &mut Env::of_process()).into(),
        Err(error) => {
            let wrong = error.use_stderr();
            // Help and version go to standard output, errors to standard error.
            let printed = error.print();
            match (wrong, printed) {
                (false, Ok(())) => ExitStatus::Success,
                _ => ExitStatus::Usage,
            }
            .into()
        }
    }
}

/// Does what the arguments ask.
pub fn run(arguments: &Arguments, env: &mut Env) -> ExitStatus {
    let done = match &arguments.verb {
        Verb::Check(arguments) => check::run(arguments, env),
        Verb::Trace(arguments) => trace::run(arguments, env),
        Verb::Diff(arguments) => diff::run(arguments, env),
        Verb::Reconcile(arguments) => reconcile::run(arguments, env),
        Verb::Timeline(arguments) => timeline::run(arguments, env),
        Verb::Report(arguments) => report::run(arguments, env),
        Verb::Explain(arguments) => explain::run(arguments, env),
        Verb::Rules(arguments) => rules::run(arguments, env),
        Verb::Law(arguments) => law::run(arguments, env),
        Verb::Notice(arguments) => notice::run(arguments, env),
        Verb::Evidence(arguments) => citations::run(arguments, env),
        Verb::Schema(arguments) => schema::run(arguments, env),
        Verb::Init(arguments) => init::run(arguments, env),
        Verb::Completions(arguments) => completions::run(arguments, env),
    };
    match done {
        Ok(exit) => exit,
        Err(CliError::Reported) => ExitStatus::Usage,
        Err(CliError::BrokenPipe) => ExitStatus::Success,
        Err(CliError::Message(words)) => {
            env.complain(&words);
            ExitStatus::Usage
        }
    }
}
