//! `diff`: two versions of an estate, folders or revisions.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use super::env::Env;
use super::errors::{CliError, ExitStatus};
use super::fail_on::FailOn;
use super::load::{cannot_check, ready};
use super::outputs::OutputArguments;
use super::version::{version, without_own_omissions, without_own_waivers};
use crate::engine::check::Outcome;
use crate::engine::compare::Side;
use crate::project::Project;
use crate::view::{DiffReport, Report};

/// Arguments of `diff`.
#[derive(Debug, Clone, Default, Args)]
pub struct EstateDiffArguments {
    /// The first version: a folder, or a revision of git (`git:` before it where a folder has the name)
    base: String,
    /// The second version; by default the estate in the working tree
    head: Option<String>,
    /// The estate whose revisions are compared; by default the nearest one upwards
    #[arg(long, value_name = "ESTATE")]
    estate: Option<PathBuf>,
    /// The day to check both, as YYYY-MM-DD; by default today
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    #[command(flatten)]
    outputs: OutputArguments<DiffReport<'static>>,
    /// Exit with code 1 if any new or changed finding is at least this severe
    #[arg(long, value_enum, default_value_t, value_name = "SEVERITY")]
    fail_on: FailOn,
}

/// Compares two versions; new and changed findings decide the exit code.
pub fn run(arguments: &EstateDiffArguments, env: &mut Env) -> Result<ExitStatus, CliError> {
    let outputs = arguments.outputs.parse()?;
    let at = arguments.estate.as_deref();
    let base = version(&arguments.base, at, env)?;
    let mut head = match &arguments.head {
        Some(head) => version(head, at, env)?,
        None => ready(at, env)?,
    };
    without_own_omissions((&arguments.base, &base), &mut head, env);
    let day = arguments.as_of.unwrap_or(env.today);
    let judged = |side: &Project, env: &mut Env| {
        let outcome = side.check(day).run();
        outcome.map_err(|error| cannot_check(error, side, env))
    };
    let before = judged(&base, env)?;
    let mut after = judged(&head, env)?;
    without_own_waivers((&arguments.base, &base), &head, &mut after.findings, env);
    // What can be explained again: a folder, which a revision is not.
    let folder = match &arguments.head {
        None => at.map(|path| path.to_string_lossy().into_owned()),
        Some(head) => Some(head.clone()),
    };
    let head_view = Report::of(&head, &after).called_with(folder.as_deref(), arguments.as_of);
    let named = arguments.head.as_deref().unwrap_or("the working tree");
    let names = (arguments.base.clone(), named.to_owned());
    let diff = DiffReport::new(
        names,
        (Report::of(&base, &before), side(&base, &before)),
        (head_view, side(&head, &after)),
    )
    .map_err(|error| cannot_check(error, &head, env))?;
    let exit = arguments
        .fail_on
        .status(diff.brought().map(|finding| finding.severity));
    outputs.write(&diff, env)?;
    Ok(exit)
}

fn side<'a>(ready: &'a Project, outcome: &'a Outcome) -> Side<'a> {
    Side {
        estate: &ready.estate,
        sources: &ready.sources,
        rules: &ready.rules,
        outcome,
    }
}
