//! The columns of the register of transfers, each with its cell.

use super::onward::onward;
use super::row::{COUNTRY, RECIPIENT, Row, SAFEGUARD, owner};
use crate::register::on_findings;
use crate::register::phrases;
use crate::register::table::{Cell, ColumnOf};

impl<'r> Row<'r> {
    /// The columns of the register.
    pub(super) const COLUMNS: &'r [ColumnOf<Self>] = &[
        ColumnOf::new(
            "id",
            "Id",
            14,
            "A name for the transfer that stays while flow, parties and regime do.",
            |row| Cell::Text(row.id.clone()),
        ),
        ColumnOf::main(
            "regime",
            "Regime",
            10,
            "The law under which it is a restricted transfer.",
            |row| Cell::Text(row.examined.regime.label().to_owned()),
        ),
        ColumnOf::new(
            "service",
            "Service",
            20,
            "The service that it belongs to.",
            |row| row.draft.service_name(row.shape.service),
        ),
        ColumnOf::main(
            "flows",
            "Flows",
            24,
            "The flows of the estate that come to it.",
            |row| Cell::List(row.flows.clone()),
        ),
        ColumnOf::new(
            "record",
            "Entries in the record",
            30,
            "The entries of the record of processing that it belongs to.",
            |row| row.record(),
        ),
        ColumnOf::main(
            "exporter",
            "Exporter",
            24,
            "The entity that sends or makes available.",
            |row| row.party(row.examined.movement.exporter),
        ),
        ColumnOf::new(
            "exporter_role",
            "Role of the exporter",
            16,
            "Whether the exporter is the controller of the data or acts for it.",
            |row| Cell::Text(row.exporter_role().to_owned()),
        ),
        ColumnOf::main(
            "importer",
            "Importer",
            30,
            "The legal entity that receives.",
            |row| row.party(row.examined.movement.importer),
        ),
        ColumnOf::new(
            "importer_role",
            "Role of the importer",
            16,
            "What the importer is in this flow.",
            |row| Cell::Text(phrases::role(row.examined.movement.role).to_owned()),
        ),
        ColumnOf::main(
            "country",
            "Country",
            20,
            "The countries outside the territory; those not stated may be outside.",
            |row| row.countries(),
        ),
        ColumnOf::new(
            "system",
            "System",
            22,
            "The system in which the importer gets the data.",
            |row| row.system(),
        ),
        ColumnOf::new(
            "place",
            "Place of processing",
            28,
            "Where the importer is established, hosts or reads the data.",
            |row| row.places(),
        ),
        ColumnOf::new(
            "subjects",
            "Data subjects",
            22,
            "The data subjects.",
            |row| Cell::list(row.draft.terms(&row.shape.content.subjects)),
        ),
        ColumnOf::main(
            "data",
            "Personal data",
            34,
            "The categories of data.",
            |row| Cell::list(row.draft.terms(&row.shape.content.data)),
        ),
        ColumnOf::new(
            "special",
            "Special categories",
            20,
            "Special categories (Art 9) and data about offences (Art 10) among them.",
            |row| row.special_data(),
        ),
        ColumnOf::new(
            "restrictions",
            "Restrictions and measures",
            30,
            "Measures declared for the flow: encryption, redaction and so on.",
            |row| Cell::stated(row.draft.terms(&row.shape.protection.measures)),
        ),
        ColumnOf::new("frequency", "Frequency", 16, "How often.", |row| {
            Cell::text(row.shape.transfer.frequency.map(phrases::frequency))
        }),
        ColumnOf::new(
            "nature",
            "Nature",
            28,
            "How the importer gets the data.",
            |row| {
                Cell::Text(
                    phrases::nature(row.examined.movement.kind, row.shape.route.mode).to_owned(),
                )
            },
        ),
        ColumnOf::new("purpose", "Purpose", 28, "What for.", |row| {
            Cell::list(row.draft.terms(&row.shape.content.purposes))
        }),
        ColumnOf::new(
            "retention",
            "Retention by the importer",
            18,
            "How long the importer keeps the data.",
            |row| phrases::retention_cell(row.shape.retention.as_ref()),
        ),
        ColumnOf::main(
            "mechanism",
            "Mechanism",
            40,
            "The transfer mechanism: adequacy, a safeguard or a derogation; or none.",
            |row| row.basis.mechanism(row.draft),
        ),
        ColumnOf::new(
            "mechanism_found",
            "How that was found",
            44,
            "The legal status of adequacy and instruments on the day.",
            |row| Cell::List(row.basis.steps()),
        ),
        ColumnOf::new(
            "mechanism_from",
            "Mechanism since",
            14,
            "The day on which the instrument was concluded, or the first day of adequacy.",
            |row| row.basis.from(),
        ),
        ColumnOf::new(
            "mechanism_until",
            "Mechanism until",
            14,
            "The last day on which it can be relied on, as far as law and instruments state today.",
            |row| row.basis.until(),
        ),
        ColumnOf::new(
            "mechanism_version",
            "Version or module",
            22,
            "The version of the clauses with their module, or the citation of adequacy.",
            |row| row.basis.version(),
        ),
        ColumnOf::new(
            "document",
            "Document",
            26,
            "Where the instrument is.",
            |row| row.basis.document(),
        ),
        ColumnOf::new(
            "risk_assessed",
            "Risk assessed on",
            14,
            "The day of the assessment of the transfer's risk.",
            |row| row.basis.assessed_on(),
        ),
        ColumnOf::new(
            "risk_reference",
            "Risk assessment",
            34,
            "What it found and where it is.",
            |row| row.basis.assessment(),
        ),
        ColumnOf::new(
            "supplementary",
            "Supplementary measures",
            26,
            "Measures that the instrument adds.",
            |row| row.basis.supplementary(),
        ),
        ColumnOf::new(
            "onward",
            "Onward transfers and sub-processors",
            44,
            "Who gets the same data from the importer: country, role, data, retention.",
            |row| Cell::list(onward(row.draft, row.examined)),
        ),
        ColumnOf::new(
            "authority",
            "Supervisory authority",
            22,
            "The authority that is competent for the exporter.",
            |row| row.authority(),
        ),
        ColumnOf::new(
            "recipient_disclosed",
            "Recipient disclosed",
            30,
            "Whether the notice discloses who receives each category of data.",
            |row| row.disclosed(RECIPIENT),
        ),
        ColumnOf::new(
            "country_disclosed",
            "Country disclosed",
            24,
            "Whether the notice discloses the country.",
            |row| row.disclosed(COUNTRY),
        ),
        ColumnOf::new(
            "safeguard_disclosed",
            "Safeguard disclosed",
            24,
            "Whether the notice discloses the transfer mechanism.",
            |row| row.disclosed(SAFEGUARD),
        ),
        ColumnOf::new(
            "statements",
            "Statements of the notice",
            44,
            "The statements that decide this.",
            |row| row.statements(),
        ),
        ColumnOf::new(
            "owner",
            "Owner",
            18,
            "Who keeps the register, with its last and next review.",
            |row| owner(row.draft),
        ),
        on_findings::law(),
        on_findings::notice(),
        on_findings::findings(),
    ];
}
