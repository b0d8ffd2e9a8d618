//! Workbooks of some kilobytes with texts that many cells name, or with cells that no sheet has.

use std::io::Write;

use super::bombs::small;
use crate::support::run::{folder, run, write};

/// A workbook with one sheet.
fn workbook(strings: &str, sheet: &str) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let parts = [
        (
            "[Content_Types].xml",
            format!(
                "<Types xmlns=\"{package}/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"
            ),
        ),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"rId1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"rId1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"{office}/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/sharedStrings.xml",
            format!("<sst xmlns=\"{main}\">{strings}</sst>"),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns=\"{main}\">{sheet}</worksheet>"),
        ),
    ];
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file(name, options).unwrap();
        archive.write_all(text.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// Rows of one cell, each of which names the one text that there is.
fn rows(count: usize) -> String {
    let rows: Vec<String> = (1..=count)
        .map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>0</v></c></row>"))
        .collect();
    format!("<sheetData>{}</sheetData>", rows.concat())
}

#[cfg(target_os = "linux")]
#[test]
fn the_text_of_a_workbook_is_counted_where_cells_name_it() {
    let folder = folder();
    let at = folder.path();
    let shared = |length: usize| format!("<si><t>{}</t></si>", "word ".repeat(length / 5));
    write(at, "x.xlsx", workbook(&shared(1_000_000), &rows(3)));
    let err = small(at, "import ropa x.xlsx --for x").refused().err;
    let words = "cell A1 of sheet \"S\" has more than 128 KiB of text";
    assert!(err.contains(words), "{err}");
    write(at, "x.xlsx", workbook(&shared(100_000), &rows(3_000)));
    let err = small(at, "import ropa x.xlsx --for x").refused().err;
    assert!(err.contains("16 MiB of text in its cells"), "{err}");
}

#[test]
fn a_cell_that_no_sheet_has_is_refused() {
    let folder = folder();
    let at = folder.path();
    for place in ["A4294967296", "A99999999999", "ZZZZZZZ1"] {
        let cell = format!("<row><c r=\"{place}\"><v>1</v></c></row>");
        let sheet = format!("<sheetData>{cell}</sheetData>");
        write(at, "x.xlsx", workbook("", &sheet));
        let err = run(at, &["import", "ropa", "x.xlsx", "--for", "x"]);
        let err = err.refused().err;
        let words =
            format!("`xl/worksheets/sheet1.xml` has a cell at `{place}`, which no sheet has");
        assert!(err.contains(&words), "{err}");
    }
    let sheet = "<dimension ref=\"B5:A1\"/><sheetData></sheetData>";
    write(at, "x.xlsx", workbook("", sheet));
    let ran = run(at, &["import", "ropa", "x.xlsx", "--for", "x"]);
    assert!(ran.refused().err.contains("`B5:A1`"));
}
