//! From flows to spots and links: what does not change while data spread.
//!
//! A spot is a pair of people and category at a place: what a node receives, what a party and its
//! systems receive together, or what a node wants to send on. Links lead from what is received to
//! what it lets be sent, and from what is sent to what the recipient receives. Working on pairs
//! rather than on whole nodes keeps cycles small: data that come back in another category close
//! none.

use fixedbitset::FixedBitSet;

use super::build;
use super::input::{GraphInput, Hierarchy};
use super::links::{Link, Links};
use super::nodes::{Node, Nodes};
use super::origin::Origins;
use super::relation::{Needs, Pairs, Relations};
use super::spots::{AccessEdge, Flow, Item, Place, Spots};
use super::table::{Groups, Table};
use crate::estate::model::{PartyIx, ShapeIx, SystemIx};
use crate::taxonomy::TermId;

/// All of it.
#[derive(Debug)]
pub(super) struct Layout {
    pub controller: PartyIx,
    pub nodes: Nodes,
    pub pairs: Pairs,
    pub spots: Spots,
    /// In the order of their shapes.
    pub flows: Table<Flow>,
    /// In the order of flows, within a flow by category and people.
    pub items: Table<Item>,
    /// In the order of systems and entries.
    pub accesses: Vec<AccessEdge>,
    /// The accesses by the number of the party's node.
    accessing: Groups,
    /// The spots of what each node receives, by its number, in the order of terms.
    received: Groups,
    pub needs: Needs,
    pub links: Links,
    /// The wanted spots for which one source may not be enough.
    pub composite: FixedBitSet,
    /// The parties that act for nobody, by index.
    pub independent: FixedBitSet,
    /// The items by the spot at which they arrive.
    pub arriving: Groups,
}

impl Layout {
    pub fn new(input: GraphInput, terms: &impl Hierarchy) -> Self {
        let GraphInput {
            controller,
            parties,
            independent,
            systems,
            flows,
        } = input;
        let nodes = Nodes::new(
            parties,
            systems.iter().map(|system| system.operator).collect(),
        );
        let accesses = build::accesses(&systems, &flows);
        let origins = Origins::new(&nodes, controller, &flows, &accesses);
        let mut pairs = Pairs::default();
        let mut spots = Spots::default();
        let (flows, mut items) = build::items(&nodes, flows, &origins, &mut pairs, &mut spots);
        let mut links = build::accessed(&nodes, &accesses, &mut spots);
        links.extend(build::pools(&nodes, &flows, &mut spots));
        let mut relations = Relations::new(terms, &pairs);
        let wanted = build::Wanted::new(&nodes, &spots);
        let composite = wanted.link(&flows, &mut items, &mut spots, &mut relations, &mut links);
        let needs = relations.into_needs();
        links.extend(items.iter().filter_map(|item| {
            let effect = flows.at(item.flow).input.effect?;
            Some((item.wanted?, item.target?, Link::Along(effect)))
        }));
        let numbered = items.iter().enumerate().map(|(at, item)| (at as u32, item));
        let arriving = numbered.filter_map(|(at, item)| Some((item.target?, at)));
        let by_node = accesses
            .iter()
            .enumerate()
            .map(|(at, access)| (nodes.party(access.entry.by).number(), at as u32));
        Self {
            accessing: Groups::new(nodes.count(), by_node),
            received: build::received(&nodes, &pairs, &spots),
            arriving: Groups::new(spots.len(), arriving),
            links: Links::new(spots.len(), &links),
            composite,
            independent: independent.iter().map(|party| party.index()).collect(),
            controller,
            nodes,
            pairs,
            spots,
            flows,
            items: items.into(),
            accesses,
            needs,
        }
    }

    /// The flow of a shape, if it runs.
    pub fn flow(&self, shape: ShapeIx) -> Option<&Flow> {
        let at = self.flows.search(|flow| flow.input.shape.cmp(&shape))?;
        Some(self.flows.at(at))
    }

    /// The access of an entry, if it counts.
    pub fn access(&self, system: SystemIx, index: u32) -> Option<&AccessEdge> {
        let key = |access: &AccessEdge| (access.system, access.entry.index);
        let at = self
            .accesses
            .binary_search_by_key(&(system, index), key)
            .ok()?;
        self.accesses.get(at)
    }

    /// The access to a system.
    pub fn accesses_to(&self, system: SystemIx) -> &[AccessEdge] {
        let start = self
            .accesses
            .partition_point(|access| access.system < system);
        let end = self
            .accesses
            .partition_point(|access| access.system <= system);
        self.accesses.get(start..end).unwrap_or(&[])
    }

    /// The access that a node has; only parties have any.
    pub fn accesses_by(&self, node: Node) -> impl Iterator<Item = &AccessEdge> + use<'_> {
        let mine = self.accessing.of(node.number()).iter();
        mine.filter_map(|at| self.accesses.get(*at as usize))
    }

    /// The spots of what a node receives, in the order of terms.
    pub fn received(&self, node: Node) -> &[u32] {
        self.received.of(node.number())
    }

    /// A spot, if there is such a one.
    pub fn spot(&self, place: Place, pair: u32) -> Option<u32> {
        self.spots
            .get_index_of(&(place, pair))
            .map(|spot| spot as u32)
    }

    /// Where a spot is.
    pub fn place(&self, spot: u32) -> Option<(Place, u32)> {
        self.spots.get_index(spot as usize).copied()
    }

    /// Whether a spot is wanted by a party that acts for nobody, or by one of its systems.
    pub fn is_independent(&self, spot: u32) -> bool {
        match self.place(spot) {
            Some((Place::Wanted(node), _)) => self.is_of_its_own(node),
            _ => false,
        }
    }

    /// Whether the owner of a node acts for nobody.
    pub fn is_of_its_own(&self, node: Node) -> bool {
        let owner = self.nodes.owner(node);
        owner.is_some_and(|party| self.independent.contains(party.index()))
    }

    /// Whether a spot is of what a node receives.
    pub fn is_received(&self, spot: u32) -> bool {
        matches!(self.place(spot), Some((Place::Received(_), _)))
    }

    /// People and category of a pair.
    pub fn terms(&self, pair: u32) -> Option<(TermId, TermId)> {
        self.pairs.get_index(pair as usize).copied()
    }

    /// The spots from which links lead to a spot.
    pub fn before(&self, spot: u32) -> impl Iterator<Item = u32> + use<'_> {
        self.links.to(spot).iter().map(|(from, _)| *from)
    }

    /// The places at which a node looks for what it wants to send: a party with all of its systems,
    /// a system only with its operator. What one system received, another does not have.
    pub fn looks_at(&self, node: Node) -> Vec<Place> {
        build::looks_at(&self.nodes, node)
    }
}
