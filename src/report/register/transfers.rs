//! The register of restricted transfers: those that adequacy or a paper carries as well as those that
//! nothing does, and those that may be one because a place is not known.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::draft::{Draft, Of};
use super::table::{Cell, Column, Entry, NOT_STATED, Table};
use super::words;
use crate::engine::check::Examined;
use crate::engine::facts::{Carrier, PaperState};
use crate::engine::finding::fingerprint;
use crate::engine::movement::{Movement, MovementKind, RecipientRole};
use crate::estate::model::{Instrument, PartyIx, RiskAssessment};
use crate::estate::raw::{Conclusion, ContractKind};
use crate::law::Row;

const COLUMNS: [Column; 39] = [
    Column::new(
        "id",
        "Id",
        14,
        "A name for the transfer that stays while flow, parties and regime do.",
    ),
    Column::main(
        "regime",
        "Regime",
        10,
        "The law under which it is a restricted transfer.",
    ),
    Column::new("service", "Service", 20, "The service that it belongs to."),
    Column::new(
        "flows",
        "Flows",
        24,
        "The flows of the estate that come to it.",
    ),
    Column::new(
        "record",
        "Entries in the record",
        30,
        "The entries of the record of processing that it belongs to.",
    ),
    Column::main(
        "exporter",
        "Exporter",
        24,
        "The entity that sends or makes available.",
    ),
    Column::new(
        "exporter_role",
        "Role of the exporter",
        16,
        "Whether the exporter is the controller of the data or acts for it.",
    ),
    Column::main(
        "importer",
        "Importer",
        30,
        "The legal entity that receives.",
    ),
    Column::new(
        "importer_role",
        "Role of the importer",
        16,
        "What the importer is in this flow.",
    ),
    Column::main(
        "country",
        "Country",
        20,
        "The countries outside the territory; those not stated may be outside.",
    ),
    Column::new(
        "system",
        "System",
        22,
        "The system in which the importer gets the data.",
    ),
    Column::new(
        "place",
        "Place of processing",
        28,
        "Where the importer is established, hosts or reads the data.",
    ),
    Column::new(
        "subjects",
        "Data subjects",
        22,
        "The people the data are about.",
    ),
    Column::main("data", "Personal data", 34, "The categories of data."),
    Column::new(
        "special",
        "Special categories",
        20,
        "Special categories (Art 9) and data about offences (Art 10) among them.",
    ),
    Column::new(
        "restrictions",
        "Restrictions and measures",
        30,
        "Measures declared for the flow: encryption, redaction and so on.",
    ),
    Column::new("frequency", "Frequency", 16, "How often."),
    Column::new("nature", "Nature", 28, "How the importer gets the data."),
    Column::new("purpose", "Purpose", 28, "What for."),
    Column::new(
        "retention",
        "Retention by the importer",
        18,
        "How long the importer keeps the data.",
    ),
    Column::main(
        "mechanism",
        "Mechanism",
        40,
        "What the transfer rests on: adequacy, a safeguard, a derogation; none: nothing.",
    ),
    Column::new(
        "mechanism_found",
        "How that was found",
        44,
        "What the law of the day makes of adequacy and papers.",
    ),
    Column::new(
        "mechanism_from",
        "Mechanism since",
        14,
        "The day on which the paper was concluded, or the first day of adequacy.",
    ),
    Column::new(
        "mechanism_until",
        "Mechanism until",
        14,
        "The last day on which it can be relied on, as far as law and papers say today.",
    ),
    Column::new(
        "mechanism_version",
        "Version or module",
        22,
        "The version of the clauses with their module, or the citation of adequacy.",
    ),
    Column::new("document", "Document", 26, "Where the paper is."),
    Column::new(
        "risk_assessed",
        "Risk assessed on",
        14,
        "The day of the assessment of the transfer's risk.",
    ),
    Column::new(
        "risk_reference",
        "Risk assessment",
        34,
        "What it found and where it is.",
    ),
    Column::new(
        "supplementary",
        "Supplementary measures",
        26,
        "Measures that the paper adds.",
    ),
    Column::new(
        "onward",
        "Onward transfers and sub-processors",
        44,
        "Who gets the same data from the importer: country, role, data, retention.",
    ),
    Column::new(
        "authority",
        "Supervisory authority",
        22,
        "The authority that is competent for the exporter.",
    ),
    Column::new(
        "recipient_told",
        "Recipient told",
        30,
        "Whether the notice tells who receives each category of data.",
    ),
    Column::new(
        "country_told",
        "Country told",
        24,
        "Whether the notice tells of the country.",
    ),
    Column::new(
        "safeguard_told",
        "Safeguard told",
        24,
        "Whether the notice tells what the transfer rests on.",
    ),
    Column::new(
        "statements",
        "Statements of the notice",
        44,
        "The statements that this rests on.",
    ),
    Column::new(
        "owner",
        "Owner",
        18,
        "Who keeps the register, with its last and next review.",
    ),
    Column::main("law", "Law", 12, "The worst finding on the law about it."),
    Column::main(
        "notice",
        "Notice",
        12,
        "The worst finding on what people are told of it.",
    ),
    Column::new("findings", "Findings", 60, "All findings about it."),
];

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
        Cell::Text(words::role(movement.role).to_owned()),
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
        Cell::text(shape.frequency.map(words::frequency)),
        Cell::Text(words::nature(movement.kind, shape.mode).to_owned()),
        Cell::list(draft.terms(&shape.purposes)),
        words::retention_cell(shape.retention.as_ref()),
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
        format!("{country} ({})", words::place(place.why))
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

