//! From one flow to the next: which of what flows declare can be what another flow delivered.

use super::layout::Layout;
use super::links::Link;
use super::query::DataGraph;
use super::spots::Place;
use super::table::Groups;
use crate::estate::model::{Endpoint, ShapeIx};
use crate::taxonomy::TermId;

/// The number of an [`Item`]; numbers are in the order of shapes, within a shape by category and
/// people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemIx(u32);

/// A category about a kind of people that a flow declares and brings to its recipient.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    /// Its number.
    pub index: ItemIx,
    /// The flow.
    pub shape: ShapeIx,
    /// The people.
    pub subject: TermId,
    /// The category.
    pub category: TermId,
}

/// Who can hand on what to whom: the graph item by item. See [`DataGraph::handovers`].
#[derive(Debug)]
pub struct Handovers<'g> {
    graph: &'g DataGraph,
    /// The items by the spot from which they are sent.
    leaving: Groups,
}

impl DataGraph {
    /// The hand-overs between flows, for following a datum step by step.
    pub fn handovers(&self) -> Handovers<'_> {
        let items = self.layout.items.iter();
        let wanted: Vec<(u32, u32)> = items
            .filter_map(|(at, item)| Some((item.wanted?, at)))
            .collect();
        Handovers {
            leaving: Groups::new(self.layout.spots.len(), wanted.iter().copied()),
            graph: self,
        }
    }
}

impl Handovers<'_> {
    /// What a flow brings to its recipient, in order: nothing where nothing personal arrives, or
    /// where the flow does not run on the day of the graph.
    pub fn items(&self, shape: ShapeIx) -> Vec<Item> {
        let Some(flow) = self.layout().flow(shape) else {
            return Vec::new();
        };
        let items = flow.items.clone().filter_map(|index| {
            let item = self.layout().items.at(index);
            let (subject, category) = self.layout().terms(item.pair)?;
            item.target.map(|_| Item {
                index: ItemIx(index),
                shape,
                subject,
                category,
            })
        });
        items.collect()
    }

    /// Whether data start with an item: its flow brings data in, or nobody sent them to its sender.
    pub fn starts(&self, item: ItemIx) -> bool {
        let layout = self.layout();
        let started = self.graph.spread.started(layout, layout.items.at(item.0));
        started.is_some()
    }

    /// The items that can be what an item delivered to its recipient, in order.
    pub fn after(&self, item: ItemIx) -> Vec<ItemIx> {
        let delivered = self.layout().items.at(item.0).target;
        self.sent_from(delivered)
    }

    /// The items that can be what a party reads of an item in the system into which it is sent; the
    /// party by its position in the system's list of access. None where that access does not count.
    pub fn after_access(&self, item: ItemIx, index: u32) -> Vec<ItemIx> {
        let layout = self.layout();
        let item = layout.items.at(item.0);
        let read = match layout.flows.at(item.flow).input.to {
            Endpoint::System(system) => layout.access(system, index),
            _ => None,
        };
        self.sent_from(read.and_then(|access| {
            let party = layout.nodes.party(access.entry.by);
            layout.spot(Place::Received(party), item.pair)
        }))
    }

    /// Whether what arrives at one end can be sent from the other: the same end, a party that
    /// operates the system where it arrived, or a system of the party to which it came.
    pub fn sends_from(&self, sender: Endpoint, arrived: Endpoint) -> bool {
        let nodes = &self.layout().nodes;
        let (sender, arrived) = (nodes.of(sender), nodes.of(arrived));
        let looks_there = |place: Place| match place {
            Place::Received(node) | Place::Wanted(node) => node == arrived,
            Place::Pool(party) => nodes.owner(arrived) == Some(party),
        };
        sender == arrived || self.layout().looks_at(sender).into_iter().any(looks_there)
    }

    /// The items that are sent from what was received at a spot.
    fn sent_from(&self, spot: Option<u32>) -> Vec<ItemIx> {
        let mut found = Vec::new();
        let mut open: Vec<u32> = spot.into_iter().collect();
        // What was received leads to what the entity wants to send, directly or by its pool.
        while let Some(spot) = open.pop() {
            let items = self.leaving.of(spot).iter().copied();
            found.extend(items.filter(|item| self.layout().items.at(*item).target.is_some()));
            let links = self.layout().links.from(spot).iter();
            open.extend(links.filter_map(|(next, link)| (*link == Link::Same).then_some(*next)));
        }
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(ItemIx).collect()
    }

    fn layout(&self) -> &Layout {
        &self.graph.layout
    }
}
