//! The questions that `fix` asks on a terminal.

use std::io::{BufRead, Write};

use super::judged::{Judge, Judged};
use super::shown::show;
use super::values::{Values, check, is_yes};
use crate::cli::env::Env;
use crate::cli::errors::CliError;
use crate::engine::finding::{Assumption, Change, Finding, Remedy};
use crate::report::sanitize;

/// What the user chose.
pub(super) enum Choice {
    Remedy(Remedy),
    Skip,
    Quit,
}

/// Asks which remedy is to be written.
pub(super) fn asked(
    judge: &Judge<'_>,
    now: &Judged,
    (finding, found): (&Finding, &[Remedy]),
    values: &Values,
    env: &mut Env,
) -> Result<Choice, CliError> {
    for (at, remedy) in found.iter().enumerate() {
        writeln!(env.out, "[{}]", at + 1)?;
        show((judge, now), (finding, remedy), values, env)?;
    }
    loop {
        let answer = answer("write which one? a number, `s` to skip, `q` to quit", env)?;
        match answer.as_str() {
            "q" | "" => return Ok(Choice::Quit),
            "s" => return Ok(Choice::Skip),
            _ => {}
        }
        let number: Option<usize> = answer.parse().ok();
        if let Some(remedy) = number.and_then(|it| found.get(it.checked_sub(1)?)) {
            return Ok(Choice::Remedy(remedy.clone()));
        }
        let answer = sanitize(&answer);
        writeln!(env.out, "`{answer}` is none of these")?;
    }
}

/// A line that the user types; empty at the end of the input.
fn answer(question: &str, env: &mut Env) -> Result<String, CliError> {
    write!(env.out, "{question}: ")?;
    env.out.flush()?;
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    Ok(line.trim().to_owned())
}

/// The change with the values of its blanks: those that the call gives, else what the user types. What is not known is
/// not made up, and what only a person can confirm is confirmed first.
pub(super) fn filled(
    template: &Change,
    given: &Values,
    asks: bool,
    env: &mut Env,
) -> Result<Filled, CliError> {
    if let Some(text) = given.denied(template) {
        return Ok(Filled::Denied(text.to_owned()));
    }
    let mut values = given.all().clone();
    let mut missing = Vec::new();
    for premise in template.assumes.iter().filter(|it| !it.name.is_empty()) {
        let Assumption { name, text, .. } = premise;
        let is_fact = premise.is_fact();
        if let Some(value) = given.get(name) {
            check(premise, value).map_err(CliError::Message)?;
        }
        if values.contains_key(name) && !(is_fact && asks && given.get(name).is_none()) {
            continue;
        }
        let example = if is_fact { "yes" } else { "..." };
        let wanted = format!("--set {name}={example} (assumes that {text})");
        if !asks {
            missing.push(wanted);
            continue;
        }
        let question = if is_fact {
            format!("it assumes that {text}: is that so? `yes`, or nothing to skip")
        } else {
            format!("{name} (assumes that {text}), or nothing to skip")
        };
        let Some(typed) = typed(premise, &question, env)? else {
            return Ok(Filled::Denied(text.clone()));
        };
        values.insert(name.clone(), typed);
    }
    if !missing.is_empty() {
        return Err(CliError::Message(format!(
            "what the estate does not record is not made up: give {}",
            missing.join(", ")
        )));
    }
    Ok(Filled::Change(Box::new(
        template.filled(|name| values.get(name).cloned()),
    )))
}

/// The value that the user types, asked for until it can be one; `None` where nothing is typed, or it is not so.
fn typed(premise: &Assumption, question: &str, env: &mut Env) -> Result<Option<String>, CliError> {
    loop {
        let typed = answer(question, env)?;
        let is_no = matches!(typed.to_lowercase().as_str(), "no" | "n" | "false");
        if typed.is_empty() || premise.is_fact() && is_no {
            return Ok(None);
        }
        if premise.is_fact() && !is_yes(&typed) {
            let typed = sanitize(&typed);
            writeln!(env.out, "`{typed}` is neither `yes` nor `no`")?;
            continue;
        }
        match check(premise, &typed) {
            Ok(()) => return Ok(Some(typed)),
            Err(error) => writeln!(env.out, "{}", sanitize(&error))?,
        }
    }
}

/// What came of the questions on what a change takes for granted.
pub(super) enum Filled {
    /// All is known.
    Change(Box<Change>),
    /// This is not so, or nobody knows: nothing is written.
    Denied(String),
}
