//! Which flows bring along data that their sender received from nobody in the estate.

use fixedbitset::FixedBitSet;

use super::input::FlowInput;
use super::nodes::{Node, Nodes};
use super::spots::AccessEdge;
use crate::estate::model::PartyIx;

/// What says whether a flow is an origin.
#[derive(Debug)]
pub(super) struct Origins {
    controller: PartyIx,
    /// The nodes that receive something from another entity, or from another system of their own.
    nodes: FixedBitSet,
    /// The parties that receive something from another entity, in whatever system of theirs.
    parties: FixedBitSet,
}

impl Origins {
    pub fn new(
        nodes: &Nodes,
        controller: PartyIx,
        flows: &[FlowInput],
        accesses: &[AccessEdge],
    ) -> Self {
        let mut this = Self {
            controller,
            nodes: FixedBitSet::with_capacity(nodes.count()),
            parties: FixedBitSet::with_capacity(nodes.count()),
        };
        for flow in flows.iter().filter(|flow| flow.effect.is_some()) {
            let (from, to) = (nodes.of(flow.from), nodes.of(flow.to));
            let inside = nodes.owner(from) == nodes.owner(to);
            if !inside {
                this.reach(nodes, to);
            } else if nodes.is_system(from) && from != to {
                this.nodes.insert(to.number() as usize);
            }
        }
        for access in accesses {
            this.reach(nodes, nodes.party(access.entry.by));
        }
        this
    }

    fn reach(&mut self, nodes: &Nodes, node: Node) {
        self.nodes.insert(node.number() as usize);
        if let Some(owner) = nodes.owner(node) {
            self.parties.insert(owner.index());
        }
    }

    /// Whether a flow is an origin: from the people themselves, from where data are open to all,
    /// from a party into its own system (where its staff write down what they know), or from one
    /// that the estate shows receiving nothing from others where it would take the data from. The
    /// controller is never of the last kind: what it has, it has from somewhere.
    pub fn is_origin(&self, nodes: &Nodes, flow: &FlowInput) -> bool {
        let from = nodes.of(flow.from);
        let Some(sender) = nodes.owner(from) else {
            return true;
        };
        let is_party = !nodes.is_system(from);
        let own = nodes.owner(nodes.of(flow.to)) == Some(sender);
        flow.open
            || is_party && own && !flow.internal
            || sender != self.controller && !self.has_received(nodes, from, sender)
    }

    fn has_received(&self, nodes: &Nodes, sender: Node, party: PartyIx) -> bool {
        if !nodes.is_system(sender) {
            return self.parties.contains(party.index());
        }
        let mut places = [sender, nodes.party(party)].into_iter();
        places.any(|node| self.nodes.contains(node.number() as usize))
    }
}
