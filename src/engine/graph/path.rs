//! Shortest ways by which data get somewhere.

use std::collections::VecDeque;

use foldhash::fast::FixedState;
use indexmap::IndexSet;

use super::input::Effect;
use super::layout::{Layout, Place};
use super::spread::{Spread, by_form, member};
use super::{Edge, Form, Hop, Path};

/// What is looked for: data of a service, by its number, in a form; or any.
pub(super) type Sought = Option<(Form, u32)>;

/// Received data: a spot, and the form where that matters.
type State = (u32, Option<Form>);

/// What one edge brings to one spot.
struct Inbound {
    hop: Hop,
    effect: Effect,
    /// If data start here: in which form, and for which service.
    starts: Option<(Form, u32)>,
    /// The spots from which they may come.
    from: Vec<u32>,
}

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
    pub fn path(&self, to: &[u32], sought: Sought, last: impl Fn(&Hop) -> bool) -> Option<Path> {
        let service = sought.map(|(_, service)| service);
        let form = sought.map(|(form, _)| form);
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
            let mut inbound: Vec<(Inbound, Option<Form>)> = Vec::new();
            for (spot, form) in &group.states {
                let edges = self.inbound(*spot).into_iter();
                inbound.extend(edges.map(|inbound| (inbound, *form)));
            }
            if group.hop.is_none() {
                inbound.retain(|(inbound, _)| last(&inbound.hop));
            }
            inbound.sort_by_key(|(inbound, _)| inbound.hop.via);
            let first = inbound.iter().find(|(inbound, form)| {
                inbound.starts.is_some_and(|(starts_in, starts_for)| {
                    form.is_none_or(|form| form == starts_in)
                        && service.is_none_or(|service| service == starts_for)
                })
            });
            if let Some((first, _)) = first {
                return Some(walk(&groups, first.hop, at));
            }
            for edge in inbound.chunk_by(|one, other| one.0.hop.via == other.0.hop.via) {
                let mut states = Vec::new();
                for (inbound, form) in edge {
                    for from in &inbound.from {
                        self.before(*from, inbound.effect, *form, service, &mut states);
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

    /// The states of a spot from which an edge makes data of a form.
    fn before(
        &self,
        spot: u32,
        effect: Effect,
        form: Option<Form>,
        service: Option<u32>,
        states: &mut Vec<State>,
    ) {
        let (Some(form), Some(service)) = (form, service) else {
            states.push((spot, None));
            return;
        };
        for (before, set) in by_form(*self.spread.at.at(spot)) {
            if effect.apply(before) == form && self.spread.sets.contains(set, service) {
                states.push((spot, Some(before)));
            }
        }
    }

    /// The edges that bring something to a spot.
    fn inbound(&self, spot: u32) -> Vec<Inbound> {
        let layout = self.layout;
        let mut found = Vec::new();
        for at in layout.arriving.of(spot) {
            let item = layout.items.at(*at);
            let flow = layout.flows.at(item.flow);
            let Some(effect) = flow.input.effect else {
                continue;
            };
            let starts = self.spread.started(layout, item);
            let (from, to) = (flow.input.from, flow.input.to);
            found.push(Inbound {
                hop: Hop {
                    from,
                    to,
                    via: Edge::Flow(flow.input.shape),
                },
                effect,
                starts: starts.map(|(form, service)| (form, member(service))),
                from: item
                    .wanted
                    .map(|wanted| self.received(wanted))
                    .unwrap_or_default(),
            });
        }
        let Some((Place::Received(node), pair)) = layout.place(spot) else {
            return found;
        };
        for access in layout.accesses_by(node) {
            let place = Place::Received(layout.nodes.system(access.system));
            if let Some(from) = layout.spot(place, pair) {
                found.push(Inbound {
                    hop: access.hop(),
                    effect: access.entry.effect,
                    starts: None,
                    from: vec![from],
                });
            }
        }
        found
    }

    /// The spots of what nodes received from which a wanted spot takes.
    fn received(&self, wanted: u32) -> Vec<u32> {
        let mut found = Vec::new();
        for from in self.layout.before(wanted) {
            match self.layout.place(from) {
                Some((Place::Pool(_), _)) => {
                    found.extend(self.layout.before(from));
                }
                _ => found.push(from),
            }
        }
        found
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
