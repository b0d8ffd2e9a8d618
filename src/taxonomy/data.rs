//! The embedded vocabulary: `terms.json` as W3C has it, `additions.json` with what is ours.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::build::{AliasDraft, Draft, Parts};
use super::graph;
use super::kind::TermKind;
use super::store::{Taxonomy, TermId};

const TERMS: &str = include_str!("terms.json");
const ADDITIONS: &str = include_str!("additions.json");

/// What is wrong with the embedded vocabulary. A fault of this program, never of its input; the
/// tests build the vocabulary, so that a release never gives one.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BuiltinError {
    /// A data file does not parse.
    #[error("the embedded vocabulary does not parse: {0}")]
    Json(#[from] serde_json::Error),
    /// An id stands twice.
    #[error("the embedded vocabulary has `{0}` twice")]
    Duplicate(String),
    /// An id is named and does not exist.
    #[error("the embedded vocabulary names `{0}`, which it does not have")]
    Unknown(String),
    /// Terms lie under themselves.
    #[error("the embedded vocabulary has `{0}` under itself")]
    Cycle(String),
}

#[derive(Deserialize, Clone)]
#[serde(deny_unknown_fields)]
struct RawTerm {
    id: String,
    label: String,
    kind: TermKind,
    parents: Vec<String>,
    #[serde(default)]
    special: bool,
    #[serde(default)]
    criminal: bool,
    article: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Additions {
    /// The top of each kind's hierarchy: where terms go whose every link was cut.
    tops: BTreeMap<TermKind, String>,
    terms: Vec<RawTerm>,
    corrections: Vec<Correction>,
    aliases: Vec<RawAlias>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Correction {
    id: String,
    label: Option<String>,
    special: Option<bool>,
    article: Option<String>,
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

/// Parses the embedded files and lays our terms, corrections and aliases over W3C's.
pub(super) fn load() -> Result<Taxonomy, BuiltinError> {
    let mut raw: Vec<RawTerm> = serde_json::from_str(TERMS)?;
    let additions: Additions = serde_json::from_str(ADDITIONS)?;
    raw.extend(additions.terms);
    raw.sort_by(|a, b| a.id.cmp(&b.id));
    let mut ids: BTreeMap<String, usize> = BTreeMap::new();
    for (index, term) in raw.iter().enumerate() {
        if ids.insert(term.id.clone(), index).is_some() {
            return Err(BuiltinError::Duplicate(term.id.clone()));
        }
    }
    let find = |id: &String| {
        ids.get(id)
            .copied()
            .ok_or_else(|| BuiltinError::Unknown(id.clone()))
    };
    for correction in additions.corrections {
        let index = find(&correction.id)?;
        if let Some(term) = raw.get_mut(index) {
            term.label = correction
                .label
                .unwrap_or_else(|| std::mem::take(&mut term.label));
            term.special = correction.special.unwrap_or(term.special);
            term.article = correction.article.or_else(|| term.article.take());
        }
    }
    let mut tops = BTreeMap::new();
    for (kind, id) in &additions.tops {
        tops.insert(*kind, find(id)?);
    }
    let parents = raw
        .iter()
        .enumerate()
        .map(|(index, term)| parents_of(&raw, index, term, &tops, &find))
        .collect::<Result<Vec<_>, _>>()?;
    if let Some(index) = graph::cycles(&parents)
        .first()
        .and_then(|cycle| cycle.first())
    {
        let id = raw
            .get(*index)
            .map(|term| term.id.clone())
            .unwrap_or_default();
        return Err(BuiltinError::Cycle(id));
    }
    let mut aliases = Vec::new();
    for alias in &additions.aliases {
        let terms = alias
            .terms
            .iter()
            .map(|id| find(id).map(TermId::from_index))
            .collect::<Result<Vec<_>, _>>()?;
        aliases.extend(alias.words.iter().map(|word| AliasDraft {
            kind: alias.kind,
            word: word.clone(),
            terms: terms.clone(),
        }));
    }
    let drafts = raw
        .into_iter()
        .zip(parents)
        .map(|(term, parents)| Draft {
            id: term.id,
            label: term.label,
            kind: term.kind,
            parents: parents.into_iter().map(TermId::from_index).collect(),
            parts: Vec::new(),
            special: term.special,
            criminal: term.criminal,
            article: term.article,
        })
        .collect();
    let tops = tops
        .into_iter()
        .map(|(kind, index)| (kind, TermId::from_index(index)))
        .collect();
    Ok(Taxonomy::assemble(Parts {
        terms: Vec::new(),
        drafts,
        aliases,
        tops,
    }))
}

/// The parents of a term in its own kind's hierarchy. A term that loses all of them goes under
/// the top of its kind.
fn parents_of(
    raw: &[RawTerm],
    index: usize,
    term: &RawTerm,
    tops: &BTreeMap<TermKind, usize>,
    find: &impl Fn(&String) -> Result<usize, BuiltinError>,
) -> Result<Vec<usize>, BuiltinError> {
    let mut kept = Vec::new();
    for id in &term.parents {
        let parent = find(id)?;
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
