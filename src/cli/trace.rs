//! `trace`: every path of a datum.

use std::path::PathBuf;

use clap::Args;

use super::arguments::EstateArguments;
use super::assume::assuming;
use super::env::Env;
use super::errors::{CliError, ExitStatus};
use super::load::{cannot_check, ready};
use super::outputs::OutputArguments;
use crate::engine::trace::{Query, Spot, trace};
use crate::estate::model::ServiceIx;
use crate::input::nearest;
use crate::project::Project;
use crate::taxonomy::{TermId, TermKind};
use crate::view::TraceView;

/// Arguments of `trace`.
#[derive(Debug, Clone, Default, Args)]
pub struct TraceArguments {
    #[command(flatten)]
    estate: EstateArguments,
    /// The category of data; narrower and broader categories are included
    #[arg(long, value_name = "CATEGORY")]
    data: String,
    /// Only data of these data subjects
    #[arg(long, value_name = "CATEGORY")]
    subjects: Option<String>,
    /// Only flows of this service
    #[arg(long, value_name = "ID")]
    service: Option<String>,
    /// Only paths from this party or system, or `data-subjects`
    #[arg(long, value_name = "ID")]
    from: Option<String>,
    /// Only paths to this party or system
    #[arg(long, value_name = "ID")]
    to: Option<String>,
    #[command(flatten)]
    outputs: OutputArguments<TraceView>,
    /// Apply a proposal to the estate (repeatable)
    #[arg(long, value_name = "FILE")]
    with: Vec<PathBuf>,
}

/// Traces a datum; the exit code does not depend on its content.
pub fn run(arguments: &TraceArguments, env: &mut Env) -> Result<ExitStatus, CliError> {
    let outputs = arguments.outputs.parse()?;
    let named = arguments.estate.estate.as_deref();
    let (ready, day) = if arguments.with.is_empty() {
        (ready(named, env)?, env.today)
    } else {
        let both = assuming(named, (&[], &arguments.with), env)?;
        (both.assumed, both.day)
    };
    let day = arguments.estate.as_of.unwrap_or(day);
    let spot = |name: &Option<String>| match name {
        Some(name) => self::spot(&ready, name).map(Some),
        None => Ok(None),
    };
    let query = Query {
        data: term(&ready, TermKind::Data, &arguments.data)?,
        subjects: match &arguments.subjects {
            Some(people) => Some(term(&ready, TermKind::Subject, people)?),
            None => None,
        },
        service: match &arguments.service {
            Some(service) => Some(self::service(&ready, service)?),
            None => None,
        },
        from: spot(&arguments.from)?,
        to: spot(&arguments.to)?,
    };
    let found = trace(&ready.estate, &ready.rules, &query, day)
        .map_err(|error| cannot_check(error, &ready, env))?;
    let view = TraceView::new(&ready.estate, day, &arguments.data, &found);
    outputs.write(&view, env)?;
    Ok(ExitStatus::Success)
}

fn term(ready: &Project, kind: TermKind, written: &str) -> Result<TermId, CliError> {
    let found = ready.estate.taxonomy.lookup(kind, written);
    found.map_err(|error| {
        let help = error.help().map(|help| format!("; {help}"));
        CliError::Message(format!("{error}{}", help.unwrap_or_default()))
    })
}

fn unknown<'k>(what: &str, name: &str, known: impl Iterator<Item = &'k str>) -> CliError {
    let near = nearest(name, known)
        .map(|near| format!("; did you mean `{near}`?"))
        .unwrap_or_default();
    CliError::Message(format!("there is no {what} `{name}`{near}"))
}

fn service(ready: &Project, name: &str) -> Result<ServiceIx, CliError> {
    let services = &ready.estate.services;
    match services
        .iter()
        .zip(0..)
        .find(|(service, _)| service.id == name)
    {
        Some((_, at)) => Ok(ServiceIx(at)),
        None => Err(unknown(
            "service",
            name,
            services.iter().map(|it| it.id.as_str()),
        )),
    }
}

/// A party, a system or the people, by id.
fn spot(ready: &Project, name: &str) -> Result<Spot, CliError> {
    let estate = &ready.estate;
    Spot::find(estate, name).ok_or_else(|| {
        let parties = estate.parties.iter().map(|it| it.id.as_str());
        let systems = estate.systems.iter().map(|it| it.id.as_str());
        let all = parties.chain(systems).chain(["data-subjects"]);
        unknown("party or system", name, all)
    })
}
