//! Facts about agreements: processors' contracts (Art 28(3)), the authorisation of sub-processors
//! (Art 28(2)), and the arrangement of joint controllers (Art 26).

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{AgreementFacts, Evidence, EvidenceMap, Label, LabelRole, Requirement};
use crate::engine::facts::instructions::outside_instructions;
use crate::engine::facts::source::FactSource;
use crate::engine::movement::{Movement, RecipientRole};
use crate::estate::model::{Contract, Estate, FlowField, FlowShape, PartyIx};
use crate::estate::vocabulary::{Authorisation, ContractKind, Matter};
use crate::vendors::VendorRole;

pub(super) fn agreement_facts(
    source: &FactSource<'_>,
    movement: &Movement,
    shape: &FlowShape,
    evidence: &mut EvidenceMap,
) -> AgreementFacts {
    let (exporter, importer) = (movement.exporter, movement.importer);
    let mut facts = AgreementFacts {
        processor_contract: Requirement::NotRequired,
        without_instructions: false,
        sub_processor_authorisation: Requirement::NotRequired,
        joint_arrangement: Requirement::NotRequired,
        outside_instructions: outside_instructions(source, movement, shape, evidence),
        instruction_recorded: shape.route.instructed.is_some(),
        role_not_recorded: is_role_open(source, movement, shape, evidence),
    };
    let (Some(exporter), Some(importer)) = (exporter, importer) else {
        return facts;
    };
    if movement.own_affair {
        return facts;
    }
    match movement.role {
        _ if facts.role_not_recorded => {}
        RecipientRole::Processor => {
            facts.processor_contract = contract(source, shape, exporter, importer, evidence);
            facts.without_instructions =
                without_instructions(source, shape, exporter, importer, evidence);
        }
        RecipientRole::SubProcessor => {
            let engager = engager(source.estate, shape, exporter, importer, source.day);
            facts.processor_contract = contract(source, shape, engager, importer, evidence);
            facts.without_instructions =
                without_instructions(source, shape, engager, importer, evidence);
            facts.sub_processor_authorisation =
                authorisation(source, shape, (exporter, engager), importer, evidence);
        }
        // Where data go both ways, the arrangement is asked for once: of what the controller gives.
        RecipientRole::JointController if !source.collected.is_given(exporter) => {
            facts.joint_arrangement = arrangement(source, shape, exporter, importer, evidence);
        }
        _ => {}
    }
    facts
}

/// Whether a recipient counts as a processor only because it runs the system: neither the flow nor a contract
/// says what it is, and as a vendor it is now a processor and now a controller.
fn is_role_open(
    source: &FactSource<'_>,
    movement: &Movement,
    shape: &FlowShape,
    evidence: &mut EvidenceMap,
) -> bool {
    let estate = source.estate;
    let (Some(exporter), Some(importer)) = (movement.exporter, movement.importer) else {
        return false;
    };
    let party = estate.party(importer);
    let engaged = movement.role.acts_for_another();
    let is_open = engaged
        && party.usual_role == Some(VendorRole::Both)
        && shape.route.role.is_none()
        && !estate.leaves_open(Matter::Contracts)
        && between(source, shape, exporter, importer).next().is_none();
    if is_open {
        let text = "neither the flow nor a contract states its role".to_owned();
        let step = format!(
            "{} is a processor for some services or data and a controller for others, and {text}",
            party.name
        );
        let found = Evidence {
            fields: vec![(FlowField::To, text)],
            name: Some(party.name.clone()),
            steps: vec![step],
            ..Evidence::default()
        };
        evidence.insert("agreements.roleNotRecorded", found);
    }
    is_open
}

/// The arrangements between two joint controllers for the service of a flow, of whatever day.
fn arrangements<'e>(
    estate: &'e Estate,
    shape: &FlowShape,
    one: PartyIx,
    other: PartyIx,
) -> impl Iterator<Item = &'e Contract> {
    let service = shape.service;
    estate.contracts.iter().filter(move |contract| {
        let pair = (contract.first, contract.second);
        contract.kind == ContractKind::JointControllers
            && (pair == (one, other) || pair == (other, one))
            && contract.covers(service)
    })
}

/// The arrangement between joint controllers, for the service, on the day.
fn arrangement(
    source: &FactSource<'_>,
    shape: &FlowShape,
    one: PartyIx,
    other: PartyIx,
    evidence: &mut EvidenceMap,
) -> Requirement {
    let estate = source.estate;
    let known: Vec<&Contract> = arrangements(estate, shape, one, other).collect();
    if known
        .iter()
        .any(|contract| contract.period.contains(source.day))
    {
        return Requirement::Met;
    }
    let name = |party| estate.party(party).name.clone();
    let text = match known.first() {
        Some(contract) => format!("`{}` is not in force on the day", contract.id),
        None => format!(
            "no arrangement between {} and {} covers this",
            name(one),
            name(other)
        ),
    };
    evidence.insert(
        "agreements.jointArrangement",
        Evidence {
            fields: vec![(
                FlowField::To,
                "decides on it together with the sender".to_owned(),
            )],
            labels: known
                .first()
                .map(|contract| Label {
                    role: LabelRole::Estate,
                    span: contract.span,
                    text: "is not in force on the day".to_owned(),
                })
                .into_iter()
                .collect(),
            name: Some(name(other)),
            steps: vec![text],
            ..Evidence::default()
        },
    );
    absent(estate, known.is_empty())
}

