//! `questions`: what is open in an estate, and answers to it as edits of its files.

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use super::arguments::EstateArguments;
use super::env::Env;
use super::errors::{CliError, ExitStatus};
use super::load::{cannot_check, display_path, files_in, find, ready_in};
use super::outputs::OutputArguments;
use super::settle::{Answer, Texts};
use super::write::write_file;
use crate::estate::load;
use crate::input::{EditedFiles, Files, nearest};
use crate::project::Project;
use crate::view::{QuestionList, QuestionPart};

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
    /// List so many questions; by default all
    #[arg(long, value_name = "NUMBER")]
    first: Option<usize>,
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
    let mut list = questions(&project, day, env)?;
    for (id, value) in answers {
        let parts = known(&list, &id)?;
        let answer = Answer {
            parts,
            value: &value,
        };
        let texts = edited(&answer, &project, (&files, &file, day));
        let texts = texts.map_err(|why| refused(&id, &answer, &why))?;
        for (path, text) in &texts {
            write_file(&folder.join(path), |out| out.write_all(text.as_bytes()))?;
        }
        for part in parts {
            let path = display_path(&folder.join(&part.file), &env.folder);
            env.note(&format!("{path}:{}: `{}` is answered", part.line, part.key));
        }
        project = ready_in(&files, &file, root.clone(), env)?;
        list = questions(&project, day, env)?;
    }
    if let Some(first) = arguments.first {
        list.questions.truncate(first);
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
        let (_, text) = super::import::tables::text(path, env)?;
        let said = text.lines().map(str::trim);
        lines.extend(
            said.filter(|it| !it.is_empty() && !it.starts_with('#'))
                .map(str::to_owned),
        );
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

fn questions(project: &Project, day: Date, env: &mut Env) -> Result<QuestionList, CliError> {
    let outcome = project.check(day).run();
    let outcome = outcome.map_err(|error| cannot_check(error, project, env))?;
    Ok(QuestionList::of(
        &project.estate,
        &project.sources,
        &outcome,
    ))
}

fn known<'q>(list: &'q QuestionList, id: &str) -> Result<&'q [QuestionPart], CliError> {
    list.parts_of(id).ok_or_else(|| {
        let near = nearest(id, list.ids());
        let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        CliError::Message(format!("there is no open question `{id}`{near}"))
    })
}

/// Why an answer is not written, and where to write it by hand.
fn refused(id: &str, answer: &Answer<'_>, why: &str) -> CliError {
    let place = answer.parts.first().map_or_else(String::new, |part| {
        let QuestionPart {
            file, line, key, ..
        } = part;
        format!(". Edit `{file}` at line {line} by hand: `{key}`")
    });
    CliError::Message(format!(
        "`{id}={}` is not written: {why}{place}",
        answer.value
    ))
}

/// The files that an answer changes, with their texts: the first edit after which the estate loads and everything
/// that was asked is answered.
fn edited(
    answer: &Answer<'_>,
    project: &Project,
    (files, first, day): (&dyn Files, &str, Date),
) -> Result<Texts, String> {
    let mut why = "it is in no file that can be edited in this way".to_owned();
    for texts in answer.edits(&project.estate, &project.sources, first) {
        let with = EditedFiles::new(files, &texts);
        match Project::from_loaded(load(&with, first)) {
            Err(wrong) => {
                let error = wrong.errors.first().map(ToString::to_string);
                why = format!("the estate would not load: {}", error.unwrap_or_default());
            }
            Ok(project) => {
                let outcome = match project.check(day).run() {
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
    Err(why)
}
