//! `timeline`: an estate over a span of days.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

use super::args::{TimelineArguments, TimelineFormat};
use super::load::{cannot_check, ready};
use super::output::write_file;
use super::{Edge, Exit, Failure};
use crate::engine::timeline::timeline;
use crate::estate::model::{FlowIx, ShapeIx};
use crate::input::nearest;
use crate::project::Project;
use crate::report;
use crate::report::TerminalOptions;
use crate::view::TimelineView;

/// Tells how flows stood over time. It is a report: whatever it tells, the call was right.
pub fn run(arguments: &TimelineArguments, edge: &mut Edge) -> Result<Exit, Failure> {
    let files = arguments
        .output
        .iter()
        .map(|path| Ok((path.as_path(), format_of(path)?)))
        .collect::<Result<Vec<_>, Failure>>()?;
    let ready = ready(arguments.estate.as_deref(), edge)?;
    let flows = named(arguments, &ready)?;
    let shapes: BTreeSet<ShapeIx> = flows
        .iter()
        .map(|flow| ready.estate.flow(*flow).shape)
        .collect();
    let until = arguments.to.unwrap_or(edge.today);
    let from = arguments.from.or(ready.estate.law.earliest_day());
    let found = timeline(
        &ready.estate,
        &ready.rules,
        from.unwrap_or(until),
        until,
        Some(&shapes).filter(|shapes| !shapes.is_empty()),
    )
    .map_err(|error| cannot_check(error, &ready, edge))?;
    let view = TimelineView::new(&ready.estate, &ready.rules, &found, &flows);

    for (path, format) in files {
        let plain = TerminalOptions::default();
        write_file(&edge.folder.join(path), |out| {
            write(&view, format, plain, out)
        })?;
    }
    let options = TerminalOptions {
        width: edge.width,
        color: edge.color,
        hyperlinks: false,
    };
    write(&view, arguments.format, options, &mut edge.out)?;
    edge.out.flush()?;
    Ok(Exit::Clean)
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
fn format_of(path: &Path) -> Result<TimelineFormat, Failure> {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("json") => Ok(TimelineFormat::Json),
        Some("csv") => Ok(TimelineFormat::Csv),
        Some("txt") => Ok(TimelineFormat::Terminal),
        _ => Err(Failure::Say(format!(
            "cannot tell the format of `{}`: its name should end in `.txt`, `.json` or `.csv`",
            path.display()
        ))),
    }
}

/// The flows that the call names; none names all.
fn named(arguments: &TimelineArguments, ready: &Project) -> Result<BTreeSet<FlowIx>, Failure> {
    let estate = &ready.estate;
    let mut found = BTreeSet::new();
    for name in &arguments.flow {
        let known = estate.flow_indices().find(|(_, flow)| *flow.id == **name);
        let Some((index, _)) = known else {
            let near = nearest(name, estate.flows.iter().map(|flow| &*flow.id))
                .map(|near| format!("; did you mean `{near}`?"))
                .unwrap_or_default();
            return Err(Failure::Say(format!("there is no flow `{name}`{near}")));
        };
        found.insert(index);
    }
    Ok(found)
}
