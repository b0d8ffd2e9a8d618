//! Who gets what, directly or from others, and whether the notice tells of it.

use std::collections::{BTreeMap, BTreeSet};

use super::table::{Cell, Column, Entry, NOT_STATED, Table};
use crate::engine::check::Examined;
use crate::engine::movement::Movement;
use crate::estate::model::{PartyIx, ServiceIx};
use crate::register::context::{Draft, Of};
use crate::register::phrases;

const COLUMNS: [Column; 20] = [
    Column::new(
        "id",
        "Id",
        26,
        "Recipient, service, role, and whether it gets the data from others.",
    ),
    Column::main("recipient", "Recipient", 30, "Who gets the data."),
    Column::main("role", "Role", 16, "What the recipient is."),
    Column::new(
        "classes",
        "Classes of recipient",
        24,
        "The classes that the recipient belongs to.",
    ),
    Column::main(
        "service",
        "Service",
        22,
        "The service in which it gets them.",
    ),
    Column::new(
        "directly",
        "Directly",
        12,
        "Whether it gets them from the controller, or from others that have them from it.",
    ),
    Column::new(
        "way",
        "Way",
        40,
        "By which way, where it gets them from others.",
    ),
    Column::main(
        "country",
        "Countries",
        22,
        "Where the recipient is established, hosts or reads the data.",
    ),
    Column::main("data", "Personal data", 36, "What it gets."),
    Column::new(
        "subjects",
        "Data subjects",
        22,
        "The people the data are about.",
    ),
    Column::new("purpose", "Purpose", 28, "What for."),
    Column::new(
        "retention",
        "Retention",
        18,
        "How long the recipient keeps the data.",
    ),
    Column::new("systems", "Systems", 26, "In which systems."),
    Column::main(
        "told",
        "Told of in the notice",
        40,
        "How the notice treats each category that it gets: clear, vague (in broader words), ambiguous (told and denied), incorrect (denied), omitted.",
    ),
    Column::new(
        "statements",
        "Statements of the notice",
        44,
        "The statements that this rests on.",
    ),
    Column::new(
        "flows",
        "Flows",
        30,
        "The flows of the estate by which it gets them.",
    ),
    Column::new("running", "Running", 26, "Since when and until when."),
    Column::main("law", "Law", 12, "The worst finding on the law about it."),
    Column::main(
        "notice",
        "Notice",
        12,
        "The worst finding on what people are told of it.",
    ),
    Column::new("findings", "Findings", 60, "All findings about it."),
];

/// Recipient, service, role and whether it gets the data from others.
type Key = (String, Option<ServiceIx>, &'static str, bool);

/// The table.
pub(super) fn table(draft: &mut Draft<'_>) -> Table {
    let mut groups: BTreeMap<Key, (PartyIx, Vec<&Examined>)> = BTreeMap::new();
    for examined in draft.examined {
        let movement = &examined.movement;
        let Some(importer) = recipient(draft, movement) else {
            continue;
        };
        let key = (
            draft.estate.party(importer).id.clone(),
            draft.shape(examined).service,
            phrases::role(movement.role),
            movement.indirect,
        );
        let group = groups.entry(key).or_insert_with(|| (importer, Vec::new()));
        group.1.push(examined);
    }
    let rows = groups
        .into_iter()
        .map(|(key, (importer, of))| row(draft, &key, importer, &of))
        .collect();
    Table {
        key: "recipients",
        title: "Recipients",
        help: "A row is a recipient in a service. The controller itself, and the people the data are about, are none.",
        columns: COLUMNS.to_vec(),
        rows,
    }
}

/// Who receives in a movement, other than the controller itself.
fn recipient(draft: &Draft<'_>, movement: &Movement) -> Option<PartyIx> {
    let importer = movement.importer?;
    (movement.separate() && importer != draft.estate.controller).then_some(importer)
}

fn row(draft: &mut Draft<'_>, key: &Key, importer: PartyIx, of: &[&Examined]) -> Entry {
    let estate = draft.estate;
    let (party, service, role, indirect) = key;
    let service_id = service.map_or("-", |service| estate.service(service).id.as_str());
    let from = if *indirect { "/indirect" } else { "" };
    let id = format!("{party}/{service_id}/{}{from}", role.replace(' ', "-"));
    let at = draft.findings_on(of);
    let told = draft.told(of, &["recipient", "indirectRecipient"]);
    let shapes: Vec<_> = of.iter().map(|examined| draft.shape(examined)).collect();
    let places = of.iter().flat_map(|examined| &examined.movement.places);
    let systems = of.iter().filter_map(|examined| examined.movement.system);
    let ways = of.iter().flat_map(|examined| {
        let evidence = examined.found.evidence.iter();
        evidence
            .filter(|(key, _)| key.starts_with("coverage.indirectRecipient."))
            .filter_map(|(_, found)| found.name.clone())
    });
    let kept: BTreeSet<_> = shapes
        .iter()
        .map(|shape| shape.retention.as_ref())
        .collect();
    let cells = vec![
        Cell::Text(id.clone()),
        Cell::Text(draft.party_name(importer)),
        Cell::Text((*role).to_owned()),
        Cell::list(draft.terms(&estate.party(importer).classes)),
        draft.service_name(*service),
        Cell::Text(if *indirect { "from others" } else { "directly" }.to_owned()),
        match indirect {
            true => Cell::stated(ways),
            false => Cell::NotApplicable,
        },
        Cell::list(places.map(|place| {
            let country = place.country.map_or(NOT_STATED, |country| country.name());
            format!("{country} ({})", phrases::place(place.why))
        })),
        Cell::list(draft.terms(shapes.iter().flat_map(|shape| &shape.data))),
        Cell::list(draft.terms(shapes.iter().flat_map(|shape| &shape.subjects))),
        Cell::list(draft.terms(shapes.iter().flat_map(|shape| &shape.purposes))),
        match (kept.len(), kept.first()) {
            (1, Some(kept)) => phrases::retention_cell(*kept),
            _ => Cell::list(kept.into_iter().map(phrases::retention)),
        },
        Cell::list(systems.map(|system| estate.system(system).name.clone())),
        draft.told_cell(&told),
        draft.statements(told.statements.iter().copied()),
        Cell::list(draft.flow_ids(of.iter().flat_map(|examined| &examined.flows))),
        Cell::list(shapes.iter().map(|shape| phrases::running(shape))),
        Cell::Status(draft.worst(&at, Some(Of::Law))),
        Cell::Status(draft.worst(&at, Some(Of::Notice))),
        draft.findings(&at),
    ];
    draft.entry(id, of, &at, cells)
}
