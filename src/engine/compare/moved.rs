//! Which findings have moved: to another file, or to another order within one. Lines that are inserted
//! above them shift all alike, and nothing has moved.

use std::collections::{BTreeMap, BTreeSet};

use super::side::Place;

/// The ids of the findings that have moved; given are those that both checks have, with where they were
/// and are shown.
pub(super) fn moved<'f>(both: &[(&'f str, Option<&Place>, Option<&Place>)]) -> BTreeSet<&'f str> {
    let mut moved = BTreeSet::new();
    // Lines before and after, by file.
    let mut stayed: BTreeMap<&str, Vec<(u32, u32, &str)>> = BTreeMap::new();
    for (id, before, after) in both {
        match (before, after) {
            (Some(before), Some(after)) if before.file == after.file => {
                let lines = stayed.entry(&before.file).or_default();
                lines.push((before.line, after.line, id));
            }
            (None, None) => {}
            _ => drop(moved.insert(*id)),
        }
    }
    for lines in stayed.values_mut() {
        lines.sort_unstable();
        let kept = in_order(&lines.iter().map(|(_, to, _)| *to).collect::<Vec<_>>());
        let out_of_order = lines.iter().zip(kept).filter(|(_, kept)| !kept);
        moved.extend(out_of_order.map(|((_, _, id), _)| *id));
    }
    moved
}

/// Which items are part of a longest run that never falls (Schensted, 1961: the longest increasing
/// subsequence): the fewest possible are left out.
fn in_order(items: &[u32]) -> Vec<bool> {
    // For each length, where the run of that length with the least last item ends.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(items.len());
    for (at, item) in items.iter().enumerate() {
        let length = ends.partition_point(|end| items.get(*end).is_some_and(|last| last <= item));
        before.push(
            length
                .checked_sub(1)
                .and_then(|less| ends.get(less).copied()),
        );
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut kept = vec![false; items.len()];
    let mut next = ends.last().copied();
    while let Some(at) = next {
        if let Some(kept) = kept.get_mut(at) {
            *kept = true;
        }
        next = before.get(at).copied().flatten();
    }
    kept
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_shifts_alike_stays_and_what_changes_places_moves() {
        assert_eq!(in_order(&[3, 4, 4, 9]), [true; 4]);
        assert_eq!(in_order(&[5, 6, 1, 7]), [true, true, false, true]);
        assert_eq!(in_order(&[]), Vec::<bool>::new());
    }

    proptest! {
        #[test]
        fn what_is_kept_is_in_order_and_no_longer_run_exists(items in prop::collection::vec(0..12u32, 0..10)) {
            let kept = in_order(&items);
            let run: Vec<u32> = items.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(it, _)| *it).collect();
            prop_assert!(run.is_sorted());
            let longest = (0..1u32 << items.len())
                .map(|bits| {
                    let some: Vec<u32> = (0..items.len()).filter(|at| bits & (1 << at) != 0).map(|at| items[at]).collect();
                    if some.is_sorted() { some.len() } else { 0 }
                })
                .max();
            prop_assert_eq!(Some(run.len()), longest);
        }
    }
}
