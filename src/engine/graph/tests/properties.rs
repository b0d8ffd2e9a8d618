//! The graph against the naive reference, and its laws.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::super::input::FlowInput;
use super::super::{DataGraph, Datum, Edge, Path};
use super::generate::{self, Terms, estate, flow, nodes, number};
use super::reference::{Reference, plain};
use crate::estate::model::{Endpoint, PartyIx, ShapeIx};
use crate::taxonomy::TermId;

fn received(graph: &DataGraph, node: Endpoint) -> Vec<Datum> {
    graph.received(node).collect()
}

/// The length of the shortest path by which each edge brings each datum.
fn distances(reference: &Reference<'_, Terms>) -> BTreeMap<(Edge, Datum), usize> {
    let edges = reference.edges();
    let mut found: BTreeMap<(Edge, Datum), usize> = BTreeMap::new();
    loop {
        let mut new = false;
        for (edge, ..) in &edges {
            for (before, datum) in reference.brings(*edge) {
                let length = match before {
                    None => Some(1),
                    Some((at, before)) => {
                        let into = edges.iter().filter(|(.., to)| *to == at);
                        into.filter_map(|(edge, ..)| found.get(&(*edge, before)))
                            .min()
                            .map(|way| way + 1)
                    }
                };
                let known = found.get(&(*edge, datum)).copied();
                if let Some(length) = length
                    && known.is_none_or(|known| length < known)
                {
                    found.insert((*edge, datum), length);
                    new = true;
                }
            }
        }
        if !new {
            return found;
        }
    }
}

/// Whether data really go along a path and end as the given one, or as any.
fn is_real(reference: &Reference<'_, Terms>, path: &Path, datum: Option<Datum>) -> bool {
    let edges = reference.edges();
    let mut here: BTreeSet<Datum> = BTreeSet::new();
    let mut at = None;
    for hop in &path.hops {
        let ends = (hop.via, plain(hop.from), plain(hop.to));
        if !edges.contains(&ends) {
            return false;
        }
        let brings = reference.brings(hop.via).into_iter();
        here = brings
            .filter(|(before, _)| match (at, before) {
                (None, None) => true,
                (Some(at), Some((node, before))) => at == *node && here.contains(before),
                _ => false,
            })
            .map(|(_, datum)| datum)
            .collect();
        at = Some(plain(hop.to));
    }
    datum.map_or(!here.is_empty(), |datum| here.contains(&datum))
}

/// Whether an edge makes someone an indirect recipient.
fn indirect(reference: &Reference<'_, Terms>, from: Endpoint, to: Endpoint) -> Option<PartyIx> {
    let us = reference.input.controller;
    let (from, to) = (reference.owner(from)?, reference.owner(to)?);
    (from != us && to != us && from != to).then_some(to)
}

/// The nearest of some edges that bring a datum: the length, and the first of the nearest.
fn nearest(
    distances: &BTreeMap<(Edge, Datum), usize>,
    edges: &[(Edge, Endpoint, Endpoint)],
    datum: Datum,
    counts: impl Fn(Endpoint, Endpoint) -> bool,
) -> Option<(usize, Edge)> {
    let edges = edges.iter().filter(|(_, from, to)| counts(*from, *to));
    edges
        .filter_map(|(edge, ..)| Some((*distances.get(&(*edge, datum))?, *edge)))
        .min()
}

fn check_paths(graph: &DataGraph, reference: &Reference<'_, Terms>) -> Result<(), TestCaseError> {
    let distances = distances(reference);
    let edges = reference.edges();
    for node in nodes() {
        for datum in graph.received(node) {
            let path = graph
                .path(node, &datum)
                .expect("what is received came somehow");
            let (length, last) = nearest(&distances, &edges, datum, |_, to| to == node).unwrap();
            prop_assert_eq!(path.hops.len(), length);
            prop_assert_eq!(path.hops.last().unwrap().via, last);
            prop_assert!(is_real(reference, &path, Some(datum)));
        }
    }
    for recipient in graph.indirect_recipients() {
        for datum in graph.indirect(recipient) {
            let path = graph
                .witness(recipient, &datum)
                .expect("what is received came somehow");
            let counts = |from, to| indirect(reference, from, to) == Some(recipient);
            let (length, last) = nearest(&distances, &edges, datum, counts).unwrap();
            prop_assert_eq!(path.hops.len(), length);
            prop_assert_eq!(path.hops.last().unwrap().via, last);
            prop_assert!(is_real(reference, &path, Some(datum)));
        }
    }
    for (edge, ..) in &edges {
        let length = distances
            .iter()
            .filter(|((by, _), _)| by == edge)
            .map(|(_, length)| *length)
            .min();
        let path = graph.path_by(*edge);
        prop_assert_eq!(path.as_ref().map(|path| path.hops.len()), length);
        if let Some(path) = path {
            prop_assert_eq!(path.hops.last().unwrap().via, *edge);
            prop_assert!(is_real(reference, &path, None));
        }
    }
    Ok(())
}

