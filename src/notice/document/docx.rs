//! A DOCX document: its paragraphs as a reader of the final version sees them, in order.
//!
//! Left out is what a reader does not see or not as text of the document: deletions that were tracked, hidden text,
//! codes of fields, tables of contents, comments, and the headers, footers and notes of pages, which are parts of their
//! own.

use quick_xml::events::BytesStart;

use super::lines::{Lines, is_title};
use super::package::Package;
use super::styles::{Style, Styles, outline};
use super::xml::{self, Part};
use super::{Document, DocumentFault, MAX_TEXT_BYTES, PlaceUnit};
use crate::notice::visible::collapse;

/// Where the text lies, unless the package says otherwise.
const MAIN: &str = "word/document.xml";

/// Reads a package.
pub(super) fn read(bytes: &[u8]) -> Result<Document, DocumentFault> {
    let mut package = Package::open(bytes)?;
    if !package.has("[Content_Types].xml") {
        let what = if package.has("content.xml") {
            "a document of LibreOffice"
        } else {
            "a ZIP archive without a document"
        };
        return Err(DocumentFault::Format(what));
    }
    let main = main_part(&mut package)?;
    let Some(text) = package.text(&main)? else {
        return Err(DocumentFault::Format(
            "no document of text (a workbook, say)",
        ));
    };
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let styles = match package.text(&format!("{folder}/styles.xml"))? {
        Some(text) => Styles::read(&text)?,
        None => Styles::default(),
    };
    let mut body = Body {
        styles,
        ..Body::default()
    };
    xml::walk(&text, |part| body.part(part))?;
    body.document()
}

/// The name of the part with the text.
fn main_part(package: &mut Package) -> Result<String, DocumentFault> {
    if package.has(MAIN) {
        return Ok(MAIN.to_owned());
    }
    let mut found = None;
    if let Some(text) = package.text("_rels/.rels")? {
        xml::walk(&text, |part| {
            if let Part::Start(_, start) = part
                && xml::value(start, "Type").is_some_and(|it| it.ends_with("/officeDocument"))
                && let Some(target) = xml::value(start, "Target")
            {
                found = Some(target.trim_start_matches('/').to_owned());
            }
            Ok(())
        })?;
    }
    let is_text = |name: &String| name.starts_with("word/");
    Ok(found.filter(is_text).unwrap_or_else(|| MAIN.to_owned()))
}

/// A paragraph that is open.
#[derive(Debug, Default)]
struct Paragraph {
    number: u32,
    words: String,
    style: Style,
    /// Its own level in the outline; `Some(None)` for body text.
    outline: Option<Option<u8>>,
    is_item: Option<bool>,
    /// Whether it has words that are not bold.
    has_plain: bool,
}

/// A block that a document has.
#[derive(Debug)]
enum Block {
    Heading(u8, String),
    Item(String),
    /// A paragraph, and whether all of it is bold.
    Paragraph(String, bool),
    Table(Vec<Row>),
}

/// The cells of a row, and the number of its first paragraph.
type Row = (Vec<String>, u32);

/// The body of a document, read so far.
#[derive(Debug, Default)]
struct Body {
    styles: Styles,
    blocks: Vec<(Block, u32)>,
    paragraphs: Vec<Paragraph>,
    tables: Vec<Vec<Row>>,
    /// How many paragraphs have begun.
    count: u32,
    /// How many bytes of text there are.
    bytes: usize,
    /// How many elements around this place hide what is in them.
    hidden: u32,
    /// Whether the properties of a paragraph are open, and those of a run.
    properties: (bool, bool),
    is_bold: bool,
    is_vanished: bool,
    is_text: bool,
}

impl Body {
    fn part(&mut self, part: Part<'_>) -> Result<(), DocumentFault> {
        match part {
            // What was moved away or deleted, and the form of a drawing that only older programs show.
            Part::Start("moveFrom" | "del" | "Fallback", _) => self.hidden += 1,
            Part::End("moveFrom" | "del" | "Fallback") => {
                self.hidden = self.hidden.saturating_sub(1)
            }
            _ if self.hidden > 0 => {}
            Part::Start(name, start) => self.start(name, start),
            Part::End(name) => self.end(name),
            Part::Text(text) if self.is_text => self.words(text),
            Part::Text(_) => {}
        }
        if self.bytes > MAX_TEXT_BYTES {
            let most = MAX_TEXT_BYTES >> 10;
            return Err(DocumentFault::TooLarge(format!("{most} KiB of text")));
        }
        Ok(())
    }

    fn start(&mut self, name: &str, start: &BytesStart<'_>) {
        match name {
            "p" => {
                self.count = self.count.saturating_add(1);
                self.bytes += 1;
                self.paragraphs.push(Paragraph {
                    number: self.count,
                    ..Paragraph::default()
                });
            }
            "pPr" => self.properties.0 = true,
            "r" => (self.is_bold, self.is_vanished) = (false, false),
            "rPr" => self.properties.1 = true,
            "b" if self.properties == (false, true) => self.is_bold = xml::is_on(start),
            "vanish" if self.properties == (false, true) => self.is_vanished = xml::is_on(start),
            "t" => self.is_text = true,
            "tab" if self.properties == (false, false) => self.words(" "),
            "br" | "cr" => self.words("\n"),
            "noBreakHyphen" => self.words("-"),
            "tbl" => self.tables.push(Vec::new()),
            "tr" => {
                let first = self.count.saturating_add(1);
                if let Some(table) = self.tables.last_mut() {
                    table.push((Vec::new(), first));
                }
            }
            "tc" => {
                self.bytes += 1;
                if let Some((cells, _)) = self.tables.last_mut().and_then(|table| table.last_mut())
                {
                    cells.push(String::new());
                }
            }
            _ if self.properties == (true, false) => self.property(name, start),
            _ => {}
        }
    }

