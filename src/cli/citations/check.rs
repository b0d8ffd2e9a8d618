//! Looking up what an estate cites. Nothing else goes to the network.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::EvidenceCheckArguments;
use crate::citations::{LinkResult, accept, look_up, renewed, write_lock};
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
    if let Some(seconds) = arguments.deadline {
        env.network.deadline = Duration::from_secs(u64::from(seconds));
    }
    let mut ready = ready(named, env)?;
    cited(&arguments.accept, &ready.estate.citations)?;
    let mut missing = 0;
    if !ready.estate.citations.is_empty() {
        let (folder, _) = find(named, env)?;
        let lock = folder.join(LOCK);
        env.inputs.push(lock.clone());
        outputs.sound(env, None)?;
        let seen = looked_up(&ready.estate.citations, &arguments.accept, &lock, env)?;
        missing = seen.missing;
        let mut seen = seen.all;
        write_file(&lock, |out| write_lock(&seen, out))?;
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
    if missing > 0 {
        return Err(CliError::Message(format!(
            "the deadline of {} s came before {missing} of {} links were looked up; `{LOCK}` has what was seen of the others",
            env.network.deadline.as_secs(),
            ready.estate.citations.len()
        )));
    }
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

/// What is known of links after looking them up.
struct LookedUp {
    all: BTreeMap<String, Seen>,
    /// How many were not looked up before the deadline.
    missing: usize,
}

fn looked_up(
    citations: &[Citation],
    accepted: &[String],
    lock: &Path,
    env: &mut Env,
) -> Result<LookedUp, CliError> {
    let urls: Vec<String> = citations.iter().map(|it| it.url.clone()).collect();
    let known: BTreeMap<String, Seen> = citations
        .iter()
        .filter_map(|it| Some((it.url.clone(), it.seen.clone()?)))
        .collect();
    let bar = progress(urls.len(), env);
    let mut kept = Kept {
        lock: lock.to_owned(),
        results: Vec::new(),
        written: None,
    };
    let day = env.today;
    let results = look_up(&urls, &env.network, &mut |result| {
        bar.set_message(sanitize(&result.url).into_owned());
        bar.inc(1);
        kept.add(result, &known, day);
    });
    bar.finish_and_clear();
    let results = results.map_err(CliError::Message)?;
    if is_cut_off(&results) {
        return Err(CliError::Message(format!(
            "none of {} hosts can be reached: the network seems to be missing; nothing was written",
            hosts(&results).len()
        )));
    }
    let mut seen = with_known(&known, &results, env.today);
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
    Ok(LookedUp {
        all: seen,
        missing: urls.len() - results.len(),
    })
}

/// What was seen of links, and of those that were not looked up what was known.
fn with_known(
    known: &BTreeMap<String, Seen>,
    results: &[LinkResult],
    day: jiff::civil::Date,
) -> BTreeMap<String, Seen> {
    let mut seen = renewed(known, results, day);
    for (url, known) in known {
        seen.entry(url.clone()).or_insert_with(|| known.clone());
    }
    seen
}

/// `evidence.lock` while links are looked up. A run that is stopped keeps what was seen until a
/// moment before.
struct Kept {
    lock: PathBuf,
    results: Vec<LinkResult>,
    written: Option<Instant>,
}

impl Kept {
    /// The file is written so often at most.
    const PAUSE: Duration = Duration::from_secs(1);

    fn add(&mut self, result: &LinkResult, known: &BTreeMap<String, Seen>, day: jiff::civil::Date) {
        self.results.push(result.clone());
        // Where no host answers, the network may be missing: then the file stays as it is.
        let is_due = self.written.is_none_or(|at| at.elapsed() >= Self::PAUSE);
        if is_due
            && self
                .results
                .iter()
                .any(|result| !result.answer.is_silence())
        {
            let seen = with_known(known, &self.results, day);
            // At the end it is written once more, and a failure is then reported.
            let _ = write_file(&self.lock, |out| write_lock(&seen, out));
            self.written = Some(Instant::now());
        }
    }
}

/// Whether this machine seems to be cut off: several hosts, and none of them answers at all. Links would
/// otherwise be reported as dead because a cable is unplugged.
fn is_cut_off(results: &[LinkResult]) -> bool {
    hosts(results).len() > 1 && results.iter().all(|result| result.answer.is_silence())
}

/// The hosts of links.
fn hosts(results: &[LinkResult]) -> BTreeSet<&str> {
    results
        .iter()
        .filter_map(|result| result.url.split('/').nth(2))
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
