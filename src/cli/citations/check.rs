//! Looking up what an estate cites. Nothing else goes to the network.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::EvidenceCheckArguments;
use crate::citations::{Look, accept, look, renewed, write_lock};
use crate::cli::env::Env;
use crate::cli::errors::{CliError, ExitStatus};
use crate::cli::fail_on::severities;
use crate::cli::load::{cannot_check, find, ready};
use crate::cli::write::write_file;
use crate::engine::check::Outcome;
use crate::estate::LOCK;
use crate::estate::model::{Citation, Seen};
use crate::input::nearest;
use crate::project::Project;
use crate::report::sanitize;
use crate::view::{EvidenceReport, Report};

/// Looks up every link, records the results, and reports what policies find.
pub(super) fn check_links(
    arguments: &EvidenceCheckArguments,
    env: &mut Env,
) -> Result<ExitStatus, CliError> {
    let outputs = arguments.outputs.parse()?;
    let named = arguments.estate.as_deref();
    let mut ready = ready(named, env)?;
    cited(&arguments.accept, &ready.estate.citations)?;
    if !ready.estate.citations.is_empty() {
        let mut seen = looked_up(&ready.estate.citations, &arguments.accept, env)?;
        let (folder, _) = find(named, env)?;
        write_file(&folder.join(LOCK), |out| write_lock(&seen, out))?;
        for citation in &mut ready.estate.citations {
            citation.seen = seen.remove(&citation.url);
        }
    }
    let outcome = on_links(&ready, env)?;
    let exit = arguments
        .fail_on
        .status(severities(outcome.findings.iter()));
    let view = EvidenceReport {
        citations: &ready.estate.citations,
        findings: Report::of(&ready, &outcome)
            .called_with(named.map(Path::to_string_lossy).as_deref(), None),
        lock: LOCK,
    };
    outputs.write(&view, env)?;
    Ok(exit)
}

/// Refuses to record the text of a link that the estate does not cite.
fn cited(links: &[String], citations: &[Citation]) -> Result<(), CliError> {
    for link in links {
        let all = || citations.iter().map(|it| it.url.as_str());
        if all().any(|url| url == link) {
            continue;
        }
        let near = nearest(link, all());
        let near = near.map(|near| format!("; did you mean `{near}`?"));
        return Err(CliError::Message(format!(
            "the estate does not cite `{link}`{}",
            near.unwrap_or_default()
        )));
    }
    Ok(())
}

fn looked_up(
    citations: &[Citation],
    accepted: &[String],
    env: &mut Env,
) -> Result<BTreeMap<String, Seen>, CliError> {
    let urls: Vec<String> = citations.iter().map(|it| it.url.clone()).collect();
    let known: BTreeMap<String, Seen> = citations
        .iter()
        .filter_map(|it| Some((it.url.clone(), it.seen.clone()?)))
        .collect();
    let bar = progress(urls.len(), env);
    let looks = look(&urls, &env.network, &mut |look| {
        bar.set_message(look.url.clone());
        bar.inc(1);
    });
    bar.finish_and_clear();
    let looks = looks.map_err(CliError::Message)?;
    if is_cut_off(&looks) {
        return Err(CliError::Message(format!(
            "none of {} hosts can be reached: the network seems to be missing; nothing was written",
            hosts(&looks).len()
        )));
    }
    let mut seen = renewed(&known, &looks, env.today);
    for link in accepted {
        let changed = seen.get_mut(link).is_some_and(accept);
        if !changed {
            writeln!(
                env.err,
                "note: `{}` leads to the text that it is cited for; no new text to record",
                sanitize(link)
            )?;
        }
    }
    Ok(seen)
}

/// Whether this machine seems to be cut off: several hosts, and none of them answers at all. Links would
/// otherwise be reported as dead because a cable is unplugged.
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
fn progress(links: usize, env: &Env) -> ProgressBar {
    if !env.error_terminal {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(Some(links as u64), ProgressDrawTarget::stderr());
    let style = ProgressStyle::with_template("{pos}/{len} [{bar:30}] {wide_msg}");
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

/// What policies find of links: their rules use facts about links.
fn on_links(ready: &Project, env: &mut Env) -> Result<Outcome, CliError> {
    let mut outcome = ready
        .check(env.today)
        .run()
        .map_err(|error| cannot_check(error, ready, env))?;
    outcome.findings.retain(|finding| {
        let rule = ready.rules.index(&finding.rule);
        let rule = rule.and_then(|rule| ready.rules.rule(rule));
        rule.is_some_and(|rule| rule.evidence.iter().any(|it| it.starts_with("citation.")))
    });
    Ok(outcome)
}
