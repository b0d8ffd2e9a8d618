//! Registers: what they say of the estate of EIS, that all formats say the same, and that no text of
//! an estate can make a format say or do anything else.

mod calls;
mod eis;
mod hostile;
mod rows;
mod sheets;

use std::path::Path;

use crate::support;
use fairnotice::input::{DiskFiles, Files};
use fairnotice::project::Project;
use fairnotice::register::Register;
use fairnotice::register::RegisterKind;
use fairnotice::register::Table;
use fairnotice::report::{
    register_csv, register_html, register_json, register_markdown, register_xlsx,
};
use jiff::civil::Date;

/// The four registers of the estate in some files.
pub fn registers_of(files: &dyn Files, day: Date) -> Vec<Register> {
    let project = Project::load(files, "fairnotice.yaml").unwrap_or_else(|wrong| panic!("{wrong}"));
    let (outcome, examined) = project.check(day).examine().unwrap();
    let Project {
        estate,
        sources,
        rules,
        ..
    } = project;
    RegisterKind::ALL
        .into_iter()
        .map(|kind| Register::new(kind, &estate, &sources, &rules, &outcome, &examined))
        .collect()
}

/// The four registers of the estate in a folder.
pub fn registers_in(folder: &Path, day: Date) -> Vec<Register> {
    registers_of(&DiskFiles::new(folder).unwrap(), day)
}

/// The registers of EIS on the day of the tests.
pub fn eis() -> Vec<Register> {
    let day = support::run::DAY.parse().unwrap();
    registers_in(&support::root().join("flows/eis"), day)
}

fn written(format: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()>) -> Vec<u8> {
    let mut out = Vec::new();
    format(&mut out).unwrap();
    out
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

pub fn html(register: &Register) -> String {
    text(written(|out| register_html(register, out)))
}

pub fn markdown(register: &Register) -> String {
    text(written(|out| register_markdown(register, out)))
}

pub fn json(register: &Register) -> serde_json::Value {
    serde_json::from_slice(&written(|out| register_json(register, out))).unwrap()
}

pub fn xlsx(register: &Register) -> Vec<u8> {
    written(|out| register_xlsx(register, out))
}

/// The cells of a table's CSV.
pub fn csv(register: &Register, table: &Table) -> Vec<Vec<String>> {
    cells(&text(written(|out| register_csv(register, table, out))))
}

/// Reads CSV by the letter of RFC 4180.
fn cells(text: &str) -> Vec<Vec<String>> {
    let mut rows = vec![vec![String::new()]];
    let mut quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(ch) = letters.next() {
        let row = rows.last_mut().unwrap();
        match ch {
            '"' if quoted && letters.peek() == Some(&'"') => {
                letters.next();
                row.last_mut().unwrap().push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(String::new()),
            '\r' if !quoted && letters.peek() == Some(&'\n') => {
                letters.next();
                rows.push(vec![String::new()]);
            }
            ch => row.last_mut().unwrap().push(ch),
        }
    }
    assert!(!quoted, "a quote stays open");
    assert_eq!(
        rows.pop(),
        Some(vec![String::new()]),
        "no end of line at the end"
    );
    rows
}

/// Binds the settings of the snapshots of this file.
fn snapshots(test: impl FnOnce()) {
    support::snapshots("registers", test);
}
