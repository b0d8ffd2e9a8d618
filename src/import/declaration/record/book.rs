//! A workbook or a file of CSV as sheets of cells, each of which has its place.

use thiserror::Error;

use crate::import::declaration::around::Origins;
use crate::import::declaration::page::{self, Block, Cell, PageFormat};
use crate::input::{SourceFile, SourceMap, text_of};

/// A sheet may have as many rows.
const MAX_ROWS: usize = 20_000;
/// A cell of a workbook may have as many bytes of text. Programs that write them allow 32,767 characters.
const MAX_CELL_BYTES: usize = 128 * 1024;

/// Why a file is no record that can be read.
#[derive(Debug, Error)]
pub enum BookFault {
    /// A workbook in a format that is not read.
    #[error("it is a workbook of {0}; save it as XLSX or CSV")]
    Format(&'static str),
    /// A page.
    #[error(
        "it is a page and no sheet; save the record as XLSX or CSV (`import subprocessors` reads a page of recipients)"
    )]
    Page,
    /// A workbook that is damaged, or none.
    #[error("it is no workbook that can be read: {0}")]
    Damaged(String),
    /// What it holds is too much.
    #[error("it holds more than {0}")]
    TooLarge(String),
    /// A cell of it has too much text.
    #[error(
        "cell {cell} of sheet \"{sheet}\" has more than {} KiB of text; shorten it",
        MAX_CELL_BYTES >> 10
    )]
    CellTooLong {
        /// The name of the sheet.
        sheet: String,
        /// The letters and the number of the cell.
        cell: String,
    },
    /// It is no text.
    #[error("it is neither a workbook nor a text: {0}")]
    NoText(String),
}

/// A sheet.
#[derive(Debug)]
pub(super) struct Sheet {
    /// Its name; a file of CSV has none.
    pub name: Option<String>,
    /// Its rows, of as many cells as each has.
    pub rows: Vec<Vec<Cell>>,
}

/// A workbook, or a file of CSV with its one sheet.
#[derive(Debug)]
pub struct Book {
    /// Its sheets, those that are hidden left out.
    pub(super) sheets: Vec<Sheet>,
    path: String,
    /// The sheet, row and column of each cell, by the number that the cell has as its place.
    cells: Vec<(usize, u32, u32)>,
    /// The text of CSV.
    text: SourceMap,
}

impl Book {
    /// Reads a file by what it begins with.
    ///
    /// # Errors
    /// When it is neither an XLSX workbook nor a text, or holds too much.
    pub fn read(path: &str, bytes: Vec<u8>) -> Result<Self, BookFault> {
        // The second is an archive with nothing in it.
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
            return workbook(path, bytes);
        }
        if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
            return Err(BookFault::Format("an old version of Excel"));
        }
        let text = text_of(bytes).map_err(|error| BookFault::NoText(error.to_string()))?;
        if is_page(path, &text) {
            return Err(BookFault::Page);
        }
        Ok(Self::csv(path, text))
    }

    fn csv(path: &str, text: String) -> Self {
        let blocks = page::read(PageFormat::Csv, &text);
        let mut rows = Vec::new();
        for block in blocks {
            let Block::Table(table) = block else { continue };
            rows.extend(table.rows.into_iter().take(MAX_ROWS).map(|row| row.cells));
        }
        let mut sources = SourceMap::new();
        sources.add(path, text);
        Self {
            sheets: vec![Sheet { name: None, rows }],
            path: path.to_owned(),
            cells: Vec::new(),
            text: sources,
        }
    }

    fn source(&self) -> Option<&SourceFile> {
        self.text.iter().map(|(_, source)| source).next()
    }
}

impl Origins for Book {
    fn place(&self, at: usize) -> String {
        if let Some(source) = self.source() {
            return source.place(at);
        }
        let Some((sheet, row, column)) = self.cells.get(at) else {
            return self.path.clone();
        };
        let sheet = self.sheets.get(*sheet).and_then(|it| it.name.as_deref());
        let sheet = sheet.unwrap_or("");
        format!(
            "{}, sheet \"{sheet}\", cell {}{}",
            self.path,
            letters(*column),
            row + 1
        )
    }
}

/// Whether a text is Markdown or HTML, which separators of cells would take apart anywhere.
fn is_page(path: &str, text: &str) -> bool {
    let path = path.to_ascii_lowercase();
    let text = text.trim_start();
    let begin = text.get(..15).unwrap_or("").to_ascii_lowercase();
    let is_html = begin.starts_with("<!doctype html") || begin.starts_with("<html");
    let mut endings = [".md", ".markdown", ".html", ".htm"].iter();
    is_html || text.starts_with("# ") || endings.any(|it| path.ends_with(it))
}

