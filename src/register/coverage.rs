//! Each statement of the notice against the flows that it is about, and each flow against the
//! statements.

use std::collections::{BTreeMap, BTreeSet};

use super::table::{Cell, Column, Entry, Table};
use crate::engine::check::Examined;
use crate::estate::model::{FlowIx, PartyIx, Scope, ShapeIx, Statement, StatementIx};
use crate::register::context::{Draft, Of, Treated, is_of_notice, stands};

const STATEMENTS: [Column; 12] = [
    Column::new("id", "Id", 24, "The statement's id."),
    Column::main(
        "section",
        "Section",
        24,
        "The section of the notice in which it stands.",
    ),
    Column::main(
        "statement",
        "Statement",
        60,
        "Its words, with a link to the published page where there is one.",
    ),
    Column::main("speaks_of", "Speaks of", 28, "What it tells or denies."),
    Column::new("scope", "Services", 26, "The services it speaks of."),
    Column::new(
        "in_text",
        "In the published text",
        14,
        "Whether its words stand there.",
    ),
    Column::main("flows", "Flows", 40, "The flows that are a case of it."),
    Column::new(
        "flow_count",
        "Number of flows",
        10,
        "How many flows are a case of it.",
    ),
    Column::new(
        "about",
        "What it covers",
        44,
        "The sides of those flows that rest on it.",
    ),
    Column::new(
        "verdicts",
        "Verdicts",
        30,
        "How these sides are treated, all statements together.",
    ),
    Column::main(
        "status",
        "Status",
        12,
        "The worst finding on the statement itself or that rests on it.",
    ),
    Column::new(
        "findings",
        "Findings",
        60,
        "All findings on it or that rest on it.",
    ),
];

/// The sides of a flow, by the word of the engine, with key and heading.
const SIDES: [(&str, Column); 10] = [
    (
        "recipient",
        Column::main(
            "recipient",
            "Recipient",
            30,
            "Who gets the data: is that told?",
        ),
    ),
    (
        "indirectRecipient",
        Column::new(
            "indirect_recipient",
            "Indirect recipient",
            30,
            "Who gets the data from others: is that told?",
        ),
    ),
    (
        "data",
        Column::main("data", "Data", 36, "The categories of data: are they told?"),
    ),
    (
        "purpose",
        Column::main("purpose", "Purpose", 30, "The purposes: are they told?"),
    ),
    (
        "destination",
        Column::main(
            "destination",
            "Country",
            24,
            "The countries outside the territory: are they told?",
        ),
    ),
    (
        "safeguard",
        Column::new(
            "safeguard",
            "Safeguard",
            24,
            "What transfers rest on: is that told?",
        ),
    ),
    (
        "retention",
        Column::main(
            "retention",
            "Retention",
            30,
            "How long the data are kept: is that told?",
        ),
    ),
    (
        "source",
        Column::new(
            "source",
            "Source",
            24,
            "Where the data come from: is that told?",
        ),
    ),
    (
        "basis",
        Column::new("basis", "Legal basis", 24, "The legal basis: is that told?"),
    ),
    (
        "automatedDecision",
        Column::new(
            "automated_decision",
            "Automated decisions",
            24,
            "Decisions by machine alone: are they told?",
        ),
    ),
];

/// The two tables.
pub(super) fn tables(draft: &mut Draft<'_>) -> Vec<Table> {
    vec![statements(draft), flows(draft)]
}

/// The movements that rest on each statement.
fn users<'a>(draft: &Draft<'a>) -> BTreeMap<StatementIx, Vec<&'a Examined>> {
    let mut users: BTreeMap<StatementIx, Vec<&Examined>> = BTreeMap::new();
    for examined in draft.examined {
        for statement in &examined.found.used {
            users.entry(*statement).or_default().push(examined);
        }
    }
    users
}

fn statements(draft: &mut Draft<'_>) -> Table {
    let users = users(draft);
    let estate = draft.estate;
    let rows = estate
        .statements_on(draft.outcome.day)
        .map(|(index, statement)| {
            let of = users.get(&index).map_or(&[][..], Vec::as_slice);
            statement_row(draft, index, statement, of)
        })
        .collect();
    Table {
        key: "statements",
        title: "Statements and the flows they cover",
        help: "A row is a statement of the notice, in the order of their ids.",
        columns: STATEMENTS.to_vec(),
        rows,
    }
}

fn statement_row(
    draft: &mut Draft<'_>,
    index: StatementIx,
    statement: &Statement,
    of: &[&Examined],
) -> Entry {
    let estate = draft.estate;
    let findings = draft.outcome.findings.iter().enumerate();
    let at: BTreeSet<usize> = findings
        .filter(|(_, finding)| finding.statements.contains(&statement.id))
        .map(|(at, _)| at)
        .collect();
    let shown = draft.statement(index);
    let (mut about, mut verdicts) = (BTreeSet::new(), BTreeSet::new());
    for examined in of {
        for (key, found) in &examined.found.evidence {
            let parts = key
                .strip_prefix("coverage.")
                .and_then(|it| it.split_once('.'));
            let (Some((side, verdict)), true) = (parts, found.statements.contains(&index)) else {
                continue;
            };
            let heading = heading(side);
            verdicts.insert(format!("{heading}: {verdict}"));
            about.extend(found.elements.iter().map(|it| format!("{heading}: {it}")));
        }
    }
    let scope = match &statement.scope {
        Scope::All => vec!["all services".to_owned()],
        Scope::Services(services) => services
            .iter()
            .map(|service| estate.service(*service).name.clone())
            .collect(),
    };
    let flows = draft.flow_ids(of.iter().flat_map(|examined| &examined.flows));
    let count = flows.len();
    let section = shown.as_ref().and_then(|shown| shown.section.clone());
    let cells = vec![
        Cell::Text(statement.id.clone()),
        Cell::text(section),
        Cell::Statements(shown.into_iter().collect()),
        Cell::list(speaks_of(statement)),
        Cell::list(scope),
        Cell::Text(if stands(statement) { "yes" } else { "no" }.to_owned()),
        Cell::list(flows),
        Cell::Number(count as u64),
        Cell::list(about),
        Cell::list(verdicts),
        Cell::Status(draft.worst(&at, None)),
        draft.findings(&at),
    ];
    let mut entry = draft.entry(statement.id.clone(), of, &at, cells);
    if let Scope::Services(services) = &statement.scope {
        let ids = services
            .iter()
            .map(|service| estate.service(*service).id.clone());
        let all: BTreeSet<String> = entry.services.into_iter().chain(ids).collect();
        entry.services = all.into_iter().collect();
    }
    entry
}

