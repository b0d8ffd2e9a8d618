//! Finding the term that a person wrote.

use std::sync::LazyLock;

use crate::input::nearest;

use super::glossary::Glossary;
use super::kind::TermKind;
use super::spelling;
use super::store::{Taxonomy, TermId};

/// Why what was written names no term.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LookupError {
    /// Nothing has that name.
    #[error("unknown {} `{written}`", .kind.map_or("term", TermKind::noun))]
    Unknown {
        /// What was written.
        written: String,
        /// The kind that was looked for; `None` when any would have done.
        kind: Option<TermKind>,
        /// A spelling that is near and would be found.
        nearest: Option<String>,
        /// For an article that there is not: those nearest to it, in order.
        articles: Vec<String>,
    },
    /// The term exists and is of another kind.
    #[error("`{written}` is a {} (`{found}`), not a {}", .is.noun(), .wanted.noun())]
    WrongKind {
        /// What was written.
        written: String,
        /// The kind that was looked for.
        wanted: TermKind,
        /// The full id of what has that name.
        found: String,
        /// Its kind.
        is: TermKind,
    },
    /// Several terms have that name and none is to be preferred.
    #[error("`{written}` may mean {}", quoted(.candidates, "or"))]
    Ambiguous {
        /// What was written.
        written: String,
        /// The full ids of those terms, at least two, in order.
        candidates: Vec<String>,
    },
}

impl LookupError {
    /// What to write instead, as a line of help.
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Unknown {
                written,
                nearest,
                articles,
                ..
            } => match nearest {
                Some(word) => Some(format!("did you mean `{word}`?")),
                // An article that there is not cannot be declared.
                None if articles.is_empty() && spelling::article(written).is_some() => None,
                None if articles.is_empty() => Some(declared(written)),
                None => Some(format!("did you mean {}?", quoted(articles, "or"))),
            },
            Self::WrongKind { .. } => None,
            Self::Ambiguous { .. } => Some("write the full id of the one that is meant".to_owned()),
        }
    }

    /// What was written.
    pub fn written(&self) -> &str {
        match self {
            Self::Unknown { written, .. }
            | Self::WrongKind { written, .. }
            | Self::Ambiguous { written, .. } => written,
        }
    }
}

/// How an estate declares a term of its own.
fn declared(written: &str) -> String {
    format!(
        "declare it in the estate under `terms`: `{{id: {}, under: BROADER-TERM}}`",
        spelling::kebab(written)
    )
}

/// What a name leads to within a kind.
pub(super) enum TermsFound {
    One(TermId),
    Many(Vec<TermId>),
    Nothing,
}

/// ## Finding terms
impl Taxonomy {
    /// The term of a kind that people mean by what they wrote. Taken are
    ///
    /// - the full id, exactly: `dpv-pd:EmailAddress`, also `pd:EmailAddress`;
    /// - an estate's own id: `upn`;
    /// - an alias: `staff`, `legitimate-interests`. The plain words for a basis of Art 6 mean the
    ///   GDPR's own term (`consent` is `eu-gdpr:A6-1-a`), not DPV's broader one;
    /// - the local name, exactly, or in kebab-case: `EmailAddress`, `email-address`;
    /// - for legal bases and transfer tools the article: `6(1)(f)`, `art-6-1-f`, `Art. 6(1)(f)`.
    ///
    /// Where several terms have a name, an estate's goes before ours, ours before DPV's, DPV's
    /// before its GDPR extension's, and that before a sector's.
    ///
    /// Each call builds a few short strings; an error also compares every term of the kind. Callers
    /// that read in bulk keep the answers.
    ///
    /// # Errors
    /// [`LookupError`], with what is near.
    pub fn lookup(&self, kind: TermKind, written: &str) -> Result<TermId, LookupError> {
        match self.resolve(kind, written) {
            TermsFound::One(term) => Ok(term),
            TermsFound::Many(terms) => Err(self.ambiguous(written, &terms)),
            TermsFound::Nothing => Err(self.not_found(kind, written, &[])),
        }
    }

