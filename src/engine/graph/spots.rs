//! What a graph is laid out of: spots, and the flows and accesses that lead between them.

use std::ops::Range;

use foldhash::fast::FixedState;
use indexmap::IndexSet;

use super::input::{AccessInput, FlowInput};
use super::nodes::Node;
use super::{Edge, Hop};
use crate::estate::model::{Endpoint, PartyIx, SystemIx};

/// The spots, numbered.
pub(super) type Spots = IndexSet<(Place, u32), FixedState>;

/// Where a pair is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Place {
    /// Received by a node.
    Received(Node),
    /// Received by a party or by any of the systems that it operates.
    Pool(PartyIx),
    /// Wanted by a node, to send it on.
    Wanted(Node),
}

/// A flow and its items.
#[derive(Debug)]
pub(super) struct Flow {
    pub input: FlowInput,
    /// The sender has the data from nobody: it brings them along.
    pub origin: bool,
    /// The numbers of its items.
    pub items: Range<u32>,
}

/// A pair that a flow declares.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    pub flow: u32,
    pub pair: u32,
    /// The spot from which it is sent; the people want nothing, they have it.
    pub wanted: Option<u32>,
    /// The spot at which it arrives, if anything personal does.
    pub target: Option<u32>,
}

/// A party that can reach the data in a system that a flow leads into.
#[derive(Debug, Clone, Copy)]
pub(super) struct AccessEdge {
    pub system: SystemIx,
    pub entry: AccessInput,
}

impl AccessEdge {
    pub fn hop(&self) -> Hop {
        Hop {
            from: Endpoint::System(self.system),
            to: Endpoint::Party(self.entry.by, None),
            via: Edge::Access {
                system: self.system,
                index: self.entry.index,
            },
        }
    }
}
