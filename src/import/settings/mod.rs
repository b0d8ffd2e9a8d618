//! What the attributes of a resource say of how data are kept in it: for how long, whether encrypted, with
//! whose keys, and for whom they are open. What no attribute answers has no answer.

mod family;
mod keeping;
mod policy;

use super::location::{Declarations, Declared};
use super::path::{Hit, inner, is_marked, values};
use super::setting::{KeptFor, Setting};
use super::tables::{Reads, SettingsRow, StatesRow, YesNo};
use super::wildcard;
use crate::input::{Node, NodeKind, Span};

pub(super) use family::settle;

/// What the attributes of a resource say.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// How long it keeps data, where it says so.
    pub kept: Option<KeptFor>,
    /// What else it says.
    pub settings: Vec<Setting>,
    /// Where that is written, as far as it may be shown.
    pub shown: Vec<Span>,
}

/// What the attributes of the resource at a position say, by the row of its type.
pub(super) fn said<'n>(
    declarations: &dyn Declarations<'n>,
    at: usize,
    declared: &Declared<'_>,
    row: Option<&SettingsRow>,
) -> Said {
    let Some(row) = row else {
        return Said::default();
    };
    let kept = keeping::kept_for(declared, row);
    let is_set = |path: &str| !declarations.meanings(at, path).is_empty();
    let mut settings: Vec<Setting> = Vec::new();
    for states in &row.states {
        let found = answer(declared, states, &is_set);
        let there = settings
            .iter_mut()
            .find(|there| there.kind == states.what && there.by == states.by);
        match there {
            // Of several answers the worst counts.
            Some(there) if is_worse(&found, there) => *there = found,
            Some(_) => {}
            None => settings.push(found),
        }
    }
    let mut shown: Vec<Span> = kept.iter().map(|kept| kept.span).collect();
    let answered = settings.iter().filter(|it| it.answer.is_some());
    shown.extend(answered.map(|it| it.span));
    settings.shrink_to_fit();
    Said {
        kept,
        settings,
        shown,
    }
}

fn is_worse(found: &Setting, there: &Setting) -> bool {
    match (found.answer, there.answer) {
        (Some(_), None) => true,
        (Some(found_yes), Some(_)) => found_yes == found.kind.is_exposure(),
        (None, _) => false,
    }
}

/// What a row answers.
fn answer(declared: &Declared<'_>, row: &StatesRow, is_set: &dyn Fn(&str) -> bool) -> Setting {
    let with = |answer, words: String, span| Setting {
        kind: row.what,
        answer,
        words,
        by: row.by.clone(),
        everywhere: row.everywhere,
        source: row.source.clone(),
        span,
    };
    let none = || with(None, String::new(), declared.span);
    if row.always {
        let words = "the provider's documentation says so".to_owned();
        return with(Some(true), words, declared.span);
    }
    let (Some(path), Some(root)) = (row.path.as_deref(), declared.values) else {
        return none();
    };
    let there = |path: &String| !values(root, path).is_empty() || is_marked(declared.unknown, path);
    if row.unless.iter().any(there) {
        return none();
    }
    let hits = whole_values(root, path, row.reads);
    let mut found = none();
    for hit in &hits {
        let (answer, words, span) = match row.reads {
            Some(Reads::Policy) => {
                // What a policy holds in addition to the answer is not for reports.
                let open = policy::is_open(hit.node).then_some(true);
                (open, format!("`{path}` allows everyone"), declared.span)
            }
            None => of_value(declared, row, path, hit),
        };
        let setting = with(answer, words, span);
        if is_worse(&setting, &found) {
            found = setting;
        }
    }
    if !hits.is_empty() {
        return found;
    }
    if is_marked(declared.unknown, path) {
        let any = row.yes_if.iter().any(|pattern| pattern == "?*");
        return if any && is_set(path) {
            with(Some(true), format!("`{path}` is set"), declared.span)
        } else {
            none()
        };
    }
    match row.absent {
        Some(absent) => {
            let words = format!("`{path}` is not set");
            with(Some(absent == YesNo::Yes), words, declared.span)
        }
        None => none(),
    }
}

/// The answer of one value, in words, and where it is.
fn of_value(
    declared: &Declared<'_>,
    row: &StatesRow,
    path: &str,
    hit: &Hit<'_>,
) -> (Option<bool>, String, Span) {
    let Some(text) = scalar(hit.node) else {
        return (None, String::new(), declared.span);
    };
    let fits = |patterns: &[String]| -> Option<bool> {
        let mut patterns = patterns.iter();
        let pattern = patterns.find(|pattern| wildcard::matches(pattern, &text))?;
        Some(pattern.contains(['*', '?']))
    };
    let (answer, is_wide) = match (fits(&row.no_if), fits(&row.yes_if)) {
        (Some(wide), _) => (false, wide),
        (None, Some(wide)) => (true, wide),
        (None, None) => return (None, String::new(), declared.span),
    };
    // Only a word of the tables is repeated.
    if is_wide || declared.is_sensitive(path) {
        (Some(answer), format!("`{path}` says so"), declared.span)
    } else {
        (Some(answer), format!("`{path}` is `{text}`"), hit.span)
    }
}

/// The values at a path; a policy as a whole, whether text or map.
fn whole_values<'n>(root: &'n Node, path: &str, reads: Option<Reads>) -> Vec<Hit<'n>> {
    match (reads, root.get(path)) {
        (Some(Reads::Policy), Some(node)) if node.kind != NodeKind::Null => {
            vec![Hit {
                node,
                span: inner(node),
            }]
        }
        (Some(Reads::Policy), _) => Vec::new(),
        (None, _) => values(root, path),
    }
}

/// A value as a word.
fn scalar(node: &Node) -> Option<String> {
    match &node.kind {
        NodeKind::String(text) => Some(text.clone()),
        NodeKind::Bool(truth) => Some(truth.to_string()),
        NodeKind::Number(number) => Some(number.clone()),
        _ => None,
    }
}
