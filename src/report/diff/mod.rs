//! Two versions of an estate: the findings that are new, changed and resolved, and what becomes of the
//! sentences of the notice.

mod json;
mod markdown;
mod terminal;

use crate::engine::compare::{DeclaredChange, DeclaredKind, StatementChangeKind};

pub use json::{diff_json, diff_schema};
pub use markdown::diff_markdown;
pub use terminal::diff_terminal;

/// The word for what becomes of a sentence, in JSON.
fn id(kind: StatementChangeKind) -> &'static str {
    match kind {
        StatementChangeKind::BecomesFalse => "becomes-false",
        StatementChangeKind::LeftWithoutFlow => "left-without-flow",
        StatementChangeKind::TrueAgain => "true-again",
        StatementChangeKind::HasFlow => "has-flow",
    }
}

/// The words for it.
fn words(kind: StatementChangeKind) -> &'static str {
    match kind {
        StatementChangeKind::BecomesFalse => "becomes false",
        StatementChangeKind::LeftWithoutFlow => "is left without a flow",
        StatementChangeKind::TrueAgain => "is true again",
        StatementChangeKind::HasFlow => "has a flow again",
    }
}

/// Something that is declared otherwise, in a line: `changed: party vendor (Vendor Inc); country: was
/// United States, is China`.
fn declared_words(change: &DeclaredChange) -> String {
    let name = match change.name.as_str() {
        name if name == change.id => String::new(),
        name => match change.kind {
            DeclaredKind::Statement => format!(" “{name}”"),
            _ => format!(" ({name})"),
        },
    };
    let values = change.values.iter();
    let values: Vec<String> = values
        .map(|it| {
            let stated = |value: &str| match value {
                "" => "not stated".to_owned(),
                value => value.to_owned(),
            };
            let (before, after) = (stated(&it.before), stated(&it.after));
            format!("{}: was {before}, is {after}", it.key)
        })
        .collect();
    let values = match values.as_slice() {
        [] => String::new(),
        values => format!("; {}", values.join("; ")),
    };
    let (status, kind) = (change.status.as_str(), change.kind.as_str());
    format!("{status}: {kind} {}{name}{values}", change.id)
}
