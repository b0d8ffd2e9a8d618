//! Small estates at random.

use proptest::collection::{btree_set, vec};
use proptest::prelude::*;
use proptest::sample::subsequence;

use super::super::Form;
use super::super::input::{AccessInput, Effect, FlowInput, GraphInput, Hierarchy, SystemInput};
use crate::estate::model::{Endpoint, PartyIx, ServiceIx, ShapeIx, SystemIx};
use crate::taxonomy::TermId;

const PARTIES: u32 = 4;
const SYSTEMS: u32 = 4;
const CATEGORIES: u32 = 6;
const PEOPLE: std::ops::Range<u32> = 100..103;

/// A hierarchy in which terms are only above, and parts only of, terms with higher numbers.
#[derive(Debug, Clone, Default)]
pub struct Terms {
    pub parents: Vec<(u32, Vec<u32>)>,
    pub parts: Vec<(u32, Vec<u32>)>,
}

impl Hierarchy for Terms {
    fn above(&self, term: TermId) -> Vec<TermId> {
        let parents = self.parents.iter().filter(|(below, _)| *below == term.0);
        let mut found: Vec<TermId> = parents
            .flat_map(|(_, above)| above)
            .map(|term| TermId(*term))
            .collect();
        for parent in found.clone() {
            found.extend(self.above(parent));
        }
        found.sort();
        found.dedup();
        found
    }

    fn parts(&self, term: TermId) -> Vec<TermId> {
        let parts = self.parts.iter().filter(|(whole, _)| *whole == term.0);
        parts
            .flat_map(|(_, parts)| parts)
            .map(|term| TermId(*term))
            .collect()
    }
}

fn lower(term: u32) -> impl Strategy<Value = (u32, Vec<u32>)> {
    let below: Vec<u32> = (0..term).collect();
    prop_oneof![
        2 => Just(Vec::new()),
        1 => subsequence(below.clone(), 0..=below.len().min(2)),
    ]
    .prop_map(move |found| (term, found))
}

pub fn terms() -> impl Strategy<Value = Terms> {
    let rows = || (0..CATEGORIES).map(lower).collect::<Vec<_>>();
    (rows(), rows(), any::<bool>()).prop_map(|(mut parents, parts, person)| {
        if person {
            parents.extend([(101, vec![100]), (102, vec![100])]);
        }
        Terms { parents, parts }
    })
}

fn endpoint() -> impl Strategy<Value = Endpoint> {
    prop_oneof![
        1 => Just(Endpoint::Subjects),
        3 => (0..PARTIES, prop::option::of(0..2_u32))
            .prop_map(|(party, branch)| Endpoint::Party(PartyIx(party), branch)),
        4 => (0..SYSTEMS).prop_map(|system| Endpoint::System(SystemIx(system))),
    ]
}

fn effect() -> impl Strategy<Value = Effect> {
    let form =
        prop_oneof![6 => Just(Form::Plain), 4 => proptest::sample::select(Form::ALL.to_vec())];
    (form, prop::bool::weighted(0.2)).prop_map(|(form, opens)| Effect { form, opens })
}

pub fn flow() -> impl Strategy<Value = FlowInput> {
    let list = |range: std::ops::Range<u32>, most: usize| {
        btree_set(range, 1..=most).prop_map(|set| set.into_iter().map(TermId).collect::<Vec<_>>())
    };
    (
        (
            prop::option::weighted(0.8, 0..3_u32),
            endpoint(),
            endpoint(),
        ),
        (list(PEOPLE, 2), list(0..CATEGORIES, 3), list(200..204, 2)),
        prop::option::weighted(0.9, effect()),
        prop::bool::weighted(0.05),
        prop::bool::weighted(0.3),
    )
        .prop_map(
            |((service, from, to), (subjects, data, purposes), effect, open, internal)| FlowInput {
                shape: ShapeIx(0),
                service: service.map(ServiceIx),
                from,
                to,
                subjects,
                data,
                purposes,
                effect,
                open,
                internal,
            },
        )
}

fn system() -> impl Strategy<Value = SystemInput> {
    let access = (0..PARTIES, effect());
    (0..PARTIES, vec(access, 0..3)).prop_map(|(operator, access)| SystemInput {
        operator: PartyIx(operator),
        access: access
            .into_iter()
            .enumerate()
            .map(|(at, (by, effect))| AccessInput {
                index: at as u32,
                by: PartyIx(by),
                effect,
            })
            .collect(),
    })
}

/// An estate with this many flows at most; shapes are numbered in the order of the list.
pub fn estate(flows: usize) -> impl Strategy<Value = GraphInput> {
    let independent = btree_set(0..PARTIES, 0..=2);
    let systems = vec(system(), SYSTEMS as usize);
    let parts = (independent, systems, vec(flow(), 0..=flows));
    parts.prop_map(|(independent, systems, mut flows)| {
        number(&mut flows);
        GraphInput {
            controller: PartyIx(0),
            parties: PARTIES as usize,
            independent: independent.into_iter().map(PartyIx).collect(),
            systems,
            flows,
        }
    })
}

pub fn number(flows: &mut [FlowInput]) {
    for (at, flow) in flows.iter_mut().enumerate() {
        flow.shape = ShapeIx(at as u32);
    }
}

/// Every node.
pub fn nodes() -> Vec<Endpoint> {
    let parties = (0..PARTIES).map(|party| Endpoint::Party(PartyIx(party), None));
    let systems = (0..SYSTEMS).map(|system| Endpoint::System(SystemIx(system)));
    std::iter::once(Endpoint::Subjects)
        .chain(parties)
        .chain(systems)
        .collect()
}
