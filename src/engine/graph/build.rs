//! The steps by which a layout is built.

use std::collections::BTreeSet;

use fixedbitset::FixedBitSet;

use super::input::{FlowInput, Hierarchy, SystemInput};
use super::links::{Chain, Link};
use super::nodes::{Node, Nodes};
use super::origin::Origins;
use super::relation::{Pairs, Relations};
use super::spots::{AccessEdge, Flow, Item, Place, Spots};
use super::table::{Groups, Table};
use crate::estate::model::{Endpoint, SystemIx};

/// The access that counts: to systems that a flow leads into, by others than the operator.
pub(super) fn accesses(systems: &[SystemInput], flows: &[FlowInput]) -> Vec<AccessEdge> {
    let mut filled = FixedBitSet::with_capacity(systems.len());
    for flow in flows {
        if let (Endpoint::System(system), Some(_)) = (flow.to, flow.effect) {
            filled.insert(system.index());
        }
    }
    let mut found = Vec::new();
    for (at, system) in systems
        .iter()
        .enumerate()
        .filter(|(at, _)| filled.contains(*at))
    {
        let others = system
            .access
            .iter()
            .filter(|entry| entry.by != system.operator);
        let system = SystemIx(at as u32);
        found.extend(others.map(|entry| AccessEdge {
            system,
            entry: *entry,
        }));
    }
    found.sort_by_key(|access| (access.system, access.entry.index));
    found
}

/// The pairs that flows declare, and where they arrive.
pub(super) fn items(
    nodes: &Nodes,
    mut flows: Vec<FlowInput>,
    origins: &Origins,
    pairs: &mut Pairs,
    spots: &mut Spots,
) -> (Table<Flow>, Vec<Item>) {
    flows.sort_by_key(|flow| flow.shape);
    let mut items = Vec::new();
    let mut found = Vec::with_capacity(flows.len());
    for (at, input) in flows.into_iter().enumerate() {
        let first = items.len() as u32;
        let to = nodes.of(input.to);
        for category in &input.data {
            for subject in &input.subjects {
                let pair = pairs.insert_full((*subject, *category)).0 as u32;
                let target = input.effect.map(|_| spot(spots, Place::Received(to), pair));
                items.push(Item {
                    flow: at as u32,
                    pair,
                    wanted: None,
                    target,
                });
            }
        }
        let origin = origins.is_origin(nodes, &input);
        let own = first..items.len() as u32;
        found.push(Flow {
            input,
            origin,
            items: own,
        });
    }
    (found.into(), items)
}

/// What parties receive by their access to systems.
pub(super) fn accessed(nodes: &Nodes, accesses: &[AccessEdge], spots: &mut Spots) -> Vec<Chain> {
    let by_node = unsorted(nodes, spots);
    let mut links = Vec::new();
    for access in accesses {
        let by = Place::Received(nodes.party(access.entry.by));
        for from in by_node.of(nodes.system(access.system).number()) {
            let pair = spots.get_index(*from as usize).map(|(_, pair)| *pair);
            links.extend(pair.map(|pair| {
                (
                    *from,
                    spot(spots, by, pair),
                    Link::Along(access.entry.effect),
                )
            }));
        }
    }
    links
}

/// What the parties from which flows leave, and their systems, receive together.
pub(super) fn pools(nodes: &Nodes, flows: &Table<Flow>, spots: &mut Spots) -> Vec<Chain> {
    let mut senders = BTreeSet::new();
    for (_, flow) in flows.iter() {
        if let Endpoint::Party(party, _) = flow.input.from {
            senders.insert(party);
        }
    }
    let mut links = Vec::new();
    for from in 0..spots.len() {
        if let Some((Place::Received(node), pair)) = spots.get_index(from).copied()
            && let Some(owner) = nodes.owner(node)
            && senders.contains(&owner)
        {
            links.push((
                from as u32,
                spot(spots, Place::Pool(owner), pair),
                Link::Same,
            ));
        }
    }
    links
}

/// The spots of what each node receives, by its number, in the order of terms.
pub(super) fn received(nodes: &Nodes, pairs: &Pairs, spots: &Spots) -> Groups {
    let mut found = Vec::new();
    for (spot, (place, pair)) in spots.iter().enumerate() {
        if let Place::Received(node) = place {
            let terms = pairs.get_index(*pair as usize);
            found.push((terms, node.number(), spot as u32));
        }
    }
    found.sort_unstable();
    let by_node = found.iter().map(|(_, node, spot)| (*node, *spot));
    Groups::new(nodes.count(), by_node)
}

