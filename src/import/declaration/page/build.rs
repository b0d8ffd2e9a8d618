//! Building blocks from what a reader of a format meets, however badly its elements are nested.

use super::block::{Block, Cell, Table, TableRow};

/// Elements may be nested this deep; deeper ones are text.
const MAX_OPEN: usize = 48;
/// A cell covers this many columns or rows, at most.
const MAX_COVERED: usize = 64;

/// An element that is open.
enum Open {
    /// A heading with its level, or a paragraph.
    Text(Option<u8>, Cell),
    List(Vec<Cell>),
    Table(Table),
    Row(TableRow, bool),
    /// An item or a cell of a table, and how many lists are open in it.
    Cell(Cell, usize),
}

/// Blocks in the making.
#[derive(Default)]
pub(super) struct Builder {
    blocks: Vec<Block>,
    open: Vec<Open>,
    /// Where the bold words or the link begin with which a cell begins.
    lead: Option<usize>,
    /// A head of a table is open.
    head: bool,
}

impl Builder {
    /// The blocks, once everything is closed.
    pub fn finish(mut self) -> Vec<Block> {
        self.close_down_to(0);
        self.blocks
    }

    /// Adds words that begin at a byte of the text.
    pub fn text(&mut self, text: &str, at: usize) {
        let is_blank = text.trim().is_empty();
        match self.open.last() {
            Some(Open::Text(..) | Open::Cell(..)) => {}
            _ if is_blank || self.open.len() >= MAX_OPEN => return,
            _ => self.open.push(Open::Text(None, Cell::new(at))),
        }
        if let Some(cell) = self.cell() {
            if cell.is_empty() && !is_blank {
                cell.at = at + (text.len() - text.trim_start().len());
            }
            cell.push(text);
        }
    }

    /// Ends a line, or a paragraph that is not in an item or a cell.
    pub fn border(&mut self) {
        match self.open.last_mut() {
            Some(Open::Text(None, _)) => self.close_last(),
            Some(Open::Cell(cell, _)) => cell.end_line(),
            _ => {}
        }
    }

    /// Ends a line.
    pub fn line(&mut self) {
        if let Some(cell) = self.cell() {
            cell.end_line();
        }
    }

    pub fn heading(&mut self, level: u8, at: usize) {
        self.border();
        if !self.is_within_cell() && self.open.len() < MAX_OPEN {
            self.open.push(Open::Text(Some(level), Cell::new(at)));
        }
    }

    pub fn end_heading(&mut self) {
        if let Some(Open::Text(Some(_), _)) = self.open.last() {
            self.close_last();
        } else {
            self.border();
        }
    }

    /// Bold words or a link begin.
    pub fn begin_lead(&mut self) {
        let begins = self.cell().is_none_or(|cell| cell.is_empty());
        if begins && self.lead.is_none() {
            self.lead = Some(0);
        }
    }

    /// They end.
    pub fn end_lead(&mut self) {
        if self.lead.take().is_none() {
            return;
        }
        if let Some(cell) = self.cell()
            && cell.lead.is_none()
            && !cell.is_empty()
        {
            cell.lead = Some(cell.line());
        }
    }

    pub fn link(&mut self, to: &str) {
        if let Some(cell) = self.cell()
            && !to.is_empty()
        {
            cell.links.push(to.to_owned());
        }
    }

    pub fn list(&mut self) {
        if let Some(Open::Cell(cell, lists)) = self.open.last_mut() {
            cell.end_line();
            *lists += 1;
            return;
        }
        self.border();
        if self.open.len() < MAX_OPEN {
            self.open.push(Open::List(Vec::new()));
        }
    }

    pub fn end_list(&mut self) {
        if let Some(Open::Cell(cell, lists)) = self.open.last_mut()
            && *lists > 0
        {
            cell.end_line();
            *lists -= 1;
            return;
        }
        self.close(|open| matches!(open, Open::List(_)));
    }

    pub fn item(&mut self, at: usize) {
        if let Some(Open::Cell(cell, lists)) = self.open.last_mut()
            && *lists > 0
        {
            cell.end_line();
            return;
        }
        self.close_above(|open| matches!(open, Open::List(_)));
        if let Some(Open::List(_)) = self.open.last() {
            self.lead = None;
            self.open.push(Open::Cell(Cell::new(at), 0));
        }
    }

    pub fn end_item(&mut self) {
        let has_cell_of_list = matches!(self.open.last(), Some(Open::Cell(_, 0)));
        let below = self.open.len().checked_sub(2);
        let in_list = below.and_then(|at| self.open.get(at));
        if has_cell_of_list && matches!(in_list, Some(Open::List(_))) {
            self.close_last();
        } else {
            self.border();
        }
    }

