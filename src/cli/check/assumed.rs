//! `check` of an estate with proposals and scenarios: both are judged, and what differs decides.

use std::collections::BTreeSet;
use std::path::PathBuf;

use jiff::civil::Date;

use super::{CheckArguments, check_filters, judged, load, planned, wants_flow};
use crate::cli::assume::assuming;
use crate::cli::env::Env;
use crate::cli::errors::{CliError, ExitStatus};
use crate::cli::fail_on::severities;
use crate::cli::load::cannot_check;
use crate::cli::outputs::Outputs;
use crate::cli::repository::within_repository;
use crate::engine::check::Outcome;
use crate::engine::compare::Side;
use crate::engine::timeline::earliest;
use crate::estate::ScenarioFile;
use crate::estate::model::{Estate, FlowRecord, Severity, ShapeIx};
use crate::project::Project;
use crate::report::CheckReport;
use crate::view::{AssumedReport, EarliestView, Report, VariantView};

/// What was laid over an estate, and what it had without.
#[derive(Clone, Copy)]
pub(super) struct Laid<'a> {
    pub actual: &'a Estate,
    pub files: &'a [ScenarioFile],
    pub before: &'a Outcome,
}

/// Judges the estate as it is and with its scenarios. New and changed findings decide the exit code.
pub(super) fn run_assuming(
    arguments: &CheckArguments,
    outputs: &Outputs,
    env: &mut Env,
) -> Result<ExitStatus, CliError> {
    let named = arguments.estate.named();
    let at = arguments.estate.estate.as_deref();
    let mut both = assuming(at, (&arguments.assume, &arguments.with), env)?;
    // What scenarios add can be asked for as well, and what they end is still known.
    check_filters(arguments, &both.assumed)?;
    let day = arguments.estate.as_of.unwrap_or(both.day);
    load(arguments, &mut both.actual, env)?;
    let as_declared = CheckArguments {
        suggest: false,
        ..arguments.clone()
    };
    let before = judged(&as_declared, (&both.actual, None), day, env)?;
    load(arguments, &mut both.assumed, env)?;
    let laid = Laid {
        actual: &both.actual.estate,
        files: &both.laid,
        before: &before,
    };
    let (after, plan) = planned(arguments, (&both.assumed, Some(laid)), day, env)?;
    let (actual, assumed) = (&both.actual.estate, &both.assumed.estate);
    let named_files = |files: &[PathBuf]| -> Vec<String> {
        let names = files.iter().map(|path| path.to_string_lossy().into_owned());
        names.collect()
    };
    let within = within_repository(&env.folder);
    let assumed_view = |outcome| {
        Report::of(&both.assumed, outcome)
            .called_with(named.as_deref(), Some(day))
            .assuming(named_files(&arguments.assume).into_iter())
            .with(named_files(&arguments.with).into_iter())
            .with_deployed(arguments.files(), &arguments.regions.region)
            .requiring(arguments.require)
            .with_observed(arguments.observed.files())
            .within(within.clone())
    };
    let mut compared = AssumedReport::new(
        (
            Report::of(&both.actual, &before).within(within.clone()),
            Side {
                estate: actual,
                rules: &both.actual.rules,
                sources: &both.actual.sources,
                outcome: &before,
            },
        ),
        (
            assumed_view(&after),
            Side {
                estate: assumed,
                rules: &both.assumed.rules,
                sources: &both.assumed.sources,
                outcome: &after,
            },
        ),
        &both.assumptions,
        |flow| wants_flow(arguments, assumed, flow) || wants_flow(arguments, actual, flow),
    )
    .map_err(|error| cannot_check(error, &both.assumed, env))?;
    if arguments.suggest {
        compared.variant = plan.as_ref().and_then(VariantView::of);
        compared.earliest = earliest_of((&both.actual, &both.assumed), &compared, day, env)?;
    }
    let found = &compared.compared.findings;
    let brought = after.findings.iter();
    let brought = brought.filter(|finding| found.is_new_or_worse(&finding.id));
    let exit = arguments.fail_on.status(severities(brought));
    // Formats for build servers take it as they take a baseline.
    let mut marked = after.clone();
    for finding in &mut marked.findings {
        finding.known = !found.is_new_or_worse(&finding.id);
    }
    let mut change = assumed_view(&marked);
    change.gone = found.resolved.len();
    let view = CheckReport {
        report: change,
        compared: Some(compared),
        failing: arguments.fail_on.least(),
        statistics: false,
    };
    outputs.write(&view, env)?;
    Ok(exit)
}

/// From when on the flows that are added, or that new errors are about, are lawful and disclosed; `None` where there are
/// none of either.
fn earliest_of(
    (actual, assumed): (&Project, &Project),
    compared: &AssumedReport<'_>,
    day: Date,
    env: &mut Env,
) -> Result<Option<EarliestView>, CliError> {
    let known: BTreeSet<&str> = actual.estate.flows.iter().map(|it| &*it.id).collect();
    let errors = compared.compared.new_findings().into_iter();
    let errors = errors.filter(|it| it.severity == Severity::Error && !it.is_suppressed());
    let wrong: BTreeSet<&str> = errors
        .flat_map(|it| it.flows.iter().map(|it| &**it))
        .collect();
    let flows = assumed.estate.flows.iter();
    let is_added = |it: &FlowRecord| !known.contains(&*it.id);
    let concerned: Vec<&FlowRecord> = flows
        .filter(|it| is_added(it) || wrong.contains(&*it.id))
        .collect();
    let shapes: BTreeSet<ShapeIx> = concerned.iter().map(|it| it.shape).collect();
    if shapes.is_empty() {
        return Ok(None);
    }
    // What the proposal adds may have been switched on before. What ran already is wrong only with the proposal.
    let since = concerned.iter().map(|it| {
        let from = assumed.estate.shape(it.shape).lifecycle.period.from;
        from.filter(|_| is_added(it)).unwrap_or(day)
    });
    let since = since.min().unwrap_or(day);
    let found = earliest(&assumed.estate, &assumed.rules, (since, day), &shapes);
    let found = found.map_err(|error| cannot_check(error, assumed, env))?;
    Ok(found.map(|it| EarliestView::of(&it, day)))
}
