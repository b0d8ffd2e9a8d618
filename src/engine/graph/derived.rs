//! What is worked out once from the spread, for those who ask.

use std::collections::BTreeMap;

use foldhash::fast::FixedState;
use indexmap::IndexMap;

use super::Form;
use super::layout::Layout;
use super::sets::SetId;
use super::spots::Place;
use super::spread::{Services, Spread, add};
use crate::estate::model::{Endpoint, PartyIx};

/// The recipient, if it is one that gets data from someone other than the controller, the people
/// and itself. The controller is no such recipient.
pub(super) fn indirect_recipient(layout: &Layout, from: Endpoint, to: Endpoint) -> Option<PartyIx> {
    let owner = |endpoint| layout.nodes.owner(layout.nodes.of(endpoint));
    let (sender, recipient) = (owner(from)?, owner(to)?);
    let us = layout.controller;
    (sender != us && recipient != us && sender != recipient).then_some(recipient)
}

/// What parties receive from others than the controller, by pair in the order of terms.
pub(super) fn indirect(
    layout: &Layout,
    spread: &mut Spread,
) -> BTreeMap<PartyIx, Vec<(u32, Services)>> {
    let mut found: IndexMap<(PartyIx, u32), Services, FixedState> = IndexMap::default();
    let mut brings = |spread: &mut Spread, recipient, pair, form: Form, set: SetId| {
        let there = found.entry((recipient, pair)).or_default();
        add(&mut spread.sets, there, form, set);
    };
    for (_, item) in layout.items.iter() {
        let flow = &layout.flows.at(item.flow).input;
        let Some(recipient) = indirect_recipient(layout, flow.from, flow.to) else {
            continue;
        };
        for (form, set) in spread.passed_on(layout, item) {
            brings(spread, recipient, item.pair, form, set);
        }
        if let Some((form, service)) = spread.started(layout, item) {
            let set = spread.sets.single(super::spread::member(service));
            brings(spread, recipient, item.pair, form, set);
        }
    }
    for (spot, (place, pair)) in layout.spots.iter().enumerate() {
        let Place::Received(node) = place else {
            continue;
        };
        for access in layout.accesses_by(*node) {
            let from = Endpoint::System(access.system);
            let to = Endpoint::Party(access.entry.by, None);
            let source = layout.spot(Place::Received(layout.nodes.of(from)), *pair);
            if let (Some(recipient), Some(source)) = (indirect_recipient(layout, from, to), source)
            {
                debug_assert!(layout.before(spot as u32).any(|from| from == source));
                for (form, set) in super::spread::by_form(*spread.at.at(source)) {
                    brings(
                        spread,
                        recipient,
                        *pair,
                        access.entry.effect.apply(form),
                        set,
                    );
                }
            }
        }
    }
    let mut by_party: BTreeMap<PartyIx, Vec<(u32, Services)>> = BTreeMap::new();
    for ((party, pair), services) in found {
        by_party.entry(party).or_default().push((pair, services));
    }
    for pairs in by_party.values_mut() {
        pairs.sort_by_key(|(pair, _)| layout.terms(*pair));
    }
    by_party
}
