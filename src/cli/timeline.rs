//! `timeline`: an estate over a span of days.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use super::env::Env;
use super::errors::{CliError, ExitStatus};
use super::load::{cannot_check, ready};
use super::observed::{ObservedArguments, load_observed};
use super::outputs::OutputArguments;
use crate::engine::timeline::{seen, timeline};
use crate::estate::model::{FlowIx, ShapeIx};
use crate::input::nearest;
use crate::project::Project;
use crate::view::TimelineView;

/// Arguments of `timeline`.
#[derive(Debug, Clone, Default, Args)]
pub struct TimelineArguments {
    /// The estate: a folder with a `fairnotice.yaml`, or that file; by default the nearest one upwards
    estate: Option<PathBuf>,
    /// Only this flow
    #[arg(long, value_name = "ID")]
    flow: Vec<String>,
    /// The first day, as YYYY-MM-DD; by default, and at the earliest, 2018-05-25
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,
    /// The last day, as YYYY-MM-DD; by default today
    #[arg(long, value_name = "DATE")]
    to: Option<Date>,
    #[command(flatten)]
    observed: ObservedArguments,
    #[command(flatten)]
    outputs: OutputArguments<TimelineView>,
}

/// Shows the status of flows over time. The exit code does not depend on its content.
pub fn run(arguments: &TimelineArguments, env: &mut Env) -> Result<ExitStatus, CliError> {
    let outputs = arguments.outputs.parse()?;
    let at = arguments.estate.as_deref();
    let mut ready = ready(at, env)?;
    load_observed(&arguments.observed, at, &mut ready, env)?;
    let flows = named(arguments, &ready)?;
    let shapes: BTreeSet<ShapeIx> = flows
        .iter()
        .map(|flow| ready.estate.flow(*flow).shape)
        .collect();
    let until = arguments.to.unwrap_or(env.today);
    let from = arguments.from.or(ready.estate.law.earliest_day());
    let found = timeline(
        &ready.estate,
        &ready.rules,
        from.unwrap_or(until),
        until,
        Some(&shapes).filter(|shapes| !shapes.is_empty()),
    )
    .map_err(|error| cannot_check(error, &ready, env))?;
    let mut view = TimelineView::new(&ready.estate, &ready.rules, &found, &flows);
    if let Some(observed) = &ready.observed {
        view = view.with_seen(&seen(&ready.estate, observed, &found));
    }
    outputs.write(&view, env)?;
    Ok(ExitStatus::Success)
}

/// The flows that the call names; none names all.
fn named(arguments: &TimelineArguments, ready: &Project) -> Result<BTreeSet<FlowIx>, CliError> {
    let estate = &ready.estate;
    let mut found = BTreeSet::new();
    for name in &arguments.flow {
        let known = estate.flow_indices().find(|(_, flow)| *flow.id == **name);
        let Some((index, _)) = known else {
            let near = nearest(name, estate.flows.iter().map(|flow| &*flow.id))
                .map(|near| format!("; did you mean `{near}`?"))
                .unwrap_or_default();
            return Err(CliError::Message(format!(
                "there is no flow `{name}`{near}"
            )));
        };
        found.insert(index);
    }
    Ok(found)
}
