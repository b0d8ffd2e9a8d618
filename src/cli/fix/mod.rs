//! `fix`: verified remedies, shown as edits or written into the files of an estate.

mod dialogue;
mod judged;
mod plan;
mod written;

use std::collections::BTreeMap;
use std::io::Write;

use clap::Args;
use indexmap::IndexMap;

use self::dialogue::{Choice, Filled, asked, filled};
use self::judged::{Judge, Judged, MoreArguments};
use self::written::written;
use crate::cli::arguments::EstateArguments;
use crate::cli::env::Env;
use crate::cli::errors::{CliError, ExitStatus};
use crate::engine::finding::{Change, Finding, Remedy};
use crate::engine::remedies::{self, NoticeDraft, Suggestions};
use crate::estate::{Overlay, ScenarioFile};
use crate::input::counted;
use crate::view::{diff_lines, unified};

/// Arguments of `fix`.
#[derive(Debug, Clone, Default, Args)]
pub struct FixArguments {
    #[command(flatten)]
    estate: EstateArguments,
    #[command(flatten)]
    more: MoreArguments,
    /// Show the edits as a diff, and write nothing
    #[arg(long)]
    diff: bool,
    /// Show the fewest changes that resolve all errors together, and what each resolves; write nothing
    #[arg(long, conflicts_with_all = ["finding", "all_safe", "set"])]
    plan: bool,
    /// Resolve this finding (repeatable); without a terminal its smallest remedy is written, or that of `--remedy`
    #[arg(long, value_name = "ID")]
    finding: Vec<String>,
    /// Write this remedy of the finding: its number in the order in which `check --suggest` shows them, from 1
    #[arg(long, value_name = "NUMBER", requires = "finding")]
    remedy: Option<usize>,
    /// Write every remedy that assumes nothing and edits no file of the estate: drafts of sentences for the notice
    #[arg(long, conflicts_with = "finding")]
    all_safe: bool,
    /// The value of something that a remedy assumes (repeatable), such as the day of a signature
    #[arg(long, value_name = "NAME=VALUE")]
    set: Vec<String>,
}

/// Shows or writes remedies.
pub fn run(arguments: &FixArguments, env: &mut Env) -> Result<ExitStatus, CliError> {
    let values = values(&arguments.set)?;
    let judge = Judge::new(
        arguments.estate.estate.as_deref(),
        &arguments.more,
        arguments.estate.as_of,
        env,
    )?;
    let mut now = judge.now(env)?;
    if arguments.plan {
        return plan::show(&judge, &now, arguments.diff, env);
    }
    for id in &arguments.finding {
        if now.finding(id).is_none() {
            return Err(CliError::Message(format!(
                "no finding `{id}` on {}; `fairnotice check` lists them with their ids",
                judge.day
            )));
        }
    }
    let may_ask = !arguments.diff && !arguments.all_safe;
    let asks = may_ask && env.terminal;
    if may_ask && !asks && arguments.finding.is_empty() {
        return Err(CliError::Message(
            "there is no terminal to ask on: use `--diff`, `--all-safe`, or name a finding with `--finding`"
                .to_owned(),
        ));
    }
    if arguments.diff {
        return diff(arguments, &judge, &now, env);
    }
    let wanted = now.open().filter(|it| wants(arguments, it));
    let wanted: Vec<String> = wanted.map(|finding| finding.id.clone()).collect();
    let mut tally = Tally::default();
    for id in wanted {
        tally.all += 1;
        // An earlier one may have resolved it as well.
        let Some(finding) = now.finding(&id).cloned() else {
            tally.resolved += 1;
            continue;
        };
        let remedies = remedies::verified(now.checked(), &finding);
        if remedies.is_empty() {
            tally.without += 1;
            continue;
        }
        let chosen = match (asks && arguments.remedy.is_none(), arguments.all_safe) {
            (true, _) => match asked(&judge, &now, (&finding, &remedies), env)? {
                Choice::Remedy(remedy) => Some(remedy),
                Choice::Skip => None,
                Choice::Quit => break,
            },
            (false, true) => remedies.into_iter().find(is_safe),
            (false, false) => Some(numbered(&id, &remedies, arguments.remedy)?.clone()),
        };
        let Some(change) = chosen.and_then(|it| it.template) else {
            continue;
        };
        match filled(&change, &values, asks, env)? {
            Filled::Change(change) => {
                now = written(&judge, &now, (&finding, &change), env)?;
                tally.resolved += 1;
            }
            Filled::Denied(text) => {
                env.note(&format!("`{id}` is left: it is not confirmed that {text}"));
            }
        }
    }
    Ok(tally.closing(env))
}

/// The remedy of a finding that the call names, by default the smallest one.
fn numbered<'r>(
    id: &str,
    remedies: &'r [Remedy],
    number: Option<usize>,
) -> Result<&'r Remedy, CliError> {
    let at = number.unwrap_or(1).checked_sub(1);
    at.and_then(|at| remedies.get(at)).ok_or_else(|| {
        CliError::Message(format!(
            "the finding `{id}` has no such remedy: it has {}",
            counted(remedies.len(), "verified remedy")
        ))
    })
}

fn wants(arguments: &FixArguments, finding: &Finding) -> bool {
    arguments.finding.is_empty() || arguments.finding.contains(&finding.id)
}

