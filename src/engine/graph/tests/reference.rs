//! The same answers without anything clever: no bit sets, no components, no memory; every rule
//! applied to every edge again and again until nothing changes.

use std::collections::{BTreeMap, BTreeSet};

use super::super::input::{Effect, FlowInput, GraphInput, Hierarchy, SystemInput};
use super::super::{Datum, Edge, Form};
use crate::estate::model::{Endpoint, PartyIx, ShapeIx, SystemIx};
use crate::taxonomy::TermId;

pub type Pair = (TermId, TermId);
pub type Held = BTreeMap<Endpoint, BTreeSet<Datum>>;

pub struct Reference<'a, H> {
    pub input: &'a GraphInput,
    pub terms: &'a H,
    /// What every node receives.
    pub held: Held,
    /// What senders want to send and have no source for.
    pub unsourced: BTreeSet<(Endpoint, Pair)>,
    /// Who receives which pairs, if every flow brings all that it declares.
    pub possible: BTreeMap<Endpoint, BTreeSet<Pair>>,
}

impl<'a, H: Hierarchy> Reference<'a, H> {
    pub fn new(input: &'a GraphInput, terms: &'a H) -> Self {
        let mut this = Self {
            input,
            terms,
            held: Held::new(),
            unsourced: BTreeSet::new(),
            possible: BTreeMap::new(),
        };
        this.possible = this.possible();
        loop {
            while this.step() {}
            let missing = this.missing();
            if missing.is_empty() {
                return this;
            }
            // Those that wait for others who miss something wait; unless those wait for them, too.
            let mut roots: BTreeSet<_> = missing
                .iter()
                .filter(|want| {
                    let before = this.before(want);
                    missing
                        .iter()
                        .all(|other| !before.contains(other) || this.before(other).contains(*want))
                })
                .copied()
                .collect();
            // Of a circle, those that have it of their own.
            let own: BTreeSet<_> = roots
                .iter()
                .filter(|want| this.is_independent(want.0))
                .copied()
                .collect();
            roots.retain(|want| {
                let before = this.before(want);
                own.contains(want) || own.iter().all(|other| !before.contains(other))
            });
            assert!(!roots.is_empty());
            this.unsourced.extend(roots);
        }
    }

    pub fn is_independent(&self, node: Endpoint) -> bool {
        self.owner(node)
            .is_some_and(|party| self.input.independent.contains(&party))
    }

    pub fn owner(&self, node: Endpoint) -> Option<PartyIx> {
        match node {
            Endpoint::Subjects => None,
            Endpoint::Party(party, _) => Some(party),
            Endpoint::System(system) => Some(self.input.systems[system.index()].operator),
        }
    }

    fn systems(&self) -> impl Iterator<Item = SystemIx> {
        (0..self.input.systems.len() as u32).map(SystemIx)
    }

    /// The nodes from whose receipts a node sends.
    pub fn looks_at(&self, node: Endpoint) -> Vec<Endpoint> {
        let mut found = vec![node];
        match node {
            Endpoint::Subjects => {}
            Endpoint::Party(party, _) => {
                let systems = self.systems().map(Endpoint::System);
                found.extend(systems.filter(|system| self.owner(*system) == Some(party)));
            }
            Endpoint::System(_) => {
                found.extend(self.owner(node).map(|party| Endpoint::Party(party, None)));
            }
        }
        found
    }

    pub fn accesses(&self) -> Vec<(Edge, Endpoint, Endpoint, Effect)> {
        let mut found = Vec::new();
        for system in self.systems() {
            let led_into =
                |flow: &FlowInput| flow.to == Endpoint::System(system) && flow.effect.is_some();
            if !self.input.flows.iter().any(led_into) {
                continue;
            }
            let SystemInput { operator, access } = &self.input.systems[system.index()];
            for entry in access.iter().filter(|entry| entry.by != *operator) {
                let edge = Edge::Access {
                    system,
                    index: entry.index,
                };
                let by = Endpoint::Party(entry.by, None);
                found.push((edge, Endpoint::System(system), by, entry.effect));
            }
        }
        found
    }

    pub fn pairs(flow: &FlowInput) -> impl Iterator<Item = Pair> {
        let subjects = flow.subjects.iter();
        subjects.flat_map(|subject| flow.data.iter().map(|category| (*subject, *category)))
    }

