//! The steps by which a layout is built.

use std::collections::BTreeSet;

use fixedbitset::FixedBitSet;
use petgraph::graph::{DiGraph, NodeIndex};

use super::input::{FlowInput, Hierarchy, SystemInput};
use super::layout::{AccessEdge, Flow, Item, Link, Place, Spots};
use super::nodes::{Node, Nodes};
use super::origin::Origins;
use super::relation::{Pairs, Relations};
use super::table::{Groups, Table};
use crate::estate::model::{Endpoint, SystemIx};

/// Two spots and the link from the one to the other.
type Chain = (u32, u32, Link);

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
    let received = spots
        .iter()
        .enumerate()
        .filter_map(|(spot, (place, _))| match place {
            Place::Received(node) => Some((node.number(), spot as u32)),
            _ => None,
        });
    let by_node = Groups::new(nodes.count(), received);
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

/// What senders want to send, and which of what they receive lets them.
pub(super) fn wanted<H: Hierarchy>(
    nodes: &Nodes,
    flows: &Table<Flow>,
    items: &mut [Item],
    spots: &mut Spots,
    relations: &mut Relations<'_, H>,
) -> Vec<Chain> {
    let mut links = Vec::new();
    for item in items {
        let from = nodes.of(flows.at(item.flow).input.from);
        if from == Node::SUBJECTS {
            continue;
        }
        let known = spots.len();
        let wanted = spot(spots, Place::Wanted(from), item.pair);
        item.wanted = Some(wanted);
        if (wanted as usize) < known {
            continue;
        }
        let mut sources = Vec::new();
        let places = looks_at(nodes, from);
        let look = |pair: u32, found: &mut Vec<u32>| {
            let before = found.len();
            let here = places
                .iter()
                .filter_map(|place| spots.get_index_of(&(*place, pair)));
            found.extend(here.map(|spot| spot as u32));
            found.len() > before
        };
        relations.meet(item.pair, &look, &mut sources);
        links.extend(
            sources
                .into_iter()
                .map(|source| (source, wanted, Link::Same)),
        );
    }
    links
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

pub(super) fn graph(spots: usize, mut links: Vec<Chain>) -> DiGraph<(), Link> {
    links.sort_unstable();
    links.dedup();
    let mut graph = DiGraph::with_capacity(spots, links.len());
    for _ in 0..spots {
        graph.add_node(());
    }
    for (from, to, link) in links {
        graph.add_edge(
            NodeIndex::new(from as usize),
            NodeIndex::new(to as usize),
            link,
        );
    }
    graph
}
