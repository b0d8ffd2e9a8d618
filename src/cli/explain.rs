//! `explain`: a rule, or how a finding came about.

use std::io::Write;

use super::args::ExplainArguments;
use super::load::{ready, tell};
use super::{Edge, Exit, Failure};
use crate::engine::check::check;
use crate::engine::policy::Rules;
use crate::input::{SourceMap, nearest};
use crate::report::{self, TerminalOptions};

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
    if let Some(rule) = builtin
        .get(subject)
        .filter(|_| arguments.estate.estate.is_none())
    {
        report::explain_rule(&report::RuleView::of(rule), options, &mut edge.out)?;
        edge.out.flush()?;
        return Ok(Exit::Clean);
    }
    let looks_like_a_finding =
        subject.len() == 12 && subject.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !looks_like_a_finding && arguments.estate.estate.is_none() {
        return Err(unknown_rule(subject, &builtin));
    }
    let ready = ready(arguments.estate.estate.as_deref(), edge)?;
    if let Some(rule) = ready.rules.get(subject) {
        report::explain_rule(&report::RuleView::of(rule), options, &mut edge.out)?;
        edge.out.flush()?;
        return Ok(Exit::Clean);
    }
    if !looks_like_a_finding {
        return Err(unknown_rule(subject, &ready.rules));
    }
    let day = arguments.estate.as_of.unwrap_or(edge.today);
    let outcome = check(&ready.estate, &ready.sources, &ready.rules, day)
        .map_err(|error| tell(&[error], &ready.sources, &ready.root, edge))?;
    let view = report::Report::new(
        &ready.estate,
        &ready.sources,
        &ready.rules,
        &outcome,
        &ready.root,
    );
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

fn unknown_rule(subject: &str, rules: &Rules) -> Failure {
    let near = nearest(subject, rules.iter().map(|rule| rule.id.as_str()))
        .map(|near| format!("; did you mean `{near}`?"))
        .unwrap_or_default();
    Failure::Say(format!(
        "there is no rule `{subject}`{near} (a finding's id has twelve hexadecimal digits)"
    ))
}
