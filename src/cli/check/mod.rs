//! `check`: judge an estate.

mod assumed;

use std::borrow::Cow;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use jiff::civil::Date;

use self::assumed::{Laid, run_assuming};
use crate::cli::arguments::EstateArguments;
use crate::cli::deployed::{RegionArguments, load_deployment};
use crate::cli::env::Env;
use crate::cli::errors::{CliError, ExitStatus};
use crate::cli::fail_on::{FailOn, severities};
use crate::cli::load::{cannot_check, cannot_read, ready};
use crate::cli::observed::{ObservedArguments, load_observed};
use crate::cli::outputs::OutputArguments;
use crate::cli::repository::within_repository;
use crate::cli::version::{at_revision, without_own_omissions, without_own_waivers};
use crate::cli::write::write_file;
use crate::engine::check::Outcome;
use crate::engine::compare::baseline::Baseline;
use crate::engine::finding::{FAULT_RULE, Finding};
use crate::engine::remedies::{self, Plan};
use crate::estate::model::{Estate, Severity};
use crate::input::{counted, nearest, read_given, text_of};
use crate::project::Project;
use crate::report;
use crate::report::CheckReport;
use crate::view::Report;

/// Arguments of `check`.
#[derive(Debug, Clone, Default, Args)]
pub struct CheckArguments {
    #[command(flatten)]
    estate: EstateArguments,
    /// Apply a proposal to the estate (repeatable); only findings that are new or worse decide the exit code
    #[arg(long, value_name = "FILE")]
    with: Vec<PathBuf>,
    /// Apply a scenario to the estate and the law (repeatable); without `--as-of` the day is then
    /// the latest that a scenario names, or today
    #[arg(long, value_name = "FILE")]
    assume: Vec<PathBuf>,
    /// Include what is deployed (repeatable): a plan or a state (the output of `terraform show -json`, or a state
    /// file), a template of CloudFormation or ARM, a preview or a stack of Pulumi, manifests of Kubernetes, or an inventory of a cloud
    #[arg(long, value_name = "FILE")]
    deployed: Vec<PathBuf>,
    #[command(flatten)]
    regions: RegionArguments,
    /// The files of `--deployed` must hold at least this many resources that systems match
    #[arg(long, value_name = "N", requires = "deployed")]
    require: Option<usize>,
    #[command(flatten)]
    observed: ObservedArguments,
    #[command(flatten)]
    outputs: OutputArguments<CheckReport<'static>>,
    /// Exit with code 1 if any finding is at least this severe
    #[arg(long, value_enum, default_value_t, value_name = "SEVERITY")]
    fail_on: FailOn,
    /// Ignore findings in this baseline, unless their state has changed
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Ignore findings that the estate has at this revision of git, unless their state has changed; what
    /// only newer waivers waive counts, and so does every finding on files of `--deployed` and `--observed`
    #[arg(long, value_name = "REV", conflicts_with_all = ["baseline", "write_baseline", "with", "assume"])]
    since: Option<String>,
    /// Write the findings to a file for `--baseline`; the exit code is then 0
    #[arg(long, value_name = "FILE")]
    write_baseline: Option<PathBuf>,
    /// Report what the estate does not record as an error
    #[arg(long)]
    strict: bool,
    /// Also show waived findings and those of the baseline, in a terminal
    #[arg(long)]
    show_suppressed: bool,
    /// Show how many findings each rule has, and not each finding
    #[arg(long, conflicts_with_all = ["format", "assume", "with"])]
    statistics: bool,
    /// Show changes that resolve findings: each was applied in memory and checked, and adds no other finding
    #[arg(long, conflicts_with_all = ["statistics", "write_baseline"])]
    suggest: bool,
    /// Only findings of this service
    #[arg(long, value_name = "ID")]
    service: Vec<String>,
    /// Only findings on this flow
    #[arg(long, value_name = "ID")]
    flow: Vec<String>,
    /// Only findings of this rule, or of this family of rules
    #[arg(long, value_name = "RULE")]
    rule: Vec<String>,
}

