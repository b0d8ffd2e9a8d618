//! Two versions of an estate: the findings that are new, changed and resolved, and what becomes of the
//! sentences of the notice.

mod json;
mod markdown;
mod terminal;

use crate::engine::compare::StatementChangeKind;

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
