//! `questions`: what is open in an estate, and answers to it as edits of its files.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use super::answers;
use super::arguments::EstateArguments;
use super::env::Env;
use super::errors::{CliError, ExitStatus};
use super::load::{cannot_check, display_path, files_in, find, ready_in};
use super::outputs::OutputArguments;
use super::write::write_file;
use crate::estate::load;
use crate::input::{EditedFiles, Files, SourceFile, SourceMap, Span, edit, nearest};
use crate::project::Project;
use crate::view::{Question, QuestionList};

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
        let question = known(&list, &id)?.clone();
        let (path, text) = edited(&question, &value, &project, (&files, &file, day))?;
        write_file(&folder.join(&path), |out| out.write_all(text.as_bytes()))?;
        env.note(&format!(
            "{}:{}: `{}` is answered",
            display_path(&folder.join(&path), &env.folder),
            question.line,
            question.key
        ));
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

fn known<'q>(list: &'q QuestionList, id: &str) -> Result<&'q Question, CliError> {
    list.questions.iter().find(|it| it.id == id).ok_or_else(|| {
        let near = nearest(id, list.questions.iter().map(|it| it.id.as_str()));
        let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        CliError::Message(format!("there is no open question `{id}`{near}"))
    })
}

/// The file that an answer changes, and its text: the first edit after which the estate loads and the question is
/// answered.
fn edited(
    question: &Question,
    value: &str,
    project: &Project,
    (files, first, day): (&dyn Files, &str, Date),
) -> Result<(String, String), CliError> {
    let mut why = "it is in no file that can be edited".to_owned();
    for (path, text) in edits(question, value, &project.sources) {
        let texts = BTreeMap::from([(path.clone(), text.clone())]);
        let with = EditedFiles::new(files, &texts);
        match Project::from_loaded(load(&with, first)) {
            Err(wrong) => {
                let error = wrong.errors.first().map(ToString::to_string);
                why = format!("the estate would not load: {}", error.unwrap_or_default());
            }
            Ok(project) => {
                let is_open = match project.check(day).run() {
                    Err(error) => {
                        why = format!("the estate could not be checked: {error}");
                        continue;
                    }
                    Ok(outcome) => {
                        let list = QuestionList::of(&project.estate, &project.sources, &outcome);
                        list.questions.iter().any(|it| it.id == question.id)
                    }
                };
                if !is_open {
                    return Ok((path, text));
                }
                why = "the question would still be open".to_owned();
            }
        }
    }
    Err(CliError::Message(format!(
        "`{}={value}` is not written: {why}. Edit `{}` at line {} by hand: `{}`",
        question.id, question.file, question.line, question.key
    )))
}

/// The edits that may answer a question, each with its file.
fn edits(question: &Question, value: &str, sources: &SourceMap) -> Vec<(String, String)> {
    let of = |span: Span| {
        let file = sources.file(span.file)?;
        Some((file, span))
    };
    let places: Vec<(&SourceFile, Span)> =
        question.places.iter().filter_map(|it| of(*it)).collect();
    if question.guess.is_some() {
        let confirmed = value == "ok";
        let edit = |(file, span): &(&SourceFile, Span)| {
            let value = (!confirmed).then_some(value);
            Some((
                file.path().to_owned(),
                answers::guess(file.text(), *span, value)?,
            ))
        };
        return places.iter().filter_map(edit).collect();
    }
    // `consent: {alternative: ...}` names a key within a key.
    let (key, value) = match question.key.split_once(": ") {
        Some((key, shape)) => (key, shape.replace("...", value)),
        None => (question.key.as_str(), value.to_owned()),
    };
    let mut edits: Vec<(String, String)> = Vec::new();
    // All flows of a question have one answer: those of one file are edited together, the last first.
    let mut all: Vec<(&SourceFile, Span)> = places.clone();
    all.sort_by_key(|(_, span)| std::cmp::Reverse((span.file, span.start)));
    if let Some((first, _)) = places.first() {
        let mut text = first.text().to_owned();
        for (file, span) in &all {
            if file.path() == first.path() {
                text = edit::key_added(&text, *span, key, &value).unwrap_or(text);
            }
        }
        edits.push((first.path().to_owned(), text));
    }
    for (file, span) in &places {
        if let Some(text) = edit::key_added(file.text(), *span, key, &value) {
            edits.push((file.path().to_owned(), text));
        }
    }
    edits
}
