//! The links between spots, and parts of them as graphs for the algorithms of `petgraph`.

use std::slice::Iter;

use fixedbitset::FixedBitSet;
use petgraph::Direction;
use petgraph::algo::kosaraju_scc;
use petgraph::visit::{
    GraphBase, GraphRef, IntoNeighbors, IntoNeighborsDirected, IntoNodeIdentifiers, Visitable,
};

use super::Form;
use super::input::Effect;
use super::table::Groups;

/// What a link makes of the data.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Link {
    /// Nothing: both ends are with the same entity.
    #[default]
    Same,
    /// They go to another node.
    Along(Effect),
}

impl Link {
    pub fn apply(self, form: Form) -> Form {
        match self {
            Self::Same => form,
            Self::Along(effect) => effect.apply(form),
        }
    }
}

/// Two spots and the link from the one to the other.
pub(super) type Chain = (u32, u32, Link);

/// The links by the spots at both of their ends.
#[derive(Debug)]
pub(super) struct Links {
    out: Groups<(u32, Link)>,
    into: Groups<(u32, Link)>,
}

impl Links {
    pub fn new(spots: usize, links: &[Chain]) -> Self {
        let out = links.iter().map(|(from, to, link)| (*from, (*to, *link)));
        let into = links.iter().map(|(from, to, link)| (*to, (*from, *link)));
        Self {
            out: Groups::new(spots, out),
            into: Groups::new(spots, into),
        }
    }

    /// The links that lead to a spot.
    pub fn to(&self, spot: u32) -> &[(u32, Link)] {
        self.into.of(spot)
    }

    /// The links that lead on from a spot.
    pub fn from(&self, spot: u32) -> &[(u32, Link)] {
        self.out.of(spot)
    }
}

/// What a part of the links has as its nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grain {
    /// Spots.
    Spots,
    /// Spots and a form each.
    States,
}

impl Grain {
    /// The number of a node.
    pub fn node(self, spot: u32, form: Form) -> u32 {
        match self {
            Self::Spots => spot,
            Self::States => spot * Form::ALL.len() as u32 + form as u32,
        }
    }

    /// The spot and the form of a node; spots alone have any form, so the first will do.
    pub fn split(self, node: u32) -> (u32, Form) {
        let forms = Form::ALL.len() as u32;
        match self {
            Self::Spots => (node, Form::Plain),
            Self::States => {
                let form = Form::ALL.get((node % forms) as usize);
                (node / forms, form.copied().unwrap_or_default())
            }
        }
    }
}

/// Some of the nodes, and the links between them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part<'a> {
    pub links: &'a Links,
    pub grain: Grain,
    /// The nodes, by number.
    pub nodes: &'a FixedBitSet,
}

impl<'a> Part<'a> {
    /// The strongly connected components, each after those from which links lead to it.
    ///
    /// By Kosaraju's algorithm, which does not recurse: chains may be as long as an estate is.
    pub fn components(self) -> Vec<Vec<u32>> {
        let mut components = kosaraju_scc(self);
        components.reverse();
        components
    }

    /// The nodes to which links lead from a node, or those from which they lead to it.
    pub fn neighbors(self, node: u32, direction: Direction) -> Neighbors<'a> {
        let (spot, form) = self.grain.split(node);
        let ends = match direction {
            Direction::Outgoing => self.links.from(spot),
            Direction::Incoming => self.links.to(spot),
        };
        Neighbors {
            part: self,
            ends: ends.iter(),
            form,
            direction,
            at: None,
        }
    }
}

/// See [`Part::neighbors`].
#[derive(Debug, Clone)]
pub(super) struct Neighbors<'a> {
    part: Part<'a>,
    ends: Iter<'a, (u32, Link)>,
    form: Form,
    direction: Direction,
    /// A link that is looked at backwards, and the forms that are still to be tried.
    at: Option<(u32, Link, Iter<'static, Form>)>,
}

