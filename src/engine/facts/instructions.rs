//! Facts about what a processor does outside the instructions of its controller (Arts 28(10) and 29).

use super::{Evidence, EvidenceMap};
use crate::engine::facts::source::FactSource;
use crate::engine::movement::{Movement, party_at};
use crate::estate::model::{FlowField, FlowShape, PartyIx};
use crate::estate::vocabulary::FlowRole;

/// Whether a processor, at either end, processes the data outside the instructions of its
/// controller.
pub(super) fn outside_instructions(
    source: &FactSource<'_>,
    movement: &Movement,
    shape: &FlowShape,
    evidence: &mut EvidenceMap,
) -> bool {
    let estate = source.estate;
    if let Some(controller) = uses_for_itself(source, movement, shape) {
        outside(source, shape.controller, controller, evidence);
        return true;
    }
    if !shape.route.is_uninstructed() {
        return false;
    }
    // Who receives as a processor elsewhere, or runs a system for the controller, is one without a contract too.
    let runs_for_it = |party: PartyIx| {
        let mut shapes = estate.shapes.iter();
        shapes.any(|it| {
            it.controller == shape.controller
                && it.route.role == Some(FlowRole::Processor)
                && party_at(estate, it.route.to, source.day) == Some(party)
        })
    };
    let engaged = |party: PartyIx| {
        party != shape.controller
            && (party == estate.controller
                || runs_for_it(party)
                || estate.contracts.iter().any(|contract| {
                    contract.kind.engages()
                        && contract.second == party
                        && contract.covers(shape.service)
                }))
    };
    let receives = movement.role.acts_for_another();
    let sender = movement.exporter.filter(|party| engaged(*party));
    let Some(party) = sender.or(movement.importer.filter(|_| receives)) else {
        return false;
    };
    outside(source, party, shape.controller, evidence);
    true
}

/// The controller for which a processor has the data that it uses for ends of its own, under a contract by which it
/// acts on instructions only: it determines purposes (Art 28(10)), unless the flow states an instruction.
fn uses_for_itself(
    source: &FactSource<'_>,
    movement: &Movement,
    shape: &FlowShape,
) -> Option<PartyIx> {
    let processor = shape.controller;
    let route = &shape.route;
    let sends = party_at(source.estate, route.from, source.day) == Some(processor);
    if !sends || !movement.is_the_flow() || route.instructed == Some(true) {
        return None;
    }
    let controller = source.collected.held_for(processor, shape)?;
    let mut contracts = source.estate.contracts.iter();
    let is_bound = contracts.any(|it| {
        it.second == processor
            && it.first == controller
            && it.instructions_only
            && it.period.contains(source.day)
    });
    is_bound.then_some(controller)
}

/// Cites that a party processes data without instructions of their controller.
fn outside(
    source: &FactSource<'_>,
    party: PartyIx,
    controller: PartyIx,
    evidence: &mut EvidenceMap,
) {
    let name = source.estate.party(party).name.clone();
    let controller = source.estate.party(controller).name.clone();
    let text = format!("{name} processes for {controller}, which has not given this instruction");
    evidence.insert(
        "agreements.outsideInstructions",
        Evidence {
            elements: vec![controller],
            fields: vec![(
                FlowField::To,
                "not on the controller's instructions".to_owned(),
            )],
            name: Some(name),
            steps: vec![text],
            ..Evidence::default()
        },
    );
}
