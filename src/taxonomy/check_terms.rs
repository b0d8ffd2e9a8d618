//! Checks an estate's own terms: their kinds, what they refer to, and all errors together.

use std::collections::{BTreeMap, BTreeSet};

use crate::input::limits::MAX_ERRORS_SHOWN;

use super::graph;
use super::kind::TermKind;
use super::lookup::{LookupError, TermsFound};
use super::new_term::NewTerm;
use super::spelling;
use super::store::{Taxonomy, TermId};
use super::term_error::{TermError, TermErrorKind, TermPlace};

/// A reference that was found.
#[derive(Clone, Copy)]
pub(super) enum Target {
    Old(TermId),
    New(usize),
}

/// The new terms while they are checked; all lists have an entry for each.
struct Checker<'a> {
    taxonomy: &'a Taxonomy,
    new: &'a [NewTerm],
    by_id: BTreeMap<&'a str, usize>,
    kinds: Vec<Option<TermKind>>,
    errors: Vec<TermError>,
}

/// What the check settled; each list has an entry for each new term.
pub(super) struct Checked {
    pub(super) kinds: Vec<Option<TermKind>>,
    pub(super) parents: Vec<Vec<Option<Target>>>,
    pub(super) parts: Vec<Vec<Option<Target>>>,
    pub(super) articles: Vec<Option<String>>,
}

/// Checks new terms against a taxonomy and each other.
pub(super) fn check(taxonomy: &Taxonomy, new: &[NewTerm]) -> Result<Checked, Vec<TermError>> {
    let mut checker = Checker {
        taxonomy,
        new,
        by_id: BTreeMap::new(),
        kinds: new.iter().map(|term| term.kind).collect(),
        errors: Vec::new(),
    };
    checker.ids();
    checker.settle_kinds();
    let parents = checker.references(|term| &term.parents, TermPlace::Parent);
    let parts = checker.references(|term| &term.parts, TermPlace::Part);
    checker.cycles(
        &parents,
        |path| TermErrorKind::Cycle { path },
        TermPlace::Parent,
    );
    checker.cycles(
        &parts,
        |path| TermErrorKind::PartCycle { path },
        TermPlace::Part,
    );
    checker.marks();
    let articles = checker.articles(&parents);
    let mut errors = checker.errors;
    if !errors.is_empty() {
        errors.sort_by_key(|error| (error.term, error.place));
        return Err(errors);
    }
    Ok(Checked {
        kinds: checker.kinds,
        parents,
        parts,
        articles,
    })
}

