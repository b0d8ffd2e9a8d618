//! From steps to paths: which follow each other, where paths begin, and where they end.

use std::collections::{BTreeMap, BTreeSet};

use super::steps::{Query, Spot, Step};
use crate::engine::graph::{Handovers, ItemIx, SentItem};
use crate::engine::movement::{MovementKind, SystemEnd};
use crate::estate::model::ShapeIx;
use crate::taxonomy::TermId;

/// As many paths as are listed; an estate in which everybody sends everything to everybody has more
/// than anyone would read.
pub const MOST_PATHS: usize = 1000;

/// A path.
#[derive(Debug, Clone)]
pub struct TracePath {
    /// The steps, as positions in [`Trace::steps`](super::Trace::steps).
    pub steps: Vec<usize>,
    /// Its last step leads back to where the path has been, and nothing new follows from there.
    pub cycle: bool,
}

/// All paths of the items that are asked for, and whether there are more than are listed.
pub(super) fn paths(
    query: &Query,
    handovers: &Handovers<'_>,
    items: Vec<SentItem>,
    steps: &[Step],
) -> (Vec<TracePath>, bool) {
    let mut finder = Finder::new(query, handovers, items, steps);
    for (step, items) in finder.starts() {
        finder.walk(step, items);
    }
    (finder.paths, finder.more)
}

/// What a step delivers, of what is asked for.
type Items = BTreeSet<ItemIx>;

/// What becomes possible by a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Onward {
    /// An item can be sent.
    Sent(ItemIx),
    /// A place can be read: who reads, the people, the category.
    Read(Spot, TermId, TermId),
}

/// A step of the path that is followed, and what is still to be tried after it.
struct Stop {
    step: usize,
    onward: BTreeSet<Onward>,
    rest: std::vec::IntoIter<(usize, Items)>,
}

struct Finder<'a> {
    query: &'a Query,
    handovers: &'a Handovers<'a>,
    items: BTreeMap<ItemIx, SentItem>,
    steps: &'a [Step],
    /// The positions of the steps of each shape.
    by_shape: BTreeMap<ShapeIx, Vec<usize>>,
    /// What can be sent of an item once it is where a step brings it.
    after: BTreeMap<(usize, ItemIx), Vec<ItemIx>>,
    paths: Vec<TracePath>,
    more: bool,
}

impl<'a> Finder<'a> {
    fn new(
        query: &'a Query,
        handovers: &'a Handovers<'a>,
        items: Vec<SentItem>,
        steps: &'a [Step],
    ) -> Self {
        let mut by_shape: BTreeMap<ShapeIx, Vec<usize>> = BTreeMap::new();
        for (at, step) in steps.iter().enumerate() {
            by_shape.entry(step.movement.shape).or_default().push(at);
        }
        let items: BTreeMap<ItemIx, SentItem> =
            items.into_iter().map(|item| (item.index, item)).collect();
        let mut after = BTreeMap::new();
        for item in items.values() {
            for at in by_shape.get(&item.shape).into_iter().flatten() {
                let mut next = match steps.get(*at).map(|step| step.movement.kind) {
                    None
                    | Some(MovementKind::Through | MovementKind::Access(SystemEnd::From, _)) => {
                        continue;
                    }
                    Some(MovementKind::Access(SystemEnd::To, index)) => {
                        handovers.after_access(item.index, index)
                    }
                    Some(_) => handovers.after(item.index),
                };
                // Who writes into a system of its own has it there to write in again: no step.
                next.retain(|next| *next != item.index && items.contains_key(next));
                after.insert((*at, item.index), next);
            }
        }
        Self {
            query,
            handovers,
            items,
            steps,
            by_shape,
            after,
            paths: Vec::new(),
            more: false,
        }
    }

    fn after(&self, step: usize, item: ItemIx) -> &[ItemIx] {
        self.after
            .get(&(step, item))
            .map_or(&[], |next| next.as_slice())
    }

    /// The steps of a shape that are access to what it brings, or those that are not.
    fn of_shape(&self, shape: ShapeIx, access: bool) -> impl Iterator<Item = (usize, &Step)> {
        let all = self.by_shape.get(&shape).into_iter().flatten();
        let all = all.filter_map(|at| Some((*at, self.steps.get(*at)?)));
        all.filter(move |(_, step)| reads_what_it_brings(step) == access)
    }

    /// The steps that can follow a step, with what they send of what it delivered.
    fn next(&self, at: usize, items: &Items) -> BTreeMap<usize, Items> {
        let mut found: BTreeMap<usize, Items> = BTreeMap::new();
        if let Some(step) = self
            .steps
            .get(at)
            .filter(|step| step.movement.is_the_flow())
        {
            let accesses = self.of_shape(step.movement.shape, true);
            found.extend(accesses.map(|(access, _)| (access, items.clone())));
        }
        for next in items.iter().flat_map(|item| self.after(at, *item)) {
            let shape = self.items.get(next).map(|item| item.shape);
            for (step, _) in shape
                .into_iter()
                .flat_map(|shape| self.of_shape(shape, false))
            {
                found.entry(step).or_default().insert(*next);
            }
        }
        found
    }

