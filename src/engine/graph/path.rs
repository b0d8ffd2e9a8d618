//! Shortest ways by which a datum gets somewhere.

use std::collections::VecDeque;

use foldhash::fast::FixedState;
use indexmap::IndexSet;

use super::inbound::Inbound;
use super::layout::Layout;
use super::spread::{Spread, by_form};
use super::{Form, Hop, Path};

/// Received data: a spot, and the form.
type State = (u32, Form);

/// A set of states that a hop leads on from, and how it goes on from there.
struct Group {
    states: Vec<State>,
    hop: Option<Hop>,
    onward: usize,
}

/// Searches backwards from spots for the nearest edge at which data start.
pub(super) struct Search<'a> {
    pub layout: &'a Layout,
    pub spread: &'a Spread,
}

impl Search<'_> {
    /// The shortest path to any of the spots whose last edge is a wanted one. Of several the one
    /// whose edges are first, compared from the last edge backwards.
    pub fn path(
        &self,
        to: &[u32],
        form: Form,
        service: u32,
        last: impl Fn(&Hop) -> bool,
    ) -> Option<Path> {
        let start: Vec<State> = to.iter().map(|spot| (*spot, form)).collect();
        let mut seen: IndexSet<State, FixedState> = IndexSet::default();
        let mut groups = vec![Group {
            states: start,
            hop: None,
            onward: 0,
        }];
        let mut queue = VecDeque::from([0]);
        while let Some(at) = queue.pop_front() {
            let group = groups.get(at)?;
            let mut inbound: Vec<(Inbound, Form)> = Vec::new();
            for (spot, form) in &group.states {
                let edges = Inbound::all(self.layout, self.spread, *spot);
                inbound.extend(edges.map(|inbound| (inbound, *form)));
            }
            if group.hop.is_none() {
                inbound.retain(|(inbound, _)| last(&inbound.hop));
            }
            inbound.sort_by_key(|(inbound, _)| inbound.hop.via);
            let starts = |inbound: &Inbound, form| inbound.starts == Some((form, service));
            let first = inbound
                .iter()
                .find(|(inbound, form)| starts(inbound, *form));
            if let Some((first, _)) = first {
                return Some(walk(&groups, first.hop, at));
            }
            for edge in inbound.chunk_by(|one, other| one.0.hop.via == other.0.hop.via) {
                let mut states = Vec::new();
                for (inbound, form) in edge {
                    for from in inbound.sources(self.layout) {
                        for (before, set) in by_form(*self.spread.at.at(from)) {
                            let makes = inbound.effect.apply(before) == *form;
                            if makes && self.spread.sets.contains(set, service) {
                                states.push((from, before));
                            }
                        }
                    }
                }
                states.retain(|state| seen.insert(*state));
                if let (Some((inbound, _)), false) = (edge.first(), states.is_empty()) {
                    groups.push(Group {
                        states,
                        hop: Some(inbound.hop),
                        onward: at,
                    });
                    queue.push_back(groups.len() - 1);
                }
            }
        }
        None
    }
}

/// The hops from the first one on.
fn walk(groups: &[Group], first: Hop, mut at: usize) -> Path {
    let mut hops = vec![first];
    while let Some(Group {
        hop: Some(hop),
        onward,
        ..
    }) = groups.get(at)
    {
        hops.push(*hop);
        at = *onward;
    }
    Path { hops }
}
