//! `observe`: which hosts were seen to receive data, whose they are, and whether that is declared and disclosed.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::civil::Date;

use super::env::Env;
use super::errors::{CliError, ExitStatus};
use super::fail_on::{FailOn, severities};
use super::load::{cannot_check, is_within_an_estate, ready, report_errors};
use super::observed::{ObservedArguments, load_observed, observations};
use super::outputs::{OutputArguments, Outputs};
use crate::engine::observed::Observations;
use crate::input::SourceMap;
use crate::vendors::Vendors;
use crate::view::{ObserveReport, Report};

/// Arguments of `observe`.
#[derive(Debug, Clone, Default, Args)]
pub struct ObserveArguments {
    /// What was seen: a visit that a browser saved (HAR), an inspection of the Website Evidence Collector, a
    /// Content-Security-Policy, traces of OpenTelemetry as JSON, events of OpenLineage, or edges as CSV or NDJSON
    #[arg(required_unless_present = "before_consent", value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What was seen before anybody gave consent (repeatable)
    #[arg(long, value_name = "FILE")]
    before_consent: Vec<PathBuf>,
    /// The estate to compare with; by default the nearest one upwards; without an estate, hosts are only listed
    #[arg(long, value_name = "ESTATE")]
    estate: Option<PathBuf>,
    /// The day to check, as YYYY-MM-DD; by default today
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    #[command(flatten)]
    outputs: OutputArguments<ObserveReport<'static>>,
    /// Exit with code 1 if any finding is at least this severe
    #[arg(long, value_enum, default_value_t, value_name = "SEVERITY")]
    fail_on: FailOn,
}

/// Lists whom hosts belong to and, with an estate, what differs from it.
pub fn run(arguments: &ObserveArguments, env: &mut Env) -> Result<ExitStatus, CliError> {
    let outputs = arguments.outputs.parse()?;
    let day = arguments.as_of.unwrap_or(env.today);
    let named = arguments.estate.as_deref();
    if named.is_none() && !is_within_an_estate(env) {
        return alone(arguments, day, &outputs, env);
    }
    let mut ready = ready(named, env)?;
    let files = ObservedArguments {
        observed: arguments.files.clone(),
        before_consent: arguments.before_consent.clone(),
    };
    load_observed(&files, named, &mut ready, env)?;
    let Some(observed) = &ready.observed else {
        return Err(CliError::Message("no file is named".to_owned()));
    };
    let outcome = ready
        .check(day)
        .observe()
        .map_err(|error| cannot_check(error, &ready, env))?;
    let estate_name = named.map(Path::to_string_lossy);
    let findings = Report::of(&ready, &outcome)
        .called_with(estate_name.as_deref(), arguments.as_of)
        .with_observed(files.files());
    let view = ObserveReport::compared(
        observed,
        (&ready.estate, day),
        (&ready.sources, &ready.root),
        findings,
    )
    .map_err(|error| cannot_check(error, &ready, env))?;
    let exit = arguments
        .fail_on
        .status(severities(outcome.findings.iter()));
    outputs.write(&view, env)?;
    Ok(exit)
}

/// Without an estate: whom hosts belong to, by the table of vendors.
fn alone(
    arguments: &ObserveArguments,
    day: Date,
    outputs: &Outputs,
    env: &mut Env,
) -> Result<ExitStatus, CliError> {
    let mut sources = SourceMap::new();
    let vendors = Vendors::builtin().map_err(|errors| report_errors(&errors, &sources, "", env))?;
    let folder = env.folder.clone();
    let files = (&*arguments.files, &*arguments.before_consent);
    let found = observations(files, (&folder, ""), &mut sources, env)?;
    let observed = Observations::new(&sources, found, vendors);
    outputs.write(&ObserveReport::alone(&observed, day, &sources), env)?;
    Ok(ExitStatus::Success)
}
