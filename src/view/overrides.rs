//! What an estate overrides in its own check. Every report lists it, since a change that switches a rule
//! off, or adds law of its own, would otherwise remove findings silently.

use crate::engine::policy::{Effect, Rule, Rules};
use crate::estate::model::Estate;
use crate::input::{SourceMap, Span};
use crate::law::Row;

/// Severities that the estate lowers, own rules that permit something or replace others, and rows of law
/// of its own, each in a few words.
pub(super) fn overrides(estate: &Estate, sources: &SourceMap, rules: &Rules) -> Vec<String> {
    let place = |span: Option<Span>| {
        let at = span.and_then(|span| sources.locate(span));
        at.map_or_else(String::new, |(path, at)| format!(" ({path}:{})", at.line))
    };
    let severities = estate.severity.iter().filter_map(|(id, set)| {
        let usual = rules.get(id)?.severity;
        let at = place(estate.severity_spans.get(id).copied());
        match set {
            None => Some(format!("rule {id} is switched off{at}")),
            Some(set) if *set < usual => Some(format!(
                "rule {id} counts as {}, not as {}{at}",
                set.as_str(),
                usual.as_str()
            )),
            Some(_) => None,
        }
    });
    let own = rules.iter().filter(|rule| rule.span.is_some());
    let own = own.filter_map(|rule| Some(format!("{}{}", said(rule)?, place(rule.span))));
    let is_own = |row: &&Row| {
        let file = sources.file(row.file());
        file.is_some_and(|file| !file.is_builtin())
    };
    let rows = estate.law.rows().filter(is_own).map(|row| {
        let at = place(Some(row.span));
        format!("row {} is law of the estate's own{at}", row.id)
    });
    severities.chain(own).chain(rows).collect()
}

/// What an own rule takes away from others.
fn said(rule: &Rule) -> Option<String> {
    let id = &rule.id;
    if !rule.covers.is_empty() {
        let covers = rule.covers.join(", ");
        Some(format!("rule {id} of the estate's own replaces {covers}"))
    } else if rule.effect == Effect::Permit {
        Some(format!("rule {id} of the estate's own permits"))
    } else {
        None
    }
}
