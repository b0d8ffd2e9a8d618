//! A term that an estate adds, as it is given.

use super::kind::TermKind;
#[cfg(doc)]
use super::store::Taxonomy;

/// An estate may add this many terms.
pub const MAX_NEW_TERMS: usize = 10_000;

/// A term that an estate adds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NewTerm {
    /// Its id, in kebab-case and without prefix: `upn`. A built-in term of that name is still
    /// found by its full id.
    pub id: String,
    /// The name for people; without one, the words of the id.
    pub label: Option<String>,
    /// Its kind; without one, that of its first parent that is known.
    pub kind: Option<TermKind>,
    /// The terms that it is a case of, as [`Taxonomy::lookup`] takes them, or other new ones.
    pub parents: Vec<String>,
    /// Whether it is a special category (Art 9 GDPR); also without, if a parent or part
    /// does.
    pub special: bool,
    /// Whether it is about criminal convictions and offences (Art 10 GDPR); the same.
    pub criminal: bool,
    /// What it consists of, if it is a composite: terms of its kind, as for `parents`.
    pub parts: Vec<String>,
}
