//! `reconcile`: declared against deployed.

use std::path::{Path, PathBuf};

use clap::Args;
use jiff::civil::Date;

use super::deployed::{RegionArguments, deployments, load_deployment};
use super::env::Env;
use super::errors::{CliError, ExitStatus};
use super::fail_on::{FailOn, severities};
use super::load::{cannot_check, is_within_an_estate, ready, report_errors};
use super::outputs::{OutputArguments, Outputs};
use crate::import::Tables;
use crate::input::SourceMap;
use crate::law::{Law, Regime};
use crate::taxonomy::Country;
use crate::view::{ReconcileReport, Report};

/// Arguments of `reconcile`.
#[derive(Debug, Clone, Default, Args)]
pub struct ReconcileArguments {
    /// What is deployed: plans and states (the output of `terraform show -json` or `tofu show -json`, or a
    /// state file), templates of CloudFormation and ARM, previews and stacks of Pulumi, manifests, inventories of clouds
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    regions: RegionArguments,
    /// The estate to compare with; by default the nearest one upwards; without an estate, resources
    /// are only listed
    #[arg(long, value_name = "ESTATE")]
    estate: Option<PathBuf>,
    /// The day to check, as YYYY-MM-DD; by default today
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    #[command(flatten)]
    outputs: OutputArguments<ReconcileReport<'static>>,
    /// Exit with code 1 if any finding is at least this severe
    #[arg(long, value_enum, default_value_t, value_name = "SEVERITY")]
    fail_on: FailOn,
}

/// Lists where everything is and, with an estate, what differs from it.
pub fn run(arguments: &ReconcileArguments, env: &mut Env) -> Result<ExitStatus, CliError> {
    let outputs = arguments.outputs.parse()?;
    let day = arguments.as_of.unwrap_or(env.today);
    let named = arguments.estate.as_deref();
    if named.is_none() && !is_within_an_estate(env) {
        return alone(arguments, &outputs, env);
    }
    let mut ready = ready(named, env)?;
    load_deployment(
        (&arguments.files, &arguments.regions),
        named,
        &mut ready,
        env,
    )?;
    let Some(deployed) = &ready.deployed else {
        return Err(CliError::Message("no file is named".to_owned()));
    };
    let outcome = ready
        .check(day)
        .reconcile()
        .map_err(|error| cannot_check(error, &ready, env))?;
    let as_of =
        Tables::builtin().map_err(|errors| report_errors(&errors, &SourceMap::new(), "", env))?;
    let law = &ready.estate.law;
    let inside = |country: Country| is_inside(law, country, day);
    let estate_name = named.map(Path::to_string_lossy);
    let findings = Report::of(&ready, &outcome)
        .called_with(estate_name.as_deref(), arguments.as_of)
        .with_deployed(
            arguments.files.iter().map(|path| path.to_string_lossy()),
            &arguments.regions.region,
        );
    let view = ReconcileReport::new(
        &deployed.files,
        Some((deployed, &ready.estate)),
        &inside,
        day,
        &ready.sources,
        &ready.root,
    )
    .tables_as_of(as_of.as_of())
    .with(findings);
    let exit = arguments
        .fail_on
        .status(severities(outcome.findings.iter()));
    outputs.write(&view, env)?;
    Ok(exit)
}

/// Without an estate: where everything lies.
fn alone(
    arguments: &ReconcileArguments,
    outputs: &Outputs,
    env: &mut Env,
) -> Result<ExitStatus, CliError> {
    let day = arguments.as_of.unwrap_or(env.today);
    let mut sources = SourceMap::new();
    let law =
        Law::builtin(&mut sources).map_err(|errors| report_errors(&errors, &sources, "", env))?;
    let folder = env.folder.clone();
    let files = (arguments.files.as_slice(), &arguments.regions);
    let (tables, found) = deployments(files, (&folder, ""), &mut sources, env)?;
    let inside = |country: Country| is_inside(&law, country, day);
    let view =
        ReconcileReport::new(&found, None, &inside, day, &sources, "").tables_as_of(tables.as_of());
    outputs.write(&view, env)?;
    Ok(ExitStatus::Success)
}

/// Whether a country is inside the UK or the EEA.
fn is_inside(law: &Law, country: Country, day: jiff::civil::Date) -> bool {
    Regime::ALL
        .iter()
        .any(|regime| law.inside(*regime, country.as_str(), day))
}
