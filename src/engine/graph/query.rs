//! What can be asked of the graph.

use std::collections::BTreeMap;

use super::derived::{self, indirect_recipient};
use super::input::{GraphInput, Hierarchy};
use super::layout::Layout;
use super::nearest::Nearest;
use super::path::Search;
use super::purposes::Purposes;
use super::sets::SetId;
use super::spots::{AccessEdge, Flow, Item, Place};
use super::spread::{Services, Spread, by_form, member, service};
use super::{Datum, Edge, Form, Path};
use crate::estate::model::{Endpoint, PartyIx, ServiceIx, ShapeIx};
use crate::taxonomy::TermId;

/// Where data go in an estate on a day. Immutable; `Send` and `Sync`.
///
/// Indices are those of the estate that it was built from. Flows that do not run on the day, and
/// access that does not count on it, bring nothing and send nothing.
#[derive(Debug)]
pub struct DataGraph {
    pub(super) layout: Layout,
    pub(super) spread: Spread,
    purposes: Purposes,
    nearest: Nearest,
    /// What parties receive from others than the controller, by pair in the order of terms.
    indirect: BTreeMap<PartyIx, Vec<(u32, Services)>>,
}

impl DataGraph {
    pub(super) fn new(input: GraphInput, terms: &impl Hierarchy) -> Self {
        let layout = Layout::new(input, terms);
        let mut spread = Spread::new(&layout);
        let indirect = derived::indirect(&layout, &mut spread);
        Self {
            purposes: Purposes::new(&layout),
            nearest: Nearest::new(&layout, &spread),
            indirect,
            layout,
            spread,
        }
    }
}

/// ## What arrives
impl DataGraph {
    /// What a party, a system, or the people receive. For a party, this is without what arrives in
    /// the systems that it operates.
    pub fn received(&self, endpoint: Endpoint) -> impl Iterator<Item = Datum> + use<'_> {
        let node = self.layout.nodes.of(endpoint);
        self.layout.received(node).iter().flat_map(|spot| {
            let pair = self.layout.place(*spot).map(|(_, pair)| pair);
            pair.into_iter()
                .flat_map(|pair| self.all_datums(pair, *self.spread.at.at(*spot)))
        })
    }

    /// What an edge brings to its recipient.
    pub fn arrives(&self, edge: Edge) -> impl Iterator<Item = Datum> + use<> {
        let mut found = Vec::new();
        match edge {
            Edge::Flow(shape) => {
                for item in self.items(shape) {
                    for (form, services) in self.spread.passed_on(&self.layout, item) {
                        found.extend(self.datums(item.pair, form, services));
                    }
                    if let Some((form, service)) = self.spread.started(&self.layout, item) {
                        found.extend(self.datum(item.pair, form, service));
                    }
                }
            }
            Edge::Access { system, index } => {
                if let Some(access) = self.layout.access(system, index) {
                    let effect = access.entry.effect;
                    let there = self.received(Endpoint::System(system));
                    found.extend(there.map(|datum| Datum {
                        form: effect.apply(datum.form),
                        ..datum
                    }));
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found.into_iter()
    }

    /// What a flow into a system brings within reach of a party that has access to it (position in
    /// the system's list). Nothing where the flow leads elsewhere, or the access does not count.
    pub fn reached(&self, shape: ShapeIx, index: u32) -> impl Iterator<Item = Datum> + use<> {
        let effect = self.access(shape, index).map(|access| access.entry.effect);
        let arriving = effect.map(|_| self.arrives(Edge::Flow(shape)));
        let mut found: Vec<Datum> = arriving
            .into_iter()
            .flatten()
            .map(|datum| Datum {
                form: effect.unwrap_or_default().apply(datum.form),
                ..datum
            })
            .collect();
        found.sort_unstable();
        found.dedup();
        found.into_iter()
    }

    /// The parties that receive data from someone other than the controller and the people, in
    /// order. The controller is none of them.
    pub fn indirect_recipients(&self) -> impl Iterator<Item = PartyIx> + use<'_> {
        self.indirect.keys().copied()
    }

    /// What a party, or a system that it operates, receives from someone other than the controller,
    /// the people and the party itself.
    pub fn indirect(&self, recipient: PartyIx) -> impl Iterator<Item = Datum> + use<'_> {
        let data = self.indirect.get(&recipient).into_iter().flatten();
        data.flat_map(|(pair, services)| self.all_datums(*pair, *services))
    }
}

