//! Search and filters, which work on the map and on the tables alike; shown where scripts run.

use std::collections::BTreeSet;

use crate::register::Register;
use crate::report::register::html::writer::Html;

/// The filters, which only a script can work and which it therefore shows.
pub(super) fn filters(html: &mut Html, register: &Register) {
    let rows = || register.tables.iter().flat_map(|table| &table.rows);
    let moves = || register.map.ways.iter().flat_map(|way| &way.moves);
    let services: BTreeSet<&str> = rows()
        .flat_map(|row| &row.services)
        .chain(moves().filter_map(|moved| moved.service.as_ref()))
        .map(|it| &**it)
        .collect();
    let data: BTreeSet<&str> = rows()
        .flat_map(|row| &row.data)
        .chain(moves().flat_map(|moved| &moved.data))
        .map(|it| &**it)
        .collect();
    html.open(
        "div",
        &[
            ("id", "filters"),
            ("role", "search"),
            ("aria-label", "Search and filters"),
            ("hidden", ""),
        ],
    );
    html.open("div", &[("class", "field")]);
    html.element("label", &[("for", "find")], "Search");
    html.void(
        "input",
        &[("id", "find"), ("type", "search"), ("autocomplete", "off")],
    );
    html.close();
    select(
        html,
        "by-service",
        "Service",
        services.into_iter().map(|it| (it, it)),
    );
    select(html, "by-data", "Data", data.into_iter().map(|it| (it, it)));
    let severities = [
        ("error", "error"),
        ("warning", "warning"),
        ("note", "note"),
        ("clear", "no finding"),
    ];
    select(html, "by-severity", "Worst finding", severities.into_iter());
    html.element("button", &[("type", "button"), ("id", "reset")], "Show all");
    html.element(
        "button",
        &[("type", "button"), ("id", "unfold")],
        "Unfold all",
    );
    html.element("p", &[("id", "count"), ("role", "status")], "");
    html.close();
}

fn select<'o>(
    html: &mut Html,
    id: &'static str,
    label: &str,
    options: impl Iterator<Item = (&'o str, &'o str)>,
) {
    html.open("div", &[("class", "field")]);
    html.element("label", &[("for", id)], label);
    html.open("select", &[("id", id)]);
    html.element("option", &[("value", "*")], "all");
    for (value, words) in options {
        html.element("option", &[("value", value)], words);
    }
    html.close();
    html.close();
}