fn expected_without_source(
    reference: &Reference<'_, Terms>,
    flow: &FlowInput,
) -> Vec<(Option<TermId>, TermId)> {
    let mut found = Vec::new();
    let own = reference.is_independent(flow.from);
    if own || reference.is_origin(flow) || flow.effect.is_none() {
        return found;
    }
    for category in &flow.data {
        let missing = |subject: &&TermId| {
            reference
                .unsourced
                .contains(&(plain(flow.from), (**subject, *category)))
        };
        let subjects: Vec<TermId> = flow.subjects.iter().filter(missing).copied().collect();
        if subjects.len() == flow.subjects.len() {
            found.push((None, *category));
        } else {
            found.extend(
                subjects
                    .into_iter()
                    .map(|subject| (Some(subject), *category)),
            );
        }
    }
    found
}

fn expected_more(reference: &Reference<'_, Terms>, flow: &FlowInput) -> Vec<TermId> {
    let sender = reference.owner(flow.from);
    if flow.service.is_none()
        || sender != Some(reference.input.controller)
        || reference.is_origin(flow)
    {
        return Vec::new();
    }
    let more = |category: &&TermId| {
        let subjects = flow.subjects.iter().map(|subject| (*subject, **category));
        let sourced =
            subjects.filter(|pair| !reference.unsourced.contains(&(plain(flow.from), *pair)));
        let datums: Vec<Datum> = sourced
            .flat_map(|pair| reference.available(plain(flow.from), pair))
            .map(|(_, datum)| datum)
            .collect();
        let own = |datum: &Datum| datum.service.is_none() || datum.service == flow.service;
        !datums.is_empty() && !datums.iter().any(own)
    };
    flow.data.iter().filter(more).copied().collect()
}

fn expected_purposes(reference: &Reference<'_, Terms>, flow: &FlowInput) -> Vec<TermId> {
    let mut found = BTreeSet::new();
    if reference.is_origin(flow) {
        return Vec::new();
    }
    for pair in Reference::<Terms>::pairs(flow) {
        for (node, source) in reference.sources((plain(flow.from), pair)) {
            let mut into = vec![node];
            let accesses = reference.accesses().into_iter();
            into.extend(
                accesses
                    .filter(|(_, _, by, _)| *by == node)
                    .map(|(_, system, ..)| system),
            );
            for other in reference
                .input
                .flows
                .iter()
                .filter(|other| other.effect.is_some())
            {
                let brings = other.shape != flow.shape
                    && into.contains(&plain(other.to))
                    && Reference::<Terms>::pairs(other).any(|pair| pair == source);
                if brings {
                    found.extend(other.purposes.iter().copied());
                }
            }
        }
    }
    found.into_iter().collect()
}

fn expected_onward(
    reference: &Reference<'_, Terms>,
    edge: Edge,
    from: Endpoint,
    to: Endpoint,
) -> bool {
    let received = match edge {
        Edge::Access { .. } => true,
        Edge::Flow(shape) => {
            let flow = reference.flow(shape);
            let sourced = |pair| !reference.unsourced.contains(&(plain(flow.from), pair));
            flow.effect.is_some()
                && flow.from != Endpoint::Subjects
                && Reference::<Terms>::pairs(flow).any(sourced)
        }
    };
    let (sender, recipient) = (reference.owner(from), reference.owner(to));
    let other = sender != recipient && sender != Some(reference.input.controller);
    received && sender.is_some() && recipient.is_some() && other
}