    /// The same, where it does not matter why there is none: no other term is compared.
    pub fn lookup_known(&self, kind: TermKind, written: &str) -> Option<TermId> {
        match self.resolve(kind, written) {
            TermsFound::One(term) => Some(term),
            TermsFound::Many(_) | TermsFound::Nothing => None,
        }
    }

    pub(super) fn resolve(&self, kind: TermKind, written: &str) -> TermsFound {
        let is_wanted = |term: &TermId| self.kind(*term) == kind;
        if let Some(term) = self.find(written).filter(is_wanted) {
            return TermsFound::One(term);
        }
        if written.contains(':') {
            return TermsFound::Nothing;
        }
        let name = spelling::kebab(written);
        let is_kebab = written.eq_ignore_ascii_case(&name);
        if let Some(term) = self.find(&name).filter(is_wanted).filter(|_| is_kebab) {
            return TermsFound::One(term);
        }
        self.in_vocabulary(kind, written, &name)
    }

    /// What a word that is no id means in the vocabulary itself, without an estate's own terms; `name` is the word in
    /// kebab-case.
    fn in_vocabulary(&self, kind: TermKind, written: &str, name: &str) -> TermsFound {
        let is_wanted = |term: &TermId| self.kind(*term) == kind && !self.is_estate(*term);
        let is_kebab = written.eq_ignore_ascii_case(name);
        if let Some(terms) = self.aliases.get(&(kind, name.into())) {
            return one_of(terms.clone());
        }
        let named: Vec<TermId> = self
            .by_name
            .get(name)
            .into_iter()
            .flatten()
            .copied()
            .filter(|term| {
                is_wanted(term) && (is_kebab || spelling::local(self.id(*term)) == written)
            })
            .collect();
        let first = named
            .iter()
            .filter_map(|term| self.term(*term))
            .map(|t| t.vocabulary)
            .min();
        if first.is_some() {
            let preferred = |term: &TermId| self.term(*term).map(|t| t.vocabulary) == first;
            return one_of(named.into_iter().filter(preferred).collect());
        }
        spelling::article(written)
            .and_then(|article| self.by_article.get(&(kind, article.into())))
            .map_or(TermsFound::Nothing, |terms| one_of(terms.clone()))
    }

    /// The estate's own terms whose ids mean a term of the vocabulary elsewhere, each with that term: those that are
    /// not under it. What is declared with such a word means something else than before.
    pub fn redefined(&self) -> Vec<(TermId, TermId)> {
        let own = self.terms().filter(|term| self.is_estate(*term));
        let old = own.filter_map(|term| {
            let id = self.id(term);
            match self.in_vocabulary(self.kind(term), id, &spelling::kebab(id)) {
                TermsFound::One(old) if !self.subsumes(old, term) => Some((term, old)),
                _ => None,
            }
        });
        old.collect()
    }

    pub(super) fn ambiguous(&self, written: &str, terms: &[TermId]) -> LookupError {
        LookupError::Ambiguous {
            written: written.to_owned(),
            candidates: terms.iter().map(|term| self.id(*term).to_owned()).collect(),
        }
    }

    /// The error for a name that no term of the kind has; `also` are further names to be near to.
    pub(super) fn not_found(&self, kind: TermKind, written: &str, also: &[&str]) -> LookupError {
        let others = TermKind::ALL.into_iter().filter(|other| *other != kind);
        let mut elsewhere = others.filter_map(|other| match self.resolve(other, written) {
            TermsFound::One(term) => Some(term),
            TermsFound::Many(terms) => terms.first().copied(),
            TermsFound::Nothing => None,
        });
        match elsewhere.next() {
            Some(term) => LookupError::WrongKind {
                written: written.to_owned(),
                wanted: kind,
                found: self.id(term).to_owned(),
                is: self.kind(term),
            },
            None => LookupError::Unknown {
                written: written.to_owned(),
                kind: Some(kind),
                nearest: self
                    .everyday(kind, written)
                    .or_else(|| self.nearest_of(&[kind], written, also)),
                articles: self.articles_near(kind, written),
            },
        }
    }

