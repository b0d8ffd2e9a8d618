//! The columns of the record of processing, each with its cell.

use super::parts::{
    contracts, countries, decisions, joint, locations, recipients, retention, rights, safeguards,
    sources,
};
use super::row::Row;
use crate::estate::model::{Estate, Party};
use crate::register::context::Of;
use crate::register::on_findings;
use crate::register::phrases;
use crate::register::table::{Cell, ColumnOf};

impl<'r> Row<'r> {
    /// The columns of what the controller does for itself.
    pub(super) const CONTROLLER: &'r [ColumnOf<Self>] = &[
        ColumnOf::new(
            "id",
            "Id",
            30,
            "Service and purposes: other registers refer to the entry by it.",
            |row| Cell::Text(row.id.clone()),
        ),
        ColumnOf::main(
            "function",
            "Activity",
            22,
            "The service for which data are processed.",
            |row| row.draft.service_name(row.service),
        ),
        ColumnOf::main(
            "description",
            "Description",
            30,
            "What the activity does.",
            |row| row.of_service(|service| service.description.as_ref()),
        ),
        ColumnOf::new(
            "owner",
            "Owner",
            20,
            "The person or office that is responsible for the activity.",
            |row| row.of_service(|service| service.owner.as_ref()),
        ),
        ColumnOf::main(
            "purpose",
            "Purposes of processing",
            26,
            "The purposes that the flows declare together.",
            |row| row.purposes(),
        ),
        ColumnOf::new(
            "joint_controllers",
            "Joint controllers",
            26,
            "Those that decide together with the controller, and how to reach them.",
            |row| Cell::list(joint(row.draft, row.of)),
        ),
        ColumnOf::main(
            "subjects",
            "Categories of individuals",
            22,
            "The data subjects.",
            |row| Cell::list(row.terms(|shape| &shape.content.subjects)),
        ),
        ColumnOf::main(
            "data",
            "Categories of personal data",
            36,
            "The categories of data.",
            |row| Cell::list(row.terms(|shape| &shape.content.data)),
        ),
        ColumnOf::main(
            "recipients",
            "Categories of recipients",
            36,
            "Who gets the data from the controller or those that act for it.",
            |row| Cell::list(recipients(row.draft, row.of)),
        ),
        ColumnOf::new(
            "contracts",
            "Contracts with processors",
            36,
            "The contract with each processor, and where it is.",
            |row| Cell::list(contracts(row.draft, row.of)),
        ),
        ColumnOf::new(
            "countries",
            "Third countries or international organisations",
            24,
            "Where transfers go, outside the territory of a regime that applies.",
            |row| Cell::list(countries(row.of)),
        ),
        ColumnOf::new(
            "safeguards",
            "Safeguards of transfers",
            36,
            "The mechanisms of transfers.",
            |row| safeguards(row.draft, row.of),
        ),
        ColumnOf::main(
            "retention",
            "Retention schedule",
            30,
            "How long the data are kept, by category.",
            |row| Cell::list(retention(row.draft, row.of)),
        ),
        ColumnOf::new(
            "measures",
            "Technical and organisational measures",
            30,
            "Measures declared for the flows.",
            |row| Cell::stated(row.terms(|shape| &shape.protection.measures)),
        ),
        ColumnOf::main("basis", "Article 6 basis", 24, "The legal basis.", |row| {
            row.bases()
        }),
        ColumnOf::new(
            "condition",
            "Article 9 condition",
            20,
            "The condition for special categories of data.",
            |row| row.conditions(),
        ),
        ColumnOf::new(
            "interests",
            "Legitimate interests",
            24,
            "The interests, where the basis is legitimate interests.",
            |row| row.interests(|| Cell::NotStated),
        ),
        ColumnOf::new(
            "interests_assessed",
            "Assessment of legitimate interests",
            18,
            "The day of the assessment.",
            |row| row.interests(|| row.days(|shape| shape.lawfulness.interests_assessed)),
        ),
        ColumnOf::new(
            "rights",
            "Rights available",
            32,
            "The rights of data subjects, by the legal basis.",
            |row| row.rights(),
        ),
        ColumnOf::new(
            "rights_stated",
            "Rights stated",
            32,
            "The rights that the notice states.",
            |row| rights(row.draft, row.service),
        ),
        ColumnOf::new(
            "decisions",
            "Automated decisions or profiling",
            26,
            "Decisions that the flows feed.",
            |row| Cell::list(decisions(&row.shapes)),
        ),
        ColumnOf::new("source", "Source", 24, "From whom the data come.", |row| {
            Cell::stated(sources(row.draft, row.of))
        }),
        ColumnOf::new(
            "consent",
            "Record of consent",
            20,
            "The record, where the basis is consent.",
            |row| row.consents(),
        ),
        ColumnOf::new(
            "location",
            "Location of data",
            36,
            "The systems that store the data, and their locations.",
            |row| Cell::stated(locations(row.draft, row.of)),
        ),
        ColumnOf::new(
            "dpia_required",
            "Impact assessment required",
            16,
            "Whether what the flows declare makes the risk high.",
            |row| row.needs_assessment(),
        ),
        ColumnOf::new(
            "dpia_progress",
            "Impact assessment",
            18,
            "The day of the assessment.",
            |row| row.assessment(|| row.days(|shape| shape.risk.impact_assessed)),
        ),
        ColumnOf::new(
            "dpia_document",
            "Document of the impact assessment",
            18,
            "Where it is.",
            |row| row.assessment(|| Cell::NotStated),
        ),
        ColumnOf::new(
            "breach",
            "Breach occurred",
            16,
            "Whether a breach of these data occurred.",
            |_| Cell::NotStated,
        ),
        ColumnOf::new(
            "breach_record",
            "Record of the breach",
            16,
            "Where the record of the breach is.",
            |_| Cell::NotStated,
        ),
        ColumnOf::new(
            "schedule_1",
            "Schedule 1 condition",
            26,
            "The condition of the Data Protection Act 2018 for special categories and offences.",
            |row| row.schedule_1(),
        ),
        ColumnOf::new(
            "policy",
            "Policy on retention and erasure",
            20,
            "The day of the appropriate policy document, where one is needed.",
            |row| row.policy(),
        ),
        ColumnOf::new(
            "policy_kept",
            "Kept and erased by that policy",
            18,
            "Whether the data are, with the reasons if they are not.",
            |_| Cell::NotStated,
        ),
        ColumnOf::new(
            "flows",
            "Flows",
            30,
            "The flows of the estate that the entry is made of.",
            |row| row.flows(),
        ),
        on_findings::law(),
        ColumnOf::new(
            "notice",
            "Notice",
            12,
            "The worst finding on its disclosure.",
            |row| Cell::Status(row.draft.worst(&row.at, Some(Of::Notice))),
        ),
        on_findings::findings(),
    ];

    /// The columns of what it does for other controllers.
    pub(super) const PROCESSOR: &'r [ColumnOf<Self>] = &[
        ColumnOf::new("id", "Id", 26, "Controller and service.", |row| {
            Cell::Text(row.id.clone())
        }),
        ColumnOf::main(
            "controller",
            "Controller",
            30,
            "For whom the data are processed, and how to reach them.",
            |row| {
                Cell::Text(phrases::reach(
                    &row.controller.name,
                    row.controller.contact.as_deref(),
                ))
            },
        ),
        ColumnOf::new(
            "representative",
            "Representative of the controller",
            24,
            "Its representative under Art 27.",
            |row| Cell::text(phrases::representatives(row.controller)),
        ),
        ColumnOf::new(
            "officer",
            "Data protection officer of the controller",
            24,
            "How to reach the officer.",
            |row| Cell::text(row.controller.dpo.held().map(phrases::contact)),
        ),
        ColumnOf::main("function", "Service", 22, "In which service.", |row| {
            row.draft.service_name(row.service)
        }),
        ColumnOf::main(
            "processing",
            "Categories of processing",
            36,
            "What is done for the controller: the purposes.",
            |row| Cell::list(row.terms(|shape| &shape.content.purposes)),
        ),
        ColumnOf::main(
            "subjects",
            "Categories of individuals",
            22,
            "The data subjects.",
            |row| Cell::list(row.terms(|shape| &shape.content.subjects)),
        ),
        ColumnOf::main(
            "data",
            "Categories of personal data",
            36,
            "The categories of data.",
            |row| Cell::list(row.terms(|shape| &shape.content.data)),
        ),
        ColumnOf::new(
            "recipients",
            "Sub-processors and other recipients",
            36,
            "Who gets the data from the processor.",
            |row| Cell::list(recipients(row.draft, row.of)),
        ),
        ColumnOf::main(
            "countries",
            "Third countries or international organisations",
            24,
            "Where transfers go, outside the territory of a regime that applies.",
            |row| Cell::list(countries(row.of)),
        ),
        ColumnOf::new(
            "safeguards",
            "Safeguards of transfers",
            36,
            "The mechanisms of transfers.",
            |row| safeguards(row.draft, row.of),
        ),
        ColumnOf::new(
            "measures",
            "Technical and organisational measures",
            30,
            "Measures declared for the flows.",
            |row| Cell::stated(row.terms(|shape| &shape.protection.measures)),
        ),
        ColumnOf::new(
            "flows",
            "Flows",
            30,
            "The flows of the estate that the entry is made of.",
            |row| row.flows(),
        ),
        on_findings::law(),
        on_findings::findings(),
    ];
}

