//! `explain`: a rule, or how a finding came about.

use crate::view::Report;
use std::io::Write;

use super::args::ExplainArguments;
use super::assume::assuming;
use super::deployed::beside;
use super::load::{cannot_check, is_within_an_estate, ready, tell};
use super::{Edge, Exit, Failure};
use crate::engine::finding::FAULT_RULE;
use crate::engine::policy::Rules;
use crate::input::{SourceMap, nearest};
use crate::report;
use crate::report::TerminalOptions;
use crate::view::RuleView;

/// Explains what the call names. A built-in rule needs no estate; a rule of an estate's own, or a
/// finding, does.
pub fn run(arguments: &ExplainArguments, edge: &mut Edge) -> Result<Exit, Failure> {
    let options = TerminalOptions {
        width: edge.width,
        color: edge.color,
        hyperlinks: edge.color,
    };
    let subject = arguments.subject.trim();
    let builtin = Rules::builtin().map_err(|errors| tell(&errors, &SourceMap::new(), "", edge))?;
    let named = arguments.estate.estate.as_deref();
    let of_ours = builtin.get(subject).filter(|_| named.is_none());
    let rule = match subject {
        FAULT_RULE => Some(RuleView::fault()),
        _ => of_ours.map(RuleView::of),
    };
    if let Some(rule) = rule {
        return explain_rule(&rule, options, edge);
    }
    let looks_like_a_finding =
        subject.len() == 12 && subject.bytes().all(|byte| byte.is_ascii_hexdigit());
    // A rule that is not built in may be one of the estate around us.
    if !looks_like_a_finding && named.is_none() && !is_within_an_estate(edge) {
        return Err(unknown_rule(subject, &builtin));
    }
    let (scenarios, proposals) = (&arguments.assume, &arguments.with);
    let (mut ready, day) = match scenarios.is_empty() && proposals.is_empty() {
        true => (ready(named, edge)?, edge.today),
        false => {
            let both = assuming(named, (scenarios, proposals), edge)?;
            (both.assumed, both.day)
        }
    };
    if let Some(rule) = ready.rules.get(subject) {
        return explain_rule(&RuleView::of(rule), options, edge);
    }
    if !looks_like_a_finding {
        return Err(unknown_rule(subject, &ready.rules));
    }
    let day = arguments.estate.as_of.unwrap_or(day);
    beside(&arguments.deployed, named, &mut ready, edge)?;
    let outcome = ready
        .check(day)
        .run()
        .map_err(|error| cannot_check(error, &ready, edge))?;
    let view = Report::new(
        &ready.estate,
        &ready.sources,
        &ready.rules,
        &outcome,
        &ready.root,
    )
    .called_with(arguments.estate.named().as_deref(), arguments.estate.as_of)
    .assuming(
        arguments
            .assume
            .iter()
            .map(|path| path.to_string_lossy().into_owned()),
    )
    .with(
        proposals
            .iter()
            .map(|path| path.to_string_lossy().into_owned()),
    )
    .beside(arguments.deployed.iter().map(|path| path.to_string_lossy()));
    match view.findings.iter().find(|finding| finding.id == subject) {
        Some(finding) => {
            report::explain_finding(&view, finding, options, &mut edge.out)?;
            edge.out.flush()?;
            Ok(Exit::Clean)
        }
        None => Err(Failure::Say(format!(
            "no finding `{subject}` on {day}; `fairnotice check` lists them with their ids, and the day counts (`--as-of`)"
        ))),
    }
}

fn explain_rule(
    rule: &RuleView,
    options: TerminalOptions,
    edge: &mut Edge,
) -> Result<Exit, Failure> {
    report::explain_rule(rule, options, &mut edge.out)?;
    edge.out.flush()?;
    Ok(Exit::Clean)
}

fn unknown_rule(subject: &str, rules: &Rules) -> Failure {
    let known = rules.iter().map(|rule| rule.id.as_str());
    let near = nearest(subject, known.chain([FAULT_RULE]))
        .map(|near| format!("; did you mean `{near}`?"))
        .unwrap_or_default();
    Failure::Say(format!(
        "there is no rule `{subject}`{near} (a finding's id has twelve hexadecimal digits)"
    ))
}
