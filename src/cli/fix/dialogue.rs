//! The questions that `fix` asks on a terminal.

use std::collections::BTreeMap;
use std::io::{BufRead, Write};

use super::judged::{Judge, Judged};
use super::{draft_of, show};
use crate::cli::env::Env;
use crate::cli::errors::CliError;
use crate::engine::finding::{Change, Finding, Remedy};

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
/// not made up.
pub(super) fn filled(
    template: &Change,
    given: &BTreeMap<String, String>,
    asks: bool,
    env: &mut Env,
) -> Result<Change, CliError> {
    let mut values = given.clone();
    let mut missing = Vec::new();
    for blank in template.assumes.iter().filter(|it| !it.name.is_empty()) {
        if values.contains_key(&blank.name) || blank.value.as_str().is_empty() {
            continue;
        }
        let typed = if asks {
            answer(
                &format!("{} (assumes that {})", blank.name, blank.text),
                env,
            )?
        } else {
            String::new()
        };
        match typed.as_str() {
            "" => missing.push(format!(
                "--set {}=... (assumes that {})",
                blank.name, blank.text
            )),
            value => drop(values.insert(blank.name.clone(), value.to_owned())),
        }
    }
    if !missing.is_empty() {
        return Err(CliError::Message(format!(
            "what the estate does not record is not made up: give {}",
            missing.join(", ")
        )));
    }
    Ok(template.filled(|name| values.get(name).cloned()))
}
