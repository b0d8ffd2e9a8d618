//! The record of processing activities (Art 30): the controller's part in the order of the UK
//! regulator's template, and the processor's.

mod columns;
mod parts;

use std::collections::BTreeMap;

use columns::{CONTROLLER, HEAD, PROCESSOR};
use parts::{
    cite_transfers, consents, contracts, countries, decisions, joint, locations, recipients,
    retention, rights, safeguards, shapes, sources,
};

use super::table::{Cell, Column, Entry, Table};
use crate::engine::check::Examined;
use crate::engine::facts::PaperState;
use crate::estate::model::{Basis, Party, PartyIx, ServiceIx};
use crate::register::context::{Draft, Of};
use crate::register::phrases;
use crate::taxonomy::TermId;

/// The block before the tables, and the tables.
pub(super) fn record(draft: &mut Draft<'_>) -> (Vec<(Column, Cell)>, Vec<Table>) {
    let estate = draft.estate;
    let us = estate.party(estate.controller);
    let facts = [
        Cell::Text(phrases::reach(&us.name, us.contact.as_deref())),
        Cell::text(us.country.map(|country| country.name())),
        Cell::text(us.dpo.as_ref().map(phrases::contact)),
        Cell::text(us.representative.as_ref().map(phrases::contact)),
        Cell::text(us.supervisory_authority.clone()),
        Cell::text(estate.record.owner.clone()),
        Cell::date(estate.record.reviewed),
        Cell::date(estate.record.next_review),
    ];
    let head = HEAD.into_iter().zip(facts).collect();
    (head, vec![controller(draft), processor(draft)])
}

/// The id of the entry of a purpose in a service.
pub(super) fn entry_id(draft: &Draft<'_>, service: Option<ServiceIx>, purpose: TermId) -> String {
    let estate = draft.estate;
    let service = service.map_or("-", |service| estate.service(service).id.as_str());
    format!("{service}/{}", estate.taxonomy.short(purpose))
}

fn controller(draft: &mut Draft<'_>) -> Table {
    let us = draft.estate.controller;
    let mut groups: BTreeMap<String, (Option<ServiceIx>, TermId, Vec<&Examined>)> = BTreeMap::new();
    for examined in draft.examined {
        let shape = draft.shape(examined);
        if shape.controller != us {
            continue;
        }
        for purpose in &shape.purposes {
            let id = entry_id(draft, shape.service, *purpose);
            let group = groups.entry(id);
            let group = group.or_insert_with(|| (shape.service, *purpose, Vec::new()));
            group.2.push(examined);
        }
    }
    let rows = groups
        .into_iter()
        .map(|(id, (service, purpose, of))| controller_row(draft, id, service, purpose, &of))
        .collect();
    Table {
        key: "controller",
        title: "As controller",
        help: "A row is a purpose for which the controller processes data in a service.",
        columns: CONTROLLER.to_vec(),
        rows,
    }
}

