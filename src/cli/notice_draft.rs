//! `notice draft`: what the notice lacks, as sentences that were verified.

use clap::Args;
use jiff::civil::Date;

use super::arguments::EstateArguments;
use super::env::Env;
use super::errors::{CliError, ExitStatus};
use super::load::{cannot_check, ready};
use super::outputs::OutputArguments;
use super::settle::without;
use crate::engine::as_of::CheckError;
use crate::engine::remedies::{Checked, Suggestions};
use crate::estate::vocabulary::Matter;
use crate::input::{EditedFiles, ReadFiles};
use crate::project::Project;
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
    let mut view = drafts(&project, day).map_err(|error| cannot_check(error, &project, env))?;
    // What the statements leave open is asked for; what they would lack if they were all is what to ask.
    if let Some(complete) = complete(&project)
        && let Ok(complete) = drafts(&complete, day)
    {
        view.ask(complete);
    }
    outputs.write(&view, env)?;
    Ok(ExitStatus::Success)
}

fn drafts(project: &Project, day: Date) -> Result<NoticeDrafts, CheckError> {
    let outcome = project.check(day).run()?;
    let checked = Checked::declared(project.check(day), &outcome);
    let found = Suggestions::of(checked, concerns_notice).remedies();
    Ok(NoticeDrafts::new(
        &project.estate,
        day,
        &outcome.findings,
        &found,
    ))
}

/// The project as if all statements of its notice were recorded, where it states that they are not.
fn complete(project: &Project) -> Option<Project> {
    if !project.estate.leaves_open(Matter::Statements) {
        return None;
    }
    let (first, _) = project.sources.locate(project.estate.root)?;
    let word = "statements";
    let texts = without(word, &project.sources, first).pop()?;
    let read = ReadFiles::new(&project.sources);
    let files = EditedFiles::new(&read, &texts);
    Project::load(&files, first).ok()
}