/// What it means that no contract was found: where none is known at all, and the estate states that contracts
/// were not recorded, a question.
fn absent(estate: &Estate, is_unknown: bool) -> Requirement {
    if is_unknown && estate.leaves_open(Matter::Contracts) {
        Requirement::NotRecorded
    } else {
        Requirement::Missing
    }
}

/// The processor that has engaged the importer, where it is not the exporter itself but one that the
/// exporter has engaged, at whatever remove (Art 28(4)).
pub(super) fn engager(
    estate: &Estate,
    shape: &FlowShape,
    exporter: PartyIx,
    importer: PartyIx,
    day: Date,
) -> PartyIx {
    let contracts = &estate.contracts;
    let engaged_by = |party: PartyIx| {
        contracts.iter().filter(move |contract| {
            contract.kind == ContractKind::SubProcessor
                && contract.second == party
                && contract.covers(shape.service)
                && contract.period.contains(day)
        })
    };
    if engaged_by(importer).any(|contract| contract.first == exporter) {
        return exporter;
    }
    let mut seen = BTreeSet::from([importer]);
    let mut open: Vec<(PartyIx, PartyIx)> = engaged_by(importer)
        .map(|contract| (contract.first, contract.first))
        .collect();
    while let Some((direct, above)) = open.pop() {
        if !seen.insert(above) {
            continue;
        }
        if engaged_by(above).any(|contract| contract.first == exporter) {
            return direct;
        }
        open.extend(engaged_by(above).map(|contract| (direct, contract.first)));
    }
    exporter
}

/// Whether the contract that is in force does not bind the processor to documented instructions (Art
/// 28(3)(a)).
fn without_instructions(
    source: &FactSource<'_>,
    shape: &FlowShape,
    exporter: PartyIx,
    importer: PartyIx,
    evidence: &mut EvidenceMap,
) -> bool {
    let estate = source.estate;
    let in_force: Vec<&Contract> = between(source, shape, exporter, importer)
        .filter(|contract| contract.period.contains(source.day))
        .collect();
    let [first, ..] = in_force.as_slice() else {
        return false;
    };
    if in_force.iter().any(|contract| contract.instructions_only) {
        return false;
    }
    let text = "does not bind the processor to documented instructions".to_owned();
    let found = Evidence {
        labels: vec![Label {
            role: LabelRole::Estate,
            span: first.span,
            text: text.clone(),
        }],
        name: Some(estate.party(importer).name.clone()),
        steps: vec![format!("`{}` {text}", first.id)],
        ..Evidence::default()
    };
    evidence.insert("agreements.withoutInstructions", found);
    true
}

/// The contracts between the one that engages and the one engaged, of whatever day. A processor may pass
/// data to another of the same controller; the contract is then with the controller. Of joint controllers
/// one may engage it for both (Art 26(1); EDPB Guidelines 07/2020, para 167), also where their arrangement is what is
/// missing. A processor may engage the one that runs a system for the controller, where its own contract lets it
/// (Art 28(2) and (4)).
fn between<'a>(
    source: &'a FactSource<'_>,
    shape: &'a FlowShape,
    exporter: PartyIx,
    importer: PartyIx,
) -> impl Iterator<Item = &'a Contract> {
    let estate = source.estate;
    let jointly = move |party: PartyIx| {
        let mut arranged = arrangements(estate, shape, shape.controller, party);
        source.collected.is_joint(shape, party)
            || arranged.any(|contract| contract.period.contains(source.day))
    };
    estate.contracts.iter().filter(move |contract| {
        let first = contract.first;
        contract.kind.engages()
            && contract.second == importer
            && ([exporter, shape.controller].contains(&first)
                || jointly(first)
                || engages_for_us(source, shape, first, importer))
            && contract.covers(shape.service)
    })
}

/// Whether a processor of the controller has engaged another as its contract with the controller permits: by name, or
/// where it authorises sub-processors in general.
fn engages_for_us(
    source: &FactSource<'_>,
    shape: &FlowShape,
    processor: PartyIx,
    other: PartyIx,
) -> bool {
    source.estate.contracts.iter().any(|contract| {
        let permits = contract.sub_processors.as_ref().is_some_and(|settled| {
            let mut named = settled.authorised.iter();
            settled.authorisation == Authorisation::General || named.any(|it| it.party == other)
        });
        contract.kind == ContractKind::Processor
            && contract.first == shape.controller
            && contract.second == processor
            && contract.period.contains(source.day)
            && contract.covers(shape.service)
            && permits
    })
}

