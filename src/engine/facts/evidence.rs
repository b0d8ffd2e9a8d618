//! Where facts come from: the elements that a finding cites, and the places it points at.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::Deref;

use jiff::civil::Date;

use super::schema::is_fact_key;
use crate::estate::model::{FlowField, StatementIx};
use crate::input::Span;

/// What a place in a finding is there for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LabelRole {
    /// The line of the flow.
    Flow,
    /// The words of the notice.
    Notice,
    /// A party, system, contract or instrument of the estate.
    Estate,
    /// What a plan or a state deploys.
    Deployed,
    /// What was seen to happen.
    Observed,
    /// The row of the law tables.
    Law,
}

impl LabelRole {
    /// The word for it, as reports write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Flow => "flow",
            Self::Notice => "notice",
            Self::Estate => "estate",
            Self::Deployed => "deployed",
            Self::Observed => "observed",
            Self::Law => "law",
        }
    }
}

/// What the label of words says which may state what no statement does; a remedy transcribes them.
pub const NOT_TRANSCRIBED: &str = "no statement covers these words";

/// A place and what to say about it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label {
    /// What it is there for.
    pub role: LabelRole,
    /// The place.
    pub span: Span,
    /// What to say about it; empty: it speaks for itself.
    pub text: String,
}

/// The evidence for one fact.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Evidence {
    /// What a finding cites, in the words that people wrote: data categories, purposes, a country.
    pub elements: Vec<String>,
    /// The values of the flow that it points at, each with what to say there. They are turned into
    /// places only for flows that have a finding.
    pub fields: Vec<(FlowField, String)>,
    /// Places beyond the flow: contracts, systems, parties.
    pub labels: Vec<Label>,
    /// The statements that it relies on.
    pub statements: Vec<StatementIx>,
    /// Those of them that deny what others state.
    pub denials: Vec<StatementIx>,
    /// Rows of law that it relies on, by id.
    pub law: Vec<String>,
    /// A day that matters: the last one of an instrument, say.
    pub day: Option<Date>,
    /// A name that a message may use: the former operator, the instrument.
    pub name: Option<String>,
    /// The steps by which the fact was found, in words, for `explain`.
    pub steps: Vec<String>,
}

/// Evidence by the key of a fact, as policies' `@evidence` writes it: `coverage.data.omitted`,
/// `transfer.instrument`. The keys are those of the definition of the facts, which debug builds hold every
/// insertion to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EvidenceMap(BTreeMap<&'static str, Evidence>);

impl EvidenceMap {
    /// No evidence yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts evidence under a key, in place of what was there.
    pub fn insert(&mut self, key: &'static str, evidence: Evidence) {
        *self.entry(key).or_default() = evidence;
    }

    /// The entry of a key.
    pub fn entry(&mut self, key: &'static str) -> Entry<'_, &'static str, Evidence> {
        debug_assert!(is_fact_key(key), "no fact has the key `{key}`");
        self.0.entry(key)
    }

    /// Takes the evidence of a key away.
    pub fn remove(&mut self, key: &str) {
        self.0.remove(key);
    }

    /// The evidence of a key, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Evidence> {
        self.0.get_mut(key)
    }

    /// Keeps the evidence of some keys alone.
    pub fn retain(&mut self, wanted: impl Fn(&str) -> bool) {
        self.0.retain(|key, _| wanted(key));
    }

    /// All evidence, to be changed, in the order of keys.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut Evidence> {
        self.0.values_mut()
    }
}

impl Deref for EvidenceMap {
    type Target = BTreeMap<&'static str, Evidence>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl<const N: usize> From<[(&'static str, Evidence); N]> for EvidenceMap {
    fn from(found: [(&'static str, Evidence); N]) -> Self {
        let mut map = Self::new();
        for (key, evidence) in found {
            map.insert(key, evidence);
        }
        map
    }
}

impl<'a> IntoIterator for &'a EvidenceMap {
    type Item = (&'a &'static str, &'a Evidence);
    type IntoIter = std::collections::btree_map::Iter<'a, &'static str, Evidence>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}
