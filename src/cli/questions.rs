//! `questions`: what is open in an estate, and answers to it as edits of its files.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use super::arguments::EstateArguments;
use super::env::Env;
use super::errors::{CliError, ExitStatus};
use super::load::{cannot_check, display_path, files_in, find, ready_in};
use super::outputs::OutputArguments;
use super::settle::{Answer, Asked, Refused, Texts};
use super::write::write_file;
use crate::engine::check::Outcome;
use crate::estate::load;
use crate::input::{EditedFiles, ReadFiles, SourceMap, nearest};
use crate::project::Project;
use crate::view::{Question, QuestionList, QuestionPart};

/// Arguments of `questions`.
#[derive(Debug, Clone, Default, Args)]
pub struct QuestionsArguments {
    #[command(flatten)]
    estate: EstateArguments,
    /// Write an answer into the estate's files (repeatable): the id of a question and a value as YAML has it; `ID=ok` confirms
    /// a guess
    #[arg(long, value_name = "ID=VALUE")]
    answer: Vec<String>,
    /// The same from a file with an answer on each line; `#` begins a comment
    #[arg(long, value_name = "FILE")]
    answers: Option<PathBuf>,
    /// List so many questions, at least one; by default all
    #[arg(long, value_name = "NUMBER")]
    first: Option<NonZeroUsize>,
    #[command(flatten)]
    outputs: OutputArguments<QuestionList>,
}

/// Lists the open questions, or writes answers.
pub fn run(arguments: &QuestionsArguments, env: &mut Env) -> Result<ExitStatus, CliError> {
    let outputs = arguments.outputs.parse()?;
    let answers = answers(arguments, env)?;
    let (folder, file) = find(arguments.estate.estate.as_deref(), env)?;
    let root = display_path(&folder, &env.folder);
    let files = files_in(&folder)?;
    let day = arguments.estate.as_of.unwrap_or(env.today);
    let mut project = ready_in(&files, &file, root.clone(), env)?;
    let (mut outcome, mut list) = questions(&project, day, env)?;
    for (id, value) in answers {
        let (parts, whole) = known(&list, &id)?;
        let answer = Answer {
            parts,
            whole: whole.map(|it| it.id.as_str()),
            value: &value,
        };
        let asked = Asked {
            project: &project,
            outcome: &outcome,
            list: &list,
            files: &files,
            first: &file,
            day,
        };
        let texts = edited(&answer, &asked);
        let texts = texts.map_err(|why| refused(&id, &answer, why))?;
        for (path, text) in &texts {
            write_file(&folder.join(path), |out| out.write_all(text.as_bytes()))?;
        }
        for (path, line, key) in written(parts, &texts, &project.sources) {
            let path = display_path(&folder.join(path), &env.folder);
            env.note(&format!("{path}:{line}: `{key}` is answered"));
        }
        project = ready_in(&files, &file, root.clone(), env)?;
        (outcome, list) = questions(&project, day, env)?;
    }
    if let Some(first) = arguments.first {
        list.questions.truncate(first.get());
    }
    outputs.write(&list, env)?;
    Ok(ExitStatus::Success)
}

/// The answers of a call, in its order.
fn answers(
    arguments: &QuestionsArguments,
    env: &mut Env,
) -> Result<Vec<(String, String)>, CliError> {
    let mut lines = arguments.answer.clone();
    if let Some(path) = &arguments.answers {
        let (path, text) = super::import::tables::text(path, env)?;
        let said = text.lines().map(str::trim);
        let said = said.filter(|it| !it.is_empty() && !it.starts_with('#'));
        let before = lines.len();
        lines.extend(said.map(str::to_owned));
        if lines.len() == before {
            return Err(CliError::Message(format!("`{path}` has no answers")));
        }
    }
    let parsed = lines.iter().map(|line| {
        let (id, value) = line
            .split_once('=')
            .ok_or_else(|| CliError::Message(format!("`{line}` is no answer: write `ID=VALUE`")))?;
        let value = value.trim();
        if value.is_empty() || value.contains('\n') {
            return Err(CliError::Message(format!(
                "`{line}` has no value: write `ID=VALUE` on one line"
            )));
        }
        Ok((id.trim().to_owned(), value.to_owned()))
    });
    parsed.collect()
}

