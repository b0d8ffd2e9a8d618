//! What holds of every register of every estate.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use fairnotice::cli::schema::schemas;
use fairnotice::engine::movement::transfers;
use fairnotice::register::Cell;
use fairnotice::register::Register;
use fairnotice::register::RegisterKind;
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::{eis, json, registers_in};
use crate::support;
use crate::support::{fixtures, root};

/// The registers of every estate of a rule, and of EIS.
static ALL: LazyLock<Vec<(String, Register)>> = LazyLock::new(|| {
    let fixtures = fixtures();
    let sides = fixtures.par_iter().flat_map(|(rule, folder)| {
        ["fires", "silent"].map(|side| (format!("{rule} {side}"), folder.join(side)))
    });
    let mut all: Vec<(String, Register)> = sides
        .flat_map(|(estate, folder)| {
            let first = std::fs::read_to_string(folder.join("fairnotice.yaml")).unwrap();
            let registers = registers_in(&folder, support::day_of(&first));
            registers
                .into_iter()
                .map(move |it| (estate.clone(), it))
                .collect::<Vec<_>>()
        })
        .collect();
    all.extend(eis().into_iter().map(|it| ("eis".to_owned(), it)));
    all
});

#[test]
fn rows_have_a_cell_for_each_column_and_ids_are_unique() {
    for (estate, register) in &*ALL {
        for table in &register.tables {
            let at = format!("{estate}: {} {}", register.kind.id(), table.key);
            let keys: BTreeSet<&str> = table.columns.iter().map(|it| it.key).collect();
            let headings: BTreeSet<&str> = table.columns.iter().map(|it| it.heading).collect();
            assert_eq!(keys.len(), table.columns.len(), "{at}");
            assert_eq!(headings.len(), table.columns.len(), "{at}");
            assert!(table.columns.iter().any(|column| column.main), "{at}");
            let ids: BTreeSet<&str> = table.rows.iter().map(|row| &*row.id).collect();
            assert_eq!(ids.len(), table.rows.len(), "{at}");
            for row in &table.rows {
                assert_eq!(row.cells.len(), table.columns.len(), "{at}: {}", row.id);
                assert_eq!(row.cells[0], Cell::Text(row.id.clone()), "{at}");
            }
        }
    }
}

#[test]
fn gaps_count_what_is_not_stated() {
    for (estate, register) in &*ALL {
        for gap in register.gaps.iter().filter(|gap| !gap.table.is_empty()) {
            let table = register
                .tables
                .iter()
                .find(|it| it.key == gap.table)
                .unwrap();
            let at = table
                .columns
                .iter()
                .position(|it| it.key == gap.column)
                .unwrap();
            let open = table
                .rows
                .iter()
                .filter(|row| row.cells[at].has_gap())
                .count();
            assert_eq!(open, gap.rows, "{estate}");
            assert!(0 < gap.rows && gap.rows <= gap.of, "{estate}: {gap:?}");
        }
    }
}

#[test]
fn json_holds_to_its_schema() {
    let (_, schema) = schemas()
        .into_iter()
        .find(|(name, _)| name == "register.schema.json")
        .unwrap();
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    for (estate, register) in &*ALL {
        let json = json(register);
        let errors: Vec<String> = validator
            .iter_errors(&json)
            .map(|it| it.to_string())
            .collect();
        assert!(
            errors.is_empty(),
            "{estate} {}: {errors:?}",
            register.kind.id()
        );
    }
    // A schema that took anything would take these.
    assert!(!validator.is_valid(&serde_json::json!({"version": 1})));
}

#[test]
fn every_transfer_is_in_the_register_and_nothing_else() {
    let mut seen = 0;
    // Those in which something goes abroad, by the names of their rules.
    let abroad = ["transfer/", "-transfer", "-safeguard"];
    let fixtures = fixtures().into_iter();
    for (rule, folder) in fixtures.filter(|(rule, _)| abroad.iter().any(|it| rule.contains(it))) {
        let folder = folder.join("fires");
        let checked = support::checked(&folder, None);
        let register = registers_in(&folder, checked.outcome.day).swap_remove(0);
        assert_eq!(register.kind, RegisterKind::Transfers);
        let table = &register.tables[0];
        let at = |key| table.columns.iter().position(|it| it.key == key).unwrap();
        let (regime, exporter, importer) = (at("regime"), at("exporter"), at("importer"));
        let text = |cell: &Cell| match cell {
            Cell::Text(text) => text.clone(),
            other => panic!("{other:?}"),
        };
        let listed: BTreeSet<_> = table
            .rows
            .iter()
            .flat_map(|row| row.flows.iter().map(move |flow| (flow.clone(), row)))
            .map(|(flow, row)| {
                let cell = |at: usize| text(&row.cells[at]);
                (flow, cell(regime), cell(exporter), cell(importer))
            })
            .collect();
        let found: BTreeSet<_> = transfers(&checked.estate, checked.outcome.day)
            .into_iter()
            .map(|transfer| {
                (
                    checked.estate.flow(transfer.flow).id.to_string(),
                    transfer.regime.label().to_owned(),
                    checked.estate.party(transfer.exporter).name.clone(),
                    checked.estate.party(transfer.importer).name.clone(),
                )
            })
            .collect();
        assert_eq!(listed, found, "{rule}");
        seen += found.len();
    }
    assert!(seen >= 15, "{seen}");
}

#[test]
fn the_digest_is_that_of_sha256sum() {
    let register = eis().swap_remove(0);
    let folder = root().join("flows/eis");
    let mut lines = String::new();
    for file in &register.about.files {
        let bytes = std::fs::read(folder.join(&file.path)).unwrap();
        assert_eq!(file.sha256, hex(&bytes), "{}", file.path);
        lines.push_str(&format!("{}  {}\n", file.sha256, file.path));
    }
    assert_eq!(register.about.inputs, hex(lines.as_bytes()));
    let names: Vec<&str> = register.about.files.iter().map(|it| &*it.path).collect();
    assert!(names.contains(&"fairnotice.yaml") && names.contains(&"notice.md"));
    assert!(
        !names.iter().any(|name| name.starts_with("policies/")),
        "{names:?}"
    );
}

fn hex(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
