//! `fix`: verified remedies, shown as edits or written into the files of an estate.

mod dialogue;
mod plan;

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use clap::Args;
use jiff::civil::Date;

use self::dialogue::{Choice, asked, filled};
use crate::cli::arguments::EstateArguments;
use crate::cli::env::Env;
use crate::cli::errors::{CliError, ExitStatus};
use crate::cli::load::{cannot_check, display_path, files_in, find, from_loaded, ready_in};
use crate::cli::write::write_file;
use crate::engine::check::Outcome;
use crate::engine::finding::{Change, Finding, Remedy};
use crate::engine::remedies::{self, Checked, NoticeDraft, Suggestions};
use crate::estate::model::Estate;
use crate::estate::{Overlay, ScenarioFile, load_assuming};
use crate::input::{DiskFiles, Files, counted, limits};
use crate::project::Project;
use crate::view::unified;

/// Arguments of `fix`.
#[derive(Debug, Clone, Default, Args)]
pub struct FixArguments {
    #[command(flatten)]
    estate: EstateArguments,
    /// Show the edits as a diff, and write nothing
    #[arg(long)]
    diff: bool,
    /// Show the fewest changes that resolve all errors together, and what each resolves; write nothing
    #[arg(long, conflicts_with_all = ["finding", "all_safe", "set"])]
    plan: bool,
    /// Resolve this finding (repeatable); without a terminal its smallest remedy is written
    #[arg(long, value_name = "ID")]
    finding: Vec<String>,
    /// Write every remedy that assumes nothing and edits no file of the estate: drafts of sentences for the notice
    #[arg(long, conflicts_with = "finding")]
    all_safe: bool,
    /// The value of something that a remedy assumes (repeatable), such as the day of a signature
    #[arg(long, value_name = "NAME=VALUE")]
    set: Vec<String>,
}

/// An estate whose notice has the sentences of earlier drafts, and what a check of it finds.
struct Judged {
    actual: Estate,
    project: Project,
    laid: Vec<ScenarioFile>,
    outcome: Outcome,
    day: Date,
}

impl Judged {
    fn checked(&self) -> Checked<'_> {
        Checked {
            actual: &self.actual,
            laid: &self.laid,
            ..Checked::declared(self.project.check(self.day), &self.outcome)
        }
    }

    fn finding(&self, id: &str) -> Option<&Finding> {
        self.outcome.findings.iter().find(|it| it.id == id)
    }
}

/// Shows or writes remedies.
pub fn run(arguments: &FixArguments, env: &mut Env) -> Result<ExitStatus, CliError> {
    let values = values(&arguments.set)?;
    let (folder, first) = find(arguments.estate.estate.as_deref(), env)?;
    let files = files_in(&folder)?;
    let root = display_path(&folder, &env.folder);
    let day = arguments.estate.as_of.unwrap_or(env.today);
    let judge = |env: &mut Env| judged(&files, &first, (&folder, &root), day, env);
    let mut now = judge(env)?;
    if arguments.plan {
        return plan::show(&now, arguments.diff, &files, env);
    }
    for id in &arguments.finding {
        if now.finding(id).is_none() {
            return Err(CliError::Message(format!(
                "no finding `{id}` on {day}; `fairnotice check` lists them with their ids"
            )));
        }
    }
    let asks = !arguments.diff && !arguments.all_safe && arguments.finding.is_empty();
    if asks && !env.terminal {
        return Err(CliError::Message(
            "there is no terminal to ask on: use `--diff`, `--all-safe`, or name a finding with `--finding`"
                .to_owned(),
        ));
    }
    if arguments.diff {
        return diff(arguments, &now, &files, env);
    }
    let wanted = now.outcome.findings.iter();
    let wanted = wanted.filter(|it| wants(arguments, it) && !it.is_suppressed());
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
        let chosen = match (asks, arguments.all_safe) {
            (true, _) => match asked(&finding, &remedies, &now, &files, env)? {
                Choice::Remedy(remedy) => Some(remedy),
                Choice::Skip => None,
                Choice::Quit => break,
            },
            (false, true) => remedies.into_iter().find(is_safe),
            (false, false) => remedies.into_iter().next(),
        };
        let Some(change) = chosen.and_then(|it| it.template) else {
            continue;
        };
        let change = filled(&change, &values, asks, env)?;
        written(&now, (&finding, &change), (&files, &folder), env, &judge)?;
        now = judge(env)?;
        tally.resolved += 1;
    }
    Ok(tally.closing(env))
}

fn wants(arguments: &FixArguments, finding: &Finding) -> bool {
    arguments.finding.is_empty() || arguments.finding.contains(&finding.id)
}

