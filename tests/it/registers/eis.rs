//! What the registers of EIS say.

use fairnotice::register::Cell;
use fairnotice::register::Entry;
use fairnotice::register::Register;
use fairnotice::register::RegisterKind;
use fairnotice::register::Table;

use super::{eis, json, markdown, snapshots};

fn of(kind: RegisterKind) -> Register {
    eis().into_iter().find(|it| it.kind == kind).unwrap()
}

fn cell<'t>(table: &'t Table, row: &'t Entry, key: &str) -> &'t Cell {
    let at = table.columns.iter().position(|column| column.key == key);
    &row.cells[at.unwrap_or_else(|| panic!("no column `{key}`"))]
}

fn list(cell: &Cell) -> &[String] {
    match cell {
        Cell::List(items) => items,
        other => panic!("{other:?}"),
    }
}

/// The overview of a register, without its rows.
fn overview(register: &Register) -> String {
    let text = markdown(register);
    let mut kept = String::new();
    let mut within_a_row = false;
    for line in text.lines() {
        within_a_row = match line {
            line if line.starts_with("### ") => true,
            line if line.starts_with("## ") => false,
            _ => within_a_row,
        };
        // The digests have a test of their own, and change with every edit of the estate.
        if !within_a_row && !line.contains("SHA-256") {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

#[test]
fn overviews() {
    snapshots(|| {
        for register in eis() {
            insta::assert_snapshot!(register.kind.id(), overview(&register));
        }
    });
}

#[test]
fn one_row_of_each_in_full() {
    let rows = [
        (RegisterKind::Transfers, 0, "service-desk-chat"),
        (RegisterKind::Ropa, 0, "klz-accounts"),
        (RegisterKind::Ropa, 1, "personnel-requests"),
        (RegisterKind::Recipients, 0, "service-desk-advice"),
        (RegisterKind::Coverage, 0, "broadband-police-request"),
        (RegisterKind::Coverage, 1, "directory-us"),
    ];
    snapshots(|| {
        for (kind, table, flow) in rows {
            let register = of(kind);
            let key = register.tables[table].key;
            let rows = &register.tables[table].rows;
            let row = rows
                .iter()
                .find(|row| row.flows.iter().any(|it| it == flow));
            let id = row.unwrap_or_else(|| panic!("{key}: {flow}")).id.clone();
            let all = json(&register);
            let rows = all["tables"][table]["rows"].as_array().unwrap();
            let row = rows.iter().find(|row| row["id"] == id.as_str()).unwrap();
            insta::assert_json_snapshot!(format!("{}-{key}-row", kind.id()), row);
        }
    });
}

#[test]
fn a_transfer_without_a_mechanism_says_what_might_have_been_one() {
    let register = of(RegisterKind::Transfers);
    let table = &register.tables[0];
    let row = table
        .rows
        .iter()
        .find(|row| row.flows == ["service-desk-chat"])
        .unwrap();
    assert_eq!(list(cell(table, row, "mechanism")), [] as [&str; 0]);
    // The clauses of 2010 expired for exporters in the United Kingdom on 2024-03-21.
    assert_eq!(
        *cell(table, row, "mechanism_until"),
        Cell::Date("2024-03-21".parse().unwrap())
    );
    assert!(list(cell(table, row, "document"))[0].starts_with("chat-scc-2010"));
    assert_eq!(
        row.severity,
        Some(fairnotice::estate::model::Severity::Error)
    );
}

#[test]
fn lawful_transfers_are_listed_with_their_mechanisms() {
    let register = of(RegisterKind::Transfers);
    let table = &register.tables[0];
    let row = table
        .rows
        .iter()
        .find(|row| row.flows == ["klz-accounts-us"])
        .unwrap();
    let mechanism = list(cell(table, row, "mechanism"));
    assert_eq!(mechanism.len(), 1);
    assert!(mechanism[0].contains("uk-adq-us"), "{mechanism:?}");
    assert_eq!(
        *cell(table, row, "mechanism_from"),
        Cell::Date("2023-10-12".parse().unwrap())
    );
    // Adequacy asks for no assessment.
    assert_eq!(*cell(table, row, "risk_assessed"), Cell::NotApplicable);
}

#[test]
fn what_the_notice_denies_shows_though_a_precise_rule_speaks_of_it() {
    let register = of(RegisterKind::Recipients);
    let table = &register.tables[0];
    let row = table
        .rows
        .iter()
        .find(|row| row.id.starts_with("mailing-vendor/"))
        .unwrap();
    assert_eq!(
        *cell(table, row, "notice"),
        Cell::Status(Some(fairnotice::estate::model::Severity::Error))
    );
}

#[test]
fn the_processors_record_is_apart() {
    let register = of(RegisterKind::Ropa);
    let ids: Vec<&str> = register.tables[1].rows.iter().map(|row| &*row.id).collect();
    assert_eq!(
        ids,
        [
            "schools/remote-backup",
            "schools/sims-personnel",
            "schools/wordpress"
        ]
    );
    let both = register.tables[0]
        .rows
        .iter()
        .any(|row| row.flows.iter().any(|flow| flow == "backup-daily"));
    assert!(!both, "a flow is in one of the two");
}
