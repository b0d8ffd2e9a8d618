//! What a recipient is: by what the flow states, else by the contracts, else by who decides.

use jiff::civil::Date;

use crate::estate::model::{Contract, Endpoint, Estate, FlowShape, PartyIx};
use crate::estate::vocabulary::{ContractKind, FlowRole, PartyKind};
use crate::vendors::VendorRole;

/// What a recipient is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the schema of the policies lists the roles")]
pub enum RecipientRole {
    Controller,
    JointController,
    Processor,
    SubProcessor,
    Carrier,
    DataSubject,
    SameEntity,
    Public,
}

impl RecipientRole {
    /// The word for it, as policies write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Controller => "controller",
            Self::JointController => "joint-controller",
            Self::Processor => "processor",
            Self::SubProcessor => "sub-processor",
            Self::Carrier => "carrier",
            Self::DataSubject => "data-subject",
            Self::SameEntity => "same-entity",
            Self::Public => "public",
        }
    }

    /// Whether it is that of one who acts for another: a processor or a sub-processor.
    pub fn acts_for_another(self) -> bool {
        matches!(self, Self::Processor | Self::SubProcessor)
    }
}

/// The role of the importer of a flow.
pub(super) fn recipient_role(
    estate: &Estate,
    shape: &FlowShape,
    exporter: Option<PartyIx>,
    importer: Option<PartyIx>,
    day: Date,
) -> RecipientRole {
    let Some(importer) = importer else {
        return RecipientRole::DataSubject;
    };
    if exporter == Some(importer) {
        return RecipientRole::SameEntity;
    }
    match estate.party(importer).kind {
        PartyKind::Public => return RecipientRole::Public,
        PartyKind::Carrier => return RecipientRole::Carrier,
        _ => {}
    }
    if let Endpoint::System(system) = shape.route.to
        && estate.system(system).transit_only
    {
        return RecipientRole::Carrier;
    }
    if let Some(role) = shape.route.role {
        return stated(role);
    }
    if importer == shape.controller {
        return RecipientRole::Controller;
    }
    let exporter = exporter.unwrap_or(shape.controller);
    if let Some(role) = by_contract(estate, shape, exporter, importer, day) {
        return role;
    }
    if importer == estate.controller {
        // What is sent to us for someone else, we process for them.
        return if shape.controller == estate.controller {
            RecipientRole::Controller
        } else {
            RecipientRole::Processor
        };
    }
    // Who runs a system into which the data are put runs it for the one who puts them there,
    // unless the flow says that it decides for itself.
    match shape.route.to {
        Endpoint::System(_) => usual(estate, importer, || acting(estate, shape, exporter)),
        _ => RecipientRole::Controller,
    }
}

/// What a party is by default, unless it is a vendor that determines the purposes for all its customers.
fn usual(estate: &Estate, party: PartyIx, by_default: impl Fn() -> RecipientRole) -> RecipientRole {
    match estate.party(party).usual_role {
        Some(VendorRole::Controller) => RecipientRole::Controller,
        _ => by_default(),
    }
}

/// The role of a party that can reach the data in a system.
pub(super) fn accessor_role(
    estate: &Estate,
    shape: &FlowShape,
    operator: PartyIx,
    accessor: PartyIx,
    day: Date,
) -> RecipientRole {
    if accessor == shape.controller {
        return RecipientRole::Controller;
    }
    by_contract(estate, shape, operator, accessor, day)
        .unwrap_or_else(|| usual(estate, accessor, || acting(estate, shape, operator)))
}

/// Whether a party acts for another as processor in what a flow declares.
pub(super) fn acts_for(
    estate: &Estate,
    shape: &FlowShape,
    principal: PartyIx,
    agent: PartyIx,
    day: Date,
) -> bool {
    by_contract(estate, shape, principal, agent, day).is_some_and(RecipientRole::acts_for_another)
}

/// Whether a party is engaged by some processor, for a service.
pub(super) fn is_sub_processor(estate: &Estate, shape: &FlowShape, agent: PartyIx) -> bool {
    estate.contracts.iter().any(|contract| {
        contract.kind == ContractKind::SubProcessor
            && contract.second == agent
            && contract.covers(shape.service)
    })
}

/// One engaged by the controller is a processor, one engaged by a processor a sub-processor.
fn acting(estate: &Estate, shape: &FlowShape, engaged_by: PartyIx) -> RecipientRole {
    if engaged_by == shape.controller {
        RecipientRole::Processor
    } else if engaged_by == estate.controller && shape.controller != estate.controller {
        RecipientRole::SubProcessor
    } else if engaged_by == estate.controller {
        RecipientRole::Processor
    } else {
        RecipientRole::SubProcessor
    }
}

/// What the contracts between the two make the importer; one whose day is over or still to come
/// shows as well what it is, though not that it may.
pub(super) fn by_contract(
    estate: &Estate,
    shape: &FlowShape,
    exporter: PartyIx,
    importer: PartyIx,
    day: Date,
) -> Option<RecipientRole> {
    let mut contracts: Vec<&Contract> = estate
        .contracts
        .iter()
        .filter(|contract| {
            let forward = contract.first == exporter && contract.second == importer;
            let joint = contract.kind == ContractKind::JointControllers
                && contract.first == importer
                && contract.second == exporter;
            (forward || joint) && contract.covers(shape.service)
        })
        .collect();
    contracts.sort_by_key(|contract| !contract.period.contains(day));
    contracts.first().map(|contract| match contract.kind {
        ContractKind::Processor => acting(estate, shape, exporter),
        ContractKind::SubProcessor => RecipientRole::SubProcessor,
        ContractKind::JointControllers => RecipientRole::JointController,
        ContractKind::DataSharing => RecipientRole::Controller,
    })
}

fn stated(role: FlowRole) -> RecipientRole {
    match role {
        FlowRole::Controller => RecipientRole::Controller,
        FlowRole::JointController => RecipientRole::JointController,
        FlowRole::Processor => RecipientRole::Processor,
        FlowRole::SubProcessor => RecipientRole::SubProcessor,
        FlowRole::Carrier => RecipientRole::Carrier,
    }
}
