//! A table as HTML: each row with what matters most, and all the rest folded below it.

use crate::register::{Cell, Column, Entry, Table};
use crate::report::register::html::cells;
use crate::report::register::html::writer::Html;

/// Writes a table under its heading.
pub(super) fn table(html: &mut Html, table: &Table) {
    let title = format!("title-{}", table.key);
    html.open(
        "section",
        &[("aria-labelledby", &title), ("class", "register")],
    );
    html.element("h2", &[("id", &title)], table.title);
    if table.rows.is_empty() {
        html.element("p", &[], table.help);
        html.element("p", &[], "There is none.");
        html.close();
        return;
    }
    // Roles are said as well, since narrow screens set the table as blocks.
    html.open("table", &[("role", "table"), ("id", table.key)]);
    html.element("caption", &[], table.help);
    html.open("thead", &[("role", "rowgroup")]);
    html.open("tr", &[("role", "row")]);
    header(html, "Id");
    for (_, column) in columns(table, true) {
        header(html, column.heading);
    }
    html.close();
    html.close();
    for row in &table.rows {
        entry(html, table, row);
    }
    html.close();
    html.open("details", &[("class", "help")]);
    html.element("summary", &[], "What the columns mean");
    html.open("dl", &[("class", "facts")]);
    for column in &table.columns {
        html.element("dt", &[], column.heading);
        html.element("dd", &[], column.help);
    }
    html.close();
    html.close();
    html.close();
}

fn header(html: &mut Html, heading: &str) {
    html.element("th", &[("scope", "col"), ("role", "columnheader")], heading);
}

/// The columns that a row shows, or those that are folded below it.
fn columns(table: &Table, main: bool) -> Vec<(usize, &Column)> {
    let columns = table.columns.iter().enumerate();
    columns
        .filter(|(_, column)| column.main == main && column.key != "id")
        .collect()
}

fn entry(html: &mut Html, table: &Table, row: &Entry) {
    let anchor = format!("{}-{}", table.key, row.id);
    let severity = row.severity.map_or("clear", |severity| severity.as_str());
    html.open(
        "tbody",
        &[
            ("role", "rowgroup"),
            ("class", severity),
            ("id", &anchor),
            ("data-services", &row.services.join(" ")),
            ("data-data", &row.data.join("|")),
            ("data-flows", &row.flows.join(" ")),
            ("data-severity", severity),
        ],
    );
    let main = columns(table, true);
    html.open("tr", &[("role", "row")]);
    html.open("th", &[("scope", "row"), ("role", "rowheader")]);
    html.element(
        "a",
        &[("href", &format!("#{}", in_address(&anchor)))],
        &row.id,
    );
    html.close();
    for (at, column) in &main {
        html.open("td", &[("role", "cell"), ("data-label", column.heading)]);
        // One box, whatever is in it, next to the label on narrow screens.
        html.open("div", &[]);
        if let Some(cell) = row.cells.get(*at) {
            cells::cell(html, cell);
        }
        html.close();
        html.close();
    }
    html.close();
    html.open("tr", &[("role", "row"), ("class", "more")]);
    let span = (main.len() + 1).to_string();
    html.open("td", &[("role", "cell"), ("colspan", &span)]);
    html.open("details", &[]);
    html.open("summary", &[]);
    html.text("More of ");
    html.text(&row.id);
    html.close();
    html.open("dl", &[("class", "facts")]);
    for (at, column) in columns(table, false) {
        let Some(cell) = row.cells.get(at) else {
            continue;
        };
        if *cell == Cell::NotApplicable {
            continue;
        }
        html.element("dt", &[], column.heading);
        html.open("dd", &[]);
        cells::cell(html, cell);
        html.close();
    }
    html.close();
    html.close();
    html.close();
    html.close();
    html.close();
}

/// An id as the fragment of an address.
fn in_address(id: &str) -> String {
    id.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'/' => {
                char::from(byte).to_string()
            }
            byte => format!("%{byte:02X}"),
        })
        .collect()
}
