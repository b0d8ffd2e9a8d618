//! `fix`: verified remedies, shown as edits or written into the files of an estate.

mod dialogue;
mod judged;
mod plan;
mod shown;
mod values;
mod written;

use clap::Args;

use self::dialogue::{Choice, Filled, asked, filled};
use self::judged::{Judge, Judged, MoreArguments};
use self::shown::show;
use self::values::Values;
use self::written::written;
use crate::cli::arguments::EstateArguments;
use crate::cli::env::Env;
use crate::cli::errors::{CliError, ExitStatus};
use crate::engine::finding::{Change, Finding, Remedy};
use crate::engine::remedies::{self, NoticeDraft, Suggestions};
use crate::estate::{Overlay, ScenarioFile};
use crate::input::counted;

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
    let values = Values::read(&arguments.set)?;
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
        return diff(arguments, (&judge, &now), &values, env);
    }
    if !values.is_empty() {
        let concerns = |it: &Finding| wants(arguments, it) && now.is_open(it);
        let found = Suggestions::of(now.checked(), concerns).remedies();
        // On a terminal any of them may be chosen.
        let any = asks && arguments.remedy.is_none();
        let offered = found
            .iter()
            .flat_map(|remedies| match chosen(arguments, remedies) {
                _ if any => remedies.iter().collect(),
                one => Vec::from_iter(one),
            });
        values.are_of(offered)?;
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
            (true, _) => match asked(&judge, &now, (&finding, &remedies), &values, env)? {
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

/// Which of the remedies of a finding a call without questions is about, if there is one.
fn chosen<'r>(arguments: &FixArguments, remedies: &'r [Remedy]) -> Option<&'r Remedy> {
    if arguments.all_safe {
        return remedies.iter().find(|it| is_safe(it));
    }
    let at = arguments.remedy.unwrap_or(1).checked_sub(1)?;
    remedies.get(at)
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

/// Shows of each finding the remedy that the same call would write, as a diff. What nobody recorded and the call does not
/// give is a blank.
fn diff(
    arguments: &FixArguments,
    (judge, now): (&Judge<'_>, &Judged),
    values: &Values,
    env: &mut Env,
) -> Result<ExitStatus, CliError> {
    let concerns = |it: &Finding| wants(arguments, it) && now.is_open(it);
    let found = Suggestions::of(now.checked(), concerns).remedies();
    values.are_of(found.iter().filter_map(|it| chosen(arguments, it)))?;
    let mut tally = Tally::default();
    for (finding, remedies) in now.outcome.findings.iter().zip(&found) {
        if !concerns(finding) {
            continue;
        }
        tally.all += 1;
        if remedies.is_empty() {
            tally.without += 1;
            continue;
        }
        if arguments.remedy.is_some() {
            numbered(&finding.id, remedies, arguments.remedy)?;
        }
        let Some(remedy) = chosen(arguments, remedies) else {
            continue;
        };
        let Some(template) = &remedy.template else {
            continue;
        };
        if let Some(text) = values.denied(template) {
            env.note(&format!(
                "`{}` is left: it is not confirmed that {text}",
                finding.id
            ));
            continue;
        }
        values.resolve(now, finding, template)?;
        show((judge, now), (finding, remedy), values, env)?;
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

/// The drafts that a change makes of the notice. Statements that name what only a proposal of the call adds go into that
/// proposal, since the estate does not load with them alone.
fn draft_of(judge: &Judge<'_>, now: &Judged, change: &Change) -> Option<NoticeDraft> {
    let after = |change: &Change, path: &str| {
        let file = change.files.iter().find(|it| it.path == path);
        file.map(|it| it.after.clone())
    };
    let earlier = |path: &str| after(change, path).or_else(|| judge.text(path));
    let mut draft = remedies::drafted(&now.actual, &now.project.sources, now.day, change, earlier)?;
    let file = ScenarioFile {
        kind: Overlay::Proposal,
        path: draft.proposal_path.clone(),
        text: draft.proposal.clone(),
    };
    // No file is read that has blanks in the place of days.
    let assumed = change.filled(|_| None);
    if let Some(home) = judge.home_of(now, &file, |path| after(&assumed, path)) {
        let text = after(change, &home.path).unwrap_or(home.text);
        draft.proposal = remedies::proposal_with(&text, change)?;
        draft.proposal_path = home.path;
    }
    Some(draft)
}
