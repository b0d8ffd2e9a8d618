//! `timeline`: an estate over a span of days.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::env::Env;
use super::errors::{CliError, ExitStatus};
use super::load::{Ready, ready, report_errors};
use super::write::write_file;
use crate::engine::timeline::timeline;
use crate::estate::model::{FlowIx, ShapeIx};
use crate::input::nearest;
use crate::report;
use crate::report::TerminalOptions;
use crate::view::TimelineView;

/// Arguments of `timeline`.
#[derive(Debug, Clone, Default, Args)]
pub struct TimelineArguments {
    /// The estate: a folder with a `fairnotice.yaml`, or that file; else the nearest one upwards
    estate: Option<PathBuf>,
    /// Only this flow
    #[arg(long, value_name = "ID")]
    flow: Vec<String>,
    /// The first day, as YYYY-MM-DD; else, and at the earliest, the first of the GDPR
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,
    /// The last day, as YYYY-MM-DD; else today
    #[arg(long, value_name = "DATE")]
    to: Option<Date>,
    /// The format of what is printed
    #[arg(long, value_enum, default_value_t)]
    format: TimelineFormat,
    /// Write the timeline to a file as well, in the format of its extension (.txt, .json, .csv)
    #[arg(long, value_name = "FILE")]
    output: Vec<PathBuf>,
}

/// Formats of a timeline.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum TimelineFormat {
    /// Bars by year, for people, in a terminal
    #[default]
    Terminal,
    /// The JSON contract
    Json,
    /// CSV (RFC 4180), a line for each interval
    Csv,
}

/// Tells how flows stood over time. It is a report: whatever it tells, the call was right.
pub fn run(arguments: &TimelineArguments, env: &mut Env) -> Result<ExitStatus, CliError> {
    let files = arguments
        .output
        .iter()
        .map(|path| Ok((path.as_path(), format_of(path)?)))
        .collect::<Result<Vec<_>, CliError>>()?;
    let ready = ready(arguments.estate.as_deref(), env)?;
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
    .map_err(|error| report_errors(&[error], &ready.sources, &ready.root, env))?;
    let view = TimelineView::new(&ready.estate, &ready.rules, &found, &flows);

    for (path, format) in files {
        let plain = TerminalOptions::default();
        write_file(&env.folder.join(path), |out| {
            write(&view, format, plain, out)
        })?;
    }
    let options = TerminalOptions {
        width: env.width,
        color: env.color,
        hyperlinks: false,
    };
    write(&view, arguments.format, options, &mut env.out)?;
    env.out.flush()?;
    Ok(ExitStatus::Success)
}

fn write(
    view: &TimelineView,
    format: TimelineFormat,
    options: TerminalOptions,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    match format {
        TimelineFormat::Terminal => report::timeline_terminal(view, options, out),
        TimelineFormat::Json => report::timeline_json(view, out),
        TimelineFormat::Csv => report::timeline_csv(view, out),
    }
}

/// The format that the extension of a file asks for.
fn format_of(path: &Path) -> Result<TimelineFormat, CliError> {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("json") => Ok(TimelineFormat::Json),
        Some("csv") => Ok(TimelineFormat::Csv),
        Some("txt") => Ok(TimelineFormat::Terminal),
        _ => Err(CliError::Message(format!(
            "cannot tell the format of `{}`: its name should end in `.txt`, `.json` or `.csv`",
            path.display()
        ))),
    }
}

/// The flows that the call names; none names all.
fn named(arguments: &TimelineArguments, ready: &Ready) -> Result<BTreeSet<FlowIx>, CliError> {
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
