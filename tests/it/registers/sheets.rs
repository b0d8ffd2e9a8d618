//! CSV and workbooks, read back.

use calamine::{Data, Reader, Xlsx};
use fairnotice::register::Cell;
use fairnotice::register::Register;

use super::{csv, eis, xlsx};
use crate::support;

/// A workbook that was written.
pub fn book(register: &Register) -> Xlsx<std::io::Cursor<Vec<u8>>> {
    Xlsx::new(std::io::Cursor::new(xlsx(register))).unwrap()
}

/// The sheet of a table: its key with a capital.
pub fn sheet_name(key: &str) -> String {
    key[..1].to_uppercase() + &key[1..]
}

/// The cells of a sheet as CSV writes them.
pub fn sheet(register: &Register, name: &str) -> Vec<Vec<String>> {
    let range = book(register).worksheet_range(name).unwrap();
    range
        .rows()
        .map(|row| row.iter().map(shown).collect())
        .collect()
}

fn shown(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) => text.clone(),
        Data::Float(number) => number.to_string(),
        Data::DateTime(day) => {
            let (year, month, date, ..) = day.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{date:02}")
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_workbook_holds_what_csv_holds() {
    for register in eis() {
        for table in &register.tables {
            let as_csv = csv(&register, table);
            let as_sheet = sheet(&register, &sheet_name(table.key));
            assert_eq!(as_csv.len(), table.rows.len() + 1);
            assert_eq!(as_csv, as_sheet, "{}", table.key);
        }
    }
}

#[test]
fn days_are_days_and_counts_are_numbers() {
    let (mut days, mut numbers) = (0, 0);
    for register in eis() {
        for table in &register.tables {
            let range = book(&register)
                .worksheet_range(&sheet_name(table.key))
                .unwrap();
            for (row, entry) in table.rows.iter().enumerate() {
                for (column, cell) in entry.cells.iter().enumerate() {
                    let there = range.get((row + 1, column));
                    match cell {
                        Cell::Date(_) => {
                            assert!(matches!(there, Some(Data::DateTime(_))), "{there:?}");
                            days += 1;
                        }
                        Cell::Number(_) => {
                            assert!(matches!(there, Some(Data::Float(_))), "{there:?}");
                            numbers += 1;
                        }
                        _ => assert!(
                            matches!(there, None | Some(Data::Empty | Data::String(_))),
                            "{there:?}"
                        ),
                    }
                }
            }
        }
    }
    assert!(days > 5 && numbers > 50, "{days} {numbers}");
}

#[test]
fn the_first_sheet_says_what_the_workbook_rests_on() {
    for register in eis() {
        let about = sheet(&register, "About");
        let value = |label: &str| {
            let row = about.iter().find(|row| row[0] == label);
            row.unwrap_or_else(|| panic!("{label}"))[1].clone()
        };
        assert_eq!(value("As of"), support::run::DAY);
        assert_eq!(value("fairnotice"), env!("CARGO_PKG_VERSION"));
        assert_eq!(
            value("SHA-256 of the estate's files"),
            register.about.inputs
        );
        assert_eq!(value("Version of the notice, published"), "2019-03-01");
        assert!(value("Rows of law relied on").contains("not compared with the official text"));
        assert!(value("Scope").contains("41 that run"));
    }
}

#[test]
fn every_row_says_what_it_rests_on() {
    let register = eis().swap_remove(0);
    for row in csv(&register, &register.tables[0]).iter().skip(1) {
        let end = &row[row.len() - 3..];
        assert_eq!(end[0], support::run::DAY);
        assert_eq!(end[2], register.about.inputs);
    }
}
