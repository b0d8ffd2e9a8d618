//! The record of processing activities (Art 30): the controller's part in the order of the UK
//! regulator's template, and the processor's.

use std::collections::{BTreeMap, BTreeSet};

use super::draft::{Draft, Of};
use super::table::{Cell, Column, Entry, NOT_STATED, Table};
use super::words;
use crate::engine::check::Examined;
use crate::engine::facts::PaperState;
use crate::engine::movement::{MovementKind, RecipientRole};
use crate::estate::model::{Basis, Contract, FlowShape, Party, PartyIx, ServiceIx, SystemIx};
use crate::estate::raw::ContractKind;
use crate::taxonomy::TermId;

const CONTROLLER: [Column; 33] = [
    Column::new(
        "id",
        "Id",
        30,
        "Service and purpose: other registers refer to the entry by it.",
    ),
    Column::main(
        "function",
        "Business function",
        22,
        "The service for which data are processed.",
    ),
    Column::main("purpose", "Purpose of processing", 26, "What for."),
    Column::new(
        "joint_controllers",
        "Joint controllers",
        26,
        "Those that decide together with the controller, and how to reach them.",
    ),
    Column::main(
        "subjects",
        "Categories of individuals",
        22,
        "The people the data are about.",
    ),
    Column::main(
        "data",
        "Categories of personal data",
        36,
        "The categories of data.",
    ),
    Column::main(
        "recipients",
        "Categories of recipients",
        36,
        "Who gets the data from the controller or those that act for it.",
    ),
    Column::new(
        "contracts",
        "Contracts with processors",
        36,
        "The contract with each processor, and where it is.",
    ),
    Column::new(
        "countries",
        "Third countries or international organisations",
        24,
        "Where transfers go, outside the territory of a regime that applies.",
    ),
    Column::new(
        "safeguards",
        "Safeguards of transfers",
        36,
        "What transfers rest on.",
    ),
    Column::main(
        "retention",
        "Retention schedule",
        30,
        "How long the data are kept, by category.",
    ),
    Column::new(
        "measures",
        "Technical and organisational measures",
        30,
        "Measures declared for the flows.",
    ),
    Column::main("basis", "Article 6 basis", 24, "The legal basis."),
    Column::new(
        "condition",
        "Article 9 condition",
        20,
        "The condition for special categories of data.",
    ),
    Column::new(
        "interests",
        "Legitimate interests",
        24,
        "The interests, where the basis is legitimate interests.",
    ),
    Column::new(
        "interests_assessed",
        "Assessment of legitimate interests",
        18,
        "The day of the assessment.",
    ),
    Column::new(
        "rights",
        "Rights available",
        32,
        "The rights of which the notice tells.",
    ),
    Column::new(
        "decisions",
        "Automated decisions or profiling",
        26,
        "Decisions that the flows feed.",
    ),
    Column::new("source", "Source", 24, "From whom the data come."),
    Column::new(
        "consent",
        "Record of consent",
        20,
        "The record, where the basis is consent.",
    ),
    Column::new(
        "location",
        "Location of data",
        36,
        "The systems that hold the data, and where they are.",
    ),
    Column::new(
        "dpia_required",
        "Impact assessment required",
        16,
        "Whether what the flows declare makes the risk high.",
    ),
    Column::new(
        "dpia_progress",
        "Impact assessment",
        18,
        "The day of the assessment.",
    ),
    Column::new(
        "dpia_document",
        "Document of the impact assessment",
        18,
        "Where it is.",
    ),
    Column::new(
        "breach",
        "Breach occurred",
        16,
        "Whether a breach of these data occurred.",
    ),
    Column::new(
        "breach_record",
        "Record of the breach",
        16,
        "Where the record of the breach is.",
    ),
    Column::new(
        "schedule_1",
        "Schedule 1 condition",
        26,
        "The condition of the Data Protection Act 2018 for special categories and offences.",
    ),
    Column::new(
        "policy",
        "Policy on retention and erasure",
        20,
        "The day of the appropriate policy document, where one is needed.",
    ),
    Column::new(
        "policy_kept",
        "Kept and erased by that policy",
        18,
        "Whether the data are, with the reasons if they are not.",
    ),
    Column::new(
        "flows",
        "Flows",
        30,
        "The flows of the estate that the entry is made of.",
    ),
    Column::main("law", "Law", 12, "The worst finding on the law about it."),
    Column::new(
        "notice",
        "Notice",
        12,
        "The worst finding on what people are told of it.",
    ),
    Column::new("findings", "Findings", 60, "All findings about it."),
];

