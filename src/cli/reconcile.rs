//! `reconcile`: declared against deployed.

use std::io::Write;
use std::path::Path;

use super::args::{ReconcileArguments, TableFormat};
use super::check::exit;
use super::deployed::{beside, deployments};
use super::load::{cannot_check, is_within_an_estate, ready, tell};
use super::output::write_file;
use super::{Edge, Exit, Failure};
use crate::import::Tables;
use crate::input::SourceMap;
use crate::law::{Law, Regime};
use crate::report;
use crate::report::{ReconcileReport, TerminalOptions};
use crate::taxonomy::Country;
use crate::view::Report;

/// Tells where everything lies and, if there is an estate, what does not agree with it.
pub fn run(arguments: &ReconcileArguments, edge: &mut Edge) -> Result<Exit, Failure> {
    let files = arguments
        .output
        .iter()
        .map(|path| Ok((path.as_path(), format_of(path)?)))
        .collect::<Result<Vec<_>, Failure>>()?;
    let day = arguments.as_of.unwrap_or(edge.today);
    let named = arguments.estate.as_deref();
    if named.is_none() && !is_within_an_estate(edge) {
        return alone(arguments, &files, edge);
    }
    let mut ready = ready(named, edge)?;
    beside(&arguments.files, named, &mut ready, edge)?;
    let Some(deployed) = &ready.deployed else {
        return Err(Failure::Say("no file is named".to_owned()));
    };
    let outcome = ready
        .check(day)
        .reconcile()
        .map_err(|error| cannot_check(error, &ready, edge))?;
    let as_of = Tables::builtin(&mut SourceMap::new())
        .map_err(|errors| tell(&errors, &SourceMap::new(), "", edge))?;
    let law = &ready.estate.law;
    let inside = |country: Country| is_inside(law, country, day);
    let estate_name = named.map(Path::to_string_lossy);
    let findings = Report::new(
        &ready.estate,
        &ready.sources,
        &ready.rules,
        &outcome,
        &ready.root,
    )
    .called_with(estate_name.as_deref(), arguments.as_of)
    .beside(arguments.files.iter().map(|path| path.to_string_lossy()));
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
    let exit = exit(arguments.fail_on, outcome.findings.iter());
    write(&view, arguments.format, &files, edge)?;
    Ok(exit)
}

/// Without an estate: where everything lies.
fn alone(
    arguments: &ReconcileArguments,
    files: &[(&Path, TableFormat)],
    edge: &mut Edge,
) -> Result<Exit, Failure> {
    let day = arguments.as_of.unwrap_or(edge.today);
    let mut sources = SourceMap::new();
    let law = Law::builtin(&mut sources).map_err(|errors| tell(&errors, &sources, "", edge))?;
    let folder = edge.folder.clone();
    let (tables, found) = deployments(&arguments.files, (&folder, ""), &mut sources, edge)?;
    let inside = |country: Country| is_inside(&law, country, day);
    let view =
        ReconcileReport::new(&found, None, &inside, day, &sources, "").tables_as_of(tables.as_of());
    write(&view, arguments.format, files, edge)?;
    Ok(Exit::Clean)
}

/// Whether a country is inside the UK or the EEA.
fn is_inside(law: &Law, country: Country, day: jiff::civil::Date) -> bool {
    Regime::ALL
        .iter()
        .any(|regime| law.inside(*regime, country.as_str(), day))
}

fn write(
    view: &ReconcileReport<'_>,
    format: TableFormat,
    files: &[(&Path, TableFormat)],
    edge: &mut Edge,
) -> Result<(), Failure> {
    let face = |format, options, out: &mut dyn Write| match format {
        TableFormat::Terminal => report::reconcile_terminal(view, options, out),
        TableFormat::Json => report::reconcile_json(view, out),
    };
    for (path, format) in files {
        write_file(&edge.folder.join(path), |out| {
            face(*format, TerminalOptions::default(), out)
        })?;
    }
    let options = TerminalOptions {
        width: edge.width,
        color: edge.color,
        hyperlinks: edge.color,
    };
    face(format, options, &mut edge.out)?;
    edge.out.flush()?;
    Ok(())
}

/// The format that the extension of a file asks for.
pub(super) fn format_of(path: &Path) -> Result<TableFormat, Failure> {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("json") => Ok(TableFormat::Json),
        Some("txt") => Ok(TableFormat::Terminal),
        _ => Err(Failure::Say(format!(
            "cannot tell the format of `{}`: its name should end in `.txt` or `.json`",
            path.display()
        ))),
    }
}
