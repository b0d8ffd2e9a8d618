//! Who acts: a controller that uses a hosted system acts through the processor that operates it. What
//! the system takes in and sends out, the controller collects and discloses (EDPB Guidelines 07/2020,
//! paragraphs 80 and 81; Art 4(8)). An operator is a party in its own right where it determines the
//! purposes, acts for somebody else, or departs from its instructions (Art 28(10)).

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::party_at;
use super::role;
use crate::estate::model::{Contract, Endpoint, Estate, FlowShape, PartyIx, ShapeIx, SystemIx};
use crate::estate::vocabulary::{ContractKind, FlowMode, FlowRole};

/// For whom systems are run where no contract states it: what a flow puts into a system is processed
/// for the controller of that flow, unless the flow states another role.
#[derive(Debug, Clone, Default)]
pub struct Acting {
    served: BTreeMap<(SystemIx, PartyIx), PartyIx>,
    /// Who receives data of a controller as a controller, by what flows state.
    controllers: BTreeSet<(PartyIx, PartyIx)>,
}

impl Acting {
    /// Gathers it from flows that run on a day.
    pub fn new(estate: &Estate, day: Date, running: &[ShapeIx]) -> Self {
        let mut served = BTreeMap::new();
        let mut controllers = BTreeSet::new();
        for shape in running.iter().map(|shape| estate.shape(*shape)) {
            let decides = matches!(
                shape.route.role,
                Some(FlowRole::Controller | FlowRole::JointController)
            );
            if let (true, Some(to)) = (decides, party_at(estate, shape.route.to, day)) {
                controllers.insert((to, shape.controller));
            }
            let Endpoint::System(system) = shape.route.to else {
                continue;
            };
            let controller = shape.controller;
            let engaged_by = match party_at(estate, shape.route.from, day) {
                None => controller,
                Some(from) if from == controller || from == estate.controller => from,
                // The one from whose pages data are taken engages nobody.
                Some(_) if shape.route.mode == FlowMode::Scraped => controller,
                Some(_) => continue,
            };
            let operator = Some(estate.operator(system, day));
            let role = role::recipient_role(estate, shape, Some(engaged_by), operator, day);
            if role.acts_for_another() {
                served.entry((system, controller)).or_insert(engaged_by);
            }
        }
        Self {
            served,
            controllers,
        }
    }

    /// Whether some flow states that a party receives data of a controller as a controller itself.
    pub fn is_controller(&self, party: PartyIx, of: PartyIx) -> bool {
        self.controllers.contains(&(party, of))
    }

    /// The party for which the one at an end of a flow acts as processor: the estate's controller, or
    /// the controller of the flow. `None` where it acts for itself.
    pub fn principal(
        &self,
        estate: &Estate,
        shape: &FlowShape,
        end: Endpoint,
        day: Date,
    ) -> Option<PartyIx> {
        let party = party_at(estate, end, day)?;
        let principals = [estate.controller, shape.controller];
        if principals.contains(&party) || shape.route.is_uninstructed() {
            return None;
        }
        for principal in principals {
            match role::by_contract(estate, shape, principal, party, day) {
                Some(role) if role.acts_for_another() => return Some(principal),
                // The contract says that they are controllers to each other.
                Some(_) => return None,
                None => {}
            }
        }
        let mut seen = BTreeSet::from([party]);
        self.engaged(estate, shape, party, &mut seen, day)
            .or_else(|| {
                let Endpoint::System(system) = end else {
                    return None;
                };
                self.served.get(&(system, shape.controller)).copied()
            })
    }

    /// The principal at the top of a chain of sub-processors.
    fn engaged(
        &self,
        estate: &Estate,
        shape: &FlowShape,
        party: PartyIx,
        seen: &mut BTreeSet<PartyIx>,
        day: Date,
    ) -> Option<PartyIx> {
        let principals = [estate.controller, shape.controller];
        let above: Vec<PartyIx> = estate
            .contracts
            .iter()
            .filter(|contract| {
                contract.kind == ContractKind::SubProcessor
                    && contract.second == party
                    && contract.covers(shape.service)
            })
            .map(|contract| contract.first)
            .collect();
        for processor in above {
            if !seen.insert(processor) {
                continue;
            }
            let by_contract =
                |principal: &PartyIx| role::acts_for(estate, shape, *principal, processor, day);
            if let Some(principal) = principals.into_iter().find(by_contract) {
                return Some(principal);
            }
            if let Some(principal) = self.engaged(estate, shape, processor, seen, day) {
                return Some(principal);
            }
        }
        None
    }
}

/// Whether one processor has engaged another as its sub-processor for a service: by a contract between
/// them, or by its contract with the controller, which lists the other.
pub(super) fn engages(
    estate: &Estate,
    shape: &FlowShape,
    processor: PartyIx,
    other: PartyIx,
) -> bool {
    let lists = |contract: &Contract| {
        let settled = contract.sub_processors.iter();
        contract.second == processor
            && settled
                .flat_map(|settled| &settled.authorised)
                .any(|entry| entry.party == other)
    };
    estate.contracts.iter().any(|contract| {
        let between = contract.kind == ContractKind::SubProcessor
            && contract.first == processor
            && contract.second == other;
        (between || lists(contract)) && contract.covers(shape.service)
    })
}
