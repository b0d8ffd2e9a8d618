//! `check`: judge an estate.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::ValueEnum;

use jiff::civil::Date;

use super::args::{CheckArguments, FailOn, Format};
use super::assume::assuming;
use super::deployed::beside;
use super::load::{Ready, ready, tell};
use super::output::write_file;
use super::{Edge, Exit, Failure};
use crate::engine::check::{Outcome, check_deployed};
use crate::engine::compare::Side;
use crate::engine::compare::baseline::Baseline;
use crate::engine::deployment::Deployed;
use crate::engine::finding::{FAULT_RULE, Finding};
use crate::estate::model::{Estate, Severity};
use crate::input::{DiskFiles, Files, nearest};
use crate::report;
use crate::report::TerminalOptions;
use crate::view::{AssumedReport, Report};

/// Judges the estate and reports; the exit code follows the findings, whatever the format.
pub fn run(arguments: &CheckArguments, edge: &mut Edge) -> Result<Exit, Failure> {
    let files = arguments
        .output
        .iter()
        .map(|given| file_and_format(given))
        .collect::<Result<Vec<_>, Failure>>()?;
    let named = arguments.estate.named();
    if arguments.write_baseline.is_some() && is_filtered(arguments) {
        return Err(Failure::Say(
            "a baseline holds all findings: leave out `--service`, `--flow` and `--rule`"
                .to_owned(),
        ));
    }
    let baseline = match &arguments.baseline {
        Some(path) => Some(baseline(path, edge)?),
        None => None,
    };
    if !arguments.assume.is_empty() || !arguments.with.is_empty() {
        if arguments.baseline.is_some() || arguments.write_baseline.is_some() {
            return Err(Failure::Say(
                "a comparison (`--assume`, `--with`) knows what is new by itself: leave out the baseline"
                    .to_owned(),
            ));
        }
        return run_assuming(arguments, &files, edge);
    }
    let at = arguments.estate.estate.as_deref();
    let mut ready = ready(at, edge)?;
    known(arguments, &ready)?;
    let day = arguments.estate.as_of.unwrap_or(edge.today);
    let deployed = beside(&arguments.deployed, at, &mut ready, edge)?;
    let mut outcome = judged(arguments, &ready, deployed.as_ref(), day, edge)?;
    let gone = match &baseline {
        Some(baseline) => baseline.mark(&mut outcome.findings),
        None => 0,
    };
    let exit = exit(arguments.fail_on, outcome.findings.iter());
    let mut view = view(&ready, &outcome)
        .called_with(named.as_deref(), arguments.estate.as_of)
        .beside(arguments.deployed.iter().map(|path| path.to_string_lossy()));
    // With a filter most of a baseline is out of sight, not gone.
    view.gone = if is_filtered(arguments) { 0 } else { gone };
    view.show_suppressed = arguments.show_suppressed;
    if let Some(path) = &arguments.write_baseline {
        write_file(&edge.folder.join(path), |out| {
            report::write_baseline(&view, out)
        })?;
    }
    write(
        &files,
        arguments.format,
        edge,
        |format, options, out| match format {
            Format::Terminal => report::terminal(&view, options, out),
            Format::Json => report::json(&view, out),
            Format::Sarif => report::sarif(&view, out),
            Format::Junit => report::junit(&view, failing(arguments.fail_on), out),
            Format::Gitlab => report::gitlab(&view, out),
            Format::Github => report::github(&view, out),
            Format::Markdown => report::markdown(&view, out),
        },
    )?;
    Ok(exit)
}

/// Judges the estate as it is and as scenarios have it. What newly rises decides the exit code.
fn run_assuming(
    arguments: &CheckArguments,
    files: &[(PathBuf, Format)],
    edge: &mut Edge,
) -> Result<Exit, Failure> {
    let named = arguments.estate.named();
    let at = arguments.estate.estate.as_deref();
    let mut both = assuming(at, (&arguments.assume, &arguments.with), edge)?;
    // What scenarios add can be asked for as well, and what they end is still known.
    known(arguments, &both.assumed)?;
    let day = arguments.estate.as_of.unwrap_or(both.day);
    let deployed = beside(&arguments.deployed, at, &mut both.actual, edge)?;
    let before = judged(arguments, &both.actual, deployed.as_ref(), day, edge)?;
    let deployed = beside(&arguments.deployed, at, &mut both.assumed, edge)?;
    let after = judged(arguments, &both.assumed, deployed.as_ref(), day, edge)?;
    let (actual, assumed) = (&both.actual.estate, &both.assumed.estate);
    let named_files = |files: &[PathBuf]| -> Vec<String> {
        let names = files.iter().map(|path| path.to_string_lossy().into_owned());
        names.collect()
    };
    let assumed_view = |outcome| {
        view(&both.assumed, outcome)
            .called_with(named.as_deref(), Some(day))
            .assuming(named_files(&arguments.assume).into_iter())
            .with(named_files(&arguments.with).into_iter())
            .beside(arguments.deployed.iter().map(|path| path.to_string_lossy()))
    };
    let compared = AssumedReport::new(
        (
            view(&both.actual, &before),
            Side {
                estate: actual,
                sources: &both.actual.sources,
                outcome: &before,
            },
        ),
        (
            assumed_view(&after),
            Side {
                estate: assumed,
                sources: &both.assumed.sources,
                outcome: &after,
            },
        ),
        &both.assumptions,
        |flow| wants_flow(arguments, assumed, flow) || wants_flow(arguments, actual, flow),
    );
    let found = &compared.compared.findings;
    let brought = after.findings.iter();
    let brought = brought.filter(|finding| found.is_new_or_worse(&finding.id));
    let exit = exit(arguments.fail_on, brought);
    // Formats of gates take it as they take a baseline.
    let mut marked = after.clone();
    for finding in &mut marked.findings {
        finding.known = !found.is_new_or_worse(&finding.id);
    }
    let mut change = assumed_view(&marked);
    change.gone = found.resolved.len();
    write(
        files,
        arguments.format,
        edge,
        |format, options, out| match format {
            Format::Terminal => report::assumed_terminal(&compared, options, out),
            Format::Json => report::assumed_json(&compared, out),
            Format::Sarif => report::assumed_sarif(&compared, out),
            Format::Junit => report::junit(&change, failing(arguments.fail_on), out),
            Format::Gitlab => report::gitlab(&change, out),
            Format::Github => report::github(&change, out),
            Format::Markdown => report::markdown(&change, out),
        },
    )?;
    Ok(exit)
}

