//! How far everything has come, and the shortest ways to edges.

use std::collections::VecDeque;

use super::inbound::Inbound;
use super::layout::Layout;
use super::links::Link;
use super::spread::Spread;
use super::table::Table;
use super::{Edge, Hop, Path};

/// For each spot, the edges on the shortest path from where any data start: one search for all, so
/// that asking for the way to each of many edges stays cheap.
#[derive(Debug)]
pub(super) struct Nearest(Table<u32>);

/// Nothing comes here.
const NEVER: u32 = u32::MAX;

impl Nearest {
    pub fn new(layout: &Layout, spread: &Spread) -> Self {
        let mut lengths = Table::filled(layout.spots.len(), NEVER);
        let mut queue = VecDeque::new();
        for (_, item) in layout.items.iter() {
            if let (Some(target), Some(_)) = (item.target, spread.started(layout, item))
                && *lengths.at(target) == NEVER
            {
                *lengths.at_mut(target) = 1;
                queue.push_back((target, 1));
            }
        }
        // Links within an entity cost nothing and go first, so the queue stays in order.
        while let Some((spot, length)) = queue.pop_front() {
            if length > *lengths.at(spot) {
                continue;
            }
            for (next, link) in layout.links.from(spot) {
                let longer = match link {
                    Link::Same => length,
                    Link::Along(_) => length + 1,
                };
                if longer < *lengths.at(*next) {
                    *lengths.at_mut(*next) = longer;
                    if longer == length {
                        queue.push_front((*next, longer));
                    } else {
                        queue.push_back((*next, longer));
                    }
                }
            }
        }
        Self(lengths)
    }

    /// The shortest path that ends with an edge, whichever of its data take it. Of several the one
    /// whose edges are first, compared from the last edge backwards.
    pub fn path_by(&self, layout: &Layout, spread: &Spread, edge: Edge) -> Option<Path> {
        let mut inbound: Vec<Inbound> = match edge {
            Edge::Flow(shape) => {
                let items = layout.flow(shape)?.items.clone();
                let items = items.map(|item| layout.items.at(item));
                items
                    .filter_map(|item| Inbound::by_item(layout, spread, item))
                    .collect()
            }
            Edge::Access { system, index } => {
                let access = layout.access(system, index)?;
                let pairs = layout.received(layout.nodes.system(system)).iter();
                let pairs = pairs.filter_map(|spot| layout.place(*spot));
                pairs
                    .filter_map(|(_, pair)| Inbound::by_access(layout, access, pair))
                    .collect()
            }
        };
        let mut hops: Vec<Hop> = Vec::new();
        loop {
            let nearest = inbound
                .iter()
                .map(|inbound| (self.length(inbound), inbound.hop.via));
            let (length, via) = nearest.min()?;
            if length == NEVER {
                return None;
            }
            inbound.retain(|inbound| (self.length(inbound), inbound.hop.via) == (length, via));
            hops.push(inbound.first()?.hop);
            if length == 1 {
                hops.reverse();
                return Some(Path { hops });
            }
            let mut sources: Vec<u32> = inbound
                .iter()
                .flat_map(|inbound| inbound.sources(layout))
                .collect();
            sources.retain(|spot| *self.0.at(*spot) == length - 1);
            sources.sort_unstable();
            sources.dedup();
            let sources = sources.into_iter();
            inbound = sources
                .flat_map(|spot| Inbound::all(layout, spread, spot))
                .collect();
        }
    }

    /// The length of the shortest path that ends with what an edge brings.
    fn length(&self, inbound: &Inbound) -> u32 {
        match (inbound.starts, inbound.from) {
            (Some(_), _) => 1,
            (None, Some(from)) => self.0.at(from).saturating_add(1),
            (None, None) => NEVER,
        }
    }
}