    pub fn table(&mut self, at: usize) {
        self.border();
        if self.open.len() < MAX_OPEN {
            let table = Table {
                rows: Vec::new(),
                at,
            };
            self.open.push(Open::Table(table));
        }
    }

    pub fn end_table(&mut self) {
        self.head = false;
        self.close(|open| matches!(open, Open::Table(_)));
    }

    /// The head of a table begins or ends.
    pub fn head(&mut self, is_open: bool) {
        self.close_above(|open| matches!(open, Open::Table(_)));
        self.head = is_open;
    }

    pub fn row(&mut self) {
        self.close_above(|open| matches!(open, Open::Table(_)));
        if let Some(Open::Table(_)) = self.open.last() {
            self.open.push(Open::Row(TableRow::default(), self.head));
        }
    }

    pub fn end_row(&mut self) {
        let innermost = |open: &Open| matches!(open, Open::Row(..) | Open::Table(_));
        let at = self.open.iter().rposition(innermost);
        if let Some(at) = at.filter(|at| matches!(self.open.get(*at), Some(Open::Row(..)))) {
            self.close_down_to(at);
        }
    }

    /// A cell begins; `is_head` where it is marked as a heading.
    pub fn cell_of_row(&mut self, at: usize, is_head: bool, columns: usize, rows: usize) {
        self.close_above(|open| matches!(open, Open::Row(..) | Open::Table(_)));
        if let Some(Open::Table(_)) = self.open.last() {
            self.row();
        }
        if let Some(Open::Row(row, all_heads)) = self.open.last_mut() {
            // A row of headings is one of the head; one heading before values is not.
            let first = row.cells.is_empty();
            row.is_head = *all_heads || (is_head && (first || row.is_head));
            self.lead = None;
            let cell = Cell {
                columns: columns.clamp(1, MAX_COVERED),
                rows: rows.clamp(1, MAX_COVERED),
                ..Cell::new(at)
            };
            self.open.push(Open::Cell(cell, 0));
        }
    }

    pub fn end_cell(&mut self) {
        self.close_above(|open| matches!(open, Open::Row(..) | Open::Table(_)));
    }

    /// The words that text is added to.
    fn cell(&mut self) -> Option<&mut Cell> {
        match self.open.last_mut()? {
            Open::Text(_, cell) | Open::Cell(cell, _) => Some(cell),
            _ => None,
        }
    }

    fn is_within_cell(&self) -> bool {
        matches!(self.open.last(), Some(Open::Cell(..)))
    }

    /// Closes the innermost element of a kind, with all in it.
    fn close(&mut self, is_it: impl Fn(&Open) -> bool) {
        if let Some(at) = self.open.iter().rposition(is_it) {
            self.close_down_to(at);
        }
    }

    /// Closes all in the innermost element of a kind.
    fn close_above(&mut self, is_it: impl Fn(&Open) -> bool) {
        if let Some(at) = self.open.iter().rposition(is_it) {
            self.close_down_to(at + 1);
        }
    }

    fn close_down_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            self.close_last();
        }
    }

    fn close_last(&mut self) {
        let Some(last) = self.open.pop() else {
            return;
        };
        self.lead = None;
        let last = match last {
            Open::Text(level, cell) => Open::Text(level, trimmed(cell)),
            Open::Cell(cell, lists) => Open::Cell(trimmed(cell), lists),
            last => last,
        };
        match last {
            Open::Text(level, cell) if !cell.is_empty() => self.blocks.push(match level {
                Some(level) => Block::Heading { level, cell },
                None => Block::Paragraph(cell),
            }),
            Open::Text(..) => {}
            Open::List(items) if !items.is_empty() => self.blocks.push(Block::List(items)),
            Open::List(_) => {}
            Open::Table(table) if !table.rows.is_empty() => {
                self.blocks.push(Block::Table(table));
            }
            Open::Table(_) => {}
            Open::Row(row, _) => {
                if let Some(Open::Table(table)) = self.open.last_mut()
                    && !row.cells.is_empty()
                {
                    table.rows.push(row);
                }
            }
            Open::Cell(cell, _) => match self.open.last_mut() {
                Some(Open::List(items)) if !cell.is_empty() => items.push(cell),
                Some(Open::Row(row, _)) => row.cells.push(cell),
                _ => {}
            },
        }
    }
}

/// A cell without the end of its last line.
fn trimmed(mut cell: Cell) -> Cell {
    cell.text.truncate(cell.text.trim_end().len());
    cell
}
