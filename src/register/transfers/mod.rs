//! The register of restricted transfers: those with a mechanism, those without one, and those that
//! may be restricted because a place is not known.

mod columns;
mod onward;
mod row;
mod safeguards;

use row::Row;

use super::table::{Entry, Table, cells, headings};
use crate::register::context::RegisterContext;

/// The register.
pub(super) fn table(draft: &mut RegisterContext<'_>) -> Table {
    let mut rows: Vec<Entry> = Vec::new();
    for examined in draft.examined {
        if examined.found.destinations.is_empty() {
            continue;
        }
        let row = Row::new(draft, examined);
        rows.push(draft.entry(
            row.id.clone(),
            &[examined],
            &row.at,
            cells(Row::COLUMNS, &row),
        ));
        let (at, cited) = (row.at, row.basis.rows());
        draft.cite(&cited);
        draft.cite_findings(&at);
    }
    rows.sort_by(|a, b| (&a.services, &a.flows, &a.id).cmp(&(&b.services, &b.flows, &b.id)));
    Table {
        key: "transfers",
        title: "Transfers",
        help: "A row is a transfer from one entity to another out of the territory of a regime, lawful or not. What stays inside is not listed.",
        columns: headings(Row::COLUMNS),
        rows,
    }
}
