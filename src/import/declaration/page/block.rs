//! What a page consists of.

/// A part of a page.
#[derive(Debug, Clone)]
pub enum Block {
    /// A heading.
    Heading {
        /// From 1, the highest.
        level: u8,
        /// Its words.
        cell: Cell,
    },
    /// A paragraph, or text that is in none.
    Paragraph(Cell),
    /// The items of a list; what is listed within an item is further lines of it.
    List(Vec<Cell>),
    /// A table.
    Table(Table),
}

/// A table.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Its rows, with those of the head.
    pub rows: Vec<TableRow>,
    /// Where it begins: a byte of the text.
    pub at: usize,
}

/// A row of a table.
#[derive(Debug, Clone, Default)]
pub struct TableRow {
    /// Its cells as they are written: one may cover several columns or rows.
    pub cells: Vec<Cell>,
    /// It is marked as a part of the head.
    pub is_head: bool,
}

/// Words that belong together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// What a reader sees; a line feed is a new line, other white space is one space.
    pub text: String,
    /// Where links lead to.
    pub links: Vec<String>,
    /// The bold words or the link that it begins with.
    pub lead: Option<String>,
    /// Where it begins: a byte of the text.
    pub at: usize,
    /// How many columns it covers.
    pub columns: usize,
    /// How many rows it covers.
    pub rows: usize,
    /// A space is due before the next word.
    pub space: bool,
}

impl Cell {
    /// An empty one.
    pub fn new(at: usize) -> Self {
        Self {
            at,
            columns: 1,
            rows: 1,
            ..Self::default()
        }
    }

    /// Adds text, whose white space is one space.
    pub fn push(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_whitespace() || c == '\u{200b}' {
                self.space = true;
                continue;
            }
            if self.space && !self.text.is_empty() && !self.text.ends_with('\n') {
                self.text.push(' ');
            }
            self.space = false;
            self.text.push(c);
        }
    }

    /// Ends the line.
    pub fn end_line(&mut self) {
        self.space = false;
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// Its lines, none of them empty.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        let lines = self.text.lines().map(str::trim);
        lines.filter(|line| !line.is_empty())
    }

    /// Its words as one line.
    pub fn line(&self) -> String {
        collapsed(&self.text)
    }

    /// Whether it has no words.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }
}

/// A text with each run of white space as one space.
pub fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