const PROCESSOR: [Column; 15] = [
    Column::new("id", "Id", 26, "Controller and service."),
    Column::main(
        "controller",
        "Controller",
        30,
        "For whom the data are processed, and how to reach them.",
    ),
    Column::new(
        "representative",
        "Representative of the controller",
        24,
        "Its representative under Art 27.",
    ),
    Column::new(
        "officer",
        "Data protection officer of the controller",
        24,
        "How to reach the officer.",
    ),
    Column::main("function", "Service", 22, "In which service."),
    Column::main(
        "processing",
        "Categories of processing",
        36,
        "What is done for the controller: the purposes.",
    ),
    Column::main(
        "subjects",
        "Categories of individuals",
        22,
        "The people the data are about.",
    ),
    Column::main(
        "data",
        "Categories of personal data",
        36,
        "The categories of data.",
    ),
    Column::new(
        "recipients",
        "Sub-processors and other recipients",
        36,
        "Who gets the data from the processor.",
    ),
    Column::main(
        "countries",
        "Third countries or international organisations",
        24,
        "Where transfers go, outside the territory of a regime that applies.",
    ),
    Column::new(
        "safeguards",
        "Safeguards of transfers",
        36,
        "What transfers rest on.",
    ),
    Column::new(
        "measures",
        "Technical and organisational measures",
        30,
        "Measures declared for the flows.",
    ),
    Column::new(
        "flows",
        "Flows",
        30,
        "The flows of the estate that the entry is made of.",
    ),
    Column::main("law", "Law", 12, "The worst finding on the law about it."),
    Column::new("findings", "Findings", 60, "All findings about it."),
];

const HEAD: [Column; 8] = [
    Column::new(
        "controller",
        "Controller",
        30,
        "Whose record it is, and how to reach it.",
    ),
    Column::new("country", "Established in", 20, "Where the controller is."),
    Column::new(
        "officer",
        "Data protection officer",
        30,
        "Name and contact.",
    ),
    Column::new(
        "representative",
        "Representative",
        30,
        "The representative under Art 27.",
    ),
    Column::new(
        "authority",
        "Supervisory authority",
        24,
        "The authority that is competent.",
    ),
    Column::new("owner", "Owner of the record", 20, "Who keeps it."),
    Column::new("reviewed", "Last review", 14, "The day of the last review."),
    Column::new(
        "next_review",
        "Next review",
        14,
        "The day by which the next is due.",
    ),
];

/// The block before the tables, and the tables.
pub(super) fn record(draft: &mut Draft<'_>) -> (Vec<(Column, Cell)>, Vec<Table>) {
    let estate = draft.estate;
    let us = estate.party(estate.controller);
    let facts = [
        Cell::Text(words::reach(&us.name, us.contact.as_deref())),
        Cell::text(us.country.map(|country| country.name())),
        Cell::text(us.dpo.as_ref().map(words::contact)),
        Cell::text(us.representative.as_ref().map(words::contact)),
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
        Cell::list(shapes.iter().map(|shape| words::basis(estate, shape.basis))),
        when(special, {
            let conditions = shapes.iter().filter_map(|shape| shape.condition);
            Cell::stated(conditions.map(|term| words::basis(estate, Basis::Term(term))))
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
    let mut groups: BTreeMap<(String, String), (PartyIx, Option<ServiceIx>, Vec<&Examined>)> =
        BTreeMap::new();
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
        Cell::Text(words::reach(
            &controller.name,
            controller.contact.as_deref(),
        )),
        Cell::text(controller.representative.as_ref().map(words::contact)),
        Cell::text(controller.dpo.as_ref().map(words::contact)),
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

/// What movements declare, each once.
fn shapes<'a>(draft: &Draft<'a>, of: &[&Examined]) -> Vec<&'a FlowShape> {
    let indices: BTreeSet<_> = of.iter().map(|examined| examined.movement.shape).collect();
    let estate = draft.estate;
    indices
        .into_iter()
        .map(|index| estate.shape(index))
        .collect()
}

fn cite_transfers(draft: &mut Draft<'_>, of: &[&Examined]) {
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

fn joint(draft: &Draft<'_>, of: &[&Examined]) -> Vec<String> {
    let us = Some(draft.estate.controller);
    of.iter()
        .filter(|examined| examined.movement.role == RecipientRole::JointController)
        .flat_map(|examined| [examined.movement.exporter, examined.movement.importer])
        .filter(|party| *party != us)
        .flatten()
        .map(|party| {
            let party = draft.estate.party(party);
            words::reach(&party.name, party.contact.as_deref())
        })
        .collect()
}

fn recipients(draft: &Draft<'_>, of: &[&Examined]) -> Vec<String> {
    let us = draft.estate.controller;
    of.iter()
        .filter(|examined| examined.movement.separate())
        .filter_map(|examined| Some((examined.movement.importer?, examined.movement.role)))
        .filter(|(party, _)| *party != us)
        .map(|(party, role)| {
            let party = draft.estate.party(party);
            let mut what = draft.terms(&party.classes);
            what.insert(0, words::role(role).to_owned());
            format!("{} ({})", party.name, what.join(", "))
        })
        .collect()
}

fn contracts(draft: &Draft<'_>, of: &[&Examined]) -> Vec<String> {
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
            let paper = words::paper(&contract.id, contract.document.as_deref());
            format!("{}: {paper}", draft.party_name(importer))
        }));
    }
    found
}

