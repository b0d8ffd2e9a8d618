//! Which flows bring along data that their sender received from nobody in the estate.

use fixedbitset::FixedBitSet;

use super::input::FlowInput;
use super::layout::AccessEdge;
use super::nodes::{Node, Nodes};
use crate::estate::model::PartyIx;

/// What says whether a flow is an origin.
#[derive(Debug)]
pub(super) struct Origins {
    controller: PartyIx,
    /// The nodes that receive something from another node.
    reached: FixedBitSet,
}

impl Origins {
    pub fn new(
        nodes: &Nodes,
        controller: PartyIx,
        flows: &[FlowInput],
        accesses: &[AccessEdge],
    ) -> Self {
        let mut reached = FixedBitSet::with_capacity(nodes.count());
        for flow in flows.iter().filter(|flow| flow.effect.is_some()) {
            let to = nodes.of(flow.to);
            if to != nodes.of(flow.from) {
                reached.insert(to.number() as usize);
            }
        }
        for access in accesses {
            reached.insert(nodes.party(access.entry.by).number() as usize);
        }
        Self {
            controller,
            reached,
        }
    }

    /// Whether a flow is an origin: from the people themselves, from where data are open to all,
    /// from a party into its own system (where its staff write down what they know), or from one
    /// that the estate shows receiving nothing. The controller is never of the last kind: what it
    /// has, it has from somewhere.
    pub fn is_origin(&self, nodes: &Nodes, flow: &FlowInput) -> bool {
        let from = nodes.of(flow.from);
        let Some(sender) = nodes.owner(from) else {
            return true;
        };
        let from_party = !nodes.is_system(from);
        let own = nodes.owner(nodes.of(flow.to)) == Some(sender);
        flow.open
            || from_party && own && !flow.internal
            || sender != self.controller
                && !self.is_reached(from)
                && !self.is_reached(nodes.party(sender))
    }

    fn is_reached(&self, node: Node) -> bool {
        self.reached.contains(node.number() as usize)
    }
}
