//! Who gets what, directly or from others, and whether the notice discloses it.

use std::collections::{BTreeMap, BTreeSet};

use super::table::{Cell, ColumnOf, NOT_STATED, Table, cells, headings};
use crate::engine::check::JudgedMovement;
use crate::engine::movement::Movement;
use crate::estate::model::{FlowShape, PartyIx, ServiceIx};
use crate::register::context::{RegisterContext, Treated};
use crate::register::on_findings;
use crate::register::on_findings::OnFindings;
use crate::register::phrases;

/// Recipient, service, role and whether it gets the data from others.
type Key = (String, Option<ServiceIx>, &'static str, bool);

/// The table.
pub(super) fn table(draft: &mut RegisterContext<'_>) -> Table {
    let mut groups: BTreeMap<Key, (PartyIx, Vec<&JudgedMovement>)> = BTreeMap::new();
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
    let mut rows = Vec::new();
    for (key, (importer, of)) in groups {
        let row = Row::new(draft, &key, importer, &of);
        let entry = draft.entry(row.id.clone(), &of, &row.at, cells(Row::COLUMNS, &row));
        let at = row.at;
        rows.push(entry);
        draft.cite_findings(&at);
    }
    Table {
        key: "recipients",
        title: "Recipients",
        help: "A row is a recipient in a service. The controller itself and the data subjects are not listed.",
        columns: headings(Row::COLUMNS),
        rows,
    }
}

/// Who receives in a movement, other than the controller itself.
fn recipient(draft: &RegisterContext<'_>, movement: &Movement) -> Option<PartyIx> {
    let importer = movement.importer?;
    (movement.separate() && importer != draft.estate.controller).then_some(importer)
}

/// A recipient in a service, with what its cells are made of.
struct Row<'r> {
    draft: &'r RegisterContext<'r>,
    id: String,
    importer: PartyIx,
    service: Option<ServiceIx>,
    role: &'static str,
    indirect: bool,
    /// The movements by which it gets data.
    of: &'r [&'r JudgedMovement],
    /// What these declare.
    shapes: Vec<&'r FlowShape>,
    /// The positions of the findings on them.
    at: BTreeSet<usize>,
}

impl OnFindings for Row<'_> {
    fn on_findings(&self) -> (&RegisterContext<'_>, &BTreeSet<usize>) {
        (self.draft, &self.at)
    }
}

