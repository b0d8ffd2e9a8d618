//! For which purposes data came to where they are.

use fixedbitset::FixedBitSet;
use foldhash::fast::FixedState;
use indexmap::IndexSet;

use super::layout::Layout;
use super::sets::{SetId, SetPool};
use super::spots::{Flow, Item, Place};
use super::table::Table;
use crate::estate::model::Endpoint;
use crate::taxonomy::TermId;

/// The purposes of the flows that lead to each spot, directly or through a system to which the
/// recipient has access.
///
/// A flow from a party into its own system is among the flows by which that party received what it
/// sends with this very flow. To leave out a flow's own part without going through all the others,
/// purposes that two flows have are kept as well.
#[derive(Debug)]
pub(super) struct Purposes {
    terms: IndexSet<TermId, FixedState>,
    sets: SetPool,
    /// By spot: the purposes that some flow has.
    once: Table<SetId>,
    /// By spot: the purposes that more than one flow has.
    twice: Table<SetId>,
}

impl Purposes {
    pub fn new(layout: &Layout) -> Self {
        let count = layout.spots.len();
        let mut this = Self {
            terms: IndexSet::default(),
            sets: SetPool::new(),
            once: Table::filled(count, SetId::EMPTY),
            twice: Table::filled(count, SetId::EMPTY),
        };
        for (_, flow) in layout.flows.iter() {
            let purposes = flow.input.purposes.iter();
            let numbers: Vec<u32> = purposes
                .map(|purpose| this.terms.insert_full(*purpose).0 as u32)
                .collect();
            let purposes = this.sets.of(numbers);
            for item in flow.items.clone() {
                if let Some(target) = layout.items.at(item).target {
                    this.bring(target, purposes, SetId::EMPTY);
                }
            }
        }
        // Access next, for it brings on what flows brought, and pools last. A flow leads to one
        // node only, so what the sources of a spot have never is the same flow's.
        let received = |place| matches!(place, Place::Received(_));
        for pass in [received, |place| matches!(place, Place::Pool(_))] {
            for (spot, (place, _)) in layout.spots.iter().enumerate() {
                if !pass(*place) {
                    continue;
                }
                let sources = layout.before(spot as u32);
                let mut sources: Vec<u32> =
                    sources.filter(|from| layout.is_received(*from)).collect();
                // Someone may have access to one system from two places.
                sources.sort_unstable();
                sources.dedup();
                for from in sources {
                    this.bring(spot as u32, *this.once.at(from), *this.twice.at(from));
                }
            }
        }
        this
    }

    fn bring(&mut self, spot: u32, once: SetId, twice: SetId) {
        let again = self.sets.intersection(*self.once.at(spot), once);
        let again = self.sets.union(again, twice);
        *self.twice.at_mut(spot) = self.sets.union(*self.twice.at(spot), again);
        *self.once.at_mut(spot) = self.sets.union(*self.once.at(spot), once);
    }

    /// The purposes of the flows, other than this one, by which its sender received what it sends.
    pub fn received(&self, layout: &Layout, flow: &Flow) -> Vec<TermId> {
        let mut found = FixedBitSet::with_capacity(self.terms.len());
        for item in flow.items.clone() {
            self.of_item(layout, flow, layout.items.at(item), &mut found);
        }
        let mut terms: Vec<TermId> = found
            .ones()
            .filter_map(|number| self.terms.get_index(number).copied())
            .collect();
        terms.sort_unstable();
        terms
    }

    /// The categories of what a flow sends that other flows brought to its sender for some purpose.
    pub fn brought(&self, layout: &Layout, flow: &Flow) -> Vec<TermId> {
        let items = flow.items.clone().map(|item| layout.items.at(item));
        let brought = items.filter(|item| {
            let mut found = FixedBitSet::with_capacity(self.terms.len());
            self.of_item(layout, flow, item, &mut found);
            !found.is_clear()
        });
        let mut terms: Vec<TermId> = brought
            .filter_map(|item| Some(layout.terms(item.pair)?.1))
            .collect();
        terms.sort_unstable();
        terms.dedup();
        terms
    }

    /// The purposes for which other flows brought one of the things that a flow sends.
    fn of_item(&self, layout: &Layout, flow: &Flow, item: &Item, found: &mut FixedBitSet) {
        let Some(wanted) = item.wanted else {
            return;
        };
        for source in layout.before(wanted) {
            let once = *self.once.at(source);
            if !feeds(layout, flow, source) {
                self.sets.add_to(found, once);
                continue;
            }
            for number in self.sets.members(once) {
                let own = self
                    .terms
                    .get_index(number as usize)
                    .is_none_or(|term| flow.input.purposes.contains(term));
                if !own || self.sets.contains(*self.twice.at(source), number) {
                    found.insert(number as usize);
                }
            }
        }
    }
}

/// Whether a flow itself brings something to a spot.
fn feeds(layout: &Layout, flow: &Flow, spot: u32) -> bool {
    let Some((place, pair)) = layout.place(spot) else {
        return false;
    };
    let Some((subject, category)) = layout.terms(pair) else {
        return false;
    };
    let declares = flow.input.effect.is_some()
        && flow.input.subjects.contains(&subject)
        && flow.input.data.contains(&category);
    let to = layout.nodes.of(flow.input.to);
    let reads = |party| match flow.input.to {
        Endpoint::System(system) => layout
            .accesses_to(system)
            .iter()
            .any(|access| access.entry.by == party),
        _ => false,
    };
    declares
        && match place {
            Place::Received(node) => {
                node == to
                    || !layout.nodes.is_system(node) && layout.nodes.owner(node).is_some_and(reads)
            }
            Place::Pool(party) => layout.nodes.owner(to) == Some(party) || reads(party),
            Place::Wanted(_) => false,
        }
}
