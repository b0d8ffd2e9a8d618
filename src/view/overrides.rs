//! What an estate overrides in its own check. Every report lists it, since a change that switches a rule
//! off, or adds law of its own, would otherwise remove findings silently.

use crate::engine::policy::{Effect, Rule, Rules};
use crate::estate::model::Estate;
use crate::input::{SourceMap, Span};
use crate::law::Row;

/// What the estate leaves open, severities that it lowers, own rules that permit something or replace others,
/// rows of law of its own, and terms of its own in the place of others, each in a few words.
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
    let terms = replaced(estate, sources).map(|(text, span)| format!("{text}{}", place(span)));
    let open = left_open(estate).map(|text| {
        let at = place(estate.not_recorded_span);
        format!("{text}{at}")
    });
    let set = severities.chain(own).chain(rows).chain(terms);
    set.chain(open).collect()
}

/// The terms of the estate's own that take the place of others, with the place of one, or the file of several: which
/// of them is written first says nothing.
fn replaced(estate: &Estate, sources: &SourceMap) -> Option<(String, Option<Span>)> {
    let taxonomy = &estate.taxonomy;
    let found = taxonomy.redefined();
    let mut spans = found
        .iter()
        .filter_map(|(own, _)| estate.term_spans.get(taxonomy.id(*own)));
    let first = spans.next().copied();
    let text = match found.as_slice() {
        [] => return None,
        [(own, old)] => {
            let (own, old) = (taxonomy.id(*own), taxonomy.id(*old));
            format!("term {own} of the estate's own takes the place of {old}")
        }
        all => {
            let ids: Vec<&str> = all.iter().map(|(own, _)| taxonomy.id(*own)).collect();
            let ids = ids.join(", ");
            let file = first.and_then(|span| sources.file(span.file));
            let file = file.map_or_else(String::new, |it| format!(" ({})", it.path()));
            let text = format!(
                "terms {ids} of the estate's own take the place of others of the vocabulary{file}"
            );
            return Some((text, None));
        }
    };
    Some((text, first))
}

/// The matters of which an absent fact is no finding.
fn left_open(estate: &Estate) -> Option<String> {
    if estate.not_recorded.is_empty() {
        return None;
    }
    let words: Vec<&str> = estate.not_recorded.iter().map(|it| it.as_str()).collect();
    let words = words.join(", ");
    Some(format!(
        "what is absent of {words} is asked for and is no error"
    ))
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