    /// A property of the open paragraph.
    fn property(&mut self, name: &str, start: &BytesStart<'_>) {
        let (Some(paragraph), Some(value)) = (self.paragraphs.last_mut(), xml::value(start, "val"))
        else {
            return;
        };
        match name {
            "pStyle" => paragraph.style = self.styles.get(&value),
            "outlineLvl" => paragraph.outline = Some(outline(&value)),
            "numId" => paragraph.is_item = Some(value != "0"),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "pPr" => self.properties.0 = false,
            "rPr" => self.properties.1 = false,
            "t" => self.is_text = false,
            "p" => {
                if let Some(paragraph) = self.paragraphs.pop() {
                    self.close(paragraph);
                }
            }
            "tbl" => {
                if let Some(table) = self.tables.pop() {
                    self.close_table(table);
                }
            }
            _ => {}
        }
    }

    fn words(&mut self, text: &str) {
        let Some(paragraph) = self.paragraphs.last_mut() else {
            return;
        };
        if self.is_vanished {
            return;
        }
        self.bytes += text.len();
        paragraph.words.push_str(text);
        paragraph.has_plain |= !self.is_bold && !text.trim().is_empty();
    }

    fn close(&mut self, paragraph: Paragraph) {
        let place = paragraph.number;
        if let Some(row) = self.tables.last_mut().and_then(|table| table.last_mut()) {
            if let Some(cell) = row.0.last_mut() {
                cell.push(' ');
                cell.push_str(&collapse(&paragraph.words));
            }
            return;
        }
        let Paragraph { style, .. } = &paragraph;
        if style.is_contents {
            return;
        }
        let level = paragraph.outline.unwrap_or(style.level);
        let is_item = paragraph.is_item.unwrap_or(style.is_item);
        if let Some(level) = level {
            let words = collapse(&paragraph.words);
            self.push(Block::Heading(level, words), place);
            return;
        }
        for words in sentences_of(&paragraph.words) {
            let block = if is_item {
                Block::Item(words)
            } else {
                Block::Paragraph(words, !paragraph.has_plain)
            };
            self.push(block, place);
        }
    }

    /// A table within a cell is part of the cell; one with a single column holds paragraphs.
    fn close_table(&mut self, mut rows: Vec<Row>) {
        for (cells, _) in &mut rows {
            for cell in cells {
                *cell = collapse(cell);
            }
        }
        rows.retain(|(cells, _)| cells.iter().any(|it| !it.is_empty()));
        let around = self.tables.last_mut().and_then(|table| table.last_mut());
        if let Some(cell) = around.and_then(|(cells, _)| cells.last_mut()) {
            for words in rows.iter().flat_map(|(cells, _)| cells) {
                cell.push(' ');
                cell.push_str(words);
            }
        } else if rows.iter().all(|(cells, _)| cells.len() <= 1) {
            for (cells, place) in rows {
                for words in cells {
                    self.push(Block::Paragraph(words, false), place);
                }
            }
        } else {
            self.push(Block::Table(rows), 0);
        }
    }

    fn push(&mut self, block: Block, place: u32) {
        let is_empty = match &block {
            Block::Heading(_, words) | Block::Item(words) | Block::Paragraph(words, _) => {
                words.is_empty()
            }
            Block::Table(rows) => rows.is_empty(),
        };
        if !is_empty {
            self.blocks.push((block, place));
        }
    }

    /// The document. Where no style makes a heading, a short paragraph in bold letters is one.
    fn document(self) -> Result<Document, DocumentFault> {
        let is_heading = |(block, _): &(Block, u32)| matches!(block, Block::Heading(..));
        let has_headings = self.blocks.iter().any(is_heading);
        let mut lines = Lines::default();
        for (block, place) in &self.blocks {
            match block {
                Block::Heading(level, words) => lines.heading(*level, words, *place),
                Block::Item(words) => lines.item(words, *place),
                Block::Paragraph(words, true) if !has_headings && is_title(words) => {
                    lines.heading(2, words, *place);
                }
                Block::Paragraph(words, _) => lines.paragraph(words, *place),
                Block::Table(rows) => lines.table(rows),
            }
        }
        lines.document(PlaceUnit::Paragraph)
    }
}

/// The parts of a paragraph: a line that somebody broke by hand is one where a sentence ends there.
fn sentences_of(words: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for line in words.lines().map(collapse).filter(|it| !it.is_empty()) {
        match all.last_mut() {
            Some(last) if !last.ends_with(['.', ':', ';', '!', '?']) => {
                last.push(' ');
                last.push_str(&line);
            }
            _ => all.push(line),
        }
    }
    all
}