/// Shows the smallest remedy of each finding as a diff.
fn diff(
    arguments: &FixArguments,
    now: &Judged,
    files: &DiskFiles,
    env: &mut Env,
) -> Result<ExitStatus, CliError> {
    let found = Suggestions::of(now.checked(), |it| wants(arguments, it)).remedies();
    let mut tally = Tally::default();
    for (finding, remedies) in now.outcome.findings.iter().zip(&found) {
        if !wants(arguments, finding) || finding.is_suppressed() {
            continue;
        }
        tally.all += 1;
        let Some((remedy, change)) = remedies
            .first()
            .and_then(|it| Some((it, it.change.as_ref()?)))
        else {
            tally.without += 1;
            continue;
        };
        let draft = draft_of(now, change, files);
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

/// Loads the estate with the drafts that are there already, and judges it.
fn judged(
    files: &DiskFiles,
    first: &str,
    (folder, root): (&Path, &str),
    day: Date,
    env: &mut Env,
) -> Result<Judged, CliError> {
    let project = ready_in(files, first, root.to_owned(), env)?;
    let draft = project.estate.notice_on(day).and_then(|notice| {
        let file = project
            .sources
            .file(notice.documents.first()?.text.file())?;
        let (stem, _) = file.path().rsplit_once('.').unwrap_or((file.path(), ""));
        let path = format!("{stem}.draft.yaml");
        let text = files.read(&path, limits::MAX_FILE_BYTES).ok()?;
        Some(ScenarioFile {
            kind: Overlay::Proposal,
            path,
            text,
        })
    });
    let laid: Vec<ScenarioFile> = draft.into_iter().collect();
    let actual = project.estate;
    let project = if laid.is_empty() {
        ready_in(files, first, root.to_owned(), env)?
    } else {
        {
            let assumed = load_assuming(files, first, &actual, &laid);
            from_loaded(assumed.loaded, root.to_owned(), env)?
        }
    };
    let outcome = project.check(day).run();
    let outcome = outcome.map_err(|error| cannot_check(error, &project, env))?;
    env.inputs.push(folder.join(first));
    Ok(Judged {
        actual,
        project,
        laid,
        outcome,
        day,
    })
}

/// The drafts that a change makes of the notice.
fn draft_of(now: &Judged, change: &Change, files: &DiskFiles) -> Option<NoticeDraft> {
    let earlier = |path: &str| files.read(path, limits::MAX_FILE_BYTES).ok();
    remedies::drafted(&now.actual, &now.project.sources, now.day, change, earlier)
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
    for line in shown.lines() {
        writeln!(env.out, "{}", crate::report::sanitize(line))?;
    }
    writeln!(env.out)?;
    Ok(())
}

/// The edits of a change and of the drafts that it makes of the notice, as a diff.
fn edits(change: &Change, draft: Option<&NoticeDraft>, now: &Judged) -> String {
    let mut shown = String::new();
    for file in &change.files {
        shown.push_str(&unified(&file.path, &file.before, &file.after));
    }
    if let Some(draft) = draft {
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
            shown.push_str(&unified(&draft.path, &before, text));
        }
        let before = now.laid.iter().find(|it| it.path == draft.proposal_path);
        let before = before.map_or("", |it| it.text.as_str());
        shown.push_str(&unified(&draft.proposal_path, before, &draft.proposal));
    }
    shown
}

/// Writes a change, reads what was written, judges it, and takes it back unless the finding is resolved and nothing
/// is new or worse.
fn written(
    now: &Judged,
    (finding, change): (&Finding, &Change),
    (files, folder): (&DiskFiles, &Path),
    env: &mut Env,
    judge: &impl Fn(&mut Env) -> Result<Judged, CliError>,
) -> Result<(), CliError> {
    let predicted = remedies::resolves(now.checked(), change);
    let Some(predicted) = predicted.filter(|it| it.contains(&finding.id)) else {
        return Err(CliError::Message(format!(
            "with these values the finding `{}` is not resolved, or another one comes: nothing is written",
            finding.id
        )));
    };
    let mut texts: Vec<(String, String)> = (change.files.iter())
        .map(|it| (it.path.clone(), it.after.clone()))
        .collect();
    if let Some(draft) = draft_of(now, change, files) {
        texts.extend(draft.text.map(|text| (draft.path, text)));
        texts.push((draft.proposal_path, draft.proposal));
    } else if !change.proposal.is_empty() {
        return Err(CliError::Message(
            "the draft of the notice has a form that is not edited: write the sentence by hand"
                .to_owned(),
        ));
    }
    let before: Vec<(String, Option<String>)> = texts
        .iter()
        .map(|(path, _)| (path.clone(), files.read(path, limits::MAX_FILE_BYTES).ok()))
        .collect();
    let stale = change.files.iter().any(|file| {
        let on_disk = before.iter().find(|(path, _)| *path == file.path);
        on_disk.and_then(|(_, text)| text.as_ref()) != Some(&file.before)
    });
    if stale {
        return Err(CliError::Message(
            "a file has changed since it was read: run the command again".to_owned(),
        ));
    }
    let mut done = Ok(());
    for (path, text) in &texts {
        done = done
            .and_then(|()| write_file(&folder.join(path), |out| out.write_all(text.as_bytes())));
    }
    let after = done.is_ok().then(|| judge(env));
    let loads = after.as_ref().is_none_or(Result::is_ok);
    let is_as_predicted = after.is_some_and(|after| {
        after.is_ok_and(|after| {
            let ids = |outcome: &Outcome| -> std::collections::BTreeSet<String> {
                outcome.findings.iter().map(|it| it.id.clone()).collect()
            };
            let (old, new) = (ids(&now.outcome), ids(&after.outcome));
            let gone: Vec<&String> = old.difference(&new).collect();
            gone.iter()
                .map(|it| it.as_str())
                .eq(predicted.iter().map(String::as_str))
                && new.is_subset(&old)
        })
    });
    if is_as_predicted {
        for (path, _) in &texts {
            let shown = display_path(&folder.join(path), &env.folder);
            env.note(&format!("{shown}: written for `{}`", finding.id));
        }
        return Ok(());
    }
    for (path, text) in &before {
        let place = folder.join(path);
        match text {
            Some(text) => write_file(&place, |out| out.write_all(text.as_bytes()))?,
            None => drop(std::fs::remove_file(&place)),
        }
    }
    done?;
    if !loads {
        return Err(CliError::Message(format!(
            "the estate with the edits for `{}` does not load: they are taken back (patterns of `include` must not \
             take in the draft of the notice)",
            finding.id
        )));
    }
    Err(CliError::Message(format!(
        "the estate with the edits for `{}` is not what was predicted: they are taken back",
        finding.id
    )))
}
