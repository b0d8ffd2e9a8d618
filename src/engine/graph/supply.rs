//! Which data have a source, and which are sent without one.

use std::collections::VecDeque;

use fixedbitset::FixedBitSet;

use super::layout::Layout;
use super::links::{Grain, Part};
use super::spots::Place;

/// The spots of what is wanted and was never received.
///
/// First everything is marked that anything comes to from where data start. What is left is wanted
/// in vain. Such data are sent all the same, and who receives them has received them; so of a chain
/// of those, only the first link lacks a source. Where they go round in a circle, those in it that
/// act for nobody have them of their own; where there is none of that kind, all of it lacks a source.
pub(super) fn unsourced(layout: &Layout) -> FixedBitSet {
    let count = layout.spots.len();
    let mut run = Run {
        layout,
        reached: FixedBitSet::with_capacity(count),
        queue: VecDeque::new(),
    };
    for (_, item) in layout.items.iter() {
        if let (true, Some(target)) = (layout.flows.at(item.flow).origin, item.target) {
            run.reach(target);
        }
    }
    run.spread();
    let mut unsourced = FixedBitSet::with_capacity(count);
    let wanted = |spot: usize| matches!(layout.place(spot as u32), Some((Place::Wanted(_), _)));
    if run.reached.zeroes().all(|spot| !wanted(spot)) {
        return unsourced;
    }
    let mut all = FixedBitSet::with_capacity(count);
    all.insert_range(..);
    let part = Part {
        links: &layout.links,
        grain: Grain::Spots,
        nodes: &all,
    };
    for component in part.components() {
        for own in [true, false] {
            let in_vain = component
                .iter()
                .filter(|spot| !run.reached.contains(**spot as usize) && wanted(**spot as usize))
                .filter(|spot| !own || layout.is_independent(**spot));
            // All of the circle before any of it counts as sent.
            let in_vain: Vec<u32> = in_vain.copied().collect();
            for spot in in_vain {
                unsourced.insert(spot as usize);
                run.reach(spot);
            }
            run.spread();
        }
    }
    unsourced
}

struct Run<'a> {
    layout: &'a Layout,
    /// The spots at which there is something.
    reached: FixedBitSet,
    /// Those of them from which it was not yet followed.
    queue: VecDeque<u32>,
}

impl Run<'_> {
    fn reach(&mut self, spot: u32) {
        if !self.reached.put(spot as usize) {
            self.queue.push_back(spot);
        }
    }

    fn spread(&mut self) {
        while let Some(spot) = self.queue.pop_front() {
            for (next, _) in self.layout.links.from(spot) {
                if !self.reached.contains(*next as usize) && self.is_supplied(*next) {
                    self.reach(*next);
                }
            }
        }
    }

    /// Whether one of its sources is enough for a spot, or else all are there that it needs.
    fn is_supplied(&self, spot: u32) -> bool {
        if !self.layout.composite.contains(spot as usize) {
            return true;
        }
        let Some((Place::Wanted(node), pair)) = self.layout.place(spot) else {
            return true;
        };
        let Some((subject, category)) = self.layout.terms(pair) else {
            return false;
        };
        let places = self.layout.looks_at(node);
        let here = |spot: u32| self.reached.contains(spot as usize);
        let look = |pair: u32, _: &mut Vec<u32>| {
            let mut at = places
                .iter()
                .filter_map(|place| self.layout.spot(*place, pair));
            at.any(here)
        };
        let needs = &self.layout.needs;
        needs.meet(subject, category, &look, &mut Vec::new())
    }
}