/// Judges the estate and reports; the exit code follows the findings, whatever the format.
pub fn run(arguments: &CheckArguments, env: &mut Env) -> Result<ExitStatus, CliError> {
    let outputs = arguments.outputs.parse()?;
    // For programs that write the change, edits are the answer.
    let arguments = &CheckArguments {
        suggest: arguments.suggest || outputs.have("agent"),
        ..arguments.clone()
    };
    let named = arguments.estate.named();
    if arguments.write_baseline.is_some() && is_filtered(arguments) {
        return Err(CliError::Message(
            "a baseline contains all findings: leave out `--service`, `--flow` and `--rule`"
                .to_owned(),
        ));
    }
    for path in arguments.with.iter().chain(&arguments.assume) {
        env.inputs.push(env.folder.join(path));
    }
    let baseline = match &arguments.baseline {
        Some(path) => Some(baseline(path, env)?),
        None => None,
    };
    if !arguments.assume.is_empty() || !arguments.with.is_empty() {
        if arguments.baseline.is_some() || arguments.write_baseline.is_some() {
            return Err(CliError::Message(
                "a comparison (`--assume`, `--with`) knows what is new by itself: leave out the baseline"
                    .to_owned(),
            ));
        }
        return run_assuming(arguments, &outputs, env);
    }
    let at = arguments.estate.estate.as_deref();
    let mut ready = ready(at, env)?;
    check_filters(arguments, &ready)?;
    let day = arguments.estate.as_of.unwrap_or(env.today);
    load(arguments, &mut ready, env)?;
    let since_when = arguments.since.as_deref();
    let before = since_when.map(|it| at_revision(it, at, env).map(|before| (it, before)));
    let before = before.transpose()?;
    if let Some(before) = &before {
        without_own_omissions((before.0, &before.1), &mut ready, env);
    }
    let mut outcome = judged(arguments, (&ready, None), day, env)?;
    let baseline = match &before {
        Some(before) => {
            let sides = ((before.0, &before.1), (&ready, &mut outcome));
            Some(since(arguments, sides, day, env)?)
        }
        None => baseline,
    };
    let gone = baseline.as_ref().map(|it| it.mark(&mut outcome.findings));
    let mut exit = arguments
        .fail_on
        .status(severities(outcome.findings.iter()));
    let mut view = Report::of(&ready, &outcome)
        .called_with(named.as_deref(), arguments.estate.as_of)
        .with_deployed(arguments.files(), &arguments.regions.region)
        .requiring(arguments.require)
        .with_observed(arguments.observed.files())
        .within(within_repository(&env.folder));
    if let Some(mut gone) = gone {
        // With a filter most of a baseline is out of sight, not gone.
        gone.retain(|_, _| !is_filtered(arguments));
        view = view.against_baseline(gone);
    }
    view.show_suppressed = arguments.show_suppressed;
    if let Some(path) = &arguments.write_baseline {
        outputs.sound(env, Some(path))?;
        write_file(&env.folder.join(path), |out| {
            report::write_baseline(&view, out)
        })?;
        wrote_baseline(&view, path, env);
        exit = ExitStatus::Success;
    }
    let baseline = arguments.baseline.as_ref();
    env.inputs.extend(baseline.map(|it| env.folder.join(it)));
    let view = CheckReport {
        report: view,
        compared: None,
        failing: arguments.fail_on.least(),
        statistics: arguments.statistics,
    };
    outputs.write(&view, env)?;
    Ok(exit)
}

/// How many findings a baseline was written with.
fn wrote_baseline(view: &Report<'_>, path: &Path, env: &mut Env) {
    let held = view
        .findings
        .iter()
        .filter(|it| it.waived.is_none())
        .count();
    let wrote = format!("wrote {} to {}", counted(held, "finding"), path.display());
    let _ = writeln!(env.err, "{wrote}");
}

impl CheckArguments {
    /// The files of what is deployed, as the call names them.
    fn files(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.deployed.iter().map(|path| path.to_string_lossy())
    }
}

/// Reads what is deployed, and remembers how much of it is required; and what was seen.
fn load(arguments: &CheckArguments, ready: &mut Project, env: &mut Env) -> Result<(), CliError> {
    let at = arguments.estate.estate.as_deref();
    load_deployment((&arguments.deployed, &arguments.regions), at, ready, env)?;
    let deployed = ready.deployed.take();
    ready.deployed = deployed.map(|it| it.requiring(arguments.require));
    load_observed(&arguments.observed, at, ready, env)
}

