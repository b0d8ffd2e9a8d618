//! A register as a workbook: a sheet that says what it relies on and what it does not know, one for
//! each table, and one that explains the columns. Days are days; no text is ever a formula.

use std::io::{self, Write};

use jiff::civil::Date;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};

use crate::register::{Register, Table};
use crate::report::register::sheet::{Sheet, SheetCell, words};
use crate::report::text::sheet_text;

/// The most that a cell of a workbook holds, in units of UTF-16.
const MOST: usize = 32_767;
/// The tallest that a row is set, in points: text goes on below, for who widens it.
const TALLEST: f64 = 120.0;
/// A line of text, in points.
const LINE: f64 = 15.0;

/// Writes a register as a workbook (Office Open XML). The same register gives the same bytes: its
/// day is written as the day of creation. A text that is too long for a cell is cut, and says so.
///
/// # Errors
/// When `out` cannot be written to, or a table has more rows than a sheet holds (1,048,576).
pub fn register_xlsx(register: &Register, out: &mut dyn Write) -> io::Result<()> {
    let bytes = workbook(register).map_err(io::Error::other)?;
    out.write_all(&bytes)?;
    out.flush()
}

/// The formats of cells.
struct Formats {
    head: Format,
    text: Format,
    date: Format,
    label: Format,
}

fn workbook(register: &Register) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let about = &register.about;
    let mut properties = DocProperties::new()
        .set_title(sheet_text(&format!(
            "{}: {}",
            register.kind.title(),
            about.estate
        )))
        .set_author(format!("fairnotice {}", about.version))
        .set_comment(format!("as of {}; inputs {}", about.day, about.inputs));
    if let Some(day) = excel_day(about.day) {
        properties = properties.set_creation_datetime(&day);
    }
    book.set_properties(&properties);
    let top = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let formats = Formats {
        head: top.clone().set_bold().set_background_color(0x00DD_E6F0),
        text: top.clone(),
        date: top.clone().set_num_format("yyyy-mm-dd"),
        label: top.set_bold(),
    };
    about_sheet(register, &formats, book.add_worksheet())?;
    for table in &register.tables {
        table_sheet(register, table, &formats, book.add_worksheet())?;
    }
    columns_sheet(register, &formats, book.add_worksheet())?;
    book.save_to_buffer()
}

/// The name of the sheet of a table: its key with a capital.
fn name_of(table: &Table) -> String {
    let mut letters = table.key.chars();
    let first = letters.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(letters).collect()
}

/// A4 across, as wide as a page and as many pages as it takes.
fn for_print(sheet: &mut Worksheet) {
    sheet.set_landscape();
    sheet.set_paper_size(9);
    sheet.set_print_fit_to_pages(1, 0);
}

fn table_sheet(
    register: &Register,
    table: &Table,
    formats: &Formats,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let content = Sheet::of(register, table);
    sheet.set_name(name_of(table))?;
    for_print(sheet);
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_freeze_panes(1, 1)?;
    for (column, (heading, width)) in (0u16..).zip(&content.head) {
        sheet.set_column_width(column, f64::from(*width))?;
        sheet.write_string_with_format(0, column, heading, &formats.head)?;
    }
    for (row, cells) in (1u32..).zip(&content.rows) {
        let mut lines = 1.0f64;
        for ((column, cell), (_, width)) in (0u16..).zip(cells).zip(&content.head) {
            write(sheet, row, column, cell, formats)?;
            let length = cell.text().chars().count() as f64;
            lines = lines.max((length / f64::from(*width)).ceil());
        }
        sheet.set_row_height(row, (lines * LINE).min(TALLEST))?;
    }
    let last = u16::try_from(content.head.len().saturating_sub(1)).unwrap_or(0);
    let rows = u32::try_from(content.rows.len()).unwrap_or(u32::MAX);
    sheet.autofilter(0, 0, rows, last)?;
    Ok(())
}

fn write(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &SheetCell,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match cell {
        SheetCell::Empty => sheet.write_blank(row, column, &formats.text)?,
        SheetCell::Number(number) => {
            sheet.write_number_with_format(row, column, *number as f64, &formats.text)?
        }
        SheetCell::Date(day) => match excel_day(*day) {
            Some(value) => sheet.write_datetime_with_format(row, column, &value, &formats.date)?,
            // A day before those that sheets know.
            None => sheet.write_string_with_format(row, column, day.to_string(), &formats.text)?,
        },
        SheetCell::Text(text) => {
            sheet.write_string_with_format(row, column, cut(text), &formats.text)?
        }
    };
    Ok(())
}