/// The spots of what each node receives, by its number.
fn unsorted(nodes: &Nodes, spots: &Spots) -> Groups {
    let spots = spots.iter().enumerate();
    let received = spots.filter_map(|(spot, (place, _))| match place {
        Place::Received(node) => Some((node.number(), spot as u32)),
        _ => None,
    });
    Groups::new(nodes.count(), received)
}

/// What senders want to send, and which of what they receive lets them.
pub(super) struct Wanted<'a> {
    nodes: &'a Nodes,
    received: Groups,
    pools: Groups,
}

/// No spot.
const NONE: u32 = u32::MAX;

impl<'a> Wanted<'a> {
    pub fn new(nodes: &'a Nodes, spots: &Spots) -> Self {
        let pools = spots.iter().enumerate();
        let pools = pools.filter_map(|(spot, (place, _))| match place {
            Place::Pool(party) => Some((party.0, spot as u32)),
            _ => None,
        });
        Self {
            nodes,
            received: unsorted(nodes, spots),
            pools: Groups::new(nodes.count(), pools),
        }
    }

    /// Adds the spots of what is wanted and the links to them; gives back those of the spots that
    /// may need more than one source. Sender by sender, so that what is with a sender can be looked
    /// up by pair.
    pub fn link<H: Hierarchy>(
        &self,
        flows: &Table<Flow>,
        items: &mut [Item],
        spots: &mut Spots,
        relations: &mut Relations<'_, H>,
        links: &mut Vec<Chain>,
    ) -> FixedBitSet {
        let sender = |item: &Item| self.nodes.of(flows.at(item.flow).input.from);
        let mut by_sender: Vec<&mut Item> = items.iter_mut().collect();
        by_sender.sort_by_key(|item| (sender(item), item.pair));
        let mut composite = Vec::new();
        let mut here = Table::filled(relations.pairs(), [NONE; 2]);
        let mut sources = Vec::new();
        for items in by_sender.chunk_by_mut(|one, other| sender(one) == sender(other)) {
            let Some(from) = items.first().map(|item| sender(item)) else {
                continue;
            };
            if from == Node::SUBJECTS {
                continue;
            }
            let there: Vec<(u32, usize, u32)> = self.there(from, spots);
            for (pair, place, spot) in &there {
                if let Some(slot) = here.at_mut(*pair).get_mut(*place) {
                    *slot = *spot;
                }
            }
            let look = |pair: u32, found: &mut Vec<u32>| {
                let before = found.len();
                found.extend(here.at(pair).iter().filter(|spot| **spot != NONE));
                found.len() > before
            };
            for items in items.chunk_by_mut(|one, other| one.pair == other.pair) {
                let Some(pair) = items.first().map(|item| item.pair) else {
                    continue;
                };
                let wanted = spot(spots, Place::Wanted(from), pair);
                items.iter_mut().for_each(|item| item.wanted = Some(wanted));
                sources.clear();
                if relations.meet(pair, &look, &mut sources) {
                    composite.push(wanted as usize);
                }
                sources.sort_unstable();
                sources.dedup();
                links.extend(sources.iter().map(|source| (*source, wanted, Link::Same)));
            }
            for (pair, ..) in there {
                *here.at_mut(pair) = [NONE; 2];
            }
        }
        composite.into_iter().collect()
    }

    /// What is where a node looks: pair, which of the places, and spot.
    fn there(&self, node: Node, spots: &Spots) -> Vec<(u32, usize, u32)> {
        let mut found = Vec::new();
        for (at, place) in looks_at(self.nodes, node).into_iter().enumerate() {
            let here = match place {
                Place::Pool(party) => self.pools.of(party.0),
                Place::Received(node) | Place::Wanted(node) => self.received.of(node.number()),
            };
            let with_pairs = here.iter().filter_map(|spot| {
                let (_, pair) = spots.get_index(*spot as usize)?;
                Some((*pair, at, *spot))
            });
            found.extend(with_pairs);
        }
        found
    }
}

pub(super) fn looks_at(nodes: &Nodes, node: Node) -> Vec<Place> {
    match nodes.owner(node) {
        Some(operator) if nodes.is_system(node) => {
            vec![
                Place::Received(node),
                Place::Received(nodes.party(operator)),
            ]
        }
        Some(party) => vec![Place::Pool(party)],
        None => Vec::new(),
    }
}

fn spot(spots: &mut Spots, place: Place, pair: u32) -> u32 {
    spots.insert_full((place, pair)).0 as u32
}