    /// What becomes possible by a step, and by those who read what it brings.
    fn onward(&self, next: &BTreeMap<usize, Items>) -> BTreeSet<Onward> {
        let mut found = BTreeSet::new();
        for (at, items) in next {
            let Some(step) = self.steps.get(*at) else {
                continue;
            };
            for item in items {
                if !reads_what_it_brings(step) {
                    found.insert(Onward::Sent(*item));
                    continue;
                }
                let pair = self.items.get(item);
                found.extend(pair.map(|it| Onward::Read(step.to, it.subject, it.category)));
                found.extend(self.after(*at, *item).iter().copied().map(Onward::Sent));
            }
        }
        found
    }

    /// The steps that paths begin with, and what they bring: from where the call says, else what no
    /// step delivered to its sender.
    fn starts(&self) -> BTreeMap<usize, Items> {
        let mut starts: BTreeMap<usize, Items> = BTreeMap::new();
        let all = self.items.values();
        if let Some(from) = self.query.from {
            for item in all {
                for (at, step) in self.of_shape(item.shape, false) {
                    let sends = self.handovers.sends_from(step.from.end(), from.end());
                    if sends && step.movement.is_the_flow() {
                        starts.entry(at).or_default().insert(item.index);
                    }
                }
            }
            return starts;
        }
        let delivered: Items = self.after.values().flatten().copied().collect();
        let mut reached = Items::new();
        let first = |item: &SentItem| !delivered.contains(&item.index);
        let lacks_source = |item: &SentItem| self.handovers.starts(item.index);
        let any = |_: &SentItem| true;
        // Where data only go round in a cycle, each step has another before it. Begin with one at
        // which the graph has them start, or else, when that is no step of the trace, with the first.
        let passes: [&dyn Fn(&SentItem) -> bool; 3] = [&first, &lacks_source, &any];
        for begins in passes {
            for item in self.items.values().filter(|item| begins(item)) {
                if !reached.contains(&item.index) {
                    for (at, _) in self.of_shape(item.shape, false) {
                        starts.entry(at).or_default().insert(item.index);
                    }
                    self.reach(item, &mut reached);
                }
            }
        }
        starts
    }

    /// Adds an item and all that can come of it.
    fn reach(&self, item: &SentItem, reached: &mut Items) {
        let mut open = vec![item.index];
        while let Some(index) = open.pop() {
            if let (true, Some(item)) = (reached.insert(index), self.items.get(&index)) {
                let steps = self.by_shape.get(&item.shape).into_iter().flatten();
                open.extend(steps.flat_map(|at| self.after(*at, index)));
            }
        }
    }

    /// Keeps all paths that begin with a step.
    fn walk(&mut self, step: usize, items: Items) {
        let sent = items.iter().copied().map(Onward::Sent).collect::<Vec<_>>();
        let mut path = Vec::new();
        self.enter(&mut path, step, &items);
        if let Some(first) = path.first_mut() {
            first.onward.extend(sent);
        }
        while let Some(last) = path.last_mut() {
            let Some((step, items)) = last.rest.next() else {
                path.pop();
                continue;
            };
            if self.more {
                return;
            }
            if !self.arrives(step) && self.goes_round(&path, step, &items) {
                if self.query.to.is_none() {
                    self.keep(&path, Some(step));
                }
            } else {
                self.enter(&mut path, step, &items);
            }
        }
    }

    /// Whether a step brings data to where the call asks. A party has what is in a system that it
    /// operates.
    fn arrives(&self, step: usize) -> bool {
        let reached = self.steps.get(step).map(|step| step.to);
        match (reached, self.query.to) {
            (Some(reached @ Spot::System(_)), Some(to @ Spot::Party(_))) => {
                self.handovers.sends_from(to.end(), reached.end())
            }
            (reached, to) => to.is_some() && reached == to,
        }
    }

    /// Goes a step further, and keeps the path where it ends.
    fn enter(&mut self, path: &mut Vec<Stop>, step: usize, items: &Items) {
        let next = self.next(step, items);
        let ends = next.is_empty();
        let arrived = self.arrives(step);
        path.push(Stop {
            step,
            onward: self.onward(&next),
            rest: next.into_iter().collect::<Vec<_>>().into_iter(),
        });
        if arrived || ends && self.query.to.is_none() {
            self.keep(path, None);
        }
        if let (true, Some(last)) = (arrived, path.last_mut()) {
            last.rest = Vec::new().into_iter();
        }
    }

    /// Whether a step leads back to where the path has been, and to nothing that could not follow
    /// an earlier step of it.
    fn goes_round(&self, path: &[Stop], step: usize, items: &Items) -> bool {
        let to = self.steps.get(step).map(|step| step.to);
        let mut before = path.iter().filter_map(|stop| self.steps.get(stop.step));
        before.any(|before| to == Some(before.from) || to == Some(before.to))
            && self
                .onward(&self.next(step, items))
                .iter()
                .all(|onward| path.iter().any(|stop| stop.onward.contains(onward)))
    }

    fn keep(&mut self, path: &[Stop], back: Option<usize>) {
        if self.paths.len() == MOST_PATHS {
            self.more = true;
            return;
        }
        let steps = path.iter().map(|stop| stop.step).chain(back);
        self.paths.push(TracePath {
            steps: steps.collect(),
            cycle: back.is_some(),
        });
    }
}

/// Whether a step is somebody reading what its flow puts into a system.
fn reads_what_it_brings(step: &Step) -> bool {
    matches!(step.movement.kind, MovementKind::Access(SystemEnd::To, _))
}
