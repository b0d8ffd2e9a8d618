//! The record of processing activities (Art 30): the controller's part in the order of the UK
//! regulator's template, and the processor's.

mod columns;
mod parts;
mod row;

use std::collections::{BTreeMap, BTreeSet};

use columns::HEAD;
use parts::cite_transfers;
use row::Row;

use super::table::{Cell, Column, Table, cells, headings};
use crate::engine::check::JudgedMovement;
use crate::estate::model::{PartyIx, ServiceIx};
use crate::register::context::RegisterContext;
use crate::taxonomy::TermId;

/// The block before the tables, and the tables.
pub(super) fn record(draft: &mut RegisterContext<'_>) -> (Vec<(Column, Cell)>, Vec<Table>) {
    let head = headings(HEAD).into_iter().zip(cells(HEAD, draft.estate));
    (head.collect(), vec![controller(draft), processor(draft)])
}

/// The id of the entry of the purposes that flows of a service declare together.
pub(super) fn entry_id(
    draft: &RegisterContext<'_>,
    service: Option<ServiceIx>,
    purposes: &[TermId],
) -> String {
    let estate = draft.estate;
    let service = service.map_or("-", |service| estate.service(service).id.as_str());
    let purposes = purposes.iter().map(|it| estate.taxonomy.short(*it));
    let mut purposes: Vec<&str> = purposes.collect();
    purposes.sort_unstable();
    format!("{service}/{}", purposes.join("+"))
}

fn controller(draft: &mut RegisterContext<'_>) -> Table {
    let us = draft.estate.controller;
    type Group<'a> = (Option<ServiceIx>, &'a [TermId], Vec<&'a JudgedMovement>);
    let mut groups: BTreeMap<String, Group<'_>> = BTreeMap::new();
    for examined in draft.examined {
        let shape = draft.shape(examined);
        if shape.controller != us {
            continue;
        }
        // Purposes that a flow declares together stay together: not each of its data serves each purpose.
        let id = entry_id(draft, shape.service, &shape.content.purposes);
        let group = groups.entry(id);
        let group = group.or_insert_with(|| (shape.service, &shape.content.purposes, Vec::new()));
        group.2.push(examined);
    }
    let us = draft.estate.party(us);
    let mut rows = Vec::new();
    for (id, (service, purposes, of)) in groups {
        let row = Row::new(draft, id, us, (service, purposes), &of);
        rows.push(draft.entry(row.id.clone(), &of, &row.at, cells(Row::CONTROLLER, &row)));
        let at = row.at;
        cite(draft, &of, &at);
    }
    Table {
        key: "controller",
        title: "As controller",
        help: "A row is an activity: the purposes that flows of a service declare together.",
        columns: headings(Row::CONTROLLER),
        rows,
    }
}

fn processor(draft: &mut RegisterContext<'_>) -> Table {
    let us = draft.estate.controller;
    type Group<'a> = (PartyIx, Option<ServiceIx>, Vec<&'a JudgedMovement>);
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
    let mut rows = Vec::new();
    for ((controller, service), (party, of_service, of)) in groups {
        let id = format!("{controller}/{service}");
        let party = draft.estate.party(party);
        let row = Row::new(draft, id, party, (of_service, &[]), &of);
        rows.push(draft.entry(row.id.clone(), &of, &row.at, cells(Row::PROCESSOR, &row)));
        let at = row.at;
        cite(draft, &of, &at);
    }
    Table {
        key: "processor",
        title: "As processor",
        help: "A row is a service in which data are processed for another controller (Art 30(2)).",
        columns: headings(Row::PROCESSOR),
        rows,
    }
}

/// Notes the law that a row relies on.
fn cite(draft: &mut RegisterContext<'_>, of: &[&JudgedMovement], at: &BTreeSet<usize>) {
    cite_transfers(draft, of);
    draft.cite_findings(at);
}
