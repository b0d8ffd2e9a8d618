//! Tests of the graph as a whole.

mod case;
mod estates;
mod generate;
mod properties;
mod reference;

use super::DataGraph;
use super::input::{Effect, FlowInput, GraphInput, SystemInput};
use crate::estate::model::{Endpoint, PartyIx, ShapeIx, SystemIx};
use crate::taxonomy::TermId;

/// A chain as long as a thousand estates costs no stack.
#[test]
fn long_chains_are_followed_to_their_end() {
    let length: u32 = 20_000;
    let flow = |at: u32| FlowInput {
        shape: ShapeIx(at),
        service: None,
        from: match at.checked_sub(1) {
            None => Endpoint::Subjects,
            Some(before) => Endpoint::System(SystemIx(before)),
        },
        to: Endpoint::System(SystemIx(at)),
        subjects: vec![TermId(9)],
        data: vec![TermId(0)],
        purposes: vec![TermId(1)],
        effect: Some(Effect::default()),
        open: false,
        internal: false,
    };
    let input = GraphInput {
        controller: PartyIx(0),
        parties: 2,
        independent: Vec::new(),
        systems: vec![
            SystemInput {
                operator: PartyIx(1),
                access: Vec::new()
            };
            length as usize
        ],
        flows: (0..length).map(flow).collect(),
    };
    let graph = DataGraph::new(input, &generate::Terms::default());
    let end = Endpoint::System(SystemIx(length - 1));
    let datum = graph.received(end).next().expect("the data get to the end");
    assert_eq!(
        graph.path(end, &datum).map(|path| path.hops.len()),
        Some(length as usize)
    );
}

#[test]
fn a_graph_may_be_asked_from_many_threads() {
    fn shared<T: Send + Sync>() {}
    shared::<DataGraph>();
}
