//! Turning what is written into what it means, with an error where it means nothing.

use foldhash::HashMap;

use super::super::kept::Kept;
use super::super::raw::Text;
use super::super::read::Broken;
use super::names::Names;
use crate::estate::model::{Endpoint, InstrumentIx, PartyIx, ServiceIx, SystemIx};
use crate::input::{InputError, InputErrorKind, nearest};
use crate::law::Law;
use crate::taxonomy::{LookupError, Taxonomy, TermId, TermKind};

/// So many ids are listed where none is near to what was written.
const FEW: usize = 6;

/// What there is to find.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub(super) names: &'a Names,
    pub(super) taxonomy: &'a Taxonomy,
    pub(super) law: &'a Law,
    pub(super) kept: Option<&'a Kept>,
    pub(super) broken: &'a Broken,
}

/// Finds what is written and gathers what cannot be found.
pub(super) struct Resolver<'a> {
    pub(super) known: Known<'a>,
    /// What was looked up before, by the place of its kind.
    terms: Vec<HashMap<String, Option<TermId>>>,
    /// `None`: errors are not wanted, only whether there are any.
    errors: Option<Vec<InputError>>,
}

impl<'a> Resolver<'a> {
    /// Gathers errors.
    pub(super) fn new(known: Known<'a>) -> Self {
        Self {
            known,
            terms: vec![HashMap::default(); TermKind::ALL.len()],
            errors: Some(Vec::new()),
        }
    }

    /// Says only whether something can be found: for bulk data, where an error is made only for
    /// what is listed.
    pub(super) fn quiet(known: Known<'a>) -> Self {
        Self {
            errors: None,
            ..Self::new(known)
        }
    }

    pub(super) fn into_errors(self) -> Vec<InputError> {
        self.errors.unwrap_or_default()
    }

    pub(super) fn extend(&mut self, more: impl IntoIterator<Item = InputError>) {
        if let Some(errors) = &mut self.errors {
            errors.extend(more);
        }
    }

    pub(super) fn fail(&mut self, error: impl FnOnce() -> InputError) {
        if let Some(errors) = &mut self.errors {
            errors.push(error());
        }
    }

    /// An error about a text. That a stand-in is wrong was reported before.
    pub(super) fn fault(&mut self, at: &Text, error: impl FnOnce() -> InputError) {
        if !at.is_stand_in() {
            self.fail(error);
        }
    }

    /// An error for a value that a key does not take.
    pub(super) fn bad_value(&mut self, at: &Text, message: impl FnOnce() -> String, help: &str) {
        self.fault(at, || {
            InputError::new(InputErrorKind::BadValue, at.span, message()).help(help)
        });
    }

