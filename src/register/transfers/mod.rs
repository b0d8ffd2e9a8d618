//! The register of restricted transfers: those that adequacy or a paper carries as well as those that
//! nothing does, and those that may be one because a place is not known.

mod columns;
mod safeguards;

use std::collections::BTreeSet;

use jiff::civil::Date;

use columns::COLUMNS;
use safeguards::rests_on;

use super::table::{Cell, Entry, NOT_STATED, Table};
use crate::engine::check::Examined;
use crate::engine::finding::fingerprint;
use crate::engine::movement::{Movement, MovementKind, RecipientRole};
use crate::estate::model::PartyIx;
use crate::estate::vocabulary::ContractKind;
use crate::register::context::{Draft, Of};
use crate::register::phrases;

/// The register.
pub(super) fn table(draft: &mut Draft<'_>) -> Table {
    let examined = draft.examined;
    let transfers = examined
        .iter()
        .filter(|examined| !examined.found.destinations.is_empty());
    let mut rows: Vec<Entry> = transfers.map(|examined| row(draft, examined)).collect();
    rows.sort_by(|a, b| (&a.services, &a.flows, &a.id).cmp(&(&b.services, &b.flows, &b.id)));
    Table {
        key: "transfers",
        title: "Transfers",
        help: "A row is a transfer from one entity to another out of the territory of a regime, lawful or not. What stays inside is not listed.",
        columns: COLUMNS.to_vec(),
        rows,
    }
}

fn row(draft: &mut Draft<'_>, examined: &Examined) -> Entry {
    let estate = draft.estate;
    let movement = &examined.movement;
    let shape = draft.shape(examined);
    let at = draft.findings_on(&[examined]);
    let basis = rests_on(draft, examined);
    draft.cite(basis.rows.iter());
    let flows = draft.flow_ids(&examined.flows);
    let name = |party: Option<PartyIx>| party.map_or_else(String::new, |it| draft.party_name(it));
    let country = examined.found.destinations.iter().map(|destination| {
        let country = destination.country.map(|country| country.name().to_owned());
        country.unwrap_or_else(|| NOT_STATED.to_owned())
    });
    let special = shape
        .data
        .iter()
        .filter(|term| estate.taxonomy.is_special(**term) || estate.taxonomy.is_criminal(**term));
    let told = |sides: &[&str]| draft.told(&[examined], sides);
    let sides = [
        told(&["recipient", "indirectRecipient"]),
        told(&["destination"]),
        told(&["safeguard"]),
    ];
    let statements = sides
        .iter()
        .flat_map(|side| side.statements.iter().copied());
    let statements = draft.statements(statements);
    let [recipient_told, country_told, safeguard_told] = sides.map(|side| draft.told_cell(&side));
    let record = match shape.controller == estate.controller {
        true => {
            let entry = |purpose| super::ropa::entry_id(draft, shape.service, purpose);
            Cell::list(shape.purposes.iter().copied().map(entry))
        }
        false => Cell::NotApplicable,
    };
    let authority = movement
        .exporter
        .and_then(|party| estate.party(party).supervisory_authority.clone());
    let cells = vec![
        Cell::Text(id_of(draft, examined, &flows)),
        Cell::Text(examined.regime.label().to_owned()),
        draft.service_name(shape.service),
        Cell::List(flows.clone()),
        record,
        Cell::Text(name(movement.exporter)),
        Cell::Text(exporter_role(movement, shape.controller).to_owned()),
        Cell::Text(name(movement.importer)),
        Cell::Text(phrases::role(movement.role).to_owned()),
        Cell::list(country),
        match movement.system {
            Some(system) => Cell::Text(estate.system(system).name.clone()),
            None => Cell::NotApplicable,
        },
        Cell::list(places(movement)),
        Cell::list(draft.terms(&shape.subjects)),
        Cell::list(draft.terms(&shape.data)),
        Cell::list(draft.terms(special)),
        Cell::stated(draft.terms(&shape.measures)),
        Cell::text(shape.frequency.map(phrases::frequency)),
        Cell::Text(phrases::nature(movement.kind, shape.mode).to_owned()),
        Cell::list(draft.terms(&shape.purposes)),
        phrases::retention_cell(shape.retention.as_ref()),
        basis.mechanism,
        Cell::List(basis.steps),
        basis.from,
        basis.until,
        basis.version,
        basis.document,
        basis.assessed_on,
        basis.assessment,
        basis.supplementary,
        Cell::list(onward(draft, examined)),
        Cell::text(authority),
        recipient_told,
        country_told,
        safeguard_told,
        statements,
        owner(draft),
        Cell::Status(draft.worst(&at, Some(Of::Law))),
        Cell::Status(draft.worst(&at, Some(Of::Notice))),
        draft.findings(&at),
    ];
    let Some(Cell::Text(id)) = cells.first() else {
        return draft.entry(String::new(), &[examined], &at, cells);
    };
    draft.entry(id.clone(), &[examined], &at, cells)
}