/// What is said of the papers of a transfer.
struct RestsOn {
    mechanism: Cell,
    steps: Vec<String>,
    from: Cell,
    until: Cell,
    version: Cell,
    document: Cell,
    assessed_on: Cell,
    assessment: Cell,
    supplementary: Cell,
    rows: BTreeSet<String>,
}

/// What the transfer rests on, or, where nothing carries it, the paper that might have.
fn rests_on(draft: &Draft<'_>, examined: &Examined) -> RestsOn {
    let estate = draft.estate;
    let keys = [
        "transfer.adequacy",
        "transfer.instrument",
        "transfer.derogation",
        "transfer.riskAssessment",
    ];
    let evidence = || {
        keys.iter()
            .filter_map(|key| examined.found.evidence.get(key))
    };
    let by: &[Carrier] = examined.found.carried.as_ref().map_or(&[], |it| &it.by);
    let adequacy: Vec<&Row> = by
        .iter()
        .filter_map(|carrier| match carrier {
            Carrier::Adequacy(id) => estate.law.row(id),
            _ => None,
        })
        .collect();
    let named: BTreeSet<&String> = match by.is_empty() {
        true => evidence().filter_map(|found| found.name.as_ref()).collect(),
        false => by
            .iter()
            .filter_map(|carrier| match carrier {
                Carrier::Safeguard(id) | Carrier::Derogation(id) => Some(id),
                Carrier::Adequacy(_) => None,
            })
            .collect(),
    };
    let papers: Vec<&Instrument> = estate
        .instruments
        .iter()
        .filter(|paper| named.contains(&paper.id))
        .collect();
    let mut steps: Vec<String> = Vec::new();
    for step in evidence().flat_map(|found| &found.steps) {
        if !steps.contains(step) {
            steps.push(step.clone());
        }
    }
    let last_days: BTreeMap<&String, Date> = evidence()
        .filter_map(|found| Some((found.name.as_ref()?, found.day?)))
        .collect();
    let from = papers
        .iter()
        .map(|paper| paper.concluded)
        .chain(adequacy.iter().map(|row| row.from));
    let until = papers
        .iter()
        .map(|paper| last_days.get(&paper.id).copied().or(paper.until))
        .chain(adequacy.iter().map(|row| row.last_day()));
    let version = papers.iter().map(|paper| match &paper.module {
        Some(module) => format!("{}, module {module}", paper.kind),
        None => paper.kind.clone(),
    });
    let version = version.chain(adequacy.iter().map(|row| row.citation.clone()));
    let nothing = papers.is_empty() && adequacy.is_empty();
    let assessed: Vec<&RiskAssessment> = papers
        .iter()
        .filter_map(|paper| paper.risk_assessment.as_ref())
        .collect();
    let asked = examined.found.facts.transfer.risk_assessment != PaperState::NotNeeded;
    let unless_assessed = || match asked {
        true => Cell::Text("none is recorded".to_owned()),
        false => Cell::NotApplicable,
    };
    let of_papers = |cell: Cell| match papers.is_empty() {
        true => Cell::NotApplicable,
        false => cell,
    };
    RestsOn {
        mechanism: match &examined.found.carried {
            None => Cell::NotStated,
            Some(carried) => Cell::list(carried.by.iter().map(|it| draft.carrier(it))),
        },
        steps,
        from: days(from, NOT_STATED, nothing),
        until: days(until, "open", nothing),
        version: match nothing {
            true => Cell::NotApplicable,
            false => Cell::list(version),
        },
        document: of_papers(Cell::list(
            papers
                .iter()
                .map(|paper| words::paper(&paper.id, paper.document.as_deref())),
        )),
        assessed_on: match assessed.is_empty() {
            true => unless_assessed(),
            false => days(
                assessed.iter().map(|made| Some(made.date)),
                NOT_STATED,
                false,
            ),
        },
        assessment: match assessed.is_empty() {
            true => unless_assessed(),
            false => {
                Cell::list(assessed.iter().map(|made| {
                    words::paper(conclusion(made.conclusion), made.document.as_deref())
                }))
            }
        },
        supplementary: of_papers(Cell::list(
            papers
                .iter()
                .flat_map(|paper| paper.supplementary.iter().cloned()),
        )),
        rows: evidence()
            .flat_map(|found| found.law.iter().cloned())
            .collect(),
    }
}

/// One day as a day, several as a list.
fn days(days: impl Iterator<Item = Option<Date>>, open: &str, nothing: bool) -> Cell {
    let days: BTreeSet<Option<Date>> = days.collect();
    match (nothing, days.len(), days.first().copied().flatten()) {
        (true, _, _) => Cell::NotApplicable,
        (_, 1, Some(day)) => Cell::Date(day),
        _ => {
            let words = |day: Option<Date>| day.map_or(open.to_owned(), |day| day.to_string());
            Cell::list(days.into_iter().map(words))
        }
    }
}

fn conclusion(conclusion: Conclusion) -> &'static str {
    match conclusion {
        Conclusion::Adequate => "the law there does not undercut the safeguard",
        Conclusion::AdequateWithMeasures => "measures make up for the law there",
        Conclusion::ProblematicLaw => "the law there undercuts the safeguard",
    }
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
            words::role(movement.role),
            countries.join(", "),
            draft.terms(same).join(", "),
            words::retention(theirs.retention.as_ref()),
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