    /// An error for an unknown id, unless it may be defined in what could not be read.
    fn unknown<'k, I>(&mut self, what: &str, id: &Text, candidates: impl FnOnce(&'k Names) -> I)
    where
        I: Iterator<Item = &'k str>,
        'a: 'k,
    {
        let known = self.known;
        if known.broken.may_define(&id.value) {
            return;
        }
        self.fault(id, || {
            let error = InputError::new(
                InputErrorKind::UnknownReference,
                id.span,
                format!("there is no {what} `{id}`"),
            );
            match known.names.what_is(&id.value) {
                Some(other) => error.help(format!("`{id}` is {other}")),
                None => {
                    let there: Vec<&str> = candidates(known.names).collect();
                    match nearest(&id.value, there.iter().copied()) {
                        None if there.is_empty() => error.help("the estate declares none yet"),
                        None if there.len() <= FEW => {
                            error.help(format!("the estate has `{}`", there.join("`, `")))
                        }
                        near => error.did_you_mean(near),
                    }
                }
            }
        });
    }

    pub(super) fn party(&mut self, id: &Text) -> Option<PartyIx> {
        let found = self.known.names.party(&id.value);
        if found.is_none() {
            self.unknown("party", id, |names| names.parties.ids());
        }
        found
    }

    pub(super) fn system(&mut self, id: &Text) -> Option<SystemIx> {
        let found = self.known.names.system(&id.value);
        if found.is_none() {
            self.unknown("system", id, |names| names.systems.ids());
        }
        found
    }

    pub(super) fn service(&mut self, id: &Text) -> Option<ServiceIx> {
        let found = self.known.names.service(&id.value);
        if found.is_none() {
            self.unknown("service", id, |names| names.services.ids());
        }
        found
    }

    pub(super) fn instrument(&mut self, id: &Text) -> Option<InstrumentIx> {
        let found = self.known.names.instrument(&id.value);
        if found.is_none() {
            self.unknown("safeguard", id, |names| names.instruments.ids());
        }
        found
    }

    pub(super) fn group(&mut self, id: &Text) -> Option<crate::estate::model::GroupIx> {
        let found = self.known.names.group(&id.value);
        if found.is_none() {
            self.unknown("group", id, |names| names.groups.ids());
        }
        found
    }

    /// An end of a flow.
    pub(super) fn endpoint(&mut self, id: &Text) -> Option<Endpoint> {
        if id.value == "data-subjects" {
            return Some(Endpoint::Subjects);
        }
        let found = self.known.names.endpoint(&id.value);
        if found.is_none() {
            self.unknown("party or system", id, |names| {
                names.endpoint_ids().chain(["data-subjects"])
            });
        }
        found
    }

    /// A term of a kind, without an error when there is none.
    pub(super) fn find_term(&mut self, kind: TermKind, word: &str) -> Option<TermId> {
        let terms = self.terms.get_mut(kind as usize)?;
        if let Some(found) = terms.get(word) {
            return *found;
        }
        let found = self.known.taxonomy.lookup(kind, word).ok();
        terms.insert(word.to_owned(), found);
        found
    }

    /// A term of a kind.
    pub(super) fn term(&mut self, kind: TermKind, word: &Text) -> Option<TermId> {
        let found = self.find_term(kind, &word.value);
        if found.is_none() {
            let known = self.known;
            let is_missing = |error: &LookupError| matches!(error, LookupError::Unknown { .. });
            if let Err(error) = known.taxonomy.lookup(kind, &word.value)
                && !(is_missing(&error) && known.broken.may_define(&word.value))
            {
                self.fault(word, || term_error(word, &error));
            }
        }
        found
    }

    /// Terms of a kind, sorted and without repetitions.
    pub(super) fn terms(&mut self, kind: TermKind, words: &[Text]) -> Option<Vec<TermId>> {
        self.list(words, |resolver, word| resolver.term(kind, word))
    }

    /// Values of a list, sorted and without repetitions; `None` when one of them is wrong.
    pub(super) fn list<T, R: Ord>(
        &mut self,
        items: &[T],
        mut one: impl FnMut(&mut Self, &T) -> Option<R>,
    ) -> Option<Vec<R>> {
        let mut found = self.each(items, |resolver, item| one(resolver, item))?;
        found.sort();
        found.dedup();
        Some(found)
    }

    /// Values of a list in its order; `None` when one of them is wrong, after looking at all.
    pub(super) fn each<'t, T, R>(
        &mut self,
        items: &'t [T],
        mut one: impl FnMut(&mut Self, &'t T) -> Option<R>,
    ) -> Option<Vec<R>> {
        let mut found = Vec::with_capacity(items.len());
        for item in items {
            found.extend(one(self, item));
        }
        (found.len() == items.len()).then_some(found)
    }

    /// A value that may be absent.
    pub(super) fn maybe<T, R>(
        &mut self,
        item: Option<&T>,
        one: impl FnOnce(&mut Self, &T) -> Option<R>,
    ) -> Option<Option<R>> {
        match item {
            None => Some(None),
            Some(item) => one(self, item).map(Some),
        }
    }
}

/// The error of a lookup at a place.
pub(super) fn term_error(word: &Text, error: &LookupError) -> InputError {
    let fault = InputError::new(InputErrorKind::UnknownTerm, word.span, error.to_string());
    match error.help() {
        Some(help) => fault.help(help),
        None => fault,
    }
}
