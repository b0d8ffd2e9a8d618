//! What can be wrong with an estate's own terms, and where.

use super::kind::TermKind;
use super::lookup::{LookupError, quoted};

/// Something wrong with a [`NewTerm`](super::NewTerm).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{kind}")]
pub struct TermError {
    /// Which of the new terms, counted from 0 as they were given.
    pub term: usize,
    /// Where in it.
    pub place: TermPlace,
    /// What is wrong.
    pub kind: TermErrorKind,
}

impl TermError {
    /// What to write instead, as a line of help.
    pub fn help(&self) -> Option<String> {
        match &self.kind {
            TermErrorKind::BadId {
                like: Some(like), ..
            } => Some(format!("write `{like}`")),
            TermErrorKind::Reference(error) => error.help(),
            TermErrorKind::NoParent { .. } => Some("name the term that it is a case of".to_owned()),
            TermErrorKind::ArticleConflict { .. } => {
                Some("make a term for each, under one of them".to_owned())
            }
            _ => None,
        }
    }
}

/// A place in a new term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TermPlace {
    /// The id.
    Id,
    /// The list of parents as a whole.
    Parents,
    /// One parent, counted from 0.
    Parent(usize),
    /// The mark `special`.
    Special,
    /// The mark `criminal`.
    Criminal,
    /// One part, counted from 0.
    Part(usize),
}

/// The kinds of fault that a new term can have.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TermErrorKind {
    /// The id is not lower-case letters and digits with single hyphens between.
    #[error("`{id}` is no id for a term: only a to z, 0 to 9 and single hyphens within")]
    BadId {
        /// The id as given.
        id: String,
        /// One like it that would do.
        like: Option<String>,
    },
    /// The id is taken.
    #[error("the term `{id}` is given twice")]
    DuplicateId {
        /// The id.
        id: String,
        /// The new term that has it, by number; `None` when the taxonomy had it before.
        first: Option<usize>,
    },
    /// The list of parents is empty.
    #[error("the term `{id}` has no parent")]
    NoParent {
        /// The term.
        id: String,
    },
    /// A parent or part names no term, one of another kind, or several.
    #[error(transparent)]
    Reference(LookupError),
    /// A term is under itself.
    #[error("the term {} is under itself", around(.path))]
    Cycle {
        /// The ids around the cycle, from the term with the lowest number on.
        path: Vec<String>,
    },
    /// A composite has itself as a part.
    #[error("the term {} is a part of itself", around(.path))]
    PartCycle {
        /// The ids around the cycle, from the term with the lowest number on.
        path: Vec<String>,
    },
    /// The parents of a legal basis have different articles.
    #[error("a legal basis belongs to one article, and these parents belong to {}", quoted(.articles, "and"))]
    ArticleConflict {
        /// The articles, at least two, in order.
        articles: Vec<String>,
    },
    /// A mark that only categories of data can have.
    #[error("`{mark}` is for data categories, and this is a {}", .is.noun())]
    OnlyForData {
        /// `special` or `criminal`.
        mark: &'static str,
        /// The kind of the term.
        is: TermKind,
    },
    /// More new terms than [`MAX_NEW_TERMS`](super::MAX_NEW_TERMS).
    #[error("{count} terms of one's own are too many: at most {limit}")]
    TooMany {
        /// How many were given.
        count: usize,
        /// How many may be.
        limit: usize,
    },
}

/// "`a`", or "`a` (by way of `b`, then `c`)".
fn around(path: &[String]) -> String {
    match path.split_first() {
        None => String::new(),
        Some((first, [])) => format!("`{first}`"),
        Some((first, rest)) => {
            // A long cycle explains no more than its beginning.
            let shown: Vec<String> = rest.iter().take(5).map(|id| format!("`{id}`")).collect();
            let more = if rest.len() > shown.len() {
                " and others"
            } else {
                ""
            };
            format!("`{first}` (by way of {}{more})", shown.join(", then "))
        }
    }
}
