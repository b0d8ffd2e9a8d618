//! `notice draft`: what the notice lacks, as sentences that were verified.

use clap::Args;

use super::arguments::EstateArguments;
use super::env::Env;
use super::errors::{CliError, ExitStatus};
use super::load::{cannot_check, ready};
use super::outputs::OutputArguments;
use crate::engine::remedies::{self, Checked};
use crate::view::{NoticeDrafts, concerns_notice};

/// Arguments of `notice draft`.
#[derive(Debug, Clone, Args)]
pub struct DraftArguments {
    #[command(flatten)]
    estate: EstateArguments,
    #[command(flatten)]
    outputs: OutputArguments<NoticeDrafts>,
}

/// Writes the sentences; that a notice lacks some is for `check` to fail on.
pub fn run(arguments: &DraftArguments, env: &mut Env) -> Result<ExitStatus, CliError> {
    let outputs = arguments.outputs.parse()?;
    let project = ready(arguments.estate.estate.as_deref(), env)?;
    let day = arguments.estate.as_of.unwrap_or(env.today);
    let check = project.check(day);
    let outcome = check
        .run()
        .map_err(|error| cannot_check(error, &project, env))?;
    let checked = Checked::declared(project.check(day), &outcome);
    let found = remedies::suggestions(checked, concerns_notice);
    let view = NoticeDrafts::new(&project.estate, day, &outcome.findings, &found);
    outputs.write(&view, env)?;
    Ok(ExitStatus::Success)
}
