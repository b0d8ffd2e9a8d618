//! The command line: one file per verb, arguments, exit codes, and the only place that prints.

mod arguments;
mod assume;
mod check;
mod citations;
mod completions;
mod deployed;
mod diff;
mod edited;
mod env;
mod errors;
mod explain;
mod fail_on;
mod fix;
mod flow;
mod git;
mod import;
mod init;
mod law;
mod load;
mod notice;
mod notice_draft;
mod observe;
mod observed;
mod outputs;
mod pager;
mod panics;
mod party;
mod published;
mod questions;
mod reader;
mod reconcile;
mod report;
mod repository;
mod revision;
mod rules;
pub mod schema;
mod settle;
mod terms;
mod timeline;
mod trace;
mod vendors;
mod version;
mod watched;
mod write;

use std::borrow::Cow;
use std::io::Write as _;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};

pub use env::Env;
pub use errors::{CliError, ExitStatus};
pub use pager::{Pager, PagerVariables};

use crate::report::sanitize;

/// Checks data flows against a privacy notice and the law in force on a day.
#[derive(Debug, Parser)]
#[command(name = "fairnotice", version, about, max_term_width = 100)]
#[command(
    after_help = "Exit codes: 0 nothing at or above the failing severity, 1 findings, 2 invalid input or usage.\nThis is not legal advice."
)]
pub struct Arguments {
    /// Never show output in a pager.
    #[arg(long, global = true, hide_short_help = true)]
    pub no_pager: bool,
    /// The command.
    #[command(subcommand)]
    pub verb: Verb,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Check data flows against the privacy notice and the law
    Check(check::CheckArguments),
    /// Follow a category of data: every path, with country, role, basis and transfer mechanism of each step
    Trace(trace::TraceArguments),
    /// Compare two versions of an estate: findings, and sentences of the notice that become false
    Diff(diff::EstateDiffArguments),
    /// Write verified remedies into the files of an estate, and sentences for the notice into a draft
    Fix(fix::FixArguments),
    /// Compare deployed resources (plans, states, templates, inventories) with declared systems
    Reconcile(reconcile::ReconcileArguments),
    /// List which hosts were seen to receive data (visits, traces, logs), and whether that is declared and disclosed
    Observe(observe::ObserveArguments),
    /// Show when each flow was lawful and disclosed, and what changed
    Timeline(timeline::TimelineArguments),
    /// Write a register: transfers, record of processing, recipients, or coverage by the notice
    Report(report::ReportArguments),
    /// Explain a rule, or the derivation of a finding
    Explain(explain::ExplainArguments),
    /// List the rules
    Rules(rules::RulesArguments),
    /// Search the vocabulary for the term that a word means
    Terms(terms::TermsArguments),
    /// Search the table of vendors by name, host or cookie
    Vendors(vendors::VendorsArguments),
    /// List the rows of law, with their dates
    Law(law::LawArguments),
    /// Read a privacy notice, find its faults, or compare versions
    Notice(notice::NoticeArguments),
    /// Look up the links that the estate cites (the only command that uses the network)
    Evidence(citations::EvidenceArguments),
    /// Turn a page of sub-processors, a record of processing or descriptions of systems into a part of an estate to review
    Import(import::ImportArguments),
    /// Print the JSON Schemas of the file formats
    Schema(schema::SchemaArguments),
    /// Write an estate to start from: a small one, or one made of a notice, a page of sub-processors, a record, a plan
    Init(init::InitArguments),
    /// Add a party to an estate
    Party(party::PartyArguments),
    /// Add a flow to an estate
    Flow(flow::FlowArguments),
    /// List what is open in an estate, the most valuable first, and write answers into its files
    Questions(questions::QuestionsArguments),
    /// Print completions for a shell
    Completions(completions::CompletionsArguments),
}

/// Parses the arguments of the process, does what they ask, and gives the exit code.
pub fn main() -> ExitCode {
    panics::keep_those_of_readers_quiet();
    match Arguments::try_parse() {
        Ok(arguments) => run(&arguments, &mut Env::of_process()).into(),
        Err(error) => {
            let wrong = error.use_stderr();
            match (wrong, print(&error)) {
                (false, Ok(())) => ExitStatus::Success,
                _ => ExitStatus::Usage,
            }
            .into()
        }
    }
}

/// Prints help and version to standard output, and what is wrong with the arguments to standard error. An argument
/// that is quoted there is made harmless: a job may take it from a file that others write.
fn print(error: &clap::Error) -> std::io::Result<()> {
    let plain = error.render().to_string();
    let lines: Vec<_> = plain.lines().map(sanitize).collect();
    if lines.iter().all(|line| matches!(line, Cow::Borrowed(_))) {
        return error.print();
    }
    let mut err = std::io::stderr().lock();
    lines.iter().try_for_each(|line| writeln!(err, "{line}"))
}

/// Does what the arguments ask.
pub fn run(arguments: &Arguments, env: &mut Env) -> ExitStatus {
    if arguments.no_pager {
        env.pager = None;
    }
    let done = match &arguments.verb {
        Verb::Check(arguments) => check::run(arguments, env),
        Verb::Trace(arguments) => trace::run(arguments, env),
        Verb::Diff(arguments) => diff::run(arguments, env),
        Verb::Fix(arguments) => fix::run(arguments, env),
        Verb::Reconcile(arguments) => reconcile::run(arguments, env),
        Verb::Observe(arguments) => observe::run(arguments, env),
        Verb::Timeline(arguments) => timeline::run(arguments, env),
        Verb::Report(arguments) => report::run(arguments, env),
        Verb::Explain(arguments) => explain::run(arguments, env),
        Verb::Rules(arguments) => rules::run(arguments, env),
        Verb::Terms(arguments) => terms::run(arguments, env),
        Verb::Vendors(arguments) => vendors::run(arguments, env),
        Verb::Law(arguments) => law::run(arguments, env),
        Verb::Notice(arguments) => notice::run(arguments, env),
        Verb::Evidence(arguments) => citations::run(arguments, env),
        Verb::Import(arguments) => import::run(arguments, env),
        Verb::Schema(arguments) => schema::run(arguments, env),
        Verb::Init(arguments) => init::run(arguments, env),
        Verb::Party(arguments) => party::run(arguments, env),
        Verb::Flow(arguments) => flow::run(arguments, env),
        Verb::Questions(arguments) => questions::run(arguments, env),
        Verb::Completions(arguments) => completions::run(arguments, Arguments::command(), env),
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