fn countries(of: &[&Examined]) -> Vec<String> {
    let places = of.iter().flat_map(|examined| &examined.found.destinations);
    places
        .map(|place| place.country.map_or(NOT_STATED, |it| it.name()).to_owned())
        .collect()
}

fn safeguards(draft: &Draft<'_>, of: &[&Examined]) -> Cell {
    let restricted: Vec<_> = of
        .iter()
        .filter_map(|it| it.found.carried.as_ref())
        .collect();
    if restricted.is_empty() {
        return Cell::NotApplicable;
    }
    Cell::list(restricted.into_iter().flat_map(|carried| {
        match carried.by.is_empty() {
            true => vec![format!("nothing for {}", carried.countries.join(", "))],
            false => carried
                .by
                .iter()
                .map(|carrier| draft.carrier(carrier))
                .collect(),
        }
    }))
}

/// How long, with the data of which that is declared.
fn retention(draft: &Draft<'_>, of: &[&Examined]) -> Vec<String> {
    let mut by_period: BTreeMap<String, BTreeSet<TermId>> = BTreeMap::new();
    for shape in shapes(draft, of) {
        let period = words::retention(shape.retention.as_ref());
        by_period.entry(period).or_default().extend(&shape.data);
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

/// The rights of which the notice tells the people of a service.
fn rights(draft: &Draft<'_>, service: Option<ServiceIx>) -> Cell {
    let estate = draft.estate;
    let titles: BTreeMap<&str, &str> = estate
        .law
        .notice_item_keys()
        .iter()
        .filter(|key| key.key.starts_with("right-") || key.key.starts_with("complaint-"))
        .map(|key| (key.key.as_str(), key.title.as_str()))
        .collect();
    let statements = estate.statements_on(draft.outcome.day);
    let told = statements
        .filter(|(_, statement)| statement.scope.covers(service))
        .flat_map(|(_, statement)| &statement.informs)
        .filter_map(|key| titles.get(key.as_str()));
    Cell::stated(told.map(|title| (*title).to_owned()))
}

fn decisions(shapes: &[&FlowShape]) -> Vec<String> {
    let decisions = shapes.iter().filter_map(|shape| shape.decision.as_ref());
    decisions
        .map(|decision| {
            let by = match decision.solely_automated {
                true => "by machine alone",
                false => "with a person's part",
            };
            let weighs = match decision.significant {
                true => "with legal or similar effects",
                false => "without legal or similar effects",
            };
            format!("{}: {by}, {weighs}", decision.about)
        })
        .collect()
}

fn sources(draft: &Draft<'_>, of: &[&Examined]) -> Vec<String> {
    let collected = of
        .iter()
        .filter(|it| it.movement.kind == MovementKind::Collect);
    collected
        .map(|examined| match examined.movement.exporter {
            Some(party) => draft.party_name(party),
            None => "the people themselves".to_owned(),
        })
        .collect()
}

fn consents(shapes: &[&FlowShape]) -> Vec<String> {
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
fn locations(draft: &Draft<'_>, of: &[&Examined]) -> Vec<String> {
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
                .map(|place| place.country.map_or(NOT_STATED, |country| country.name()))
                .collect();
            let countries: Vec<&str> = countries.into_iter().collect();
            match countries.is_empty() {
                true => format!("{}: {NOT_STATED}", system.name),
                false => format!("{}: {}", system.name, countries.join(", ")),
            }
        })
        .collect()
}
