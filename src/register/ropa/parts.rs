//! What the entries of the record are made of: each a question asked of some movements.

use std::collections::{BTreeMap, BTreeSet};

use super::super::table::{Cell, NOT_STATED};
use crate::engine::check::JudgedMovement;
use crate::engine::movement::{MovementKind, RecipientRole};
use crate::estate::model::{Contract, FlowShape, ServiceIx, SystemIx};
use crate::estate::vocabulary::ContractKind;
use crate::register::context::RegisterContext;
use crate::register::phrases;
use crate::taxonomy::TermId;

/// What movements declare, each once.
pub(super) fn shapes<'a>(
    draft: &RegisterContext<'a>,
    of: &[&JudgedMovement],
) -> Vec<&'a FlowShape> {
    let indices: BTreeSet<_> = of.iter().map(|examined| examined.movement.shape).collect();
    let estate = draft.estate;
    indices
        .into_iter()
        .map(|index| estate.shape(index))
        .collect()
}

pub(super) fn cite_transfers(draft: &mut RegisterContext<'_>, of: &[&JudgedMovement]) {
    for examined in of {
        let evidence = &examined.found.evidence;
        for key in [
            "transfer.adequacy",
            "transfer.instrument",
            "transfer.derogation",
        ] {
            draft.cite(evidence.get(key).into_iter().flat_map(|found| &found.law));
        }
    }
}

pub(super) fn joint(draft: &RegisterContext<'_>, of: &[&JudgedMovement]) -> Vec<String> {
    let us = Some(draft.estate.controller);
    of.iter()
        .filter(|examined| examined.movement.role == RecipientRole::JointController)
        .flat_map(|examined| [examined.movement.exporter, examined.movement.importer])
        .filter(|party| *party != us)
        .flatten()
        .map(|party| {
            let party = draft.estate.party(party);
            phrases::reach(&party.name, party.contact.as_deref())
        })
        .collect()
}

pub(super) fn recipients(draft: &RegisterContext<'_>, of: &[&JudgedMovement]) -> Vec<String> {
    let us = draft.estate.controller;
    of.iter()
        .filter(|examined| examined.movement.separate())
        .filter_map(|examined| Some((examined.movement.importer?, examined.movement.role)))
        .filter(|(party, _)| *party != us)
        .map(|(party, role)| {
            let party = draft.estate.party(party);
            let mut what = draft.terms(&party.classes);
            what.insert(0, phrases::role(role).to_owned());
            format!("{} ({})", party.name, what.join(", "))
        })
        .collect()
}

pub(super) fn contracts(draft: &RegisterContext<'_>, of: &[&JudgedMovement]) -> Vec<String> {
    let (estate, day) = (draft.estate, draft.outcome.day);
    let mut found = Vec::new();
    for examined in of {
        let movement = &examined.movement;
        let acts = matches!(
            movement.role,
            RecipientRole::Processor | RecipientRole::SubProcessor
        );
        let (true, Some(importer)) = (acts, movement.importer) else {
            continue;
        };
        let shape = draft.shape(examined);
        let fits = |contract: &&Contract| {
            let kinds = [ContractKind::Processor, ContractKind::SubProcessor];
            kinds.contains(&contract.kind)
                && contract.second == importer
                && [movement.exporter, Some(shape.controller)].contains(&Some(contract.first))
                && contract.covers(shape.service)
                && contract.period.contains(day)
        };
        let fitting: Vec<&Contract> = estate.contracts.iter().filter(fits).collect();
        if fitting.is_empty() {
            found.push(format!("{}: none is in force", draft.party_name(importer)));
        }
        found.extend(fitting.iter().map(|contract| {
            let document = phrases::document(&contract.id, contract.document.as_deref());
            format!("{}: {document}", draft.party_name(importer))
        }));
    }
    found
}

pub(super) fn countries(of: &[&JudgedMovement]) -> Vec<String> {
    let places = of.iter().flat_map(|examined| &examined.found.destinations);
    places
        .map(|place| place.at.map_or(NOT_STATED, |it| it.name()).to_owned())
        .collect()
}

pub(super) fn safeguards(draft: &RegisterContext<'_>, of: &[&JudgedMovement]) -> Cell {
    let restricted: Vec<_> = of
        .iter()
        .filter_map(|it| it.found.transfer.as_ref())
        .collect();
    if restricted.is_empty() {
        return Cell::NotApplicable;
    }
    Cell::list(restricted.into_iter().flat_map(|transfer| {
        if transfer.mechanisms.is_empty() {
            vec![format!("nothing for {}", transfer.countries.join(", "))]
        } else {
            transfer
                .mechanisms
                .iter()
                .map(|mechanism| draft.mechanism(mechanism))
                .collect()
        }
    }))
}