/// What a check of an estate finds, of that which is wanted, with remedies where these are asked for.
fn judged(
    arguments: &CheckArguments,
    (ready, laid): (&Project, Option<Laid<'_>>),
    day: Date,
    env: &mut Env,
) -> Result<Outcome, CliError> {
    planned(arguments, (ready, laid), day, env).map(|(outcome, _)| outcome)
}

/// The same with the changes that together resolve the errors of what is laid over the estate, where remedies are asked
/// for and there are several errors.
fn planned(
    arguments: &CheckArguments,
    (ready, laid): (&Project, Option<Laid<'_>>),
    day: Date,
    env: &mut Env,
) -> Result<(Outcome, Option<Plan>), CliError> {
    let mut plan = None;
    let check = ready.check(day).strict(arguments.strict);
    let mut outcome = check
        .run()
        .map_err(|error| cannot_check(error, ready, env))?;
    if arguments.suggest {
        let over = laid.map(|it| (it.actual, it.files));
        let checked = remedies::Checked::laid(check, &outcome, over);
        // Of a proposal only what it brings is of interest.
        let brought = |finding: &Finding| {
            let mut before = laid.iter().flat_map(|it| &it.before.findings);
            !before.any(|old| old.id == finding.id && old.state == finding.state)
        };
        let concerns =
            |finding: &Finding| wanted(arguments, &ready.estate, finding) && brought(finding);
        let found = remedies::Suggestions::of(checked, concerns);
        let is_error = |finding: &Finding| finding.severity == Severity::Error && concerns(finding);
        let errors = checked.outcome.findings.iter().filter(|it| is_error(it));
        if laid.is_some() && errors.count() > 1 {
            plan = Some(found.plan(is_error));
        }
        let found = found.remedies();
        remedies::add(&mut outcome, found);
    }
    outcome
        .findings
        .retain(|finding| wanted(arguments, &ready.estate, finding));
    Ok((outcome, plan))
}

/// What the estate has at a revision, as a baseline. Its waivers are those that count: what the estate
/// waives since is taken back. A revision has no plan, so nothing of what is deployed is in it.
fn since(
    arguments: &CheckArguments,
    ((revision, base), (ready, outcome)): ((&str, &Project), (&Project, &mut Outcome)),
    day: Date,
    env: &mut Env,
) -> Result<Baseline, CliError> {
    let as_it_was = CheckArguments {
        suggest: false,
        ..arguments.clone()
    };
    let before = judged(&as_it_was, (base, None), day, env)?;
    without_own_waivers((revision, base), ready, &mut outcome.findings, env);
    Ok(Baseline::of(&before.findings))
}

/// The largest baseline that is read: some hundred thousand findings.
const MAX_BASELINE_BYTES: u64 = 64 << 20;

/// Reads a baseline.
fn baseline(path: &Path, env: &Env) -> Result<Baseline, CliError> {
    let text = read_given(&env.folder.join(path), MAX_BASELINE_BYTES)
        .and_then(text_of)
        .map_err(|error| cannot_read(path, &error))?;
    let shown = path.display();
    report::read_baseline(&text).map_err(|wrong| {
        CliError::Message(format!(
            "`{shown}` is no baseline: {wrong} (`--write-baseline` writes one)"
        ))
    })
}

/// Whether a call asks for some findings only.
fn is_filtered(arguments: &CheckArguments) -> bool {
    let filters = [&arguments.service, &arguments.flow, &arguments.rule];
    filters.into_iter().any(|filter| !filter.is_empty())
}

/// Refuses filters that name nothing: a check must not pass because of a typing error.
fn check_filters(arguments: &CheckArguments, ready: &Project) -> Result<(), CliError> {
    let estate = &ready.estate;
    let services: Vec<&str> = estate
        .services
        .iter()
        .map(|service| service.id.as_str())
        .collect();
    let flows: Vec<&str> = estate.flows.iter().map(|flow| &*flow.id).collect();
    let rules: Vec<&str> = ready.rules.iter().map(|rule| rule.id.as_str()).collect();
    let families = rules.iter().filter_map(|rule| rule.split('/').next());
    let rules_and_families: Vec<&str> = rules.iter().copied().chain(families).collect();
    for (what, named, known) in [
        ("service", &arguments.service, services),
        ("flow", &arguments.flow, flows),
        ("rule", &arguments.rule, rules_and_families),
    ] {
        for name in named {
            let plain = name.trim_end_matches('/');
            if !known.contains(&plain) {
                let near = nearest(plain, known.iter().copied())
                    .map(|near| format!("; did you mean `{near}`?"))
                    .unwrap_or_default();
                return Err(CliError::Message(format!(
                    "there is no {what} `{name}`{near}"
                )));
            }
        }
    }
    Ok(())
}

/// Whether a flow passes the filters, by its id.
fn wants_flow(arguments: &CheckArguments, estate: &Estate, id: &str) -> bool {
    let flows = &estate.flows;
    let Some(flow) = flows
        .binary_search_by(|flow| (*flow.id).cmp(id))
        .ok()
        .and_then(|at| flows.get(at))
    else {
        return false;
    };
    let service = estate.shape(flow.shape).service;
    let service = service.map(|service| &estate.service(service).id);
    (arguments.flow.is_empty() || arguments.flow.iter().any(|wanted| wanted == id))
        && (arguments.service.is_empty()
            || service.is_some_and(|service| arguments.service.contains(service)))
}

/// Whether a finding passes the filters. A policy that could not be evaluated always does: the one
/// that was asked for may be it.
fn wanted(arguments: &CheckArguments, estate: &Estate, finding: &Finding) -> bool {
    if finding.rule == FAULT_RULE {
        return true;
    }
    let service = arguments.service.is_empty()
        || finding
            .service
            .is_some_and(|service| arguments.service.contains(&estate.service(service).id));
    let flow = arguments.flow.is_empty()
        || finding.flows.iter().any(|flow| {
            arguments
                .flow
                .iter()
                .any(|id| **id == *estate.flow(*flow).id)
        });
    let rule = arguments.rule.is_empty()
        || arguments.rule.iter().any(|name| {
            let plain = name.trim_end_matches('/');
            finding.rule == plain || finding.rule.starts_with(&format!("{plain}/"))
        });
    service && flow && rule
}
