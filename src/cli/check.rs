//! `check`: judge an estate.

use std::io::Write;
use std::path::Path;

use super::args::{CheckArguments, FailOn, Format};
use super::load::{Ready, ready, tell};
use super::output::write_file;
use super::{Edge, Exit, Failure};
use crate::engine::check::{Outcome, check};
use crate::engine::finding::{FAULT_RULE, Finding};
use crate::estate::model::{Estate, Severity};
use crate::input::nearest;
use crate::report::{self, Report, TerminalOptions};

/// Judges the estate and reports; the exit code follows the findings, whatever the format.
pub fn run(arguments: &CheckArguments, edge: &mut Edge) -> Result<Exit, Failure> {
    let files = arguments
        .output
        .iter()
        .map(|path| Ok((path.as_path(), format_of(path)?)))
        .collect::<Result<Vec<_>, Failure>>()?;
    let ready = ready(arguments.estate.estate.as_deref(), edge)?;
    known(arguments, &ready)?;
    let day = arguments.estate.as_of.unwrap_or(edge.today);
    let mut outcome = check(&ready.estate, &ready.sources, &ready.rules, day)
        .map_err(|error| tell(&[error], &ready.sources, &ready.root, edge))?;
    outcome
        .findings
        .retain(|finding| wanted(arguments, &ready.estate, finding));
    let exit = exit(arguments.fail_on, &outcome);

    let view = report::Report::new(
        &ready.estate,
        &ready.sources,
        &ready.rules,
        &outcome,
        &ready.root,
    )
    .called_with(arguments.estate.named().as_deref(), arguments.estate.as_of);
    for (path, format) in files {
        let plain = TerminalOptions::default();
        write_file(&edge.folder.join(path), |out| {
            write(&view, format, plain, out)
        })?;
    }
    let options = TerminalOptions {
        width: edge.width,
        color: edge.color,
        hyperlinks: edge.color,
    };
    write(&view, arguments.format, options, &mut edge.out)?;
    edge.out.flush()?;
    Ok(exit)
}

fn write(
    view: &Report<'_>,
    format: Format,
    options: TerminalOptions,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    match format {
        Format::Terminal => report::terminal(view, options, out),
        Format::Json => report::json(view, out),
        Format::Sarif => report::sarif(view, out),
    }
}

/// The format that the extension of a file asks for.
fn format_of(path: &Path) -> Result<Format, Failure> {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("json") => Ok(Format::Json),
        Some("sarif") => Ok(Format::Sarif),
        Some("txt") => Ok(Format::Terminal),
        _ => Err(Failure::Say(format!(
            "cannot tell the format of `{}`: its name should end in `.txt`, `.json` or `.sarif`",
            path.display()
        ))),
    }
}

fn exit(fail_on: FailOn, outcome: &Outcome) -> Exit {
    let least = match fail_on {
        FailOn::Error => Severity::Error,
        FailOn::Warning => Severity::Warning,
        FailOn::Note => Severity::Note,
        FailOn::Never => return Exit::Clean,
    };
    match outcome
        .findings
        .iter()
        .any(|finding| finding.severity >= least)
    {
        true => Exit::Findings,
        false => Exit::Clean,
    }
}

/// Refuses filters that name nothing: a gate must not be green because of a typing error.
fn known(arguments: &CheckArguments, ready: &Ready) -> Result<(), Failure> {
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
                return Err(Failure::Say(format!("there is no {what} `{name}`{near}")));
            }
        }
    }
    Ok(())
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
