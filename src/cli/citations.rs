//! `evidence`: looking up what an estate cites. The only verb that goes to the network.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::args::{EvidenceArguments, EvidenceCheckArguments, EvidenceVerb, TableFormat};
use super::check::exit;
use super::load::{cannot_check, find, ready};
use super::output::write_file;
use super::reconcile::format_of;
use super::{Edge, Exit, Failure};
use crate::citations::{Look, accept, look, renewed, write_lock};
use crate::engine::check::Outcome;
use crate::estate::LOCK;
use crate::estate::model::{Citation, Seen};
use crate::input::nearest;
use crate::project::Project;
use crate::report;
use crate::report::{EvidenceReport, TerminalOptions};
use crate::view::Report;

/// Does what is asked.
pub fn run(arguments: &EvidenceArguments, edge: &mut Edge) -> Result<Exit, Failure> {
    match &arguments.verb {
        EvidenceVerb::Check(arguments) => check_links(arguments, edge),
    }
}

/// Looks every link up, keeps what was seen, and tells what policies find of it.
fn check_links(arguments: &EvidenceCheckArguments, edge: &mut Edge) -> Result<Exit, Failure> {
    let files = arguments
        .output
        .iter()
        .map(|path| Ok((path.as_path(), format_of(path)?)))
        .collect::<Result<Vec<_>, Failure>>()?;
    let named = arguments.estate.as_deref();
    let mut ready = ready(named, edge)?;
    cited(&arguments.accept, &ready.estate.citations)?;
    if !ready.estate.citations.is_empty() {
        let mut seen = looked_up(&ready.estate.citations, &arguments.accept, edge)?;
        let (folder, _) = find(named, edge)?;
        write_file(&folder.join(LOCK), |out| write_lock(&seen, out))?;
        for citation in &mut ready.estate.citations {
            citation.seen = seen.remove(&citation.url);
        }
    }
    let outcome = on_links(&ready, edge)?;
    let exit = exit(arguments.fail_on, outcome.findings.iter());
    let view = EvidenceReport {
        citations: &ready.estate.citations,
        findings: Report::new(
            &ready.estate,
            &ready.sources,
            &ready.rules,
            &outcome,
            &ready.root,
        )
        .called_with(named.map(Path::to_string_lossy).as_deref(), None),
        lock: LOCK,
    };
    let face = |format, options, out: &mut dyn Write| match format {
        TableFormat::Terminal => report::evidence_terminal(&view, options, out),
        TableFormat::Json => report::evidence_json(&view, out),
    };
    for (path, format) in files {
        write_file(&edge.folder.join(path), |out| {
            face(format, TerminalOptions::default(), out)
        })?;
    }
    let options = TerminalOptions {
        width: edge.width,
        color: edge.color,
        hyperlinks: edge.color,
    };
    face(arguments.format, options, &mut edge.out)?;
    edge.out.flush()?;
    Ok(exit)
}

/// Refuses to accept the text of a link that the estate does not cite.
fn cited(links: &[String], citations: &[Citation]) -> Result<(), Failure> {
    for link in links {
        let all = || citations.iter().map(|it| it.url.as_str());
        if all().any(|url| url == link) {
            continue;
        }
        let near = nearest(link, all());
        let near = near.map(|near| format!("; did you mean `{near}`?"));
        return Err(Failure::Say(format!(
            "the estate does not cite `{link}`{}",
            near.unwrap_or_default()
        )));
    }
    Ok(())
}

fn looked_up(
    citations: &[Citation],
    accepted: &[String],
    edge: &mut Edge,
) -> Result<BTreeMap<String, Seen>, Failure> {
    let urls: Vec<String> = citations.iter().map(|it| it.url.clone()).collect();
    let known: BTreeMap<String, Seen> = citations
        .iter()
        .filter_map(|it| Some((it.url.clone(), it.seen.clone()?)))
        .collect();
    let bar = progress(urls.len(), edge);
    let looks = look(&urls, &edge.network, &mut |look| {
        bar.set_message(look.url.clone());
        bar.inc(1);
    });
    bar.finish_and_clear();
    let looks = looks.map_err(Failure::Say)?;
    if is_cut_off(&looks) {
        return Err(Failure::Say(format!(
            "not one of {} hosts can be reached, so it is the network that is missing; nothing was written",
            hosts(&looks).len()
        )));
    }
    let mut seen = renewed(&known, &looks, edge.today);
    for link in accepted {
        let changed = seen.get_mut(link).is_some_and(accept);
        if !changed {
            writeln!(
                edge.err,
                "note: `{}` leads to the text that it is cited for; there is nothing to accept",
                report::sanitize(link)
            )?;
        }
    }
    Ok(seen)
}

/// Whether this machine seems to be cut off: several hosts, and none of them answers at all. Links would
/// else be called dead because somebody pulled a plug.
fn is_cut_off(looks: &[Look]) -> bool {
    hosts(looks).len() > 1 && looks.iter().all(|look| look.answer.is_silence())
}

/// The hosts of links.
fn hosts(looks: &[Look]) -> BTreeSet<&str> {
    looks
        .iter()
        .filter_map(|look| look.url.split('/').nth(2))
        .collect()
}

/// A bar on a terminal, and nothing anywhere else.
fn progress(links: usize, edge: &Edge) -> ProgressBar {
    if !edge.error_terminal {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(Some(links as u64), ProgressDrawTarget::stderr());
    let style = ProgressStyle::with_template("{pos}/{len} [{bar:30}] {wide_msg}");
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// What policies find of links: their rules rest on facts about links.
fn on_links(ready: &Project, edge: &mut Edge) -> Result<Outcome, Failure> {
    let mut outcome = ready
        .check(edge.today)
        .run()
        .map_err(|error| cannot_check(error, &ready, edge))?;
    outcome.findings.retain(|finding| {
        let rule = ready.rules.index(&finding.rule);
        let rule = rule.and_then(|rule| ready.rules.rule(rule));
        rule.is_some_and(|rule| rule.evidence.iter().any(|it| it.starts_with("citation.")))
    });
    Ok(outcome)
}
