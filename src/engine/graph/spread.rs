//! How data spread along the links.

use fixedbitset::FixedBitSet;
use petgraph::Direction;

use super::Form;
use super::layout::Layout;
use super::links::{Grain, Part};
use super::sets::{SetId, SetPool};
use super::spots::Item;
use super::supply::unsourced;
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

/// Puts services in a form into what is there already.
pub(super) fn add(sets: &mut SetPool, there: &mut Services, form: Form, more: SetId) {
    if let Some(slot) = there.get_mut(form as usize) {
        *slot = sets.union(*slot, more);
    }
}

/// The services in a form.
pub(super) fn in_form(services: &Services, form: Form) -> SetId {
    services.get(form as usize).copied().unwrap_or_default()
}

/// Forms and services, those that are not empty.
pub(super) fn by_form(services: Services) -> impl Iterator<Item = (Form, SetId)> {
    Form::ALL
        .into_iter()
        .zip(services)
        .filter(|(_, set)| !set.is_empty())
}

impl Spread {
    /// The least fixpoint. In a strongly connected component of spots and forms everything comes
    /// everywhere, so each component is done in one step, in topological order.
    pub fn new(layout: &Layout) -> Self {
        let count = layout.spots.len();
        let mut this = Self {
            sets: SetPool::new(),
            at: Table::filled(count, Services::default()),
            unsourced: unsourced(layout),
        };
        let mut states = FixedBitSet::with_capacity(count * Form::ALL.len());
        let mut open = Vec::new();
        for (_, item) in layout.items.iter() {
            if let (Some((form, service)), Some(target)) = (this.started(layout, item), item.target)
            {
                let own = this.sets.single(member(service));
                add(&mut this.sets, this.at.at_mut(target), form, own);
                let state = Grain::States.node(target, form);
                if !states.put(state as usize) {
                    open.push(state);
                }
            }
        }
        while let Some(state) = open.pop() {
            let (spot, form) = Grain::States.split(state);
            for (next, link) in layout.links.from(spot) {
                let state = Grain::States.node(*next, link.apply(form));
                if !states.put(state as usize) {
                    open.push(state);
                }
            }
        }
        let part = Part {
            links: &layout.links,
            grain: Grain::States,
            nodes: &states,
        };
        for component in part.components() {
            let mut all = SetId::EMPTY;
            for state in &component {
                let (spot, form) = Grain::States.split(*state);
                all = this.sets.union(all, in_form(this.at.at(spot), form));
                for before in part.neighbors(*state, Direction::Incoming) {
                    let (spot, form) = Grain::States.split(before);
                    all = this.sets.union(all, in_form(this.at.at(spot), form));
                }
            }
            for state in component {
                let (spot, form) = Grain::States.split(state);
                if let Some(slot) = this.at.at_mut(spot).get_mut(form as usize) {
                    *slot = all;
                }
            }
        }
        this
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