/// The letters of a column, from 0: `A`, `Z`, `AA`.
fn letters(column: u32) -> String {
    let mut rest = column + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

#[cfg(not(feature = "xlsx"))]
fn workbook(_: &str, _: Vec<u8>) -> Result<Book, BookFault> {
    Err(BookFault::Format("a program that was built without `xlsx`"))
}

#[cfg(feature = "xlsx")]
use self::xlsx::workbook;

#[cfg(feature = "xlsx")]
mod xlsx {
    use std::io::{BufReader, Cursor, Read};

    use calamine::{Data, DataRef, Reader, SheetVisible, Xlsx};

    use super::super::positions;
    use super::{Book, BookFault, Cell, MAX_CELL_BYTES, MAX_ROWS, Sheet, SourceMap, letters};

    /// A row may have as many cells.
    const MAX_COLUMNS: usize = 512;
    /// A workbook may have as many cells with words.
    const MAX_CELLS: usize = 500_000;
    /// The cells of a workbook may have as many bytes of text, all together. One text that many cells name counts for
    /// each.
    const MAX_BOOK_BYTES: usize = 16 * 1024 * 1024;

    /// What a workbook unpacks to, at most: its parts are compressed, and nothing else bounds them.
    const MAX_UNPACKED: u64 = 128 * 1024 * 1024;

    pub(super) fn workbook(path: &str, bytes: Vec<u8>) -> Result<Book, BookFault> {
        within_limits(&bytes)?;
        let damaged = |error: calamine::XlsxError| BookFault::Damaged(error.to_string());
        let mut file = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
        let all = file.sheets_metadata().iter();
        let shown = all.filter(|sheet| sheet.visible == SheetVisible::Visible);
        let names: Vec<String> = shown.map(|sheet| sheet.name.clone()).collect();
        let mut book = Book {
            sheets: Vec::new(),
            path: path.to_owned(),
            cells: Vec::new(),
            text: SourceMap::new(),
        };
        let mut text_left = MAX_BOOK_BYTES;
        for name in names {
            // A sheet of charts has no cells.
            let Ok(mut cells) = file.worksheet_cells_reader(&name) else {
                continue;
            };
            let mut rows: Vec<Vec<Cell>> = Vec::new();
            while let Some(cell) = cells.next_cell().map_err(damaged)? {
                let (row, column) = cell.get_position();
                let bytes = length(cell.get_value());
                if bytes > MAX_CELL_BYTES {
                    return Err(BookFault::CellTooLong {
                        sheet: name,
                        cell: format!("{}{}", letters(column), row + 1),
                    });
                }
                text_left = text_left.checked_sub(bytes).ok_or_else(|| {
                    let most = MAX_BOOK_BYTES >> 20;
                    BookFault::TooLarge(format!("{most} MiB of text in its cells; split it"))
                })?;
                let text = words(cell.get_value());
                if text.trim().is_empty() {
                    continue;
                }
                if row as usize >= MAX_ROWS || column as usize >= MAX_COLUMNS {
                    let most = format!("{MAX_ROWS} rows or {MAX_COLUMNS} columns");
                    return Err(BookFault::TooLarge(most));
                }
                if book.cells.len() >= MAX_CELLS {
                    return Err(BookFault::TooLarge(format!("{MAX_CELLS} cells")));
                }
                let at = book.cells.len();
                book.cells.push((book.sheets.len(), row, column));
                put(&mut rows, (row as usize, column as usize), at, &text);
            }
            book.sheets.push(Sheet {
                name: Some(name),
                rows,
            });
        }
        Ok(book)
    }

    fn put(rows: &mut Vec<Vec<Cell>>, (row, column): (usize, usize), at: usize, text: &str) {
        if rows.len() <= row {
            rows.resize_with(row + 1, Vec::new);
        }
        let Some(cells) = rows.get_mut(row) else {
            return;
        };
        if cells.len() <= column {
            cells.resize_with(column + 1, || Cell::new(at));
        }
        let mut cell = Cell::new(at);
        for line in text.lines() {
            cell.push(line);
            cell.end_line();
        }
        let words = cell.text.trim().to_owned();
        if words.starts_with("http") && !words.contains(char::is_whitespace) {
            cell.links.push(words);
        }
        if let Some(slot) = cells.get_mut(column) {
            *slot = cell;
        }
    }

    /// That the parts of a workbook unpack to a reasonable size. What its directory says of that may be wrong, so
    /// they are unpacked.
    fn within_limits(bytes: &[u8]) -> Result<(), BookFault> {
        let damaged = |error: &dyn std::fmt::Display| BookFault::Damaged(error.to_string());
        let mut archive =
            zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
        let mut left = MAX_UNPACKED;
        for at in 0..archive.len() {
            let part = archive.by_index(at).map_err(|error| damaged(&error))?;
            let name = part
                .name()
                .map(|name| name.into_owned())
                .unwrap_or_default();
            if name == "mimetype" {
                return Err(BookFault::Format("LibreOffice"));
            }
            let mut part = part.take(left + 1);
            let checked = positions::check(&name, BufReader::new(&mut part));
            std::io::copy(&mut part, &mut std::io::sink()).map_err(|error| damaged(&error))?;
            left = part.limit().checked_sub(1).ok_or_else(|| {
                BookFault::TooLarge(format!("{} MiB when unpacked", MAX_UNPACKED >> 20))
            })?;
            checked?;
        }
        Ok(())
    }

    /// The bytes of a text.
    fn length(value: &DataRef<'_>) -> usize {
        match value {
            DataRef::SharedString(text) => text.len(),
            DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
                text.len()
            }
            _ => 0,
        }
    }

    fn words(value: &DataRef<'_>) -> String {
        match Data::from(value.clone()) {
            Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text,
            Data::Int(number) => number.to_string(),
            Data::Float(number) => number.to_string(),
            Data::Bool(true) => "yes".to_owned(),
            Data::Bool(false) => "no".to_owned(),
            Data::DateTime(day) => {
                let (year, month, date, ..) = day.to_ymd_hms_milli();
                format!("{year:04}-{month:02}-{date:02}")
            }
            Data::Error(_) | Data::Empty => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        for (column, shown) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(letters(column), shown);
        }
    }

    #[test]
    fn what_is_no_record_says_so() {
        let fault = |bytes: &[u8]| {
            Book::read("a.xlsx", bytes.to_vec())
                .unwrap_err()
                .to_string()
        };
        assert!(fault(b"PK\x03\x04 no archive").contains("no workbook"));
        assert!(fault(&[0xD0, 0xCF, 0x11, 0xE0, 0]).contains("save it as XLSX"));
        assert!(fault(&[0xff, 0xfe, 0, 1, 2]).contains("neither"));
    }
}