    pub fn is_origin(&self, flow: &FlowInput) -> bool {
        let Some(sender) = self.owner(flow.from) else {
            return true;
        };
        // A party brings its own data if no other entity sends it any; a system does, as well, if no
        // other system of the same party sends it any.
        let from_system = matches!(flow.from, Endpoint::System(_));
        let counts = |from: Endpoint, to: Endpoint| {
            let other_system = matches!(from, Endpoint::System(_)) && from != to;
            self.owner(from) != self.owner(to) || from_system && other_system
        };
        let reached = |node: Endpoint| {
            let flows = self.input.flows.iter();
            let by_flow = flows
                .filter(|flow| flow.effect.is_some() && plain(flow.to) == node)
                .any(|inbound| counts(plain(inbound.from), node));
            by_flow || self.accesses().iter().any(|(_, _, by, _)| *by == node)
        };
        flow.open
            || matches!(flow.from, Endpoint::Party(..))
                && self.owner(flow.to) == Some(sender)
                && !flow.internal
            || sender != self.input.controller
                && !self.looks_at(plain(flow.from)).into_iter().any(reached)
    }

    fn is_above(&self, above: TermId, below: TermId) -> bool {
        above == below || self.terms.above(below).contains(&above)
    }

    fn covers(&self, held: TermId, declared: TermId) -> bool {
        let mut parts = self.terms.parts(held).into_iter();
        self.is_above(held, declared) || parts.any(|part| self.covers(part, declared))
    }

    /// The pairs among those that are there which match a declared one.
    fn standing_for(&self, there: &BTreeSet<Pair>, declared: Pair) -> BTreeSet<Pair> {
        let related = |(subject, category): Pair| {
            (self.is_above(subject, declared.0) || self.is_above(declared.0, subject))
                && self.covers(category, declared.1)
        };
        let mut found: BTreeSet<Pair> = there
            .iter()
            .copied()
            .filter(|pair| related(*pair))
            .collect();
        let parts = self.terms.parts(declared.1).into_iter();
        let by_part: Vec<_> = parts
            .map(|part| self.standing_for(there, (declared.0, part)))
            .collect();
        if by_part.iter().all(|found| !found.is_empty()) {
            found.extend(by_part.into_iter().flatten());
        }
        found
    }

    fn pairs_at(&self, nodes: &[Endpoint]) -> BTreeSet<Pair> {
        let datums = nodes
            .iter()
            .filter_map(|node| self.held.get(node))
            .flatten();
        datums
            .map(|datum| (datum.subject, datum.category))
            .collect()
    }

    /// What matches a want in the end, and where.
    pub fn sources(&self, (sender, declared): (Endpoint, Pair)) -> BTreeSet<(Endpoint, Pair)> {
        let nodes = self.looks_at(sender);
        let here = |node: &Endpoint| self.possible.get(node).cloned().unwrap_or_default();
        let there: BTreeSet<Pair> = nodes.iter().flat_map(here).collect();
        let pairs = self.standing_for(&there, declared);
        let at = nodes
            .iter()
            .flat_map(|node| pairs.iter().map(|pair| (*node, *pair)));
        at.filter(|(node, pair)| here(node).contains(pair))
            .collect()
    }

    /// The data that match a declared pair at the sender, as they are now, and where they are.
    pub fn available(&self, sender: Endpoint, declared: Pair) -> Vec<(Endpoint, Datum)> {
        let nodes = self.looks_at(sender);
        let pairs = self.standing_for(&self.pairs_at(&nodes), declared);
        let there = nodes.iter().flat_map(|node| {
            self.held
                .get(node)
                .into_iter()
                .flatten()
                .map(|datum| (*node, *datum))
        });
        there
            .filter(|(_, datum)| pairs.contains(&(datum.subject, datum.category)))
            .collect()
    }

    /// What a flow brings that starts with it.
    pub fn started(&self, flow: &FlowInput) -> BTreeSet<Datum> {
        let Some(effect) = flow.effect else {
            return BTreeSet::new();
        };
        let origin = self.is_origin(flow);
        Self::pairs(flow)
            .filter(|pair| origin || self.unsourced.contains(&(plain(flow.from), *pair)))
            .map(|(subject, category)| {
                let form = effect.apply(Form::Plain);
                Datum {
                    subject,
                    category,
                    form,
                    service: flow.service,
                }
            })
            .collect()
    }