impl Neighbors<'_> {
    fn next_candidate(&mut self) -> Option<u32> {
        let grain = self.part.grain;
        loop {
            if let Some((spot, link, forms)) = &mut self.at {
                if let Some(before) = forms.find(|before| link.apply(**before) == self.form) {
                    return Some(grain.node(*spot, *before));
                }
                self.at = None;
            }
            let (spot, link) = *self.ends.next()?;
            match (grain, self.direction) {
                (Grain::Spots, _) => return Some(spot),
                (Grain::States, Direction::Outgoing) => {
                    return Some(grain.node(spot, link.apply(self.form)));
                }
                // Several forms may become the same one.
                (Grain::States, Direction::Incoming) => {
                    self.at = Some((spot, link, Form::ALL.iter()));
                }
            }
        }
    }
}

impl Iterator for Neighbors<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        loop {
            let node = self.next_candidate()?;
            if self.part.nodes.contains(node as usize) {
                return Some(node);
            }
        }
    }
}

impl GraphBase for Part<'_> {
    type EdgeId = ();
    type NodeId = u32;
}

impl GraphRef for Part<'_> {}

impl<'a> IntoNeighbors for Part<'a> {
    type Neighbors = Neighbors<'a>;

    fn neighbors(self, node: u32) -> Neighbors<'a> {
        Part::neighbors(self, node, Direction::Outgoing)
    }
}

impl<'a> IntoNeighborsDirected for Part<'a> {
    type NeighborsDirected = Neighbors<'a>;

    fn neighbors_directed(self, node: u32, direction: Direction) -> Neighbors<'a> {
        Part::neighbors(self, node, direction)
    }
}

impl<'a> IntoNodeIdentifiers for Part<'a> {
    type NodeIdentifiers = std::iter::Map<fixedbitset::Ones<'a>, fn(usize) -> u32>;

    fn node_identifiers(self) -> Self::NodeIdentifiers {
        self.nodes.ones().map(|node| node as u32)
    }
}

impl Visitable for Part<'_> {
    type Map = FixedBitSet;

    fn visit_map(&self) -> FixedBitSet {
        FixedBitSet::with_capacity(self.nodes.len())
    }

    fn reset_map(&self, map: &mut FixedBitSet) {
        map.clear();
        map.grow(self.nodes.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn components_come_in_the_order_of_links() {
        let by = |form| Link::Along(Effect { form, opens: false });
        let chains = [
            (0, 1, Link::Same),
            (1, 2, by(Form::Redacted)),
            (2, 1, Link::Same),
            (3, 0, Link::Same),
        ];
        let links = Links::new(4, &chains);
        let mut all = FixedBitSet::with_capacity(4);
        all.insert_range(..);
        let spots = Part {
            links: &links,
            grain: Grain::Spots,
            nodes: &all,
        };
        let mut components = spots.components();
        components
            .iter_mut()
            .for_each(|component| component.sort_unstable());
        assert_eq!(components, [vec![3], vec![0], vec![1, 2]]);

        // What went through the redaction once never comes back as it was.
        let plain_and_redacted: FixedBitSet = (0..4_u32)
            .flat_map(|spot| {
                [Form::Plain, Form::Redacted].map(|form| Grain::States.node(spot, form))
            })
            .map(|node| node as usize)
            .collect();
        let states = Part {
            links: &links,
            grain: Grain::States,
            nodes: &plain_and_redacted,
        };
        assert_eq!(
            states
                .components()
                .iter()
                .filter(|component| component.len() > 1)
                .count(),
            1
        );
        let into: Vec<u32> = states
            .neighbors(Grain::States.node(2, Form::Redacted), Direction::Incoming)
            .collect();
        assert_eq!(
            into,
            [
                Grain::States.node(1, Form::Plain),
                Grain::States.node(1, Form::Redacted)
            ]
        );
    }
}
