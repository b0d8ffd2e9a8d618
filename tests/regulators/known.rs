//! Cases of the open file with which the engine does not agree, as `docs/cases.md` lists them: a case
//! that fails and is not listed is wrong, and so is one that is listed and does not fail.

use std::collections::BTreeSet;

use super::score::Score;
use super::support::root;

/// What the list says wrongly of what came out.
pub fn differences(scores: &[Score]) -> Vec<String> {
    let text = std::fs::read_to_string(root().join("docs/cases.md")).unwrap();
    let listed: BTreeSet<&str> = text.lines().filter_map(row).collect();
    let failed: BTreeSet<&str> = scores
        .iter()
        .filter(|score| !score.is_right())
        .map(|score| score.id.as_str())
        .collect();
    let unlisted = failed
        .difference(&listed)
        .map(|id| format!("{id} fails and is not listed"));
    let right = listed
        .difference(&failed)
        .map(|id| format!("{id} is listed and does not fail"));
    unlisted.chain(right).collect()
}

/// The case of a row of a table: its first cell, where that is an id in backticks.
fn row(line: &str) -> Option<&str> {
    let cell = line.strip_prefix("| `")?;
    cell.split_once('`').map(|(id, _)| id)
}
