//! The embedded vocabulary: `terms.json` as W3C has it, `additions.json` and `everyday.json` with what is ours.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;

use super::build::{AliasDraft, Draft, Parts};
use super::graph;
use super::kind::TermKind;
use super::prepared;
use super::raw_term::RawTerm;
use super::store::{Taxonomy, TermId};

const ADDITIONS: &str = include_str!("additions.json");

/// What is wrong with the embedded vocabulary. A fault of this program, never of its input; the
/// tests build the vocabulary, so that a release never gives one.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BuiltinError {
    /// A data file does not parse.
    #[error("the embedded vocabulary does not parse: {0}")]
    Json(#[from] serde_json::Error),
    /// What `build.rs` prepared is not as it wrote it.
    #[error("the embedded vocabulary was not prepared as this program reads it")]
    Prepared,
    /// An id occurs twice.
    #[error("the embedded vocabulary has `{0}` twice")]
    Duplicate(String),
    /// An id is named and does not exist.
    #[error("the embedded vocabulary names `{0}`, which it does not have")]
    Unknown(String),
    /// Terms lie under themselves.
    #[error("the embedded vocabulary has `{0}` under itself")]
    Cycle(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Additions {
    /// The top of each kind's hierarchy: where terms go whose every link was cut.
    tops: BTreeMap<TermKind, String>,
    terms: Vec<RawTerm>,
    corrections: Vec<Correction>,
    aliases: Vec<RawAlias>,
    /// Pairs of terms that are the same: one of the GDPR, and the one of DPV that it is under.
    twins: Vec<(String, String)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Correction {
    id: String,
    label: Option<Cow<'static, str>>,
    special: Option<bool>,
    sector: Option<bool>,
    article: Option<Cow<'static, str>>,
    #[serde(rename = "why")]
    _why: serde::de::IgnoredAny,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAlias {
    kind: TermKind,
    words: Vec<String>,
    /// More than one when the word is ambiguous and the answer shall say between what.
    terms: Vec<String>,
}

/// ## Making one
impl Taxonomy {
    /// The Data Privacy Vocabulary and our few additions. Takes some milliseconds: build it once.
    ///
    /// # Errors
    /// When the embedded files are broken, which the tests of this crate rule out.
    pub fn builtin() -> Result<Self, BuiltinError> {
        load()
    }
}

/// Parses the embedded files and lays our terms, corrections and aliases over W3C's.
fn load() -> Result<Taxonomy, BuiltinError> {
    let mut raw = prepared::terms().ok_or(BuiltinError::Prepared)?;
    let additions: Additions = serde_json::from_str(ADDITIONS)?;
    raw.extend(additions.terms);
    raw.sort_by(|a, b| a.id.cmp(&b.id));
    let ids = Ids::of(&raw)?;
    correct(&mut raw, additions.corrections, &ids)?;
    let mut tops = BTreeMap::new();
    for (kind, id) in &additions.tops {
        tops.insert(*kind, ids.find(id)?);
    }
    let parents = raw
        .iter()
        .enumerate()
        .map(|(index, term)| parents_of(&raw, index, term, &tops, &ids))
        .collect::<Result<Vec<_>, _>>()?;
    if let Some(index) = graph::cycles(&parents)
        .first()
        .and_then(|cycle| cycle.first())
    {
        let id = raw
            .get(*index)
            .map(|term| term.id.to_string())
            .unwrap_or_default();
        return Err(BuiltinError::Cycle(id));
    }
    let aliases = aliases(&additions.aliases, &ids)?;
    let drafts = raw
        .into_iter()
        .zip(parents)
        .map(|(term, parents)| Draft {
            id: term.id.into(),
            label: term.label.into(),
            kind: term.kind,
            parents: parents.into_iter().map(TermId::from_index).collect(),
            parts: Vec::new(),
            special: term.special,
            criminal: term.criminal,
            sector: term.sector,
            article: term.article.map(Cow::into_owned),
        })
        .collect();
    let tops = tops
        .into_iter()
        .map(|(kind, index)| (kind, TermId::from_index(index)))
        .collect();
    let twins = additions.twins.iter().map(|(twin, of)| {
        let term = |id| ids.find(id).map(TermId::from_index);
        Ok((term(twin)?, term(of)?))
    });
    let twins = twins.collect::<Result<_, BuiltinError>>()?;
    Ok(Taxonomy::assemble(Parts {
        terms: Vec::new(),
        drafts,
        aliases,
        tops,
        twins,
    }))
}

/// The ids of the terms, in order: the place of one is the place of its term.
struct Ids(Vec<Cow<'static, str>>);

impl Ids {
    /// Of terms in the order of their ids.
    fn of(terms: &[RawTerm]) -> Result<Self, BuiltinError> {
        let ids: Vec<_> = terms.iter().map(|term| term.id.clone()).collect();
        let twice = ids.windows(2).find(|pair| pair.first() == pair.last());
        match twice.and_then(<[_]>::first) {
            Some(id) => Err(BuiltinError::Duplicate(id.to_string())),
            None => Ok(Self(ids)),
        }
    }

    fn find(&self, id: &str) -> Result<usize, BuiltinError> {
        self.0
            .binary_search_by(|known| known.as_ref().cmp(id))
            .map_err(|_| BuiltinError::Unknown(id.to_owned()))
    }
}

/// Lays our corrections over W3C's terms.
fn correct(
    terms: &mut [RawTerm],
    corrections: Vec<Correction>,
    ids: &Ids,
) -> Result<(), BuiltinError> {
    for correction in corrections {
        let index = ids.find(&correction.id)?;
        if let Some(term) = terms.get_mut(index) {
            term.label = correction
                .label
                .unwrap_or_else(|| std::mem::take(&mut term.label));
            term.special = correction.special.unwrap_or(term.special);
            term.sector = correction.sector.unwrap_or(term.sector);
            term.article = correction.article.or_else(|| term.article.take());
        }
    }
    Ok(())
}

/// Our other words for terms.
fn aliases(written: &[RawAlias], ids: &Ids) -> Result<Vec<AliasDraft>, BuiltinError> {
    let mut aliases = Vec::new();
    for alias in written {
        let terms = alias
            .terms
            .iter()
            .map(|id| ids.find(id).map(TermId::from_index))
            .collect::<Result<Vec<_>, _>>()?;
        aliases.extend(alias.words.iter().map(|word| AliasDraft {
            kind: alias.kind,
            word: word.clone(),
            terms: terms.clone(),
        }));
    }
    Ok(aliases)
}

/// The parents of a term in its own kind's hierarchy. A term that loses all of them goes under
/// the top of its kind.
fn parents_of(
    raw: &[RawTerm],
    index: usize,
    term: &RawTerm,
    tops: &BTreeMap<TermKind, usize>,
    ids: &Ids,
) -> Result<Vec<usize>, BuiltinError> {
    let mut kept = Vec::new();
    for id in &term.parents {
        let parent = ids.find(id)?;
        if raw
            .get(parent)
            .is_some_and(|parent| is_same_hierarchy(term, parent))
        {
            kept.push(parent);
        }
    }
    if kept.is_empty()
        && !term.parents.is_empty()
        && let Some(top) = tops.get(&term.kind)
        && *top != index
    {
        kept.push(*top);
    }
    Ok(kept)
}

/// Whether a link stays: within one kind, and never from one article's ground to another's. DPV
/// has Art 9(2)(g) and Art 49(1)(d) under the public interest and Art 49(1)(b) under contract;
/// none of them is a case of the Art 6 basis of that name.
fn is_same_hierarchy(term: &RawTerm, parent: &RawTerm) -> bool {
    let other_ground = term.kind == TermKind::LegalBasis
        && matches!((&term.article, &parent.article), (Some(a), Some(b)) if a != b);
    term.kind == parent.kind && !other_ground
}