impl<'r> Row<'r> {
    fn new(
        draft: &'r RegisterContext<'r>,
        (party, service, role, indirect): &Key,
        importer: PartyIx,
        of: &'r [&'r JudgedMovement],
    ) -> Self {
        let service_id = service.map_or("-", |service| draft.estate.service(service).id.as_str());
        let from = if *indirect { "/indirect" } else { "" };
        Self {
            draft,
            id: format!("{party}/{service_id}/{}{from}", role.replace(' ', "-")),
            importer,
            service: *service,
            role,
            indirect: *indirect,
            of,
            shapes: of.iter().map(|examined| draft.shape(examined)).collect(),
            at: draft.findings_on(of),
        }
    }

    /// By which way it gets data from others.
    fn way(&self) -> Cell {
        if !self.indirect {
            return Cell::NotApplicable;
        }
        Cell::stated(self.of.iter().flat_map(|examined| {
            let evidence = examined.found.evidence.iter();
            evidence
                .filter(|(key, _)| key.starts_with("coverage.indirectRecipient."))
                .filter_map(|(_, found)| found.name.clone())
        }))
    }

    fn countries(&self) -> Cell {
        let places = self
            .of
            .iter()
            .flat_map(|examined| &examined.movement.places);
        Cell::list(places.map(|place| {
            let country = place.at.map_or(NOT_STATED, |at| at.name());
            format!("{country} ({})", phrases::place(place.why))
        }))
    }

    fn retention(&self) -> Cell {
        let kept: BTreeSet<_> = self
            .shapes
            .iter()
            .map(|shape| shape.retention.as_ref())
            .collect();
        match (kept.len(), kept.first()) {
            (1, Some(kept)) => phrases::retention_cell(*kept),
            _ => Cell::list(kept.into_iter().map(phrases::retention)),
        }
    }

    fn systems(&self) -> Cell {
        let systems = self
            .of
            .iter()
            .filter_map(|examined| examined.movement.system);
        Cell::list(systems.map(|system| self.draft.estate.system(system).name.clone()))
    }

    /// How the notice treats what it gets.
    fn disclosed(&self) -> Treated {
        self.draft
            .disclosed(self.of, &["recipient", "indirectRecipient"])
    }

    /// The columns of the table.
    const COLUMNS: &'r [ColumnOf<Self>] = &[
        ColumnOf::new(
            "id",
            "Id",
            26,
            "Recipient, service, role, and whether it gets the data from others.",
            |row| Cell::Text(row.id.clone()),
        ),
        ColumnOf::main("recipient", "Recipient", 30, "Who gets the data.", |row| {
            let party = row.draft.estate.party(row.importer);
            Cell::Text(party.full_name_on(row.draft.outcome.day))
        }),
        ColumnOf::main("role", "Role", 16, "What the recipient is.", |row| {
            Cell::Text(row.role.to_owned())
        }),
        ColumnOf::new(
            "classes",
            "Classes of recipient",
            24,
            "The classes that the recipient belongs to.",
            |row| {
                Cell::list(
                    row.draft
                        .terms(&row.draft.estate.party(row.importer).classes),
                )
            },
        ),
        ColumnOf::main(
            "service",
            "Service",
            22,
            "The service in which it gets them.",
            |row| row.draft.service_name(row.service),
        ),
        ColumnOf::new(
            "directly",
            "Directly",
            12,
            "Whether it gets them from the controller, or from others that have them from it.",
            |row| {
                Cell::Text(
                    if row.indirect {
                        "from others"
                    } else {
                        "directly"
                    }
                    .to_owned(),
                )
            },
        ),
        ColumnOf::new(
            "way",
            "Way",
            40,
            "By which way, where it gets them from others.",
            |row| row.way(),
        ),
        ColumnOf::main(
            "country",
            "Countries",
            22,
            "Where the recipient is established, hosts or reads the data.",
            |row| row.countries(),
        ),
        ColumnOf::main("data", "Personal data", 36, "What it gets.", |row| {
            Cell::list(
                row.draft
                    .terms(row.shapes.iter().flat_map(|shape| &shape.content.data)),
            )
        }),
        ColumnOf::new(
            "subjects",
            "Data subjects",
            22,
            "The data subjects.",
            |row| {
                Cell::list(
                    row.draft
                        .terms(row.shapes.iter().flat_map(|shape| &shape.content.subjects)),
                )
            },
        ),
        ColumnOf::new("purpose", "Purpose", 28, "What for.", |row| {
            Cell::list(
                row.draft
                    .terms(row.shapes.iter().flat_map(|shape| &shape.content.purposes)),
            )
        }),
        ColumnOf::new(
            "retention",
            "Retention",
            18,
            "How long the recipient keeps the data.",
            |row| row.retention(),
        ),
        ColumnOf::new("systems", "Systems", 26, "In which systems.", |row| {
            row.systems()
        }),
        ColumnOf::main(
            "disclosed",
            "Disclosed in the notice",
            40,
            "How the notice treats each category that it gets: clear, vague (in broader words), ambiguous (disclosed and denied), incorrect (denied), omitted.",
            |row| row.draft.disclosure_cell(&row.disclosed()),
        ),
        ColumnOf::new(
            "statements",
            "Statements of the notice",
            44,
            "The statements that decide this.",
            |row| row.draft.statements(row.disclosed().statements),
        ),
        ColumnOf::new(
            "flows",
            "Flows",
            30,
            "The flows of the estate by which it gets them.",
            |row| {
                Cell::list(
                    row.draft
                        .flow_ids(row.of.iter().flat_map(|examined| &examined.flows)),
                )
            },
        ),
        ColumnOf::new(
            "running",
            "Running",
            26,
            "Since when and until when.",
            |row| Cell::list(row.shapes.iter().map(|shape| phrases::running(shape))),
        ),
        on_findings::law(),
        on_findings::notice(),
        on_findings::findings(),
    ];
}
