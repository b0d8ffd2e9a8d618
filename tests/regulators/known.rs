//! The cases with which the engine does not agree. The list may only shrink: a case that comes out
//! wrong and is not on it fails the test, and so does one that is on it and comes out right.

use std::collections::BTreeSet;

use crate::support::cases::score::Score;

/// The cases, each with what is amiss.
pub const KNOWN: &[(&str, &str)] = &[(
    "LC-093",
    "the facts of the case hold one sign of a high risk, and the rule asks for two",
)];

/// What the list says wrongly of what came out.
pub fn differences(known: &[(&str, &str)], scores: &[&Score]) -> Vec<String> {
    let listed: BTreeSet<&str> = known.iter().map(|(id, _)| *id).collect();
    let failed: BTreeSet<&str> = scores
        .iter()
        .filter(|score| !score.is_right())
        .map(|score| score.id.as_str())
        .collect();
    let unlisted = failed
        .difference(&listed)
        .map(|id| format!("{id} is wrong and is not listed"));
    let right = listed
        .difference(&failed)
        .map(|id| format!("{id} is listed and is right, or there is no such case"));
    unlisted.chain(right).collect()
}
