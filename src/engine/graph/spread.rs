//! How data spread: the least fixpoint over the links, one strongly connected component after the
//! other in topological order, and which data have no source.

use std::collections::VecDeque;

use fixedbitset::FixedBitSet;
use petgraph::algo::kosaraju_scc;

use super::Form;
use super::layout::{Item, Layout, Link, Place};
use super::sets::{SetId, SetPool};
use super::table::Table;
use crate::estate::model::ServiceIx;

/// The services for which data are somewhere, by form.
pub(super) type Services = [SetId; Form::ALL.len()];

/// What is at each spot in the end.
#[derive(Debug)]
pub(super) struct Spread {
    pub sets: SetPool,
    /// By spot.
    pub at: Table<Services>,
    /// The spots of what is wanted and was never received.
    pub unsourced: FixedBitSet,
}

/// The number of a service in sets; it keeps the order, no service first.
pub(super) fn member(service: Option<ServiceIx>) -> u32 {
    service.map_or(0, |service| service.0 + 1)
}

/// The service of a number.
pub(super) fn service(member: u32) -> Option<ServiceIx> {
    member.checked_sub(1).map(ServiceIx)
}

/// Puts services in a form into what is there already; says whether that is new.
pub(super) fn add(sets: &mut SetPool, there: &mut Services, form: Form, more: SetId) -> bool {
    let mut new = false;
    if let Some(slot) = there.get_mut(form as usize) {
        let union = sets.union(*slot, more);
        new = union != *slot;
        *slot = union;
    }
    new
}

/// Forms and services, those that are not empty.
pub(super) fn by_form(services: Services) -> impl Iterator<Item = (Form, SetId)> {
    Form::ALL
        .into_iter()
        .zip(services)
        .filter(|(_, set)| !set.is_empty())
}

impl Spread {
    pub fn new(layout: &Layout) -> Self {
        let count = layout.spots.len();
        // Kosaraju's algorithm because it does not recurse: chains may be as long as an estate is.
        let mut components = kosaraju_scc(&layout.graph);
        components.reverse();
        let mut component_of = Table::filled(count, 0_u32);
        for (number, component) in components.iter().enumerate() {
            for spot in component {
                *component_of.at_mut(spot.index() as u32) = number as u32;
            }
        }
        let mut run = Run {
            layout,
            component_of,
            spread: Self {
                sets: SetPool::new(),
                at: Table::filled(count, Services::default()),
                unsourced: FixedBitSet::with_capacity(count),
            },
            waiting: FixedBitSet::with_capacity(count),
            reached: FixedBitSet::with_capacity(count),
        };
        for (at, item) in layout.items.iter() {
            if layout.flows.at(item.flow).origin {
                run.emit(at);
            }
        }
        for component in components {
            let mut spots: Vec<u32> = component
                .into_iter()
                .map(|spot| spot.index() as u32)
                .collect();
            spots.sort_unstable();
            run.supply(&spots);
            run.settle(&spots);
        }
        run.spread
    }

    /// What an item brings of what its sender received, by form; a form may come twice.
    pub fn passed_on(
        &self,
        layout: &Layout,
        item: &Item,
    ) -> impl Iterator<Item = (Form, SetId)> + use<> {
        let effect = layout.flows.at(item.flow).input.effect;
        let there = item
            .wanted
            .map(|wanted| *self.at.at(wanted))
            .unwrap_or_default();
        by_form(there).filter_map(move |(form, set)| Some((effect?.apply(form), set)))
    }

    /// What an item brings that starts with it: because the flow is an origin, or because there is
    /// no other source.
    pub fn started(&self, layout: &Layout, item: &Item) -> Option<(Form, Option<ServiceIx>)> {
        let flow = layout.flows.at(item.flow);
        let unsourced = item
            .wanted
            .is_some_and(|wanted| self.unsourced.contains(wanted as usize));
        let effect = flow.input.effect?;
        (flow.origin || unsourced).then(|| (effect.apply(Form::Plain), flow.input.service))
    }
}