fn heading(side: &str) -> &str {
    let known = SIDES.iter().find(|(word, _)| *word == side);
    known.map_or(side, |(_, column)| column.heading)
}

/// What a statement tells, in a word each; what it denies says so.
fn speaks_of(statement: &Statement) -> Vec<String> {
    let parts = [
        (
            "data that are collected",
            statement.collects.as_ref().map(|it| it.none),
        ),
        ("purposes", statement.uses.as_ref().map(|it| it.none)),
        ("recipients", statement.shares.as_ref().map(|it| it.none)),
        ("countries", statement.transfers.as_ref().map(|it| it.none)),
        ("retention", statement.retains.as_ref().map(|_| false)),
        ("legal bases", statement.relies_on.as_ref().map(|_| false)),
        (
            "automated decisions",
            statement.decides.as_ref().map(|it| it.none),
        ),
        ("measures", statement.promises.as_ref().map(|_| false)),
    ];
    let parts = parts.into_iter().filter_map(|(what, none)| {
        Some(match none? {
            true => format!("{what}: denied"),
            false => what.to_owned(),
        })
    });
    let items = statement.informs.iter().map(|item| format!("item: {item}"));
    let cites = statement.cites.iter().map(|law| format!("law: {law}"));
    parts.chain(items).chain(cites).collect()
}

fn flows(draft: &mut Draft<'_>) -> Table {
    let mut groups: BTreeMap<(ShapeIx, Option<PartyIx>), Vec<&Examined>> = BTreeMap::new();
    for examined in draft.examined {
        let key = (examined.movement.shape, examined.movement.importer);
        groups.entry(key).or_default().push(examined);
    }
    let mut columns = vec![
        Column::new("id", "Id", 30, "The first flow, and who receives."),
        Column::main("flows", "Flows", 28, "The flows that declare this."),
        Column::new("service", "Service", 22, "The service they belong to."),
        Column::main(
            "importer",
            "Recipient of the data",
            28,
            "Who receives; the controller itself where it collects.",
        ),
    ];
    columns.extend(SIDES.iter().map(|(_, column)| Column {
        // The importer stands there already; this is what is told of it.
        heading: if column.key == "recipient" {
            "Recipient told"
        } else {
            column.heading
        },
        ..*column
    }));
    columns.extend([
        Column::new(
            "statements",
            "Statements of the notice",
            44,
            "The statements that this rests on.",
        ),
        Column::main(
            "status",
            "Status",
            12,
            "The worst finding on what people are told.",
        ),
        Column::new("findings", "Findings", 60, "All findings about it."),
    ]);
    let rows = groups
        .into_iter()
        .filter_map(|((_, importer), of)| flow_row(draft, importer, &of))
        .collect();
    Table {
        key: "flows",
        title: "Flows and the statements that cover them",
        help: "A row is a flow with one of those who receive by it. Each side is judged on its own: clear, vague (in broader words), ambiguous (told and denied), incorrect (denied), omitted.",
        columns,
        rows,
    }
}

/// The row of a flow; `None` where the notice has nothing to tell of it.
fn flow_row(draft: &mut Draft<'_>, importer: Option<PartyIx>, of: &[&Examined]) -> Option<Entry> {
    let sides: Vec<Treated> = SIDES
        .iter()
        .map(|(side, _)| draft.told(of, &[side]))
        .collect();
    if sides.iter().all(|side| side.all.is_empty()) {
        return None;
    }
    let flows: BTreeSet<FlowIx> = of.iter().flat_map(|it| it.flows.iter().copied()).collect();
    let ids = draft.flow_ids(&flows);
    let party = importer.map(|party| draft.estate.party(party));
    let id = format!(
        "{}/{}",
        ids.first().map_or("", String::as_str),
        party.map_or("data-subjects", |party| party.id.as_str())
    );
    let service = of
        .first()
        .and_then(|examined| draft.shape(examined).service);
    let at = draft.findings_on(of);
    let told = draft.outcome.findings.iter().enumerate();
    let told: BTreeSet<usize> = told
        .filter(|(at_, finding)| at.contains(at_) && is_of_notice(draft.rules, finding))
        .map(|(at, _)| at)
        .collect();
    let mut cells = vec![
        Cell::Text(id.clone()),
        Cell::List(ids),
        draft.service_name(service),
        Cell::Text(party.map_or("the people themselves".to_owned(), |it| it.name.clone())),
    ];
    cells.extend(sides.iter().map(|side| draft.told_cell(side)));
    let statements = sides
        .iter()
        .flat_map(|side| side.statements.iter().copied());
    cells.push(draft.statements(statements));
    cells.push(Cell::Status(draft.worst(&at, Some(Of::Notice))));
    cells.push(draft.findings(&told));
    Some(draft.entry(id, of, &told, cells))
}
