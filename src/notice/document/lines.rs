//! Blocks of a document as Markdown, one line each, with the place of each line.

use super::{Document, DocumentFault, MAX_TEXT_BYTES, PlaceUnit};

/// Markdown that grows by blocks.
#[derive(Debug, Default)]
pub(super) struct Lines {
    text: String,
    places: Vec<u32>,
}

impl Lines {
    /// A heading of a level from 1.
    pub(super) fn heading(&mut self, level: u8, words: &str, place: u32) {
        let marks = "#".repeat(usize::from(level.clamp(1, 6)));
        self.block(&format!("{marks} {}", escaped(words)), place);
    }

    /// An item of a list.
    pub(super) fn item(&mut self, words: &str, place: u32) {
        self.block(&format!("- {}", escaped(words)), place);
    }

    /// A paragraph.
    pub(super) fn paragraph(&mut self, words: &str, place: u32) {
        let mark = match words.chars().next() {
            Some('#' | '>' | '+' | '=' | '|' | ':' | '-')
                if !words.starts_with("- ") || words.starts_with("- -") =>
            {
                "\\"
            }
            _ => "",
        };
        self.block(&format!("{mark}{}", escaped(words)), place);
    }

    /// A table: rows of cells, each row with its place.
    pub(super) fn table(&mut self, rows: &[(Vec<String>, u32)]) {
        let columns = rows.iter().map(|(cells, _)| cells.len()).max().unwrap_or(0);
        for (at, (cells, place)) in rows.iter().enumerate() {
            let cells = (0..columns).map(|at| cells.get(at).map_or("", String::as_str));
            let cells: Vec<String> = cells.map(|it| escaped(it).replace('|', "\\|")).collect();
            self.line(&format!("| {} |", cells.join(" | ")), *place);
            if at == 0 {
                self.line(&format!("|{}", " --- |".repeat(columns)), *place);
            }
        }
        if let Some((_, place)) = rows.last() {
            self.line("", *place);
        }
    }

    fn block(&mut self, line: &str, place: u32) {
        self.line(line, place);
        self.line("", place);
    }

    fn line(&mut self, line: &str, place: u32) {
        self.text.push_str(line);
        self.text.push('\n');
        self.places.push(place);
    }

    /// The document, if it has text and not too much of it.
    pub(super) fn document(mut self, unit: PlaceUnit) -> Result<Document, DocumentFault> {
        self.fits()?;
        let end = self.text.trim_end().len();
        if end == 0 {
            return Err(DocumentFault::NoText);
        }
        self.text.truncate(end);
        self.text.push('\n');
        Ok(Document {
            text: self.text,
            unit,
            without_text: Vec::new(),
            places: self.places,
        })
    }

    /// That the text is not too long so far.
    pub(super) fn fits(&self) -> Result<(), DocumentFault> {
        if self.text.len() > MAX_TEXT_BYTES {
            let most = MAX_TEXT_BYTES >> 10;
            return Err(DocumentFault::TooLarge(format!("{most} KiB of text")));
        }
        Ok(())
    }
}

/// Words so that Markdown shows them as they are. Brackets stay where they make no link: a template has some around
/// what it leaves to be filled in.
fn escaped(words: &str) -> String {
    let links = ["](", "]:", "][", "[^"].iter().any(|it| words.contains(it));
    let mut out = String::with_capacity(words.len());
    let mut shown = words.chars().filter(|c| !is_unseen(*c)).peekable();
    let mut last = ' ';
    while let Some(c) = shown.next() {
        let next = shown.peek().copied().unwrap_or(' ');
        let is_mark = match c {
            '\\' | '`' | '*' | '<' | '~' => true,
            '_' => !(last.is_alphanumeric() && next.is_alphanumeric()),
            '&' => next.is_alphanumeric() || next == '#',
            '[' | ']' => links,
            _ => false,
        };
        if is_mark {
            out.push('\\');
        }
        out.push(c);
        last = c;
    }
    out
}

/// Characters that a reader does not see, or that turn the direction of writing: a file of YAML cannot have all of them.
fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{FFFE}' | '\u{FFFF}')
}

/// Whether words may be a title: few, and no end of a sentence.
pub(super) fn is_title(words: &str) -> bool {
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    words.chars().count() <= 90 && letters >= 2 && !words.ends_with(['.', ',', ';', ':', '!'])
}
