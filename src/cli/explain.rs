//! `explain`: a rule, or the derivation of a finding.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use super::arguments::EstateArguments;
use super::assume::assuming;
use super::deployed::{RegionArguments, load_deployment};
use super::env::Env;
use super::errors::{CliError, ExitStatus};
use super::load::{cannot_check, is_within_an_estate, ready_without_broken_waivers, report_errors};
use super::observed::{ObservedArguments, load_observed};
use super::outputs::{OutputArguments, Outputs};
use crate::engine::as_of::CheckError;
use crate::engine::check::Outcome;
use crate::engine::finding::FAULT_RULE;
use crate::engine::policy::Rules;
use crate::engine::remedies;
use crate::estate::ScenarioFile;
use crate::input::{SourceMap, nearest};
use crate::project::Project;
use crate::view::{ExplainedFinding, Explanation, Report, RuleView};

/// Arguments of `explain`.
#[derive(Debug, Clone, Args)]
pub struct ExplainArguments {
    /// A rule (`transfer/no-safeguard`), or the id of a finding
    subject: String,
    #[command(flatten)]
    estate: EstateArguments,
    /// Explain a finding of a check under this scenario (repeatable)
    #[arg(long, value_name = "FILE")]
    assume: Vec<PathBuf>,
    /// Explain a finding of a check with this proposal (repeatable)
    #[arg(long, value_name = "FILE")]
    with: Vec<PathBuf>,
    /// Explain a finding of a check with this file of what is deployed (repeatable)
    #[arg(long, value_name = "FILE")]
    deployed: Vec<PathBuf>,
    /// Explain a finding of a check that required this many resources of systems
    #[arg(long, value_name = "N", requires = "deployed")]
    require: Option<usize>,
    #[command(flatten)]
    regions: RegionArguments,
    #[command(flatten)]
    observed: ObservedArguments,
    #[command(flatten)]
    outputs: OutputArguments<Explanation<'static>>,
}

/// Explains what the call names. A built-in rule needs no estate; a rule of an estate's own, or a
/// finding, does.
pub fn run(arguments: &ExplainArguments, env: &mut Env) -> Result<ExitStatus, CliError> {
    let outputs = arguments.outputs.parse()?;
    let subject = arguments.subject.trim();
    let builtin =
        Rules::builtin().map_err(|errors| report_errors(&errors, &SourceMap::new(), "", env))?;
    let named = arguments.estate.estate.as_deref();
    let of_ours = builtin.get(subject).filter(|_| named.is_none());
    let rule = match subject {
        FAULT_RULE => Some(RuleView::fault()),
        _ => of_ours.map(RuleView::of),
    };
    if let Some(rule) = rule {
        return explained(&Explanation::Rule(Box::new(rule)), &outputs, env);
    }
    let looks_like_a_finding =
        subject.len() == 12 && subject.bytes().all(|byte| byte.is_ascii_hexdigit());
    // A rule that is not built in may be one of the estate around us.
    if !looks_like_a_finding && named.is_none() && !is_within_an_estate(env) {
        return Err(unknown_rule(subject, &builtin));
    }
    let (scenarios, proposals) = (&arguments.assume, &arguments.with);
    let (mut ready, day, laid) = if scenarios.is_empty() && proposals.is_empty() {
        (ready_without_broken_waivers(named, env)?, env.today, None)
    } else {
        let both = assuming(named, (scenarios, proposals), env)?;
        (both.assumed, both.day, Some((both.actual, both.laid)))
    };
    if let Some(rule) = ready.rules.get(subject) {
        let rule = Box::new(RuleView::of(rule));
        return explained(&Explanation::Rule(rule), &outputs, env);
    }
    if !looks_like_a_finding {
        return Err(unknown_rule(subject, &ready.rules));
    }
    let day = arguments.estate.as_of.unwrap_or(day);
    load_deployment(
        (&arguments.deployed, &arguments.regions),
        named,
        &mut ready,
        env,
    )?;
    let deployed = ready.deployed.take();
    ready.deployed = deployed.map(|it| it.requiring(arguments.require));
    load_observed(&arguments.observed, named, &mut ready, env)?;
    let outcome = outcome_with(subject, &ready, day, &laid);
    let outcome = outcome.map_err(|error| cannot_check(error, &ready, env))?;
    let view = Report::of(&ready, &outcome)
        .called_with(arguments.estate.named().as_deref(), arguments.estate.as_of)
        .assuming(
            arguments
                .assume
                .iter()
                .map(|path| path.to_string_lossy().into_owned()),
        )
        .with(
            proposals
                .iter()
                .map(|path| path.to_string_lossy().into_owned()),
        )
        .with_deployed(
            arguments.deployed.iter().map(|path| path.to_string_lossy()),
            &arguments.regions.region,
        )
        .requiring(arguments.require)
        .with_observed(arguments.observed.files());
    match ExplainedFinding::of(view, subject) {
        Some(found) => explained(&Explanation::Finding(Box::new(found)), &outputs, env),
        None => Err(CliError::Message(format!(
            "no finding `{subject}` on {day}; `fairnotice check` lists them with their ids, and the day counts (`--as-of`)"
        ))),
    }
}

/// The outcome in which a finding is, with the changes that resolve it. What a check says of flows, `observe`
/// says of what was seen, of which no change is proposed.
fn outcome_with(
    finding: &str,
    ready: &Project,
    day: Date,
    laid: &Option<(Project, Vec<ScenarioFile>)>,
) -> Result<Outcome, CheckError> {
    let mut outcome = ready.check(day).run()?;
    let is_there = outcome.findings.iter().any(|it| it.id == finding);
    if ready.observed.is_some() && !is_there {
        return ready.check(day).observe();
    }
    let laid = laid.as_ref();
    let laid = laid.map(|(actual, files)| (&actual.estate, files.as_slice()));
    let checked = remedies::Checked::laid(ready.check(day), &outcome, laid);
    let found = remedies::Suggestions::of(checked, |it| it.id == finding).remedies();
    remedies::add(&mut outcome, found);
    Ok(outcome)
}

fn explained(
    explanation: &Explanation<'_>,
    outputs: &Outputs,
    env: &mut Env,
) -> Result<ExitStatus, CliError> {
    outputs.write(explanation, env)?;
    Ok(ExitStatus::Success)
}

fn unknown_rule(subject: &str, rules: &Rules) -> CliError {
    let known = rules.iter().map(|rule| rule.id.as_str());
    let near = nearest(subject, known.chain([FAULT_RULE]))
        .map(|near| format!("; did you mean `{near}`?"))
        .unwrap_or_default();
    CliError::Message(format!(
        "there is no rule `{subject}`{near} (a finding's id has twelve hexadecimal digits)"
    ))
}