/// ## What a flow sends on
impl DataGraph {
    /// What a flow declares and its sender never received: the category, and the people where the
    /// sender received that category about others. By category and people, as the flow has them.
    /// Nothing where the flow itself brings data in, where its sender acts for nobody and so has data
    /// of which the estate knows nothing, or where nothing personal is sent.
    pub fn without_source(&self, shape: ShapeIx) -> Vec<(Option<TermId>, TermId)> {
        let Some(flow) = self.layout.flow(shape) else {
            return Vec::new();
        };
        let own = self
            .layout
            .is_of_its_own(self.layout.nodes.of(flow.input.from));
        if own || flow.origin || flow.input.effect.is_none() {
            return Vec::new();
        }
        let items: Vec<(TermId, TermId, bool)> = self
            .items(shape)
            .filter_map(|item| self.with_terms(item))
            .collect();
        let mut found = Vec::new();
        for category in items.chunk_by(|one, other| one.1 == other.1) {
            let missing = category.iter().filter(|(.., received)| !received);
            if category.iter().any(|(.., received)| *received) {
                found.extend(missing.map(|(subject, category, _)| (Some(*subject), *category)));
            } else {
                found.extend(category.first().map(|(_, category, _)| (None, *category)));
            }
        }
        found
    }

    /// The categories of a flow that the sender received, but for other services only: neither for
    /// this flow's nor for none in particular. Only of flows of a service that the controller sends.
    pub fn more_than_collected(&self, shape: ShapeIx) -> Vec<TermId> {
        let Some(flow) = self.layout.flow(shape) else {
            return Vec::new();
        };
        let sender = self
            .layout
            .nodes
            .owner(self.layout.nodes.of(flow.input.from));
        if flow.origin || flow.input.service.is_none() || sender != Some(self.layout.controller) {
            return Vec::new();
        }
        let own = [member(None), member(flow.input.service)];
        let mut found = Vec::new();
        let items: Vec<&Item> = self.items(shape).collect();
        for category in items.chunk_by(|one, other| self.category(one) == self.category(other)) {
            let mut received = category
                .iter()
                .filter(|item| self.is_received(item))
                .peekable();
            let some = received.peek().is_some();
            let for_this = received.any(|item| {
                let there = item
                    .wanted
                    .map(|wanted| *self.spread.at.at(wanted))
                    .unwrap_or_default();
                by_form(there).any(|(_, set)| {
                    own.iter()
                        .any(|service| self.spread.sets.contains(set, *service))
                })
            });
            if some && !for_this {
                found.extend(category.first().and_then(|item| self.category(item)));
            }
        }
        found
    }

    /// The purposes of the flows by which the sender of a flow received what the flow sends, in
    /// order: those into the sender, those between a party and the systems that it operates, and
    /// those into a system that the sender has access to. Empty where the flow itself brings data in.
    pub fn purposes_received(&self, shape: ShapeIx) -> Vec<TermId> {
        match self.layout.flow(shape) {
            Some(flow) if !flow.origin => self.purposes.received(&self.layout, flow),
            _ => Vec::new(),
        }
    }

    /// The categories of what a flow sends of which [`purposes_received`](Self::purposes_received) holds a
    /// purpose, in order.
    pub fn categories_received(&self, shape: ShapeIx) -> Vec<TermId> {
        match self.layout.flow(shape) {
            Some(flow) if !flow.origin => self.purposes.brought(&self.layout, flow),
            _ => Vec::new(),
        }
    }

    /// Whether an edge passes data on: the sender received some of them, and is neither the people,
    /// nor the controller, nor the recipient itself.
    pub fn onward(&self, edge: Edge) -> bool {
        let nodes = &self.layout.nodes;
        let (from, to) = match edge {
            Edge::Flow(shape) => {
                let Some(Flow { input, .. }) = self.layout.flow(shape) else {
                    return false;
                };
                if input.effect.is_none() || !self.items(shape).any(|item| self.is_received(item)) {
                    return false;
                }
                (
                    nodes.owner(nodes.of(input.from)),
                    nodes.owner(nodes.of(input.to)),
                )
            }
            Edge::Access { system, index } => {
                let Some(access) = self.layout.access(system, index) else {
                    return false;
                };
                (nodes.owner(nodes.system(system)), Some(access.entry.by))
            }
        };
        from.is_some() && to.is_some() && from != Some(self.layout.controller) && from != to
    }