/// The facts of the block before the tables.
pub(super) const HEAD: &[ColumnOf<Estate>] = &[
    ColumnOf::new(
        "controller",
        "Controller",
        30,
        "Whose record it is, and how to reach it.",
        |estate| {
            Cell::Text(phrases::reach(
                &us(estate).name,
                us(estate).contact.as_deref(),
            ))
        },
    ),
    ColumnOf::new(
        "country",
        "Established in",
        20,
        "Where the controller is.",
        |estate| Cell::text(us(estate).country.map(|country| country.name())),
    ),
    ColumnOf::new(
        "officer",
        "Data protection officer",
        30,
        "Name and contact.",
        |estate| Cell::text(us(estate).dpo.held().map(phrases::contact)),
    ),
    ColumnOf::new(
        "representative",
        "Representative",
        30,
        "The representative under Art 27.",
        |estate| Cell::text(phrases::representatives(us(estate))),
    ),
    ColumnOf::new(
        "authority",
        "Supervisory authority",
        24,
        "The authority that is competent.",
        |estate| Cell::text(us(estate).supervisory_authority.clone()),
    ),
    ColumnOf::new(
        "owner",
        "Owner of the record",
        20,
        "Who keeps it.",
        |estate| Cell::text(estate.record.owner.clone()),
    ),
    ColumnOf::new(
        "reviewed",
        "Last review",
        14,
        "The day of the last review.",
        |estate| Cell::date(estate.record.reviewed),
    ),
    ColumnOf::new(
        "next_review",
        "Next review",
        14,
        "The day by which the next is due.",
        |estate| Cell::date(estate.record.next_review),
    ),
];

fn us(estate: &Estate) -> &Party {
    estate.party(estate.controller)
}
