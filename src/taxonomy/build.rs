//! From drafts to a taxonomy: ancestors, inherited marks, the ways to find a term.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use fixedbitset::FixedBitSet;

use super::graph;
use super::kind::TermKind;
use super::spelling;
use super::store::{Taxonomy, Term, TermId, Vocabulary};

/// A term to be added, its references resolved. Numbers count on from the terms that exist.
pub(super) struct Draft {
    pub(super) id: String,
    pub(super) label: String,
    pub(super) kind: TermKind,
    pub(super) parents: Vec<TermId>,
    pub(super) parts: Vec<TermId>,
    pub(super) special: bool,
    pub(super) criminal: bool,
    /// Of a class of recipients: it states in which sector they are.
    pub(super) sector: bool,
    pub(super) article: Option<String>,
}

/// Another word for a term; more than one term when the word is ambiguous.
pub(super) struct AliasDraft {
    pub(super) kind: TermKind,
    pub(super) word: String,
    pub(super) terms: Vec<TermId>,
}

/// What a taxonomy is made of.
pub(super) struct Parts {
    /// Terms that exist already, complete but for their short spelling.
    pub(super) terms: Vec<Term>,
    /// Those to be added. INVARIANT: their parents have no cycles and are of their own kind.
    pub(super) drafts: Vec<Draft>,
    pub(super) aliases: Vec<AliasDraft>,
    pub(super) tops: BTreeMap<TermKind, TermId>,
    /// Pairs of terms that mean the same, each under its second.
    pub(super) twins: Vec<(TermId, TermId)>,
}

impl Taxonomy {
    pub(super) fn assemble(parts: Parts) -> Self {
        let base = parts.terms.len();
        let mut terms = parts.terms;
        terms.extend(parts.drafts.into_iter().map(term));
        inherit(&mut terms, base);
        for twins in parts.twins {
            pair(&mut terms, twins);
        }
        let mut taxonomy = Self {
            terms,
            by_id: BTreeMap::new(),
            by_name: BTreeMap::new(),
            aliases: BTreeMap::new(),
            by_article: BTreeMap::new(),
            tops: parts.tops,
            longest_aliases: OnceLock::new(),
        };
        for alias in parts.aliases {
            taxonomy
                .aliases
                .insert((alias.kind, alias.word.into()), alias.terms);
        }
        taxonomy.index();
        taxonomy
    }

    /// This taxonomy with terms added whose references were checked.
    pub(super) fn grown(&self, drafts: Vec<Draft>) -> Self {
        let mut terms = self.terms.clone();
        for term in &mut terms {
            // A new term may take a name that was the shortest spelling of another.
            term.short = OnceLock::new();
        }
        let aliases = self.aliases.iter().map(|((kind, word), terms)| AliasDraft {
            kind: *kind,
            word: word.to_string(),
            terms: terms.clone(),
        });
        Self::assemble(Parts {
            terms,
            drafts,
            aliases: aliases.collect(),
            tops: self.tops.clone(),
            // The terms that there are know theirs.
            twins: Vec::new(),
        })
    }

    fn index(&mut self) {
        for (index, term) in self.terms.iter().enumerate() {
            let number = TermId::from_index(index);
            let local = spelling::local(&term.id);
            self.by_id.insert(term.id.clone(), number);
            self.by_name
                .entry(spelling::kebab(local).into())
                .or_default()
                .push(number);
            if term.vocabulary == Vocabulary::Estate {
                continue;
            }
            // Of the legal bases only those named after an article answer to it: the plain DPV
            // terms mean the same articles and are broader. Tools have no such names.
            let article = match term.kind {
                TermKind::LegalBasis => spelling::article(local),
                TermKind::TransferTool => term.article.as_deref().map(str::to_owned),
                _ => None,
            };
            if let Some(article) = article {
                self.by_article
                    .entry((term.kind, article.into()))
                    .or_default()
                    .push(number);
            }
        }
    }

