//! The questions that `fix` asks on a terminal.

use std::collections::BTreeMap;
use std::io::{BufRead, Write};

use jiff::civil::Date;

use super::judged::{Judge, Judged};
use super::{draft_of, show};
use crate::cli::env::Env;
use crate::cli::errors::CliError;
use crate::engine::finding::{Assumption, Change, Finding, Remedy};

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
    env: &mut Env,
) -> Result<Choice, CliError> {
    for (at, remedy) in found.iter().enumerate() {
        writeln!(env.out, "[{}]", at + 1)?;
        let draft = remedy.change.as_ref();
        let draft = draft.and_then(|change| draft_of(judge, now, change));
        show(finding, remedy, draft.as_ref(), now, env)?;
    }
    let answer = answer("write which one? a number, `s` to skip, `q` to quit", env)?;
    let number: Option<usize> = answer.parse().ok();
    Ok(match number.and_then(|it| found.get(it.checked_sub(1)?)) {
        Some(remedy) => Choice::Remedy(remedy.clone()),
        None if answer == "q" || answer.is_empty() => Choice::Quit,
        None => Choice::Skip,
    })
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
    given: &BTreeMap<String, String>,
    asks: bool,
    env: &mut Env,
) -> Result<Filled, CliError> {
    let mut values = given.clone();
    let mut missing = Vec::new();
    for premise in template.assumes.iter().filter(|it| !it.name.is_empty()) {
        let Assumption { name, text, .. } = premise;
        let is_fact = premise.is_fact();
        if is_fact && given.get(name).is_some_and(|it| !is_yes(it)) {
            return Ok(Filled::Denied(text.clone()));
        }
        if let Some(value) = given.get(name) {
            check(premise, value)?;
        }
        if values.contains_key(name) && !(is_fact && asks && !given.contains_key(name)) {
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
        let typed = answer(&question, env)?;
        if typed.is_empty() || is_fact && !is_yes(&typed) {
            return Ok(Filled::Denied(text.clone()));
        }
        check(premise, &typed)?;
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

/// What came of the questions on what a change takes for granted.
pub(super) enum Filled {
    /// All is known.
    Change(Box<Change>),
    /// This is not so, or nobody knows: nothing is written.
    Denied(String),
}

/// Refuses what is no day where a day is asked for.
fn check(premise: &Assumption, value: &str) -> Result<(), CliError> {
    let is_day = |it: &str| it.parse::<Date>().is_ok();
    if is_day(premise.value.as_str()) && !is_day(value) {
        return Err(CliError::Message(format!(
            "`{value}` is no day for `{}`: write it as `2026-11-29`",
            premise.name
        )));
    }
    Ok(())
}

fn is_yes(answer: &str) -> bool {
    matches!(answer.to_lowercase().as_str(), "yes" | "y" | "true")
}
