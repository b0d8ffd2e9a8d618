//! `notice`: what can be asked of the notice itself.

use clap::{Args, Subcommand};
use jiff::civil::Date;

use super::arguments::EstateArguments;
use super::env::Env;
use super::errors::{CliError, ExitStatus};
use super::load::{cannot_check, ready};
use super::outputs::OutputArguments;
use crate::engine::compare::notice::{DisclosureChange, disclosure_changes};
use crate::estate::model::Estate;
use crate::view::NoticeDiff;

/// Arguments of `notice`.
#[derive(Debug, Clone, Args)]
pub struct NoticeArguments {
    /// The command.
    #[command(subcommand)]
    verb: NoticeVerb,
}

/// What can be asked of the notice.
#[derive(Debug, Clone, Subcommand)]
pub enum NoticeVerb {
    /// Compare two versions: flows that the new one discloses or no longer discloses, and by which sentence
    Diff(DiffArguments),
}

/// Arguments of `notice diff`.
#[derive(Debug, Clone, Args)]
pub struct DiffArguments {
    /// The day on which the old version was published, as YYYY-MM-DD
    old: Date,
    /// The day on which the new version was published
    new: Date,
    #[command(flatten)]
    estate: EstateArguments,
    #[command(flatten)]
    outputs: OutputArguments<NoticeDiff<'static>>,
}

/// Does what is asked of the notice.
pub fn run(arguments: &NoticeArguments, env: &mut Env) -> Result<ExitStatus, CliError> {
    match &arguments.verb {
        NoticeVerb::Diff(arguments) => diff(arguments, env),
    }
}

/// Compares two versions; the exit code is 1 where the new one discloses less of some flow.
fn diff(arguments: &DiffArguments, env: &mut Env) -> Result<ExitStatus, CliError> {
    let outputs = arguments.outputs.parse()?;
    let mut ready = ready(arguments.estate.estate.as_deref(), env)?;
    let old = version(&ready.estate, arguments.old)?;
    let new = version(&ready.estate, arguments.new)?;
    let published = ready
        .estate
        .notices
        .get(new)
        .and_then(|notice| notice.published);
    let day = arguments.estate.as_of.unwrap_or(match published {
        Some(first) => first.max(env.today),
        None => env.today,
    });
    let changes = disclosure_changes(&mut ready.estate, day, old, new)
        .map_err(|error| cannot_check(error, &ready, env))?;
    let view = NoticeDiff::new(
        &ready.estate,
        &ready.sources,
        day,
        [old, new],
        &changes,
        &ready.root,
    );
    outputs.write(&view, env)?;
    Ok(if changes.iter().all(DisclosureChange::is_better) {
        ExitStatus::Success
    } else {
        ExitStatus::Findings
    })
}

/// The version that was published on a day.
fn version(estate: &Estate, day: Date) -> Result<usize, CliError> {
    let found = estate
        .notices
        .iter()
        .position(|notice| notice.published == Some(day));
    found.ok_or_else(|| {
        let days: Vec<String> = estate
            .notices
            .iter()
            .filter_map(|notice| Some(format!("`{}`", notice.published?)))
            .collect();
        CliError::Message(match days.len() {
            0 => "the estate has no notice with a day of publication".to_owned(),
            _ => format!(
                "no version of the notice was published on {day}; there is {}",
                days.join(", ")
            ),
        })
    })
}