    /// The spelling of the term that an everyday word means.
    fn everyday(&self, kind: TermKind, written: &str) -> Option<String> {
        // Built-in terms keep their numbers in every taxonomy that is made of the built-in one.
        static WORDS: LazyLock<Option<Glossary>> =
            LazyLock::new(|| Glossary::of(&Taxonomy::builtin().ok()?).ok());
        let term = WORDS.as_ref()?.term(kind, written)?;
        Some(self.short(term).to_owned())
    }

    /// The articles of a kind that share most with the one that was written: those of its paragraph,
    /// else of its number, else the first of each. They are all named, as one is as near as another.
    fn articles_near(&self, kind: TermKind, written: &str) -> Vec<String> {
        let Some(article) = spelling::article(written) else {
            return Vec::new();
        };
        let known = || {
            // The bases of flows and statements: other articles have terms that are no basis.
            let is_ground = |term: &TermId| {
                kind != TermKind::LegalBasis
                    || self.is_art6_basis(*term)
                    || self.is_art9_condition(*term)
            };
            let all = self.by_article.iter();
            all.filter(move |((of, _), terms)| *of == kind && terms.iter().any(is_ground))
                .map(|((_, article), _)| &**article)
        };
        let up_to = |article: &str, bracket: usize| {
            let end = article.match_indices('(').nth(bracket);
            let end = end.map_or(article.len(), |(at, _)| at);
            article.get(..end).unwrap_or(article).to_owned()
        };
        for bracket in [1, 0] {
            let shared = up_to(&article, bracket);
            let near: Vec<String> = known()
                .filter(|other| up_to(other, bracket) == shared)
                .map(str::to_owned)
                .collect();
            if !near.is_empty() {
                return near;
            }
        }
        let mut firsts: Vec<String> = Vec::new();
        for other in known() {
            if firsts
                .last()
                .is_none_or(|first| up_to(first, 0) != up_to(other, 0))
            {
                firsts.push(other.to_owned());
            }
        }
        firsts
    }

    /// The spelling nearest to what was written: a full id when that looks like one, else a short
    /// spelling or alias. Nothing is near to an article: one letter off is another ground.
    pub(super) fn nearest_of(
        &self,
        kinds: &[TermKind],
        written: &str,
        also: &[&str],
    ) -> Option<String> {
        if spelling::article(written).is_some() {
            return None;
        }
        let of_kinds = || {
            self.terms()
                .filter(|term| kinds.contains(&self.kind(*term)))
        };
        if written.contains(':') {
            return nearest(written, of_kinds().map(|term| self.id(term))).map(str::to_owned);
        }
        let aliases = self
            .aliases
            .iter()
            .filter(|((kind, _), terms)| kinds.contains(kind) && terms.len() == 1)
            .map(|((_, word), _)| &**word);
        let short = of_kinds()
            .map(|term| self.short(term))
            .filter(|short| !short.contains(':'));
        nearest(
            &spelling::kebab(written),
            short.chain(aliases).chain(also.iter().copied()),
        )
        .map(str::to_owned)
    }
}

fn one_of(mut terms: Vec<TermId>) -> TermsFound {
    match terms.len() {
        0 => TermsFound::Nothing,
        1 => terms.pop().map_or(TermsFound::Nothing, TermsFound::One),
        _ => {
            terms.sort();
            TermsFound::Many(terms)
        }
    }
}

/// Names in backticks, the last joined by `word`.
pub(super) fn quoted(names: &[String], word: &str) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} {word} {last}", rest.join(", ")),
        None => String::new(),
    }
}
