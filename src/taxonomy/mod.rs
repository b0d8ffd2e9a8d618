//! The terms in which estate, notice and law speak of data, people, purposes, bases, tools,
//! measures and recipients: the W3C Data Privacy Vocabulary with its hierarchies, a few terms of
//! our own, and those that an estate adds. Countries, too. Imports only the module `input`.
//!
//! [`Taxonomy::builtin`] gives the vocabulary, [`Taxonomy::extended`] adds an estate's terms,
//! [`Taxonomy::lookup`] finds what a person wrote and [`Taxonomy::subsumes`] compares. What we
//! changed in the vocabulary, and which links are cut, is described in this folder's `README.md`.

mod build;
mod check_terms;
mod country;
mod data;
mod extend;
mod glossary;
mod graph;
mod kind;
mod legal;
mod lookup;
mod new_term;
mod place;
mod plural;
mod prepared;
mod raw_term;
mod spelling;
mod store;
mod term_error;

#[cfg(test)]
mod extend_tests;
#[cfg(test)]
mod lookup_tests;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;

pub use country::{Country, CountryError};
pub use data::BuiltinError;
pub use glossary::{Definition, Glossary, TermMatch};
pub use kind::TermKind;
pub use lookup::LookupError;
pub use new_term::{MAX_NEW_TERMS, NewTerm};
pub use place::{Area, Place, PlaceError, in_prose};
pub use store::{Taxonomy, TermId};
pub use term_error::{TermError, TermErrorKind, TermPlace};