impl Checker<'_> {
    fn error(&mut self, term: usize, place: TermPlace, kind: TermErrorKind) {
        self.errors.push(TermError { term, place, kind });
    }

    /// Ids must be well formed and new; parents must be there.
    fn ids(&mut self) {
        for (index, term) in self.new.iter().enumerate() {
            let id = term.id.clone();
            if !spelling::is_estate_id(&id) {
                let like = spelling::estate_id_like(&id);
                self.error(index, TermPlace::Id, TermErrorKind::BadId { id, like });
            } else if let Some(first) = self.by_id.get(id.as_str()) {
                let first = Some(*first);
                self.error(
                    index,
                    TermPlace::Id,
                    TermErrorKind::DuplicateId { id, first },
                );
            } else if self.taxonomy.find(&id).is_some() {
                self.error(
                    index,
                    TermPlace::Id,
                    TermErrorKind::DuplicateId { id, first: None },
                );
            }
            self.by_id.entry(&term.id).or_insert(index);
            if term.parents.is_empty() {
                let id = term.id.clone();
                self.error(index, TermPlace::Parents, TermErrorKind::NoParent { id });
            }
        }
    }

    /// The new term that a text in the term `from` may mean. Its own id there means a built-in
    /// term of that name, if there is one: `{id: location, parents: [location]}`.
    fn new_named(&self, from: usize, written: &str) -> Option<usize> {
        let index = self
            .by_id
            .get(written)
            .or_else(|| self.by_id.get(written.to_ascii_lowercase().as_str()))
            .copied()?;
        let means_old = index == from && !self.in_any_kind(written).is_empty();
        (!means_old).then_some(index)
    }

    /// What the taxonomy has of that name, in whatever kinds.
    fn in_any_kind(&self, written: &str) -> Vec<TermId> {
        let found = TermKind::ALL
            .into_iter()
            .map(|kind| self.taxonomy.resolve(kind, written));
        found
            .flat_map(|found| match found {
                TermsFound::One(term) => vec![term],
                TermsFound::Many(terms) => terms,
                TermsFound::Nothing => Vec::new(),
            })
            .collect()
    }

    /// Gives each term its kind, parents before their children.
    fn settle_kinds(&mut self) {
        let edges: Vec<Vec<usize>> = (self.new.iter().enumerate())
            .map(|(index, term)| {
                let named = term
                    .parents
                    .iter()
                    .filter_map(|parent| self.new_named(index, parent));
                named
                    .filter(|parent| !self.is_other_kind(index, *parent))
                    .collect()
            })
            .collect();
        let order = graph::order(&edges);
        let ordered: BTreeSet<usize> = order.iter().copied().collect();
        let rest = (0..self.new.len()).filter(|index| !ordered.contains(index));
        for index in order.iter().copied().chain(rest) {
            if self.kind(index).is_none()
                && let Some(term) = self.new.get(index)
            {
                let kind = term
                    .parents
                    .iter()
                    .find_map(|parent| self.kind_of_name(index, parent));
                if let Some(slot) = self.kinds.get_mut(index) {
                    *slot = kind;
                }
            }
        }
    }

    fn kind(&self, index: usize) -> Option<TermKind> {
        self.kinds.get(index).copied().flatten()
    }

    fn is_other_kind(&self, one: usize, other: usize) -> bool {
        matches!((self.kind(one), self.kind(other)), (Some(a), Some(b)) if a != b)
    }

    /// The kind of what a name means, if it has that name in one kind only.
    fn kind_of_name(&self, from: usize, written: &str) -> Option<TermKind> {
        if let Some(index) = self.new_named(from, written) {
            return self.kind(index);
        }
        let mut kinds: Vec<TermKind> = self
            .in_any_kind(written)
            .into_iter()
            .map(|term| self.taxonomy.kind(term))
            .collect();
        kinds.dedup();
        (kinds.len() == 1).then(|| kinds.first().copied()).flatten()
    }

    /// Resolves one list of references of every term.
    fn references(
        &mut self,
        list: impl Fn(&NewTerm) -> &Vec<String>,
        place: impl Fn(usize) -> TermPlace,
    ) -> Vec<Vec<Option<Target>>> {
        let mut all = Vec::new();
        for (index, term) in self.new.iter().enumerate() {
            let mut targets = Vec::new();
            for (element, written) in list(term).iter().enumerate() {
                match self.reference(index, written) {
                    Ok(target) => targets.push(Some(target)),
                    Err(error) => {
                        targets.push(None);
                        self.error(index, place(element), TermErrorKind::Reference(error));
                    }
                }
            }
            all.push(targets);
        }
        all
    }

    /// What a text in a new term refers to. A new term whose own faults leave it without a kind is
    /// taken as it is: those faults are reported already, or lie in a cycle that will be.
    fn reference(&self, from: usize, written: &str) -> Result<Target, LookupError> {
        let new = self.new_named(from, written);
        let Some(kind) = self.kind(from) else {
            return self.reference_of_no_kind(new, written);
        };
        if let Some(index) = new
            && self.kind(index).is_none_or(|other| other == kind)
        {
            return Ok(Target::New(index));
        }
        match self.taxonomy.resolve(kind, written) {
            TermsFound::One(term) => Ok(Target::Old(term)),
            TermsFound::Many(terms) => Err(self.taxonomy.ambiguous(written, &terms)),
            TermsFound::Nothing => match new.and_then(|index| self.kind(index)) {
                Some(is) => Err(LookupError::WrongKind {
                    written: written.to_owned(),
                    wanted: kind,
                    found: spelling::kebab(written),
                    is,
                }),
                // Suggestions are costly, and so many are of no use.
                None if self.errors.len() >= MAX_ERRORS_SHOWN => Err(LookupError::Unknown {
                    written: written.to_owned(),
                    kind: Some(kind),
                    nearest: None,
                    articles: Vec::new(),
                }),
                None => Err(self.taxonomy.not_found(kind, written, &self.new_of(kind))),
            },
        }
    }

    fn reference_of_no_kind(
        &self,
        new: Option<usize>,
        written: &str,
    ) -> Result<Target, LookupError> {
        if let Some(index) = new {
            return Ok(Target::New(index));
        }
        match self.in_any_kind(written).as_slice() {
            [] => {
                let ids: Vec<&str> = self.by_id.keys().copied().collect();
                let wanted = self.errors.len() < MAX_ERRORS_SHOWN;
                Err(LookupError::Unknown {
                    written: written.to_owned(),
                    kind: None,
                    nearest: wanted
                        .then(|| self.taxonomy.nearest_of(&TermKind::ALL, written, &ids))
                        .flatten(),
                    articles: Vec::new(),
                })
            }
            [term] => Ok(Target::Old(*term)),
            terms => Err(self.taxonomy.ambiguous(written, terms)),
        }
    }

    fn new_of(&self, kind: TermKind) -> Vec<&str> {
        let new = self
            .by_id
            .iter()
            .filter(|(_, index)| self.kind(**index) == Some(kind));
        new.map(|(id, _)| *id).collect()
    }

    /// Reports each cycle once, at the reference of its lowest term that is part of it.
    fn cycles(
        &mut self,
        references: &[Vec<Option<Target>>],
        kind: impl Fn(Vec<String>) -> TermErrorKind,
        place: impl Fn(usize) -> TermPlace,
    ) {
        let edges: Vec<Vec<usize>> = references
            .iter()
            .map(|targets| new_targets(targets))
            .collect();
        for cycle in graph::cycles(&edges) {
            let (Some(&start), next) = (cycle.first(), cycle.get(1).or(cycle.first())) else {
                continue;
            };
            let goes_round =
                |target: &Option<Target>| matches!(target, Some(Target::New(n)) if Some(n) == next);
            let element = references
                .get(start)
                .and_then(|targets| targets.iter().position(goes_round))
                .unwrap_or_default();
            let ids = cycle.iter().filter_map(|index| self.new.get(*index));
            let path = ids.map(|term| term.id.clone()).collect();
            self.error(start, place(element), kind(path));
        }
    }

    fn marks(&mut self) {
        for (index, term) in self.new.iter().enumerate() {
            let Some(is) = self.kind(index).filter(|kind| *kind != TermKind::Data) else {
                continue;
            };
            if term.special {
                self.error(
                    index,
                    TermPlace::Special,
                    TermErrorKind::OnlyForData {
                        mark: "special",
                        is,
                    },
                );
            }
            if term.criminal {
                self.error(
                    index,
                    TermPlace::Criminal,
                    TermErrorKind::OnlyForData {
                        mark: "criminal",
                        is,
                    },
                );
            }
        }
    }

    /// The article that each term has from its parents. A basis has one; a tool may join several
    /// (clauses and their addendum), and has then none.
    fn articles(&mut self, parents: &[Vec<Option<Target>>]) -> Vec<Option<String>> {
        let edges: Vec<Vec<usize>> = parents.iter().map(|targets| new_targets(targets)).collect();
        let mut articles: Vec<Option<String>> = vec![None; self.new.len()];
        for index in graph::order(&edges) {
            let from_parents: BTreeSet<String> = parents
                .get(index)
                .into_iter()
                .flatten()
                .filter_map(|target| match (*target)? {
                    Target::Old(term) => self.taxonomy.article(term).map(str::to_owned),
                    Target::New(parent) => articles.get(parent)?.clone(),
                })
                .collect();
            if from_parents.len() > 1 && self.kind(index) == Some(TermKind::LegalBasis) {
                let articles = from_parents.into_iter().collect();
                self.error(
                    index,
                    TermPlace::Parents,
                    TermErrorKind::ArticleConflict { articles },
                );
            } else if from_parents.len() == 1
                && let Some(slot) = articles.get_mut(index)
            {
                *slot = from_parents.into_iter().next();
            }
        }
        articles
    }
}

fn new_targets(targets: &[Option<Target>]) -> Vec<usize> {
    let new = targets.iter().flatten().filter_map(|target| match target {
        Target::New(index) => Some(*index),
        Target::Old(_) => None,
    });
    new.collect()
}