struct Run<'a> {
    layout: &'a Layout,
    component_of: Table<u32>,
    spread: Spread,
    /// The spots in the queue.
    waiting: FixedBitSet,
    /// The spots at which something is: all of the components before, and those of the one at hand
    /// that something comes to from outside of it.
    reached: FixedBitSet,
}

impl Run<'_> {
    /// Lets an item bring its own data to where it leads.
    fn emit(&mut self, item: u32) {
        let item = self.layout.items.at(item);
        let flow = &self.layout.flows.at(item.flow).input;
        if let (Some(target), Some(effect)) = (item.target, flow.effect) {
            let sets = &mut self.spread.sets;
            let own = sets.single(member(flow.service));
            add(
                sets,
                self.spread.at.at_mut(target),
                effect.apply(Form::Plain),
                own,
            );
        }
    }

    /// Finds what is wanted in a component and comes neither from outside of it nor from an origin
    /// in it. Such data have no source; they are sent all the same, so that whoever receives them
    /// further on is not lost.
    fn supply(&mut self, spots: &[u32]) {
        let mut queue: VecDeque<u32> = spots.iter().copied().collect();
        self.waiting.extend(spots.iter().map(|spot| *spot as usize));
        while let Some(spot) = queue.pop_front() {
            self.waiting.set(spot as usize, false);
            if self.reached.contains(spot as usize) || !self.is_supplied(spot) {
                continue;
            }
            self.reached.insert(spot as usize);
            self.wake_next(spot, &mut queue);
        }
        for spot in spots {
            if !self.reached.put(*spot as usize)
                && let Some((Place::Wanted(_), _)) = self.layout.place(*spot)
            {
                self.spread.unsourced.insert(*spot as usize);
                for item in self.layout.sent.of(*spot) {
                    self.emit(*item);
                }
            }
        }
    }

    fn is_supplied(&self, spot: u32) -> bool {
        let here = |spot: u32| self.reached.contains(spot as usize);
        let Some((place, pair)) = self.layout.place(spot) else {
            return false;
        };
        let Place::Wanted(node) = place else {
            return by_form(*self.spread.at.at(spot)).next().is_some()
                || self.layout.links_to(spot).any(|(from, _)| here(from));
        };
        let Some((subject, category)) = self.layout.terms(pair) else {
            return false;
        };
        let places = self.layout.looks_at(node);
        let look = |pair: u32, _: &mut Vec<u32>| {
            places
                .iter()
                .any(|place| self.layout.spot(*place, pair).is_some_and(here))
        };
        self.layout
            .needs
            .meet(subject, category, &look, &mut Vec::new())
    }

    /// Brings everything along the links within a component until nothing changes.
    fn settle(&mut self, spots: &[u32]) {
        let mut queue: VecDeque<u32> = spots.iter().copied().collect();
        self.waiting.extend(spots.iter().map(|spot| *spot as usize));
        while let Some(spot) = queue.pop_front() {
            self.waiting.set(spot as usize, false);
            let mut services = *self.spread.at.at(spot);
            let mut new = false;
            for (from, link) in self.layout.links_to(spot) {
                for (form, set) in by_form(*self.spread.at.at(from)) {
                    let form = match link {
                        Link::Same => form,
                        Link::Along(effect) => effect.apply(form),
                    };
                    new |= add(&mut self.spread.sets, &mut services, form, set);
                }
            }
            if new {
                *self.spread.at.at_mut(spot) = services;
                self.wake_next(spot, &mut queue);
            }
        }
    }

    /// Puts the next spots of the same component into the queue.
    fn wake_next(&mut self, spot: u32, queue: &mut VecDeque<u32>) {
        for next in self.layout.next(spot) {
            let same = self.component_of.at(next) == self.component_of.at(spot);
            if same && !self.waiting.put(next as usize) {
                queue.push_back(next);
            }
        }
    }
}
