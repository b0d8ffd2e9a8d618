//! Whether the graph keeps its own laws; for tests.

use super::query::DataGraph;
use super::spots::Place;
use super::spread::{add, by_form, member};

impl DataGraph {
    /// Checks that what is at every spot is exactly what its links and the items that start there
    /// bring, and that only what is wanted can lack a source.
    ///
    /// # Errors
    /// The first law that is broken, in words.
    #[doc(hidden)]
    pub fn verify(&self) -> Result<(), String> {
        let (layout, spread) = (&self.layout, &self.spread);
        // Sets of its own, for a pool cannot be added to while it is read.
        let mut sets = super::sets::SetPool::new();
        let mut copy = |set| {
            let members: Vec<u32> = spread.sets.members(set).collect();
            sets.of(members)
        };
        let mut there = Vec::new();
        for (_, services) in spread.at.iter() {
            there.push(services.map(&mut copy));
        }
        for (spot, (place, _)) in layout.spots.iter().enumerate() {
            let mut expected = super::spread::Services::default();
            for (from, link) in layout.links.to(spot as u32) {
                let Some(from) = there.get(*from as usize) else {
                    continue;
                };
                for (form, set) in by_form(*from) {
                    let form = link.apply(form);
                    add(&mut sets, &mut expected, form, set);
                }
            }
            for item in layout.arriving.of(spot as u32) {
                if let Some((form, service)) = spread.started(layout, layout.items.at(*item)) {
                    let own = sets.single(member(service));
                    add(&mut sets, &mut expected, form, own);
                }
            }
            if there.get(spot) != Some(&expected) {
                return Err(format!(
                    "spot {spot} ({place:?}) has other data than arrive there"
                ));
            }
            let unsourced = spread.unsourced.contains(spot);
            if unsourced && !matches!(place, Place::Wanted(_)) {
                return Err(format!(
                    "spot {spot} ({place:?}) is not wanted and has no source"
                ));
            }
            if matches!(place, Place::Received(_)) && by_form(expected).next().is_none() {
                return Err(format!("spot {spot} ({place:?}) receives nothing"));
            }
        }
        Ok(())
    }
}
