//! `fix --plan`: the fewest changes that resolve all errors together.

use std::io::Write;

use super::draft_of;
use super::judged::{Judge, Judged};
use super::shown::{edited, write_diff};
use crate::cli::env::Env;
use crate::cli::errors::{CliError, ExitStatus};
use crate::engine::finding::{Change, Finding};
use crate::engine::remedies::{Plan, Suggestions};
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
    let mut before: Option<&Change> = None;
    for (at, step) in plan.steps.iter().enumerate() {
        writeln!(env.out)?;
        let count = counted(step.resolves.len(), "finding");
        let text = sanitize(&step.text);
        writeln!(env.out, "{}. {text}: resolves {count}", at + 1)?;
        for sentence in &step.sentences {
            let text = sanitize(sentence);
            writeln!(env.out, "   \u{201C}{text}\u{201D}")?;
        }
        for assumption in &step.assumes {
            writeln!(env.out, "   assumes that {}", sanitize(assumption))?;
        }
        list(&step.resolves, now, env)?;
        let (finding, number) = (&step.finding, step.number);
        writeln!(
            env.out,
            "   write it: --finding {finding} --remedy {number}"
        )?;
        if diff {
            shown(judge, now, (before, &step.so_far), env)?;
            before = Some(&step.so_far);
        }
    }
    also(judge, now, (&plan, diff), env)?;
    let (apart, left): (Vec<String>, Vec<String>) = plan
        .left
        .iter()
        .cloned()
        .partition(|it| plan.apart.contains(it));
    if !apart.is_empty() {
        writeln!(
            env.out,
            "\na change resolves alone, and not together with these"
        )?;
        list(&apart, now, env)?;
    }
    if !left.is_empty() {
        writeln!(env.out, "\nno verified change resolves")?;
        list(&left, now, env)?;
    }
    if !diff && !plan.steps.is_empty() {
        env.note(
            "`--plan --diff` shows the edits, each on top of those before it; `fairnotice fix --finding ID --remedy \
             NUMBER` writes one of them",
        );
    }
    Ok(ExitStatus::Success)
}

/// What the changes make due only together.
fn also(
    judge: &Judge<'_>,
    now: &Judged,
    (plan, diff): (&Plan, bool),
    env: &mut Env,
) -> Result<(), CliError> {
    let sentences = plan.also_states();
    for sentence in &sentences {
        let text = sanitize(sentence);
        writeln!(
            env.out,
            "\nand state with all of these: \u{201C}{text}\u{201D}"
        )?;
    }
    for assumption in plan.also_assumes() {
        let text = sanitize(assumption);
        writeln!(env.out, "   all of these assume that {text}")?;
    }
    match (&plan.together, plan.steps.last()) {
        (Some(all), Some(last)) if diff && !sentences.is_empty() => {
            shown(judge, now, (Some(&last.so_far), all), env)
        }
        _ => Ok(()),
    }
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

/// The edits of a step on top of those before it, as a diff.
fn shown(
    judge: &Judge<'_>,
    now: &Judged,
    (before, so_far): (Option<&Change>, &Change),
    env: &mut Env,
) -> Result<(), CliError> {
    let files = |change: &Change| {
        let draft = draft_of(judge, now, change);
        edited(judge, now, (change, draft.as_ref()))
    };
    let earlier = before.map(files);
    let mut shown = String::new();
    for (path, file) in files(so_far) {
        let earlier = earlier.as_ref().and_then(|it| it.get(&path));
        shown.push_str(&match earlier {
            Some(earlier) => file.since(earlier, &path),
            None => file.diff(&path, &judge.within),
        });
    }
    writeln!(env.out)?;
    write_diff(&shown, env)
}
