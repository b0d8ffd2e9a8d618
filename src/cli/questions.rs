//! `questions`: what is open in an estate, and answers to it as edits of its files.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use super::arguments::EstateArguments;
use super::env::Env;
use super::errors::{CliError, ExitStatus};
use super::load::{cannot_check, display_path, files_in, find, ready_in};
use super::outputs::OutputArguments;
use super::settle::{Answer, Asked, Refused, SCOPE_WITHOUT_SEAT, Texts};
use super::write::write_file;
use crate::engine::as_of::CheckError;
use crate::engine::check::Outcome;
use crate::estate::load;
use crate::input::{EditedFiles, ReadFiles, SourceMap, nearest};
use crate::project::Project;
use crate::view::{INFORMS, NOT_RECORDED, QuestionList, QuestionPart, SHARES};

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
    // Ids of questions are those of their parts, and change with each answer: what is meant is settled before the first.
    let answers = answers.into_iter().map(|answer| given(answer, &list));
    let answers = answers.collect::<Result<Vec<Given>, CliError>>()?;
    for given in answers {
        let parts = given.parts(&list);
        if parts.is_empty() {
            let id = &given.id;
            env.note(&format!("`{id}` is answered by an answer before it"));
            continue;
        }
        let answer = Answer {
            parts: &parts,
            whole: given.whole.as_deref(),
            value: &given.value,
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
        let texts = texts.map_err(|why| refused(&given.id, &answer, why))?;
        for (path, text) in &texts {
            write_file(&folder.join(path), |out| out.write_all(text.as_bytes()))?;
        }
        for (path, line, words) in written(&answer, &texts, &project.sources) {
            let path = display_path(&folder.join(path), &env.folder);
            env.note(&format!("{path}:{line}: {words}"));
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

/// An answer of a call, with what its id means in the list that the call begins with.
struct Given {
    id: String,
    value: String,
    /// The ids of the parts that it is about.
    parts: BTreeSet<String>,
    /// The rule and the key of a question of a check that is answered as a whole.
    asked: Option<(String, String)>,
    /// The id of the question of which one part is answered.
    whole: Option<String>,
}

fn given((id, value): (String, String), list: &QuestionList) -> Result<Given, CliError> {
    let found = list.parts_of(&id).ok_or_else(|| {
        let near = nearest(&id, list.ids());
        let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        CliError::Message(format!("there is no open question `{id}`{near}"))
    })?;
    let (parts, whole) = found;
    let first = parts
        .first()
        .filter(|it| whole.is_none() && it.guess.is_none());
    Ok(Given {
        parts: parts.iter().map(|it| it.id.clone()).collect(),
        asked: first.map(|it| (it.rule.clone(), it.key.clone())),
        whole: whole.map(|it| it.id.clone()),
        id,
        value,
    })
}

impl Given {
    /// The parts that are still open: what other answers have settled is left out, and what a rule asks since then is added.
    fn parts(&self, list: &QuestionList) -> Vec<QuestionPart> {
        let is_asked = |part: &QuestionPart| {
            self.asked.as_ref().is_some_and(|(rule, key)| {
                // What is asked about the estate as a whole is one question, whatever rules ask it.
                let is_rule = part.rule == *rule || key.starts_with(NOT_RECORDED);
                part.guess.is_none() && part.key == *key && is_rule
            })
        };
        let all = list.questions.iter().flat_map(|it| &it.parts);
        let own = all.filter(|it| self.parts.contains(&it.id) || is_asked(it));
        own.cloned().collect()
    }
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

/// What an answer has changed: file, line and words. Of a part of which the entry is elsewhere, the first line that
/// differs.
fn written<'t>(
    answer: &Answer<'_>,
    texts: &'t Texts,
    sources: &'t SourceMap,
) -> Vec<(&'t str, u32, String)> {
    let files = ReadFiles::new(sources);
    let mut found: Vec<(&str, u32, String)> = Vec::new();
    for part in answer.parts {
        let is_stated = is_statement(part, answer.value);
        let words = if is_stated {
            "a statement was added".to_owned()
        } else {
            format!("`{}` is answered", part.key)
        };
        let here = texts.get_key_value(&part.file).filter(|_| !is_stated);
        let own = here.map(|(path, _)| (path.as_str(), part.line, words.clone()));
        let others = texts.iter().filter(|_| here.is_none());
        let others = others.map(|(path, after)| {
            let before = files.text(path).unwrap_or_default();
            (path.as_str(), first_other(before, after), words.clone())
        });
        for it in own.into_iter().chain(others) {
            if !found.contains(&it) {
                found.push(it);
            }
        }
    }
    let count = |text: &str| text.matches(SCOPE_WITHOUT_SEAT).count();
    for (path, after) in texts {
        let before = files.text(path).unwrap_or_default();
        if count(after) > count(before) {
            let words = format!("`scope` was added, to look at: {SCOPE_WITHOUT_SEAT}");
            found.push((path.as_str(), first_other(before, after), words));
        }
    }
    found
}

/// Whether an answer to a part is a statement of the notice.
fn is_statement(part: &QuestionPart, value: &str) -> bool {
    let is_item = part.key.starts_with(NOT_RECORDED) && value != "ok";
    is_item || matches!(part.key.as_str(), INFORMS | SHARES)
}

/// The first line of a text, from 1, that differs from what it was.
fn first_other(before: &str, after: &str) -> u32 {
    let mut lines = after.lines().zip(before.lines());
    let same = lines.position(|(one, other)| one != other);
    let same = same.unwrap_or_else(|| before.lines().count());
    u32::try_from(same).unwrap_or(u32::MAX).saturating_add(1)
}

/// The files that an answer changes, with their texts: the first edit after which the estate loads and everything
/// that was asked is answered.
fn edited(answer: &Answer<'_>, asked: &Asked<'_>) -> Result<Texts, Refused> {
    let is_country = answer.parts.iter().any(|it| it.key == "country");
    let mut why = Refused::Fault("it is in no file that can be edited in this way".to_owned());
    for texts in answer.edits(asked)? {
        let with = EditedFiles::new(asked.files, &texts);
        match Project::from_loaded(load(&with, asked.first)) {
            Err(wrong) => {
                let error = wrong.errors.first().map(ToString::to_string);
                why = Refused::Fault(format!(
                    "the estate would not load: {}",
                    error.unwrap_or_default()
                ));
            }
            Ok(project) => {
                let outcome = match project.check(asked.day).run() {
                    // Another place of the entry decides with it.
                    Err(error @ CheckError::NoRegime { .. }) if is_country => {
                        why = Refused::Advice(format!(
                            "{error}. State its `scope` in the same entry, if Art 3(2) brings it under one"
                        ));
                        continue;
                    }
                    Err(error) => {
                        let error = format!("the estate could not be checked: {error}");
                        why = Refused::Fault(error);
                        continue;
                    }
                    Ok(outcome) => outcome,
                };
                let list = QuestionList::of(&project.estate, &project.sources, &outcome);
                let is_open = |part: &QuestionPart| list.ids().any(|id| id == part.id);
                if !answer.parts.iter().any(is_open) {
                    return Ok(texts);
                }
                why = Refused::Fault("the question would still be open".to_owned());
            }
        }
    }
    Err(why)
}