    /// The shortest spelling that leads back to the term.
    pub(super) fn spell(&self, number: TermId) -> Box<str> {
        let Some(term) = self.term(number) else {
            return Box::default();
        };
        let local = spelling::local(&term.id);
        let name = spelling::kebab(local);
        let article = spelling::article(local).map(|article| spelling::article_word(&article));
        // `a6-1-f` would be found as well, but is not in use.
        let alias = self.longest_alias(number).map(str::to_owned);
        let candidates = match article {
            Some(article) => [alias, Some(article), Some(name)],
            None => [Some(name), alias, Some(local.to_owned())],
        };
        candidates
            .into_iter()
            .flatten()
            .find(|word| self.lookup(term.kind, word) == Ok(number))
            .map_or_else(|| term.id.clone(), String::into_boxed_str)
    }

    /// The longest alias that means a term alone, of equals the last: words rather than abbreviations.
    fn longest_alias(&self, term: TermId) -> Option<&str> {
        let all = self.longest_aliases.get_or_init(|| {
            let mut longest: BTreeMap<TermId, Box<str>> = BTreeMap::new();
            for ((_, word), terms) in &self.aliases {
                if let [term] = terms.as_slice() {
                    let held = longest.entry(*term).or_default();
                    if word.len() >= held.len() {
                        held.clone_from(word);
                    }
                }
            }
            longest
        });
        all.get(&term).map(|word| &**word)
    }
}

fn term(draft: Draft) -> Term {
    let mut parents = draft.parents;
    parents.sort();
    parents.dedup();
    let mut parts: Vec<TermId> = Vec::new();
    for part in draft.parts {
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    Term {
        vocabulary: Vocabulary::of(&draft.id),
        id: draft.id.into(),
        label: draft.label.into(),
        short: OnceLock::new(),
        kind: draft.kind,
        parents,
        parts,
        special: draft.special,
        criminal: draft.criminal,
        sector: draft.sector,
        article: draft.article.map(String::into_boxed_str),
        above: FixedBitSet::new(),
    }
}

/// Gives the terms from `base` on their ancestors and the marks that they inherit.
fn inherit(terms: &mut [Term], base: usize) {
    let among_new = |ids: &[TermId]| -> Vec<usize> {
        ids.iter()
            .filter_map(|id| id.index().checked_sub(base))
            .collect()
    };
    let new = || terms.iter().skip(base);
    let parents: Vec<Vec<usize>> = new().map(|term| among_new(&term.parents)).collect();
    let sources: Vec<Vec<usize>> = new()
        .map(|term| [among_new(&term.parents), among_new(&term.parts)].concat())
        .collect();
    for index in graph::order(&parents) {
        let above = ancestors(terms, base + index);
        if let Some(term) = terms.get_mut(base + index) {
            term.above = above;
        }
    }
    // Special and criminal come from parents and from parts, and from both in turn.
    let heirs = graph::reversed(&sources);
    let marked: Vec<(bool, bool)> = terms.iter().map(|t| (t.special, t.criminal)).collect();
    for term in terms.iter_mut().skip(base) {
        for source in term.parents.iter().chain(&term.parts) {
            let (special, criminal) = marked.get(source.index()).copied().unwrap_or_default();
            term.special |= special;
            term.criminal |= criminal;
        }
    }
    let mut queue: Vec<usize> = (0..heirs.len()).collect();
    while let Some(index) = queue.pop() {
        let Some((special, criminal)) = terms.get(base + index).map(|t| (t.special, t.criminal))
        else {
            continue;
        };
        for &heir in heirs.get(index).into_iter().flatten() {
            if let Some(term) = terms.get_mut(base + heir) {
                let before = (term.special, term.criminal);
                term.special |= special;
                term.criminal |= criminal;
                if before != (term.special, term.criminal) {
                    queue.push(heir);
                }
            }
        }
    }
}

/// Puts what is under a term, and the term, under one that means the same.
fn pair(terms: &mut [Term], (twin, of): (TermId, TermId)) {
    for (index, term) in terms.iter_mut().enumerate() {
        let is_under = index == of.index() || term.above.contains(of.index());
        if is_under && index != twin.index() {
            term.above.grow(twin.index() + 1);
            term.above.insert(twin.index());
        }
    }
}

/// The ancestors of a term whose parents have theirs.
fn ancestors(terms: &[Term], index: usize) -> FixedBitSet {
    let mut above = FixedBitSet::new();
    for parent in terms.get(index).into_iter().flat_map(|term| &term.parents) {
        if let Some(term) = terms.get(parent.index()) {
            above.grow((parent.index() + 1).max(term.above.len()));
            above.union_with(&term.above);
            above.insert(parent.index());
        }
    }
    above
}