fn controller_row(
    draft: &mut Draft<'_>,
    id: String,
    service: Option<ServiceIx>,
    purpose: TermId,
    of: &[&Examined],
) -> Entry {
    let estate = draft.estate;
    let at = draft.findings_on(of);
    cite_transfers(draft, of);
    let shapes = shapes(draft, of);
    let has_basis = |article: &str| {
        shapes.iter().any(|shape| match shape.basis {
            Basis::Term(term) => estate.taxonomy.article(term) == Some(article),
            Basis::Absent | Basis::None => false,
        })
    };
    let (consent, interests) = (has_basis("6(1)(a)"), has_basis("6(1)(f)"));
    let when = |asked: bool, cell: Cell| match asked {
        true => cell,
        false => Cell::NotApplicable,
    };
    let papers = |state: fn(&Examined) -> PaperState| {
        let asked = of.iter().filter(|it| state(it) != PaperState::NotNeeded);
        asked.map(|it| state(it)).collect::<Vec<_>>()
    };
    let dpia = papers(|it| it.found.facts.papers.impact_assessment);
    let schedule = papers(|it| it.found.facts.data.schedule_condition);
    let policy = papers(|it| it.found.facts.data.policy_document);
    let special = shapes.iter().any(|shape| {
        let mut data = shape.data.iter();
        data.any(|term| estate.taxonomy.is_special(*term))
    });
    let assessed = shapes.iter().filter_map(|shape| shape.impact_assessed);
    let us = estate.party(estate.controller);
    let cells = vec![
        Cell::Text(id.clone()),
        draft.service_name(service),
        Cell::Text(estate.taxonomy.short(purpose).to_owned()),
        Cell::list(joint(draft, of)),
        Cell::list(draft.terms(shapes.iter().flat_map(|shape| &shape.subjects))),
        Cell::list(draft.terms(shapes.iter().flat_map(|shape| &shape.data))),
        Cell::list(recipients(draft, of)),
        Cell::list(contracts(draft, of)),
        Cell::list(countries(of)),
        safeguards(draft, of),
        Cell::list(retention(draft, of)),
        Cell::stated(draft.terms(shapes.iter().flat_map(|shape| &shape.measures))),
        Cell::list(
            shapes
                .iter()
                .map(|shape| phrases::basis(estate, shape.basis)),
        ),
        when(special, {
            let conditions = shapes.iter().filter_map(|shape| shape.condition);
            Cell::stated(conditions.map(|term| phrases::basis(estate, Basis::Term(term))))
        }),
        when(interests, Cell::NotStated),
        when(interests, {
            let days = shapes.iter().filter_map(|shape| shape.interests_assessed);
            Cell::stated(days.map(|day| day.to_string()))
        }),
        rights(draft, service),
        Cell::list(decisions(&shapes)),
        Cell::stated(sources(draft, of)),
        when(consent, Cell::stated(consents(&shapes))),
        Cell::stated(locations(draft, of)),
        Cell::Text(match dpia.is_empty() {
            true => "no sign of a high risk is declared".to_owned(),
            false => "yes".to_owned(),
        }),
        when(
            !dpia.is_empty(),
            Cell::stated(assessed.map(|day| day.to_string())),
        ),
        when(!dpia.is_empty(), Cell::NotStated),
        Cell::NotStated,
        Cell::NotStated,
        when(!schedule.is_empty(), {
            let rows = shapes.iter().filter_map(|shape| shape.schedule_1.as_ref());
            Cell::stated(rows.map(|id| match estate.law.row(id) {
                Some(row) => format!("{} ({id})", row.title),
                None => id.clone(),
            }))
        }),
        when(!policy.is_empty(), Cell::date(us.policy_document)),
        Cell::NotStated,
        Cell::list(draft.flow_ids(of.iter().flat_map(|examined| &examined.flows))),
        Cell::Status(draft.worst(&at, Some(Of::Law))),
        Cell::Status(draft.worst(&at, Some(Of::Notice))),
        draft.findings(&at),
    ];
    draft.entry(id, of, &at, cells)
}

fn processor(draft: &mut Draft<'_>) -> Table {
    let us = draft.estate.controller;
    type Group<'a> = (PartyIx, Option<ServiceIx>, Vec<&'a Examined>);
    let mut groups: BTreeMap<(String, String), Group<'_>> = BTreeMap::new();
    for examined in draft.examined {
        let shape = draft.shape(examined);
        if shape.controller == us || !draft.takes_part(examined.movement.shape) {
            continue;
        }
        let key = (
            draft.estate.party(shape.controller).id.clone(),
            draft.service_id(shape).unwrap_or_else(|| "-".to_owned()),
        );
        let group = groups.entry(key);
        let group = group.or_insert_with(|| (shape.controller, shape.service, Vec::new()));
        group.2.push(examined);
    }
    let rows = groups
        .into_iter()
        .map(|((controller, service), (party, of_service, of))| {
            processor_row(
                draft,
                format!("{controller}/{service}"),
                party,
                of_service,
                &of,
            )
        })
        .collect();
    Table {
        key: "processor",
        title: "As processor",
        help: "A row is a service in which data are processed for another controller (Art 30(2)).",
        columns: PROCESSOR.to_vec(),
        rows,
    }
}

fn processor_row(
    draft: &mut Draft<'_>,
    id: String,
    party: PartyIx,
    service: Option<ServiceIx>,
    of: &[&Examined],
) -> Entry {
    let at = draft.findings_on(of);
    cite_transfers(draft, of);
    let shapes = shapes(draft, of);
    let controller: &Party = draft.estate.party(party);
    let cells = vec![
        Cell::Text(id.clone()),
        Cell::Text(phrases::reach(
            &controller.name,
            controller.contact.as_deref(),
        )),
        Cell::text(controller.representative.as_ref().map(phrases::contact)),
        Cell::text(controller.dpo.as_ref().map(phrases::contact)),
        draft.service_name(service),
        Cell::list(draft.terms(shapes.iter().flat_map(|shape| &shape.purposes))),
        Cell::list(draft.terms(shapes.iter().flat_map(|shape| &shape.subjects))),
        Cell::list(draft.terms(shapes.iter().flat_map(|shape| &shape.data))),
        Cell::list(recipients(draft, of)),
        Cell::list(countries(of)),
        safeguards(draft, of),
        Cell::stated(draft.terms(shapes.iter().flat_map(|shape| &shape.measures))),
        Cell::list(draft.flow_ids(of.iter().flat_map(|examined| &examined.flows))),
        Cell::Status(draft.worst(&at, Some(Of::Law))),
        draft.findings(&at),
    ];
    draft.entry(id, of, &at, cells)
}