/// What a check of an estate finds, of that which is wanted.
fn judged(
    arguments: &CheckArguments,
    ready: &Ready,
    deployed: Option<&Deployed>,
    day: Date,
    edge: &mut Edge,
) -> Result<Outcome, Failure> {
    let mut outcome = check_deployed(&ready.estate, &ready.sources, &ready.rules, day, deployed)
        .map_err(|error| tell(&[error], &ready.sources, &ready.root, edge))?;
    outcome
        .findings
        .retain(|finding| wanted(arguments, &ready.estate, finding));
    Ok(outcome)
}

fn view<'a>(ready: &'a Ready, outcome: &Outcome) -> Report<'a> {
    Report::new(
        &ready.estate,
        &ready.sources,
        &ready.rules,
        outcome,
        &ready.root,
    )
}

/// Writes a report into files, each in the format of its name, and to standard output.
fn write(
    files: &[(PathBuf, Format)],
    format: Format,
    edge: &mut Edge,
    face: impl Fn(Format, TerminalOptions, &mut dyn Write) -> std::io::Result<()>,
) -> Result<(), Failure> {
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

/// A file to write, and its format: the one that is named before it, as in `gitlab=report.json`, else
/// that of its extension.
fn file_and_format(given: &Path) -> Result<(PathBuf, Format), Failure> {
    let words = given.to_string_lossy();
    if let Some((name, path)) = words.split_once('=')
        && let Ok(format) = Format::from_str(name, false)
    {
        return match path {
            "" => Err(Failure::Say(format!("`{words}` names no file"))),
            path => Ok((PathBuf::from(path), format)),
        };
    }
    let format = match given.extension().and_then(|extension| extension.to_str()) {
        Some("json") => Format::Json,
        Some("sarif") => Format::Sarif,
        Some("txt") => Format::Terminal,
        Some("xml") => Format::Junit,
        Some("md") => Format::Markdown,
        _ => {
            return Err(Failure::Say(format!(
                "cannot tell the format of `{words}`: its name should end in `.txt`, `.json`, `.sarif`, \
                 `.xml` or `.md`, or the format stand before it, as in `gitlab={words}`"
            )));
        }
    };
    Ok((given.to_owned(), format))
}

/// The largest baseline that is read: some hundred thousand findings.
const MAX_BASELINE_BYTES: u64 = 64 << 20;

/// Reads a baseline.
fn baseline(path: &Path, edge: &Edge) -> Result<Baseline, Failure> {
    let shown = path.display();
    let cannot =
        |error: &dyn std::fmt::Display| Failure::Say(format!("cannot read `{shown}`: {error}"));
    let whole = edge.folder.join(path);
    let (Some(parent), Some(name)) = (whole.parent(), whole.file_name()) else {
        return Err(cannot(&"it has no name"));
    };
    let text = DiskFiles::new(parent)
        .and_then(|files| files.read(&name.to_string_lossy(), MAX_BASELINE_BYTES))
        .map_err(|error| cannot(&error))?;
    report::read_baseline(&text).map_err(|wrong| {
        Failure::Say(format!(
            "`{shown}` is no baseline: {wrong} (`--write-baseline` writes one)"
        ))
    })
}

/// Whether a call asks for some findings only.
fn is_filtered(arguments: &CheckArguments) -> bool {
    let filters = [&arguments.service, &arguments.flow, &arguments.rule];
    filters.into_iter().any(|filter| !filter.is_empty())
}

/// The least severity that makes the exit code 1; `None`: none does.
pub(super) fn failing(fail_on: FailOn) -> Option<Severity> {
    match fail_on {
        FailOn::Error => Some(Severity::Error),
        FailOn::Warning => Some(Severity::Warning),
        FailOn::Note => Some(Severity::Note),
        FailOn::Never => None,
    }
}

/// The exit code that findings lead to.
pub(super) fn exit<'f>(fail_on: FailOn, mut findings: impl Iterator<Item = &'f Finding>) -> Exit {
    let least = failing(fail_on);
    match findings.any(|finding| {
        !finding.is_suppressed() && least.is_some_and(|least| finding.severity >= least)
    }) {
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