fn excel_day(day: Date) -> Option<ExcelDateTime> {
    let year = u16::try_from(day.year()).ok()?;
    let month = u8::try_from(day.month()).ok()?;
    let date = u8::try_from(day.day()).ok()?;
    ExcelDateTime::from_ymd(year, month, date).ok()
}

/// A text that a cell holds: what is too long is cut, and says so.
fn cut(text: &str) -> String {
    let units = text.encode_utf16().count();
    if units <= MOST {
        return text.to_owned();
    }
    let note = format!(" ... [cut: {} characters in all]", text.chars().count());
    let room = MOST - note.len();
    let mut used = 0;
    let mut kept: String = text
        .chars()
        .take_while(|ch| {
            used += ch.len_utf16();
            used <= room
        })
        .collect();
    kept.push_str(&note);
    kept
}

/// The rows of a sheet of labels and values.
struct Rows<'s> {
    sheet: &'s mut Worksheet,
    formats: &'s Formats,
    next: u32,
}

impl Rows<'_> {
    fn write(&mut self, cells: &[&str]) -> Result<(), XlsxError> {
        for (column, text) in (0u16..).zip(cells) {
            let format = match column {
                0 => &self.formats.label,
                _ => &self.formats.text,
            };
            let text = cut(&sheet_text(text));
            self.sheet
                .write_string_with_format(self.next, column, text, format)?;
        }
        self.next += 1;
        Ok(())
    }

    fn heading(&mut self, text: &str) -> Result<(), XlsxError> {
        self.next += 1;
        let format = &self.formats.head;
        self.sheet
            .write_string_with_format(self.next, 0, text, format)?;
        self.next += 1;
        Ok(())
    }
}

fn about_sheet(
    register: &Register,
    formats: &Formats,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    let about = &register.about;
    sheet.set_name("About")?;
    for_print(sheet);
    sheet.set_column_width(0, 36)?;
    sheet.set_column_width(1, 76)?;
    sheet.set_column_width(2, 40)?;
    let mut rows = Rows {
        sheet,
        formats,
        next: 0,
    };
    rows.write(&["Register", register.kind.title()])?;
    for (key, label, value) in about.lines() {
        let day = match key {
            "as_of" => Some(about.day),
            "notice_version" => about.notice_published,
            _ => None,
        };
        match day.and_then(excel_day) {
            Some(day) => {
                let at = rows.next;
                rows.sheet
                    .write_string_with_format(at, 0, label, &formats.label)?;
                rows.sheet
                    .write_datetime_with_format(at, 1, &day, &formats.date)?;
                rows.next += 1;
            }
            None => rows.write(&[label, &value])?,
        }
    }
    if !register.head.is_empty() {
        rows.heading("Whose record it is")?;
        for (column, cell) in &register.head {
            rows.write(&[column.heading, &words(cell)])?;
        }
    }
    rows.heading("What it does not know")?;
    for gap in &register.gaps {
        rows.write(&[
            &crate::report::register::html::gap_place(register, gap),
            &gap.words(),
        ])?;
    }
    if register.gaps.is_empty() {
        rows.write(&["Nothing that it asks for is missing"])?;
    }
    rows.heading("Rows of law that were not compared with the official text")?;
    for row in about.unread() {
        rows.write(&[&row.id, &row.title, &row.citation])?;
    }
    rows.heading("Files of the estate, with the SHA-256 of each")?;
    for file in &about.files {
        rows.write(&[&file.path, &file.sha256])?;
    }
    Ok(())
}

fn columns_sheet(
    register: &Register,
    formats: &Formats,
    sheet: &mut Worksheet,
) -> Result<(), XlsxError> {
    sheet.set_name("Columns")?;
    for_print(sheet);
    sheet.set_column_width(0, 20)?;
    sheet.set_column_width(1, 36)?;
    sheet.set_column_width(2, 90)?;
    let mut rows = Rows {
        sheet,
        formats,
        next: 0,
    };
    rows.write(&["Sheet", "Column", "Content"])?;
    for table in &register.tables {
        rows.write(&[&name_of(table), "", table.help])?;
        for column in &table.columns {
            rows.write(&[&name_of(table), column.heading, column.help])?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod unit {
    use super::*;

    #[test]
    fn a_long_text_is_cut_where_a_cell_ends() {
        assert_eq!(cut("short"), "short");
        // Each of these takes two units.
        let text = cut(&"\u{1f512}".repeat(20_000));
        assert!(text.encode_utf16().count() <= MOST);
        assert!(
            text.ends_with("[cut: 20000 characters in all]"),
            "{}",
            text.len()
        );
    }
}
