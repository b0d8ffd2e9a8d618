//! A register as Markdown: what it relies on, and each table with the columns that matter most; the
//! others follow row by row.

use std::io::{self, Write};

use crate::register::{Cell, Column, Register, Table};
use crate::report::register::sheet::words;
use crate::report::text::{plain_markdown as text, sanitize};

/// Writes a register as Markdown (GitHub's, with tables).
///
/// # Errors
/// When `out` cannot be written to.
pub fn register_markdown(register: &Register, out: &mut dyn Write) -> io::Result<()> {
    let about = &register.about;
    writeln!(
        out,
        "# {}: {}\n",
        register.kind.title(),
        text(&about.estate)
    )?;
    for (_, label, value) in about.lines() {
        writeln!(out, "- {label}: {}", text(&value))?;
    }
    if !register.head.is_empty() {
        writeln!(out)?;
        for (column, cell) in &register.head {
            writeln!(out, "- {}: {}", column.heading, text(&words(cell)))?;
        }
    }
    for table in &register.tables {
        self::table(table, out)?;
    }
    writeln!(out, "\n## What it does not know\n")?;
    for gap in &register.gaps {
        writeln!(
            out,
            "- {}: {}",
            text(&crate::report::register::html::gap_place(register, gap)),
            gap.words()
        )?;
    }
    for row in about.unread() {
        writeln!(
            out,
            "- row of law not compared with the official text: {} ({}), {}",
            text(&row.title),
            text(&row.id),
            text(&row.citation)
        )?;
    }
    if register.gaps.is_empty() && about.unread().next().is_none() {
        writeln!(out, "- no required information is missing")?;
    }
    out.flush()
}

fn table(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n## {}\n\n{}\n", table.title, table.help)?;
    if table.rows.is_empty() {
        return writeln!(out, "There is none.");
    }
    let main: Vec<(usize, &Column)> = columns(table, true);
    let headings: Vec<&str> = main.iter().map(|(_, column)| column.heading).collect();
    writeln!(out, "| Id | {} |", headings.join(" | "))?;
    writeln!(out, "| --- |{}", " --- |".repeat(main.len()))?;
    for row in &table.rows {
        let cells: Vec<String> = main
            .iter()
            .map(|(at, _)| {
                row.cells
                    .get(*at)
                    .map(|cell| text(&words(cell)))
                    .unwrap_or_default()
            })
            .collect();
        writeln!(out, "| {} | {} |", text(&row.id), cells.join(" | "))?;
    }
    for row in &table.rows {
        writeln!(out, "\n### {}\n", text(&row.id))?;
        for (at, column) in columns(table, false) {
            match row.cells.get(at) {
                None | Some(Cell::NotApplicable) => {}
                Some(_) if column.key == "id" => {}
                Some(cell) => item(column, cell, out)?,
            }
        }
    }
    Ok(())
}

fn columns(table: &Table, main: bool) -> Vec<(usize, &Column)> {
    let columns = table.columns.iter().enumerate();
    columns.filter(|(_, column)| column.main == main).collect()
}

fn item(column: &Column, cell: &Cell, out: &mut dyn Write) -> io::Result<()> {
    let Cell::Statements(statements) = cell else {
        return writeln!(out, "- {}: {}", column.heading, text(&words(cell)));
    };
    let links: Vec<String> = statements
        .iter()
        .map(|statement| {
            let shown = text(&crate::report::register::sheet::statement_words(statement));
            match &statement.url {
                // Angle brackets take any address that has none of its own.
                Some(url) if !url.contains(['<', '>', '\n', '\r', '\\']) => {
                    format!("[{shown}](<{}>)", sanitize(url))
                }
                _ => shown,
            }
        })
        .collect();
    let links = if links.is_empty() {
        "none".to_owned()
    } else {
        links.join("; ")
    };
    writeln!(out, "- {}: {links}", column.heading)
}
