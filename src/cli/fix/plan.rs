//! `fix --plan`: the fewest changes that resolve all errors together.

use std::io::Write;

use super::judged::{Judge, Judged};
use super::{draft_of, edits, write_diff};
use crate::cli::env::Env;
use crate::cli::errors::{CliError, ExitStatus};
use crate::engine::finding::Finding;
use crate::engine::remedies::{Plan, Step, Suggestions};
use crate::estate::model::Severity;
use crate::input::counted;
use crate::report::sanitize;
use crate::view::under;

/// Shows the plan, with the edits where `diff` is asked for; nothing is written.
pub(super) fn show(
    judge: &Judge<'_>,
    now: &Judged,
    diff: bool,
    env: &mut Env,
) -> Result<ExitStatus, CliError> {
    let is_error = |it: &Finding| it.severity == Severity::Error && now.is_open(it);
    let errors = now.outcome.findings.iter();
    let errors = errors.filter(|it| is_error(it)).count();
    let plan = Suggestions::of(now.checked(), is_error).plan(is_error);
    writeln!(env.out, "{}", headline(&plan, errors))?;
    for (at, step) in plan.steps.iter().enumerate() {
        writeln!(env.out)?;
        let count = counted(step.resolves.len(), "finding");
        let text = sanitize(&step.text);
        writeln!(env.out, "{}. {text}: resolves {count}", at + 1)?;
        for sentence in &step.change.sentences {
            let text = sanitize(&sentence.text);
            writeln!(env.out, "   \u{201C}{text}\u{201D}")?;
        }
        for assumption in &step.change.assumes {
            writeln!(env.out, "   assumes that {}", sanitize(&assumption.text))?;
        }
        list(&step.resolves, now, env)?;
        if diff {
            shown(judge, now, step, env)?;
        }
    }
    for sentence in plan.also_states() {
        let text = sanitize(sentence);
        writeln!(
            env.out,
            "\nand state with all of these: \u{201C}{text}\u{201D}"
        )?;
    }
    if !plan.left.is_empty() {
        writeln!(env.out, "\nno verified change resolves")?;
        list(&plan.left, now, env)?;
    }
    if !diff && !plan.steps.is_empty() {
        env.note("`--plan --diff` shows the edits; `fairnotice fix --finding ID` writes those of a finding");
    }
    Ok(ExitStatus::Success)
}

fn headline(plan: &Plan, errors: usize) -> String {
    let all = counted(errors, "error");
    match plan.steps.len() {
        _ if errors == 0 => "nothing to resolve: no errors".to_owned(),
        0 => format!("no verified change resolves any of {all}"),
        steps => format!(
            "{} of {all} resolved by {}, verified together",
            errors - plan.left.len(),
            counted(steps, "change")
        ),
    }
}

/// Findings, a line each: id, place, rule and message.
fn list(ids: &[String], now: &Judged, env: &mut Env) -> Result<(), CliError> {
    for finding in ids.iter().filter_map(|id| now.finding(id)) {
        let label = finding.labels.first();
        let place = label.and_then(|it| now.project.sources.locate(it.span));
        let place = place.map_or_else(String::new, |(path, at)| {
            format!("{}:{}: ", under(&now.project.root, path), at.line)
        });
        writeln!(
            env.out,
            "   {} {}{}: {}",
            finding.id,
            sanitize(&place),
            finding.rule,
            sanitize(&finding.message)
        )?;
    }
    Ok(())
}

/// The edits of a step, as a diff.
fn shown(judge: &Judge<'_>, now: &Judged, step: &Step, env: &mut Env) -> Result<(), CliError> {
    let draft = draft_of(judge, now, &step.change);
    writeln!(env.out)?;
    write_diff(&edits(&step.change, draft.as_ref(), now), env)
}
