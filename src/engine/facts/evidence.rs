//! Where facts come from: the elements that a finding cites, and the places it points at.

use std::collections::BTreeMap;

use jiff::civil::Date;

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
            Self::Law => "law",
        }
    }
}

/// A place and what to say about it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Label {
    /// What it is there for.
    pub role: LabelRole,
    /// The place.
    pub span: Span,
    /// What to say about it; empty: it speaks for itself.
    pub text: String,
}

/// What one fact rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Evidence {
    /// What a finding cites, in the words that people wrote: data categories, purposes, a country.
    pub elements: Vec<String>,
    /// The values of the flow that it points at, each with what to say there. They are turned into
    /// places only for flows that have a finding.
    pub fields: Vec<(FlowField, String)>,
    /// Places beyond the flow: contracts, systems, parties.
    pub labels: Vec<Label>,
    /// The statements that it rests on.
    pub statements: Vec<StatementIx>,
    /// Rows of law that it rests on, by id.
    pub law: Vec<String>,
    /// A day that matters: the last one of an instrument, say.
    pub day: Option<Date>,
    /// A name that a message may use: the former operator, the instrument.
    pub name: Option<String>,
    /// The steps by which the fact was found, in words, for `explain`.
    pub steps: Vec<String>,
}

/// Evidence by the dotted name of a fact, as policies' `@evidence` writes it:
/// `coverage.data.omitted`, `transfer.instrument`.
pub type EvidenceMap = BTreeMap<&'static str, Evidence>;
