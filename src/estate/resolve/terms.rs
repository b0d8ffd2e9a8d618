//! The vocabulary with the terms that an estate adds.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use super::super::kept::Kept;
use super::super::problems::Problems;
use super::super::raw::RawTerm;
use super::super::read::Broken;
use super::ids;
use crate::input::{InputError, InputErrorKind, Span};
use crate::taxonomy::{
    BuiltinError, LookupError, NewTerm, Taxonomy, TermError, TermErrorKind, TermPlace,
};

/// The vocabulary without anyone's own terms, the same for every estate.
static BUILTIN: LazyLock<Result<Arc<Taxonomy>, BuiltinError>> =
    LazyLock::new(|| Taxonomy::builtin().map(Arc::new));

/// The vocabulary with an estate's own terms. When something is wrong with these, the vocabulary
/// without them, and their ids are remembered as known.
pub(super) fn taxonomy(
    terms: Vec<RawTerm>,
    kept: Option<&Kept>,
    broken: &mut Broken,
    problems: &mut Problems,
) -> Option<Arc<Taxonomy>> {
    let builtin = match BUILTIN.as_ref() {
        Ok(taxonomy) => taxonomy,
        Err(error) => {
            problems.push(InputError::new(
                InputErrorKind::File,
                None,
                error.to_string(),
            ));
            return None;
        }
    };
    if terms.is_empty() {
        return Some(Arc::clone(builtin));
    }
    if let Some(known) = kept.and_then(|it| it.taxonomy(&terms)) {
        return Some(known);
    }
    let written = terms.clone();
    // The vocabulary reports repeated ids, so it needs to see them.
    let mut terms = terms;
    terms.sort_by_cached_key(|term| (term.id.value.clone(), term.id.span));
    let new = terms.iter().map(new_term).collect();
    match builtin.extended(new) {
        Ok(taxonomy) => {
            let taxonomy = Arc::new(taxonomy);
            if let Some(kept) = kept {
                kept.keep_taxonomy(&written, &taxonomy);
            }
            Some(taxonomy)
        }
        Err(errors) => {
            for error in errors {
                let Some(term) = terms.get(error.term) else {
                    continue;
                };
                if let TermErrorKind::Reference(LookupError::Unknown { written, .. }) = &error.kind
                    && broken.may_define(written)
                {
                    continue;
                }
                problems.extend(input_error(&error, term, &terms));
            }
            // Without them in the vocabulary, each use of one would be reported as unknown.
            broken
                .ids
                .extend(terms.into_iter().map(|term| term.id.value));
            Some(Arc::clone(builtin))
        }
    }
}

/// Where each term is written, by its id.
pub(super) fn places(terms: &[RawTerm]) -> BTreeMap<String, Span> {
    let places = terms
        .iter()
        .filter_map(|term| Some((term.id.value.clone(), term.id.span?)));
    places.collect()
}

fn new_term(raw: &RawTerm) -> NewTerm {
    NewTerm {
        id: raw.id.value.clone(),
        label: raw.label.as_ref().map(|label| label.value.clone()),
        kind: None,
        parents: raw
            .under
            .iter()
            .map(|parent| parent.value.clone())
            .collect(),
        special: raw.special,
        criminal: raw.criminal,
        parts: raw.parts.iter().map(|part| part.value.clone()).collect(),
    }
}

/// An error of the vocabulary at the place it speaks of; `None` when only a stand-in is at fault.
fn input_error(error: &TermError, term: &RawTerm, terms: &[RawTerm]) -> Option<InputError> {
    let place = match error.place {
        TermPlace::Parent(at) => term.under.get(at),
        TermPlace::Part(at) => term.parts.get(at),
        _ => None,
    };
    let place = place.unwrap_or(&term.id);
    if place.is_stand_in() {
        return None;
    }
    if let TermErrorKind::DuplicateId { id, first } = &error.kind {
        let first = first
            .and_then(|at| terms.get(at))
            .and_then(|term| term.id.span);
        return Some(ids::twice(id, place.span, first));
    }
    let kind = match &error.kind {
        TermErrorKind::Reference(_) => InputErrorKind::UnknownTerm,
        TermErrorKind::NoParent { .. } => InputErrorKind::Empty,
        TermErrorKind::TooMany { .. } => InputErrorKind::Limit,
        _ => InputErrorKind::BadValue,
    };
    let input_error = InputError::new(kind, place.span, error.to_string());
    Some(match error.help() {
        Some(help) => input_error.help(help),
        None => input_error,
    })
}
