//! Stubs of the instruments of transfers that the rows of a page name.

use std::collections::BTreeSet;

use super::around::Around;
use super::columns::Column;
use super::mechanisms;
use super::names;
use super::part::{Certainty, Entry, Value};
use super::row::Named;

/// Stubs and remarks for the mechanisms of transfers that its rows name.
pub(super) fn transfers(
    named: &Named<'_>,
    id: &str,
    around: &Around<'_>,
    taken: &mut BTreeSet<String>,
    (safeguards, remarks): (&mut Vec<Entry>, &mut Vec<String>),
) {
    let mut done = BTreeSet::new();
    let said = named.rows.iter().flat_map(|row| &row.says);
    let said = said.filter(|(column, _)| {
        matches!(column, Column::Safeguard | Column::Location | Column::Seat)
    });
    for (_, words) in said {
        for mechanism in mechanisms::read(&words.text) {
            if !done.insert(mechanism) {
                continue;
            }
            let origin = around.origin(words).shown();
            let Some(kind) = mechanism.kind() else {
                remarks.push(format!("{origin}: {}", mechanism.advice()));
                continue;
            };
            let first = around
                .first
                .clone()
                .unwrap_or_else(|| "EXPORTER".to_owned());
            let safeguard = names::unused(&format!("{id}-{}", kind.replace('+', "-")), taken);
            let why = format!("{origin}; which ones, and since when, is not stated");
            let entry = Entry::stub(&safeguard)
                .guess("kind", Value::Text(kind.to_owned()), Certainty::Look, why)
                .with("between", Value::List(vec![first, id.to_owned()]));
            safeguards.push(entry);
        }
    }
}