/// The contract between the one that engages and the one engaged. A school that sends data to its
/// supplier engages it just as the supplier engages its own.
fn contract(
    source: &FactSource<'_>,
    shape: &FlowShape,
    exporter: PartyIx,
    importer: PartyIx,
    evidence: &mut EvidenceMap,
) -> Requirement {
    let estate = source.estate;
    let fitting: Vec<&Contract> = between(source, shape, exporter, importer).collect();
    if fitting
        .iter()
        .any(|contract| contract.period.contains(source.day))
    {
        return Requirement::Met;
    }
    let name = |party| estate.party(party).name.clone();
    let (text, label) = match fitting.iter().max_by_key(|contract| contract.period.until) {
        Some(contract) => {
            let text = match (contract.period.from, contract.period.until) {
                (Some(from), _) if from > source.day => format!("is concluded only on {from}"),
                (_, Some(until)) => format!("ended on {until}"),
                _ => "is not in force on the day".to_owned(),
            };
            let label = Label {
                role: LabelRole::Estate,
                span: contract.span,
                text: text.clone(),
            };
            (format!("`{}` {text}", contract.id), Some(label))
        }
        None => (
            format!(
                "no contract between {} and {} covers this",
                name(exporter),
                name(importer)
            ),
            None,
        ),
    };
    evidence.insert(
        "agreements.processorContract",
        Evidence {
            fields: vec![(FlowField::To, "goes to a processor".to_owned())],
            labels: label.into_iter().collect(),
            name: Some(name(importer)),
            steps: vec![text],
            ..Evidence::default()
        },
    );
    absent(estate, fitting.is_empty())
}

/// The controller's authorisation of a sub-processor, in a contract with the one that engages it, or with
/// the processor at the head of the chain in which that one is.
fn authorisation(
    source: &FactSource<'_>,
    shape: &FlowShape,
    (head, exporter): (PartyIx, PartyIx),
    importer: PartyIx,
    evidence: &mut EvidenceMap,
) -> Requirement {
    let estate = source.estate;
    let contracts: Vec<&Contract> = estate
        .contracts
        .iter()
        .filter(|contract| {
            // One that a processor has engaged may engage a further one.
            contract.kind.engages()
                && [exporter, head].contains(&contract.second)
                && contract.period.contains(source.day)
                && contract.covers(shape.service)
        })
        .collect();
    let authorised = |contract: &&Contract| {
        let Some(settled) = &contract.sub_processors else {
            return false;
        };
        let entry = settled
            .authorised
            .iter()
            .find(|entry| entry.party == importer);
        let objected = entry.is_some_and(|entry| entry.objected.is_some_and(|on| on <= source.day));
        match settled.authorisation {
            Authorisation::General => !objected,
            Authorisation::Specific => {
                entry.is_some_and(|entry| entry.on.is_none_or(|on| on <= source.day)) && !objected
            }
            Authorisation::None => false,
        }
    };
    if contracts.iter().any(authorised) {
        return Requirement::Met;
    }
    let name = |party| estate.party(party).name.clone();
    let (text, label) = match contracts.first() {
        Some(contract) => {
            let text = match &contract.sub_processors {
                None => "says nothing of sub-processors".to_owned(),
                Some(settled) if settled.authorisation == Authorisation::None => {
                    "allows no sub-processors".to_owned()
                }
                Some(_) => format!("does not authorise {}", name(importer)),
            };
            let label = Label {
                role: LabelRole::Estate,
                span: contract.span,
                text: text.clone(),
            };
            (format!("`{}` {text}", contract.id), Some(label))
        }
        None => (
            format!(
                "no contract with {} is in force that could authorise anyone",
                name(exporter)
            ),
            None,
        ),
    };
    evidence.insert(
        "agreements.subProcessorAuthorisation",
        Evidence {
            fields: vec![(
                FlowField::To,
                format!("{}, engaged by {}", name(importer), name(exporter)),
            )],
            labels: label.into_iter().collect(),
            name: Some(name(importer)),
            steps: vec![text],
            ..Evidence::default()
        },
    );
    // In the estate of a processor that has no contract with its client, that contract is what is missing.
    let ours_is_missing = shape.controller != source.estate.controller
        && head == source.estate.controller
        && contracts.is_empty();
    if ours_is_missing {
        return Requirement::NotRequired;
    }
    let is_silent = |it: &&Contract| it.sub_processors.is_none();
    absent(estate, contracts.iter().all(is_silent))
}