/// Twelve hexadecimal digits, as findings have them.
fn id_of(draft: &Draft<'_>, examined: &Examined, flows: &[String]) -> String {
    let movement = &examined.movement;
    let party =
        |party: Option<PartyIx>| party.map_or("", |party| draft.estate.party(party).id.as_str());
    let access = match movement.kind {
        MovementKind::Access(at) => format!("access {at}"),
        MovementKind::Through => "through".to_owned(),
        _ => String::new(),
    };
    fingerprint(&[
        "transfer",
        examined.regime.id(),
        flows.first().map_or("", String::as_str),
        party(movement.exporter),
        party(movement.importer),
        &access,
    ])
}

fn exporter_role(movement: &Movement, controller: PartyIx) -> &'static str {
    match (movement.exporter == Some(controller), movement.role) {
        (true, RecipientRole::JointController) => "joint controller",
        (true, _) => "controller",
        (false, RecipientRole::SubProcessor) => "processor",
        (false, _) => "not the controller",
    }
}

fn places(movement: &Movement) -> impl Iterator<Item = String> {
    movement.places.iter().map(|place| {
        let country = place.country.map_or(NOT_STATED, |country| country.name());
        format!("{country} ({})", phrases::place(place.why))
    })
}

fn owner(draft: &Draft<'_>) -> Cell {
    let record = &draft.estate.record;
    let Some(owner) = &record.owner else {
        return Cell::NotStated;
    };
    let day = |day: Option<Date>| day.map_or(NOT_STATED.to_owned(), |day| day.to_string());
    Cell::List(vec![
        owner.clone(),
        format!("last review: {}", day(record.reviewed)),
        format!("next review: {}", day(record.next_review)),
    ])
}

/// Who gets some of the same data from the importer, by movements of the day and by authorisation.
fn onward(draft: &Draft<'_>, examined: &Examined) -> BTreeSet<String> {
    let estate = draft.estate;
    let shape = draft.shape(examined);
    let importer = examined.movement.importer;
    let mut found = BTreeSet::new();
    let mut listed: BTreeSet<Option<PartyIx>> = BTreeSet::new();
    for other in draft.examined {
        let movement = &other.movement;
        if movement.exporter != importer || !movement.separate() || movement.importer.is_none() {
            continue;
        }
        let theirs = draft.shape(other);
        let same: Vec<_> = theirs
            .data
            .iter()
            .filter(|term| shape.data.contains(term))
            .collect();
        if same.is_empty() || !theirs.subjects.iter().any(|it| shape.subjects.contains(it)) {
            continue;
        }
        listed.insert(movement.importer);
        let countries: BTreeSet<&str> = movement
            .places
            .iter()
            .map(|place| place.country.map_or(NOT_STATED, |country| country.name()))
            .collect();
        let countries: Vec<&str> = countries.into_iter().collect();
        found.insert(format!(
            "{} ({}, {}): {}; kept: {}",
            movement
                .importer
                .map_or_else(String::new, |it| draft.party_name(it)),
            phrases::role(movement.role),
            countries.join(", "),
            draft.terms(same).join(", "),
            phrases::retention(theirs.retention.as_ref()),
        ));
    }
    let engaged = estate.contracts.iter().filter(|contract| {
        let engages = matches!(
            contract.kind,
            ContractKind::Processor | ContractKind::SubProcessor
        );
        engages
            && Some(contract.second) == importer
            && contract.covers(shape.service)
            && contract.period.contains(draft.outcome.day)
    });
    for entry in engaged
        .filter_map(|contract| contract.sub_processors.as_ref())
        .flat_map(|settled| &settled.authorised)
    {
        let begun = entry.on.is_none_or(|on| on <= draft.outcome.day);
        if begun && !listed.contains(&Some(entry.party)) {
            found.insert(format!("{} (authorised)", draft.party_name(entry.party)));
        }
    }
    found
}