proptest! {
    #[test]
    fn agrees_with_the_reference(terms in generate::terms(), input in estate(14)) {
        let graph = DataGraph::new(input.clone(), &terms);
        prop_assert_eq!(graph.verify(), Ok(()));
        let reference = Reference::new(&input, &terms);
        for node in nodes() {
            let expected: Vec<Datum> =
                reference.held.get(&node).into_iter().flatten().copied().collect();
            prop_assert_eq!(received(&graph, node), expected, "{:?}", node);
        }
        let mut by_party: BTreeMap<PartyIx, BTreeSet<Datum>> = BTreeMap::new();
        for (edge, from, to) in reference.edges() {
            let expected: BTreeSet<Datum> =
                reference.brings(edge).into_iter().map(|(_, datum)| datum).collect();
            prop_assert!(graph.arrives(edge).eq(expected.iter().copied()), "{:?}", edge);
            if let Some(recipient) = indirect(&reference, from, to) {
                by_party.entry(recipient).or_default().extend(expected);
            }
            prop_assert_eq!(graph.onward(edge), expected_onward(&reference, edge, from, to));
        }
        by_party.retain(|_, datums| !datums.is_empty());
        prop_assert!(graph.indirect_recipients().eq(by_party.keys().copied()));
        for (party, datums) in by_party {
            prop_assert!(graph.indirect(party).eq(datums));
        }
        prop_assert!(graph.edges().eq(reference.edges().into_iter().map(|(edge, ..)| edge)));
        for flow in &input.flows {
            let shape = flow.shape;
            prop_assert_eq!(graph.without_source(shape), expected_without_source(&reference, flow));
            prop_assert_eq!(graph.more_than_collected(shape), expected_more(&reference, flow));
            prop_assert_eq!(graph.purposes_received(shape), expected_purposes(&reference, flow));
        }
        check_paths(&graph, &reference)?;
    }

    #[test]
    fn the_order_of_flows_changes_nothing(
        terms in generate::terms(),
        (input, order) in estate(14).prop_flat_map(|input| {
            let order: Vec<usize> = (0..input.flows.len()).collect();
            (Just(input), Just(order).prop_shuffle())
        }),
    ) {
        let graph = DataGraph::new(input.clone(), &terms);
        // The same shapes in another order; then other numbers for them, too.
        let mut shuffled = input.clone();
        shuffled.flows = order.iter().map(|at| input.flows[*at].clone()).collect();
        let same = DataGraph::new(shuffled.clone(), &terms);
        number(&mut shuffled.flows);
        let other = DataGraph::new(shuffled, &terms);
        for node in nodes() {
            prop_assert_eq!(received(&graph, node), received(&same, node));
            prop_assert_eq!(received(&graph, node), received(&other, node));
            for datum in graph.received(node) {
                prop_assert_eq!(graph.path(node, &datum), same.path(node, &datum));
            }
        }
        for (new, old) in order.iter().enumerate() {
            let (new, old) = (ShapeIx(new as u32), ShapeIx(*old as u32));
            prop_assert_eq!(graph.without_source(old), same.without_source(old));
            prop_assert_eq!(graph.without_source(old), other.without_source(new));
            prop_assert_eq!(graph.more_than_collected(old), other.more_than_collected(new));
            prop_assert_eq!(graph.purposes_received(old), other.purposes_received(new));
        }
    }

    /// One flow more takes nothing from anyone: everyone who received a category about people still
    /// does. If it also leaves all that starts anywhere as it was, the very data remain.
    #[test]
    fn more_flows_take_nothing_away(
        terms in generate::terms(),
        input in estate(12),
        more in flow(),
    ) {
        let mut larger = input.clone();
        larger.flows.push(more);
        number(&mut larger.flows);
        let (small, large) = (DataGraph::new(input.clone(), &terms), DataGraph::new(larger.clone(), &terms));
        let (before, after) = (Reference::new(&input, &terms), Reference::new(&larger, &terms));
        let starts_still = input.flows.iter().all(|flow| before.started(flow).is_subset(&after.started(flow)));
        for node in nodes() {
            let pairs = |graph: &DataGraph| -> BTreeSet<(TermId, TermId)> {
                graph.received(node).map(|datum| (datum.subject, datum.category)).collect()
            };
            prop_assert!(pairs(&small).is_subset(&pairs(&large)));
            if starts_still {
                let there: BTreeSet<Datum> = large.received(node).collect();
                prop_assert!(small.received(node).all(|datum| there.contains(&datum)));
            }
        }
    }

    /// A flow said twice is the flow said once.
    #[test]
    fn repetition_changes_nothing(terms in generate::terms(), input in estate(10)) {
        let mut twice = input.clone();
        twice.flows.extend(input.flows.clone());
        number(&mut twice.flows);
        let (once, twice) = (DataGraph::new(input.clone(), &terms), DataGraph::new(twice, &terms));
        for node in nodes() {
            prop_assert_eq!(received(&once, node), received(&twice, node));
        }
        for flow in &input.flows {
            prop_assert_eq!(once.without_source(flow.shape), twice.without_source(flow.shape));
        }
    }
}