/// How long, with the data of which that is declared.
pub(super) fn retention(draft: &RegisterContext<'_>, of: &[&JudgedMovement]) -> Vec<String> {
    let mut by_period: BTreeMap<String, BTreeSet<TermId>> = BTreeMap::new();
    // What an independent controller keeps is for its own record.
    let us = draft.estate.controller;
    let ours = of.iter().filter(|it| {
        it.movement.role != RecipientRole::Controller || it.movement.importer == Some(us)
    });
    let ours: Vec<&JudgedMovement> = ours.copied().collect();
    for shape in shapes(draft, &ours) {
        let period = phrases::retention(shape.retention.as_ref());
        by_period
            .entry(period)
            .or_default()
            .extend(&shape.content.data);
    }
    let known: BTreeSet<TermId> = by_period
        .iter()
        .filter(|(period, _)| *period != NOT_STATED)
        .flat_map(|(_, data)| data.iter().copied())
        .collect();
    // What one flow does not say, another of the same purpose may.
    if let Some(open) = by_period.get_mut(NOT_STATED) {
        open.retain(|term| !known.contains(term));
    }
    by_period
        .iter()
        .filter(|(_, data)| !data.is_empty())
        .map(|(period, data)| format!("{period}: {}", draft.terms(data).join(", ")))
        .collect()
}

/// The rights that the notice states to the data subjects of a service.
pub(super) fn rights(draft: &RegisterContext<'_>, service: Option<ServiceIx>) -> Cell {
    let estate = draft.estate;
    let titles: BTreeMap<&str, &str> = estate
        .law
        .notice_item_keys()
        .iter()
        .filter(|key| key.key.starts_with("right-") || key.key.starts_with("complaint-"))
        .map(|key| (key.key.as_str(), key.title.as_str()))
        .collect();
    let statements = estate.statements_on(draft.outcome.day);
    let disclosed = statements
        .filter(|(_, statement)| statement.scope.covers(service))
        .flat_map(|(_, statement)| &statement.informs)
        .filter_map(|key| titles.get(key.as_str()));
    Cell::stated(disclosed.map(|title| (*title).to_owned()))
}

pub(super) fn decisions(shapes: &[&FlowShape]) -> Vec<String> {
    let decisions = shapes.iter().filter_map(|shape| shape.decision.as_ref());
    decisions
        .map(|decision| {
            let by = if decision.solely_automated {
                "by machine alone"
            } else {
                "with a person's part"
            };
            let effects = if decision.significant {
                "with legal or similar effects"
            } else {
                "without legal or similar effects"
            };
            format!("{}: {by}, {effects}", decision.about)
        })
        .collect()
}

pub(super) fn sources(draft: &RegisterContext<'_>, of: &[&JudgedMovement]) -> Vec<String> {
    let collected = of
        .iter()
        .filter(|it| it.movement.kind == MovementKind::Collect);
    collected
        .map(|examined| match examined.movement.exporter {
            Some(party) => draft.party_name(party),
            None => "data subjects".to_owned(),
        })
        .collect()
}

pub(super) fn consents(shapes: &[&FlowShape]) -> Vec<String> {
    let consents = shapes.iter().filter_map(|shape| shape.consent.as_ref());
    consents
        .filter_map(|consent| match (consent.recorded, consent.recorded_on) {
            (_, Some(day)) => Some(format!("recorded on {day}")),
            (true, None) => Some("recorded for each person".to_owned()),
            (false, None) => None,
        })
        .collect()
}

/// The systems that hold the data, each with where it is hosted.
pub(super) fn locations(draft: &RegisterContext<'_>, of: &[&JudgedMovement]) -> Vec<String> {
    let systems: BTreeSet<SystemIx> = of.iter().filter_map(|it| it.movement.system).collect();
    let day = draft.outcome.day;
    systems
        .into_iter()
        .map(|system| {
            let system = draft.estate.system(system);
            let hosted = system
                .hosting
                .iter()
                .filter(|place| place.period.contains(day));
            let countries: BTreeSet<&str> = hosted
                .map(|place| place.at.map_or(NOT_STATED, |at| at.name()))
                .collect();
            let countries: Vec<&str> = countries.into_iter().collect();
            if countries.is_empty() {
                format!("{}: {NOT_STATED}", system.name)
            } else {
                format!("{}: {}", system.name, countries.join(", "))
            }
        })
        .collect()
}