/// Shows the smallest remedy of each finding as a diff.
fn diff(
    arguments: &FixArguments,
    judge: &Judge<'_>,
    now: &Judged,
    env: &mut Env,
) -> Result<ExitStatus, CliError> {
    let concerns = |it: &Finding| wants(arguments, it) && now.is_open(it);
    let found = Suggestions::of(now.checked(), concerns).remedies();
    let mut tally = Tally::default();
    for (finding, remedies) in now.outcome.findings.iter().zip(&found) {
        if !concerns(finding) {
            continue;
        }
        tally.all += 1;
        let chosen = match arguments.remedy {
            Some(_) if !remedies.is_empty() => {
                Some(numbered(&finding.id, remedies, arguments.remedy)?)
            }
            _ => remedies.first(),
        };
        let Some((remedy, change)) = chosen.and_then(|it| Some((it, it.change.as_ref()?))) else {
            tally.without += 1;
            continue;
        };
        let draft = draft_of(judge, now, change);
        show(finding, remedy, draft.as_ref(), now, env)?;
    }
    Ok(tally.closing(env))
}

/// What came of it.
#[derive(Debug, Default)]
struct Tally {
    all: usize,
    resolved: usize,
    without: usize,
}

impl Tally {
    fn closing(&self, env: &mut Env) -> ExitStatus {
        env.note(&format!(
            "{} looked at, {} resolved, {} without a verified remedy",
            counted(self.all, "finding"),
            self.resolved,
            self.without
        ));
        ExitStatus::Success
    }
}

/// A remedy that states no fact and edits no file of the estate.
fn is_safe(remedy: &Remedy) -> bool {
    let change = remedy.change.as_ref();
    change.is_some_and(|it| it.files.is_empty() && it.assumes.is_empty())
}

fn values(set: &[String]) -> Result<BTreeMap<String, String>, CliError> {
    let read = |word: &String| {
        let (name, value) = word.split_once('=').ok_or_else(|| {
            CliError::Message(format!("`{word}` sets nothing: write `NAME=VALUE`"))
        })?;
        Ok((name.trim().to_owned(), value.trim().to_owned()))
    };
    set.iter().map(read).collect()
}

/// The drafts that a change makes of the notice. Statements that name what only a proposal of the call adds go into that
/// proposal, since the estate does not load with them alone.
fn draft_of(judge: &Judge<'_>, now: &Judged, change: &Change) -> Option<NoticeDraft> {
    let edited = |path: &str| {
        let file = change.files.iter().find(|it| it.path == path);
        file.map(|it| it.after.clone())
    };
    let earlier = |path: &str| edited(path).or_else(|| judge.text(path));
    let mut draft = remedies::drafted(&now.actual, &now.project.sources, now.day, change, earlier)?;
    let file = ScenarioFile {
        kind: Overlay::Proposal,
        path: draft.proposal_path.clone(),
        text: draft.proposal.clone(),
    };
    if let Some(home) = judge.home_of(now, &file, edited) {
        draft.proposal = remedies::proposal_with(&home.text, change)?;
        draft.proposal_path = home.path;
    }
    Some(draft)
}

/// Shows a finding, a remedy and its edits as a diff.
fn show(
    finding: &Finding,
    remedy: &Remedy,
    draft: Option<&NoticeDraft>,
    now: &Judged,
    env: &mut Env,
) -> Result<(), CliError> {
    let Some(change) = &remedy.change else {
        return Ok(());
    };
    let mut shown = format!("# {}[{}] {}\n", finding.severity, finding.rule, finding.id);
    shown.push_str(&format!(
        "# {}\n# remedy: {}\n",
        finding.message, remedy.text
    ));
    for assumption in &change.assumes {
        shown.push_str(&format!("# assumes that {}\n", assumption.text));
    }
    shown.push_str(&edits(change, draft, now));
    write_diff(&shown, env)?;
    writeln!(env.out)?;
    Ok(())
}

/// Writes a diff. Lines keep their ends, without which `git apply` does not take it.
fn write_diff(diff: &str, env: &mut Env) -> Result<(), CliError> {
    for line in diff_lines(diff) {
        let (line, end) = match line.strip_suffix('\r') {
            Some(line) => (line, "\r"),
            None => (line, ""),
        };
        writeln!(env.out, "{}{end}", crate::report::sanitize(line))?;
    }
    Ok(())
}

/// The edits of a change and of the drafts that it makes of the notice, as a diff.
fn edits(change: &Change, draft: Option<&NoticeDraft>, now: &Judged) -> String {
    let edited = edited(change, draft, now);
    let diffs = edited.iter();
    diffs
        .map(|(path, (before, after))| unified(path, before, after))
        .collect()
}

/// The files that a change and its drafts write, by path: the text before and after.
fn edited(
    change: &Change,
    draft: Option<&NoticeDraft>,
    now: &Judged,
) -> IndexMap<String, (String, String)> {
    let files = change.files.iter();
    let mut edited: IndexMap<String, (String, String)> = files
        .map(|it| (it.path.clone(), (it.before.clone(), it.after.clone())))
        .collect();
    let Some(draft) = draft else {
        return edited;
    };
    let sources = &now.project.sources;
    let known = |path: &str| {
        let file = sources.by_path(path).and_then(|id| sources.file(id));
        file.map_or("", |it| it.text()).to_owned()
    };
    if let Some(text) = &draft.text {
        // What is new of a draft is what it has more than the published text.
        let published = draft.path.replace(".draft.", ".");
        let before = match known(&draft.path) {
            none if none.is_empty() => known(&published),
            some => some,
        };
        edited.insert(draft.path.clone(), (before, text.clone()));
    }
    // A proposal that the statements go into is shown once, with all of its edits.
    let before = now.laid.iter().find(|it| it.path == draft.proposal_path);
    let before = before.map_or("", |it| it.text.as_str()).to_owned();
    let path = draft.proposal_path.clone();
    edited.insert(path, (before, draft.proposal.clone()));
    edited
}