    /// What an edge brings, and from which received data.
    pub fn brings(&self, edge: Edge) -> Vec<(Option<(Endpoint, Datum)>, Datum)> {
        let mut found = Vec::new();
        match edge {
            Edge::Flow(shape) => {
                let flow = self.flow(shape);
                found.extend(self.started(flow).into_iter().map(|datum| (None, datum)));
                let Some(effect) = flow.effect else {
                    return found;
                };
                if flow.from == Endpoint::Subjects {
                    return found;
                }
                for (subject, category) in Self::pairs(flow) {
                    for (at, datum) in self.available(plain(flow.from), (subject, category)) {
                        let form = effect.apply(datum.form);
                        found.push((
                            Some((at, datum)),
                            Datum {
                                subject,
                                category,
                                form,
                                ..datum
                            },
                        ));
                    }
                }
            }
            Edge::Access { .. } => {
                let (_, from, _, effect) = self
                    .accesses()
                    .into_iter()
                    .find(|(access, ..)| *access == edge)
                    .unwrap();
                for datum in self.held.get(&from).into_iter().flatten() {
                    let form = effect.apply(datum.form);
                    found.push((Some((from, *datum)), Datum { form, ..*datum }));
                }
            }
        }
        found
    }

    pub fn flow(&self, shape: ShapeIx) -> &FlowInput {
        self.input
            .flows
            .iter()
            .find(|flow| flow.shape == shape)
            .unwrap()
    }

    /// All edges with their ends.
    pub fn edges(&self) -> Vec<(Edge, Endpoint, Endpoint)> {
        let flows = self.input.flows.iter();
        let flows = flows.map(|flow| (Edge::Flow(flow.shape), plain(flow.from), plain(flow.to)));
        let accesses = self
            .accesses()
            .into_iter()
            .map(|(edge, from, to, _)| (edge, from, to));
        let mut edges: Vec<_> = flows.chain(accesses).collect();
        edges.sort();
        edges
    }

    fn step(&mut self) -> bool {
        let mut new = false;
        for (edge, _, to) in self.edges() {
            for (_, datum) in self.brings(edge) {
                new |= self.held.entry(to).or_default().insert(datum);
            }
        }
        new
    }

    fn possible(&self) -> BTreeMap<Endpoint, BTreeSet<Pair>> {
        let mut found: BTreeMap<Endpoint, BTreeSet<Pair>> = BTreeMap::new();
        for flow in self.input.flows.iter().filter(|flow| flow.effect.is_some()) {
            found
                .entry(plain(flow.to))
                .or_default()
                .extend(Self::pairs(flow));
        }
        for (_, from, to, _) in self.accesses() {
            let pairs = found.get(&from).cloned().unwrap_or_default();
            found.entry(to).or_default().extend(pairs);
        }
        found
    }

    fn wants(&self) -> BTreeSet<(Endpoint, Pair)> {
        let flows = self
            .input
            .flows
            .iter()
            .filter(|flow| flow.from != Endpoint::Subjects);
        flows
            .flat_map(|flow| Self::pairs(flow).map(|pair| (plain(flow.from), pair)))
            .collect()
    }

    fn missing(&self) -> BTreeSet<(Endpoint, Pair)> {
        let mut wants = self.wants();
        wants.retain(|want| {
            !self.unsourced.contains(want) && self.available(want.0, want.1).is_empty()
        });
        wants
    }

    /// All wants by which what a want waits for could come, over any number of edges.
    fn before(&self, want: &(Endpoint, Pair)) -> BTreeSet<(Endpoint, Pair)> {
        let mut found = BTreeSet::new();
        let mut open = vec![*want];
        while let Some(want) = open.pop() {
            for (node, pair) in self.sources(want) {
                let mut into = vec![node];
                into.extend(
                    self.accesses()
                        .iter()
                        .filter(|access| access.2 == node)
                        .map(|access| access.1),
                );
                for flow in self.input.flows.iter().filter(|flow| flow.effect.is_some()) {
                    let brings =
                        into.contains(&plain(flow.to)) && Self::pairs(flow).any(|own| own == pair);
                    let before = (plain(flow.from), pair);
                    if brings && flow.from != Endpoint::Subjects && found.insert(before) {
                        open.push(before);
                    }
                }
            }
        }
        found
    }
}

/// An end without the branch.
pub fn plain(end: Endpoint) -> Endpoint {
    match end {
        Endpoint::Party(party, _) => Endpoint::Party(party, None),
        end => end,
    }
}