    /// The edges that pass data on, in order: see [`onward`](Self::onward).
    pub fn onward_edges(&self) -> impl Iterator<Item = Edge> + use<'_> {
        self.edges().filter(|edge| self.onward(*edge))
    }

    /// All edges, in order.
    pub fn edges(&self) -> impl Iterator<Item = Edge> + use<'_> {
        let flows = self
            .layout
            .flows
            .iter()
            .map(|(_, flow)| Edge::Flow(flow.input.shape));
        let accesses = self.layout.accesses.iter().map(|access| Edge::Access {
            system: access.system,
            index: access.entry.index,
        });
        flows.chain(accesses)
    }
}

/// ## Paths
///
/// The ways of a certain datum cost as much as there is behind the recipient: they are for findings
/// and for people who ask. The way to an edge is cheap.
impl DataGraph {
    /// A shortest path by which a party, or a system that it operates, gets a datum from someone
    /// other than the controller, the people and itself: see [`indirect`](Self::indirect).
    pub fn witness(&self, recipient: PartyIx, datum: &Datum) -> Option<Path> {
        let nodes = self.layout.nodes.entity(recipient);
        let spots: Vec<u32> = nodes
            .filter_map(|node| self.spot(Place::Received(node), datum))
            .collect();
        self.search()
            .path(&spots, datum.form, member(datum.service), |hop| {
                indirect_recipient(&self.layout, hop.from, hop.to) == Some(recipient)
            })
    }

    /// A shortest path by which a datum gets to a party, a system, or the people.
    pub fn path(&self, to: Endpoint, datum: &Datum) -> Option<Path> {
        let spot = self.spot(Place::Received(self.layout.nodes.of(to)), datum)?;
        self.search()
            .path(&[spot], datum.form, member(datum.service), |_| true)
    }

    /// A shortest path that ends with an edge, whichever of its data take it.
    pub fn path_by(&self, edge: Edge) -> Option<Path> {
        self.nearest.path_by(&self.layout, &self.spread, edge)
    }

    /// A shortest path that ends with a flow into a system and then the access to that system
    /// (position in its list): see [`reached`](Self::reached).
    pub fn path_by_access(&self, shape: ShapeIx, index: u32) -> Option<Path> {
        let access = self.access(shape, index)?;
        let mut path = self.path_by(Edge::Flow(shape))?;
        path.hops.push(access.hop());
        Some(path)
    }

    fn access(&self, shape: ShapeIx, index: u32) -> Option<&AccessEdge> {
        match self.layout.flow(shape)?.input.to {
            Endpoint::System(system) => self.layout.access(system, index),
            _ => None,
        }
    }

    fn search(&self) -> Search<'_> {
        Search {
            layout: &self.layout,
            spread: &self.spread,
        }
    }

    fn spot(&self, place: Place, datum: &Datum) -> Option<u32> {
        let pair = self
            .layout
            .pairs
            .get_index_of(&(datum.subject, datum.category))?;
        self.layout.spot(place, pair as u32)
    }
}

impl DataGraph {
    fn items(&self, shape: ShapeIx) -> impl Iterator<Item = &Item> + use<'_> {
        let items = self
            .layout
            .flow(shape)
            .map(|flow| flow.items.clone())
            .into_iter()
            .flatten();
        items.map(|item| self.layout.items.at(item))
    }

    fn category(&self, item: &Item) -> Option<TermId> {
        Some(self.layout.terms(item.pair)?.1)
    }

    fn with_terms(&self, item: &Item) -> Option<(TermId, TermId, bool)> {
        let (subject, category) = self.layout.terms(item.pair)?;
        Some((subject, category, self.is_received(item)))
    }

    /// Whether the sender received what an item declares.
    fn is_received(&self, item: &Item) -> bool {
        item.wanted
            .is_some_and(|wanted| !self.spread.unsourced.contains(wanted as usize))
    }

    fn datum(&self, pair: u32, form: Form, service: Option<ServiceIx>) -> Option<Datum> {
        let (subject, category) = self.layout.terms(pair)?;
        Some(Datum {
            subject,
            category,
            form,
            service,
        })
    }

    fn datums(&self, pair: u32, form: Form, set: SetId) -> impl Iterator<Item = Datum> + use<'_> {
        let services = self.spread.sets.members(set);
        services.filter_map(move |number| self.datum(pair, form, service(number)))
    }

    fn all_datums(&self, pair: u32, services: Services) -> impl Iterator<Item = Datum> + use<'_> {
        by_form(services).flat_map(move |(form, set)| self.datums(pair, form, set))
    }
}
