//! Tables that fit the width: columns side by side where there is space, else each row as a few
//! lines.

use std::io;

use crate::report::text::sanitize::sanitize;
use crate::report::text::writer::{FRAME, PLAIN, Pen, Run, STRONG, columns};

/// The least width of a column whose words wrap.
const LEAST: usize = 24;
/// Between two columns.
const GAP: usize = 2;

/// A table: some columns as wide as their widest cell, then some that share the rest and wrap.
#[derive(Debug, Default)]
pub struct Table {
    fixed: Vec<&'static str>,
    wrapped: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these columns.
    pub fn new(fixed: &[&'static str], wrapped: &[&'static str]) -> Self {
        Self {
            fixed: fixed.to_vec(),
            wrapped: wrapped.to_vec(),
            rows: Vec::new(),
        }
    }

    /// Adds a row: the cells of the fixed columns, then those of the others.
    pub fn row(&mut self, cells: Vec<String>) {
        self.rows.push(
            cells
                .iter()
                .map(|cell| sanitize(cell).into_owned())
                .collect(),
        );
    }

    /// Writes the table.
    pub fn write(&self, pen: &mut Pen<'_>) -> io::Result<()> {
        let mut widths: Vec<usize> = self.fixed.iter().map(|name| columns(name)).collect();
        for row in &self.rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(columns(cell));
            }
        }
        let taken: usize = widths.iter().map(|width| width + GAP).sum();
        let count = self.wrapped.len().max(1);
        let rest = pen
            .options()
            .width
            .saturating_sub(taken + GAP * (count - 1))
            / count;
        if rest < LEAST {
            return self.stacked(pen);
        }
        widths.extend(self.wrapped.iter().map(|_| rest));
        let names: Vec<String> = self
            .fixed
            .iter()
            .chain(&self.wrapped)
            .map(|name| (*name).to_owned())
            .collect();
        self.aligned_row(pen, &widths, &names, STRONG)?;
        let rules: Vec<String> = names.iter().map(|name| "-".repeat(columns(name))).collect();
        self.aligned_row(pen, &widths, &rules, FRAME)?;
        for row in &self.rows {
            self.aligned_row(pen, &widths, row, PLAIN)?;
        }
        Ok(())
    }

    /// One row, as many lines high as its highest cell.
    fn aligned_row(
        &self,
        pen: &mut Pen<'_>,
        widths: &[usize],
        cells: &[String],
        style: anstyle::Style,
    ) -> io::Result<()> {
        let cells: Vec<Vec<String>> = widths
            .iter()
            .zip(cells)
            .map(|(width, cell)| pen.wrapped(cell, *width))
            .collect();
        let height = cells.iter().map(Vec::len).max().unwrap_or(0);
        for line in 0..height {
            let mut pad = 0;
            for (width, cell) in widths.iter().zip(&cells) {
                let text = cell.get(line).map_or("", String::as_str);
                if !text.is_empty() {
                    pen.raw(&" ".repeat(pad))?;
                    pen.styled(style, text)?;
                    pad = 0;
                }
                pad += width.saturating_sub(columns(text)) + GAP;
            }
            pen.blank()?;
        }
        Ok(())
    }

    /// Every row as a line of the fixed cells and a paragraph of each other cell.
    fn stacked(&self, pen: &mut Pen<'_>) -> io::Result<()> {
        for row in &self.rows {
            let (fixed, wrapped) = row.split_at_checked(self.fixed.len()).unwrap_or((row, &[]));
            let (first, others) = fixed
                .split_first()
                .map_or(("", fixed), |(first, rest)| (first, rest));
            pen.prose("", "    ", &[Run::new(STRONG, first)])?;
            let facts: Vec<String> = self
                .fixed
                .iter()
                .skip(1)
                .zip(others)
                .filter(|(_, cell)| !cell.is_empty() && *cell != "-")
                .map(|(name, cell)| format!("{name}: {cell}"))
                .collect();
            pen.prose("    ", "    ", &[Run::plain(&facts.join("; "))])?;
            for cell in wrapped {
                pen.prose("    ", "    ", &[Run::plain(cell)])?;
            }
        }
        Ok(())
    }
}