fn questions(
    project: &Project,
    day: Date,
    env: &mut Env,
) -> Result<(Outcome, QuestionList), CliError> {
    let outcome = project.check(day).run();
    let outcome = outcome.map_err(|error| cannot_check(error, project, env))?;
    let list = QuestionList::of(&project.estate, &project.sources, &outcome);
    Ok((outcome, list))
}

fn known<'q>(
    list: &'q QuestionList,
    id: &str,
) -> Result<(&'q [QuestionPart], Option<&'q Question>), CliError> {
    list.parts_of(id).ok_or_else(|| {
        let near = nearest(id, list.ids());
        let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        CliError::Message(format!("there is no open question `{id}`{near}"))
    })
}

/// Why an answer is not written, and what to do instead.
fn refused(id: &str, answer: &Answer<'_>, why: Refused) -> CliError {
    let value = answer.value;
    let why = match (why, answer.parts.first()) {
        (Refused::Advice(why), _) => why,
        (Refused::Fault(why), Some(part)) if is_yaml(&part.file) => {
            let QuestionPart {
                file, line, key, ..
            } = part;
            format!("{why}. Edit `{file}` at line {line} by hand: `{key}`")
        }
        (Refused::Fault(why), _) => why,
    };
    CliError::Message(format!("`{id}={value}` is not written: {why}"))
}

fn is_yaml(path: &str) -> bool {
    path.ends_with(".yaml") || path.ends_with(".yml")
}

/// What an answer has changed: file, line and key. Of a part of which the entry is elsewhere, the first line that
/// differs.
fn written<'t>(
    parts: &'t [QuestionPart],
    texts: &'t Texts,
    sources: &'t SourceMap,
) -> Vec<(&'t str, u32, &'t str)> {
    let files = ReadFiles::new(sources);
    let mut found: Vec<(&str, u32, &str)> = Vec::new();
    for part in parts {
        let is_here = texts.contains_key(&part.file);
        let own = is_here.then_some((part.file.as_str(), part.line, part.key.as_str()));
        let others = texts.iter().filter(|_| !is_here).map(|(path, after)| {
            let before = files.text(path).unwrap_or_default();
            let mut lines = after.lines().zip(before.lines());
            let same = lines.position(|(one, other)| one != other);
            let same = same.unwrap_or_else(|| before.lines().count());
            (path.as_str(), same as u32 + 1, part.key.as_str())
        });
        for it in own.into_iter().chain(others) {
            if !found.contains(&it) {
                found.push(it);
            }
        }
    }
    found
}

/// The files that an answer changes, with their texts: the first edit after which the estate loads and everything
/// that was asked is answered.
fn edited(answer: &Answer<'_>, asked: &Asked<'_>) -> Result<Texts, Refused> {
    let mut why = "it is in no file that can be edited in this way".to_owned();
    for texts in answer.edits(asked)? {
        let with = EditedFiles::new(asked.files, &texts);
        match Project::from_loaded(load(&with, asked.first)) {
            Err(wrong) => {
                let error = wrong.errors.first().map(ToString::to_string);
                why = format!("the estate would not load: {}", error.unwrap_or_default());
            }
            Ok(project) => {
                let outcome = match project.check(asked.day).run() {
                    Err(error) => {
                        why = format!("the estate could not be checked: {error}");
                        continue;
                    }
                    Ok(outcome) => outcome,
                };
                let list = QuestionList::of(&project.estate, &project.sources, &outcome);
                let is_open = |part: &QuestionPart| list.ids().any(|id| id == part.id);
                if !answer.parts.iter().any(is_open) {
                    return Ok(texts);
                }
                why = "the question would still be open".to_owned();
            }
        }
    }
    Err(Refused::Fault(why))
}
