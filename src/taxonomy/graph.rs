//! Order and cycles in small directed graphs given as adjacency lists.

use std::collections::VecDeque;

/// The nodes in an order in which each comes after all that it points to. Nodes on a cycle, and
/// those that lead to one, are left out. Of nodes that may come next, the one that was freed first
/// does, and at the start the lowest.
pub(super) fn order(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut open: Vec<usize> = edges.iter().map(Vec::len).collect();
    let reversed = reversed(edges);
    let mut ordered: Vec<usize> = (0..edges.len())
        .filter(|node| open.get(*node) == Some(&0))
        .collect();
    let mut next = 0;
    while let Some(&done) = ordered.get(next) {
        next += 1;
        for &node in reversed.get(done).into_iter().flatten() {
            if let Some(count) = open.get_mut(node) {
                *count -= 1;
                if *count == 0 {
                    ordered.push(node);
                }
            }
        }
    }
    ordered
}

/// Cycles, each from its lowest node along the edges, without the return. Every node that lies on
/// a cycle lies on one of those given or reaches, and is reached by, a node that does.
pub(super) fn cycles(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    // Only what neither stripping takes can lie on a cycle.
    let mut left = vec![true; edges.len()];
    for done in order(edges).into_iter().chain(order(&reversed(edges))) {
        if let Some(flag) = left.get_mut(done) {
            *flag = false;
        }
    }
    let mut reported = vec![false; edges.len()];
    let mut found = Vec::new();
    for start in 0..edges.len() {
        if left.get(start) != Some(&true) || reported.get(start) != Some(&false) {
            continue;
        }
        if let Some(mut cycle) = shortest_cycle(edges, &left, start) {
            for node in &cycle {
                if let Some(flag) = reported.get_mut(*node) {
                    *flag = true;
                }
            }
            let lowest = cycle
                .iter()
                .enumerate()
                .min_by_key(|(_, n)| **n)
                .map_or(0, |(i, _)| i);
            cycle.rotate_left(lowest);
            found.push(cycle);
        }
    }
    found.sort();
    found
}

/// A shortest way from `start` back to it over the nodes that are left.
fn shortest_cycle(edges: &[Vec<usize>], left: &[bool], start: usize) -> Option<Vec<usize>> {
    let mut came_from: Vec<Option<usize>> = vec![None; edges.len()];
    let mut queue = VecDeque::from([start]);
    while let Some(node) = queue.pop_front() {
        for &next in edges.get(node).into_iter().flatten() {
            if next == start {
                let mut way = vec![node];
                let mut at = node;
                while let Some(before) = came_from.get(at).copied().flatten() {
                    way.push(before);
                    at = before;
                }
                way.reverse();
                return Some(way);
            }
            if left.get(next) == Some(&true)
                && let Some(origin) = came_from.get_mut(next)
                && origin.is_none()
            {
                *origin = Some(node);
                queue.push_back(next);
            }
        }
    }
    None
}

/// The same edges, each the other way round.
pub(super) fn reversed(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut back = vec![Vec::new(); edges.len()];
    for (from, targets) in edges.iter().enumerate() {
        for to in targets {
            if let Some(list) = back.get_mut(*to) {
                list.push(from);
            }
        }
    }
    back
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_puts_what_is_pointed_to_first_and_leaves_cycles_out() {
        assert_eq!(order(&[vec![2], vec![], vec![1]]), [1, 2, 0]);
        // 0 and 1 form a cycle, 2 leads to it, 3 is led to.
        assert_eq!(order(&[vec![1, 3], vec![0], vec![0], vec![]]), [3]);
    }

    #[test]
    fn cycles_are_found_once_each_and_nothing_else() {
        assert!(cycles(&[vec![1], vec![2], vec![]]).is_empty());
        assert_eq!(cycles(&[vec![0]]), [[0]]);
        // 4 leads to the cycle, 3 is led to, 5 and 6 are a cycle of their own.
        let edges = [
            vec![1, 3],
            vec![2],
            vec![0],
            vec![],
            vec![0],
            vec![6],
            vec![5],
        ];
        assert_eq!(cycles(&edges), [vec![0, 1, 2], vec![5, 6]]);
        // 2 lies between two cycles and is on neither.
        let between = [vec![1], vec![0, 2], vec![3], vec![4], vec![3]];
        assert_eq!(cycles(&between), [vec![0, 1], vec![3, 4]]);
        // The edge out of the first cycle is listed before the edge along it.
        let way_out = [vec![2, 1], vec![0], vec![3], vec![4], vec![3]];
        assert_eq!(cycles(&way_out), [vec![0, 1], vec![3, 4]]);
    }
}
