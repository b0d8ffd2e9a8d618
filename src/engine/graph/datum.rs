//! What goes along the edges, and what the edges are called outside this module.

use crate::estate::model::{Endpoint, ServiceIx, ShapeIx, SystemIx};
use crate::taxonomy::TermId;

/// In which form data are with someone, the most protective last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// As they are.
    #[default]
    Plain,
    /// With parts taken out or made unreadable.
    Redacted,
    /// Under pseudonyms whose key the recipient does not hold.
    Pseudonymised,
    /// Encrypted, and the recipient holds no key.
    Encrypted,
}

impl Form {
    /// All forms, in order.
    pub const ALL: [Self; 4] = [
        Self::Plain,
        Self::Redacted,
        Self::Pseudonymised,
        Self::Encrypted,
    ];

    /// The word for it: `plain`, `redacted`, `pseudonymised` or `encrypted`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Redacted => "redacted",
            Self::Pseudonymised => "pseudonymised",
            Self::Encrypted => "encrypted",
        }
    }
}

impl std::fmt::Display for Form {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A category of data about a kind of people, as someone has it.
///
/// Datums are ordered by people, category, form and service, and lists of them come in that order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Datum {
    /// The people.
    pub subject: TermId,
    /// The category.
    pub category: TermId,
    /// The form.
    pub form: Form,
    /// The service for which the data were collected, which is not always that of the flow that
    /// brought them; `None`: for none in particular.
    pub service: Option<ServiceIx>,
}

/// What data go along: a declared flow, or the access of a party to a system.
///
/// The order is that in which ties are broken: flows by shape, then accesses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Edge {
    /// What a flow declares.
    Flow(ShapeIx),
    /// An entry of a system's `access` (position in its list).
    Access {
        /// The system.
        system: SystemIx,
        /// The position.
        index: u32,
    },
}

/// One step of a [`Path`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Hop {
    /// Who sends.
    pub from: Endpoint,
    /// Who receives.
    pub to: Endpoint,
    /// By what.
    pub via: Edge,
}

/// How data get somewhere: the first hop starts at the people they are about, or with the party
/// that brings them along; never empty.
///
/// Where a hop starts elsewhere than the one before ended, both ends belong to one entity: a party
/// and a system that it operates.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Path {
    /// The hops, in the order in which the data take them.
    pub hops: Vec<Hop>,
}
