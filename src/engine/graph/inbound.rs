//! What edges bring to spots, seen from the spots.

use super::input::Effect;
use super::layout::Layout;
use super::spots::{AccessEdge, Item, Place};
use super::spread::{Spread, member};
use super::{Edge, Form, Hop};

/// What one edge brings to one spot.
#[derive(Debug, Clone, Copy)]
pub(super) struct Inbound {
    pub hop: Hop,
    pub effect: Effect,
    /// If data start here: in which form, and for which service, by its number.
    pub starts: Option<(Form, u32)>,
    /// The spot from which they may come: wanted by the sender, or received by the system that is
    /// read.
    pub from: Option<u32>,
}

impl Inbound {
    /// What an item brings, if anything personal.
    pub fn by_item(layout: &Layout, spread: &Spread, item: &Item) -> Option<Self> {
        let flow = &layout.flows.at(item.flow).input;
        let starts = spread.started(layout, item);
        Some(Self {
            hop: Hop {
                from: flow.from,
                to: flow.to,
                via: Edge::Flow(flow.shape),
            },
            effect: flow.effect?,
            starts: starts.map(|(form, service)| (form, member(service))),
            from: item.wanted,
        })
    }

    /// What an access brings of a pair, if the system has it.
    pub fn by_access(layout: &Layout, access: &AccessEdge, pair: u32) -> Option<Self> {
        let system = layout.nodes.system(access.system);
        Some(Self {
            hop: access.hop(),
            effect: access.entry.effect,
            starts: None,
            from: Some(layout.spot(Place::Received(system), pair)?),
        })
    }

    /// What all edges bring to a spot.
    pub fn all<'a>(
        layout: &'a Layout,
        spread: &'a Spread,
        spot: u32,
    ) -> impl Iterator<Item = Self> + use<'a> {
        let items = layout.arriving.of(spot).iter();
        let by_item =
            items.filter_map(|item| Self::by_item(layout, spread, layout.items.at(*item)));
        let received = match layout.place(spot) {
            Some((Place::Received(node), pair)) => Some((node, pair)),
            _ => None,
        };
        let by_access = received.into_iter().flat_map(move |(node, pair)| {
            let accesses = layout.accesses_by(node);
            accesses.filter_map(move |access| Self::by_access(layout, access, pair))
        });
        by_item.chain(by_access)
    }

    /// The spots of what nodes received from which this may come.
    pub fn sources(&self, layout: &Layout) -> Vec<u32> {
        let mut found = Vec::new();
        let mut open: Vec<u32> = self.from.into_iter().collect();
        while let Some(spot) = open.pop() {
            match layout.place(spot) {
                Some((Place::Received(_), _)) => found.push(spot),
                _ => open.extend(layout.before(spot)),
            }
        }
        found
    }
}
